//! The names of backups: `keyclerk-20261127T215900Z.db`, and that name with a dot while it is written.

use std::path::{Path, PathBuf};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::domain::Timestamp;

use super::files::folder;

const PREFIX: &str = "keyclerk-";
const SUFFIX: &str = ".db";
const PARTIAL: &str = ".partial";

/// Returns an instant as names of files contain it: to the second, in UTC.
pub(super) fn stamp(at: Timestamp) -> String {
    at.to_string().replace(['-', ':'], "")
}

/// Returns the name of a backup that is made at this instant.
pub(super) fn name_at(at: Timestamp) -> String {
    format!("{PREFIX}{}{SUFFIX}", stamp(at))
}

/// Returns the instant that the name of a backup contains, or `None` for another name.
pub(super) fn instant_of(name: &str) -> Option<Timestamp> {
    let text = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
    let (date, hour) = (text.get(..8)?, text.get(8..11)?);
    let date = format!("{}-{}-{}", date.get(..4)?, date.get(4..6)?, date.get(6..)?);
    let whole = format!("{date}{hour}:{}:{}", text.get(11..13)?, text.get(13..)?);
    let date = OffsetDateTime::parse(&whole, &Rfc3339).ok()?;
    let at = Timestamp::from_millis(date.unix_timestamp() * 1000);
    // A name in another spelling of the same instant is not one of ours.
    (name_at(at) == name).then_some(at)
}

/// Returns true if a file is named like a backup.
pub(super) fn is_name(name: &str) -> bool {
    instant_of(name).is_some()
}

/// Returns true if a file is named like a backup that is being written.
pub(super) fn is_partial(name: &str) -> bool {
    name.strip_prefix('.').and_then(|name| name.strip_suffix(PARTIAL)).is_some_and(is_name)
}

/// Returns the hidden file to which a backup is written.
pub(super) fn partial(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    folder(target).join(format!(".{name}{PARTIAL}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_time_and_are_read_back() {
        let at = Timestamp::from_millis(1_795_816_740_000);
        assert_eq!(name_at(at), "keyclerk-20261127T215900Z.db");
        assert_eq!(instant_of(&name_at(at)), Some(at));
        let later = name_at(Timestamp::from_millis(at.as_millis() + 999_000));
        assert!(name_at(at) < later);
        assert!(is_partial(".keyclerk-20261127T215900Z.db.partial"));
        for other in [
            "keyclerk.db",
            "keyclerk-20261127T215900Z.db.partial",
            "keyclerk-20261399T215900Z.db",
            "keyclerk-old.db",
            "my-keyclerk-20261127T215900Z.db",
        ] {
            assert!(!is_name(other) && !is_partial(other), "{other}");
        }
    }
}

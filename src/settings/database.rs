//! Parses `DATABASE_URL`, the path of an SQLite database.
//!
//! Invariant: a path that cannot be a file is reported as a wrong setting, before anything is created.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::values::unquoted;

/// The default path of the ledger.
const DEFAULT: &str = "keyclerk.db";

/// The reason why an address names no database file. No message repeats the address, which may contain
/// a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDatabaseFile {
    /// The bytes are not valid text.
    #[error("is not readable text")]
    NotText,
    /// The address is a `PostgreSQL` address.
    #[error(
        "names a PostgreSQL server, which this version cannot use; expected sqlite:PATH, the path of a file"
    )]
    Postgres,
    /// The address does not begin with `sqlite:`.
    #[error("expected sqlite:PATH, the path of a file, such as sqlite:keyclerk.db")]
    OtherScheme,
    /// Nothing follows `sqlite:`.
    #[error("names no file; add its path after sqlite: as in sqlite:keyclerk.db")]
    NoPath,
    /// The address names a database in memory.
    #[error(
        "names a database in memory, which is lost when the process ends; name a file, as in sqlite:keyclerk.db"
    )]
    InMemory,
    /// Parameters follow the path.
    #[error("takes no parameters; remove the ? and everything after it")]
    Parameters,
    /// The path leads to a folder.
    #[error("{} is a folder; add the name of a file to it, as in sqlite:{}", .0.display(), .0.join(DEFAULT).display())]
    IsFolder(PathBuf),
    /// The folder of the file does not exist.
    #[error("the folder {} does not exist; create it or correct the path", .0.display())]
    NoFolder(PathBuf),
    /// A parent of the path is a file.
    #[error("{} is a file, so it cannot contain the database; correct the path", .0.display())]
    BelowFile(PathBuf),
}

/// Parses the address of the ledger. An empty address means the default.
///
/// # Errors
/// Returns [`NoDatabaseFile`].
pub fn ledger_path(address: &OsStr) -> Result<PathBuf, NoDatabaseFile> {
    if address.is_empty() {
        return Ok(PathBuf::from(DEFAULT));
    }
    sqlite_path(unquoted(address.to_str().ok_or(NoDatabaseFile::NotText)?.trim()))
}

/// Returns the path in `sqlite:PATH`. The folder exists, but the file itself may not.
///
/// # Errors
/// Returns [`NoDatabaseFile`].
pub fn sqlite_path(address: &str) -> Result<PathBuf, NoDatabaseFile> {
    let Some(path) = address.strip_prefix("sqlite:") else {
        let is_postgres = ["postgres:", "postgresql:"].iter().any(|scheme| address.starts_with(scheme));
        return Err(if is_postgres { NoDatabaseFile::Postgres } else { NoDatabaseFile::OtherScheme });
    };
    match path.strip_prefix("//").unwrap_or(path) {
        "" => Err(NoDatabaseFile::NoPath),
        path if path.contains('?') => Err(NoDatabaseFile::Parameters),
        ":memory:" => Err(NoDatabaseFile::InMemory),
        path => file(Path::new(path), path.ends_with('/')),
    }
}

fn file(path: &Path, ends_as_folder: bool) -> Result<PathBuf, NoDatabaseFile> {
    // A path such as `..` has no file name.
    if ends_as_folder || path.file_name().is_none() || path.is_dir() {
        return Err(NoDatabaseFile::IsFolder(path.to_owned()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Some(folder) = folder else { return Ok(path.to_owned()) };
    match folder.metadata() {
        Ok(found) if found.is_dir() => Ok(path.to_owned()),
        Ok(_) => Err(NoDatabaseFile::BelowFile(folder.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(NoDatabaseFile::NoFolder(folder.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            let file = folder.ancestors().find(|above| above.is_file()).unwrap_or(folder);
            Err(NoDatabaseFile::BelowFile(file.to_owned()))
        }
        // A folder without read permission is reported when the file is opened.
        Err(_) => Ok(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_names_no_file_is_told_by_its_own_sentence() {
        for (address, expected) in [
            ("postgres://keyclerk:hush@db/sales", NoDatabaseFile::Postgres),
            ("postgresql://db", NoDatabaseFile::Postgres),
            ("mysql://db", NoDatabaseFile::OtherScheme),
            ("keyclerk.db", NoDatabaseFile::OtherScheme),
            ("sqlite:", NoDatabaseFile::NoPath),
            ("sqlite://", NoDatabaseFile::NoPath),
            ("sqlite::memory:", NoDatabaseFile::InMemory),
            ("sqlite://:memory:", NoDatabaseFile::InMemory),
            ("sqlite:keyclerk.db?mode=rwc", NoDatabaseFile::Parameters),
            ("sqlite:file:shop?mode=memory", NoDatabaseFile::Parameters),
        ] {
            let fault = sqlite_path(address).unwrap_err();
            assert_eq!(fault, expected, "{address}");
            assert!(!fault.to_string().contains("hush"), "{fault}");
        }
    }

    #[test]
    fn a_path_at_which_no_file_can_be_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (at, file) = (folder.path().to_owned(), folder.path().join("file"));
        std::fs::write(&file, "").unwrap();
        for (path, expected) in [
            (at.clone(), Err(NoDatabaseFile::IsFolder(at.clone()))),
            (at.join("new/"), Err(NoDatabaseFile::IsFolder(at.join("new")))),
            (at.join("new/ledger.db"), Err(NoDatabaseFile::NoFolder(at.join("new")))),
            (file.join("ledger.db"), Err(NoDatabaseFile::BelowFile(file.clone()))),
            (file.join("deeper/ledger.db"), Err(NoDatabaseFile::BelowFile(file.clone()))),
            (at.join("ledger.db"), Ok(at.join("ledger.db"))),
            (file.clone(), Ok(file.clone())),
        ] {
            let found = sqlite_path(&format!("sqlite:{}", path.display()));
            assert_eq!(found, expected, "{}", path.display());
        }
        assert_eq!(std::fs::read_dir(&at).unwrap().count(), 1, "nothing is created");
    }

    #[test]
    fn nothing_is_the_default_and_quotes_are_removed() {
        assert_eq!(ledger_path(OsStr::new("")), Ok(PathBuf::from(DEFAULT)));
        assert_eq!(ledger_path(OsStr::new(" 'sqlite:shop.db'")), Ok(PathBuf::from("shop.db")));
    }
}

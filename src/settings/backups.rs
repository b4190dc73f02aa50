//! Parses the settings of the bot's own backups.

use std::path::PathBuf;
use std::time::Duration;

/// The time between two backups if none is set.
const DEFAULT_EVERY: Duration = Duration::from_hours(6);
/// The number of backups that are kept if none is set.
const DEFAULT_KEEP: u32 = 28;
const SHORTEST: Duration = Duration::from_mins(5);
const LONGEST: Duration = Duration::from_hours(31 * 24);

/// The settings of the backups that the running bot makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSettings {
    /// The folder of the backups.
    pub folder: PathBuf,
    /// The time between two backups.
    pub every: Duration,
    /// The number of backups that are kept.
    pub keep: u32,
}

impl BackupSettings {
    /// Creates the settings of a folder, with the defaults for what is not set.
    pub(super) fn of(folder: PathBuf, every: Option<Duration>, keep: Option<u32>) -> Self {
        Self { folder, every: every.unwrap_or(DEFAULT_EVERY), keep: keep.unwrap_or(DEFAULT_KEEP) }
    }
}

/// Parses the folder of the backups, which has to exist.
pub(super) fn folder(text: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text);
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err("is not a folder; create it or correct the path".to_owned())
    }
}

/// Parses a time: a number with the unit `m`, `h` or `d`.
pub(super) fn every(text: &str) -> Result<Duration, String> {
    let wrong = || "expected a time from 5m to 31d, such as 30m, 6h or 1d".to_owned();
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        _ => return Err(wrong()),
    };
    let number: u64 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| wrong())?;
    let time = Duration::from_secs(number.saturating_mul(minutes).saturating_mul(60));
    if (SHORTEST..=LONGEST).contains(&time) { Ok(time) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_number_and_a_unit() {
        assert_eq!(every("30m"), Ok(Duration::from_mins(30)));
        assert_eq!(every("6h"), Ok(Duration::from_hours(6)));
        assert_eq!(every("31d"), Ok(Duration::from_hours(744)));
        for wrong in ["", "6", "h", "4m", "32d", "-6h", "6 h", "6H", "1.5h", "6ü", "99999999999999999999d"] {
            assert!(every(wrong).is_err(), "{wrong}");
        }
    }
}

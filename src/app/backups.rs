//! Makes backups while the bot runs.
//!
//! A backup is due when the newest one in the folder is older than the setting, also soon after a start. One
//! that fails is logged as an error and tried again. Sales do not wait for a backup.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::{Clock, SystemClock, Timestamp};
use crate::ledger::{Backup, BackupError, back_up, newest_backup, remove_old_backups};
use crate::settings::BackupSettings;

/// The time between a start and the first backup. Unfinished sales come first.
const AFTER_START: Duration = Duration::from_secs(5);
/// The wait after a failure. Each further wait is twice as long, and not longer than the time between two
/// backups.
const FIRST_BACK_OFF: Duration = Duration::from_mins(1);
/// The longest sleep at a time, so that a clock that was set is noticed.
const LONGEST_SLEEP: Duration = Duration::from_mins(5);

/// Makes a backup whenever one is due. Never completes.
pub(super) async fn run(ledger: PathBuf, settings: BackupSettings) -> Infallible {
    let mut back_off = FIRST_BACK_OFF;
    tokio::time::sleep(AFTER_START).await;
    loop {
        let wait = match due_in(&settings, SystemClock.now()) {
            Ok(Duration::ZERO) => match made(&ledger, &settings).await {
                Ok(backup) => {
                    back_off = FIRST_BACK_OFF;
                    tracing::info!(
                        sales = backup.sales,
                        bytes = backup.bytes,
                        "backed up to {}",
                        backup.path.display()
                    );
                    continue;
                }
                Err(error) => failed(&error, &mut back_off, settings.every),
            },
            Ok(wait) => wait.min(LONGEST_SLEEP),
            Err(error) => failed(&error, &mut back_off, settings.every),
        };
        tokio::time::sleep(wait).await;
    }
}

/// Returns the time until a backup is due.
fn due_in(settings: &BackupSettings, now: Timestamp) -> Result<Duration, BackupError> {
    let newest = newest_backup(&settings.folder, now)?;
    if let Some(newest) = newest {
        let since_epoch = Duration::from_millis(u64::try_from(newest.as_millis()).unwrap_or(0));
        metrics::gauge!("keyclerk_newest_backup_time_seconds").set(since_epoch.as_secs_f64());
    }
    Ok(newest.map_or(Duration::ZERO, |newest| settings.every.saturating_sub(now.since(newest))))
}

async fn made(ledger: &Path, settings: &BackupSettings) -> Result<Backup, BackupError> {
    let now = SystemClock.now();
    let backup = back_up(ledger, &settings.folder, now).await?;
    let keep = usize::try_from(settings.keep).unwrap_or(usize::MAX);
    remove_old_backups(&settings.folder, keep, now)?;
    Ok(backup)
}

/// Logs a failure, and returns the wait before the next attempt.
fn failed(error: &BackupError, back_off: &mut Duration, every: Duration) -> Duration {
    let wait = (*back_off).min(every);
    *back_off = wait.saturating_mul(2);
    tracing::error!("the ledger is not backed up; next attempt in {} s: {error}", wait.as_secs());
    wait
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_when_the_newest_is_old_enough() {
        let folder = tempfile::tempdir().unwrap();
        let every = Duration::from_hours(1);
        let settings = BackupSettings { folder: folder.path().to_owned(), every, keep: 3 };
        let at = Timestamp::from_millis(1_795_816_740_000);
        assert_eq!(due_in(&settings, at).unwrap(), Duration::ZERO);
        std::fs::write(folder.path().join("keyclerk-20261127T215900Z.db"), "").unwrap();
        std::fs::write(folder.path().join("keyclerk-newer.db"), "").unwrap();
        assert_eq!(due_in(&settings, at).unwrap(), every);
        assert_eq!(due_in(&settings, at.after(Duration::from_mins(59))).unwrap(), Duration::from_mins(1));
        assert_eq!(due_in(&settings, at.after(Duration::from_hours(9))).unwrap(), Duration::ZERO);
        assert_eq!(due_in(&settings, at.before(Duration::from_secs(1))).unwrap(), Duration::ZERO);
    }

    #[tokio::test]
    async fn backups_from_before_the_clock_was_set_back_do_not_displace_new_ones() {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, target) = (folder.path().join("keyclerk.db"), folder.path().join("backups"));
        crate::ledger::Ledger::open(&ledger, std::sync::Arc::new(SystemClock)).await.unwrap().close().await;
        std::fs::create_dir(&target).unwrap();
        for name in ["keyclerk-20200101T000000Z.db", "keyclerk-90000101T000000Z.db"] {
            std::fs::write(target.join(name), "").unwrap();
        }
        let settings = BackupSettings { folder: target.clone(), every: Duration::from_hours(1), keep: 1 };
        let backup = made(&ledger, &settings).await.unwrap();
        assert!(backup.path.exists(), "the new backup was removed");
        assert_ne!(due_in(&settings, SystemClock.now()).unwrap(), Duration::ZERO, "the next is due at once");
        let left = std::fs::read_dir(&target).unwrap().count();
        assert_eq!(left, 2, "only the oldest is removed");
    }

    #[test]
    fn the_wait_after_failures_grows_up_to_the_time_between_two_backups() {
        let (mut back_off, error) = (FIRST_BACK_OFF, BackupError::Missing(PathBuf::new()));
        let mut next = || failed(&error, &mut back_off, Duration::from_mins(5)).as_secs() / 60;
        assert_eq!([next(), next(), next(), next(), next()], [1, 2, 4, 5, 5]);
    }
}

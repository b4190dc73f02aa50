//! Makes backups while the bot runs.
//!
//! A backup is due when the newest one in the folder is older than the setting, also soon after a start. One
//! that fails is logged as an error and tried again. One alert tells a person that backups fail, and another one
//! that they work again. Sales do not wait for a backup.

use std::convert::Infallible;
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::{Clock, GuildId, SystemClock, Timestamp};
use crate::ledger::{BackupError, Ledger, back_up, newest_backup, remove_old_backups};
use crate::settings::BackupSettings;

/// The time between a start and the first backup. Unfinished sales come first.
const AFTER_START: Duration = Duration::from_secs(5);
/// The wait after a failure. Each further wait is twice as long, and not longer than the time between two
/// backups.
const FIRST_BACK_OFF: Duration = Duration::from_mins(1);
/// The longest sleep at a time, so that a clock that was set is noticed.
const LONGEST_SLEEP: Duration = Duration::from_mins(5);

/// Makes the backups of a ledger.
pub(super) struct Backups {
    path: PathBuf,
    settings: BackupSettings,
    ledger: Ledger,
    /// The server that is told when backups begin to fail.
    guild: Option<GuildId>,
    back_off: Duration,
    /// The latest state that was recorded for the alert.
    recorded: Option<bool>,
}

impl Backups {
    /// Creates the backups of the ledger at `path`.
    pub(super) fn new(
        path: PathBuf,
        settings: BackupSettings,
        ledger: Ledger,
        guild: Option<GuildId>,
    ) -> Self {
        Self { path, settings, ledger, guild, back_off: FIRST_BACK_OFF, recorded: None }
    }

    /// Makes a backup whenever one is due. Never completes.
    pub(super) async fn run(mut self) -> Infallible {
        tokio::time::sleep(AFTER_START).await;
        loop {
            tokio::time::sleep(self.round().await).await;
        }
    }

    /// Makes a backup if one is due. Returns the wait before the next round.
    async fn round(&mut self) -> Duration {
        let done = match due_in(&self.settings, SystemClock.now()) {
            Ok(Duration::ZERO) => self.make().await,
            Ok(wait) => Ok(wait.min(LONGEST_SLEEP)),
            Err(error) => Err(error),
        };
        match done {
            Ok(wait) => {
                self.back_off = FIRST_BACK_OFF;
                self.record(false).await;
                wait
            }
            // The backup of the other process is looked for in the next round.
            Err(error) if error.is_made_by_another() => {
                tracing::info!("no backup was made now: {error}");
                FIRST_BACK_OFF
            }
            Err(error) => {
                let wait = self.failed(&error);
                self.record(true).await;
                wait
            }
        }
    }

    /// Makes a backup, and removes old ones.
    async fn make(&self) -> Result<Duration, BackupError> {
        let now = SystemClock.now();
        let backup = back_up(&self.path, &self.settings.folder, now).await?;
        tracing::info!(sales = backup.sales, bytes = backup.bytes, "backed up to {}", backup.path.display());
        let keep = usize::try_from(self.settings.keep).unwrap_or(usize::MAX);
        if let Err(error) = remove_old_backups(&self.settings.folder, keep, now) {
            tracing::error!("old backups could not be removed: {error}");
        }
        Ok(due_in(&self.settings, SystemClock.now())?.min(LONGEST_SLEEP))
    }

    /// Logs a failure, and returns the wait before the next attempt.
    fn failed(&mut self, error: &BackupError) -> Duration {
        let wait = self.back_off.min(self.settings.every);
        self.back_off = wait.saturating_mul(2);
        tracing::error!("the ledger is not backed up; next attempt in {} s: {error}", wait.as_secs());
        wait
    }

    /// Records whether backups fail. The ledger makes an alert due when this changes.
    async fn record(&mut self, fail: bool) {
        let Some(guild) = self.guild.filter(|_| self.recorded != Some(fail)) else { return };
        match self.ledger.backups_fail(guild, fail).await {
            Ok(()) => self.recorded = Some(fail),
            Err(error) => tracing::error!("the state of the backups could not be recorded: {error}"),
        }
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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::domain::AlertSubject;

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

    /// Opens a ledger and prepares its backups in another folder.
    async fn backups(folder: &Path, keep: u32) -> Backups {
        let (path, target) = (folder.join("keyclerk.db"), folder.join("backups"));
        let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
        std::fs::create_dir(&target).unwrap();
        let settings = BackupSettings { folder: target, every: Duration::from_hours(1), keep };
        Backups::new(path, settings, ledger, GuildId::new(7).ok())
    }

    #[tokio::test]
    async fn backups_from_before_the_clock_was_set_back_do_not_displace_new_ones() {
        let folder = tempfile::tempdir().unwrap();
        let mut backups = backups(folder.path(), 1).await;
        let target = backups.settings.folder.clone();
        for name in ["keyclerk-20200101T000000Z.db", "keyclerk-90000101T000000Z.db"] {
            std::fs::write(target.join(name), "").unwrap();
        }
        assert_eq!(backups.round().await, LONGEST_SLEEP);
        assert_ne!(due_in(&backups.settings, SystemClock.now()).unwrap(), Duration::ZERO, "due at once");
        let left = std::fs::read_dir(&target).unwrap().map(|file| file.unwrap().file_name());
        let left: Vec<_> = left.map(|name| name.into_string().unwrap()).collect();
        assert!(left.len() == 2 && !left.iter().any(|name| name.contains("2020")), "{left:?}");
    }

    #[tokio::test]
    async fn one_alert_tells_that_backups_fail_and_another_that_they_work_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut backups = backups(folder.path(), 3).await;
        let target = backups.settings.folder.clone();
        let ledger = backups.ledger.clone();
        let told = async || {
            let due = ledger.due_server_alerts().await.unwrap();
            due.into_iter().map(|alert| (alert.guild.as_u64(), alert.subject)).collect::<Vec<_>>()
        };
        let (fail, work) =
            ((7, AlertSubject::Backups { fail: true }), (7, AlertSubject::Backups { fail: false }));
        backups.round().await;
        assert_eq!(told().await, [], "a bot whose backups work tells nothing");
        let other = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            std::fs::rename(&target, other.path().join("gone")).unwrap();
            let waits = [backups.round().await, backups.round().await].map(|wait| wait.as_secs());
            assert_eq!(waits, [60, 120]);
            std::fs::rename(other.path().join("gone"), &target).unwrap();
            assert_eq!(backups.round().await, LONGEST_SLEEP);
        }
        assert_eq!(told().await, [fail.clone(), work.clone(), fail.clone(), work.clone()]);

        // Another process does not repeat what was told, and ends what the earlier one began.
        std::fs::rename(&target, other.path().join("gone")).unwrap();
        backups.round().await;
        let next =
            |ledger| Backups::new(backups.path.clone(), backups.settings.clone(), ledger, backups.guild);
        let mut next = next(ledger.clone());
        next.round().await;
        assert_eq!(told().await.len(), 5);
        std::fs::rename(other.path().join("gone"), &target).unwrap();
        next.round().await;
        assert_eq!(told().await[4..], [fail, work]);
    }

    #[tokio::test]
    async fn a_backup_that_another_process_makes_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let mut backups = backups(folder.path(), 3).await;
        // Another process holds the names of this second and of the next ones.
        let mut locks = Vec::new();
        for second in 0..10 {
            let at = SystemClock.now().after(Duration::from_secs(second)).to_string().replace(['-', ':'], "");
            let hidden = backups.settings.folder.join(format!(".keyclerk-{at}.db.partial"));
            let file = std::fs::File::create_new(hidden).unwrap();
            file.lock().unwrap();
            locks.push(file);
        }
        assert_eq!(backups.round().await, FIRST_BACK_OFF);
        assert!(backups.ledger.due_server_alerts().await.unwrap().is_empty());
        drop(locks);
        assert_eq!(backups.round().await, LONGEST_SLEEP);
    }

    #[tokio::test]
    async fn the_wait_after_failures_grows_up_to_the_time_between_two_backups() {
        let folder = tempfile::tempdir().unwrap();
        let mut backups = backups(folder.path(), 3).await;
        backups.settings.every = Duration::from_mins(5);
        let error = BackupError::Missing(PathBuf::new());
        let mut next = || backups.failed(&error).as_secs() / 60;
        assert_eq!([next(), next(), next(), next(), next()], [1, 2, 4, 5, 5]);
    }
}

//! Groups of batches. Each group is committed as one transaction.
//!
//! Invariant: after a failed commit or checkpoint, nothing more is written, because the content of the file
//! is unknown.
//!
//! A group is synced if at least one of its batches has to be. If a constraint or a trigger refuses a
//! batch, only that batch is rolled back: each batch of several has a savepoint. A batch that is alone in
//! its group needs none, because its transaction holds nothing else. SQLite copies each page that it
//! changes after a savepoint.
//!
//! `cargo bench --bench writer` also measured a variant that uses savepoints only when it repeats a
//! group after a refusal. At fifty callers, the variant took 133 instead of 150 us of CPU per sale with
//! one batch in twenty refused. Without refusals, it took 128 instead of 172 us. The gain does not
//! justify a second way to write a group.

use std::sync::Arc;

use rusqlite::Connection;

use crate::domain::Durability;
use crate::ledger::LedgerError;

use super::batch::{Batch, BatchResult, SqlRow, Submission};
use super::health::{Health, is_fatal};
use super::wal::{Schedule, Wal};

/// The write connection and its state.
pub(super) struct Groups {
    connection: Connection,
    page_size: u32,
    wal: Arc<Wal>,
    health: Health,
    schedule: Schedule,
    /// The current value of `pragma synchronous`.
    durability: Durability,
    counts: Counts,
}

#[derive(Default)]
struct Counts {
    synced: u64,
    lazy: u64,
    checkpoints: u64,
}

/// The error of a group that may not have been written.
#[derive(Debug, thiserror::Error)]
enum GroupError {
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// The group was committed but could not be synced.
    #[error(transparent)]
    Sync(#[from] std::io::Error),
}

impl From<GroupError> for LedgerError {
    fn from(error: GroupError) -> Self {
        match error {
            GroupError::Database(error) => error.into(),
            GroupError::Sync(_) => Self::DiskFailed,
        }
    }
}

/// The answers to the batches of a group, in their order.
type BatchResults = Vec<rusqlite::Result<Vec<SqlRow>>>;

impl Groups {
    /// Creates the groups from a connection with `synchronous` set to full and automatic checkpoints
    /// disabled.
    ///
    /// # Errors
    /// Returns SQLite's error.
    pub(super) fn new(connection: Connection, wal: Arc<Wal>, health: Health) -> rusqlite::Result<Self> {
        let page_size = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        Ok(Self {
            connection,
            page_size,
            wal,
            health,
            schedule: Schedule::default(),
            durability: Durability::Synced,
            counts: Counts::default(),
        })
    }

    /// Commits a group and answers the callers.
    pub(super) fn commit(&mut self, group: Vec<Submission>) {
        if self.health.has_failed() {
            return refuse(group, LedgerError::DiskFailed, || LedgerError::DiskFailed);
        }
        let durability = durability_of(&group);
        match self.transaction(&group, durability) {
            Ok(answers) => {
                for (mut submission, answer) in group.into_iter().zip(answers) {
                    if answer.is_ok() {
                        submission.batch.committed();
                    }
                    reply(submission, answer.map_err(LedgerError::from));
                }
            }
            Err(error) => self.failed(group, error),
        }
        self.checkpoint_if_due();
    }

    /// Writes a group as one transaction.
    fn transaction(
        &mut self,
        group: &[Submission],
        durability: Durability,
    ) -> Result<BatchResults, GroupError> {
        let answers: rusqlite::Result<BatchResults> =
            self.begin(durability).and_then(|()| self.execute_each(group));
        let answers = answers.inspect_err(|_| self.roll_back())?;
        self.execute("commit").inspect_err(|error| self.health.fail(error))?;
        self.committed(durability)?;
        Ok(answers)
    }

    fn begin(&mut self, durability: Durability) -> rusqlite::Result<()> {
        if durability != self.durability {
            self.connection.execute_batch(pragma(durability))?;
            self.durability = durability;
        }
        self.execute("begin immediate")
    }

    /// Executes the batches of a group. A refused batch changes nothing, and its error is an inner result.
    ///
    /// # Errors
    /// Returns an error that ends the transaction.
    fn execute_each(&self, group: &[Submission]) -> rusqlite::Result<BatchResults> {
        match group {
            [alone] => Ok(vec![self.undoing(&["rollback", "begin immediate"], &alone.batch)?]),
            _ => group.iter().map(|submission| self.savepoint(&submission.batch)).collect(),
        }
    }

    fn savepoint(&self, batch: &Batch) -> rusqlite::Result<rusqlite::Result<Vec<SqlRow>>> {
        self.execute("savepoint batch")?;
        let rows = self.undoing(&["rollback to batch"], batch)?;
        self.execute("release batch")?;
        Ok(rows)
    }

    /// Executes a batch, and undoes a refused one with the statements `undo`.
    fn undoing(
        &self,
        undo: &[&'static str],
        batch: &Batch,
    ) -> rusqlite::Result<rusqlite::Result<Vec<SqlRow>>> {
        let rows = batch.execute(&self.connection);
        if let Err(error) = &rows {
            // After some errors, SQLite rolls back the whole transaction itself.
            if is_fatal(error) || self.connection.is_autocommit() {
                return rows.map(Ok);
            }
            undo.iter().try_for_each(|statement| self.execute(statement))?;
        }
        Ok(rows)
    }

    fn execute(&self, statement: &'static str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(statement)?.execute([]).map(drop)
    }

    /// Rolls back the transaction, if one is open.
    fn roll_back(&self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.execute("rollback")
        {
            self.health.fail(&error);
        }
    }

    fn committed(&mut self, durability: Durability) -> Result<(), GroupError> {
        match durability {
            Durability::Synced => self.counts.synced += 1,
            Durability::Lazy => self.counts.lazy += 1,
        }
        Ok(self.wal.committed(self.page_size, durability).inspect_err(|error| self.health.fail(error))?)
    }

    /// Answers the callers of a group that was not written.
    fn failed(&mut self, group: Vec<Submission>, error: GroupError) {
        if let GroupError::Database(error) = &error
            && is_fatal(error)
        {
            self.health.fail(error);
        }
        let has_failed = self.health.has_failed();
        refuse(group, error.into(), || {
            if has_failed { LedgerError::DiskFailed } else { LedgerError::NotWritten }
        });
    }

    /// Checkpoints the log if it is long enough. SQLite's automatic checkpoints would ignore errors.
    fn checkpoint_if_due(&mut self) {
        if self.health.has_failed() || !self.schedule.is_due(self.wal.length()) {
            return;
        }
        let checkpoint = self.connection.query_row("pragma wal_checkpoint(passive)", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        });
        match checkpoint {
            Ok((is_busy, length, done)) => {
                self.counts.checkpoints += 1;
                // If a reader prevented the full checkpoint, the log was not synced either.
                if is_busy == 0 && length == done {
                    self.wal.is_checkpointed();
                }
            }
            Err(error) => self.health.fail(&error),
        }
    }

    /// Checkpoints the log, and closes the connection.
    pub(super) fn close(self) {
        let checkpoint = || self.connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()));
        if !self.health.has_failed()
            && let Err(error) = checkpoint()
        {
            tracing::warn!(%error, "the ledger's log could not be checkpointed; the next start does it");
        }
        if let Err((_, error)) = self.connection.close() {
            tracing::warn!(%error, "the write connection of the ledger could not be closed");
        }
        let Counts { synced, lazy, checkpoints } = self.counts;
        tracing::info!(
            "ledger closed: {synced} synced groups, {lazy} lazy groups, {checkpoints} checkpoints"
        );
    }
}

fn durability_of(group: &[Submission]) -> Durability {
    let is_synced = group.iter().any(|submission| submission.batch.durability == Durability::Synced);
    if is_synced { Durability::Synced } else { Durability::Lazy }
}

fn pragma(durability: Durability) -> &'static str {
    match durability {
        Durability::Lazy => "pragma synchronous = normal",
        Durability::Synced => "pragma synchronous = full",
    }
}

/// Answers the callers of a group that was not written. The first one gets the error itself.
fn refuse(group: Vec<Submission>, first: LedgerError, other: impl Fn() -> LedgerError) {
    let errors = std::iter::once(first).chain(std::iter::repeat_with(other));
    for (submission, error) in group.into_iter().zip(errors) {
        reply(submission, Err(error));
    }
}

fn reply(submission: Submission, answer: BatchResult) {
    // The caller may have ended meanwhile.
    drop(submission.answer.send(answer));
}

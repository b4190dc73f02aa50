//! Commits groups of batches, each as one transaction in one multi-statement query.
//!
//! A group is synced if one of its batches is. If a constraint or a trigger refuses a batch, the
//! transaction is repeated with a savepoint for each batch, so that only the refused one is undone.
//!
//! Invariant: nothing is written after a failed commit or checkpoint, because the content of the file is
//! then unknown.

use std::sync::Arc;

use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::domain::Durability;
use crate::ledger::LedgerError;

use super::batch::{Answer, Batch, Submission, Value};
use super::health::{Health, is_fatal, is_refusal};
use super::wal::{Schedule, Wal};

/// The write connection, and its state.
pub(super) struct Groups {
    connection: SqliteConnection,
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

impl Groups {
    /// Takes a connection whose `synchronous` is full and whose automatic checkpoints are off.
    pub(super) fn new(connection: SqliteConnection, wal: Arc<Wal>, health: Health) -> Self {
        Self {
            connection,
            wal,
            health,
            schedule: Schedule::default(),
            durability: Durability::Synced,
            counts: Counts::default(),
        }
    }

    /// Commits a group and answers the callers.
    pub(super) async fn commit(&mut self, group: Vec<Submission>) {
        if self.health.has_failed() {
            return refuse(group, LedgerError::DiskFailed, || LedgerError::DiskFailed);
        }
        let durability = durability_of(&group);
        match self.together(&group, durability).await {
            Ok(rows) => {
                self.committed(durability);
                answer_all(group, rows);
            }
            Err(error) if is_refusal(&error) && group.len() > 1 => self.one_by_one(group, durability).await,
            Err(error) => self.failed(group, error),
        }
        self.checkpoint_if_due().await;
    }

    /// Writes a group in one query.
    async fn together(
        &mut self,
        group: &[Submission],
        durability: Durability,
    ) -> Result<Vec<SqliteRow>, sqlx::Error> {
        let (mut text, mut arguments) = (String::new(), SqliteArguments::default());
        if durability != self.durability {
            text.push_str(pragma(durability));
        }
        text.push_str("begin immediate;");
        for (place, submission) in group.iter().enumerate() {
            text.push_str(&submission.batch.text);
            bind(&mut arguments, &submission.batch, place)?;
        }
        text.push_str("commit");
        // Groups have too many different texts to be cached.
        let query = sqlx::query_with(AssertSqlSafe(text), arguments).persistent(group.len() == 1);
        let written = query.fetch_all(&mut self.connection).await;
        match &written {
            Ok(_) => self.durability = durability,
            Err(_) => self.roll_back().await,
        }
        written
    }

    /// Writes a group with a refused batch. Each batch has a savepoint of its own.
    async fn one_by_one(&mut self, group: Vec<Submission>, durability: Durability) {
        if let Err(error) = self.execute(&format!("{}begin immediate", pragma(durability))).await {
            self.roll_back().await;
            return self.failed(group, error);
        }
        self.durability = durability;
        let mut answers = Vec::with_capacity(group.len());
        for submission in &group {
            match self.alone(&submission.batch).await {
                Ok(rows) => answers.push(Ok(rows)),
                Err(error) if is_refusal(&error) => {
                    if let Err(error) = self.execute("rollback to batch; release batch").await {
                        self.roll_back().await;
                        return self.failed(group, error);
                    }
                    answers.push(Err(LedgerError::Database(error)));
                }
                Err(error) => {
                    self.roll_back().await;
                    return self.failed(group, error);
                }
            }
        }
        match self.execute("commit").await {
            Ok(()) => {
                self.committed(durability);
                for (submission, answer) in group.into_iter().zip(answers) {
                    reply(submission, answer);
                }
            }
            Err(error) => {
                self.health.fail(&error);
                self.failed(group, error);
            }
        }
    }

    async fn alone(&mut self, batch: &Batch) -> Result<Vec<SqliteRow>, sqlx::Error> {
        let mut arguments = SqliteArguments::default();
        bind(&mut arguments, batch, 0)?;
        let text = format!("savepoint batch;{}release batch", batch.text);
        let query = sqlx::query_with(AssertSqlSafe(text), arguments).persistent(false);
        query.fetch_all(&mut self.connection).await
    }

    async fn execute(&mut self, text: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut self.connection).await.map(drop)
    }

    /// Rolls back a refused transaction, if one is still open.
    async fn roll_back(&mut self) {
        drop(self.execute("rollback").await);
        // The query may have failed before or after its pragma.
        if let Err(error) = self.execute(pragma(self.durability)).await {
            self.health.fail(&error);
        }
    }

    fn committed(&mut self, durability: Durability) {
        match durability {
            Durability::Synced => {
                self.counts.synced += 1;
                self.wal.is_synced();
            }
            Durability::Lazy => self.counts.lazy += 1,
        }
    }

    /// Answers the callers of a group that was not written.
    fn failed(&mut self, group: Vec<Submission>, error: sqlx::Error) {
        if is_fatal(&error) {
            self.health.fail(&error);
        }
        let has_failed = self.health.has_failed();
        refuse(group, LedgerError::Database(error), || {
            if has_failed { LedgerError::DiskFailed } else { LedgerError::NotWritten }
        });
    }

    /// Checkpoints a long log. SQLite would ignore the error of an automatic checkpoint.
    async fn checkpoint_if_due(&mut self) {
        if self.health.has_failed() || !self.schedule.is_due(self.wal.length()) {
            return;
        }
        let checkpoint = sqlx::query_as::<_, (i64, i64, i64)>("pragma wal_checkpoint(passive)");
        match checkpoint.persistent(false).fetch_one(&mut self.connection).await {
            Ok((is_busy, length, done)) => {
                self.counts.checkpoints += 1;
                // A reader may have prevented the checkpoint; then nothing was synced either.
                if is_busy == 0 && length == done {
                    self.wal.is_synced();
                }
            }
            Err(error) => self.health.fail(&error),
        }
    }

    /// Checkpoints the log and closes the connection.
    pub(super) async fn close(mut self) {
        if !self.health.has_failed()
            && let Err(error) = self.execute("pragma wal_checkpoint(truncate)").await
        {
            tracing::warn!(%error, "the ledger's log could not be checkpointed; the next start does it");
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the ledger's write connection did not close cleanly");
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
        Durability::Lazy => "pragma synchronous = normal;",
        Durability::Synced => "pragma synchronous = full;",
    }
}

fn bind(arguments: &mut SqliteArguments, batch: &Batch, place: usize) -> Result<(), sqlx::Error> {
    for value in &batch.values {
        match value {
            Value::Null => arguments.add(None::<i64>),
            Value::Integer(value) => arguments.add(*value),
            Value::Text(value) => arguments.add(value.clone()),
            Value::Blob(value) => arguments.add(value.clone()),
            Value::Place => arguments.add(i64::try_from(place).unwrap_or(i64::MAX)),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(())
}

/// Answers each batch of a group with the rows that begin with its position.
fn answer_all(group: Vec<Submission>, rows: Vec<SqliteRow>) {
    let mut answers: Vec<Vec<SqliteRow>> = group.iter().map(|_| Vec::new()).collect();
    for row in rows {
        let place = row.try_get::<i64, _>(0).ok().and_then(|place| usize::try_from(place).ok());
        if let Some(answer) = place.and_then(|place| answers.get_mut(place)) {
            answer.push(row);
        }
    }
    for (submission, rows) in group.into_iter().zip(answers) {
        reply(submission, Ok(rows));
    }
}

/// Answers the callers of a group that was not written. The first one gets the error itself.
fn refuse(group: Vec<Submission>, first: LedgerError, other: impl Fn() -> LedgerError) {
    let errors = std::iter::once(first).chain(std::iter::repeat_with(other));
    for (submission, error) in group.into_iter().zip(errors) {
        reply(submission, Err(error));
    }
}

fn reply(submission: Submission, answer: Answer) {
    // The caller may have ended meanwhile.
    drop(submission.answer.send(answer));
}

//! The writer: one thread that owns the connection which writes.
//!
//! Callers send a [`Batch`] and await its result. The thread takes all that waits, commits it as one
//! transaction and answers (group commit). A caller that is dropped leaves its batch whole or unsent.
//!
//! The thread calls SQLite directly, through rusqlite. sqlx answers each statement by a message to the
//! task that waits, which costs more than the statement itself.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::domain::Durability;
use crate::ledger::{LedgerError, OpenError};

use super::batch::{Answer, Batch, Submission};
use super::group::Groups;
use super::health::Health;
use super::wal::Wal;

/// The number of batches that may wait in the queue. More wait in their callers.
const QUEUE: usize = 1_024;
/// The most batches of a group.
const MOST_TOGETHER: usize = 256;

/// A message to the thread.
enum Job {
    Write(Submission),
    Close,
}

/// The way to the thread. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
    closed: CancellationToken,
    wal: Arc<Wal>,
}

impl Writer {
    /// Starts the thread over a connection that is set up for it.
    ///
    /// # Errors
    /// Returns [`OpenError`] if SQLite refuses, or the system starts no thread.
    pub(super) fn start(connection: Connection, wal: Wal, health: Health) -> Result<Self, OpenError> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let wal = Arc::new(wal);
        let groups = Groups::new(connection, Arc::clone(&wal), health)?;
        let writer = Self { queue, closed: CancellationToken::new(), wal };
        let closed = writer.closed.clone().drop_guard();
        let thread = thread::Builder::new().name("ledger-writer".to_owned()).spawn(move || {
            run(waiting, groups);
            drop(closed);
        });
        thread.map_err(OpenError::Thread)?;
        Ok(writer)
    }

    /// Makes a writer that refuses every batch.
    pub(super) fn refusing(database: &Path) -> Self {
        let closed = CancellationToken::new();
        closed.cancel();
        Self { queue: mpsc::channel(1).0, closed, wal: Arc::new(Wal::of(database)) }
    }

    /// Writes a batch atomically.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] or [`LedgerError::DiskFailed`] when nothing is written any more, or
    /// SQLite's refusal of this batch.
    pub(super) async fn write(&self, batch: Batch) -> Answer {
        let (answer, answered) = oneshot::channel();
        if self.queue.send(Job::Write(Submission { batch, answer })).await.is_err() {
            return Err(LedgerError::Closed);
        }
        answered.await.unwrap_or(Err(LedgerError::Closed))
    }

    /// Writes the batches that were sent before, refuses later ones, and returns once the connection is
    /// closed.
    pub(super) async fn close(&self) {
        // Where the queue is closed, another call has closed it.
        drop(self.queue.send(Job::Close).await);
        self.closed.cancelled().await;
    }

    /// Returns once all that was committed before is on the disk.
    ///
    /// # Errors
    /// [`LedgerError::Closed`] or [`LedgerError::DiskFailed`].
    pub(super) async fn sync(&self) -> Result<(), LedgerError> {
        if self.wal.is_synced() {
            return Ok(());
        }
        self.write(Batch::new(Durability::Synced)).await.map(drop)
    }

    /// Returns what is known of the write-ahead log.
    pub(super) fn wal(&self) -> &Arc<Wal> {
        &self.wal
    }
}

fn run(mut waiting: mpsc::Receiver<Job>, mut groups: Groups) {
    let mut jobs = Vec::new();
    while waiting.blocking_recv_many(&mut jobs, MOST_TOGETHER) > 0 {
        let mut group = Vec::with_capacity(jobs.len());
        for job in jobs.drain(..) {
            match job {
                Job::Write(submission) => group.push(submission),
                Job::Close => waiting.close(),
            }
        }
        groups.commit(group);
    }
    groups.close();
}

//! The writer: one thread that owns the write connection.
//!
//! Callers send a [`Batch`] and await its result. The thread commits all waiting batches as one
//! transaction, then answers them (group commit). If a caller is dropped, its batch either was never
//! sent or is still written as a whole.
//!
//! The thread calls SQLite directly, through rusqlite. sqlx would answer each statement with a message to the
//! waiting task, which costs more than the statement itself.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::domain::Durability;
use crate::ledger::{LedgerError, OpenError};

use super::batch::{Batch, BatchResult, Submission};
use super::group_commit::Groups;
use super::health::Health;
use super::wal::Wal;

/// The capacity of the queue. Callers of further batches wait for room.
const QUEUE: usize = 1_024;
/// The maximum number of batches in a group.
const MOST_TOGETHER: usize = 256;

/// A message to the thread.
enum Job {
    Write(Submission),
    Close,
}

/// A handle to the thread. It is cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
    closed: CancellationToken,
    wal: Arc<Wal>,
}

impl Writer {
    /// Starts the thread with a connection from `connect_writer`.
    ///
    /// # Errors
    /// Returns [`OpenError`] if SQLite fails, or the system cannot start a thread.
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

    /// Creates a writer that refuses every batch.
    pub(super) fn refusing(database: &Path) -> Self {
        let closed = CancellationToken::new();
        closed.cancel();
        Self { queue: mpsc::channel(1).0, closed, wal: Arc::new(Wal::unwritten(database)) }
    }

    /// Writes a batch atomically.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] or [`LedgerError::DiskFailed`] if nothing is written any more.
    /// Otherwise returns SQLite's error for this batch.
    pub(super) async fn write(&self, batch: Batch) -> BatchResult {
        let (answer, answered) = oneshot::channel();
        if self.queue.send(Job::Write(Submission { batch, answer })).await.is_err() {
            return Err(LedgerError::Closed);
        }
        answered.await.unwrap_or(Err(LedgerError::Closed))
    }

    /// Writes the batches that were sent before, and refuses later ones. Completes once the connection is
    /// closed.
    pub(super) async fn close(&self) {
        // The send fails only if another call has closed the queue already.
        drop(self.queue.send(Job::Close).await);
        self.closed.cancelled().await;
    }

    /// Completes once everything that was committed before is synced.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] or [`LedgerError::DiskFailed`].
    pub(super) async fn sync(&self) -> Result<(), LedgerError> {
        if self.wal.is_synced() {
            return Ok(());
        }
        self.write(Batch::new(Durability::Synced)).await.map(drop)
    }

    /// Returns the state of the write-ahead log.
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

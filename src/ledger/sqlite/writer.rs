//! The writer: one task that owns the write connection.
//!
//! Callers send a [`Batch`] and await its result. The task takes all waiting batches, commits them as one
//! transaction and answers (group commit).
//!
//! Invariant: a caller that is dropped leaves its batch whole or unsent.

use std::path::Path;
use std::sync::Arc;

use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::ledger::LedgerError;

use super::batch::{Answer, Batch, Submission};
use super::group::Groups;
use super::health::Health;
use super::wal::Wal;

/// The number of batches that may wait in the queue. More wait in their callers.
const QUEUE: usize = 1_024;
/// The most batches of a group.
const MOST_TOGETHER: usize = 256;

/// A handle to the writer's task. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Submission>,
    closing: CancellationToken,
    closed: CancellationToken,
    wal: Arc<Wal>,
}

impl Writer {
    /// Starts the task with a connection that is set up for it.
    pub(super) fn start(connection: SqliteConnection, wal: Wal, health: Health) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let wal = Arc::new(wal);
        let writer = Self { queue, closing: CancellationToken::new(), closed: CancellationToken::new(), wal };
        let groups = Groups::new(connection, Arc::clone(&writer.wal), health);
        let (closing, closed) = (writer.closing.clone(), writer.closed.clone().drop_guard());
        tokio::spawn(async move {
            run(waiting, closing, groups).await;
            drop(closed);
        });
        writer
    }

    /// Makes a writer that refuses every batch.
    pub(super) fn refusing(database: &Path) -> Self {
        let (closing, closed) = (CancellationToken::new(), CancellationToken::new());
        closed.cancel();
        Self { queue: mpsc::channel(1).0, closing, closed, wal: Arc::new(Wal::of(database)) }
    }

    /// Writes a batch atomically.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] or [`LedgerError::DiskFailed`] when nothing is written any more, or
    /// SQLite's refusal of this batch.
    pub(super) async fn write(&self, batch: Batch) -> Answer {
        let (answer, answered) = oneshot::channel();
        if self.queue.send(Submission { batch, answer }).await.is_err() {
            return Err(LedgerError::Closed);
        }
        answered.await.unwrap_or(Err(LedgerError::Closed))
    }

    /// Writes the waiting batches, refuses later ones, and closes the connection.
    pub(super) async fn close(&self) {
        self.closing.cancel();
        self.closed.cancelled().await;
    }

    /// Returns the write-ahead log.
    pub(super) fn wal(&self) -> &Wal {
        &self.wal
    }
}

async fn run(mut waiting: mpsc::Receiver<Submission>, closing: CancellationToken, mut groups: Groups) {
    let mut group = Vec::new();
    loop {
        let count = tokio::select! {
            biased;
            () = closing.cancelled(), if !waiting.is_closed() => {
                waiting.close();
                continue;
            }
            count = waiting.recv_many(&mut group, MOST_TOGETHER) => count,
        };
        if count == 0 {
            break;
        }
        groups.commit(std::mem::take(&mut group)).await;
    }
    groups.close().await;
}

//! A transaction that goes to SQLite's thread whole, its own `begin` and `commit` in the text: one
//! way there and back instead of one for each statement.
//!
//! Whoever drops it in the middle, or finds it refused, leaves a transaction open. That is noted,
//! and whoever has the next turn at the connection rolls it back first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::SqliteConnection;

use super::Ledger;
use super::open::Turn;

/// Whether a transaction may have been left open.
#[derive(Debug, Clone, Default)]
pub(super) struct LeftOpen(Arc<AtomicBool>);

/// A turn at the writer for one such transaction.
pub(super) struct Trip {
    turn: Turn,
    left_open: LeftOpen,
}

impl LeftOpen {
    /// Rolls back what an earlier turn left.
    pub(super) async fn clear(&self, connection: &mut SqliteConnection) {
        if self.0.load(Ordering::Acquire) {
            // That there is no transaction is what one hopes for.
            drop(sqlx::query("rollback").execute(connection).await);
            self.0.store(false, Ordering::Release);
        }
    }
}

impl Ledger {
    /// Makes a turn at the writer one for such a transaction. Until [`Trip::end`] it counts as
    /// left open.
    pub(super) fn begin(&self, turn: Turn) -> Trip {
        self.left_open.0.store(true, Ordering::Release);
        Trip { turn, left_open: self.left_open.clone() }
    }
}

impl Trip {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.turn
    }

    /// The transaction is over: committed, or else rolled back now. The turn goes on.
    pub(super) async fn end(mut self, committed: bool) -> Turn {
        if committed {
            self.left_open.0.store(false, Ordering::Release);
        } else {
            self.left_open.clear(&mut self.turn).await;
        }
        self.turn
    }
}

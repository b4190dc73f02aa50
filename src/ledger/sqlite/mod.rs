//! The ledger in SQLite.
//!
//! One thread owns the connection that writes ([`writer`]). Callers send it batches of statements
//! ([`batch`]) and await the result. The thread commits the waiting batches as one transaction
//! ([`group_commit`]). A change of a sale becomes a batch in [`change`], a request in [`request`], and
//! [`load_sale`] reads a sale back. All other code only reads. Recovery reads through one locked connection
//! ([`reader`]), draws through one of their own ([`draw_check`]), and lookups by people use a pool.

mod backlog;
mod backup;
mod backup_names;
mod batch;
mod buyers;
mod by_number;
mod change;
mod copy;
mod database_error;
mod diagnosis;
mod disk_space;
mod draw_check;
mod due;
mod engine;
mod files;
mod group_commit;
mod guild_move;
mod hashes;
mod health;
mod hidden_file;
mod history;
mod listing;
mod load_sale;
mod lookups;
mod migrate;
mod open;
mod pages;
mod products;
mod read_only;
mod reader;
mod reconciliation;
mod request;
mod restore;
mod returns;
mod sale_store;
mod server_alerts;
mod settings;
mod shop_store;
mod statistics;
mod stock_audit;
mod stock_levels;
mod stock_sightings;
mod stock_store;
#[cfg(test)]
mod tests;
mod transfers;
mod version;
mod wal;
mod writer;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use sqlx::SqlitePool;

use crate::domain::BuyerId;

use super::LedgerFiles;
use draw_check::DrawCheck;
use hashes::{Hash, Hasher};
use health::Health;
use read_only::Look;
use reader::ReadConnection;
use writer::Writer;

pub use backup::{Backup, back_up, newest_backup, remove_old_backups};
pub use restore::{Restored, restore};

/// A ledger in an SQLite file. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sqlite {
    /// The ledger's own id.
    id: [u8; 16],
    writer: Writer,
    reader: ReadConnection,
    draw_check: DrawCheck,
    /// Serves lookups by people, which may be slow.
    browsing: SqlitePool,
    hasher: Hasher,
    health: Health,
    /// False while a restore is not compared with the vendor's stock.
    reconciled: Arc<AtomicBool>,
    /// The lock file. `None` for a ledger that is opened for reading.
    lock: Option<Arc<File>>,
    /// The way in which the ledger is opened for reading, if it is.
    look: Option<Look>,
}

impl Sqlite {
    /// Examines the files of the ledger at `path` without opening them. The ledger may not exist.
    #[must_use]
    pub fn files(path: &Path) -> LedgerFiles {
        diagnosis::files(path)
    }

    /// Returns how many bytes of the write-ahead log survive a power loss.
    #[must_use]
    pub fn synced_wal(&self) -> u64 {
        self.writer.wal().synced_length()
    }

    /// Returns true if a process began to write this ledger after it was opened as a file that nobody
    /// changes. The parts that were read may then be inconsistent.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.look.as_ref().is_some_and(Look::is_outdated)
    }

    /// Returns the keyed hash of a buyer, by which the rows are looked up.
    #[must_use]
    pub fn buyer_hash(&self, buyer: BuyerId) -> Hash {
        self.hasher.buyer(buyer)
    }
}

//! Tracks the write-ahead log: its length, how much of it is synced, and when it is to be checkpointed
//! (<https://sqlite.org/fileformat2.html#the_write_ahead_log>).
//!
//! SQLite does not truncate the file when the log restarts, because overwriting costs less than
//! growing. The length of the log is therefore not that of the file. SQLite reports the length of the
//! log after each commit.

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

use crate::domain::Durability;

use super::files::{WAL, beside};

/// The size of the log's header, and that of each frame's header, in bytes.
const HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;
/// The length at which the log is checkpointed: a thousand pages, like SQLite's default.
const LONG: u64 = 1_000 * 4_096;
/// The length to which a longer file is truncated.
const LARGEST_FILE: i64 = 4_000 * 4_096;

thread_local! {
    /// The number of frames in the log after this thread's last transaction. `None` if that transaction
    /// wrote nothing.
    static FRAMES: Cell<Option<u32>> = const { Cell::new(None) };
}

/// The write-ahead log of a ledger.
#[derive(Debug)]
pub(super) struct Wal {
    path: PathBuf,
    /// The length of the log in bytes.
    length: AtomicU64,
    /// The number of bytes from the beginning of the log that are synced.
    synced: AtomicU64,
}

/// Counts the frames of a connection's log, and disables automatic checkpoints. A thread may have only one
/// such connection.
pub(super) fn watch(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_size_limit", LARGEST_FILE)?;
    // This hook replaces SQLite's own, which checkpoints.
    connection.wal_hook(Some(|_, frames| {
        FRAMES.set(u32::try_from(frames).ok());
        Ok(())
    }));
    Ok(())
}

impl Wal {
    /// Describes the log of a database. An earlier process may have left transactions in it that are not
    /// synced.
    pub(super) fn of(database: &Path) -> Self {
        let path = beside(database, WAL);
        let length = path.metadata().map_or(0, |file| file.len());
        Self { path, length: AtomicU64::new(length), synced: AtomicU64::new(0) }
    }

    /// Describes a log that this process does not write.
    pub(super) fn unwritten(database: &Path) -> Self {
        Self { path: beside(database, WAL), length: AtomicU64::new(0), synced: AtomicU64::new(0) }
    }

    /// Returns the length in bytes.
    pub(super) fn length(&self) -> u64 {
        self.length.load(Ordering::Acquire)
    }

    /// Records a transaction that this thread has committed. SQLite does not sync a transaction that changed
    /// nothing. In that case, earlier transactions are synced here.
    ///
    /// # Errors
    /// Returns the error of the sync.
    pub(super) fn committed(&self, page_size: u32, durability: Durability) -> io::Result<()> {
        let frames = FRAMES.take();
        if let Some(frames) = frames {
            let length = HEADER + u64::from(frames) * (FRAME_HEADER + u64::from(page_size));
            if length < self.synced_length() {
                // Another program has checkpointed the log, so the log restarted.
                self.synced.store(0, Ordering::Release);
            }
            self.length.store(length, Ordering::Release);
        }
        if durability == Durability::Synced && !self.is_synced() {
            if frames.is_none() {
                File::open(&self.path)?.sync_data()?;
            }
            self.synced.store(self.length(), Ordering::Release);
        }
        Ok(())
    }

    /// Records that the whole log was copied to the database and synced there. The next transaction restarts
    /// the log.
    pub(super) fn is_checkpointed(&self) {
        self.length.store(0, Ordering::Release);
        self.synced.store(0, Ordering::Release);
    }

    /// Returns the number of bytes of the log that survive a power loss.
    pub(super) fn synced_length(&self) -> u64 {
        self.synced.load(Ordering::Acquire)
    }

    /// Returns true if the whole log is synced.
    pub(super) fn is_synced(&self) -> bool {
        self.synced_length() == self.length()
    }
}

/// The schedule of checkpoints. If readers prevent a checkpoint, the next one waits until the log has grown
/// again.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    last: u64,
}

impl Schedule {
    /// Returns true if a log of this length has to be checkpointed now.
    pub(super) fn is_due(&mut self, length: u64) -> bool {
        if length < self.last {
            self.last = 0;
        }
        let is_due = length >= self.last + LONG;
        if is_due {
            self.last = length;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_checkpointed_each_time_it_has_grown_by_a_thousand_pages() {
        let mut schedule = Schedule::default();
        assert!(!schedule.is_due(LONG - 1));
        assert!(schedule.is_due(LONG));
        assert!(!schedule.is_due(LONG + 1), "a reader prevents a restart of the log");
        assert!(schedule.is_due(2 * LONG));
        assert!(!schedule.is_due(100), "the log has restarted");
        assert!(schedule.is_due(LONG));
    }
}

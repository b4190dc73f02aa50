//! The write-ahead log: how long it is, how much of it is on the disk for certain, and when it is to be
//! checkpointed (<https://sqlite.org/fileformat2.html#the_write_ahead_log>).
//!
//! The file is not cut off when the log begins anew: to overwrite it costs less than to make it grow. So
//! SQLite tells the length of the log after each commit.

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

use crate::domain::Durability;

use super::files::{WAL, beside};

/// Bytes of the header of the log, and of that of each frame.
const HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;
/// Length from which the log is checkpointed: a thousand pages, as SQLite itself would.
const LONG: u64 = 1_000 * 4_096;
/// Length to which a longer file is cut off.
const LARGEST_FILE: i64 = 4_000 * 4_096;

thread_local! {
    /// Frames in the log after the newest transaction of this thread; `None` where it wrote nothing.
    static FRAMES: Cell<Option<u32>> = const { Cell::new(None) };
}

/// The write-ahead log of a ledger.
#[derive(Debug)]
pub(super) struct Wal {
    path: PathBuf,
    /// Bytes of the log.
    length: AtomicU64,
    /// Bytes from the beginning of the log that are on the disk.
    synced: AtomicU64,
}

/// Has a connection count the frames of its log, and leaves its checkpoints to the program. A thread has
/// one such connection at most.
pub(super) fn watch(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_size_limit", LARGEST_FILE)?;
    // The hook takes the place of SQLite's own, which checkpoints.
    connection.wal_hook(Some(|_, frames| {
        FRAMES.set(u32::try_from(frames).ok());
        Ok(())
    }));
    Ok(())
}

impl Wal {
    pub(super) fn of(database: &Path) -> Self {
        Self { path: beside(database, WAL), length: AtomicU64::new(0), synced: AtomicU64::new(0) }
    }

    /// Returns the length in bytes.
    pub(super) fn length(&self) -> u64 {
        self.length.load(Ordering::Acquire)
    }

    /// Takes note of a transaction that this thread has committed. SQLite syncs no transaction that changed
    /// nothing; those before it are then synced here.
    ///
    /// # Errors
    /// Returns the error of the sync.
    pub(super) fn committed(&self, page_size: u32, durability: Durability) -> io::Result<()> {
        let frames = FRAMES.take();
        if let Some(frames) = frames {
            let length = HEADER + u64::from(frames) * (FRAME_HEADER + u64::from(page_size));
            if length < self.synced_length() {
                // Another program has checkpointed the log, and it began anew.
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

    /// Takes note that all of the log is in the database, and on the disk there. The log begins anew with
    /// the next transaction.
    pub(super) fn is_checkpointed(&self) {
        self.length.store(0, Ordering::Release);
        self.synced.store(0, Ordering::Release);
    }

    /// Returns how many bytes of the log survive a power loss.
    pub(super) fn synced_length(&self) -> u64 {
        self.synced.load(Ordering::Acquire)
    }

    /// Tells whether all of the log is on the disk.
    pub(super) fn is_synced(&self) -> bool {
        self.synced_length() == self.length()
    }
}

/// Decides when the log is checkpointed. If readers prevent a checkpoint, the next one waits until the
/// log has grown again.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    last: u64,
}

impl Schedule {
    /// Tells whether a log of this length has to be checkpointed now.
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
        assert!(!schedule.is_due(LONG + 1), "a reader keeps the log from beginning anew");
        assert!(schedule.is_due(2 * LONG));
        assert!(!schedule.is_due(100), "it has begun anew");
        assert!(schedule.is_due(LONG));
    }
}

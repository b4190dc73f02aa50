//! Tracks the write-ahead log: its length, its synced length, and when it has to be checkpointed
//! (<https://sqlite.org/fileformat2.html#the_write_ahead_log>).

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use parking_lot::Mutex;

use super::files::{WAL, beside};

/// The length from which the log is checkpointed: a thousand pages, as in SQLite itself.
const LONG: u64 = 1_000 * 4_096;
/// The position of the salt in the header. The salt changes each time the log starts over.
const SALT: std::ops::Range<usize> = 16..24;

/// The part of the log that is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Synced {
    salt: [u8; 8],
    length: u64,
}

/// The write-ahead log of a ledger.
#[derive(Debug)]
pub(super) struct Wal {
    path: PathBuf,
    synced: Mutex<Synced>,
}

impl Wal {
    pub(super) fn of(database: &Path) -> Self {
        Self { path: beside(database, WAL), synced: Mutex::default() }
    }

    /// Returns the length in bytes.
    pub(super) fn length(&self) -> u64 {
        self.path.metadata().map_or(0, |file| file.len())
    }

    /// Records that all of the log is on the disk.
    pub(super) fn is_synced(&self) {
        let synced = Synced { salt: self.salt(), length: self.length() };
        *self.synced.lock() = synced;
    }

    /// Returns how many bytes of the log survive a power loss.
    pub(super) fn synced_length(&self) -> u64 {
        let synced = *self.synced.lock();
        if synced.salt == self.salt() { synced.length } else { 0 }
    }

    fn salt(&self) -> [u8; 8] {
        let (mut header, mut salt) = ([0; SALT.end], [0; 8]);
        if File::open(&self.path).and_then(|mut file| file.read_exact(&mut header)).is_ok() {
            salt.copy_from_slice(&header[SALT]);
        }
        salt
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

//! Checks the free disk space before a ledger is copied or upgraded.

use std::path::Path;

use super::files::{WAL, beside};

const MIB: u64 = 1024 * 1024;

/// A shortage of disk space, in mebibytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shortage {
    pub(super) needed: u64,
    pub(super) free: u64,
}

/// Returns the bytes of a database together with its write-ahead log.
pub(super) fn length(database: &Path) -> u64 {
    let length = |path: &Path| path.metadata().map_or(0, |file| file.len());
    length(database) + length(&beside(database, WAL))
}

/// Checks that the disk of a file or folder has this number of free bytes, and one more mebibyte.
///
/// # Errors
/// Returns [`Shortage`]. A system that does not report free space passes the check.
pub(super) fn check(place: &Path, bytes: u64) -> Result<(), Shortage> {
    let Ok(disk) = rustix::fs::statvfs(place) else { return Ok(()) };
    let (needed, free) = (bytes.saturating_add(MIB), disk.f_bavail.saturating_mul(disk.f_frsize));
    if free < needed { Err(Shortage { needed: needed.div_ceil(MIB), free: free / MIB }) } else { Ok(()) }
}

//! The reasons why a backup cannot be restored.

use std::path::PathBuf;

use super::{BackupError, LedgerError, OpenError};

/// The reason why a backup could not be restored, worded for the owner. The ledger in use is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The ledger is in use or cannot be written, or the backup has a version that is not known.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The backup cannot be read or copied.
    #[error(transparent)]
    Copy(#[from] BackupError),
    /// The backup is the ledger itself.
    #[error("{} is the ledger itself; name a backup of it", .0.display())]
    IsLedger(PathBuf),
    /// Another program has the ledger open.
    #[error(
        "another program is using the ledger {}; end it first, for example a shell that has the file open", .0.display()
    )]
    InUse(PathBuf),
    /// The unfinished sales of the backup could not be ended.
    #[error("the sales of the backup cannot be prepared: {0}")]
    Ledger(#[from] LedgerError),
}

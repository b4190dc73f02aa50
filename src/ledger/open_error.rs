//! The reasons why a ledger cannot be opened.

use std::io::ErrorKind;
use std::path::PathBuf;

use super::{BackupError, LedgerError};

/// The reason why a ledger could not be opened, worded for the owner.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has the ledger open.
    #[error("another keyclerk process is using the ledger {}; only one may open it", .0.display())]
    InUse(PathBuf),
    /// There is no such file.
    #[error("there is no ledger {}; `keyclerk run` creates it", .0.display())]
    Missing(PathBuf),
    /// The file is not a ledger.
    #[error("{} is not a ledger of keyclerk, because it is not an SQLite database", .0.display())]
    NoLedger(PathBuf),
    /// A file or folder of the ledger cannot be written.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
    /// The file or its lock could not be created or opened.
    #[error("{} cannot be opened by uid {}: {error}", path.display(), rustix::process::geteuid().as_raw())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        error: std::io::Error,
    },
    /// This program was built with a version of SQLite that can corrupt a database.
    #[error("SQLite {0} can corrupt a WAL database; keyclerk needs 3.51.3 or later")]
    OldSqlite(String),
    /// A newer keyclerk has written this ledger.
    #[error(
        "a newer keyclerk has written the ledger {}: its tables have version {found}, and this keyclerk knows {known}; \
        run the newer keyclerk, or restore a backup from before the upgrade", path.display()
    )]
    Newer {
        /// The ledger.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// An older keyclerk has written this ledger, which cannot be migrated because it is opened for
    /// reading.
    #[error("an older keyclerk has written the ledger {}; start `keyclerk run` once, which upgrades it", .0.display())]
    Older(PathBuf),
    /// The disk has too little free space for the migration.
    #[error(
        "the ledger {} cannot be upgraded: the upgrade needs {needed} MiB of free disk space, and {free} MiB are \
        free; nothing was changed", path.display()
    )]
    DiskSpace {
        /// The ledger.
        path: PathBuf,
        /// Mebibytes that are needed.
        needed: u64,
        /// Mebibytes that are free.
        free: u64,
    },
    /// The backup that precedes an upgrade could not be made.
    #[error("the ledger cannot be upgraded, because the backup before it failed: {0}; nothing was changed")]
    Backup(Box<BackupError>),
    /// The migrations do not fit this file, which is damaged.
    #[error("the ledger's tables cannot be upgraded: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The id of the ledger or the key of its hashes cannot be parsed.
    #[error("the ledger {} is damaged: its id and the key of its hashes cannot be read", .0.display())]
    Damaged(PathBuf),
    /// The settings of the servers could not be read.
    #[error("the settings of the servers cannot be read: {0}")]
    Settings(LedgerError),
    /// SQLite failed.
    #[error("the ledger's database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// SQLite failed to open the connection that writes.
    #[error("the ledger's database cannot be opened for writing: {0}")]
    WriteConnection(#[from] rusqlite::Error),
    /// The system cannot start a thread for the writer.
    #[error("the system cannot start a thread for the ledger's writer: {0}")]
    Thread(std::io::Error),
}

impl OpenError {
    /// Returns true if the owner has to correct the setting, or the file that it names, before another
    /// attempt.
    #[must_use]
    pub fn is_wrong_setting(&self) -> bool {
        matches!(
            self,
            Self::Missing(_)
                | Self::NoLedger(_)
                | Self::NotWritable(_)
                | Self::File { .. }
                | Self::Newer { .. }
                | Self::Older(_)
                | Self::DiskSpace { .. }
        )
    }
}

/// The reason why a file or folder cannot be written. The message includes the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotWritable {
    /// The file system is mounted read-only.
    #[error("{} is mounted read-only; mount it writable", .0.display())]
    ReadOnlyMount(PathBuf),
    /// Another user owns it.
    #[error(
        "keyclerk runs as uid {uid} and may not write to {}; change its owner: chown {uid}:{gid} {}",
        path.display(), path.display()
    )]
    Foreign {
        /// The file or folder.
        path: PathBuf,
        /// The user that this process runs as.
        uid: u32,
        /// The group that this process runs as.
        gid: u32,
    },
    /// The user of this process owns it, and its mode forbids writing.
    #[error(
        "keyclerk runs as uid {uid} and may not write to {}, although that user owns it; change its mode: chmod u+rwX {}",
        path.display(), path.display()
    )]
    OwnMode {
        /// The file or folder.
        path: PathBuf,
        /// The user that this process runs as.
        uid: u32,
    },
    /// The system refuses for another reason.
    #[error("keyclerk runs as uid {uid} and may not write to {}: {reason}", path.display())]
    Other {
        /// The file or folder.
        path: PathBuf,
        /// The user that this process runs as.
        uid: u32,
        /// The system's reason.
        reason: ErrorKind,
    },
}

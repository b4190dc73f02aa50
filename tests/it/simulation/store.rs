//! The stores under a shop, and the ways in which their process can end.

use std::path::PathBuf;
use std::sync::Arc;

use keyclerk::ledger::{Engine, Sqlite};
use tempfile::TempDir;

use crate::model_store::ModelStore;

/// An open store.
pub enum Store {
    File(Box<LedgerFile>),
    Model(ModelStore),
}

/// A ledger in a file.
pub struct LedgerFile {
    folder: Arc<TempDir>,
    pub sqlite: Sqlite,
    /// The length of the write-ahead log that an earlier process had synced to disk.
    on_disk: u64,
}

impl Store {
    /// Opens the ledger in `folder`, or creates it.
    pub async fn within(folder: TempDir) -> Self {
        Self::File(Box::new(LedgerFile::open(Arc::new(folder), 0).await))
    }

    /// Returns the engine.
    pub fn engine(&self) -> Arc<dyn Engine> {
        match self {
            Self::File(file) => Arc::new(file.sqlite.clone()),
            Self::Model(model) => Arc::new(model.clone()),
        }
    }

    /// Returns the file. Only tests of files call this.
    pub fn file(&self) -> &LedgerFile {
        match self {
            Self::File(file) => file,
            Self::Model(_) => panic!("the store has no file"),
        }
    }

    /// Ends the process. The next one finds every write.
    pub async fn killed(self) -> Self {
        match self {
            Self::File(file) => {
                file.sqlite.close().await;
                Self::File(Box::new(LedgerFile::open(file.folder, 0).await))
            }
            Self::Model(model) => Self::Model(model.killed()),
        }
    }

    /// Cuts the power. The next process finds what was synced, and `left` thousandths of the rest.
    pub async fn without_power(self, left: u64) -> Self {
        match self {
            Self::File(file) => Self::File(Box::new(file.without_power(left).await)),
            Self::Model(model) => Self::Model(model.without_power(left)),
        }
    }
}

impl LedgerFile {
    async fn open(folder: Arc<TempDir>, on_disk: u64) -> Self {
        let sqlite = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
        Self { folder, sqlite, on_disk }
    }

    /// Returns the path of the file.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    /// Copies the ledger without a part of the end of its write-ahead log that was not synced.
    async fn without_power(self, left: u64) -> Self {
        // Closing the ledger first would copy the log into the database.
        let on_disk = self.on_disk.max(self.sqlite.synced_wal());
        let after = tempfile::tempdir_in(self.folder.path().parent().unwrap()).unwrap();
        std::fs::copy(self.path(), after.path().join("ledger.db")).unwrap();
        let log = std::fs::read(self.folder.path().join("ledger.db-wal")).unwrap_or_default();
        let length = u64::try_from(log.len()).unwrap();
        let on_disk = on_disk.min(length);
        let kept = on_disk + (length - on_disk) * left / 1000;
        std::fs::write(after.path().join("ledger.db-wal"), &log[..usize::try_from(kept).unwrap()]).unwrap();
        self.sqlite.close().await;
        Self::open(Arc::new(after), kept).await
    }
}

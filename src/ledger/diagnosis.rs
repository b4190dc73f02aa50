//! The facts about a ledger's files and database that an owner can act on.

use std::path::PathBuf;

/// The facts about the files of a ledger. Reading them opens no file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerFiles {
    /// The files that other users can access, each with its mode.
    pub accessible: Vec<(PathBuf, u32)>,
    /// The bytes of the database and its write-ahead log.
    pub size: u64,
    /// The bytes of the write-ahead log.
    pub wal: u64,
    /// The free bytes of the disk for this user, or `None` if the system does not tell.
    pub free: Option<u64>,
}

/// The facts about the database of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// The version of SQLite in this program.
    pub sqlite: String,
    /// The version of the tables.
    pub tables: i64,
    /// The faults that SQLite found, the first ones if there are many. Empty for an intact database, and `None` if the
    /// check was left out.
    pub faults: Option<Vec<String>>,
}

/// The extent to which SQLite checks a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thoroughness {
    /// The check is left out.
    None,
    /// The pages and rows are checked.
    Quick,
    /// The pages and rows are checked, and each index is compared with its table.
    Full,
}

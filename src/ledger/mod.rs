//! The ledger: the only SQL of the sale, and the reason why a crash loses nothing.
//!
//! Each step of a sale is one `BEGIN IMMEDIATE` transaction that names the state it expects; a step
//! that finds another state changes nothing and says [`LedgerError::Overtaken`]. What has to be told
//! or sent because of a step is put into the outbox by the same transaction. Reads go through
//! connections that cannot write. A second process is refused by a file lock.

mod books;
mod decisions;
mod due;
mod evidence;
mod failure;
mod files;
mod health;
mod history;
mod levels;
mod listing;
mod locales;
mod look;
mod numbers;
mod open;
mod outbox;
mod outcomes;
mod pages;
mod products;
mod quarantine;
mod record;
mod refunds;
mod reminders;
mod requests;
mod roles;
mod sales;
mod seen;
mod shop;
mod shop_settings;
mod statistics;
mod step;
mod taking;
mod trip;
mod whole;

pub use books::Books;
pub use decisions::Verdict;
pub use due::Lane;
pub use evidence::Evidence;
pub use failure::Failure;
pub use files::NotWritable;
pub use history::{Event, EventKind};
pub use levels::StockAlert;
pub use listing::{ListedSale, Page, SaleFilter};
pub use open::{Ledger, OpenError};
pub use outbox::{DmState, OutboxId, OutboxKind, OutboxRow, PostedNotice, Settled};
pub use products::ProductMark;
pub use record::{Earlier, Line, OwnedLicense, Question, Refund, SaleRecord};
pub use reminders::{Reminding, end_together, is_worth_reminding};
pub use requests::{Requested, SaleRequest};
pub use sales::{Attempt, Reservation};
pub use shop_settings::{InvalidSetting, PLACEHOLDERS, ShopSetting, ShopSettings, unknown_placeholders};
pub use statistics::SoldOnDay;

use sqlx::error::ErrorKind;

use crate::domain::{SaleId, SaleState, UnknownState};

/// Why the ledger could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The sale is no longer in the state the write expected: another task has moved it, and this one stops.
    #[error("sale {0} was moved by somebody else")]
    Overtaken(SaleId),
    /// The tables of states know no such step.
    #[error("sale {0} cannot become {1} by this step")]
    Illegal(SaleId, SaleState),
    /// The ledger has no such sale.
    #[error("there is no sale {0}")]
    NoSuchSale(SaleId),
    /// A row does not read as this version writes it.
    #[error("a row of the ledger makes no sense: {0}")]
    Corrupt(String),
    /// The ledger was closed; the process is stopping.
    #[error("the ledger is closed")]
    Closed,
    /// SQLite failed.
    #[error("the ledger's database failed")]
    Database(#[from] sqlx::Error),
}

impl From<UnknownState> for LedgerError {
    fn from(error: UnknownState) -> Self {
        Self::Corrupt(error.to_string())
    }
}

impl LedgerError {
    /// Tells whether SQLite refused a write because another row holds what has to be unique.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.kind() == ErrorKind::UniqueViolation)
    }
}

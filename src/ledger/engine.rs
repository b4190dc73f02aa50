//! The interface of an engine, which keeps the rows of the ledger.
//!
//! An engine keeps these promises:
//! - **Atomic.** A write takes effect as a whole or not at all, even if its caller is dropped. A write that
//!   returns an error has changed nothing. The exceptions are [`LedgerError::DiskFailed`] and
//!   [`LedgerError::Closed`], after which the outcome is unknown to this process.
//! - **In order.** All writes take effect one after the other. A read sees every write that was answered
//!   before the read began.
//! - **Durable.** The end of the process takes back no answered write. The loss of power takes back no synced
//!   write, and none that precedes a synced one. Of the lazy writes since, it may take back the newest, as
//!   many as it likes.
//!
//! The parts of the interface are [`SaleStore`], [`StockStore`] and [`ShopStore`], which selling needs, and
//! [`Lookups`], by which people read.
//!
//! An engine has no clock. Each method that depends on the time is told the instant.

use std::fmt::Debug;

use async_trait::async_trait;

use super::LedgerError;
use super::lookups::Lookups;
use super::sale_store::SaleStore;
use super::shop_store::ShopStore;
use super::stock_store::StockStore;

/// An engine of the ledger.
#[async_trait]
pub trait Engine: SaleStore + StockStore + ShopStore + Lookups + Debug {
    /// Completes once everything that was written before is synced.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] or [`LedgerError::DiskFailed`].
    async fn sync(&self) -> Result<(), LedgerError>;

    /// Completes once the engine has answered an empty write. Writes nothing to the disk.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] or [`LedgerError::DiskFailed`].
    async fn probe(&self) -> Result<(), LedgerError>;

    /// Completes once a write has failed because of the disk. Nothing is written afterwards.
    async fn broken(&self);

    /// Closes the engine. Finishes pending writes first, and refuses later ones.
    async fn close(&self);
}

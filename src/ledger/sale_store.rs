//! The part of an engine's interface that records and continues sales.
//!
//! Invariant: the engine decides the rules across sales, in the same write that they concern:
//! - An interaction has one sale.
//! - Two sales of a server share a reference only if one of them failed.
//! - A sale is replaced by one sale, unless that one failed.
//! - A license is in one live line. A line is live unless it is wanted or released.
//! - A command transfers a sale once. A sale has one DM due, and a line one reminder that is not dropped.
//! - An unattributed license is in no line that is added as a live one.

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::{
    BuyerId, Change, DmState, InteractionId, Reminder, RoleId, Sale, SaleId, SaleRequest, Settled, Timestamp,
    TransferNumber,
};

use super::{Lane, LedgerError, RecordedTransfer, Requested};

/// Records sales, and finds their due work.
#[async_trait]
pub trait SaleStore: Send + Sync {
    /// Records a request under its interaction's id, with its first event and the license that staff named.
    /// The write is lazy, because nothing is assigned yet.
    ///
    /// Sales are numbered in the order in which they are recorded. A request that is not recorded may skip a
    /// number. A power loss that takes a sale back frees its number.
    ///
    /// The sale [repeats](Requested::Repeats) the newest sale of the same buyer in the same server that was
    /// requested within `repeats_within`, has not failed, waits for no answer, and has the same product. A sale's
    /// product is the one that was asked for, else that of its first license that is not released. A product that
    /// is not known counts as the same. A replacement repeats nothing.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn request(
        &self,
        request: &SaleRequest,
        now: Timestamp,
        repeats_within: Duration,
    ) -> Result<Requested, LedgerError>;

    /// Writes a change with the durability that it names, and returns the sale after it. A message that was
    /// settled before stays as it is.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] unless the change follows the stored version of the sale, and
    /// [`LedgerError::Taken`] if it breaks a rule across sales. Returns the engine's error otherwise.
    async fn commit(&self, change: Change) -> Result<Sale, LedgerError>;

    /// Loads a sale with its licenses and due messages, all of one version.
    ///
    /// # Errors
    /// Returns [`LedgerError::NoSuchSale`], or the engine's error.
    async fn sale(&self, sale: SaleId) -> Result<Sale, LedgerError>;

    /// Records the results of attempts to send messages of a sale. The write is lazy. It does not change the
    /// version of the sale. A message that was settled before stays as it is.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn settle(&self, sale: SaleId, settled: &[Settled], now: Timestamp) -> Result<(), LedgerError>;

    /// Finds the sales with work that is due by `now`, and the lane of the work. Those that have been due for
    /// longest come first. Each lane has at most `limit_per_lane`. A sale with both a step and a lookup of a
    /// quarantined license due is in its lane twice.
    ///
    /// Skips a sale that was requested since `opened_at` and less than five seconds ago, because the task that
    /// recorded it still acknowledges it.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn due(
        &self,
        now: Timestamp,
        opened_at: Timestamp,
        limit_per_lane: u32,
    ) -> Result<Vec<(SaleId, Lane)>, LedgerError>;

    /// Deletes the reply tokens that have expired by `now`. The write is lazy.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn wipe_dead_tokens(&self, now: Timestamp) -> Result<(), LedgerError>;

    /// Returns the state of the newest DM of a sale, or `None` if no DM was due yet.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError>;

    /// Returns the account that was the buyer before a transfer.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn former_buyer(
        &self,
        sale: SaleId,
        transfer: TransferNumber,
    ) -> Result<Option<BuyerId>, LedgerError>;

    /// Returns the transfer that a command has made, if it made one.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn transfer_by(&self, interaction: InteractionId) -> Result<Option<RecordedTransfer>, LedgerError>;

    /// Lists the roles that the buyer was given for a sale, or may have been given.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn roles_given(&self, sale: SaleId) -> Result<Vec<RoleId>, LedgerError>;

    /// Lists the reminders of a sale that are due or were sent.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError>;
}

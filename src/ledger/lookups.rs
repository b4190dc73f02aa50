//! The part of an engine's interface by which people read. Selling does not need it.
//!
//! A lookup may show a write that is not synced yet. [`Ledger`](super::Ledger) syncs before it shows a sale.

use async_trait::async_trait;

use crate::domain::{BuyerId, GuildId, Product, SaleId, Timestamp};

use super::{
    Backlog, Event, LedgerError, ListedSale, OwnedLicense, Page, ProductMark, SaleFilter, SoldOnDay,
    StockAudit,
};

/// Reads the ledger for people.
#[async_trait]
pub trait Lookups: Send + Sync {
    /// Lists the events of a sale in order, including each time that staff were shown its keys, and each move of
    /// its server.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError>;

    /// Returns a page of the licenses that a buyer got in a server, newest first, and the total number.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError>;

    /// Returns a sale as the list of sales shows it.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError>;

    /// Lists the servers that have sales.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError>;

    /// Lists the newest sales of a server, at most `most`. If `typed` is given, lists only sales whose number
    /// begins with it.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn numbered(
        &self,
        guild: GuildId,
        typed: Option<SaleId>,
        most: u32,
    ) -> Result<Vec<ListedSale>, LedgerError>;

    /// Returns at most `most` sales that pass the filter, newest first. If `before` is given, returns only sales
    /// with a lower number.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn page(&self, filter: &SaleFilter, before: Option<SaleId>, most: u32)
    -> Result<Page, LedgerError>;

    /// Lists the products that a server has sold, by name, at most a thousand.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError>;

    /// Returns a mark of a product, or `None` if no sale of the server has this product.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn mark_of(&self, guild: GuildId, product: &Product) -> Result<Option<ProductMark>, LedgerError>;

    /// Returns the product of a mark, if the server has such a sale.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn marked(&self, guild: GuildId, mark: ProductMark) -> Result<Option<Product>, LedgerError>;

    /// Counts the licenses that a server sold since an instant, by day, product and staff member.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn sold_since(&self, guild: GuildId, since: Timestamp) -> Result<Vec<SoldOnDay>, LedgerError>;

    /// Returns the instant at which the first sale of a server was requested.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn first_sale_at(&self, guild: GuildId) -> Result<Option<Timestamp>, LedgerError>;

    /// Lists the licenses that the ledger knows, for comparison with the vendor's stock.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn stock_audit(&self) -> Result<StockAudit, LedgerError>;

    /// Counts the sales, licenses and messages that are not finished. Undelivered sales are counted in these
    /// servers only.
    ///
    /// # Errors
    /// Returns the engine's error, or [`LedgerError::Corrupt`].
    async fn backlog(&self, guilds: &[GuildId]) -> Result<Backlog, LedgerError>;
}

//! Lookups for people. A power loss cannot take back the data that people are shown.

use crate::domain::{BuyerId, GuildId, Product, SaleId, Timestamp};
use crate::ledger::{
    Event, LedgerError, ListedSale, OwnedLicense, Page, ProductMark, SaleFilter, SoldOnDay, StockAudit,
};

use super::Ledger;

impl Ledger {
    /// Reads, and returns the result once everything that it is based on is synced to the disk.
    async fn synced<T>(&self, read: impl Future<Output = Result<T, LedgerError>>) -> Result<T, LedgerError> {
        let found = read.await?;
        self.engine.sync().await?;
        Ok(found)
    }

    /// Lists the events of a sale, oldest first.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        self.synced(self.engine.events(sale)).await
    }

    /// Returns a page of the licenses that a buyer got in a server, newest first, and the total number.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError> {
        self.synced(self.engine.licenses_of(guild, buyer, offset, limit)).await
    }

    /// Returns a sale as the list of sales shows it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError> {
        self.synced(self.engine.listed(sale)).await
    }

    /// Lists the servers that have sales.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError> {
        self.engine.guilds().await
    }

    /// Lists the newest sales of a server, at most `most`. If `typed` is given, lists only sales whose
    /// number begins with it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn numbered(
        &self,
        guild: GuildId,
        typed: Option<SaleId>,
        most: u32,
    ) -> Result<Vec<ListedSale>, LedgerError> {
        self.synced(self.engine.numbered(guild, typed, most)).await
    }

    /// Returns at most `most` sales that pass the filter, newest first. If `before` is given, returns
    /// only sales with a lower number.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn page(
        &self,
        filter: &SaleFilter,
        before: Option<SaleId>,
        most: u32,
    ) -> Result<Page, LedgerError> {
        self.synced(self.engine.page(filter, before, most)).await
    }

    /// Lists the products that a server has sold, by name.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError> {
        self.engine.products(guild).await
    }

    /// Returns the mark of a product, or `None` if no sale of the server has this product.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn mark_of(
        &self,
        guild: GuildId,
        product: &Product,
    ) -> Result<Option<ProductMark>, LedgerError> {
        self.engine.mark_of(guild, product).await
    }

    /// Returns the product of a mark, if the server has such a sale.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn marked(&self, guild: GuildId, mark: ProductMark) -> Result<Option<Product>, LedgerError> {
        self.engine.marked(guild, mark).await
    }

    /// Counts the licenses that a server sold since an instant, by day, product and staff member.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn sold_since(&self, guild: GuildId, since: Timestamp) -> Result<Vec<SoldOnDay>, LedgerError> {
        self.engine.sold_since(guild, since).await
    }

    /// Returns the instant at which the first sale of a server was requested.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn first_sale_at(&self, guild: GuildId) -> Result<Option<Timestamp>, LedgerError> {
        self.engine.first_sale_at(guild).await
    }

    /// Lists the licenses that the ledger knows, for comparison with the vendor's stock.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn stock_audit(&self) -> Result<StockAudit, LedgerError> {
        self.engine.stock_audit().await
    }
}

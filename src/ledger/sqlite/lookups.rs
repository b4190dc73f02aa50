//! Reads SQLite for people. Each query is a method of [`Sqlite`] with the same name, in the
//! file of its subject.

use async_trait::async_trait;

use crate::domain::{BuyerId, GuildId, Product, SaleId, Timestamp};
use crate::ledger::{
    Backlog, Event, LedgerError, ListedSale, Lookups, OwnedLicense, Page, ProductMark, SaleFilter, SoldOnDay,
    StockAudit,
};

use super::Sqlite;

#[async_trait]
impl Lookups for Sqlite {
    async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        Sqlite::events(self, sale).await
    }

    async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError> {
        Sqlite::licenses_of(self, guild, buyer, offset, limit).await
    }

    async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError> {
        Sqlite::listed(self, sale).await
    }

    async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError> {
        Sqlite::guilds(self).await
    }

    async fn numbered(
        &self,
        guild: GuildId,
        typed: Option<SaleId>,
        most: u32,
    ) -> Result<Vec<ListedSale>, LedgerError> {
        Sqlite::numbered(self, guild, typed, most).await
    }

    async fn page(
        &self,
        filter: &SaleFilter,
        before: Option<SaleId>,
        most: u32,
    ) -> Result<Page, LedgerError> {
        Sqlite::page(self, filter, before, most).await
    }

    async fn products(&self, guild: GuildId) -> Result<Vec<Product>, LedgerError> {
        Sqlite::products(self, guild).await
    }

    async fn mark_of(&self, guild: GuildId, product: &Product) -> Result<Option<ProductMark>, LedgerError> {
        Sqlite::mark_of(self, guild, product).await
    }

    async fn marked(&self, guild: GuildId, mark: ProductMark) -> Result<Option<Product>, LedgerError> {
        Sqlite::marked(self, guild, mark).await
    }

    async fn sold_since(&self, guild: GuildId, since: Timestamp) -> Result<Vec<SoldOnDay>, LedgerError> {
        Sqlite::sold_since(self, guild, since).await
    }

    async fn first_sale_at(&self, guild: GuildId) -> Result<Option<Timestamp>, LedgerError> {
        Sqlite::first_sale_at(self, guild).await
    }

    async fn stock_audit(&self) -> Result<StockAudit, LedgerError> {
        Sqlite::stock_audit(self).await
    }

    async fn backlog(&self, guilds: &[GuildId]) -> Result<Backlog, LedgerError> {
        Sqlite::backlog(self, guilds).await
    }
}

//! Keeps what belongs to a server in SQLite. Each query is a method of [`Sqlite`] with the same name, in the
//! file of its subject.

use async_trait::async_trait;

use crate::domain::{BuyerId, GuildId, Product, StaffId, Timestamp};
use crate::ledger::{GuildContent, LedgerError, OnCommit, SettingChange, ShopStore, StoredSetting};

use super::Sqlite;

#[async_trait]
impl ShopStore for Sqlite {
    async fn settings(&self) -> Result<Vec<StoredSetting>, LedgerError> {
        Sqlite::settings(self).await
    }

    async fn change_setting(
        &self,
        guild: GuildId,
        change: &SettingChange,
        by: StaffId,
        now: Timestamp,
        on_commit: OnCommit,
    ) -> Result<(), LedgerError> {
        Sqlite::change_setting(self, guild, change, by, now, on_commit).await
    }

    async fn locale_of(&self, guild: GuildId, user: BuyerId) -> Result<Option<String>, LedgerError> {
        Sqlite::locale_of(self, guild, user).await
    }

    async fn learn_locale(
        &self,
        guild: GuildId,
        user: BuyerId,
        locale: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        Sqlite::learn_locale(self, guild, user, locale, now).await
    }

    async fn held_by(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        now: Timestamp,
    ) -> Result<Vec<Option<Product>>, LedgerError> {
        Sqlite::held_by(self, guild, buyer, now).await
    }

    async fn content_of(&self, guild: GuildId) -> Result<GuildContent, LedgerError> {
        Sqlite::content_of(self, guild).await
    }

    async fn move_guild(&self, old: GuildId, new: GuildId, now: Timestamp) -> Result<(), LedgerError> {
        Sqlite::move_guild(self, old, new, now).await
    }
}

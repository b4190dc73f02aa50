//! The part of an engine's interface that keeps what belongs to a server: its settings, the languages of its
//! members, and the licenses of its buyers. It also moves all of this to another server.

use async_trait::async_trait;

use crate::domain::{BuyerId, GuildId, Product, StaffId, Timestamp};

use super::{GuildContent, LedgerError, SettingChange};

/// A setting of a server, as it is stored. An earlier version may have written it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSetting {
    /// The server.
    pub guild: GuildId,
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A change in memory that follows a write. The engine makes it after the write and before the answer.
pub type OnCommit = Box<dyn FnOnce() + Send>;

/// Keeps what belongs to a server.
#[async_trait]
pub trait ShopStore: Send + Sync {
    /// Lists the settings of every server.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn settings(&self) -> Result<Vec<StoredSetting>, LedgerError>;

    /// Writes a change of a setting. The write is synced. The engine calls `on_commit` once for each change that
    /// it wrote, in the order of the writes, even if the caller is dropped.
    ///
    /// # Errors
    /// Returns the engine's error. In that case `on_commit` is not called.
    async fn change_setting(
        &self,
        guild: GuildId,
        change: &SettingChange,
        by: StaffId,
        now: Timestamp,
        on_commit: OnCommit,
    ) -> Result<(), LedgerError>;

    /// Returns the language of a member, as Discord names it, if it is known.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn locale_of(&self, guild: GuildId, user: BuyerId) -> Result<Option<String>, LedgerError>;

    /// Records the language of a member. The write is lazy.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn learn_locale(
        &self,
        guild: GuildId,
        user: BuyerId,
        locale: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError>;

    /// Lists the products of the licenses that a buyer holds and that have not expired by `now`. `None` stands
    /// for a license without a product.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn held_by(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        now: Timestamp,
    ) -> Result<Vec<Option<Product>>, LedgerError>;

    /// Counts what the ledger holds of a server.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn content_of(&self, guild: GuildId) -> Result<GuildContent, LedgerError>;

    /// Moves everything of a server to another one that has no sales, in one synced write. Settings that name a
    /// channel or role of the old server are deleted, and so are due changes of roles. What the new server has of
    /// its own stays.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn move_guild(&self, old: GuildId, new: GuildId, now: Timestamp) -> Result<(), LedgerError>;
}

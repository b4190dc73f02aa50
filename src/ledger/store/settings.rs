//! Settings of servers, and languages of members.

use std::sync::Arc;

use crate::domain::{BuyerId, GuildId, Product, RoleId, StaffId};
use crate::ledger::{LedgerError, SettingChange, ShopSettings};

use super::Ledger;

impl Ledger {
    /// Returns the settings of a server, from memory.
    #[must_use]
    pub fn shop(&self, guild: GuildId) -> Arc<ShopSettings> {
        self.shops.of(guild)
    }

    /// Changes one of a server's settings.
    ///
    /// # Errors
    /// Returns the database's error. In that case nothing is changed.
    pub async fn change_setting(
        &self,
        guild: GuildId,
        change: SettingChange,
        by: StaffId,
    ) -> Result<(), LedgerError> {
        self.shops.change(&*self.engine, guild, change, by, self.now()).await
    }

    /// Remembers the language of a member, as Discord names it. Writes only if the language has
    /// changed.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn learn_locale(&self, guild: GuildId, user: BuyerId, locale: &str) -> Result<(), LedgerError> {
        if self.engine.locale_of(guild, user).await?.as_deref() == Some(locale) {
            return Ok(());
        }
        self.engine.learn_locale(guild, user, locale, self.now()).await
    }

    /// Returns true if an unexpired license of the buyer grants them this role.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn keeps_role(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        role: RoleId,
    ) -> Result<bool, LedgerError> {
        let shop = self.shop(guild);
        let held = self.engine.held_by(guild, buyer, self.now()).await?;
        Ok(held.iter().any(|product| shop.role_of(product.as_ref().map(Product::as_str)) == Some(role)))
    }
}

//! The servers' own settings in memory, which administrators change in Discord.
//!
//! They are read once, when the ledger is opened: asking for them costs a sale nothing. A row is taken as
//! far as it makes sense; one that does not is logged and left out, and the default holds. A setting of
//! the environment is a default too: the server's own wins.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::{GuildId, StaffId};

use super::sqlite::{Sqlite, StoredSetting};
use super::{InvalidSetting, LedgerError, ShopSetting, ShopSettings};

/// The settings of every server, in memory.
#[derive(Debug, Clone, Default)]
pub(super) struct ShopSettingsCache {
    known: Arc<RwLock<HashMap<GuildId, Arc<ShopSettings>>>>,
    /// Held while settings are written and read again: the memory is never older than the last write.
    changing: Arc<tokio::sync::Mutex<()>>,
}

impl ShopSettingsCache {
    pub(super) async fn read(sqlite: &Sqlite) -> Result<Self, LedgerError> {
        let shops = Self::default();
        shops.read_again(sqlite).await?;
        Ok(shops)
    }

    pub(super) fn of(&self, guild: GuildId) -> Arc<ShopSettings> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(&guild).cloned().unwrap_or_default()
    }

    /// Sets a setting, or (`None`) has the default hold again.
    pub(super) async fn set(
        &self,
        sqlite: &Sqlite,
        (guild, setting, value): (GuildId, ShopSetting, Option<&str>),
        by: StaffId,
        now: crate::domain::Timestamp,
    ) -> Result<(), LedgerError> {
        if let Some(value) = value {
            let fits = ShopSettings::default().take(setting, value);
            fits.map_err(|_| LedgerError::Corrupt(format!("the setting {}", setting.as_str())))?;
        }
        let _changing = self.changing.lock().await;
        sqlite.set(guild, setting, value, by, now).await?;
        tracing::info!(%guild, setting = setting.as_str(), %by, "a setting was changed");
        self.read_again(sqlite).await
    }

    async fn read_again(&self, sqlite: &Sqlite) -> Result<(), LedgerError> {
        let mut shops: HashMap<GuildId, ShopSettings> = HashMap::new();
        for StoredSetting { guild, name, value } in sqlite.settings().await? {
            let Ok(guild) = GuildId::try_from(guild) else { continue };
            let taken = ShopSetting::parse(&name)
                .ok_or(InvalidSetting)
                .and_then(|setting| shops.entry(guild).or_default().take(setting, &value));
            if taken.is_err() {
                tracing::warn!(%guild, setting = name, "a setting makes no sense and is left out");
            }
        }
        let shops = shops.into_iter().map(|(guild, settings)| (guild, Arc::new(settings))).collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = shops;
        Ok(())
    }
}

//! Caches the settings of every server, which administrators change in Discord.
//!
//! The rows are read once, when the ledger is opened, so a sale looks settings up in memory. A change
//! is written to the ledger first, and then made in memory for the server that it concerns. A row that
//! does not parse is logged and ignored, so that the default applies.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

use crate::domain::{GuildId, StaffId, Timestamp};

use super::shop_settings::ShopSettings;
use super::sqlite::{Sqlite, StoredSetting};
use super::{InvalidSetting, LedgerError, SettingChange, SettingValue, ShopSetting};

/// The settings of every server, in memory. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct ShopSettingsCache {
    known: Arc<RwLock<HashMap<GuildId, Arc<ShopSettings>>>>,
    /// Held while a change is written and then made in memory, so that changes of one setting are
    /// made in memory in the order of their rows.
    changing: Arc<tokio::sync::Mutex<()>>,
}

impl ShopSettingsCache {
    /// Reads the settings of every server.
    pub(super) async fn read(sqlite: &Sqlite) -> Result<Self, LedgerError> {
        let mut shops: HashMap<GuildId, ShopSettings> = HashMap::new();
        for StoredSetting { guild, name, value } in sqlite.settings().await? {
            let Ok(guild) = GuildId::try_from(guild) else { continue };
            let setting = ShopSetting::parse(&name).ok_or(InvalidSetting::UnknownName);
            match setting.and_then(|setting| SettingValue::parse(setting, &value)) {
                Ok(value) => shops.entry(guild).or_default().set(value),
                Err(error) => tracing::warn!(%guild, setting = name, "setting ignored: {error}"),
            }
        }
        let known = shops.into_iter().map(|(guild, settings)| (guild, Arc::new(settings))).collect();
        Ok(Self { known: Arc::new(RwLock::new(known)), changing: Arc::default() })
    }

    /// Returns the settings of a server.
    pub(super) fn of(&self, guild: GuildId) -> Arc<ShopSettings> {
        self.known.read().get(&guild).cloned().unwrap_or_default()
    }

    /// Writes a change and makes it in memory.
    pub(super) async fn change(
        &self,
        sqlite: &Sqlite,
        guild: GuildId,
        change: SettingChange,
        by: StaffId,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let _changing = self.changing.lock().await;
        sqlite.change_setting(guild, &change, by, now).await?;
        tracing::info!(%guild, setting = change.setting().as_str(), %by, "setting changed");
        let mut settings = ShopSettings::clone(&self.of(guild));
        settings.change(change);
        self.known.write().insert(guild, Arc::new(settings));
        Ok(())
    }
}

//! Caches the settings of every server, which administrators change in Discord.
//!
//! The rows are read once, when the ledger is opened, so a sale looks settings up in memory. A row that
//! does not parse is logged and ignored, so that the default applies.
//!
//! Invariant: the memory follows the rows. The ledger's writer makes each change in memory once it has
//! committed the row, in the order of the commits, even if the caller is dropped meanwhile.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

use crate::domain::{GuildId, StaffId, Timestamp};

use super::shop_settings::ShopSettings;
use super::shop_store::{ShopStore, StoredSetting};
use super::{InvalidSetting, LedgerError, SettingChange, SettingValue, ShopSetting};

/// The settings of every server, in memory. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct ShopSettingsCache {
    known: Arc<RwLock<HashMap<GuildId, Arc<ShopSettings>>>>,
}

impl ShopSettingsCache {
    /// Reads the settings of every server.
    pub(super) async fn read(store: &dyn ShopStore) -> Result<Self, LedgerError> {
        let mut shops: HashMap<GuildId, ShopSettings> = HashMap::new();
        for StoredSetting { guild, name, value } in store.settings().await? {
            let setting = ShopSetting::parse(&name).ok_or(InvalidSetting::UnknownName);
            match setting.and_then(|setting| SettingValue::parse(setting, &value)) {
                Ok(value) => shops.entry(guild).or_default().set(value),
                Err(error) => tracing::warn!(%guild, setting = name, "setting ignored: {error}"),
            }
        }
        let known = shops.into_iter().map(|(guild, settings)| (guild, Arc::new(settings))).collect();
        Ok(Self { known: Arc::new(RwLock::new(known)) })
    }

    /// Returns the settings of a server.
    pub(super) fn of(&self, guild: GuildId) -> Arc<ShopSettings> {
        self.known.read().get(&guild).cloned().unwrap_or_default()
    }

    /// Writes a change. The memory has it before this returns.
    pub(super) async fn change(
        &self,
        store: &dyn ShopStore,
        guild: GuildId,
        change: SettingChange,
        by: StaffId,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (memory, made) = (self.clone(), change.clone());
        let on_commit = Box::new(move || memory.make(guild, made));
        store.change_setting(guild, &change, by, now, on_commit).await?;
        tracing::info!(%guild, setting = change.setting().as_str(), %by, "setting changed");
        Ok(())
    }

    /// Makes a change in memory.
    fn make(&self, guild: GuildId, change: SettingChange) {
        let mut known = self.known.write();
        let mut settings =
            known.get(&guild).map(|settings| ShopSettings::clone(settings)).unwrap_or_default();
        settings.change(change);
        known.insert(guild, Arc::new(settings));
    }
}

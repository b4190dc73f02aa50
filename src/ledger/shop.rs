//! A server's own settings, which its administrators change in Discord.
//!
//! They are read once, when the ledger is opened, and kept in memory: asking for them costs a sale
//! nothing. What a row says is taken as far as it makes sense; one that does not is logged and left
//! out, and the default holds. A setting of the environment is a default too: the server's own wins.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::{GuildId, StaffId};

use super::{InvalidSetting, Ledger, LedgerError, ShopSetting, ShopSettings};

/// The settings of every server, in memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Shops(Arc<RwLock<HashMap<GuildId, Arc<ShopSettings>>>>);

impl Ledger {
    /// What a server has set. From memory.
    #[must_use]
    pub fn shop(&self, guild: GuildId) -> Arc<ShopSettings> {
        self.shops.0.read().unwrap_or_else(PoisonError::into_inner).get(&guild).cloned().unwrap_or_default()
    }

    /// Sets one of a server's settings, or (`None`) has the default hold again.
    ///
    /// # Errors
    /// [`LedgerError::Corrupt`] where the value does not fit: ask [`ShopSettings::take`] before. Or
    /// the database's.
    pub async fn set(
        &self,
        guild: GuildId,
        setting: ShopSetting,
        value: Option<&str>,
        by: StaffId,
    ) -> Result<(), LedgerError> {
        if let Some(value) = value {
            let fits = ShopSettings::default().take(setting, value);
            fits.map_err(|_| LedgerError::Corrupt(format!("the setting {}", setting.as_str())))?;
        }
        let (number, name, by) = (guild.as_i64(), setting.as_str(), by.as_i64());
        let now = self.clock.now().as_millis();
        let mut writer = self.writer().await?;
        let written = match value {
            Some(value) => {
                sqlx::query!(
                    "insert into guild_setting (guild_id, name, value, changed_at, changed_by) values (?, ?, ?, ?, ?)
                    on conflict do update set value = excluded.value, changed_at = excluded.changed_at,
                        changed_by = excluded.changed_by",
                    number,
                    name,
                    value,
                    now,
                    by
                )
                .execute(&mut *writer)
                .await
            }
            None => {
                sqlx::query!("delete from guild_setting where guild_id = ? and name = ?", number, name)
                    .execute(&mut *writer)
                    .await
            }
        };
        self.health.of(written)?;
        tracing::info!(%guild, setting = name, by, "a setting was changed");
        // Read while nobody else can write: what is in memory is never older than what was written.
        let read = self.read_shops().await;
        drop(writer);
        read
    }

    /// Reads every server's settings into memory.
    pub(super) async fn read_shops(&self) -> Result<(), LedgerError> {
        let rows = sqlx::query!("select guild_id, name, value from guild_setting")
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let mut shops: HashMap<GuildId, ShopSettings> = HashMap::new();
        for row in rows {
            let Ok(guild) = GuildId::try_from(row.guild_id) else { continue };
            let taken = ShopSetting::parse(&row.name)
                .ok_or(InvalidSetting)
                .and_then(|setting| shops.entry(guild).or_default().take(setting, &row.value));
            if taken.is_err() {
                tracing::warn!(%guild, setting = row.name, "a setting makes no sense and is left out");
            }
        }
        let shops = shops.into_iter().map(|(guild, settings)| (guild, Arc::new(settings))).collect();
        *self.shops.0.write().unwrap_or_else(PoisonError::into_inner) = shops;
        Ok(())
    }
}

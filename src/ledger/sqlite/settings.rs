//! The rows of servers' settings and of members' languages.

use crate::domain::{BuyerId, Durability, GuildId, StaffId, Timestamp};
use crate::ledger::{LedgerError, OnCommit, SettingChange, StoredSetting};

use super::Sqlite;
use super::batch::{Batch, values};

pub(super) const SET: &str = "insert into guild_setting (guild_id, name, value, changed_at, changed_by) \
    values (?, ?, ?, ?, ?) on conflict do update set value = excluded.value, changed_at = excluded.changed_at, \
    changed_by = excluded.changed_by";
pub(super) const UNSET: &str = "delete from guild_setting where guild_id = ? and name = ?";
pub(super) const LOCALE: &str = "insert into member_locale (guild_id, user_id, locale, learned_at) values (?, ?, ?, ?) \
    on conflict do update set locale = excluded.locale, learned_at = excluded.learned_at";

impl Sqlite {
    pub(in crate::ledger) async fn settings(&self) -> Result<Vec<StoredSetting>, LedgerError> {
        let rows = sqlx::query!(r#"select guild_id as "guild", name, value from guild_setting"#)
            .fetch_all(&mut *self.reader.lock().await?)
            .await?;
        // A row of no server is ignored.
        let setting =
            |guild, name, value| Some(StoredSetting { guild: GuildId::try_from(guild).ok()?, name, value });
        Ok(rows.into_iter().filter_map(|row| setting(row.guild, row.name, row.value)).collect())
    }

    /// Writes a change. `on_commit` makes the change in memory, even if this future is dropped.
    pub(in crate::ledger) async fn change_setting(
        &self,
        guild: GuildId,
        change: &SettingChange,
        by: StaffId,
        now: Timestamp,
        on_commit: OnCommit,
    ) -> Result<(), LedgerError> {
        let (guild, name) = (guild.as_i64(), change.setting().as_str());
        let batch = match change {
            SettingChange::Set(value) => {
                let row = values![guild, name, value.to_string(), now.as_millis(), by.as_i64()];
                Batch::of(Durability::Synced, SET, row)
            }
            SettingChange::Reset(_) => Batch::of(Durability::Synced, UNSET, values![guild, name]),
        };
        self.writer.write(batch.on_commit(on_commit)).await.map(drop)
    }

    pub(in crate::ledger) async fn locale_of(
        &self,
        guild: GuildId,
        user: BuyerId,
    ) -> Result<Option<String>, LedgerError> {
        let (guild, user) = (guild.as_i64(), user.as_i64());
        let locale = sqlx::query_scalar!(
            "select locale from member_locale where guild_id = ? and user_id = ?",
            guild,
            user
        )
        .fetch_optional(&mut *self.reader.lock().await?)
        .await?;
        Ok(locale)
    }

    pub(in crate::ledger) async fn learn_locale(
        &self,
        guild: GuildId,
        user: BuyerId,
        locale: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let row = values![guild.as_i64(), user.as_i64(), locale, now.as_millis()];
        self.writer.write(Batch::of(Durability::Lazy, LOCALE, row)).await.map(drop)
    }
}

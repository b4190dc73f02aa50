//! Moves all sales of a server to another server, and reads earlier moves.
//!
//! Invariant: a move is one transaction. A process that is killed in the middle of it moves nothing.
//!
//! `reveal` is append-only. Its rows keep the server in which a key was shown.

use crate::domain::{Durability, EventKind, GuildId, SaleId, Timestamp};
use crate::ledger::{Event, GuildContent, LedgerError, Passage, ShopSetting};

use super::Sqlite;
use super::batch::{Batch, values};
use super::load_sale::snowflake;

// A move changes most pages of several indexes in random order. The usual cache of 2 MiB would write each
// page many times.
pub(super) const LARGE_CACHE: &str = "pragma cache_size = -262144";
pub(super) const RECORD: &str = "insert into guild_move (at, old_guild_id, new_guild_id, last_sale_id, sales) \
    select ?, ?, ?, coalesce(max(id), 0), count(*) from sale where guild_id = ?";
// Discord knows no role of a lost server any more.
pub(super) const DROP_ROLES: &str = "update message indexed by message_due set state = 'dropped', settled_at = ? \
    where state = 'due' and (kind in ('role_give', 'role_take') or kind = 'alert' and subject is not null) \
    and (select guild_id from sale where id = sale_id) = ?";
pub(super) const LINES: &str =
    "update line set guild_id = ? where sale_id in (select id from sale where guild_id = ?)";
// The channel of a sale is in the lost server.
pub(super) const SALES: &str = "update sale set guild_id = ?, buyer_sees_channel = 0 where guild_id = ?";
pub(super) const ALERTS: &str = "update stock_alert set guild_id = ? where guild_id = ?";
pub(super) const UNSET: &str = "delete from guild_setting where guild_id = ? and name = ?";
// The rows of the new server are newer.
pub(super) const SETTINGS: &str = "update or ignore guild_setting set guild_id = ? where guild_id = ?";
pub(super) const REST_OF_SETTINGS: &str = "delete from guild_setting where guild_id = ?";
pub(super) const LOCALES: &str = "update or ignore member_locale set guild_id = ? where guild_id = ?";
pub(super) const REST_OF_LOCALES: &str = "delete from member_locale where guild_id = ?";
pub(super) const LEVELS: &str = "update or ignore stock_level set guild_id = ? where guild_id = ?";
pub(super) const REST_OF_LEVELS: &str = "delete from stock_level where guild_id = ?";

impl Sqlite {
    /// Moves everything of a server to another one that has no sales.
    pub(in crate::ledger) async fn move_guild(
        &self,
        old: GuildId,
        new: GuildId,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (old, new, now) = (old.as_i64(), new.as_i64(), now.as_millis());
        let mut batch = Batch::of(Durability::Synced, LARGE_CACHE, []);
        batch.push(RECORD, values![now, old, new, old]);
        batch.push(DROP_ROLES, values![now, old]);
        batch.push(LINES, values![new, old]);
        batch.push(SALES, values![new, old]);
        batch.push(ALERTS, values![new, old]);
        for setting in ShopSetting::ALL.iter().filter(|setting| setting.is_of_its_server()) {
            batch.push(UNSET, values![old, setting.as_str()]);
        }
        for (moved, rest) in
            [(SETTINGS, REST_OF_SETTINGS), (LOCALES, REST_OF_LOCALES), (LEVELS, REST_OF_LEVELS)]
        {
            batch.push(moved, values![new, old]);
            batch.push(rest, values![old]);
        }
        self.writer.write(batch).await.map(drop)
    }

    /// Counts what the ledger holds of a server.
    pub(in crate::ledger) async fn content_of(&self, guild: GuildId) -> Result<GuildContent, LedgerError> {
        let id = guild.as_i64();
        let row = sqlx::query!(
            r#"select (select count(*) from sale where guild_id = ?1) as "sales!: i64",
                (select count(*) from sale indexed by sale_unfinished where guild_id = ?1
                    and state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned'))
                    + (select count(*) from sale indexed by sale_held where guild_id = ?1 and state = 'held')
                    as "unfinished!: i64",
                (select count(*) from sale indexed by sale_of_state where guild_id = ?1
                    and state in ('assigned', 'in_doubt', 'held', 'undelivered', 'failed') and state = 'undelivered')
                    as "undelivered!: i64",
                (select count(*) from message indexed by message_due where state = 'due'
                    and kind in ('role_give', 'role_take')
                    and (select guild_id from sale where id = sale_id) = ?1) as "roles!: i64",
                (select count(*) from member_locale where guild_id = ?1) as "languages!: i64""#,
            id
        )
        .fetch_one(&self.browsing)
        .await?;
        let settings =
            sqlx::query_scalar!("select name from guild_setting where guild_id = ? order by name", id)
                .fetch_all(&self.browsing)
                .await?;
        Ok(GuildContent {
            sales: row.sales,
            unfinished: row.unfinished,
            undelivered: row.undelivered,
            role_changes: row.roles,
            languages: row.languages,
            settings,
        })
    }

    /// Lists the moves that a sale took part in, oldest first.
    pub(super) async fn moves_of(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        let number = sale.as_i64();
        let rows = sqlx::query!(
            r#"select at, old_guild_id, new_guild_id, (select guild_id from sale where id = ?1) as "guild: i64"
            from guild_move where last_sale_id >= ?1 order by id desc"#,
            number
        )
        .fetch_all(&self.browsing)
        .await?;
        // The server of the sale is known today. Each move tells the server before it.
        let mut guild = rows.first().and_then(|row| row.guild);
        let mut moves = Vec::new();
        for row in rows {
            if Some(row.new_guild_id) == guild {
                guild = Some(row.old_guild_id);
                moves.push(Event {
                    at: Timestamp::from_millis(row.at),
                    kind: EventKind::Moved.as_str().to_owned(),
                    detail: None,
                    actor: None,
                    passage: Some(Passage::Server(
                        snowflake(row.old_guild_id)?,
                        snowflake(row.new_guild_id)?,
                    )),
                });
            }
        }
        moves.reverse();
        Ok(moves)
    }
}

//! Counts the licenses that a server sold.

use std::time::Duration;

use crate::domain::{GuildId, Product, Timestamp};
use crate::ledger::{LedgerError, SoldOnDay};

use super::Sqlite;
use super::load_sale::snowflake;

/// The milliseconds of a day, which begins at midnight UTC.
const DAY: Duration = Duration::from_hours(24);

impl Sqlite {
    pub(in crate::ledger) async fn sold_since(
        &self,
        guild: GuildId,
        since: Timestamp,
    ) -> Result<Vec<SoldOnDay>, LedgerError> {
        let (guild, since) = (guild.as_i64(), since.as_millis());
        let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
        let rows = sqlx::query!(
            r#"select requested_at / ?1 * ?1 as "day!: i64", line.product, staff_id,
                refunded_at is null and replaces_sale_id is null as "counts!: bool", count(*) as "licenses!: u32"
            from sale cross join line on line.sale_id = sale.id and line.state = 'assigned'
            where sale.guild_id = ?2 and requested_at >= ?3
            group by 1, 2, 3, 4"#,
            day,
            guild,
            since
        )
        .fetch_all(&self.browsing)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(SoldOnDay {
                    day: Timestamp::from_millis(row.day),
                    product: row.product.as_deref().and_then(Product::new),
                    staff: snowflake(row.staff_id)?,
                    counts: row.counts,
                    licenses: row.licenses,
                })
            })
            .collect()
    }

    pub(in crate::ledger) async fn first_sale_at(
        &self,
        guild: GuildId,
    ) -> Result<Option<Timestamp>, LedgerError> {
        let guild = guild.as_i64();
        let first = sqlx::query_scalar!(
            "select requested_at from sale where guild_id = ? order by id limit 1",
            guild
        )
        .fetch_optional(&self.browsing)
        .await?;
        Ok(first.map(Timestamp::from_millis))
    }
}

//! Reads sales for the list of sales.

use crate::domain::{BuyerId, GuildId, Product, SaleId, Timestamp};
use crate::ledger::{LedgerError, ListedSale, OwnedLicense};

use super::Sqlite;
use super::load_sale::{license, refund, snowflake};

impl Sqlite {
    pub(in crate::ledger) async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError> {
        Ok(self.of_numbers(&[sale.as_i64()]).await?.pop())
    }

    pub(in crate::ledger) async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError> {
        let guilds = sqlx::query_scalar!(
            r#"with recursive guild (id) as (select min(guild_id) from sale
                union all select (select min(guild_id) from sale where guild_id > guild.id) from guild
                    where guild.id is not null)
            select id as "id!: i64" from guild where id is not null"#
        )
        .fetch_all(&self.browsing)
        .await?;
        guilds.into_iter().map(snowflake).collect()
    }

    /// Returns sales by their numbers, newest first, with their licenses.
    pub(super) async fn of_numbers(&self, numbers: &[i64]) -> Result<Vec<ListedSale>, LedgerError> {
        let numbers = serde_json::json!(numbers).to_string();
        let rows = sqlx::query!(
            r#"select id as "id!", guild_id, requested_at, delivered_at, state, failure, staff_id, buyer_id, product,
                reference, note, replaces_sale_id, refunded_at, refunded_by, refund_reason,
                (select id from sale as later where later.replaces_sale_id = sale.id and later.state <> 'failed')
                    as "replaced_by: i64"
            from sale where id in (select value from json_each(?)) order by id desc"#,
            numbers
        )
        .fetch_all(&self.browsing)
        .await?;
        let lines = sqlx::query!(
            r#"select sale_id as "sale_id!", license_key, product, expires_at from line
            where sale_id in (select value from json_each(?)) and state not in ('wanted', 'released')
            order by sale_id desc, number"#,
            numbers
        )
        .fetch_all(&self.browsing)
        .await?;
        let mut lines = lines.into_iter().peekable();
        let mut sales = Vec::with_capacity(rows.len());
        for row in rows {
            let mut licenses = Vec::new();
            while let Some(line) = lines.next_if(|line| line.sale_id >= row.id) {
                licenses.push(license(&line.license_key, line.product.as_deref(), line.expires_at)?);
            }
            sales.push(ListedSale {
                sale: SaleId::new(row.id),
                guild: snowflake(row.guild_id)?,
                requested_at: Timestamp::from_millis(row.requested_at),
                delivered_at: row.delivered_at.map(Timestamp::from_millis),
                state: row.state.parse()?,
                failure: row.failure.as_deref().map(str::parse).transpose()?,
                staff: snowflake(row.staff_id)?,
                buyer: snowflake(row.buyer_id)?,
                product: row.product.as_deref().and_then(Product::new),
                reference: row.reference,
                note: row.note,
                replaces: row.replaces_sale_id.map(SaleId::new),
                replaced_by: row.replaced_by.map(SaleId::new),
                refund: refund(row.refunded_at, row.refunded_by, row.refund_reason)?,
                licenses,
            });
        }
        Ok(sales)
    }

    pub(in crate::ledger) async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError> {
        let (guild, buyer) = (guild.as_i64(), self.hasher.buyer(buyer).to_vec());
        let count = sqlx::query_scalar!(
            r#"select count(*) as "count!: u32" from line
            where guild_id = ? and buyer_hash = ? and state = 'assigned'"#,
            guild,
            buyer
        )
        .fetch_one(&self.browsing)
        .await?;
        let rows = sqlx::query!(
            // Skipped rows are read from the index only.
            r#"select sale.id as "id!", sale.requested_at, sale.state, sale.refunded_at, license_key,
                line.product, expires_at
            from (select sale_id as of_sale, number as at from line
                where guild_id = ? and buyer_hash = ? and state = 'assigned'
                order by sale_id desc, number limit ? offset ?)
                join line on line.sale_id = of_sale and line.number = at join sale on sale.id = of_sale
            order by line.sale_id desc, line.number"#,
            guild,
            buyer,
            limit,
            offset
        )
        .fetch_all(&self.browsing)
        .await?;
        let owned = rows
            .into_iter()
            .map(|row| {
                Ok(OwnedLicense {
                    sale: SaleId::new(row.id),
                    license: license(&row.license_key, row.product.as_deref(), row.expires_at)?,
                    sold_at: Timestamp::from_millis(row.requested_at),
                    state: row.state.parse()?,
                    is_refunded: row.refunded_at.is_some(),
                })
            })
            .collect::<Result<_, LedgerError>>()?;
        Ok((owned, count))
    }
}

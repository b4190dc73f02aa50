//! Sales as they are listed: what is asked for, and what is shown of each.

use crate::domain::{BuyerId, GuildId, License, Product, SaleId, SaleState, StaffId, Timestamp};

use super::record::{id, license, refund};
use super::{Ledger, LedgerError, Refund};

/// Which sales are meant; what is left out is not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleFilter {
    /// Made in this server.
    pub guild: GuildId,
    /// To this buyer.
    pub buyer: Option<BuyerId>,
    /// By this staff member.
    pub staff: Option<StaffId>,
    /// Of this product, asked for or sold.
    pub product: Option<Product>,
    /// In this state.
    pub state: Option<SaleState>,
    /// Asked for at this instant or later. A sale's number is taken to go with its time.
    pub since: Option<Timestamp>,
}

impl SaleFilter {
    /// Every sale of a server.
    #[must_use]
    pub fn of(guild: GuildId) -> Self {
        Self { guild, buyer: None, staff: None, product: None, state: None, since: None }
    }
}

/// A sale of the list.
#[derive(Debug, Clone)]
pub struct ListedSale {
    /// The sale.
    pub sale: SaleId,
    /// The server it was made in.
    pub guild: GuildId,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the buyer had the key.
    pub delivered_at: Option<Timestamp>,
    /// Where it stands.
    pub state: SaleState,
    /// Why it failed, as stored.
    pub failure: Option<String>,
    /// Who sold.
    pub staff: StaffId,
    /// Who bought.
    pub buyer: BuyerId,
    /// The product asked for, if one was.
    pub product: Option<Product>,
    /// The payment or ticket it belongs to.
    pub reference: Option<String>,
    /// Staff's note.
    pub note: Option<String>,
    /// The faulty sale it makes good.
    pub replaces: Option<SaleId>,
    /// The sale that makes this one good.
    pub replaced_by: Option<SaleId>,
    /// Whether it was refunded.
    pub refund: Option<Refund>,
    /// The licenses it holds, oldest first.
    pub licenses: Vec<License>,
}

impl ListedSale {
    /// The product sold, else the one asked for.
    #[must_use]
    pub fn sold_product(&self) -> Option<&Product> {
        self.licenses.iter().find_map(|license| license.product.as_ref()).or(self.product.as_ref())
    }
}

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its sales, newest first; fewer than asked for where those looked through held no more.
    pub sales: Vec<ListedSale>,
    /// Below which number to look further; `None` where nothing older can fit.
    pub older: Option<SaleId>,
}

impl Ledger {
    /// A sale by its number, as the list shows it.
    ///
    /// # Errors
    /// The database's.
    pub async fn listed(&self, sale: SaleId) -> Result<Option<ListedSale>, LedgerError> {
        Ok(self.of_numbers(&[sale.as_i64()]).await?.pop())
    }

    /// The servers that have sales.
    ///
    /// # Errors
    /// The database's.
    pub async fn guilds(&self) -> Result<Vec<GuildId>, LedgerError> {
        let guilds = sqlx::query_scalar!(
            r#"with recursive guild (id) as (select min(guild_id) from sale
                union all select (select min(guild_id) from sale where guild_id > guild.id) from guild
                    where guild.id is not null)
            select id as "id!: i64" from guild where id is not null"#
        )
        .fetch_all(&self.browsing)
        .await?;
        guilds.into_iter().map(id).collect()
    }

    /// Sales by their numbers, newest first, with what they hold.
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
            r#"select sale_id, license_key, product, expires_at from sale_license
            where sale_id in (select value from json_each(?)) and state not in ('wanted', 'released')
            order by sale_id desc, id"#,
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
                guild: id(row.guild_id)?,
                requested_at: Timestamp::from_millis(row.requested_at),
                delivered_at: row.delivered_at.map(Timestamp::from_millis),
                state: row.state.parse()?,
                failure: row.failure,
                staff: id(row.staff_id)?,
                buyer: id(row.buyer_id)?,
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
}

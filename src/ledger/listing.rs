//! Sales as they are listed: a line for each license, newest sale first.

use crate::domain::{BuyerId, GuildId, LicenseKey, Product, SaleId, SaleState, StaffId, Timestamp};

use super::record::{id, license};
use super::{Ledger, LedgerError};

/// Which sales are meant; what is left out is not asked for.
#[derive(Debug, Clone, Default)]
pub struct SaleFilter {
    /// Made in this server.
    pub guild: Option<GuildId>,
    /// To this buyer.
    pub buyer: Option<BuyerId>,
    /// By this staff member.
    pub staff: Option<StaffId>,
    /// Of this product, asked for or sold.
    pub product: Option<Product>,
    /// In this state.
    pub state: Option<SaleState>,
    /// Asked for at this instant or later.
    pub since: Option<Timestamp>,
}

/// A line of the list.
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
    /// The product sold, else the one asked for.
    pub product: Option<String>,
    /// The license it holds.
    pub key: Option<LicenseKey>,
    /// When the license ends.
    pub expires_at: Option<Timestamp>,
    /// Staff's note.
    pub note: Option<String>,
}

impl Ledger {
    /// The newest sales that fit, `limit` lines at most.
    ///
    /// # Errors
    /// The database's.
    pub async fn listed(&self, filter: &SaleFilter, limit: u32) -> Result<Vec<ListedSale>, LedgerError> {
        let (guild, buyer, staff) = (
            filter.guild.map(GuildId::as_i64),
            filter.buyer.map(BuyerId::as_i64),
            filter.staff.map(StaffId::as_i64),
        );
        let product = filter.product.as_ref().map(Product::as_str);
        let state = filter.state.map(SaleState::as_str);
        let since = filter.since.map(Timestamp::as_millis);
        let rows = sqlx::query!(
            r#"select sale.id as "id!", sale.guild_id, requested_at, delivered_at, sale.state, failure, staff_id,
                buyer_id, coalesce(line.product, sale.product) as "product: String",
                line.license_key as "license_key?", line.expires_at, note
            from sale left join sale_license as line
                on line.sale_id = sale.id and line.state not in ('wanted', 'released')
            where (?1 is null or sale.guild_id = ?1) and (?2 is null or buyer_id = ?2)
                and (?3 is null or staff_id = ?3) and (?4 is null or coalesce(line.product, sale.product) = ?4)
                and (?5 is null or sale.state = ?5) and (?6 is null or requested_at >= ?6)
            order by sale.id desc, line.id limit ?7"#,
            guild,
            buyer,
            staff,
            product,
            state,
            since,
            limit
        )
        .fetch_all(&self.browsing)
        .await?;
        rows.into_iter()
            .map(|row| {
                let key = row.license_key.as_deref().map(|key| license(key, None, None)).transpose()?;
                Ok(ListedSale {
                    sale: SaleId::new(row.id),
                    guild: id(row.guild_id)?,
                    requested_at: Timestamp::from_millis(row.requested_at),
                    delivered_at: row.delivered_at.map(Timestamp::from_millis),
                    state: row.state.parse()?,
                    failure: row.failure,
                    staff: id(row.staff_id)?,
                    buyer: id(row.buyer_id)?,
                    product: row.product,
                    key: key.map(|license| license.key),
                    expires_at: row.expires_at.map(Timestamp::from_millis),
                    note: row.note,
                })
            })
            .collect()
    }
}

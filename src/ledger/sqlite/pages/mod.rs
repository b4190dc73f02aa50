//! Finds the pages of the list of sales: the sales that pass a filter, newest first.
//!
//! A page costs about the same however large the ledger is. [`index`] chooses the one index that a page
//! reads. If too few of its entries meet the other conditions, the page says where the search continues.

mod index;
mod page_filter;
#[cfg(test)]
mod tests;

use crate::domain::{Product, SaleId, SaleState, StaffId, Timestamp};
use crate::ledger::{LedgerError, Page, SaleFilter};

use super::Sqlite;
use page_filter::Sought;

impl Sqlite {
    pub(in crate::ledger) async fn page(
        &self,
        filter: &SaleFilter,
        before: Option<SaleId>,
        most: u32,
    ) -> Result<Page, LedgerError> {
        let sought = self.sought(filter);
        let before = before.map_or(i64::MAX, SaleId::as_i64);
        let Some(oldest) = self.oldest_since(&sought).await? else { return Ok(Page::default()) };
        let (index, floor) = self.furthest(&sought, before).await?;
        let after = floor.max(oldest);
        let limit = i64::from(most) + 1;
        let mut sales = self.found(&sought, index, (after, before), limit).await?;
        let older = if sales.len() > most as usize {
            sales.truncate(most as usize);
            sales.last().copied()
        } else {
            Some(after).filter(|after| *after > oldest)
        };
        Ok(Page { sales: self.of_numbers(&sales).await?, older: older.map(SaleId::new) })
    }

    fn sought<'a>(&self, filter: &'a SaleFilter) -> Sought<'a> {
        Sought {
            guild: filter.guild.as_i64(),
            buyer: filter.buyer.map(|buyer| self.hasher.buyer(buyer).to_vec()),
            staff: filter.staff.map(StaffId::as_i64),
            product: filter.product.as_ref().map(Product::as_str),
            state: filter.state.map(SaleState::as_str),
            since: filter.since.map(Timestamp::as_millis),
        }
    }

    /// Returns the first sale number that `since` allows, or `None` if it allows none.
    async fn oldest_since(&self, sought: &Sought<'_>) -> Result<Option<i64>, LedgerError> {
        let Some(since) = sought.since else { return Ok(Some(0)) };
        let oldest = sqlx::query_scalar!(
            r#"select id as "id!" from sale where guild_id = ? and requested_at >= ?
            order by requested_at, id limit 1"#,
            sought.guild,
            since
        )
        .fetch_optional(&self.browsing)
        .await?;
        Ok(oldest)
    }
}

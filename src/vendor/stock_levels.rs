//! Counts the licenses of an account by product and state.
//!
//! Invariant: triggers keep the counts, so that no license is read for them but those that expire today.

use super::store::{Store, StoreError};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A product with the number of its licenses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StockLevel {
    pub(super) product: String,
    /// The licenses in stock that have not expired.
    pub(super) available: i64,
    pub(super) expired: i64,
    pub(super) assigned: i64,
    pub(super) withdrawn: i64,
}

impl Store {
    /// Returns the stock of an account by product, beginning after the product `after`.
    pub(super) async fn stock_levels(
        &self,
        account: i64,
        after: &str,
        most: i64,
    ) -> Result<Vec<StockLevel>, StoreError> {
        let now = self.clock.now().as_millis();
        let today = now.div_euclid(DAY);
        let rows = sqlx::query!(
            r#"select product, sum(iif(state = 'in_stock', licenses, 0)) as "in_stock!: i64",
                sum(iif(state = 'in_stock' and expires_day < ?3, licenses, 0)) as "expired!: i64",
                sum(iif(state = 'assigned', licenses, 0)) as "assigned!: i64",
                sum(iif(state = 'withdrawn', licenses, 0)) as "withdrawn!: i64"
            from vendor_stock_count where account_id = ?1 and product > ?2
            group by product having sum(licenses) > 0 order by product limit ?4"#,
            account,
            after,
            today,
            most
        )
        .fetch_all(&self.readers)
        .await?;
        // The counts know only the day of expiration. The licenses that have expired today are few.
        let begin = today * DAY;
        let today = sqlx::query!(
            r#"select product, count(*) as "licenses!: i64" from vendor_license
            where account_id = ?1 and slot is not null
                and coalesce(expiration, 9223372036854775807) between ?2 and ?3 group by product"#,
            account,
            begin,
            now
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let more =
                    today.iter().find(|more| more.product == row.product).map_or(0, |more| more.licenses);
                let expired = row.expired + more;
                StockLevel {
                    product: row.product,
                    available: row.in_stock - expired,
                    expired,
                    assigned: row.assigned,
                    withdrawn: row.withdrawn,
                }
            })
            .collect())
    }
}

//! Lists the licenses that the ledger knows, for comparison with the vendor's stock.

use crate::domain::SaleId;
use crate::ledger::{CorruptRow, LedgerError, StockAudit, StockHash};

use super::Sqlite;
use super::load_sale::license;

impl Sqlite {
    pub(in crate::ledger) async fn stock_audit(&self) -> Result<StockAudit, LedgerError> {
        let sold = sqlx::query!(
            r#"select sale_id as "sale_id!", license_key from line where state = 'assigned' order by sale_id, number"#
        )
        .fetch_all(&self.browsing)
        .await?;
        let quarantined = sqlx::query!(
            r#"select sale_id as "sale_id!", license_key from line indexed by line_to_look_at
            where state = 'quarantined' order by sale_id, number"#
        )
        .fetch_all(&self.browsing)
        .await?;
        let open = sqlx::query_scalar!(
            r#"select id as "id!" from sale
            where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'held', 'assigned')
            order by id"#
        )
        .fetch_all(&self.browsing)
        .await?;
        let seen = sqlx::query_scalar!(
            "select key_hash from seen where not exists (select 1 from line
                where line.key_hash = seen.key_hash and state not in ('wanted', 'released'))"
        )
        .fetch_all(&self.browsing)
        .await?;
        let key = |sale: i64, key: &str| Ok((SaleId::new(sale), license(key, None, None)?.key));
        Ok(StockAudit {
            sold: sold
                .iter()
                .map(|row| key(row.sale_id, &row.license_key))
                .collect::<Result<_, LedgerError>>()?,
            quarantined: quarantined
                .iter()
                .map(|row| key(row.sale_id, &row.license_key))
                .collect::<Result<_, LedgerError>>()?,
            open: open.into_iter().map(SaleId::new).collect(),
            seen_and_not_sold: seen
                .into_iter()
                .map(|hash| {
                    let hash = hash.try_into().map_err(|_| CorruptRow::StockHash)?;
                    Ok(StockHash::new(hash))
                })
                .collect::<Result<_, LedgerError>>()?,
        })
    }
}

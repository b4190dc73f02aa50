//! What the ledger says of licenses, to be held against what the vendor says.

use crate::domain::{KeyHash, LicenseKey, SaleId};

use super::record::license;
use super::{Ledger, LedgerError};

/// The ledger's side of the books.
#[derive(Debug, Default)]
pub struct Books {
    /// The licenses that are a buyer's, by their sales.
    pub sold: Vec<(SaleId, LicenseKey)>,
    /// The sales that are not over: being made, in doubt, or held for staff.
    pub open: Vec<SaleId>,
    /// Licenses that were asked for, are not known to be assigned, and are not sold again for now, by
    /// their sales.
    pub quarantined: Vec<(SaleId, LicenseKey)>,
    /// Licenses once seen in stock that no sale holds.
    pub seen_and_not_sold: Vec<KeyHash>,
}

impl Ledger {
    /// Reads the books.
    ///
    /// # Errors
    /// The database's.
    pub async fn books(&self) -> Result<Books, LedgerError> {
        let sold = sqlx::query!(
            "select sale_id, license_key from sale_license where state = 'assigned' order by id"
        )
        .fetch_all(&self.browsing)
        .await?;
        let quarantined = sqlx::query!(
            "select sale_id, license_key from sale_license indexed by license_to_look_at
            where state = 'quarantined' order by id"
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
            "select key_hash from seen_license where guild_id = 0 and not exists (select 1 from sale_license
                where key_hash = seen_license.key_hash and state not in ('wanted', 'released'))"
        )
        .fetch_all(&self.browsing)
        .await?;
        let key = |sale: i64, key: &str| Ok((SaleId::new(sale), license(key, None, None)?.key));
        Ok(Books {
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
                    KeyHash::try_from(hash.as_slice()).map_err(|()| LedgerError::Corrupt("a hash".to_owned()))
                })
                .collect::<Result<_, _>>()?,
        })
    }
}

//! The licenses that may return to the stock after a restore.
//!
//! Invariant: a license returns only after it was listed in several looks in a row, which together last long
//! enough. A look that does not list it begins anew.

use std::time::Duration;

use crate::domain::{Durability, Timestamp};
use crate::ledger::{CorruptRow, LedgerError, StockHash};

use super::Sqlite;
use super::batch::{Batch, SqlValue, values};

/// The number of looks in a row that have to list a license.
const ENOUGH_LOOKS: i64 = 4;
/// The time between the first of these looks and the last.
const LONG_ENOUGH: Duration = Duration::from_mins(15);

pub(super) const LOOKED: &str = "with listed as materialized (select unhex(value) as key_hash from json_each(?)) \
    update unattributed indexed by unattributed_may_return \
    set looks = iif(key_hash in (select key_hash from listed), looks + 1, 0), \
        listed_since = iif(key_hash in (select key_hash from listed), coalesce(listed_since, ?), null) \
    where may_return = 1 and (looks > 0 or key_hash in (select key_hash from listed))";
pub(super) const RETURN: &str = "delete from unattributed where key_hash in (select key_hash \
    from unattributed indexed by unattributed_may_return \
    where may_return = 1 and looks >= ? and listed_since <= ?)";
const RETURNED: &str = "select changes()";

impl Sqlite {
    /// Lists the licenses that may return to the stock.
    pub(in crate::ledger) async fn may_return(&self) -> Result<Vec<StockHash>, LedgerError> {
        let hashes = sqlx::query_scalar!(
            "select key_hash from unattributed indexed by unattributed_may_return where may_return = 1"
        )
        .fetch_all(&mut *self.reader.lock().await?)
        .await?;
        let parsed = hashes.into_iter().map(|hash| hash.try_into().map(StockHash::new));
        parsed.map(|hash| hash.map_err(|_| CorruptRow::StockHash.into())).collect()
    }

    /// Records a look at the vendor's list: of the licenses that may return, it lists these. Returns how many
    /// are in stock again.
    pub(in crate::ledger) async fn looked_for_returns(
        &self,
        listed: &[StockHash],
        at: Timestamp,
    ) -> Result<i64, LedgerError> {
        let listed: Vec<String> = listed.iter().map(|hash| hex::encode(hash.as_bytes())).collect();
        let listed = serde_json::json!(listed).to_string();
        // A look that a power loss takes back delays the return.
        let mut batch = Batch::of(Durability::Lazy, LOOKED, values![listed, at.as_millis()]);
        batch.push(RETURN, values![ENOUGH_LOOKS, at.before(LONG_ENOUGH).as_millis()]);
        batch.push(RETURNED, []);
        let rows = self.writer.write(batch).await?;
        Ok(match rows.first().and_then(|row| row.first()) {
            Some(SqlValue::Integer(count)) => *count,
            _ => 0,
        })
    }
}

//! Stores the stock as hashes: which licenses were seen or revealed to staff, and which may be drawn.

use crate::domain::{Durability, GuildId, KeyHash, SaleId, StaffId, Timestamp};
use crate::ledger::{LedgerError, StockHash};

use super::Sqlite;
use super::batch::{Batch, values};

/// The number of hashes recorded in one batch. It is small enough not to delay a sale.
const CHUNK: usize = 500;

pub(super) const SHOWN: &str = "insert into seen (key_hash, first_seen_at, last_seen_at, shown_at, shown_by) \
    values (?, ?, ?, ?, ?) on conflict do update set last_seen_at = excluded.last_seen_at, \
    shown_at = excluded.shown_at, shown_by = excluded.shown_by";
pub(super) const SEEN: &str = "insert into seen (key_hash, first_seen_at, last_seen_at) \
    select unhex(value), ?, ? from json_each(?) where true \
    on conflict do update set last_seen_at = excluded.last_seen_at";
pub(super) const REVEAL: &str =
    "insert into reveal (guild_id, at, staff_id, sale_id, key_hash) values (?, ?, ?, ?, ?)";

impl Sqlite {
    pub(in crate::ledger) fn is_free(
        &self,
        key: &KeyHash,
        staff: StaffId,
        shown_since: Timestamp,
    ) -> Result<bool, LedgerError> {
        self.draw_check.is_free(&self.hasher.license(key), staff, shown_since)
    }

    /// Finds the live sale that holds a license.
    pub(in crate::ledger) async fn holder_of(&self, key: &KeyHash) -> Result<Option<SaleId>, LedgerError> {
        let hash = self.hasher.license(key).to_vec();
        let sale = sqlx::query_scalar!(
            r#"select sale_id as "sale_id!" from line where key_hash = ? and state not in ('wanted', 'released')"#,
            hash
        )
        .fetch_optional(&mut *self.reader.lock().await?)
        .await?;
        Ok(sale.map(SaleId::new))
    }

    /// Reserves a license for the staff member who fetched it. The write is lazy. If it is lost, the
    /// worst result is that the license is offered or sold to somebody else.
    pub(in crate::ledger) async fn fetched(
        &self,
        key: &KeyHash,
        staff: StaffId,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (hash, by, now) = (self.hasher.license(key), staff.as_i64(), now.as_millis());
        let batch = Batch::of(Durability::Lazy, SHOWN, values![hash, now, now, now, by]);
        self.writer.write(batch).await.map(drop)
    }

    /// Records in append-only rows that keys are shown to staff. Reserves a license without a sale for
    /// the staff member for a while.
    pub(in crate::ledger) async fn revealed(
        &self,
        guild: GuildId,
        keys: &[KeyHash],
        sale: Option<SaleId>,
        staff: StaffId,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (guild, by, now) = (guild.as_i64(), staff.as_i64(), now.as_millis());
        let mut batch = Batch::new(Durability::Synced);
        for key in keys {
            let hash = self.hasher.license(key);
            batch.push(REVEAL, values![guild, now, by, sale.map(SaleId::as_i64), hash]);
            if sale.is_none() {
                batch.push(SHOWN, values![hash, now, now, now, by]);
            }
        }
        self.writer.write(batch).await.map(drop)
    }

    pub(in crate::ledger) fn stock_hash(&self, key: &KeyHash) -> StockHash {
        StockHash::new(self.hasher.license(key))
    }

    pub(in crate::ledger) async fn seen(&self, keys: &[KeyHash], at: Timestamp) -> Result<(), LedgerError> {
        let at = at.as_millis();
        for chunk in keys.chunks(CHUNK) {
            let hashes: Vec<String> = chunk.iter().map(|key| hex::encode(self.hasher.license(key))).collect();
            let hashes = serde_json::json!(hashes).to_string();
            self.writer.write(Batch::of(Durability::Lazy, SEEN, values![at, at, hashes])).await?;
        }
        Ok(())
    }
}

//! Records what the comparison with the vendor's stock found after a restore.
//!
//! Invariant: the licenses that are found and the end of the comparison are one synced write.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use sqlx::SqliteConnection;

use crate::domain::{Durability, KeyHash, Timestamp};
use crate::ledger::LedgerError;

use super::Sqlite;
use super::batch::{Batch, SqlValue, values};

/// Notes every license that was seen in stock or released, that no live sale holds, and that is not in the
/// list.
const UNATTRIBUTED: &str = "insert into unattributed (key_hash, noted_at) \
    select key_hash, ? from (select key_hash from seen \
        union select key_hash from line where state in ('wanted', 'released')) as known \
    where key_hash not in (select unhex(value) from json_each(?)) \
    and not exists (select 1 from line as live \
        where live.key_hash = known.key_hash and live.state not in ('wanted', 'released')) \
    on conflict do nothing";
/// A license of no live sale, in a ledger that was restored. It need not be unattributed: one that came into
/// stock after the backup was never seen by this ledger.
const MAY_BE_LOST: &str = "select exists (select 1 from restore) and not exists (select 1 from line \
    where key_hash = ? and state not in ('wanted', 'released'))";
const RECONCILED: &str = "update restore set reconciled_at = ? where reconciled_at is null";
const COUNT: &str = "select count(*) from unattributed where not exists (select 1 from line \
    where line.key_hash = unattributed.key_hash and state not in ('wanted', 'released'))";

impl Sqlite {
    /// Returns true unless a restore is not reconciled yet.
    pub(in crate::ledger) fn is_reconciled(&self) -> bool {
        self.reconciled.load(Ordering::Acquire)
    }

    /// Records the licenses that are in stock after a restore. Returns how many are unattributed.
    pub(in crate::ledger) async fn reconcile(
        &self,
        in_stock: Vec<KeyHash>,
        now: Timestamp,
    ) -> Result<i64, LedgerError> {
        let hasher = self.hasher.clone();
        let listing = tokio::task::spawn_blocking(move || {
            let encoded: Vec<String> = in_stock.iter().map(|key| hex::encode(hasher.license(key))).collect();
            serde_json::json!(encoded).to_string()
        });
        let listing = listing.await.map_err(|_| LedgerError::Closed)?;
        let now = now.as_millis();
        let mut batch = Batch::of(Durability::Synced, UNATTRIBUTED, values![now, listing]);
        batch.push(RECONCILED, values![now]);
        batch.push(COUNT, []);
        let reconciled = Arc::clone(&self.reconciled);
        let batch = batch.on_commit(Box::new(move || reconciled.store(true, Ordering::Release)));
        let rows = self.writer.write(batch).await?;
        Ok(match rows.first().and_then(|row| row.first()) {
            Some(SqlValue::Integer(count)) => *count,
            _ => 0,
        })
    }

    /// Returns true if a license may have been sold by a lost process, and is in no sale.
    pub(in crate::ledger) async fn is_unattributed(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        let hash = self.hasher.license(key).to_vec();
        Ok(sqlx::query_scalar!(
            r#"select exists (select 1 from unattributed where key_hash = ?1) and not exists (select 1 from line
                where key_hash = ?1 and state not in ('wanted', 'released')) as "is_unattributed!: bool""#,
            hash
        )
        .fetch_one(&mut *self.reader.lock().await?)
        .await?)
    }

    /// Returns true if a license is in no live sale, and a restore may have lost its sale.
    pub(in crate::ledger) async fn may_be_lost(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        let hash = self.hasher.license(key).to_vec();
        Ok(sqlx::query_scalar(MAY_BE_LOST).bind(hash).fetch_one(&mut *self.reader.lock().await?).await?)
    }

    /// Counts the unattributed licenses.
    pub(in crate::ledger) async fn unattributed(&self) -> Result<i64, LedgerError> {
        Ok(sqlx::query_scalar(COUNT).fetch_one(&mut *self.reader.lock().await?).await?)
    }
}

/// Reads whether every restore is reconciled.
pub(super) async fn read(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let pending = sqlx::query_scalar!(
        r#"select exists (select 1 from restore where reconciled_at is null) as "pending!: bool""#
    );
    Ok(!pending.fetch_one(connection).await?)
}

//! Records what the comparison with the vendor's stock found after a restore.
//!
//! Invariant: the licenses that are found and the end of the comparison are one synced write.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use sqlx::SqliteConnection;

use crate::domain::{Durability, KeyHash, Timestamp};
use crate::ledger::{LedgerError, Unattributed};

use super::Sqlite;
use super::batch::{Batch, SqlValue, values};

/// Notes every license that was seen in stock or released, that no live sale holds, and that is not in the
/// list. It may return if the list is known to be doubtful, or if it lacks more than half of these licenses. A
/// later comparison with a list that is not doubtful keeps it for good.
const UNATTRIBUTED: &str = "with listed as materialized (select unhex(value) as key_hash from json_each(?)), \
    known as materialized (select key_hash from (select key_hash from seen \
            union select key_hash from line where state in ('wanted', 'released')) as known \
        where not exists (select 1 from line as live \
            where live.key_hash = known.key_hash and live.state not in ('wanted', 'released'))), \
    gone as materialized (select key_hash from known where key_hash not in (select key_hash from listed)) \
    insert into unattributed (key_hash, noted_at, may_return) \
    select key_hash, ?, ? or 2 * (select count(*) from gone) > (select count(*) from known) from gone where true \
    on conflict do update set may_return = min(may_return, excluded.may_return)";
/// Begins the looks anew: those in the backup may precede a sale that is lost.
pub(super) const LOOK_ANEW: &str = "update unattributed indexed by unattributed_may_return \
    set listed_since = null, looks = 0 where may_return = 1";
/// A license of no live sale, in a ledger that was restored. It need not be unattributed: one that came into
/// stock after the backup was never seen by this ledger.
const MAY_BE_LOST: &str = "select exists (select 1 from restore) and not exists (select 1 from line \
    where key_hash = ? and state not in ('wanted', 'released'))";
const RECONCILED: &str = "update restore set reconciled_at = ? where reconciled_at is null";
const COUNT: &str = "select count(*), coalesce(sum(may_return), 0) from unattributed where not exists (select 1 from line \
    where line.key_hash = unattributed.key_hash and state not in ('wanted', 'released'))";

impl Sqlite {
    /// Returns true unless a restore is not reconciled yet.
    pub(in crate::ledger) fn is_reconciled(&self) -> bool {
        self.reconciled.load(Ordering::Acquire)
    }

    /// Records the licenses that are in stock after a restore. `is_doubtful` tells that the list cannot show
    /// what has left the stock.
    pub(in crate::ledger) async fn reconcile(
        &self,
        in_stock: Vec<KeyHash>,
        is_doubtful: bool,
        now: Timestamp,
    ) -> Result<Unattributed, LedgerError> {
        let hasher = self.hasher.clone();
        let listing = tokio::task::spawn_blocking(move || {
            let encoded: Vec<String> = in_stock.iter().map(|key| hex::encode(hasher.license(key))).collect();
            serde_json::json!(encoded).to_string()
        });
        let listing = listing.await.map_err(|_| LedgerError::Closed)?;
        let now = now.as_millis();
        let mut batch = Batch::of(Durability::Synced, UNATTRIBUTED, values![listing, now, is_doubtful]);
        batch.push(LOOK_ANEW, []);
        batch.push(RECONCILED, values![now]);
        batch.push(COUNT, []);
        let reconciled = Arc::clone(&self.reconciled);
        let batch = batch.on_commit(Box::new(move || reconciled.store(true, Ordering::Release)));
        let rows = self.writer.write(batch).await?;
        Ok(match rows.first().map(Vec::as_slice) {
            Some([SqlValue::Integer(all), SqlValue::Integer(may_return)]) => {
                Unattributed { all: *all, may_return: *may_return }
            }
            _ => Unattributed::default(),
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
    pub(in crate::ledger) async fn unattributed(&self) -> Result<Unattributed, LedgerError> {
        let count = sqlx::query_as::<_, (i64, i64)>(COUNT);
        let (all, may_return) = count.fetch_one(&mut *self.reader.lock().await?).await?;
        Ok(Unattributed { all, may_return })
    }
}

/// Reads whether every restore is reconciled.
pub(super) async fn read(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let pending = sqlx::query_scalar!(
        r#"select exists (select 1 from restore where reconciled_at is null) as "pending!: bool""#
    );
    Ok(!pending.fetch_one(connection).await?)
}

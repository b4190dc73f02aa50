//! Prepares the copy of a backup: what the lost process may have done must not be done again.

use std::path::Path;

use sqlx::{ConnectOptions, Connection};

use crate::domain::{Durability, SaleId, Timestamp};
use crate::ledger::{Engine, LedgerError, RestoreError, SaleStore};

use super::super::Sqlite;
use super::super::batch::{Batch, values};
use super::super::files::begins_as_database;
use super::super::migrate::{self, BackupFirst};
use super::super::read_only::Look;
use super::lost_licenses::{LostLicenses, lost_licenses};

/// The number of sale numbers that are skipped if the old ledger cannot tell which were given. Far more than
/// a shop sells between two backups.
const SKIPPED_NUMBERS: i64 = 10_000;

pub(in crate::ledger::sqlite) const RECORD: &str =
    "insert into restore (restored_at, newest_change_at) values (?, ?)";
/// Notes lost licenses that no sale of the backup holds. What the backup says of their return does not hold for
/// one that was sold later.
pub(in crate::ledger::sqlite) const LOST: &str = "insert into unattributed (key_hash, noted_at, may_return) \
    select unhex(value), ?, ? from json_each(?) where not exists (select 1 from line \
        where key_hash = unhex(value) and state not in ('wanted', 'released')) \
    on conflict do update set may_return = min(may_return, excluded.may_return)";
pub(in crate::ledger::sqlite) const NEW_ID: &str = "update ledger set id = randomblob(16)";
pub(in crate::ledger::sqlite) const NO_SEQUENCE: &str = "insert into sqlite_sequence (name, seq) \
    select 'sale', 0 where not exists (select 1 from sqlite_sequence where name = 'sale')";
pub(in crate::ledger::sqlite) const SEQUENCE: &str = "update sqlite_sequence set seq = ? where name = 'sale'";

/// The result of the preparation.
pub(super) struct Prepared {
    /// The number of sales that were unfinished in the backup.
    pub(super) unfinished: usize,
    /// The instant of the newest change.
    pub(super) newest_change: Option<Timestamp>,
    /// The number of the next sale.
    pub(super) next_sale: i64,
}

/// The identity of a ledger and the last number that it gave to a sale.
#[derive(Debug, Default, PartialEq, Eq)]
struct Numbers {
    id: Option<Vec<u8>>,
    last: i64,
}

/// Prepares the copy. It is a complete ledger in one file afterwards.
pub(super) async fn prepared(
    copy: &Path,
    old: &Path,
    backup: &Path,
    now: Timestamp,
) -> Result<Prepared, RestoreError> {
    refuse_unknown_version(copy, backup).await?;
    let last = last_number(&numbers(copy).await.unwrap_or_default(), numbers(old).await.as_ref());
    let ledger = Sqlite::open_locked(copy, None, BackupFirst::No).await?;
    let prepared = changed(&ledger, old, last, now).await;
    ledger.close().await;
    Ok(prepared?)
}

/// Refuses a backup that a newer program made. The message names the backup instead of the copy.
async fn refuse_unknown_version(copy: &Path, backup: &Path) -> Result<(), RestoreError> {
    let mut connection =
        Look::at(copy).options(copy).connect().await.map_err(crate::ledger::OpenError::from)?;
    let known = migrate::versions(&mut connection, backup).await;
    connection.close().await.map_err(crate::ledger::OpenError::from)?;
    known?;
    Ok(())
}

async fn changed(ledger: &Sqlite, old: &Path, last: i64, now: Timestamp) -> Result<Prepared, LedgerError> {
    let newest: Option<i64> = sqlx::query_scalar("select max(updated_at) from sale")
        .fetch_one(&mut *ledger.reader.lock().await?)
        .await?;
    let mut unfinished = 0;
    for sale in unfinished_sales(ledger).await? {
        let sale = ledger.sale(sale).await?;
        if sale.is_ended_by_restore() {
            ledger.commit(sale.restored(now)?).await?;
            unfinished += 1;
        }
    }
    let hash_key: Vec<u8> = sqlx::query_scalar("select hash_key from ledger")
        .fetch_one(&mut *ledger.reader.lock().await?)
        .await?;
    let LostLicenses { kept, may_return } = lost_licenses(old, &hash_key).await;
    let mut batch = Batch::of(Durability::Synced, RECORD, values![now.as_millis(), newest]);
    for (licenses, may_return) in [(kept, false), (may_return, true)] {
        let licenses = serde_json::Value::from(licenses).to_string();
        batch.push(LOST, values![now.as_millis(), may_return, licenses]);
    }
    batch.push(NEW_ID, []);
    batch.push(NO_SEQUENCE, []);
    batch.push(SEQUENCE, values![last]);
    ledger.writer.write(batch).await?;
    let newest_change = newest.map(Timestamp::from_millis);
    Ok(Prepared { unfinished, newest_change, next_sale: last + 1 })
}

/// Lists the sales that may still ask for a license.
async fn unfinished_sales(ledger: &Sqlite) -> Result<Vec<SaleId>, LedgerError> {
    let sales = sqlx::query_scalar!(
        r#"select id as "id!" from sale indexed by sale_unfinished
        where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned')
        union all select id from sale indexed by sale_held where state = 'held' order by 1"#
    )
    .fetch_all(&mut *ledger.reader.lock().await?)
    .await?;
    Ok(sales.into_iter().map(SaleId::new).collect())
}

/// Returns the number after which sales are numbered. The old ledger tells it if it is the one that the
/// backup was made of. Otherwise the numbers that people may have been told are skipped.
fn last_number(backup: &Numbers, old: Option<&Numbers>) -> i64 {
    match old {
        // An old ledger with fewer sales than its backup was set back, such as with the snapshot of a disk.
        Some(old) if old.id.is_some() && old.id == backup.id && old.last >= backup.last => old.last,
        Some(old) => backup.last.max(old.last) + SKIPPED_NUMBERS,
        None => backup.last + SKIPPED_NUMBERS,
    }
}

/// Reads the numbers of a ledger of any version, or `None` if it cannot be read.
async fn numbers(path: &Path) -> Option<Numbers> {
    if !begins_as_database(path) {
        return None;
    }
    let look = Look::at(path);
    let read = async {
        let mut connection = look.options(path).connect().await?;
        let last = sqlx::query_scalar("select seq from sqlite_sequence where name = 'sale'")
            .fetch_optional(&mut connection)
            .await?;
        // Early versions have no table `ledger`.
        let id = sqlx::query_scalar("select id from ledger").fetch_optional(&mut connection).await;
        connection.close().await?;
        Ok::<_, sqlx::Error>(Numbers { id: id.ok().flatten(), last: last.unwrap_or(0) })
    };
    let read = read.await;
    look.tidy().await;
    match read {
        Ok(numbers) => Some(numbers),
        Err(error) => {
            tracing::warn!(%error, "the old ledger cannot be read; sale numbers are skipped");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_the_lost_process_may_have_given_are_not_given_again() {
        let of = |id: u8, last| Numbers { id: Some(vec![id]), last };
        assert_eq!(last_number(&of(1, 40), Some(&of(1, 47))), 47);
        assert_eq!(last_number(&of(1, 40), Some(&of(1, 40))), 40);
        assert_eq!(last_number(&of(1, 40), None), 40 + SKIPPED_NUMBERS);
        assert_eq!(last_number(&of(1, 40), Some(&of(1, 39))), 40 + SKIPPED_NUMBERS);
        // A bot that was started with a lost disk has begun a new ledger.
        assert_eq!(last_number(&of(1, 40), Some(&of(2, 3))), 40 + SKIPPED_NUMBERS);
        let unnamed = Numbers { id: None, last: 50 };
        assert_eq!(last_number(&Numbers { id: None, last: 40 }, Some(&unnamed)), 50 + SKIPPED_NUMBERS);
    }
}

//! Migrates the ledger of any earlier version to this version. Migrations only go forward.
//!
//! The program computes the keyed hashes itself, because SQLite has no such function.

use std::path::{Path, PathBuf};

use serde_json::json;
use sqlx::migrate::Migrator;
use sqlx::{Connection, SqliteConnection};

use crate::domain::{BuyerId, Clock, KeyHash, LicenseKey, SystemClock};

use super::backup;
use super::disk_space::{self, Shortage};
use super::hashes::{HashKey, Hasher};
use super::version::version;
use crate::ledger::OpenError;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/ledger");

/// The number of free bytes required for each byte of a ledger that is migrated. One is for the backup. The
/// migration copies the tables into the log, and the log into the file.
const SPACE_PER_BYTE: u64 = 4;
const CHECKPOINT: &str = "pragma wal_checkpoint(truncate)";
/// The number of rows hashed in one statement.
const CHUNK: i64 = 500;

/// The id of a ledger, and the hasher with its key.
pub(super) struct Identity {
    pub(super) id: [u8; 16],
    pub(super) hasher: Hasher,
}

/// The choice to back up a ledger of an earlier version before its migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BackupFirst {
    /// The backup is made beside the ledger.
    Yes,
    /// The file is a copy of a backup.
    No,
}

/// Migrates a ledger, or creates the tables of a new one. A ledger with data is backed up first.
pub(super) async fn bring_up_to_date(
    connection: &mut SqliteConnection,
    path: &Path,
    backup_first: BackupFirst,
) -> Result<Identity, OpenError> {
    let (found, known) = versions(connection, path).await?;
    let mut copy = None;
    if found > 0 && found < known {
        check_space(path)?;
        if backup_first == BackupFirst::Yes {
            copy = Some(backed_up(path, known).await?);
        }
    }
    if found < known || !is_hashed(&mut *connection).await? {
        let upgraded = upgrade(connection, found).await;
        if let (Err(_), Some(copy)) = (&upgraded, &copy)
            && version(connection).await.is_ok_and(|now| now == found)
        {
            // Nothing was changed. A start that fails again and again would fill the disk with copies.
            let _ = std::fs::remove_file(copy);
        }
        upgraded?;
    }
    // No migration is left to run. This call compares the earlier ones with those of this version.
    MIGRATIONS.run(&mut *connection).await?;
    identity(connection, path).await
}

/// Backs up a ledger beside it, before its tables are changed.
async fn backed_up(path: &Path, known: i64) -> Result<PathBuf, OpenError> {
    let target = backup::before_upgrade(path, known, SystemClock.now());
    let copied = backup::copy_to(path, &target).await.map_err(|error| OpenError::Backup(Box::new(error)))?;
    tracing::info!("the ledger is upgraded to version {known}; a backup is {}", copied.path.display());
    Ok(copied.path)
}

/// Returns the version of the ledger's tables, and the newest version that this program knows.
///
/// # Errors
/// Returns [`OpenError::Newer`] if this program does not know the version.
pub(super) async fn versions(
    connection: &mut SqliteConnection,
    path: &Path,
) -> Result<(i64, i64), OpenError> {
    let (found, known) = (version(connection).await?, newest());
    if found > known {
        return Err(OpenError::Newer { path: path.to_owned(), found, known });
    }
    Ok((found, known))
}

/// Runs the migrations and computes the hashes. Each of these leaves whole tables in the log, so the
/// log is emptied afterwards.
async fn upgrade(connection: &mut SqliteConnection, found: i64) -> Result<(), OpenError> {
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > found) {
        MIGRATIONS.run_to(migration.version, &mut *connection).await?;
        execute(connection, CHECKPOINT).await?;
    }
    write_hashes(connection).await?;
    execute(connection, CHECKPOINT).await
}

async fn execute(connection: &mut SqliteConnection, text: &'static str) -> Result<(), OpenError> {
    Ok(sqlx::raw_sql(text).execute(connection).await.map(drop)?)
}

/// Checks that a ledger which is opened for reading has this version.
pub(super) async fn up_to_date(
    connection: &mut SqliteConnection,
    path: &Path,
) -> Result<Identity, OpenError> {
    let (found, known) = versions(connection, path).await?;
    if found < known || !is_hashed(&mut *connection).await? {
        return Err(OpenError::Older(path.to_owned()));
    }
    identity(connection, path).await
}

fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn check_space(path: &Path) -> Result<(), OpenError> {
    let needed = disk_space::length(path).saturating_mul(SPACE_PER_BYTE);
    disk_space::check(path, needed).map_err(|Shortage { needed, free }| OpenError::DiskSpace {
        path: path.to_owned(),
        needed,
        free,
    })
}

/// Returns true if the hashes are computed. An earlier process may have ended before it computed them.
async fn is_hashed(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let has_key = sqlx::query_scalar!(r#"select hash_key is not null as "has_key!: bool" from ledger"#);
    has_key.fetch_one(connection).await
}

/// Creates the key of a ledger that has none, and computes every hash with it.
async fn write_hashes(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    if is_hashed(&mut *connection).await? {
        return Ok(());
    }
    let key: HashKey = rand::random();
    let hasher = Hasher::new(&key);
    let mut transaction = connection.begin_with("begin immediate").await?;
    hash_buyers(&mut transaction, &hasher).await?;
    hash_licenses(&mut transaction, &hasher).await?;
    hash_stock(&mut transaction, &hasher).await?;
    let key = key.to_vec();
    sqlx::query!("update ledger set hash_key = ?", key).execute(&mut *transaction).await?;
    sqlx::raw_sql("drop table seen_unkeyed").execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// Hashes the buyers of the sales, in the order of the table, so that each page is written once.
async fn hash_buyers(connection: &mut SqliteConnection, hasher: &Hasher) -> Result<(), sqlx::Error> {
    let mut last = 0;
    loop {
        let sales = sqlx::query!(
            r#"select id as "id!", buyer_id from sale where id > ? order by id limit ?"#,
            last,
            CHUNK
        )
        .fetch_all(&mut *connection)
        .await?;
        let Some(newest) = sales.last() else { return Ok(()) };
        last = newest.id;
        let rows = sales.iter().filter_map(|sale| {
            let buyer = BuyerId::try_from(sale.buyer_id).ok()?;
            Some((sale.id, hex::encode(hasher.buyer(buyer))))
        });
        let rows = json!(rows.collect::<Vec<_>>()).to_string();
        sqlx::query!(
            "update sale set buyer_hash = unhex(hashed.value ->> 1) from json_each(?) as hashed
            where sale.id = hashed.value ->> 0",
            rows
        )
        .execute(&mut *connection)
        .await?;
    }
}

/// Hashes the licenses, and copies the hash of the buyer to each.
async fn hash_licenses(connection: &mut SqliteConnection, hasher: &Hasher) -> Result<(), sqlx::Error> {
    let (mut sale, mut number) = (0, 0);
    loop {
        let lines = sqlx::query!(
            "select sale_id, number, license_key from line where (sale_id, number) > (?, ?)
            order by sale_id, number limit ?",
            sale,
            number,
            CHUNK
        )
        .fetch_all(&mut *connection)
        .await?;
        let Some(newest) = lines.last() else { return Ok(()) };
        (sale, number) = (newest.sale_id, newest.number);
        let rows = lines.iter().filter_map(|line| {
            let key = line.license_key.parse::<LicenseKey>().ok()?;
            Some((line.sale_id, line.number, hex::encode(hasher.license(&key.hash()))))
        });
        let rows = json!(rows.collect::<Vec<_>>()).to_string();
        sqlx::query!(
            "update line set key_hash = unhex(hashed.value ->> 2),
                buyer_hash = (select buyer_hash from sale where id = sale_id)
            from json_each(?) as hashed
            where line.sale_id = hashed.value ->> 0 and line.number = hashed.value ->> 1",
            rows
        )
        .execute(&mut *connection)
        .await?;
    }
}

/// Hashes the stock again with the key. Earlier versions used no key.
async fn hash_stock(connection: &mut SqliteConnection, hasher: &Hasher) -> Result<(), sqlx::Error> {
    type MigrationRow = (Vec<u8>, i64, i64, Option<i64>, Option<i64>);
    let rows: Vec<MigrationRow> = sqlx::query_as(
        "select key_hash, first_seen_at, last_seen_at, shown_at, shown_by from seen_unkeyed where guild_id = 0",
    )
    .fetch_all(&mut *connection)
    .await?;
    for (unkeyed, first, last, shown_at, shown_by) in rows {
        let Ok(unkeyed) = KeyHash::try_from(unkeyed.as_slice()) else { continue };
        let hash = hasher.license(&unkeyed).to_vec();
        sqlx::query!(
            "insert into seen (key_hash, first_seen_at, last_seen_at, shown_at, shown_by) values (?, ?, ?, ?, ?)",
            hash,
            first,
            last,
            shown_at,
            shown_by
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn identity(connection: &mut SqliteConnection, path: &Path) -> Result<Identity, OpenError> {
    let row = sqlx::query!("select id, hash_key from ledger").fetch_one(connection).await?;
    let damaged = || OpenError::Damaged(path.to_owned());
    let key: HashKey = row.hash_key.ok_or_else(damaged)?.try_into().map_err(|_| damaged())?;
    let id = row.id.try_into().map_err(|_| damaged())?;
    Ok(Identity { id, hasher: Hasher::new(&key) })
}

//! Makes ledgers of earlier versions with a value in each column and a row in each state.

use std::path::Path;

use hmac::{Hmac, Mac};
use keyclerk::domain::LicenseKey;
use sha2::Sha256;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, SqliteConnection};

/// The newest released version.
pub const RELEASED: i64 = 8;

/// The newest version with the old layout of the tables. Version 8 rebuilt them.
pub const OLD_LAYOUT: i64 = 7;

/// The content that each version added. Version 5 added only indexes.
const CONTENT: [(i64, &str); 6] = [
    (1, include_str!("fixtures/1.sql")),
    (2, include_str!("fixtures/2.sql")),
    (3, include_str!("fixtures/3.sql")),
    (4, include_str!("fixtures/4.sql")),
    (6, include_str!("fixtures/6.sql")),
    (7, include_str!("fixtures/7.sql")),
];

/// The licenses seen in stock: one that was sold, one that was never shown, and one that was shown.
pub const SEEN: [&str; 3] = ["ps-0006-0000006-006", "ps-0100-0000100-100", "ps-0101-0000101-101"];

/// Makes an empty ledger of this version.
pub async fn empty(version: i64, path: &Path) -> SqliteConnection {
    let mut database = connect(path).await;
    sqlx::raw_sql("pragma journal_mode = wal").execute(&mut database).await.unwrap();
    sqlx::migrate!("migrations/ledger").run_to(version, &mut database).await.unwrap();
    database
}

/// Makes a ledger of this version with all possible content.
pub async fn filled(version: i64, path: &Path) -> SqliteConnection {
    let mut database = filled_in_old_layout(version.min(OLD_LAYOUT), path).await;
    if version > OLD_LAYOUT {
        sqlx::migrate!("migrations/ledger").run_to(version, &mut database).await.unwrap();
        add_keyed_hashes(&mut database).await;
    }
    database
}

/// Computes the hashes that a program of version 8 computes after the migration.
async fn add_keyed_hashes(database: &mut SqliteConnection) {
    let key = [7; 32];
    let hash = |kind: &[u8], value: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(kind);
        mac.update(value);
        mac.finalize().into_bytes()[..16].to_vec()
    };
    let sales = sqlx::query_as::<_, (i64, i64)>("select id, buyer_id from sale");
    for (sale, buyer) in sales.fetch_all(&mut *database).await.unwrap() {
        let hash = hash(b"buyer", &buyer.to_be_bytes());
        for update in [
            "update sale set buyer_hash = ? where id = ?",
            "update line set buyer_hash = ? where sale_id = ?",
        ] {
            sqlx::query(update).bind(&hash).bind(sale).execute(&mut *database).await.unwrap();
        }
    }
    let lines = sqlx::query_as::<_, (i64, i64, String)>("select sale_id, number, license_key from line");
    for (sale, number, license) in lines.fetch_all(&mut *database).await.unwrap() {
        let update = sqlx::query("update line set key_hash = ? where sale_id = ? and number = ?");
        let update = update.bind(hash(b"license", &self::hash(&license))).bind(sale).bind(number);
        update.execute(&mut *database).await.unwrap();
    }
    let seen = "insert into seen select ?, first_seen_at, last_seen_at, shown_at, shown_by
        from seen_unkeyed where key_hash = ?";
    for license in SEEN {
        let unkeyed = self::hash(license);
        let seen = sqlx::query(seen).bind(hash(b"license", &unkeyed)).bind(unkeyed);
        seen.execute(&mut *database).await.unwrap();
    }
    sqlx::query("update ledger set hash_key = ?").bind(key.to_vec()).execute(&mut *database).await.unwrap();
    sqlx::raw_sql("drop table seen_unkeyed").execute(&mut *database).await.unwrap();
}

async fn filled_in_old_layout(version: i64, path: &Path) -> SqliteConnection {
    let mut database = empty(version, path).await;
    for (_, content) in CONTENT.iter().filter(|(since, _)| *since <= version) {
        sqlx::raw_sql(*content).execute(&mut database).await.unwrap();
    }
    for (at, key) in (1_i64..).zip(SEEN) {
        let seen =
            "insert into seen_license (guild_id, key_hash, first_seen_at, last_seen_at, shown_at, shown_by)
            values (0, ?, ?, ?, ?, ?)";
        let shown = (at == 3).then_some(at);
        let row = sqlx::query(seen).bind(hash(key)).bind(at).bind(10 * at).bind(shown).bind(shown);
        row.execute(&mut database).await.unwrap();
    }
    hash_licenses(&mut database).await;
    check_coverage(&mut database).await;
    database
}

/// Gives each license the hash that earlier versions wrote.
pub async fn hash_licenses(database: &mut SqliteConnection) {
    sqlx::raw_sql("begin").execute(&mut *database).await.unwrap();
    let keys = "select id, license_key from sale_license";
    for (id, key) in sqlx::query_as::<_, (i64, String)>(keys).fetch_all(&mut *database).await.unwrap() {
        let update =
            sqlx::query("update sale_license set key_hash = ? where id = ?").bind(hash(&key)).bind(id);
        update.execute(&mut *database).await.unwrap();
    }
    sqlx::raw_sql("commit").execute(database).await.unwrap();
}

fn hash(key: &str) -> Vec<u8> {
    key.parse::<LicenseKey>().unwrap().hash().as_bytes().to_vec()
}

pub async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).create_if_missing(true).connect().await.unwrap()
}

/// Checks that each column has a value besides its default, and that every state and kind of message
/// occurs.
async fn check_coverage(database: &mut SqliteConnection) {
    let columns = "select tables.name, columns.name, coalesce(columns.dflt_value, 'null')
        from sqlite_schema as tables join pragma_table_info(tables.name) as columns
        where tables.type = 'table' and tables.name not like 'sqlite_%' and tables.name <> '_sqlx_migrations'";
    let columns: Vec<(String, String, String)> =
        sqlx::query_as(columns).fetch_all(&mut *database).await.unwrap();
    let has_choices = columns.iter().any(|(_, column, _)| column == "choices");
    for (table, column, default) in columns {
        let used = format!("select exists (select 1 from {table} where {column} is not {default})");
        let used =
            sqlx::query_scalar::<_, bool>(AssertSqlSafe(used)).fetch_one(&mut *database).await.unwrap();
        assert!(used, "{table}.{column} is not filled");
    }
    for (table, column) in [
        ("sale", "state"),
        ("sale", "question"),
        ("sale_license", "state"),
        ("sale_license", "status"),
        ("outbox", "kind"),
    ] {
        let schema = format!("select sql from sqlite_schema where name = '{table}'");
        let schema: String =
            sqlx::query_scalar(AssertSqlSafe(schema)).fetch_one(&mut *database).await.unwrap();
        let Some((_, list)) = schema.split_once(&format!("check ({column} in (")) else { continue };
        for word in list.split(')').next().unwrap().split(',').map(|word| word.trim().trim_matches('\'')) {
            let found = format!("select exists (select 1 from {table} where {column} = '{word}')");
            let found =
                sqlx::query_scalar::<_, bool>(AssertSqlSafe(found)).fetch_one(&mut *database).await.unwrap();
            // Version 4 was the first to store the products to choose from.
            let is_written = word != "product" || has_choices;
            assert!(found || !is_written || word == "unknown", "no {column} {word} in {table}");
        }
    }
}

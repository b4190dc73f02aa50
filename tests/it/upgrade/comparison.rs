//! Compares an upgraded ledger with the old one, row by row and value by value.

use std::path::Path;

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::fixtures::connect;

/// A column of the new row, its source in the old ledger, and the first version that had it.
type Value<'a> = (&'a str, &'a str, i64);

/// The columns of a sale, and the columns that are derived from them.
const SALE: &[Value<'_>] = &[
    ("id", "id", 1),
    ("version", "1", 1),
    ("guild_id", "guild_id", 1),
    ("channel_id", "channel_id", 1),
    ("interaction_id", "interaction_id", 1),
    ("staff_id", "staff_id", 1),
    ("buyer_id", "buyer_id", 1),
    ("product", "product", 1),
    ("quantity", "quantity", 1),
    ("note", "note", 1),
    ("reference", "reference", 3),
    ("state", "state", 1),
    ("failure", "failure", 1),
    ("short_reason", "short_reason", 4),
    ("vendor_words", "vendor_words", 1),
    ("nullif(unreadable, 0)", "nullif(unreadable, 0)", 7),
    ("offered", "offered", 3),
    ("choices", "choices", 4),
    ("confirm_until", "confirm_until", 2),
    ("repeats_sale_id", "repeats_sale_id", 2),
    ("replaces_sale_id", "replaces_sale_id", 3),
    ("replace_reason", "replace_reason", 3),
    ("refunded_at", "refunded_at", 3),
    ("refunded_by", "refunded_by", 3),
    ("refund_reason", "refund_reason", 3),
    ("buyer_sees_channel", "buyer_sees_channel", 1),
    ("reply_token", "reply_token", 1),
    ("reply_token_until", "reply_token_until", 1),
    ("dm_channel_id", "dm_channel_id", 1),
    ("dm_message_id", "dm_message_id", 1),
    ("waits", "waits", 1),
    ("next_attempt_at", "next_attempt_at", 1),
    ("staff_locale", "staff_locale", 3),
    ("guild_locale", "guild_locale", 3),
    ("requested_at", "requested_at", 1),
    ("updated_at", "updated_at", 1),
    ("delivered_at", "delivered_at", 1),
    ("last_event", "(select max(id) from old.sale_event where sale_id = sale.id)", 1),
    (
        "last_message - (state = 'held')",
        "(select coalesce(max(id), 0) from old.outbox where sale_id = sale.id)",
        1,
    ),
    // Version 2 had only one kind of question.
    ("iif(confirm_until is null, null, 'repeat')", "iif(confirm_until is null, null, 'repeat')", 2),
];
/// The columns of a license.
const LINE: &[Value<'_>] = &[
    ("sale_id", "sale_id", 1),
    ("number", "id", 1),
    ("guild_id", "guild_id", 1),
    ("license_key", "license_key", 1),
    ("product", "product", 1),
    ("expires_at", "expires_at", 1),
    ("state", "state", 1),
    ("evidence", "evidence", 1),
    ("attempts", "attempts", 1),
    ("refusals", "refusals", 1),
    ("unanswered", "doubtful", 1),
    ("nullif(contested, 0)", "nullif(contested, 0)", 7),
    ("nullif(decided, 0)", "nullif(decided, 0)", 7),
    ("status", "status", 7),
    ("look_at", "look_at", 7),
    ("nullif(looks, 0)", "nullif(looks, 0)", 7),
    ("assigning_at", "iif(attempts > 0, created_at, null)", 1),
    ("dm", "dm_id", 3),
    ("dm_state", "(select state from old.outbox where id = dm_id)", 3),
    ("created_at", "created_at", 1),
    ("updated_at", "updated_at", 1),
];
const EVENT: &[Value<'_>] = &[
    ("sale_id", "sale_id", 1),
    ("number", "id", 1),
    ("at", "at", 1),
    ("kind", "kind", 1),
    ("detail", "detail", 1),
    ("actor_id", "actor_id", 1),
];
const MESSAGE: &[Value<'_>] = &[
    ("sale_id", "sale_id", 1),
    ("number", "id", 1),
    ("kind", "kind", 1),
    ("state", "state", 1),
    ("nonce", "nonce", 1),
    ("attempts", "attempts", 1),
    ("due_at", "due_at", 1),
    ("line", "line_id", 3),
    ("subject", "subject", 3),
    ("message_id", "message_id", 1),
    ("created_at", "created_at", 1),
    ("settled_at", "settled_at", 1),
];
const ALERT: &[Value<'_>] = &[
    ("guild_id", "guild_id", 1),
    ("remaining || ' ' || product", "subject", 3),
    ("iif(is_low, 'stock_low', 'stock_back')", "kind", 1),
    ("state", "state", 1),
    ("nonce", "nonce", 1),
    ("attempts", "attempts", 1),
    ("due_at", "due_at", 1),
    ("message_id", "message_id", 1),
    ("created_at", "created_at", 1),
    ("settled_at", "settled_at", 1),
];

/// A license that was seen in stock.
type Seen = (Vec<u8>, i64, i64, Option<i64>, Option<i64>);

/// The tables of an upgraded ledger.
const TABLES: &str = "_sqlx_migrations event guild_move guild_setting ledger line member_locale message restore reveal \
    sale seen stock_alert stock_level transfer unattributed";

/// Checks that a ledger holds the content of the older one, and nothing else except what the upgrade
/// adds.
pub async fn check_content(new: &Path, old: &Path, version: i64) {
    let mut database = connect(new).await;
    let attach = format!("attach '{}' as old", old.display());
    sqlx::raw_sql(AssertSqlSafe(attach)).execute(&mut database).await.unwrap();

    let held = "message where kind <> 'held_alert'";
    let of_sales = "old.outbox where sale_id is not null";
    check_rows(&mut database, SALE, ("sale", "old.sale as sale"), version).await;
    check_rows(&mut database, LINE, ("line", "old.sale_license"), version).await;
    check_rows(&mut database, EVENT, ("event", "old.sale_event"), version).await;
    check_rows(&mut database, MESSAGE, (held, of_sales), version).await;
    check_rows(&mut database, ALERT, ("stock_alert", "old.outbox where sale_id is null"), version).await;
    for table in ["guild_setting", "member_locale", "stock_level"] {
        let is_there = format!("select count(*) from old.sqlite_schema where name = '{table}'");
        if number(&mut database, &is_there).await == 1 {
            let (new, old) = (format!("main.{table}"), format!("old.{table}"));
            check_rows(&mut database, &[("*", "*", 1)], (&new, &old), version).await;
        }
    }
    if version >= 3 {
        let questions = ("sale where question is not null", "old.sale where confirm_until is not null");
        check_rows(&mut database, &[("id", "id", 1), ("question", "question", 3)], questions, version).await;
    }
    let alarms: &[Value<'_>] = &[
        ("sale_id", "id", 1),
        ("number", "(select coalesce(max(id), 0) + 1 from old.outbox where sale_id = sale.id)", 1),
        ("state", "'due'", 1),
        ("due_at", "updated_at + 15 * 60 * 1000", 1),
        ("nonce", "null", 1),
    ];
    let held = ("message where kind = 'held_alert'", "old.sale as sale where state = 'held'");
    check_rows(&mut database, alarms, held, version).await;

    check_hashes(&mut database).await;
    check_consistency(&mut database).await;
}

/// Checks that a ledger holds every row of an older one with the new layout.
pub async fn check_same_rows(new: &Path, old: &Path) {
    let mut database = connect(new).await;
    let attach = format!("attach '{}' as old", old.display());
    sqlx::raw_sql(AssertSqlSafe(attach)).execute(&mut database).await.unwrap();
    let tables = "select name from old.sqlite_schema where type = 'table'
        and name not like 'sqlite_%' and name <> '_sqlx_migrations'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut database).await.unwrap();
    assert!(tables.len() >= 10, "{tables:?}");
    for table in tables {
        let columns = format!("select name from pragma_table_info('{table}', 'old')");
        let columns: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(columns)).fetch_all(&mut database).await.unwrap();
        let values: Vec<Value<'_>> =
            columns.iter().map(|column| (column.as_str(), column.as_str(), 1)).collect();
        check_rows(&mut database, &values, (&format!("main.{table}"), &format!("old.{table}")), 1).await;
    }
    check_consistency(&mut database).await;
}

/// Compares the rows of two tables in both directions, for the values that the old version had.
async fn check_rows(
    database: &mut SqliteConnection,
    values: &[Value<'_>],
    (new, old): (&str, &str),
    version: i64,
) {
    // A column that did not exist is null.
    let after = values.iter().map(|(new, ..)| *new).collect::<Vec<_>>().join(", ");
    let before = values.iter().map(|(_, old, since)| if *since <= version { *old } else { "null" });
    let before = before.collect::<Vec<_>>().join(", ");
    let (after, before) = (format!("select {after} from {new}"), format!("select {before} from {old}"));
    let counts = format!("select (select count(*) from ({after})) - (select count(*) from ({before}))");
    assert_eq!(number(database, &counts).await, 0, "from version {version}: the number of rows of {new}");
    for (one, other) in [(&after, &before), (&before, &after)] {
        let rows = format!("select count(*) from ({one} except {other})");
        assert_eq!(number(database, &rows).await, 0, "from version {version}: {rows}");
    }
}

async fn number(database: &mut SqliteConnection, query: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(database).await.unwrap()
}

/// Checks that each keyed hash matches its plain value.
async fn check_hashes(database: &mut SqliteConnection) {
    let key: Vec<u8> =
        sqlx::query_scalar("select hash_key from ledger").fetch_one(&mut *database).await.unwrap();
    let hash = |kind: &[u8], value: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(kind);
        mac.update(value);
        mac.finalize().into_bytes()[..16].to_vec()
    };
    let buyers = "select buyer_id, buyer_hash from sale
        union all select buyer_id, line.buyer_hash from line join sale on sale.id = sale_id";
    for (buyer, found) in sqlx::query_as::<_, (i64, Vec<u8>)>(buyers).fetch_all(&mut *database).await.unwrap()
    {
        assert_eq!(found, hash(b"buyer", &buyer.to_be_bytes()), "buyer {buyer}");
    }
    let licenses = "select license_key, key_hash from line";
    for (license, found) in
        sqlx::query_as::<_, (String, Vec<u8>)>(licenses).fetch_all(&mut *database).await.unwrap()
    {
        assert_eq!(found, hash(b"license", &Sha256::digest(license.as_bytes())), "{license}");
    }
    let old = "select key_hash, first_seen_at, last_seen_at, shown_at, shown_by from old.seen_license order by 2, 1";
    let new = "select key_hash, first_seen_at, last_seen_at, shown_at, shown_by from seen order by 2, 1";
    let mut old: Vec<Seen> = sqlx::query_as(old).fetch_all(&mut *database).await.unwrap();
    let new: Vec<Seen> = sqlx::query_as(new).fetch_all(&mut *database).await.unwrap();
    for seen in &mut old {
        seen.0 = hash(b"license", &seen.0);
    }
    assert_eq!(old, new);
}

/// Checks that the file is consistent and contains nothing of the old tables.
pub async fn check_consistency(database: &mut SqliteConnection) {
    let broken = "select count(*) from pragma_foreign_key_check";
    assert_eq!(number(database, broken).await, 0, "a foreign key has no target");
    let check: Vec<String> =
        sqlx::query_scalar("pragma main.integrity_check").fetch_all(&mut *database).await.unwrap();
    assert_eq!(check, ["ok"]);
    let tables =
        "select name from main.sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *database).await.unwrap();
    assert_eq!(tables.join(" "), TABLES);
    let left = "select count(*) from main.sqlite_schema where type = 'view'
        or tbl_name not in (select name from main.sqlite_schema where type = 'table')
        or sql like '%rebuilt%' or sql like '%sale_license%' or sql like '%outbox%' or sql like '%unkeyed%'";
    assert_eq!(number(database, left).await, 0, "a part of the old tables is left");
    let numbered: Vec<String> = sqlx::query_scalar("select name from main.sqlite_sequence order by name")
        .fetch_all(database)
        .await
        .unwrap();
    assert!(
        numbered.iter().all(|name| ["reveal", "sale", "stock_alert"].contains(&name.as_str())),
        "{numbered:?}"
    );
}

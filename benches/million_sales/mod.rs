//! Makes a ledger of a million sales.

use std::path::Path;
use std::time::Duration;

use keyclerk::domain::{BuyerId, Clock, SystemClock};
use keyclerk::ledger::{Engine, Sqlite};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

/// The number of sales.
pub const SALES: i64 = 1_000_000;
/// A buyer of every hundredth license.
pub const LARGE_BUYER: u64 = 7;
const TWO_YEARS: Duration = Duration::from_hours(2 * 365 * 24);

/// Fills the ledger with sales of two years in two servers, one of which has nine in ten. There are forty
/// staff members, fifty thousand buyers and twenty products. One sale in fifty failed, and one in a hundred is
/// undelivered.
pub async fn fill(path: &Path) {
    let ledger = Sqlite::open(path).await.unwrap();
    let hash = |buyer| hex::encode(ledger.buyer_hash(BuyerId::new(buyer).unwrap()));
    let mut hashes: Vec<String> = (100..50_100).map(hash).collect();
    hashes.push(hash(LARGE_BUYER));
    ledger.close().await;
    let first = SystemClock.now().before(TWO_YEARS).as_millis();
    let step = i64::try_from(TWO_YEARS.as_millis()).unwrap() / SALES;
    let mut database = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    sqlx::raw_sql("pragma synchronous = off; create temp table buyer (id integer primary key, hash blob)")
        .execute(&mut database)
        .await
        .unwrap();
    sqlx::query("insert into buyer select iif(key = 50000, ?, 100 + key), unhex(value) from json_each(?)")
        .bind(i64::try_from(LARGE_BUYER).unwrap())
        .bind(serde_json::json!(hashes).to_string())
        .execute(&mut database)
        .await
        .unwrap();
    let fill = format!(
        "with recursive n (at) as (select 1 union all select at + 1 from n where at < {SALES})
        insert into sale (id, version, guild_id, channel_id, interaction_id, staff_id, buyer_id, buyer_hash, product,
            quantity, state, failure, note, buyer_sees_channel, reply_token_until, requested_at, updated_at, delivered_at,
            last_event, last_message)
        select at, 1, 1 + (at % 10 = 9), 1, at, 1 + (at * 7919) % 40, buyer.id, buyer.hash,
            iif(at % 3 = 0, 'product ' || ((at * 31) % 20), null), 1, iif(at % 50 = 0, 'failed', iif(at % 100 = 1, 'undelivered', 'delivered')),
            iif(at % 50 = 0, 'out_of_stock', null), iif(at % 4 = 0, 'ticket ' || at, null), 1, 0,
            {first} + at * {step}, {first} + at * {step}, iif(at % 50 = 0 or at % 100 = 1, null, {first} + at * {step} + 900), 2, 0
        from n join buyer on buyer.id = iif(at % 100 = 3, {LARGE_BUYER}, 100 + (at * 104729) % 50000);
        insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, product, state, created_at,
            updated_at)
        select id, 1, guild_id, buyer_hash, printf('ps-%04X-%07X-%03X', id % 65536, id, id % 4096), randomblob(16),
            'product ' || ((id * 31) % 20), 'assigned', requested_at, requested_at from sale where state <> 'failed';
        insert into event (sale_id, number, at, kind)
        select sale.id, key + 1, requested_at, value from sale, json_each('[\"requested\", \"delivered\"]');"
    );
    sqlx::raw_sql(AssertSqlSafe(fill)).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

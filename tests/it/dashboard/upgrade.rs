//! A database of an earlier version gets its counts, and its API keys keep working.

use keyclerk::vendor::VendorServer;
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};
use tokio::net::TcpListener;

const KEY: &str = "kc_0123456789abcdef0123456789abcdef0123456789abcdef";

/// Two products: three licenses in stock, of which one expires on the second day of 1970, one assigned and one
/// withdrawn.
const VERSION_4: &str = "
    insert into vendor_account (id, name) values (1, 'shop');
    insert into vendor_license (id, account_id, license_key, product, expiration, created_at, slot, assigned_to,
            assigned_at, withdrawn_at)
        values (1, 1, 'ps-1', 'lifetime', null, 0, 0, null, null, null),
            (2, 1, 'ps-2', 'lifetime', null, 0, 1, null, null, null),
            (3, 1, 'ps-3', 'monthly', 86400001, 0, 2, null, null, null),
            (4, 1, 'ps-4', 'monthly', null, 0, null, '7', 1, null),
            (5, 1, 'ps-5', 'monthly', null, 0, null, null, null, 1);";

#[tokio::test]
async fn an_earlier_database_is_counted_and_its_keys_keep_working() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut database = options.clone().connect().await.unwrap();
    sqlx::migrate!("migrations/vendor").run_to(4, &mut database).await.unwrap();
    sqlx::raw_sql(VERSION_4).execute(&mut database).await.unwrap();
    let hash = hex::encode(Sha256::digest(KEY.as_bytes()));
    let key = format!("insert into vendor_api_key (account_id, hash, created_at) values (1, x'{hash}', 0)");
    sqlx::raw_sql(AssertSqlSafe(key)).execute(&mut database).await.unwrap();
    database.close().await.unwrap();

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = VendorServer::start(&path, listener, None).await.unwrap();
    let url = format!("{}/reseller/assignlicense", server.url());
    let body = serde_json::json!({ "api_token": KEY, "license": "ps-1", "discord_user_id": "5" });
    assert_eq!(reqwest::Client::new().post(url).json(&body).send().await.unwrap().status(), 200);
    let mut database = options.connect().await.unwrap();
    let kept = "select product, state, expires_day, licenses from vendor_stock_count where licenses > 0";
    let counted = "select product, state, iif(state = 'in_stock', coalesce(expiration / 86400000, 999999999), 999999999),
        count(*) from vendor_license group by 1, 2, 3 order by 1, 2, 3";
    let mut both = Vec::new();
    for query in [kept, counted] {
        let rows = sqlx::query(query).fetch_all(&mut database).await.unwrap();
        let row = |row: &sqlx::sqlite::SqliteRow| {
            (row.get::<String, _>(0), row.get::<String, _>(1), row.get::<i64, _>(2), row.get::<i64, _>(3))
        };
        both.push(rows.iter().map(row).collect::<Vec<_>>());
    }
    assert_eq!(both[0].len(), 5);
    assert_eq!(both[0], both[1], "the counts that triggers keep are those of the licenses");
    let keys = server.store.keys().await.unwrap();
    assert_eq!((keys[0].name.as_str(), keys[0].scope.to_string()), ("", "read and assign".to_owned()));
}

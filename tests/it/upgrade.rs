//! Tests of upgrades from earlier versions, of the ledger and of the vendor's database. They lose no data
//! and sell no license twice.

mod comparison;
pub mod fixtures;
mod ledgers;
mod refused;
mod with_backup;

use keyclerk::vendor::VendorServer;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

/// A vendor database of version 2 with four licenses in stock and one assigned license.
const VENDOR_VERSION_2: &str = "
    insert into vendor_account (id, name, free) values (1, 'shop', 4);
    with recursive n(at) as (select 0 union all select at + 1 from n where at < 4)
    insert into vendor_license (account_id, license_key, product, created_at, slot, assigned_to, assigned_at)
        select 1, 'ps-000' || at || '-0000000-000', 'lifetime', 0, iif(at < 4, at, null), iif(at = 4, '7', null),
            iif(at = 4, 1, null) from n;";

#[tokio::test]
async fn an_old_vendor_database_is_upgraded_and_every_license_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut database = options.connect().await.unwrap();
    sqlx::migrate!("migrations/vendor").run_to(2, &mut database).await.unwrap();
    sqlx::raw_sql(VENDOR_VERSION_2).execute(&mut database).await.unwrap();
    database.close().await.unwrap();

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = VendorServer::start(&path, listener, None).await.unwrap();
    let (key, client) = (server.store.create_key("shop").await.unwrap(), reqwest::Client::new());
    let (fetch, assign) = (
        format!("{}/reseller/fetchlicense?api_token={key}", server.url()),
        server.url() + "/reseller/assignlicense",
    );
    for buyer in 1..=4 {
        let fetched: Value = client.get(&fetch).send().await.unwrap().json().await.unwrap();
        let body = json!({ "api_token": key, "license": fetched["license"]["key"], "discord_user_id": buyer.to_string() });
        assert!(client.post(&assign).json(&body).send().await.unwrap().status().is_success(), "{fetched}");
    }
    assert_eq!(client.get(&fetch).send().await.unwrap().status(), 404);
    assert_eq!(server.store.assigned().await.unwrap().len(), 5);
    assert!(server.store.stock_of("shop").await.unwrap().is_empty());
}

//! What an earlier version wrote – a ledger, a vendor's books: everything in it is there afterwards,
//! and sold nothing twice.

use std::path::Path;
use std::sync::Arc;

use keyclerk::domain::{BuyerId, GuildId, MessageKind, SaleId, SaleState, SystemClock};
use keyclerk::ledger::{Ledger, SaleFilter};
use keyclerk::vendor::VendorServer;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

/// One sale delivered, one whose message is due, one that failed; as the first version wrote them.
const FIRST: &str = "
    insert into sale (id, guild_id, channel_id, interaction_id, staff_id, buyer_id, product, note, state, failure,
        buyer_sees_channel, reply_token_until, dm_message_id, requested_at, updated_at, delivered_at) values
        (1, 10, 11, 101, 12, 13, 'lifetime', 'by phone', 'delivered', null, 1, 0, 7, 1000, 1001, 1002),
        (2, 10, 11, 102, 12, 14, null, null, 'assigned', null, 1, 0, null, 2000, 2001, null),
        (3, 10, 11, 103, 12, 13, null, null, 'failed', 'out_of_stock', 1, 0, null, 3000, 3001, null);
    insert into sale_license (id, sale_id, guild_id, license_key, key_hash, product, state, created_at, updated_at) values
        (1, 1, 10, 'ps-0001-0000001-001', randomblob(32), 'lifetime', 'assigned', 1000, 1001),
        (2, 2, 10, 'ps-0002-0000002-002', randomblob(32), 'monthly', 'assigned', 2000, 2001),
        (3, 3, 10, 'ps-0003-0000003-003', randomblob(32), 'monthly', 'released', 3000, 3001);
    insert into sale_event (sale_id, guild_id, at, kind, actor_id)
        select id, 10, requested_at, 'requested', 12 from sale;
    insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, message_id, created_at, settled_at) values
        (1, 10, 'dm', 'sent', 'a', 1000, 7, 1000, 1002), (2, 10, 'dm', 'due', 'b', 2000, null, 2000, null);
    insert into seen_license (guild_id, key_hash, first_seen_at, last_seen_at) values (0, randomblob(32), 1, 2);";

async fn written_by(version: i64, path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut database = options.connect().await.unwrap();
    sqlx::migrate!("migrations/ledger").run_to(version, &mut database).await.unwrap();
    sqlx::raw_sql(FIRST).execute(&mut database).await.unwrap();
    if version >= 6 {
        let buyers =
            "update sale_license set buyer_id = (select sale.buyer_id from sale where sale.id = sale_id)";
        sqlx::raw_sql(buyers).execute(&mut database).await.unwrap();
    }
    database
}

#[tokio::test]
async fn every_earlier_version_is_taken_over_whole() {
    let mut versions: Vec<_> = sqlx::migrate!("migrations/ledger").iter().map(|one| one.version).collect();
    let newest = versions.pop();
    assert!(newest >= Some(7));
    for version in versions {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyclerk.db");
        written_by(version, &path).await.close().await.unwrap();
        let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
        let (guild, anna, ben) =
            (GuildId::new(10).unwrap(), BuyerId::new(13).unwrap(), BuyerId::new(14).unwrap());

        let sold = ledger.sale(SaleId::new(1)).await.unwrap();
        assert_eq!((sold.state, sold.note.as_deref()), (SaleState::Delivered, Some("by phone")));
        let under_way = ledger.sale(SaleId::new(2)).await.unwrap();
        assert_eq!(under_way.due_of(MessageKind::Dm).map(|row| row.nonce.as_str()), Some("b"));
        assert!(ledger.sale(SaleId::new(3)).await.unwrap().sold().next().is_none());
        assert_eq!(ledger.page(&SaleFilter::of(guild), None, 10).await.unwrap().sales.len(), 3);
        assert_eq!(ledger.events(SaleId::new(1)).await.unwrap().len(), 1);
        assert_eq!(ledger.books().await.unwrap().sold.len(), 2);
        for (buyer, key) in [(anna, "ps-0001-0000001-001"), (ben, "ps-0002-0000002-002")] {
            let (licenses, count) = ledger.licenses_of(guild, buyer, 0, 5).await.unwrap();
            assert_eq!((licenses[0].license.key.reveal(), count), (key, 1), "from version {version}");
        }
        ledger.close().await;
    }
}

/// Four licenses in stock and one assigned, as the second version wrote them.
const SECOND_VENDORS: &str = "
    insert into vendor_account (id, name, free) values (1, 'shop', 4);
    with recursive n(at) as (select 0 union all select at + 1 from n where at < 4)
    insert into vendor_license (account_id, license_key, product, created_at, slot, assigned_to, assigned_at)
        select 1, 'ps-000' || at || '-0000000-000', 'lifetime', 0, iif(at < 4, at, null), iif(at = 4, '7', null),
            iif(at = 4, 1, null) from n;";

#[tokio::test]
async fn a_vendors_earlier_books_are_taken_over_and_every_license_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut database = options.connect().await.unwrap();
    sqlx::migrate!("migrations/vendor").run_to(2, &mut database).await.unwrap();
    sqlx::raw_sql(SECOND_VENDORS).execute(&mut database).await.unwrap();
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

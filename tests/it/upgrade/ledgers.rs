//! Tests that upgrade ledgers of each released version.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use keyclerk::domain::{
    AlertSubject, BuyerId, ChannelId, GuildId, InteractionId, License, LicenseKey, LineState, MessageKind,
    SaleId, SaleRequest, SaleState, StaffId, SystemClock,
};
use keyclerk::ledger::{Ledger, LedgerError, OpenError, Requested, SaleFilter, Unattributed};
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection};

use super::comparison::{check_consistency, check_content};
use super::fixtures::{OLD_LAYOUT, RELEASED, SEEN, connect, empty, filled, hash_licenses};

async fn open(path: &Path) -> Ledger {
    Ledger::open(path, Arc::new(SystemClock)).await.unwrap()
}

fn key(number: u32) -> LicenseKey {
    format!("ps-{number:04X}-{number:07X}-{number:03X}").parse().unwrap()
}

fn asks(interaction: u64) -> SaleRequest {
    SaleRequest::of_one(
        GuildId::new(10).unwrap(),
        ChannelId::new(110).unwrap(),
        InteractionId::new(interaction).unwrap(),
        SecretString::from("token"),
        StaffId::new(20).unwrap(),
        BuyerId::new(39).unwrap(),
    )
}

async fn requested(ledger: &Ledger, interaction: u64) -> keyclerk::domain::Sale {
    match ledger.request(&asks(interaction)).await.unwrap() {
        Requested::New(sale) => *sale,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_released_version_has_a_fixture() {
    let newest = sqlx::migrate!("migrations/ledger").iter().map(|migration| migration.version).max();
    // The versions after it are not released yet.
    assert_eq!(newest, Some(RELEASED + 4));
}

#[tokio::test]
async fn an_upgrade_keeps_every_row_of_every_earlier_version() {
    for version in 1..=OLD_LAYOUT {
        let folder = tempfile::tempdir().unwrap();
        let (path, old) = (folder.path().join("keyclerk.db"), folder.path().join("old.db"));
        filled(version, &path).await.close().await.unwrap();
        std::fs::copy(&path, &old).unwrap();
        let ledger = open(&path).await;
        check_content(&path, &old, version).await;
        check_every_sale(&ledger, version).await;
        check_new_sales(&ledger, version).await;
        ledger.close().await;
        check_consistency(&mut connect(&path).await).await;
    }
}

#[tokio::test]
async fn an_upgrade_killed_before_the_hashing_gives_the_same_result() {
    for version in 1..=OLD_LAYOUT {
        let folder = tempfile::tempdir().unwrap();
        let (path, old) = (folder.path().join("keyclerk.db"), folder.path().join("old.db"));
        let mut database = filled(version, &path).await;
        database.close().await.unwrap();
        std::fs::copy(&path, &old).unwrap();
        database = connect(&path).await;
        sqlx::migrate!("migrations/ledger").run_to(OLD_LAYOUT + 1, &mut database).await.unwrap();
        database.close().await.unwrap();

        // A connection that only reads cannot create the hashes.
        let read = Ledger::open_to_read(&path, Arc::new(SystemClock)).await;
        assert!(matches!(read, Err(OpenError::Older(_))), "{read:?}");
        let ledger = open(&path).await;
        check_content(&path, &old, version).await;
        check_new_sales(&ledger, version).await;
        ledger.close().await;
        // A second start does not change the hashes.
        let ledger = open(&path).await;
        assert_eq!(ledger.holder_of(&key(6).hash()).await.unwrap(), Some(SaleId::new(21)));
        ledger.close().await;
    }
}

#[tokio::test]
async fn alerts_and_unattributed_licenses_of_version_10_stay_what_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyclerk.db");
    let mut database = empty(10, &path).await;
    let rows = "insert into stock_alert (guild_id, product, is_low, remaining, state, due_at, created_at)
            values (10, 'monthly', 1, 3, 'due', 1, 1);
        insert into unattributed (key_hash, noted_at) values (randomblob(16), 1), (randomblob(16), 1)";
    sqlx::raw_sql(rows).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    let ledger = open(&path).await;
    let alerts = ledger.due_server_alerts().await.unwrap();
    let expected = AlertSubject::Stock { product: "monthly".to_owned(), left: 3, is_low: true };
    assert_eq!(alerts.into_iter().map(|alert| alert.subject).collect::<Vec<_>>(), [expected]);
    let unattributed = ledger.unattributed().await.unwrap();
    assert_eq!(unattributed, Unattributed { all: 2, may_return: 0 }, "an earlier restore is not judged anew");
    ledger.close().await;
}

/// Reads each sale as recovery and the commands do.
async fn check_every_sale(ledger: &Ledger, version: i64) {
    for number in (1..=17).map(|at| at * 3) {
        let sale = ledger.sale(SaleId::new(number)).await;
        let sale = sale.unwrap_or_else(|error| panic!("sale {number} from version {version}: {error}"));
        assert!(!ledger.events(sale.id).await.unwrap().is_empty());
        let dm = sale.due_of(MessageKind::Dm).unwrap();
        assert_eq!(dm.nonce.as_str(), format!("n{number}-0-2"), "from version {version}");
        let is_alarmed = sale.due_of(MessageKind::HeldAlert).is_some();
        assert_eq!(is_alarmed, sale.state == SaleState::Held, "sale {number} from version {version}");
    }
    let sales = |guild| SaleFilter::of(GuildId::new(guild).unwrap());
    assert_eq!(ledger.page(&sales(10), None, 50).await.unwrap().sales.len(), 8);
    assert_eq!(ledger.page(&sales(11), None, 50).await.unwrap().sales.len(), 9);
    assert!(!ledger.due(100).await.unwrap().is_empty());

    let books = ledger.stock_audit().await.unwrap();
    assert_eq!((books.sold.len(), books.quarantined.len()), (7, 1));
    let [_, free, shown] = SEEN.map(|key| key.parse::<LicenseKey>().unwrap().hash());
    assert_eq!(books.seen_and_not_sold, [free, shown].map(|key| ledger.stock_hash(&key)).into());
    for at in 30..34 {
        let buyer = BuyerId::new(at).unwrap();
        let mut owned = 0;
        for guild in [10, 11] {
            owned += ledger.licenses_of(GuildId::new(guild).unwrap(), buyer, 0, 50).await.unwrap().1;
        }
        let sold = ledger.sale(SaleId::new(21)).await.unwrap();
        assert_eq!(sold.buyer, BuyerId::new(33).unwrap());
        assert_eq!(
            owned,
            [2, 3, 1, 1][usize::try_from(at - 30).unwrap()],
            "buyer {at} from version {version}"
        );
    }
}

/// Checks that the numbers continue, and that the rules across sales hold.
async fn check_new_sales(ledger: &Ledger, version: i64) {
    let sale = requested(ledger, 9_000).await;
    assert_eq!(sale.id, SaleId::new(301), "from version {version}: the newest sale was deleted");
    assert!(
        matches!(ledger.request(&asks(9_000)).await.unwrap(), Requested::Replayed(its) if its == sale.id)
    );
    assert!(
        matches!(ledger.request(&asks(1_001)).await.unwrap(), Requested::Replayed(its) if its == SaleId::new(3))
    );
    if version >= 3 {
        let twice = SaleRequest { reference: Some("ticket 6".to_owned()), ..asks(9_001) };
        assert!(matches!(ledger.request(&twice).await.unwrap(), Requested::Referenced(_)));
        let again = SaleRequest { replaces: Some((SaleId::new(39), "again".to_owned())), ..asks(9_002) };
        assert!(
            matches!(ledger.request(&again).await.unwrap(), Requested::Replaced(by) if by == SaleId::new(42))
        );
    }

    // A license of a live sale cannot be sold again. A released license can.
    let now = ledger.now();
    let license = |number| License { key: key(number), product: None, expires_at: None };
    for taken in [1, 2, 3, 4, 5, 6, 7, 11, 12, 16] {
        let staff = StaffId::new(20).unwrap();
        assert!(!ledger.is_free(&key(taken).hash(), staff).unwrap(), "license {taken}");
        let change = sale.reserved(now, vec![license(taken)], false, None).unwrap();
        let refused = ledger.commit(change).await.unwrap_err();
        assert!(refused.is_unique_violation(), "license {taken} from version {version}: {refused}");
    }
    let change = sale.reserved(now, vec![license(10)], false, None).unwrap();
    let sale = ledger.commit(change).await.unwrap();
    assert_eq!(sale.in_state(LineState::Reserved).count(), 1);

    // The events and messages of an old sale continue after its newest ones.
    let old = ledger.sale(SaleId::new(18)).await.unwrap();
    let change = old.replying_again(now).unwrap();
    let new = ledger.commit(change.clone()).await.unwrap();
    assert_eq!(new.last_message.as_i64(), old.last_message.as_i64() + 1);
    assert!(matches!(ledger.commit(change).await, Err(LedgerError::Overtaken(_))));
}

#[tokio::test]
async fn a_ledger_without_sales_continues_after_the_newest_deleted_number() {
    for version in 1..=OLD_LAYOUT {
        for (sql, next) in [
            ("", 1),
            (
                "insert into sale (id, guild_id, channel_id, interaction_id, staff_id, buyer_id, state,
                    buyer_sees_channel, reply_token_until, requested_at, updated_at)
                    values (41, 1, 1, 1, 1, 1, 'requested', 1, 1, 1, 1);
                delete from sale;",
                42,
            ),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("keyclerk.db");
            let mut database = empty(version, &path).await;
            sqlx::raw_sql(sql).execute(&mut database).await.unwrap();
            database.close().await.unwrap();
            let ledger = open(&path).await;
            assert_eq!(requested(&ledger, 5).await.id, SaleId::new(next), "from version {version}");
            ledger.close().await;
            check_consistency(&mut connect(&path).await).await;
        }
    }
}

const LARGE: u32 = 20_000;

#[tokio::test]
async fn a_large_ledger_is_upgraded_within_limits_of_time_and_space() {
    for version in [1, OLD_LAYOUT] {
        let folder = tempfile::tempdir().unwrap();
        let (path, old) = (folder.path().join("keyclerk.db"), folder.path().join("old.db"));
        let mut database = empty(version, &path).await;
        let sales = format!(
            "insert into sale (id, guild_id, channel_id, interaction_id, staff_id, buyer_id, product, state,
                buyer_sees_channel, reply_token_until, dm_channel_id, dm_message_id, requested_at, updated_at, delivered_at)
            with recursive n (at) as (select 1 union all select at + 1 from n where at < {LARGE})
            select at, 10, 11, at, at % 40 + 1, at * 7919 % 5000 + 1, 'lifetime', 'delivered', 1, at, at, at, at, at, at from n;
            insert into sale_license (sale_id, guild_id, license_key, key_hash, product, state, attempts, created_at, updated_at)
            select id, 10, printf('ps-%04X-%07X-%03X', id, id, id), randomblob(32), 'lifetime', 'assigned', 1, id, id from sale;
            insert into sale_event (sale_id, guild_id, at, kind)
            select sale.id, 10, sale.id, value from sale, json_each('[1, 2, 3, 4, 5, 6]');
            insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, message_id, created_at, settled_at)
            select sale.id, 10, value, 'sent', hex(randomblob(12)), sale.id, sale.id, sale.id, sale.id
            from sale, json_each('[\"dm\", \"reply\", \"sales_line\"]');"
        );
        sqlx::raw_sql(AssertSqlSafe(sales)).execute(&mut database).await.unwrap();
        if version >= 6 {
            sqlx::raw_sql(
                "update sale_license set buyer_id = (select sale.buyer_id from sale where sale.id = sale_id)",
            )
            .execute(&mut database)
            .await
            .unwrap();
        }
        hash_licenses(&mut database).await;
        database.close().await.unwrap();
        std::fs::copy(&path, &old).unwrap();
        let before = path.metadata().unwrap().len();

        let used = Arc::new(std::sync::atomic::AtomicU64::new(0));
        let (most, place) = (Arc::clone(&used), folder.path().to_owned());
        let watching = tokio::spawn(async move {
            loop {
                let files = std::fs::read_dir(&place).unwrap().map_while(Result::ok);
                let sizes = files.filter(|file| file.file_name() != "old.db").map(|file| file.metadata());
                let sum = sizes.map_while(Result::ok).map(|file| file.len()).sum();
                most.fetch_max(sum, std::sync::atomic::Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        });
        let begun = Instant::now();
        let ledger = open(&path).await;
        let took = begun.elapsed();
        watching.abort();
        let most = used.load(std::sync::atomic::Ordering::Relaxed);
        println!(
            "{LARGE} sales from version {version}: {took:?}; {before} bytes before, {most} at most, {} after",
            path.metadata().unwrap().len()
        );
        assert!(most < before * 5, "{most} of {before} bytes: the space check asks for too little");
        assert!(took < Duration::from_mins(1), "{took:?}");
        check_content(&path, &old, version).await;
        ledger.close().await;
    }
}

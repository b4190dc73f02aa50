//! Measures look-ups in a ledger of a million sales, and the drawing of a chart. Prints a table and does not
//! judge the figures.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use keyclerk::chart::{Bar, Bars, Chart, Days, Series, Tone};
use keyclerk::domain::{BuyerId, Clock, GuildId, Product, SaleId, SaleState, StaffId, SystemClock};
use keyclerk::ledger::{Ledger, SaleFilter};
use rand::Rng;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

const SALES: i64 = 1_000_000;
const TIMES: usize = 400;
const TWO_YEARS: Duration = Duration::from_hours(2 * 365 * 24);
/// A buyer of every hundredth license.
const LARGE_BUYER: u64 = 7;

/// Fills the ledger with sales of two years in two servers, one of which has nine in ten. There are forty
/// staff members, fifty thousand buyers and twenty products. One sale in fifty failed, and one in a hundred is
/// undelivered.
async fn fill(path: &Path) {
    let ledger = Ledger::open(path, Arc::new(SystemClock)).await.unwrap();
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

fn row(what: &str, times: &mut [Duration], aim: &str) {
    times.sort_unstable();
    let millis =
        |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!("| {what:<58} | {:>9.2} ms | {:>9.2} ms | {aim:>6} |", millis(50), millis(99));
}

/// Measures an expression [`TIMES`] times.
macro_rules! measure {
    ($what:expr, $each:expr) => {{
        let mut times = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let begun = Instant::now();
            $each;
            times.push(begun.elapsed());
        }
        row($what, &mut times, "20 ms");
    }};
}

fn guild() -> GuildId {
    GuildId::new(1).unwrap()
}

/// Makes a filter of the parts that the bits select, with random values.
fn filter(parts: u32) -> SaleFilter {
    let mut random = rand::rng();
    let has = |bit: u32| parts & (1 << bit) != 0;
    SaleFilter {
        guild: guild(),
        buyer: has(0).then(|| BuyerId::new(random.random_range(100..50_100)).unwrap()),
        staff: has(1).then(|| StaffId::new(random.random_range(1..=40)).unwrap()),
        product: has(2).then(|| Product::new(&format!("product {}", random.random_range(0..20))).unwrap()),
        state: has(3).then(|| if random.random() { SaleState::Failed } else { SaleState::Held }),
        since: has(4).then(|| SystemClock.now().before(Duration::from_hours(random.random_range(1..10_000)))),
    }
}

fn chart() -> Chart {
    let mut random = rand::rng();
    let series = |at: u32| Series {
        name: format!("product {at}"),
        counts: (0..30).map(|_| rand::rng().random_range(0..500)).collect(),
        is_rest: at == 6,
    };
    let mut bars = |heading: &str| Bars {
        heading: heading.to_owned(),
        full: None,
        nothing: String::new(),
        lines: (0..9)
            .map(|at| Bar {
                name: format!("Somebody with a name {at}"),
                length: random.random_range(1.0..500.0),
                label: "17 days · 1234 left".to_owned(),
                tone: Tone::Plain,
            })
            .collect(),
    };
    Chart {
        title: "Sales of the last 30 days".to_owned(),
        subtitle: "26 Oct – 24 Nov · licenses sold: 41234".to_owned(),
        bars: vec![bars("By staff member"), bars("Days of stock left")],
        days: Days {
            heading: "Licenses a day, by product".to_owned(),
            nothing: String::new(),
            labels: (1..=30).map(|day| format!("{day} Nov")).collect(),
            series: (0..7).map(series).collect(),
        },
    }
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    fill(&path).await;
    let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    let mut random = rand::rng();
    println!("| {:<58} | {:>12} | {:>12} | {:>6} |", "a million sales: what", "p50", "p99", "aim");
    println!("|{}|{}:|{}:|{}:|", "-".repeat(60), "-".repeat(13), "-".repeat(13), "-".repeat(7));

    measure!("/sales list, the newest", ledger.page(&filter(0), None, 10).await.unwrap());
    measure!("/sales list, anywhere", {
        let before = SaleId::new(random.random_range(1..SALES));
        ledger.page(&filter(0), Some(before), 10).await.unwrap()
    });
    for (what, parts) in
        [("buyer", 1), ("staff", 2), ("product", 4), ("state", 8), ("since", 16), ("staff and product", 6)]
    {
        let what = format!("/sales list, by {what}");
        measure!(&what, ledger.page(&filter(parts), None, 10).await.unwrap());
    }
    measure!("/sales list, by any of the 31 combinations, from anywhere", {
        let before = SaleId::new(random.random_range(1..SALES));
        ledger.page(&filter(random.random_range(1..32)), Some(before), 10).await.unwrap()
    });
    let nothing = SaleFilter { state: Some(SaleState::Failed), ..filter(6) };
    measure!("/sales list, by staff, product and state that never meet", {
        let at = SaleId::new(random.random_range(SALES / 2..SALES));
        ledger.page(&nothing, Some(at), 10).await.unwrap()
    });
    measure!("/sales show, with its events", {
        let sale = SaleId::new(random.random_range(1..SALES));
        (ledger.listed(sale).await.unwrap(), ledger.events(sale).await.unwrap())
    });
    measure!("autocomplete of a sale's number", {
        let digits = random.random_range(1..7);
        let typed = Some(SaleId::new(random.random_range(1..10_i64.pow(digits))));
        ledger.numbered(guild(), typed, 25).await.unwrap()
    });
    measure!("autocomplete of a product", ledger.products(guild()).await.unwrap());
    measure!("/mylicenses, of any buyer", {
        let buyer = BuyerId::new(random.random_range(100..50_100)).unwrap();
        ledger.licenses_of(guild(), buyer, 0, 5).await.unwrap()
    });
    let large = BuyerId::new(LARGE_BUYER).unwrap();
    measure!("/mylicenses, of a buyer with ten thousand, any page", {
        ledger.licenses_of(guild(), large, random.random_range(0..10_000), 5).await.unwrap()
    });
    let guilds = [guild(), GuildId::new(2).unwrap()];
    measure!("/metrics: counting unfinished and 10,000 undelivered sales", {
        assert_eq!(ledger.backlog(&guilds).await.unwrap().sales.len(), 2);
    });
    let mut times = Vec::new();
    for _ in 0..20 {
        let since = SystemClock.now().before(Duration::from_hours(30 * 24));
        let begun = Instant::now();
        assert!(!ledger.sold_since(guild(), since).await.unwrap().is_empty());
        times.push(begun.elapsed());
    }
    row("/sales stats: counting 37,000 sales of 30 days", &mut times, "");
    let mut times = Vec::new();
    for _ in 0..50 {
        let chart = chart();
        let begun = Instant::now();
        assert!(!keyclerk::chart::png(&chart).unwrap().is_empty());
        times.push(begun.elapsed());
    }
    row("/sales stats: drawing the chart", &mut times, "100 ms");
    ledger.close().await;
}

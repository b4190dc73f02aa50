//! Measures look-ups in a ledger of a million sales, and the drawing of a chart. Prints a table and does not
//! judge the figures.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

mod million_sales;

use std::sync::Arc;
use std::time::{Duration, Instant};

use keyclerk::chart::{Bar, Bars, Chart, Days, Series, Tone};
use keyclerk::domain::{BuyerId, Clock, GuildId, Product, SaleId, SaleState, StaffId, SystemClock};
use keyclerk::ledger::{Ledger, SaleFilter};
use rand::Rng;

use million_sales::{LARGE_BUYER, SALES, fill};

const TIMES: usize = 400;

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

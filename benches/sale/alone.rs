//! The rows that concern keyclerk only: its start, vendor calls, slow networks, and a large stock.

use std::path::Path;
use std::time::{Duration, Instant};

use keyclerk::cli::demo::{PersonExt, Stage};
use keyclerk::vendor::{Store, VendorServer};

use super::bot::binary;
use super::contestant::{Contestant, restock};
use super::figures::{millis, percentile};
use super::table::row;
use super::{crowd, one_sale};

const LATENCY: Duration = Duration::from_millis(100);

/// Prints all rows.
pub async fn rows(keyclerk: Contestant) {
    let calls = keyclerk.figures.lone.calls_per_sale();
    row("start to commands registered", &format!("{:.0} ms", millis(keyclerk.start)), "150 ms");
    row("lone sale: vendor calls (mean of 700)", &format!("{calls:.2}"), "2");
    slow_calls(&keyclerk.stage).await;
    calls_at_once(&keyclerk.stage).await;
    large_stock().await;
    crowd::interactions(&keyclerk.stage, &keyclerk.bot).await;
    let size = std::fs::metadata(binary()).unwrap().len() as f64 / 1024.0 / 1024.0;
    row("binary, as it ships", &format!("{size:.1} MiB"), "15 MB");
    drop(keyclerk);
    crowd::limited_lines().await;
}

async fn slow_calls(stage: &Stage) {
    stage.sandbox.delay(LATENCY);
    stage.vendor.faults.delay(LATENCY);
    let median = one_sale::dm_median(stage, 15).await;
    stage.sandbox.delay(Duration::ZERO);
    stage.vendor.faults.delay(Duration::ZERO);
    row("lone sale with 100 ms on every call, p50 of 15", &format!("{:.0} ms", millis(median)), "~300 ms");
}

async fn calls_at_once(stage: &Stage) {
    let mut most = 0;
    for _ in 0..3 {
        let calls = stage.vendor.faults.calls();
        let buyers: Vec<_> = (0..100).map(|_| stage.guild.member("buyer", &[])).collect();
        let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
        for reply in replies {
            reply.says("License sold").await;
        }
        most = most.max(stage.vendor.faults.calls() - calls);
    }
    restock(stage, 300).await;
    row("100 sales at once: vendor calls (most of 3 rounds)", &most.to_string(), "102");
}

/// Measures the vendor itself with a million licenses.
async fn large_stock() {
    let folder = tempfile::tempdir().unwrap();
    let (vendor, key) = large_vendor(folder.path()).await;
    let client = reqwest::Client::new();
    let mut times = Vec::new();
    for _ in 0..1_000 {
        let begun = Instant::now();
        let url = format!("{}/reseller/fetchlicense?api_token={key}", vendor.url());
        assert!(client.get(url).send().await.unwrap().status().is_success());
        times.push(begun.elapsed());
    }
    let late = percentile(&times, 99);
    row("vendor with a million licenses: fetchlicense, p99 of 1,000", &format!("{:.2} ms", millis(late)), "");
}

/// Starts a vendor with a million licenses in stock. Returns it with an API key.
async fn large_vendor(folder: &Path) -> (VendorServer, String) {
    let path = folder.join("vendor.db");
    let store = Store::open(&path).await.unwrap();
    let key = store.create_key("shop").await.unwrap();
    let database = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let stock = "with recursive n(at) as (select 0 union all select at + 1 from n where at < 999999)
        insert into vendor_license (account_id, license_key, product, created_at, slot)
        select 1, printf('ps-%04X-%07X-%03X', at % 65536, at, at % 4096), 'lifetime', 0, at from n";
    sqlx::query(stock).execute(&database).await.unwrap();
    database.close().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    (VendorServer::start(&path, listener, None).await.unwrap(), key)
}

//! Measures a backup of a million sales, the delay of synced writes meanwhile, and the start with such a ledger.
//! Prints a table and does not judge the figures.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod million_sales;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use keyclerk::domain::{Clock, GuildId, LicenseKey, StaffId, SystemClock};
use keyclerk::ledger::{Ledger, back_up};

use million_sales::{LARGE_BUYER, SALES, fill};

/// The time between two writes, as of a busy shop.
const PAUSE: Duration = Duration::from_millis(20);
const UNDISTURBED: Duration = Duration::from_secs(10);

async fn opened(path: &Path) -> Ledger {
    Ledger::open(path, Arc::new(SystemClock)).await.unwrap()
}

/// Makes synced writes until `is_done`. Returns the time that each took.
async fn write_until(ledger: Ledger, is_done: Arc<AtomicBool>) -> Vec<Duration> {
    let (guild, staff) = (GuildId::new(1).unwrap(), StaffId::new(LARGE_BUYER).unwrap());
    let mut times = Vec::new();
    while !is_done.load(Ordering::SeqCst) {
        let key: LicenseKey = format!("ps-{:04X}-{:07X}-00F", times.len(), times.len()).parse().unwrap();
        let begun = Instant::now();
        ledger.shown(guild, &key.hash(), staff).await.unwrap();
        times.push(begun.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    times
}

/// Prints the median, the 99th percentile and the longest of some times, in milliseconds.
fn row(what: &str, times: &mut [Duration], aim: &str) {
    times.sort_unstable();
    let at =
        |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    let (count, p50, p99, most) = (times.len(), at(50), at(99), at(100));
    println!("| {what:<44} | {count:>5} | {p50:>9.1} | {p99:>9.1} | {most:>9.1} | {aim:>8} |");
}

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    fill(&path).await;
    println!(
        "| {:<44} | times | {:>9} | {:>9} | {:>9} | {:>8} |",
        format!("{SALES} sales: ms"),
        "p50",
        "p99",
        "most",
        "aim"
    );
    println!("|{}|------:|{}---------:|", "-".repeat(46), "----------:|".repeat(3));

    let mut starts = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let ledger = opened(&path).await;
        ledger.due(128).await.unwrap();
        starts.push(begun.elapsed());
        ledger.close().await;
    }
    row("start: open, and find what is due", &mut starts, "500");

    let ledger = opened(&path).await;
    let is_done = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn(write_until(ledger.clone(), Arc::clone(&is_done)));
    tokio::time::sleep(UNDISTURBED).await;
    is_done.store(true, Ordering::SeqCst);
    row("a synced write", &mut writing.await.unwrap(), "");

    let (mut backups, mut writes, mut bytes) = (Vec::new(), Vec::new(), 0);
    for round in 0..3 {
        let is_done = Arc::new(AtomicBool::new(false));
        let writing = tokio::spawn(write_until(ledger.clone(), Arc::clone(&is_done)));
        let begun = Instant::now();
        let target = folder.path().join(format!("backup-{round}.db"));
        let backup = back_up(&path, &target, SystemClock.now()).await.unwrap();
        backups.push(begun.elapsed());
        is_done.store(true, Ordering::SeqCst);
        writes.extend(writing.await.unwrap());
        bytes = backup.bytes;
        assert_eq!(backup.sales, SALES);
        std::fs::remove_file(target).unwrap();
    }
    row("a synced write during a backup", &mut writes, "+50");
    row("a backup", &mut backups, "10000");
    println!("\nthe backup has {} MiB", bytes / 1024 / 1024);
    ledger.close().await;
}

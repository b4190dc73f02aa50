//! Measures the ledger's writer without Discord and vendor, with several numbers of concurrent callers.
//! Prints a table and does not judge the figures.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use keyclerk::domain::{
    BuyerId, Change, ChannelId, GuildId, InteractionId, License, Sale, SaleRequest, Settled, StaffId,
    SystemClock,
};
use keyclerk::ledger::{Ledger, LedgerError, Requested};
use secrecy::SecretString;

/// The number of sales for one row of the table.
const SALES: u64 = 4_000;
/// The interval of refused batches: one in this number, if any is refused.
const REFUSED: u64 = 20;

fn request(number: u64) -> SaleRequest {
    SaleRequest::of_one(
        GuildId::new(1).unwrap(),
        ChannelId::new(2).unwrap(),
        InteractionId::new(number).unwrap(),
        SecretString::from("token"),
        StaffId::new(3).unwrap(),
        BuyerId::new(number).unwrap(),
    )
}

/// Writes a sale as the bot does: four batches, the second of which is synced.
async fn sell(ledger: &Ledger, number: u64, is_refused: bool) {
    let key = format!("ps-{:04X}-{number:07X}-{:03X}", number % 65_536, number % 4_096);
    let license = License { key: key.parse().unwrap(), product: None, expires_at: None };
    let Requested::New(sale) = ledger.request(&request(number)).await.unwrap() else { panic!("sold before") };
    let unmoved = (*sale).clone();
    let now = ledger.now();
    let sale = commit(ledger, sale.reserved(now, vec![license], true, None).unwrap()).await;
    let line = sale.line().unwrap().number;
    let sale = commit(ledger, sale.assigned(now, line, false, None, None).unwrap()).await;
    let settled: Vec<Settled> = sale.due.iter().map(|due| Settled::Sent(due.number, None)).collect();
    ledger.settle(sale.id, &settled).await.unwrap();
    if is_refused {
        let overtaken = ledger.commit(unmoved.acknowledged(now).unwrap()).await;
        assert!(matches!(overtaken, Err(LedgerError::Overtaken(_))));
    }
}

async fn commit(ledger: &Ledger, change: Change) -> Sale {
    ledger.commit(change).await.unwrap()
}

/// Measures concurrent callers. Returns the time and the CPU time per sale.
async fn measure(folder: &Path, callers: u64, is_refused: bool) -> (Duration, Duration) {
    let path = folder.join(format!("{callers} {is_refused}.db"));
    let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    let (begun, cpu) = (Instant::now(), cpu_time());
    let each = SALES / callers;
    let selling = (0..callers).map(|caller| {
        let ledger = ledger.clone();
        tokio::spawn(async move {
            for at in 0..each {
                // A sale has four batches, and one batch in twenty is refused.
                let number = caller * each + at + 1;
                sell(&ledger, number, is_refused && number.is_multiple_of(REFUSED / 4)).await;
            }
        })
    });
    for seller in selling.collect::<Vec<_>>() {
        seller.await.unwrap();
    }
    let (time, cpu) = (begun.elapsed(), cpu_time().saturating_sub(cpu));
    ledger.close().await;
    let sales = u32::try_from(callers * each).unwrap();
    (time / sales, cpu / sales)
}

/// Returns the CPU time of this process, with a resolution of 10 ms.
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = fields[11..13].iter().map(|ticks| ticks.parse::<u64>().unwrap()).sum();
    Duration::from_millis(10 * ticks)
}

fn main() {
    // Like the bot, this uses one worker thread.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    println!("| {:<36} | time per sale | CPU per sale |", "the writer alone");
    println!("|{}|--------------:|-------------:|", "-".repeat(38));
    for (callers, is_refused) in [(1, false), (50, false), (200, false), (1, true), (50, true)] {
        let (time, cpu) = runtime.block_on(measure(folder.path(), callers, is_refused));
        let refused = if is_refused { ", 5 % refused" } else { "" };
        let what = format!("{callers} at once{refused}");
        println!("| {what:<36} | {:>10} us | {:>9} us |", time.as_micros(), cpu.as_micros());
    }
}

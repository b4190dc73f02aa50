//! What a sale costs: calls, time, CPU, memory – of the real process, against the local Discord
//! and the vendor's server on the same machine. Prints a table; judges nothing.
//!
//! The bot reaches Discord by `DISCORD_API_URL`, where a proxy would pace the 50 requests a second that
//! Discord takes in all; its buckets and every 429 are obeyed as always.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

mod bare;
mod crowd;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keyclerk::demo::{Stage, licenses};
use keyclerk::vendor::{Store, VendorServer};
use secrecy::ExposeSecret;

const BINARY: &str = env!("CARGO_BIN_EXE_keyclerk");

struct Bot {
    process: Child,
    _folder: tempfile::TempDir,
}

impl Drop for Bot {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Bot {
    /// Starts the process and waits until its commands are registered.
    async fn start(stage: &Stage, mut command: Command) -> (Self, Duration) {
        let folder = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let process = command
            .current_dir(folder.path())
            .env("DISCORD_TOKEN", stage.sandbox.token().expose_secret())
            .env("DISCORD_API_URL", stage.sandbox.url())
            .env("GUILD_IDS", stage.guild.id().to_string())
            .env("STAFF_ROLE_IDS", stage.settings.staff_role_ids[0].to_string())
            .env("RESELLER_BASE_URL", stage.vendor.url())
            .env("RESELLER_API_TOKEN", &stage.vendor_key)
            .env("RESELLER_RATE_LIMIT", "1000000")
            .env("DATABASE_URL", "sqlite:keyclerk.db")
            .env("RUST_LOG", "warn")
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        stage.sandbox.connected().await;
        (Self { process, _folder: folder }, begun.elapsed())
    }

    /// Resident memory, in MiB.
    fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// CPU time used so far, user and system.
    fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // Linux counts in hundredths of a second whatever the kernel's own clock.
        let ticks = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 10)
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn row(what: &str, measured: &str, aim: &str) {
    println!("| {what:<62} | {measured:>17} | {aim:>8} |");
}

/// The bot that ships.
fn keyclerk() -> Command {
    let mut keyclerk = Command::new(BINARY);
    keyclerk.env_clear().arg("run");
    keyclerk
}

/// Sells one license and waits for the DM; how long that took.
async fn sell(stage: &Stage) -> Duration {
    let buyer = stage.guild.member("buyer", &[]);
    let begun = Instant::now();
    let reply = stage.moderator.sells_to(&buyer);
    buyer.dm("Your license").await;
    let took = begun.elapsed();
    reply.says("License sold").await;
    took
}

/// What a lone sale costs a bot: calls to the vendor, time until the DM (median), CPU.
async fn lone_sales(stage: &Stage, bot: &Bot) -> (f64, Duration, f64) {
    for _ in 0..20 {
        sell(stage).await;
    }
    let calls = stage.vendor.faults.calls();
    let mut times = Vec::new();
    for _ in 0..200 {
        times.push(sell(stage).await);
    }
    let calls = (stage.vendor.faults.calls() - calls) as f64 / 200.0;
    let cpu = bot.cpu();
    for _ in 0..500 {
        sell(stage).await;
    }
    (calls, percentile(&mut times, 50), millis(bot.cpu().saturating_sub(cpu)) / 500.0)
}

/// The bot's neighbours, and no bot yet. Where the machine has a file system in memory, the vendor
/// keeps its books there: they are to answer at once, and the bot is to have the disk.
async fn neighbours() -> Stage {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    Stage::set_in(folder, licenses(2_000)).await.unwrap().without_bot().await
}

/// A vendor with a million licenses in stock, and an API key for it.
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

// One thread for all the neighbours: the bot is to have the other core.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    if std::env::var_os(bare::BARE).is_some() {
        return bare::run().await;
    }
    let stage = neighbours().await;
    let (bot, start) = Bot::start(&stage, keyclerk()).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!("| {:<62} | {:>17} | {:>8} |", "what", "measured", "aim");
    println!("|{}|{}:|{}:|", "-".repeat(64), "-".repeat(18), "-".repeat(9));
    row("start to commands registered", &format!("{:.0} ms", millis(start)), "150 ms");
    row("resident memory, idle", &format!("{:.1} MiB", bot.resident()), "15 MB");

    let (calls, time, cpu) = lone_sales(&stage, &bot).await;
    row("lone sale: vendor calls (mean of 200)", &format!("{calls:.2}"), "2");
    row("lone sale: interaction to DM, p50 of 200", &format!("{:.2} ms", millis(time)), "3 ms");
    row("CPU of a lone sale, mean of 500", &format!("{cpu:.2} ms"), "1 ms");
    row("resident memory after 720 sales", &format!("{:.1} MiB", bot.resident()), "25 MB");

    let latency = Duration::from_millis(100);
    stage.sandbox.delay(latency);
    stage.vendor.faults.delay(latency);
    let mut times = Vec::new();
    for _ in 0..15 {
        times.push(sell(&stage).await);
    }
    stage.sandbox.delay(Duration::ZERO);
    stage.vendor.faults.delay(Duration::ZERO);
    let median = percentile(&mut times, 50);
    row("the same with 100 ms on every call, p50 of 15", &format!("{:.0} ms", millis(median)), "~300 ms");

    let mut most_calls = 0;
    for _ in 0..3 {
        let calls = stage.vendor.faults.calls();
        let buyers: Vec<_> = (0..100).map(|_| stage.guild.member("buyer", &[])).collect();
        let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
        for reply in replies {
            reply.says("License sold").await;
        }
        most_calls = most_calls.max(stage.vendor.faults.calls() - calls);
    }
    row("100 sales at once: vendor calls (most of 3 rounds)", &most_calls.to_string(), "102");

    assert!(stage.vendor.store.import("shop", &licenses(1_800)).await.unwrap().is_ok());
    let mut late = Vec::new();
    for _ in 0..9 {
        let buyers: Vec<_> = (0..200).map(|_| stage.guild.member("buyer", &[])).collect();
        let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
        let mut acknowledgements = Vec::new();
        for reply in &replies {
            acknowledgements.push(reply.acknowledged().await);
        }
        for reply in &replies {
            reply.says("License sold").await;
        }
        late.push(percentile(&mut acknowledgements, 99));
    }
    let late = percentile(&mut late, 50);
    row(
        "200 commands at once: acknowledgement, p99, median of 9 rounds",
        &format!("{:.0} ms", millis(late)),
        "50 ms",
    );

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
    let late = percentile(&mut times, 99);
    row("vendor with a million licenses: fetchlicense, p99 of 1,000", &format!("{:.2} ms", millis(late)), "");

    row("resident memory after those bursts", &format!("{:.1} MiB", bot.resident()), "");
    crowd::interactions(&stage, &bot).await;
    let size = std::fs::metadata(BINARY).unwrap().len() as f64 / 1024.0 / 1024.0;
    row("binary, with sandbox and vendor", &format!("{size:.1} MiB"), "15 MB");
    drop(bot);
    crowd::limited_lines().await;

    for (what, value) in [("no ledger", "1"), ("five one-row commits", bare::COMMITS)] {
        let stage = neighbours().await;
        let mut bare = Command::new(std::env::current_exe().unwrap());
        bare.env_clear().env(bare::BARE, value);
        let (bot, _) = Bot::start(&stage, bare).await;
        let (_, time, cpu) = lone_sales(&stage, &bot).await;
        row(
            &format!("for comparison, the bare calls with {what}: p50"),
            &format!("{:.2} ms", millis(time)),
            "",
        );
        row(&format!("for comparison, the bare calls with {what}: CPU"), &format!("{cpu:.2} ms"), "");
    }
}

//! Measures the cost of a sale: time, CPU, synced writes, memory, and calls. Real processes run against the
//! local Discord and the vendor's server. Prints two tables and does not judge the figures.
//!
//! The first table compares keyclerk with two bare bots. Each bot has its own Discord and vendor. The bots
//! take turns, so that other load on the machine favours none. An older build is added as a column if the
//! environment names its binary:
//!
//! ```sh
//! git worktree add ../base COMMIT
//! (cd ../base && cargo build --profile dist)
//! KEYCLERK_BASE=../base/target/dist/keyclerk cargo bench --bench sale
//! ```
//!
//! The bots connect to Discord through `DISCORD_API_URL`, as through a proxy that enforces Discord's limit of
//! 50 requests per second. keyclerk still obeys the limits of routes and every 429.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

mod alone;
mod bare;
mod bot;
mod burst;
mod contestant;
mod crowd;
mod figures;
mod lone;
mod one_sale;
mod table;

use std::process::Command;
use std::time::Duration;

/// Builds the bot as the image ships it: without sandbox and vendor, and with packed relocations. Without Cargo, the
/// benchmark measures the existing binary.
fn build_what_ships() {
    let Some(cargo) = std::env::var_os("CARGO") else { return };
    let build = ["rustc", "--quiet", "--profile", "dist", "--no-default-features", "--bin", "keyclerk"];
    let packed = ["--", "-C", "link-arg=-Wl,-z,pack-relative-relocs"];
    assert!(Command::new(cargo).args(build).args(packed).status().unwrap().success());
}

// Discord, vendor and benchmark share one thread, so that the bot has the other core.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    if std::env::var_os(bare::BARE).is_some() {
        return bare::run().await;
    }
    build_what_ships();
    let mut contestants = contestant::all().await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    for contestant in &mut contestants {
        contestant.figures.idle = contestant.bot.resident();
    }
    lone::measure(&mut contestants).await;
    burst::measure(&mut contestants).await;
    for contestant in &mut contestants {
        contestant.figures.synced_per_sale = contestant.synced_per_sale().await;
    }
    table::compare(&contestants);

    let keyclerk = contestants.remove(0);
    drop(contestants);
    table::head();
    alone::rows(keyclerk).await;
}

//! Measures what a sale costs: time, CPU, synced writes, memory, and calls. Prints two tables and
//! judges nothing. Real processes run against the local Discord and the vendor's server.
//!
//! The first table puts keyclerk beside two bare bots. Each bot has a Discord and a vendor of its
//! own, and they take turns, so that what else the machine does favours none. An older build joins
//! as one more column if the environment names its binary:
//!
//! ```sh
//! git worktree add ../base COMMIT
//! (cd ../base && cargo build --profile dist)
//! KEYCLERK_BASE=../base/target/dist/keyclerk cargo bench --bench sale
//! ```
//!
//! The bots reach Discord by `DISCORD_API_URL`, where a proxy would pace the 50 requests per second
//! that Discord allows. keyclerk still obeys the limits of routes and every 429.
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

/// Builds the bot as it ships, without sandbox and vendor, in the place of the one that Cargo has built
/// for the benchmark. A benchmark that Cargo did not start measures what is there.
fn build_what_ships() {
    let Some(cargo) = std::env::var_os("CARGO") else { return };
    let build = ["build", "--quiet", "--profile", "bench", "--no-default-features", "--bin", "keyclerk"];
    assert!(Command::new(cargo).args(build).status().unwrap().success());
}

// One thread for Discord, vendor and benchmark: the bot has the other core.
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

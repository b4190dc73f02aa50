//! Measures interactions before and after many others, and many sales under Discord's rate limits.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use discord_sandbox::{RateLimit, render};
use keyclerk::cli::demo::{PersonExt, Stage};

use super::bot::{Bot, Kind};
use super::contestant::{restock, stage_without_bot};
use super::figures::{millis, percentile};
use super::one_sale::dm_median;
use super::table::row;

/// The number of interactions between the two measurements, and how many run at once.
const INTERACTIONS: usize = 20_000;
const AT_ONCE: usize = 100;
/// The number of consecutive interactions in a measurement.
const MEASURED: usize = 2_000;

/// Measures a lone interaction. Returns the median time until its answer, and its CPU time in ms.
async fn lone_interaction(stage: &Stage, bot: &Bot) -> (Duration, f64) {
    let (cpu, mut times) = (bot.cpu(), Vec::new());
    for _ in 0..MEASURED {
        let begun = Instant::now();
        stage.moderator.runs("/help").send().says("What you can do").await;
        times.push(begun.elapsed());
    }
    let cpu = millis(bot.cpu().saturating_sub(cpu)) / MEASURED as f64;
    (percentile(&times, 50), cpu)
}

/// Prints the rows of an interaction before and after 20,000 others.
pub async fn interactions(stage: &Stage, bot: &Bot) {
    restock(stage, 400).await;
    let sale_before = dm_median(stage, 200).await;
    let (time_before, cpu_before) = lone_interaction(stage, bot).await;
    let memory_before = bot.resident();
    for _ in 0..INTERACTIONS / AT_ONCE {
        let replies: Vec<_> = (0..AT_ONCE).map(|_| stage.moderator.runs("/help").send()).collect();
        for reply in replies {
            reply.says("What you can do").await;
        }
    }
    let (time, cpu) = lone_interaction(stage, bot).await;
    let memory = bot.resident();
    let of = |before: f64, after: f64, unit: &str| format!("{after:.2} ({before:.2}) {unit}");
    row(
        "an interaction after 20,000 others (and before): p50 of 2,000",
        &of(millis(time_before), millis(time), "ms"),
        "before",
    );
    row("CPU of it, mean of 2,000", &of(cpu_before, cpu, "ms"), "before");
    row("resident memory then (and before)", &of(memory_before, memory, "MiB"), "before");
    row(
        "lone sale then (and before), p50 of 200",
        &of(millis(sale_before), millis(dm_median(stage, 200).await), "ms"),
        "before",
    );
}

/// Prints the rows of thirty simultaneous sales, with a limit of five messages per channel in five seconds.
pub async fn limited_lines() {
    let stage = stage_without_bot().await;
    stage.sandbox.limit(RateLimit::route("POST", "channels/{}/messages", 5, Duration::from_secs(5)));
    let mut keyclerk = Kind::Keyclerk.command();
    keyclerk.env("SALES_CHANNEL_ID", stage.sales_channel.to_string());
    let (_bot, _) = Bot::start(&stage, keyclerk).await;
    let begun = Instant::now();
    let buyers: Vec<_> = (0..30).map(|_| stage.guild.member("buyer", &[])).collect();
    let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
    for (reply, buyer) in replies.iter().zip(&buyers) {
        reply.says("License sold").await;
        buyer.dm("Your license").await;
    }
    let told = begun.elapsed();
    let lines = loop {
        let lines = stage.guild.messages(stage.sales_channel);
        if lines.len() >= buyers.len() {
            break lines;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    let last = begun.elapsed();
    let numbers = lines.iter().map(|line| render(&line.body).lines().next().unwrap().to_owned());
    let twice = lines.len() - numbers.collect::<HashSet<_>>().len();
    let limited = stage.sandbox.limited_requests();
    row("30 sales, 5 messages in 5 s: last key and answer", &format!("{:.2} s", told.as_secs_f64()), "10 s");
    row("30 sales, 5 messages in 5 s: last sales line", &format!("{:.1} s", last.as_secs_f64()), "45 s");
    row("30 sales, 5 messages in 5 s: 429s, lines posted twice", &format!("{limited}, {twice}"), "0, 0");
}

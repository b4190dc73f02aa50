//! Tests of the bot under Discord's rate limits. It obeys them, waits for a limited time, and repeats no
//! message.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use discord_sandbox::{Fault, RateLimit, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use serde_json::json;

use crate::process::{command, exit_code, send_signal};
use crate::staging::change_rows_while_down;

const WINDOW: Duration = Duration::from_secs(5);

fn limited(retry_after: f64, global: bool) -> serde_json::Value {
    json!({ "message": "You are being rate limited.", "retry_after": retry_after, "global": global })
}

/// Counts the requests with this method whose path contains the text.
fn asked(stage: &Stage, method: &str, path: &str) -> usize {
    let requests = stage.sandbox.requests();
    requests.iter().filter(|request| request.method == method && request.path.contains(path)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_sales_under_a_rate_limit_post_each_line_once_and_delay_no_key() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    stage.sandbox.limit(RateLimit::route("POST", "channels/{}/messages", 5, WINDOW));
    let begun = Instant::now();
    let buyers: Vec<_> = (0..30).map(|at| stage.guild.member(&format!("buyer{at}"), &[])).collect();
    let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
    for (reply, buyer) in replies.iter().zip(&buyers) {
        reply.says("License sold").await;
        buyer.dm("Your license").await;
    }
    let told = begun.elapsed();
    for sale in 1..=30 {
        stage.guild.message(stage.sales_channel, &format!("Sale #{sale}\n")).await;
    }
    let last = begun.elapsed();
    println!("answers and keys after {told:?}, the last line after {last:?}");
    assert!(told < Duration::from_secs(10), "{told:?}");
    assert!(last < Duration::from_secs(45), "{last:?}");
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for line in stage.guild.messages(stage.sales_channel) {
        *lines.entry(render(&line.body).lines().next().unwrap_or_default().to_owned()).or_default() += 1;
    }
    assert!(lines.len() == 30 && lines.values().all(|times| *times == 1), "{lines:?}");
    assert_eq!(stage.sandbox.limited_requests(), 0, "no request exceeded a limit");
    assert!(buyers.iter().all(|buyer| buyer.dms().len() == 1));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_in_any_form_costs_few_requests_and_no_message() {
    let stage = Stage::set(licenses(20)).await.unwrap();
    let date = |fault: Fault| {
        fault
            .header("Date", "Sun, 06 Nov 1994 08:49:30 GMT")
            .header("Retry-After", "Sun, 06 Nov 1994 08:49:31 GMT")
    };
    let answer = |body| Fault::answer("POST", "/messages", 429, body);
    let page = || Fault::raw("POST", "/messages", 429, "text/html", "<html>error 1015</html>");
    let faults = [
        answer(limited(0.3, false)).header("Retry-After", "1"),
        answer(limited(0.3, false)).header("Retry-After", "1").header("X-RateLimit-Scope", "shared"),
        answer(limited(0.3, true)).header("Retry-After", "1").header("X-RateLimit-Global", "true"),
        answer(json!({})).header("Retry-After", "soon"),
        date(answer(json!({}))),
        date(page()),
        page(),
        page().header("Retry-After", "1"),
    ];
    for (at, fault) in faults.into_iter().enumerate() {
        let before = asked(&stage, "POST", "/messages");
        stage.sandbox.fault(fault.times(2));
        let buyer = stage.guild.member(&format!("buyer{at}"), &[]);
        let begun = Instant::now();
        stage.moderator.sells_to(&buyer).says("License sold").await;
        stage.guild.message(stage.sales_channel, &format!("Sale #{}\n", at + 1)).await;
        let requests = asked(&stage, "POST", "/messages") - before;
        println!("429 of form {at}: {requests} requests, {:?}", begun.elapsed());
        // The limit is a key, a sales line, and the two refused requests.
        assert!(requests <= 4, "form {at}: {requests} requests");
        assert_eq!(buyer.dms().len(), 1, "form {at}");
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_told_at_once_if_opening_the_dm_is_rate_limited() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let fault = Fault::answer("POST", "users/@me/channels", 429, limited(6.0, false));
    stage.sandbox.fault(fault.header("Retry-After", "6"));
    let anna = stage.guild.member("anna", &[]);
    let begun = Instant::now();
    let reply = stage.moderator.sells_to(&anna);
    reply.says("on its way").await;
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    reply.says("License sold").await;
    assert!(begun.elapsed() >= Duration::from_secs(6));
    assert!(asked(&stage, "POST", "users/@me/channels") <= 3);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn interaction_responses_ignore_other_limits_but_obey_their_own_429() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    // A global 429 stops messages but no response to an interaction.
    let global = Fault::answer("POST", "/messages", 429, limited(8.0, true)).header("Retry-After", "8");
    stage.sandbox.fault(global);
    let begun = Instant::now();
    let sale = stage.moderator.sells_to(&stage.guild.member("anna", &[]));
    sale.says("on its way").await;
    stage.moderator.runs("/help").send().says("What you can do").await;
    assert!(begun.elapsed() < Duration::from_secs(7), "{:?}", begun.elapsed());
    sale.says("License sold").await;

    for method in ["POST", "PATCH"] {
        let begun = Instant::now();
        let help = stage.moderator.runs("/help").send();
        let fault = Fault::answer(method, &help.token(), 429, limited(0.7, false)).header("Retry-After", "1");
        stage.sandbox.fault(fault);
        help.says("What you can do").await;
        assert!(begun.elapsed() >= Duration::from_millis(700), "{method}: {:?}", begun.elapsed());
        assert_eq!(asked(&stage, method, &help.token()), 2, "{method}");
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_firewall_page_does_not_count_as_a_refusal() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let page = Fault::raw("POST", "/messages", 403, "text/html", "<html>blocked</html>");
    stage.sandbox.fault(page.times(2));
    let anna = stage.guild.member("anna", &[]);
    let reply = stage.moderator.sells_to(&anna);
    reply.says("on its way").await;
    reply.says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dms_opened_too_fast_are_retried_later_and_more_slowly() {
    let stage = Stage::set(licenses(8)).await.unwrap();
    let too_fast = json!({ "code": 40_003, "message": "You are opening direct messages too fast." });
    stage.sandbox.fault(Fault::answer("POST", "users/@me/channels", 403, too_fast).until_lifted());
    let buyers: Vec<_> = (0..5).map(|at| stage.guild.member(&format!("buyer{at}"), &[])).collect();
    let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
    for reply in &replies {
        reply.says("on its way").await;
    }
    let begun = Instant::now();
    // The first pause ends after five seconds. No other sale sends a request in the meantime.
    let before = asked(&stage, "POST", "users/@me/channels");
    assert!(before <= 6, "{before} requests");
    stage.sandbox.asked("POST", "users/@me/channels", before + 1).await;
    assert!(begun.elapsed() > Duration::from_secs(2), "{:?}", begun.elapsed());
    stage.sandbox.lift_faults();
    for (reply, buyer) in replies.iter().zip(&buyers) {
        reply.says("License sold").await;
        assert_eq!(buyer.dms().len(), 1);
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_messages_in_a_channel_do_not_block_a_key() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let trouble = json!({ "code": 0, "message": "503: Service Unavailable" });
    stage.sandbox.fault(Fault::answer("POST", "/messages", 503, trouble).times(3));
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("on its way").await;
    let stage = change_rows_while_down(
        stage,
        "update message set created_at = created_at - 120000 where kind = 'dm'",
        1,
    )
    .await;
    let odd = json!([{ "id": "1", "embeds": [{ "footer": {}, "video": {} }, 7] }, "odd", { "id": {} }]);
    stage.sandbox.fault(Fault::answer_as("GET", "/messages", odd));
    anna.dm("Your license").await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}

/// The number of interactions in a batch, and in total.
const BATCH: usize = 200;
const INTERACTIONS: usize = 20_000;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_interactions_do_not_increase_memory_or_cpu_cost() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let button = stage.moderator.runs("/help").send().says("What you can do").await;
    let stage = stage.without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = command(&stage, folder.path(), "run").env("RUST_LOG", "warn").spawn().unwrap();
    stage.sandbox.connected().await;
    let mut marks = Vec::new();
    for batch in 0..INTERACTIONS / BATCH {
        let replies: Vec<_> = (0..BATCH).map(|_| stage.moderator.forges(&button, "of another age")).collect();
        for reply in replies {
            reply.acknowledged().await;
        }
        if (batch + 1) % 20 == 0 {
            marks.push((cpu_ticks(child.id()), resident_kib(child.id())));
        }
    }
    send_signal(&child, "-TERM");
    exit_code(child).await;
    println!("CPU ticks and KiB after each fifth of {INTERACTIONS}: {marks:?}");
    let fifth = |at: usize| marks[at].0 - marks[at - 1].0;
    assert!(fifth(4) <= 2 * fifth(1), "the CPU cost of an interaction grows");
    assert!(marks[4].1 < marks[0].1 + 4 * 1024, "the memory grows with the number of interactions");
}

fn cpu_ticks(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

fn resident_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

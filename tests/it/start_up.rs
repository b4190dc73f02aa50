//! Tests of the start: it survives every transient fault, and it ends with a clear error on a permanent
//! one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use discord_sandbox::Fault;
use keyclerk::app;
use keyclerk::cli::demo::{GuildExt, PersonExt, Stage, licenses};
use keyclerk::domain::{SaleId, SaleState, SystemClock};
use keyclerk::ledger::Ledger;
use secrecy::SecretString;
use serde_json::json;

use crate::process::{exit_code, send_signal, start};

/// Makes a stage whose bot is not running.
async fn without_bot() -> Stage {
    Stage::set(licenses(4)).await.unwrap().without_bot().await
}

fn trouble() -> serde_json::Value {
    json!({ "code": 0, "message": "500: Internal Server Error" })
}

/// Starts a bot and expects the start to fail. Returns the error.
async fn refused_start(stage: &Stage) -> String {
    let mut bot = app::start(stage.settings.clone()).await.unwrap();
    let error = bot.ready().await.unwrap_err().to_string();
    bot.abandon().await;
    error
}

/// The requests of a start: the method, and a part of the path.
const CALLS: [(&str, &str); 3] =
    [("GET", "oauth2/applications/@me"), ("GET", "gateway/bot"), ("PUT", "/commands")];

#[tokio::test(flavor = "multi_thread")]
async fn a_start_survives_each_single_transient_fault() {
    let mut stage = without_bot().await;
    let limited = json!({ "message": "You are being rate limited.", "retry_after": 0.4, "global": false });
    for (method, path) in CALLS {
        let faults = [
            Fault::answer(method, path, 500, trouble()).times(3),
            Fault::answer(method, path, 503, trouble()).times(4),
            Fault::raw(method, path, 403, "text/html", "<html>blocked</html>"),
            Fault::raw(method, path, 404, "text/html", "<html>not yet</html>"),
            Fault::answer(method, path, 429, limited.clone()).header("Retry-After", "1").times(2),
            Fault::raw(method, path, 429, "text/html", "<html>1015</html>").header("Retry-After", "1"),
            Fault::answer_as(method, path, json!({ "odd": true })),
            Fault::lose(method, path).times(4),
        ];
        for (at, fault) in faults.into_iter().enumerate() {
            stage.sandbox.fault(fault);
            stage.sandbox.forget_commands();
            let begun = Instant::now();
            let mut bot = app::start(stage.settings.clone()).await.unwrap();
            stage.sandbox.connected().await;
            bot.ready().await.unwrap();
            println!("{method} {path}, fault {at}: started after {:?}", begun.elapsed());
            stage.bot = Some(bot);
            stage.moderator.runs("/help").send().says("What you can do").await;
            stage = stage.without_bot().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_ends_the_start_with_discords_error() {
    let mut stage = without_bot().await;
    stage.settings.discord_token = SecretString::from("another.token");
    let error = refused_start(&stage).await;
    assert!(error.contains("DISCORD_TOKEN") && error.contains("401"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_proxy_path_is_named_as_the_likely_cause() {
    let mut stage = without_bot().await;
    stage.settings.discord_api_url = Some(format!("{}/wrong", stage.sandbox.url()));
    let error = refused_start(&stage).await;
    assert!(error.contains("DISCORD_API_URL") && error.contains("/api/v10"), "{error}");
    drop(stage.sandbox.take_violations());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_the_bot_affects_no_other_and_is_served_after_the_bot_joins() {
    let mut stage = without_bot().await;
    let foreign = stage.sandbox.foreign_guild();
    stage.settings.guild_ids.insert(0, foreign.guild_id());
    let mut stage = stage.restart().await.unwrap();
    stage.guild.registered().await;
    assert!(foreign.commands().is_empty());
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    // The bot registers the commands at once, not after five minutes.
    foreign.invites_bot();
    foreign.registered().await;

    // Discord deletes the commands when the bot is removed. The next invitation registers them again.
    foreign.removes_bot();
    foreign.invites_bot();
    foreign.registered().await;
    foreign.administrator("admin").runs("/help").send().says("What you can do").await;
    stage.bot.as_mut().unwrap().ready().await.unwrap();
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn interactions_are_answered_while_commands_register() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    // The commands of an earlier start still exist. Registering them again hangs.
    stage.sandbox.fault(Fault::hang("PUT", "/commands"));
    let mut stage = stage;
    if let Some(bot) = stage.bot.take() {
        bot.stop().await;
    }
    stage.bot = Some(app::start(stage.settings.clone()).await.unwrap());
    stage.sandbox.shards_connected().await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.sandbox.lift_faults();
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_waits_while_few_session_starts_remain() {
    let mut stage = without_bot().await;
    stage.sandbox.session_starts(49, Duration::from_secs(2));
    let begun = Instant::now();
    let mut bot = app::start(stage.settings.clone()).await.unwrap();
    bot.ready().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(2), "{:?}", begun.elapsed());
    stage.bot = Some(bot);
    stage.moderator.runs("/help").send().says("What you can do").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_shards_serve_their_servers() {
    let mut stage = without_bot().await;
    stage.sandbox.shards(2);
    let other = stage.sandbox.guild_on_shard(1);
    stage.settings.guild_ids.push(other.guild_id());
    // Discord accepts one IDENTIFY in five seconds, and the first bot of the stage has sent one.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let stage = stage.restart().await.unwrap();
    stage.sandbox.shards_connected().await;
    stage.moderator.runs("/help").send().says("What you can do").await;
    other.administrator("admin").runs("/help").send().says("What you can do").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unfinished_sales_are_finished_before_discord_returns_the_application() {
    let stage = without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    // The vendor assigns the license, but the process is killed before the response arrives.
    stage.vendor.faults.delay(Duration::from_secs(3));
    let _ = stage.moderator.sells_to(&stage.guild.member("anna", &[]));
    let ledger =
        Ledger::open_to_read(&folder.path().join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap();
    let reached = async || ledger.sale(SaleId::new(1)).await.map(|sale| sale.state).ok();
    wait_until(async || reached().await == Some(SaleState::Assigning)).await;
    send_signal(&child, "-KILL");
    exit_code(child).await;
    stage.vendor.faults.delay(Duration::ZERO);
    stage.sandbox.fault(Fault::hang("GET", "oauth2/applications/@me").until_lifted());
    let child = start(&stage, folder.path());
    // The buyer gets the key before Discord returns the application.
    wait_until(async || reached().await == Some(SaleState::Delivered)).await;
    stage.sandbox.lift_faults();
    stage.sandbox.connected().await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
}

/// Waits until a condition holds.
pub async fn wait_until(mut holds: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < Duration::from_secs(30), "timed out");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

//! Tests of the shutdown: a process obeys SIGTERM from its first moment and ends within Docker's ten
//! seconds.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use discord_sandbox::Fault;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use serde_json::json;

use crate::process::{command, exit_code, keyclerk, send_signal, start, wait_for_a_sale};

/// Docker's grace period, minus a margin.
const GRACE: Duration = Duration::from_secs(9);

/// Sends SIGTERM. Returns the exit code and the time until the process ended.
async fn stop(child: std::process::Child) -> (Option<i32>, Duration) {
    let begun = Instant::now();
    send_signal(&child, "-TERM");
    (exit_code(child).await, begun.elapsed())
}

fn log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_stops_on_sigterm_while_discord_does_not_answer() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    stage.sandbox.fault(Fault::hang("GET", "oauth2/applications/@me").until_lifted());
    for (times, what) in (1..).zip(["run", "doctor"]) {
        let folder = tempfile::tempdir().unwrap();
        let mut process = command(&stage, folder.path(), what);
        let child = process.stderr(File::create(folder.path().join("log")).unwrap()).spawn().unwrap();
        stage.sandbox.asked("GET", "oauth2/applications/@me", times + 1).await;
        let (code, took) = stop(child).await;
        assert_eq!(code, Some(0), "{what}: {}", log(folder.path()));
        assert!(took < Duration::from_secs(3), "{what} took {took:?}");
        assert!(!log(folder.path()).contains("left unfinished"), "{}", log(folder.path()));
    }
    stage.sandbox.lift_faults();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_discord_refuses_ends_at_once_without_mentioning_sales() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let refused = json!({ "code": 0, "message": "401: Unauthorized" });
    for path in ["oauth2/applications/@me", "gateway/bot"] {
        let folder = tempfile::tempdir().unwrap();
        stage.sandbox.fault(Fault::answer("GET", path, 401, refused.clone()));
        let begun = Instant::now();
        let child = start(&stage, folder.path());
        assert_eq!(exit_code(child).await, Some(1));
        assert!(begun.elapsed() < Duration::from_secs(5), "{path}: {:?}", begun.elapsed());
        let said = log(folder.path());
        assert!(said.contains("DISCORD_TOKEN") && !said.contains("left unfinished"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_running_sales_within_dockers_grace_period() {
    let stage = Stage::set(licenses(4)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    // The delay is much longer than the grace period.
    stage.vendor.faults.delay(Duration::from_mins(5));
    let anna = stage.guild.member("anna", &[]);
    let begun = stage.moderator.sells_to(&anna);
    wait_for_a_sale(folder.path()).await;
    let (code, took) = stop(child).await;
    assert_eq!(code, Some(0), "{}", log(folder.path()));
    assert!(took < GRACE, "{took:?}");
    assert!(log(folder.path()).contains("left unfinished"));

    stage.vendor.faults.delay(Duration::ZERO);
    stage.sandbox.forget_commands();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    anna.dm("Your license").await;
    begun.says("License sold").await;
    assert_eq!(stop(child).await.0, Some(0));
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_survives_a_closed_pipe_and_stops_on_sigterm_if_nobody_reads() {
    let stage = Stage::set(licenses(1_000)).await.unwrap();
    for at in 0..40 {
        let buyer = stage.guild.member(&format!("buyer{at}"), &[]);
        let order = stage.moderator.runs("/assignlicense").user("member", &buyer).integer("quantity", 25);
        order.send().says("25 licenses sold").await;
    }
    let stage = stage.without_bot().await;
    let mut export = keyclerk();
    export.args(["sales", "export"]).env("DATABASE_URL", format!("sqlite:{}", stage.ledger_path().display()));

    let mut child = export.spawn().unwrap();
    let mut output = child.stdout.take().unwrap();
    output.read_exact(&mut [0; 100]).unwrap();
    drop(output);
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!((ended.status.code(), said.as_ref()), (Some(0), ""), "a closed pipe is not an error");

    let mut child = export.spawn().unwrap();
    // The program has begun to write much more than a pipe holds.
    let mut output = child.stdout.take().unwrap();
    output.read_exact(&mut [0; 100]).unwrap();
    let (code, took) = stop(child).await;
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(3), "{took:?}");
    let mut rest = Vec::new();
    output.read_to_end(&mut rest).unwrap();
    let lines = rest.split(|byte| *byte == b'\n').count();
    assert!(lines < 1_000, "all {lines} lines were written before the signal came");
}

//! Tests of what `keyclerk doctor` says of the application, the clocks, the vendor and the ledger's files.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use discord_sandbox::Fault;
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::SystemClock;
use keyclerk::ledger::Ledger;
use serde_json::{Value, json};

use crate::process::{command, exit_code, keyclerk, send_signal, start};
use crate::reseller::serve_response;

/// Runs a command. Returns its standard output and its exit code.
async fn output(mut command: Command) -> (String, Option<i32>) {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

async fn examined(stage: &Stage, folder: &Path) -> (String, Option<i32>) {
    output(command(stage, folder, "doctor")).await
}

/// Creates a ledger in a folder.
async fn make_ledger(folder: &Path) {
    let ledger = Ledger::open(&folder.join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap();
    ledger.close().await;
}

fn check_lines(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.lines().any(|own| own.starts_with(line)), "{line} in {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_has_a_line_for_each_check_and_the_same_exit_codes() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    make_ledger(folder.path()).await;
    let mut doctor = command(&stage, folder.path(), "doctor");
    doctor.args(["--json", "--ledger"]);
    let calls = stage.vendor.faults.calls();
    let (said, code) = output(doctor).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(stage.vendor.faults.calls() - calls, 1, "the vendor is called once");
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let guild = json!(stage.guild.id().to_string());
    for (check, server) in [
        ("DATABASE_URL", None),
        ("ledger_mode", None),
        ("ledger_disk", None),
        ("ledger_database", None),
        ("DISCORD_TOKEN", None),
        ("gateway", None),
        ("discord_clock", None),
        ("invite_link", None),
        ("membership", Some(&guild)),
        ("permissions", Some(&guild)),
        ("STAFF_ROLE_IDS", None),
        ("RESELLER_BASE_URL", None),
        ("RESELLER_API_TOKEN", None),
        ("stock", None),
        ("RESELLER_RATE_LIMIT", None),
        ("vendor_clock", None),
        ("books", None),
    ] {
        let line =
            lines.iter().find(|line| line["check"] == check).unwrap_or_else(|| panic!("{check} in {said}"));
        assert_eq!((&line["status"], line.get("server")), (&json!("ok"), server), "{line}");
        assert!(line["words"].as_str().is_some_and(|words| !words.is_empty()), "{line}");
    }
    let hint = lines.iter().find(|line| line["check"] == "staff_roles").unwrap();
    assert_eq!((&hint["status"], &hint["server"]), (&json!("hint"), &guild), "{hint}");

    let mut refused = command(&stage, folder.path(), "doctor");
    refused.arg("--json").env("RESELLER_API_TOKEN", "rk_wrong");
    let (said, code) = output(refused).await;
    assert_eq!(code, Some(1), "{said}");
    let wrong = said.lines().find(|line| line.contains(r#""status":"wrong""#)).unwrap();
    assert!(wrong.starts_with(r#"{"check":"RESELLER_API_TOKEN","#) && !said.contains("rk_wrong"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_settings_are_json_too() {
    let folder = tempfile::tempdir().unwrap();
    let doctor = || {
        let mut doctor = keyclerk();
        doctor.args(["doctor", "--json"]).current_dir(folder.path()).env("RESELLER_RATE_LIMIT", "many");
        doctor
    };
    let (said, code) = output(doctor()).await;
    assert_eq!(code, Some(2), "{said}");
    let missing = r#"{"check":"GUILD_IDS","status":"wrong","words":"is missing"}"#;
    assert!(said.lines().any(|line| line == missing), "{said}");
    assert!(said.contains(r#"{"check":"RESELLER_RATE_LIMIT","status":"wrong""#), "{said}");
    std::fs::write(folder.path().join(".env"), "A=1\nno setting\n").unwrap();
    let (said, code) = output(doctor()).await;
    assert_eq!((said.lines().count(), code), (1, Some(2)), "{said}");
    assert!(said.contains(".env, line 2\",\"status\":\"wrong\""), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_switches_of_the_application_are_checked() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let (said, code) = examined(&stage, folder.path()).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("its owner owner gets alarms"), "{said}");
    let switched = json!({ "id": "900000000000000001", "name": "shop", "owner": null,
        "team": { "id": "5", "name": "Anna & Co", "owner_user_id": "6" }, "flags": (1 << 14) | (1 << 18),
        "interactions_endpoint_url": "https://shop.example", "bot_require_code_grant": true });
    stage.sandbox.fault(Fault::answer_as("GET", "oauth2/applications/@me", switched));
    let (said, code) = examined(&stage, folder.path()).await;
    assert_eq!(code, Some(1), "{said}");
    check_lines(
        &said,
        &[
            "ok     DISCORD_TOKEN: Discord accepts it; the application is \"shop\" (900000000000000001); the team \"Anna & Co\" owns it, and user 6",
            "WRONG  application: Discord sends commands to the Interactions Endpoint URL",
            "WRONG  application: Requires OAuth2 Code Grant is on",
            "hint   application: Server Members Intent, Message Content Intent are on",
        ],
    );
    let few = json!({ "url": "wss://g", "shards": 1, "session_start_limit": { "remaining": 3, "reset_after": 90_000 } });
    stage.sandbox.fault(Fault::answer_as("GET", "gateway/bot", few));
    let (said, _) = examined(&stage, folder.path()).await;
    check_lines(&said, &["hint   gateway: only 3 starts are left, and the count is reset in 2 minutes"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_is_reported_by_its_amount_with_a_remedy() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    for (ahead, line) in [
        (Duration::from_secs(10), "hint   the clock and Discord's: this machine's clock is "),
        (Duration::from_mins(10), "WRONG  the clock and Discord's: this machine's clock is "),
    ] {
        let date = httpdate::fmt_http_date(SystemTime::now() + ahead);
        let gateway = json!({ "url": "wss://g", "shards": 1 });
        stage.sandbox.fault(Fault::answer_as("GET", "gateway/bot", gateway).header("date", &date));
        let (said, _) = examined(&stage, folder.path()).await;
        let found =
            said.lines().find(|own| own.starts_with(line)).unwrap_or_else(|| panic!("{line} in {said}"));
        assert!(found.contains("s behind; set it by NTP"), "{found}");
    }
    let headers = "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nx-ratelimit-remaining: 7\r\n";
    let vendor = serve_response("200 OK", headers, br#"{"ok":true,"licenses":[]}"#.to_vec()).await;
    let mut doctor = command(&stage, folder.path(), "doctor");
    doctor.env("RESELLER_BASE_URL", format!("http://{vendor}"));
    let (said, code) = output(doctor).await;
    assert_eq!(code, Some(1), "{said}");
    check_lines(
        &said,
        &[
            "WRONG  the clock and the vendor's: this machine's clock is",
            "ok     RESELLER_RATE_LIMIT: keyclerk makes at most 1000000 calls a minute; the vendor says that 7 more",
            "hint   stock: no license is in stock",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn access_rights_and_damage_of_the_ledger_are_reported() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyclerk.db");
    make_ledger(folder.path()).await;
    let (said, code) = examined(&stage, folder.path()).await;
    assert_eq!(code, Some(0), "{said}");
    check_lines(
        &said,
        &["ok     database of the ledger: it is intact; SQLite 3.", "ok     disk of the ledger: "],
    );

    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (said, code) = examined(&stage, folder.path()).await;
    assert_eq!(code, Some(1), "{said}");
    let line = said.lines().find(|line| line.starts_with("WRONG  access to the ledger: ")).unwrap();
    assert!(line.contains("has mode 0644") && line.contains("chmod 600"), "{line}");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();

    // A page of an index that opening does not read, and then the page of the schema.
    let index = "select rootpage from sqlite_schema where name = 'sale_of_staff'";
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let page: i64 = sqlx::query_scalar(index).fetch_one(&pool).await.unwrap();
    let size: i64 = sqlx::query_scalar("pragma page_size").fetch_one(&pool).await.unwrap();
    let size = usize::try_from(size).unwrap();
    pool.close().await;
    for (page, begins) in
        [(page, "WRONG  database of the ledger: it is damaged ("), (1, "WRONG  DATABASE_URL: ")]
    {
        let mut bytes = std::fs::read(&path).unwrap();
        // The file's own header stays whole.
        let header = if page == 1 { 100 } else { 0 };
        let begin = usize::try_from(page - 1).unwrap() * size;
        bytes[begin + header..begin + size].fill(0xff);
        std::fs::write(&path, bytes).unwrap();
        let (said, code) = examined(&stage, folder.path()).await;
        assert_eq!(code, Some(1), "{said}");
        let line = said.lines().find(|line| line.starts_with(begins));
        assert!(line.is_some_and(|line| line.contains("restore a backup")), "{begins} in {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_keeps_its_lock_and_sells_while_the_doctor_checks_its_ledger() {
    let stage = Stage::set(licenses(3)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    stage.guild.registered().await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let mut doctor = command(&stage, folder.path(), "doctor");
    doctor.arg("--ledger");
    let (said, code) = output(doctor).await;
    assert_eq!(code, Some(0), "{said}");
    check_lines(
        &said,
        &["ok     database of the ledger: it is intact", "ok     ledger and stock: the books balance"],
    );
    let mut second = command(&stage, folder.path(), "run");
    let refused = tokio::task::spawn_blocking(move || second.output().unwrap()).await.unwrap();
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(words.contains("another keyclerk process is using the ledger"), "{words}");
    let ben = stage.guild.member("ben", &[]);
    stage.moderator.sells_to(&ben).says("License sold").await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
}

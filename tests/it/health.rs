//! Tests of `keyclerk health`, of the checks over HTTP, of the notifications to systemd and of SIGHUP.

use std::fs::File;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{Clock, SystemClock};
use keyclerk::health::{LedgerHealth, StateFile, WrittenState};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::process::{command, exit_code, keyclerk, send_signal};
use crate::start_up::wait_until;
use crate::wire::Wire;

/// Runs `keyclerk health` in a folder. Returns the exit code and the output.
pub async fn health(folder: &Path) -> (Option<i32>, String) {
    let mut check = keyclerk();
    check.arg("health").current_dir(folder);
    let output = tokio::task::spawn_blocking(move || check.output().unwrap()).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn well() -> (Option<i32>, String) {
    (Some(0), String::new())
}

pub fn log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// Starts a program whose log goes to a file in the folder.
pub fn spawn(mut command: Command, folder: &Path) -> Child {
    let log = File::options().create(true).append(true).open(folder.join("log")).unwrap();
    command.stderr(log).spawn().unwrap()
}

/// Waits until the log contains a text.
pub async fn logs(folder: &Path, text: &str) {
    wait_until(async || log(folder).contains(text)).await;
}

/// Returns the address at which the program serves health and metrics.
pub async fn served_at(folder: &Path) -> String {
    logs(folder, "health checks and metrics at http://").await;
    let log = log(folder);
    log.split("metrics at ").nth(1).unwrap().lines().next().unwrap().to_owned()
}

/// Requests a page. Returns its status and its text.
pub async fn page(site: &str, path: &str) -> (u16, String) {
    let response = reqwest::get(format!("{site}{path}")).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_is_silent_while_the_bot_is_well_and_tells_when_it_was_killed_or_stopped() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = health(folder.path()).await;
    assert!(code == Some(1) && said.starts_with("keyclerk is not running: there is no "), "{said}");
    for (signal, expected) in [("-KILL", "has ended"), ("-TERM", "there is no ")] {
        let child = spawn(command(&stage, folder.path(), "run"), folder.path());
        stage.sandbox.connected().await;
        wait_until(async || health(folder.path()).await == well()).await;
        send_signal(&child, signal);
        exit_code(child).await;
        let (code, said) = health(folder.path()).await;
        assert_eq!((code, said.lines().count()), (Some(1), 1), "{said}");
        assert!(said.starts_with("keyclerk is not running: ") && said.contains(expected), "{said}");
        stage.sandbox.forget_commands();
    }
}

type StateChange = fn(&mut WrittenState);

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_gateway_is_told_at_once_by_readiness_and_after_a_minute_by_the_check() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let mut gateway = Wire::to(&stage.sandbox.url()).await;
    stage.sandbox.gateway_at(&gateway.url("ws"));
    let mut run = command(&stage, folder.path(), "run");
    run.env("HTTP_ADDR", "127.0.0.1:0");
    let child = spawn(run, folder.path());
    let site = served_at(folder.path()).await;
    wait_until(async || page(&site, "/readyz").await == (200, "ok\n".to_owned())).await;
    gateway.cut().await;
    wait_until(async || page(&site, "/readyz").await == (503, "gateway\n".to_owned())).await;
    assert_eq!(page(&site, "/healthz").await, (200, "ok\n".to_owned()));
    let file = StateFile::beside(&folder.path().join("keyclerk.db"));
    wait_until(async || file.read().unwrap().health.disconnected.is_some()).await;
    assert_eq!(health(folder.path()).await, well(), "a lost connection has a minute to come back");

    // The process does not write its state while it is stopped.
    send_signal(&child, "-STOP");
    let written = file.read().unwrap();
    let write_changed = |change: StateChange| {
        let mut changed = WrittenState { at: SystemClock.now().as_millis(), ..written.clone() };
        change(&mut changed);
        file.write(&changed).unwrap();
    };
    let tests: [(StateChange, &str); 4] = [
        (
            |now| now.health.disconnected = Some(Duration::from_secs(65)),
            "not been connected to Discord for 65 s",
        ),
        (|now| now.at -= 40_000, "has not written its state for "),
        (|now| now.at += 3_600_000, "ahead of the clock"),
        (|now| now.health.ledger = LedgerHealth::Failed, "cannot write its ledger"),
    ];
    for (change, expected) in tests {
        write_changed(change);
        let (code, said) = health(folder.path()).await;
        assert!(code == Some(1) && said.contains(expected) && said.lines().count() == 1, "{said}");
    }
    write_changed(|_| ());
    assert_eq!(health(folder.path()).await, well());
    send_signal(&child, "-CONT");

    gateway.mend().await;
    wait_until(async || page(&site, "/readyz").await.0 == 200).await;
    wait_until(async || file.read().unwrap().health.disconnected.is_none()).await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_requests_are_refused_and_idle_connections_keep_nobody_out() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let mut run = command(&stage, folder.path(), "run");
    run.env("HTTP_ADDR", "127.0.0.1:0");
    let child = spawn(run, folder.path());
    let site = served_at(folder.path()).await;
    assert_eq!(page(&site, "/elsewhere").await.0, 404);
    assert_eq!(page(&site, "/metrics/").await.0, 404);
    let client = reqwest::Client::new();
    for path in ["/healthz", "/readyz", "/metrics"] {
        let refused = client.post(format!("{site}{path}")).body("x".repeat(100_000)).send().await;
        // The connection may be closed before the whole body is sent.
        assert!(refused.is_err() || refused.unwrap().status() == 405, "{path}");
        let head = client.head(format!("{site}{path}")).send().await.unwrap();
        assert_ne!(head.status(), 405, "{path}");
        assert_eq!(head.text().await.unwrap(), "");
    }
    let address = site.trim_start_matches("http://").to_owned();
    let long = "a".repeat(100_000);
    for garbage in [&b"\0\xff\xfe"[..], b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", long.as_bytes()] {
        let mut connection = TcpStream::connect(&address).await.unwrap();
        // The program may close the connection while garbage is still sent.
        drop(connection.write_all(garbage).await);
        drop(connection.read_to_end(&mut Vec::new()).await);
    }
    let mut idle = Vec::new();
    for _ in 0..40 {
        let mut connection = TcpStream::connect(&address).await.unwrap();
        connection.write_all(b"GET /heal").await.unwrap();
        idle.push(connection);
    }
    let begun = Instant::now();
    assert_eq!(page(&site, "/healthz").await.0, 200);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_a_wrong_setting_and_creates_nothing() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (address, expected) in [
        (address.as_str(), "another program uses this port"),
        ("192.0.2.1:9464", "this machine does not have this IP address"),
        ("localhost", "expected an IP address and a port"),
    ] {
        let mut run = command(&stage, folder.path(), "run");
        run.env("HTTP_ADDR", address);
        let output = tokio::task::spawn_blocking(move || run.output().unwrap()).await.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("HTTP_ADDR: ") && said.contains(expected), "{said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Waits for the next notification that is none of the status and no sign of life.
async fn notified(socket: &UnixDatagram) -> String {
    let socket = socket.try_clone().unwrap();
    let next = move || loop {
        let mut datagram = [0; 200];
        let length = socket.recv(&mut datagram).unwrap();
        let text = String::from_utf8(datagram[..length].to_vec()).unwrap();
        if !text.starts_with("STATUS=") && text != "WATCHDOG=1" {
            return text;
        }
    };
    tokio::task::spawn_blocking(next).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn systemd_is_told_of_the_start_of_life_of_a_reload_and_of_the_stop() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut run = command(&stage, folder.path(), "run");
    run.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "200000");
    let child = spawn(run, folder.path());
    let (mut signs, mut states, mut datagram) = (0, Vec::new(), [0; 200]);
    while states.last().map(String::as_str) != Some("READY=1") {
        let length = socket.recv(&mut datagram).unwrap();
        states.push(String::from_utf8(datagram[..length].to_vec()).unwrap());
    }
    states.retain(|state| state != "WATCHDOG=1");
    assert!(states.ends_with(&["STATUS=selling".to_owned(), "READY=1".to_owned()]), "{states:?}");
    let begun = Instant::now();
    while signs < 5 {
        let length = socket.recv(&mut datagram).unwrap();
        match &datagram[..length] {
            b"WATCHDOG=1" => signs += 1,
            other => states.push(String::from_utf8(other.to_vec()).unwrap()),
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "every 0.1 s: {:?}", begun.elapsed());
    assert_eq!(states.last().map(String::as_str), Some("STATUS=selling"), "{states:?}");
    send_signal(&child, "-HUP");
    assert!(notified(&socket).await.starts_with("RELOADING=1\nMONOTONIC_USEC="));
    assert_eq!(notified(&socket).await, "READY=1");
    send_signal(&child, "-TERM");
    assert_eq!(notified(&socket).await, "STOPPING=1");
    assert_eq!(exit_code(child).await, Some(0));
    assert!(log(folder.path()).contains("RESELLER_API_TOKEN_FILE is not set"), "{}", log(folder.path()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolled_api_key_is_used_after_sighup_without_a_refused_call() {
    let stage = Stage::set(licenses(3)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, &stage.vendor_key).unwrap();
    let mut run = command(&stage, folder.path(), "run");
    run.env_remove("RESELLER_API_TOKEN").env("RESELLER_API_TOKEN_FILE", &file);
    let child = spawn(run, folder.path());
    stage.sandbox.connected().await;
    let [anna, ben, carl] = ["anna", "ben", "carl"].map(|name| stage.guild.member(name, &[]));
    stage.moderator.sells_to(&anna).says("License sold").await;
    send_signal(&child, "-HUP");
    logs(folder.path(), "holds the same API key").await;

    let new = stage.vendor.store.create_key("shop").await.unwrap();
    let old = stage.vendor.store.keys().await.unwrap();
    let old = old.iter().min_by_key(|key| key.id.as_i64()).unwrap();
    assert!(stage.vendor.store.revoke(None, old.id).await.unwrap());
    std::fs::write(&file, &new).unwrap();
    send_signal(&child, "-HUP");
    logs(folder.path(), "holds another API key, which is used from now on").await;
    stage.moderator.sells_to(&ben).says("License sold").await;
    std::fs::write(&file, "").unwrap();
    send_signal(&child, "-HUP");
    logs(folder.path(), "the old key stays in use").await;
    stage.moderator.sells_to(&carl).says("License sold").await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
    let log = log(folder.path());
    assert!(!log.contains("refuses our API key"), "{log}");
    assert!(!log.contains(&new) && !log.contains(&stage.vendor_key), "the log holds a key");
}

//! Tests of the real program: its settings, its log and its shutdown.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use discord_sandbox::{Fault, Person, Reply};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::SystemClock;
use keyclerk::ledger::Ledger;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::health::health;

pub fn keyclerk() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keyclerk"));
    command.env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn all_wrong_settings_are_listed_at_once_with_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = keyclerk();
    run.arg("run").current_dir(folder.path()).env("RESELLER_RATE_LIMIT", "many");
    let output = run.env("SSL_CERT_FILE", "/nowhere/at/all").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    for name in [
        "DISCORD_TOKEN",
        "GUILD_IDS",
        "RESELLER_BASE_URL",
        "RESELLER_API_TOKEN",
        "RESELLER_RATE_LIMIT",
        "SSL_CERT_FILE",
    ] {
        assert!(said.contains(&format!("\n{name}: ")), "{name} in {said}");
    }
}

#[test]
fn an_env_file_that_cannot_be_read_starts_nothing_and_names_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        "DISCORD_TOKEN=token-1",
        "GUILD_IDS=800000000000000001, 800000000000000002",
        "RESELLER_API_TOKEN=rk_live$x9Z",
        "RESELLER_RATE_LIMIT=60 a minute",
        "DATABASE_URL=sqlite:shop.db",
    ];
    std::fs::write(folder.path().join(".env"), lines.join("\n")).unwrap();
    for command in ["run", "doctor"] {
        let output = keyclerk().arg(command).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        for line in ["line 2: is not NAME=value", "line 3: a $", "line 4: is not NAME=value"] {
            assert!(said.contains(line), "{line} in {said}");
        }
        assert!(!said.contains("rk_live") && !said.contains("a minute"), "{said}");
    }
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "no ledger was created");
    assert_eq!(keyclerk().arg("--help").current_dir(folder.path()).status().unwrap().code(), Some(0));
}

#[test]
fn help_lists_every_setting_without_its_value() {
    let output = keyclerk().args(["run", "--help"]).env("GUILD_IDS", "4711").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    for name in [
        "GUILD_IDS",
        "STAFF_ROLE_IDS",
        "SALES_CHANNEL_ID",
        "DATABASE_URL",
        "DISCORD_TOKEN",
        "RESELLER_API_TOKEN",
        "SSL_CERT_FILE",
    ] {
        assert!(said.contains(name), "{name}");
    }
    assert!(!said.contains("4711"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_reads_the_ledger_of_a_running_bot_with_masked_keys() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let sale = stage.moderator.runs("/assignlicense").user("member", &anna).text("note", "=1+1");
    sale.send().says("License sold").await;
    stage.moderator.sells_to(&ben).says("License sold").await;
    let key = stage.vendor.store.assigned().await.unwrap()[0].0.clone();
    let database = format!("sqlite:{}", stage.ledger_path().display());
    let sales = |args: &[&str]| {
        let output = keyclerk().arg("sales").args(args).env("DATABASE_URL", &database).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (said, output.status.code())
    };
    let buyer = anna.as_buyer().to_string();
    let (said, code) = sales(&["export", "--buyer", &buyer]);
    assert_eq!((said.lines().count(), code), (2, Some(0)), "{said}");
    assert!(said.contains("'=1+1") && !said.contains(key.reveal()), "{said}");
    assert!(
        said.starts_with("sale,") && said.contains(&format!(",{buyer},")),
        "a plain export has no escaped ids: {said}"
    );
    let (excel, code) = sales(&["export", "--excel", "--separator", "semicolon", "--buyer", &buyer]);
    assert!(excel.starts_with("\u{feff}sale;") && code == Some(0), "{excel}");
    assert!(excel.contains(&format!(";\"=\"\"{buyer}\"\"\";")) && excel.contains(";'=1+1;"), "{excel}");
    assert!(sales(&["export", "--format", "json", "--reveal"]).0.contains(key.reveal()));
    assert_eq!(sales(&["list", "--state", "delivered"]).0.lines().count(), 3);
    assert!(sales(&["list", "--since", "2999-01-01"]).0.contains("no matching sales"));
    let (history, _) = sales(&["show", "1"]);
    for event in ["requested", "assigning", "delivered"] {
        assert!(history.contains(event), "{event} in {history}");
    }
    assert!(!history.contains(key.reveal()));
    assert_eq!(sales(&["show", "77"]), ("there is no sale 77\n".to_owned(), Some(1)));
    stage.strike().await;
}

#[test]
fn the_demo_runs_to_its_end_and_exits_with_0() {
    let folder = tempfile::tempdir().unwrap();
    let output = keyclerk().args(["demo", "--once"]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    for scene in ["1. A sale", "2. A buyer", "reconciled", "4. The same again", "5. An empty stock"] {
        assert!(said.contains(scene), "{scene} in {said}");
    }
    let page = include_str!("../../docs/demo.md");
    let scenes = |text: &str| {
        let headings = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        headings.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        scenes(page),
        scenes(&said),
        "the transcript of docs/demo.md is outdated; run .ci/readme-transcript"
    );
}

pub fn start(stage: &Stage, folder: &Path) -> Child {
    command(stage, folder, "run")
        .env("RUST_LOG", "trace")
        .stderr(File::options().create(true).append(true).open(folder.join("log")).unwrap())
        .spawn()
        .unwrap()
}

/// Makes the command for the program in `folder` with the settings of the stage.
pub fn command(stage: &Stage, folder: &Path, what: &str) -> Command {
    let guild = stage.guild.id().to_string();
    let role = stage.settings.staff_role_ids[0].to_string();
    let mut command = keyclerk();
    command
        .arg(what)
        .current_dir(folder)
        .env("DISCORD_TOKEN", stage.sandbox.token())
        .env("DISCORD_API_URL", stage.sandbox.url())
        .env("GUILD_IDS", guild)
        .env("STAFF_ROLE_IDS", role)
        .env("RESELLER_BASE_URL", stage.vendor.url())
        .env("RESELLER_API_TOKEN", &stage.vendor_key)
        .env("RESELLER_RATE_LIMIT", "1000000");
    command
}

/// Runs `keyclerk doctor --ledger`. Returns its output, and whether it found no fault.
pub async fn doctor(stage: &Stage, folder: &Path) -> (String, bool) {
    let mut command = command(stage, folder, "doctor");
    let output =
        tokio::task::spawn_blocking(move || command.arg("--ledger").output().unwrap()).await.unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

/// Sends a signal such as `-TERM` to a process.
pub fn send_signal(child: &Child, name: &str) {
    Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
}

/// Waits for a process to end. Returns the exit code, or `None` if the process was killed.
pub async fn exit_code(mut child: Child) -> Option<i32> {
    let waiting = tokio::task::spawn_blocking(move || child.wait().unwrap().code());
    tokio::time::timeout(Duration::from_secs(30), waiting).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_process_sells_without_logging_secrets_and_exits_with_0() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let stage = stage.without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    let anna = stage.guild.member("anna", &[]);
    let reply = stage.moderator.sells_to(&anna);
    reply.says("License sold").await;
    send_signal(&child, "-TERM");
    let code = exit_code(child).await;
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert_eq!(code, Some(0), "{log}");
    let key = stage.vendor.store.assigned().await.unwrap()[0].0.clone();
    assert!(log.contains("selling"), "{log}");
    for secret in [stage.sandbox.token(), stage.vendor_key.as_str(), key.reveal(), reply.token().as_str()] {
        assert!(!log.contains(secret), "the log holds a secret");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn log_lines_of_a_sale_contain_its_number_guild_buyer_and_staff() {
    let stage = Stage::set(licenses(2)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    stage.vendor.faults.lose_assignments(1);
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let line = log.lines().find(|line| line.contains("asking licenseinfo")).unwrap();
    let (guild, buyer) = (stage.guild.id(), anna.as_buyer());
    for part in ["sale=1".to_owned(), format!("guild={guild}"), format!("buyer={buyer}"), "staff=".to_owned()]
    {
        assert!(line.contains(&part), "{part} is missing in {line}");
    }
    // There is only one span for the sale, also if recovery continues it.
    assert!(log.lines().all(|line| line.matches("sale{").count() <= 1), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_process_finishes_its_sale_and_begins_no_other() {
    let stage = Stage::set(licenses(5)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    stage.vendor.faults.delay(Duration::from_millis(400));
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let begun = stage.moderator.sells_to(&anna);
    wait_for_a_sale(folder.path()).await;
    send_signal(&child, "-TERM");
    while !std::fs::read_to_string(folder.path().join("log")).unwrap().contains("stopping") {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stage.moderator.sells_to(&ben).says("Try again in a moment").await;
    begun.says("License sold").await;
    assert_eq!(exit_code(child).await, Some(0));
    assert_eq!((anna.dms().len(), ben.dms().len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_loses_no_sale() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let stage = stage.without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    stage.sandbox.delay(Duration::from_millis(20));
    stage.vendor.faults.delay(Duration::from_millis(20));
    let buyers: Vec<_> = (0..10).map(|at| stage.guild.member(&format!("buyer{at}"), &[])).collect();
    let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
    replies[0].acknowledged().await;
    send_signal(&child, "-KILL");
    exit_code(child).await;
    stage.sandbox.forget_commands();
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    let recorded = recorded_interactions(folder.path()).await;
    let is_recorded = |reply: &&Reply| recorded.contains(&interaction(reply));
    for reply in replies.iter().filter(|reply| reply.message().is_some()).filter(is_recorded) {
        // The reply ends with one of the two outcomes, not with "thinking" or "on its way". A process
        // that ends before it records the request sells nothing. The buyers are checked below.
        reply.says_any(&["License sold", "Nothing was sold"]).await;
    }
    send_signal(&child, "-TERM");
    exit_code(child).await;
    let assigned = stage.vendor.store.assigned().await.unwrap();
    for buyer in &buyers {
        let theirs = assigned.iter().filter(|(_, holder)| *holder == buyer.as_buyer()).count();
        assert_eq!(theirs, buyer.dms().len(), "each assigned key is delivered");
        assert!(theirs <= 1);
    }
}

/// Waits until the ledger in the folder holds a sale. An acknowledged sale may not be recorded yet.
pub async fn wait_for_a_sale(folder: &Path) {
    let recorded = async {
        while recorded_interactions(folder).await.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), recorded).await.expect("the sale is recorded in time");
}

/// Returns the interactions that the ledger knows.
async fn recorded_interactions(folder: &Path) -> HashSet<i64> {
    let ledger = format!("sqlite:{}", folder.join("keyclerk.db").display());
    let ledger = sqlx::SqlitePool::connect(&ledger).await.unwrap();
    let recorded: Vec<i64> =
        sqlx::query_scalar("select interaction_id from sale").fetch_all(&ledger).await.unwrap();
    ledger.close().await;
    recorded.into_iter().collect()
}

/// Returns the interaction of a reply, which the token contains.
fn interaction(reply: &Reply) -> i64 {
    reply.token().split('.').nth(1).unwrap().parse().unwrap()
}

/// A library that fails every fsync if a file named `broken` is in the working folder.
const BROKEN_DISK: &str = r#"
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>
int fsync(int file) {
    if (access("broken", F_OK) == 0) { errno = EIO; return -1; }
    return syscall(SYS_fsync, file);
}
int fdatasync(int file) { return fsync(file); }
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_fsync_stops_the_process_and_costs_no_license() {
    let stage = Stage::set(licenses(40)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let (source, library) = (folder.path().join("disk.c"), folder.path().join("disk.so"));
    std::fs::write(&source, BROKEN_DISK).unwrap();
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).status();
    assert!(compiled.unwrap().success());
    let mut run = command(&stage, folder.path(), "run");
    run.env("LD_PRELOAD", &library).stderr(File::create(folder.path().join("log")).unwrap());
    let child = run.spawn().unwrap();
    stage.sandbox.connected().await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    std::fs::write(folder.path().join("broken"), "").unwrap();
    check_stop_without_loss(&stage, folder.path(), child, &[anna]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_the_process_and_costs_no_license() {
    let stage = Stage::set(licenses(400)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let run = command(&stage, folder.path(), "run");
    // The size limit of 1,200 kB acts like a full disk. The signal for it is ignored.
    let mut limited = Command::new("bash");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 1200; exec \"$0\" run"]).arg(run.get_program()).env_clear();
    limited.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?)))).current_dir(folder.path());
    let child = limited.stderr(File::create(folder.path().join("log")).unwrap()).spawn().unwrap();
    stage.sandbox.connected().await;
    check_stop_without_loss(&stage, folder.path(), child, &[]).await;
}

/// Sells until the process ends by itself, and then repairs the disk. Checks that the next process
/// settles all sales.
async fn check_stop_without_loss(stage: &Stage, folder: &Path, child: Child, earlier: &[Person]) {
    let (mut buyers, mut child) = (Vec::new(), child);
    while child.try_wait().unwrap().is_none() && buyers.len() < 300 {
        let more: Vec<_> = (0..10).map(|_| stage.guild.member("buyer", &[])).collect();
        for buyer in &more {
            drop(stage.moderator.sells_to(buyer));
        }
        buyers.extend(more);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let code = exit_code(child).await;
    let log = std::fs::read_to_string(folder.join("log")).unwrap();
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("it sells nothing that it cannot record"), "{log}");
    let (code, said) = health(folder).await;
    assert!(code == Some(1) && said.contains("not running"), "{said}");

    stage.sandbox.forget_commands();
    drop(std::fs::remove_file(folder.join("broken")));
    let child = start(stage, folder);
    stage.sandbox.connected().await;
    wait_until_settled(folder, Instant::now()).await;
    send_signal(&child, "-TERM");
    exit_code(child).await;
    let (said, well) = doctor(stage, folder).await;
    assert!(well, "{said}");
    buyers.extend_from_slice(earlier);
    for (_, holder) in stage.vendor.store.assigned().await.unwrap() {
        let buyer = buyers.iter().find(|buyer| buyer.as_buyer() == holder).unwrap();
        assert_eq!(buyer.dms().len(), 1);
    }
}

const ROUNDS: usize = 30;
const SALES_A_ROUND: usize = 30;

#[tokio::test(flavor = "multi_thread")]
async fn thirty_kills_during_thirty_sales_each_leave_balanced_books() {
    let seed = std::env::var("KEYCLERK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(rand::random::<u64>);
    println!("kills from KEYCLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let stage = Stage::set(licenses(ROUNDS * SALES_A_ROUND + 1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let run = || {
        command(&stage, folder.path(), "run").stderr(Stdio::null()).env("RUST_LOG", "off").spawn().unwrap()
    };
    stage.sandbox.delay(Duration::from_millis(5));
    stage.vendor.faults.delay(Duration::from_millis(5));
    let mut buyers = Vec::new();
    let mut slowest = Duration::ZERO;
    let mut child = run();
    for round in 0..ROUNDS {
        stage.sandbox.connected().await;
        stage.vendor.faults.lose_assignments(rng.random_range(0..5));
        stage.sandbox.fault(Fault::lose("POST", "/messages").times(rng.random_range(1..4)));
        for at in 0..SALES_A_ROUND {
            let buyer = stage.guild.member(&format!("buyer{round}-{at}"), &[]);
            drop(stage.moderator.sells_to(&buyer));
            buyers.push(buyer);
        }
        tokio::time::sleep(Duration::from_millis(rng.random_range(0..900))).await;
        send_signal(&child, "-KILL");
        exit_code(child).await;
        stage.sandbox.forget_commands();
        let begun = Instant::now();
        child = run();
        slowest = slowest.max(wait_until_settled(folder.path(), begun).await);
    }
    send_signal(&child, "-TERM");
    exit_code(child).await;
    let (said, well) = doctor(&stage, folder.path()).await;
    println!("slowest settlement: {slowest:?}\n{said}");
    assert!(well && said.contains("the books balance"), "{said}");
    let assigned = stage.vendor.store.assigned().await.unwrap();
    for buyer in &buyers {
        let theirs = assigned.iter().filter(|(_, holder)| *holder == buyer.as_buyer()).count();
        assert!(theirs <= 1, "one command sold {theirs} licenses");
        assert_eq!(theirs, buyer.dms().len(), "each assigned license is delivered once");
    }
}

/// Waits until no sale is open. Returns how long that took.
async fn wait_until_settled(folder: &Path, begun: Instant) -> Duration {
    let ledger = Ledger::open_to_read(&folder.join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap();
    loop {
        let open = ledger.stock_audit().await.unwrap().open;
        if open.is_empty() {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "sales {open:?} are not settled after 10 s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

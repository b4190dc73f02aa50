//! Tests of `DATABASE_URL`: its errors, and ledgers that are opened only for reading.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::SystemClock;
use keyclerk::ledger::{Ledger, OpenError};

use crate::process::{command, exit_code, keyclerk, send_signal, start};

/// The user id for a test's program if the test runs as root, because file modes do not restrict root.
const NOBODY: u32 = 65_534;

/// Makes a program run as a user whom file modes restrict. Returns the uid.
fn unprivileged(program: &mut Command) -> u32 {
    let own = std::fs::metadata("/proc/self").unwrap().uid();
    if own != 0 {
        return own;
    }
    program.uid(NOBODY).gid(NOBODY);
    NOBODY
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// Returns the names and the contents of the files in a folder.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    files
        .map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap_or_default()))
        .collect()
}

/// Runs a program to its end. Returns the exit code and the whole output.
async fn run_to_end(mut program: Command) -> (Option<i32>, String) {
    let output = tokio::task::spawn_blocking(move || program.output().unwrap()).await.unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    (output.status.code(), said)
}

fn sales(folder: &Path, args: &[&str]) -> Command {
    let mut program = keyclerk();
    program.arg("sales").args(args).current_dir(folder);
    program
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_database_url_has_its_own_error_and_creates_nothing() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "no database").unwrap();
    std::fs::create_dir(folder.path().join("folder")).unwrap();
    let before = contents(folder.path());
    for (address, sentence) in [
        ("sqlite:missing/ledger.db", "the folder missing does not exist"),
        ("sqlite:folder", "folder is a folder"),
        ("sqlite:folder/", "folder/ is a folder"),
        ("sqlite:file/ledger.db", "file is a file"),
        ("sqlite://", "names no file"),
        ("sqlite::memory:", "in memory"),
        ("sqlite:ledger.db?mode=rwc", "takes no parameters"),
        ("postgres://keyclerk:hush@db/sales", "names a PostgreSQL server"),
        ("ledger.db", "expected sqlite:PATH"),
    ] {
        let of_stage = ["run", "doctor"].map(|name| command(&stage, folder.path(), name));
        for mut program in of_stage.into_iter().chain([sales(folder.path(), &["list"])]) {
            program.env("DATABASE_URL", address);
            let (code, said) = run_to_end(program).await;
            assert_eq!(code, Some(2), "{address}: {said}");
            assert!(said.contains("DATABASE_URL: ") && said.contains(sentence), "{address}: {said}");
            assert!(!said.contains("hush"), "{said}");
        }
    }
    let mut run = command(&stage, folder.path(), "run");
    run.env("DATABASE_URL", "sqlite:file");
    let (code, said) = run_to_end(run).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("DATABASE_URL: ") && said.contains("is not an SQLite database"), "{said}");
    assert_eq!(contents(folder.path()), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unwritable_ledger_is_reported_with_the_uid_and_the_remedy() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().canonicalize().unwrap();
    set_mode(&at, 0o555);
    for what in ["run", "doctor"] {
        let mut program = command(&stage, &at, what);
        let uid = unprivileged(&mut program);
        let remedy = match uid {
            NOBODY => format!("chown {uid}:{uid} {}", at.display()),
            _ => format!("chmod u+rwX {}", at.display()),
        };
        let (code, said) = run_to_end(program).await;
        assert_eq!(code, Some(if what == "run" { 2 } else { 1 }), "{said}");
        for part in ["DATABASE_URL: ", &format!("uid {uid}"), &remedy] {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
    assert!(contents(&at).is_empty());

    // The folder is writable, but the file is not.
    set_mode(&at, 0o777);
    Ledger::open(&at.join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap().close().await;
    set_mode(&at.join("keyclerk.db"), 0o444);
    let before = contents(&at);
    let mut run = command(&stage, &at, "run");
    let uid = unprivileged(&mut run);
    let (code, said) = run_to_end(run).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains(&format!("uid {uid} and may not write to {}/keyclerk.db", at.display())), "{said}");
    assert_eq!(contents(&at), before);
}

#[tokio::test]
async fn a_symlink_locks_the_ledger_that_it_points_to() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.db"), folder.path().join("link.db"));
    // Opening the ledger creates the target of the link.
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let ledger = Ledger::open(&link, Arc::new(SystemClock)).await.unwrap();
    for path in [&real, &link] {
        assert!(matches!(Ledger::open(path, Arc::new(SystemClock)).await, Err(OpenError::InUse(_))));
    }
    ledger.close().await;
    let files: Vec<String> = contents(folder.path()).into_keys().collect();
    assert_eq!(files, ["link.db", "real.db", "real.db.lock"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_readable_by_others_is_made_private_and_the_change_is_logged() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyclerk.db");
    Ledger::open(&path, Arc::new(SystemClock)).await.unwrap().close().await;
    set_mode(&path, 0o644);
    // Another program creates the companion files, which are as readable as the ledger.
    let other = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    sqlx::query("select 1 from sqlite_schema").execute(&other).await.unwrap();
    let files = ["keyclerk.db", "keyclerk.db-wal", "keyclerk.db-shm"].map(|name| folder.path().join(name));
    assert!(files.iter().all(|file| mode(file) == 0o644));
    let child = start(&stage, folder.path());
    stage.sandbox.connected().await;
    let modes: Vec<u32> = files.iter().map(|file| mode(file)).collect();
    other.close().await;
    send_signal(&child, "-TERM");
    assert_eq!(exit_code(child).await, Some(0));
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert_eq!(modes, [0o600; 3], "{log}");
    assert!(log.contains("keyclerk.db had mode 0644"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sales_can_be_read_from_a_read_only_folder_without_leaving_files() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str, endings: &[&str]| {
        let to = folder.path().join(name);
        std::fs::create_dir(&to).unwrap();
        for ending in endings {
            let from = format!("{}{ending}", stage.ledger_path().display());
            std::fs::copy(from, to.join(format!("keyclerk.db{ending}"))).unwrap();
        }
    };
    copy("with all files", &["", "-wal", "-shm"]);
    copy("without shared memory", &["", "-wal"]);
    let path = stage.ledger_path();
    let stage = stage.without_bot().await;
    std::fs::create_dir(folder.path().join("at rest")).unwrap();
    std::fs::copy(&path, folder.path().join("at rest/keyclerk.db")).unwrap();
    set_mode(folder.path(), 0o755);
    for name in ["with all files", "without shared memory", "at rest"] {
        let copy = folder.path().join(name);
        for file in contents(&copy).into_keys() {
            set_mode(&copy.join(file), 0o444);
        }
        set_mode(&copy, 0o555);
        let before = contents(&copy);
        for args in [["list"].as_slice(), &["show", "1"], &["export"], &["export", "--format", "json"]] {
            let mut program = sales(&copy, args);
            unprivileged(&mut program);
            let (code, said) = run_to_end(program).await;
            assert_eq!(code, Some(0), "{name}, {args:?}: {said}");
            assert!(said.contains("delivered"), "{name}, {args:?}: {said}");
        }
        assert_eq!(contents(&copy), before, "{name}");
        set_mode(&copy, 0o755);
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_a_ledger_creates_no_files() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let (_, said_without) = run_to_end(command(&stage, folder.path(), "doctor")).await;
    assert!(said_without.contains("there is no ledger yet"), "{said_without}");
    assert!(contents(folder.path()).is_empty());
    let (code, said_of_none) = run_to_end(sales(folder.path(), &["list"])).await;
    assert_eq!(code, Some(2), "{said_of_none}");
    assert!(said_of_none.contains("DATABASE_URL: there is no ledger"), "{said_of_none}");

    Ledger::open(&folder.path().join("keyclerk.db"), Arc::new(SystemClock)).await.unwrap().close().await;
    let before = contents(folder.path());
    for program in [
        sales(folder.path(), &["list"]),
        sales(folder.path(), &["show", "77"]),
        command(&stage, folder.path(), "doctor"),
    ] {
        run_to_end(program).await;
        assert_eq!(contents(folder.path()), before);
    }
}

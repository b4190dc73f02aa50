//! Tests of `keyclerk backup`, and of the backups that the bot makes itself.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::SystemClock;
use keyclerk::ledger::Ledger;
use keyclerk::settings::BackupSettings;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

use crate::process::keyclerk;
use crate::upgrade::fixtures::filled;

async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).connect().await.unwrap()
}

/// Returns the command for a ledger, in the folder of that ledger.
pub fn backup_of(ledger: &Path) -> Command {
    let mut command = keyclerk();
    command.arg("backup").env("DATABASE_URL", format!("sqlite:{}", ledger.display()));
    command.current_dir(ledger.parent().unwrap());
    command
}

pub fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

/// Runs a program to its end in a thread, so that the runtime goes on. Returns its output.
pub async fn run(mut program: Command) -> (Option<i32>, String) {
    let output = tokio::task::spawn_blocking(move || program.output().unwrap()).await.unwrap();
    (output.status.code(), said(&output))
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let mut names: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Checks that a backup is a whole ledger that only its user may read, and returns its number of sales.
async fn checked(path: &Path) -> i64 {
    let mode = path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "{}", path.display());
    let mut database = connect(path).await;
    let check: Vec<String> =
        sqlx::query_scalar("pragma integrity_check").fetch_all(&mut database).await.unwrap();
    assert_eq!(check, ["ok"]);
    let broken = "select count(*) from pragma_foreign_key_check";
    assert_eq!(sqlx::query_scalar::<_, i64>(broken).fetch_one(&mut database).await.unwrap(), 0);
    let sales = sqlx::query_scalar("select count(*) from sale").fetch_one(&mut database).await.unwrap();
    database.close().await.unwrap();
    sales
}

/// Makes a ledger whose copy takes a while.
pub async fn large_ledger(path: &Path) {
    Ledger::open(path, Arc::new(SystemClock)).await.unwrap().close().await;
    let mut database = connect(path).await;
    let rows = "with recursive n (at) as (select 1 union all select at + 1 from n where at < 200000)
        insert into seen (key_hash, first_seen_at, last_seen_at) select randomblob(16), at, at from n";
    sqlx::raw_sql(rows).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_beside_a_running_bot_is_whole_and_private_and_only_old_backups_are_removed() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let foreign = ["keyclerk.db", "keyclerk-old.db", "notes.txt", "keyclerk-20200101T000000Z.db.bak"];
    for name in foreign {
        std::fs::write(folder.path().join(name), "foreign").unwrap();
    }
    std::fs::create_dir(folder.path().join("keyclerk-20200101T000000Z.db")).unwrap();
    for old in ["keyclerk-20200102T000000Z.db", "keyclerk-20200103T000000Z.db"] {
        std::fs::write(folder.path().join(old), "an old backup").unwrap();
    }
    let buyer = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&buyer).says("License sold").await;
    let is_done = Arc::new(AtomicBool::new(false));
    let selling = async {
        let mut sold = 1;
        while !is_done.load(Ordering::SeqCst) && sold < 38 {
            let next = stage.guild.member(&format!("buyer {sold}"), &[]);
            stage.moderator.sells_to(&next).says("License sold").await;
            sold += 1;
        }
        sold
    };
    let backing_up = async {
        let mut sales = Vec::new();
        for _ in 0..3 {
            let mut backup = backup_of(&stage.ledger_path());
            backup.arg(folder.path()).args(["--keep", "2"]);
            let (code, said) = run(backup).await;
            // Two backups of one second share a name, and the second one is refused.
            assert!(code == Some(0) || said.contains("exists already"), "{said}");
            if code == Some(0) {
                let path = PathBuf::from(said.split(": ").next().unwrap());
                let count = checked(&path).await;
                assert!(said.contains(&format!(" {count} sales")), "{said}");
                sales.push(count);
            }
            tokio::time::sleep(Duration::from_millis(1_100)).await;
        }
        is_done.store(true, Ordering::SeqCst);
        sales
    };
    let (sold, sales) = tokio::join!(selling, backing_up);
    assert!(sales.iter().all(|count| (1..=sold).contains(count)), "{sales:?} of {sold}");
    assert!(sales.is_sorted(), "{sales:?}");
    let left = names(folder.path());
    assert_eq!(left.iter().filter(|name| name.starts_with("keyclerk-20")).count(), 2 + 2, "{left:?}");
    for name in foreign {
        assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), "foreign");
    }
    assert!(folder.path().join("keyclerk-20200101T000000Z.db").is_dir());
    assert!(!left.iter().any(|name| name.starts_with("keyclerk-2020010") && name.contains("0102")));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_refused_in_words_when_it_would_overwrite_or_copy_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("keyclerk.db");
    Ledger::open(&ledger, Arc::new(SystemClock)).await.unwrap().close().await;
    let with = |args: &[&str]| {
        let mut command = backup_of(&ledger);
        command.args(args);
        run(command)
    };
    // A relative path is one of the working folder.
    let (code, said) = with(&["copy.db"]).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(checked(&folder.path().join("copy.db")).await, 0);
    let before = std::fs::read(folder.path().join("copy.db")).unwrap();
    let (code, said) = with(&["copy.db"]).await;
    assert!(code == Some(1) && said.contains("exists already"), "{said}");
    assert_eq!(std::fs::read(folder.path().join("copy.db")).unwrap(), before);
    let (code, said) = with(&["keyclerk.db"]).await;
    assert!(code == Some(1) && said.contains("exists already"), "{said}");
    let (code, said) = with(&["other.db", "--keep", "3"]).await;
    assert!(code == Some(1) && said.contains("not a folder"), "{said}");
    let (code, said) = with(&["no/such/folder.db"]).await;
    assert!(code == Some(1) && said.contains("no backup was made"), "{said}");
    assert_eq!(with(&["--keep", "0", "."]).await.0, Some(2));

    let other = folder.path().join("other-program.db");
    let mut database =
        SqliteConnectOptions::new().filename(&other).create_if_missing(true).connect().await.unwrap();
    sqlx::raw_sql("create table of_another_program (id integer)").execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    std::fs::write(folder.path().join("text.db"), "no database at all, but long enough to look like one")
        .unwrap();
    let left = names(folder.path());
    for (file, words) in [
        ("other-program.db", "is not a ledger of keyclerk"),
        ("text.db", "is not a ledger of keyclerk"),
        ("missing.db", "there is no ledger"),
    ] {
        let mut command = backup_of(&folder.path().join(file));
        command.arg("new.db");
        let (code, said) = run(command).await;
        assert!(code == Some(1) && said.contains(words), "{file}: {said}");
    }
    assert_eq!(names(folder.path()), left, "a refused backup leaves nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_of_an_earlier_version_is_backed_up_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("keyclerk.db");
    filled(7, &ledger).await.close().await.unwrap();
    let mut command = backup_of(&ledger);
    command.arg("copy.db");
    let (code, said) = run(command).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(checked(&folder.path().join("copy.db")).await, 17);
    let mut copy = connect(&folder.path().join("copy.db")).await;
    let version = "select max(version) from _sqlx_migrations";
    assert_eq!(sqlx::query_scalar::<_, i64>(version).fetch_one(&mut copy).await.unwrap(), 7);
    copy.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_backup_leaves_no_file_that_looks_finished() {
    let seed = rand::random::<u64>();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("keyclerk.db");
    large_ledger(&ledger).await;
    let target = folder.path().join("backups");
    std::fs::create_dir(&target).unwrap();
    let mut partial = 0;
    for _ in 0..12 {
        let mut child = backup_of(&ledger).arg(&target).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.random_range(5..400)));
        child.kill().unwrap();
        child.wait().unwrap();
        let left = names(&target);
        partial += left.iter().filter(|name| name.ends_with(".partial")).count();
        for name in left.iter().filter(|name| !name.starts_with('.')) {
            assert_eq!(checked(&target.join(name)).await, 0, "{name}");
        }
    }
    println!("{partial} of 12 were killed in the middle");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let mut last = backup_of(&ledger);
    last.arg(&target);
    let (code, said) = run(last).await;
    assert_eq!(code, Some(0), "{said}");
    let left = names(&target);
    assert!(!left.iter().any(|name| name.ends_with(".partial")), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_target_disk_is_told_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, disk) = (folder.path().join("keyclerk.db"), folder.path().join("disk"));
    large_ledger(&ledger).await;
    std::fs::create_dir(&disk).unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(&disk).output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        // Only root may mount a file system.
        println!("not tested: no file system can be mounted here");
        return;
    }
    let mut command = backup_of(&ledger);
    command.arg(&disk);
    let (code, said) = run(command).await;
    let left = names(&disk);
    Command::new("umount").arg(&disk).status().unwrap();
    assert!(code == Some(1) && said.contains("MiB of free disk space"), "{said}");
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_backs_up_soon_after_its_start_and_keeps_the_newest() {
    let mut stage = Stage::set(licenses(2)).await.unwrap();
    let buyer = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&buyer).says("License sold").await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("keyclerk-20200102T000000Z.db"), "an old backup").unwrap();
    stage.settings.backups =
        Some(BackupSettings { folder: folder.path().to_owned(), every: Duration::from_hours(1), keep: 1 });
    let stage = stage.restart().await.unwrap();
    let made = async {
        loop {
            let left = names(folder.path());
            match &left[..] {
                [name] if !name.starts_with('.') && !name.contains("2020") => return name.clone(),
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    };
    let name = tokio::time::timeout(Duration::from_mins(1), made).await.expect("a backup is made");
    assert_eq!(checked(&folder.path().join(&name)).await, 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_told_that_backups_fail() {
    let mut stage = Stage::set(licenses(1)).await.unwrap();
    stage.guild.speaks("de");
    let folder = tempfile::tempdir().unwrap().path().join("gone");
    stage.settings.backups = Some(BackupSettings { folder, every: Duration::from_hours(1), keep: 1 });
    let stage = stage.restart().await.unwrap();
    stage.guild.message(stage.sales_channel, "Backups schlagen fehl").await;
    stage.strike().await;
}

/// Runs SQL on a ledger that no process has open.
pub async fn execute(ledger: &Path, sql: &str) {
    let mut database = connect(ledger).await;
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

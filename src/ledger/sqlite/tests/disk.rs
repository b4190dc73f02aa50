//! Tests of failing disks and killed processes.
//!
//! Each test runs itself again as a child process, with a preloaded library that intercepts the system calls
//! of SQLite.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{SECOND, grouped, groups, opened, pair, rows};
use crate::domain::Durability::{Lazy, Synced};
use crate::ledger::sqlite::Sqlite;
use crate::ledger::sqlite::batch::{Batch, values};
use crate::ledger::{Engine, LedgerError};

/// A C library that makes writes and syncs of the log or the database fail while a marker file exists in the
/// working folder. It records each sync of the log in the file `syncs`.
const DISK: &str = r#"
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
static int is(int file, const char *ending) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < (ssize_t) strlen(ending)) return 0;
    path[length] = 0;
    return strcmp(path + length - strlen(ending), ending) == 0;
}
static int fails(int file, const char *log, const char *database) {
    return (access(log, F_OK) == 0 && is(file, ".db-wal")) || (access(database, F_OK) == 0 && is(file, ".db"));
}
ssize_t write(int file, const void *bytes, size_t count) {
    if (fails(file, "fail-log-write", "fail-database-write")) { errno = ENOSPC; return -1; }
    return syscall(SYS_write, file, bytes, count);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at) {
    if (fails(file, "fail-log-write", "fail-database-write")) { errno = ENOSPC; return -1; }
    return syscall(SYS_pwrite64, file, bytes, count, at);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }
int fsync(int file) {
    if (is(file, ".db-wal")) {
        int syncs = open("syncs", O_WRONLY | O_CREAT | O_APPEND, 0600);
        syscall(SYS_write, syncs, "s", 1);
        close(syncs);
    }
    if (fails(file, "fail-log-sync", "fail-database-sync")) { errno = EIO; return -1; }
    return syscall(SYS_fdatasync, file);
}
int fdatasync(int file) { return fsync(file); }
"#;

/// The environment variable that holds the task of the child.
const CHILD: &str = "KEYCLERK_TEST_CHILD";

/// Runs a test of this module again as a child process in `folder`.
fn child(folder: &Path, test: &str, what: &str) -> Child {
    let (source, library) = (folder.join("disk.c"), folder.join("disk.so"));
    std::fs::write(&source, DISK).unwrap();
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).status();
    assert!(compiled.unwrap().success());
    let name = format!("{}::{test}", module_path!().split_once("::").unwrap().1);
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([&name, "--exact", "--nocapture", "--test-threads=1"]).current_dir(folder);
    child.env(CHILD, what).env("LD_PRELOAD", &library);
    child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended_well(child: Child) {
    let output = child.wait_with_output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

fn task() -> Option<String> {
    std::env::var(CHILD).ok()
}

/// Returns the number of syncs of the log so far.
fn syncs() -> u64 {
    Path::new("syncs").metadata().map_or(0, |file| file.len())
}

async fn here() -> Sqlite {
    opened(&std::env::current_dir().unwrap()).await
}

#[tokio::test]
async fn a_lone_sale_syncs_once_and_a_lazy_group_never() {
    if task().is_none() {
        let folder = tempfile::tempdir().unwrap();
        let child = child(folder.path(), "a_lone_sale_syncs_once_and_a_lazy_group_never", "count");
        return ended_well(child);
    }
    let ledger = here().await;
    // The first write to a new log syncs its header.
    ledger.writer.write(pair(1, Lazy)).await.unwrap();
    for sale in 0..50_i64 {
        let before = syncs();
        for (step, durability) in (1..).zip([Lazy, Lazy, Synced, Lazy, Lazy, Lazy]) {
            let number = 10 * (sale + 1) + step;
            ledger.writer.write(pair(number, durability)).await.unwrap();
            assert_eq!(syncs() - before, u64::from(step >= 3), "sale {sale}, step {step}");
        }
    }
    let mut groups = groups(&ledger, Path::new("."));
    let before = syncs();
    let lazy = |first: i64| (first..first + 60).map(|number| pair(number, Lazy)).collect::<Vec<_>>();
    assert!(grouped(&mut groups, lazy(2_000)).iter().all(Result::is_ok));
    let refused = || Batch::of(Lazy, "insert into seen values (x'00', 1, 1, 1, 1)", []);
    let mut group = lazy(3_000);
    group.push(refused());
    assert_eq!(grouped(&mut groups, group).iter().filter(|answer| answer.is_err()).count(), 1);
    assert_eq!(syncs(), before);
    // A group is synced once, even if one of its batches is refused.
    let mut group = lazy(4_000);
    group.extend((5_000..5_060).map(|number| pair(number, Synced)));
    grouped(&mut groups, group);
    assert_eq!(syncs(), before + 1);
    grouped(&mut groups, vec![pair(6_000, Synced), refused(), pair(6_001, Synced)]);
    assert_eq!(syncs(), before + 2);
    ledger.writer.write(pair(7_000, Lazy)).await.unwrap();
    assert_eq!(syncs(), before + 2, "lazy again");
    ledger.close().await;
}

#[tokio::test]
async fn a_lazy_group_survives_a_killed_process() {
    let test = "a_lazy_group_survives_a_killed_process";
    if task().is_some() {
        let ledger = here().await;
        ledger.writer.write(pair(1, Lazy)).await.unwrap();
        let before = syncs();
        let group = (2..100).map(|number| pair(number, Lazy)).collect();
        assert!(grouped(&mut groups(&ledger, Path::new(".")), group).iter().all(Result::is_ok));
        assert_eq!(syncs(), before);
        std::fs::write("written", "").unwrap();
        return std::future::pending().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut child = child(folder.path(), test, "write");
    let begun = Instant::now();
    while !folder.path().join("written").exists() {
        assert!(begun.elapsed() < Duration::from_mins(1) && child.try_wait().unwrap().is_none());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let ledger = opened(folder.path()).await;
    assert_eq!(rows(&ledger).await.len(), 2 * 99);
    ledger.close().await;
}

/// Creates a batch larger than SQLite's page cache, so that its pages reach the log before the commit.
fn large(number: i64) -> Batch {
    let mut batch = pair(number, Lazy);
    for part in 0..40 {
        let product = format!("{part} {}", "x".repeat(100_000));
        batch.push(
            "insert into stock_level (guild_id, product, is_low, changed_at) values (1, ?, 0, 1)",
            values![product],
        );
    }
    batch
}

/// Writes a group to a failing disk. No caller may get success, and nothing may be written afterwards.
async fn fails(what: &str) {
    let ledger = here().await;
    ledger.writer.write(pair(1, Synced)).await.unwrap();
    let fault = match what {
        "middle" | "commit" => "fail-log-write",
        "sync" => "fail-log-sync",
        other => panic!("{other}"),
    };
    let mut group: Vec<Batch> = (10..20).map(|number| pair(number, Lazy)).collect();
    match what {
        "middle" => group.insert(5, large(100)),
        "sync" => group.push(pair(100, Synced)),
        _ => {}
    }
    let mut groups = groups(&ledger, Path::new("."));
    std::fs::write(fault, "").unwrap();
    for (place, answer) in grouped(&mut groups, group).into_iter().enumerate() {
        let is_told = match &answer {
            Err(LedgerError::Refused(_)) => place == 0,
            Err(LedgerError::DiskFailed) => place > 0,
            _ => false,
        };
        assert!(is_told, "{what}: {:?}", answer.map(drop));
    }
    nothing_more_is_written(&ledger, fault).await;
}

/// Fills the log until it is checkpointed on a failing disk.
async fn fails_at_a_checkpoint(fault: &str) {
    let ledger = here().await;
    // The first write to a new log syncs its header.
    ledger.writer.write(pair(0, Lazy)).await.unwrap();
    std::fs::write(fault, "").unwrap();
    let mut written = 1;
    while !ledger.health.has_failed() {
        assert!(written < 20, "no checkpoint was made");
        let mut batch = pair(written, Lazy);
        let text = format!("{written} {}", "x".repeat(1_000_000));
        batch.push(
            "insert into stock_level (guild_id, product, is_low, changed_at) values (1, ?, 0, 1)",
            values![text],
        );
        // The checkpoint follows the commit, which was already answered.
        match ledger.writer.write(batch).await {
            Ok(_) => written += 1,
            Err(LedgerError::DiskFailed) => break,
            Err(error) => panic!("{error}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    std::fs::write("count", written.to_string()).unwrap();
    nothing_more_is_written(&ledger, fault).await;
}

/// Checks that nothing more is written, even if the disk works again.
async fn nothing_more_is_written(ledger: &Sqlite, fault: &str) {
    tokio::time::timeout(Duration::from_secs(5), ledger.broken()).await.unwrap();
    std::fs::remove_file(fault).unwrap();
    let files = || ["keyclerk.db", "keyclerk.db-wal"].map(|name| std::fs::read(name).unwrap());
    let before = files();
    for batch in [pair(200, Synced), pair(201, Lazy)] {
        assert!(matches!(ledger.writer.write(batch).await, Err(LedgerError::DiskFailed)));
    }
    assert!(files() == before, "something was written after the failure");
    std::fs::write("ended", "").unwrap();
    // The process ends without closing anything.
    std::process::exit(0);
}

fn child_of(test: &str, what: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = child(folder.path(), test, what).wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        folder.path().join("ended").exists(),
        "{what}: {said}{}",
        String::from_utf8_lossy(&output.stdout)
    );
    folder
}

#[tokio::test]
async fn a_disk_that_fails_in_a_group_is_told_to_every_caller_and_nothing_is_written_after_it() {
    let test = "a_disk_that_fails_in_a_group_is_told_to_every_caller_and_nothing_is_written_after_it";
    if let Some(what) = task() {
        return fails(&what).await;
    }
    for what in ["middle", "commit", "sync"] {
        let folder = child_of(test, what);
        let ledger = opened(folder.path()).await;
        let rows = rows(&ledger).await;
        let first = rows.iter().filter(|number| **number < SECOND).count();
        assert_eq!(rows.len(), 2 * first, "half a batch");
        assert!(rows.contains(&1) && !rows.contains(&200) && !rows.contains(&201), "{what}: {rows:?}");
        // A commit that could not be synced is either complete or missing.
        let expected = if what == "sync" && first > 1 { 12 } else { 1 };
        assert_eq!(first, expected, "{what}: {rows:?}");
        ledger.close().await;
    }
}

#[tokio::test]
async fn a_disk_that_fails_at_a_checkpoint_ends_the_writer_and_loses_nothing() {
    let test = "a_disk_that_fails_at_a_checkpoint_ends_the_writer_and_loses_nothing";
    if let Some(fault) = task() {
        return fails_at_a_checkpoint(&fault).await;
    }
    for fault in ["fail-database-write", "fail-database-sync", "fail-log-sync"] {
        let folder = child_of(test, fault);
        let written: usize = std::fs::read_to_string(folder.path().join("count")).unwrap().parse().unwrap();
        let ledger = opened(folder.path()).await;
        assert_eq!(rows(&ledger).await.len(), 2 * written, "{fault}");
        ledger.close().await;
    }
}

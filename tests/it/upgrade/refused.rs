//! Tests of upgrades that are refused with an error and change nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use keyclerk::cli::demo::{Stage, licenses};
use keyclerk::domain::SystemClock;
use keyclerk::ledger::{Ledger, OpenError};
use sqlx::Connection;

use super::fixtures::{RELEASED, connect, filled};
use crate::process::{command, keyclerk};

/// Returns the files of a ledger with their contents, without the lock file.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let files = files.filter(|file| !file.file_name().to_string_lossy().ends_with(".lock"));
    files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())).collect()
}

/// Runs a program to its end. Returns the exit code and the whole output.
async fn run_to_end(mut program: Command) -> (Option<i32>, String) {
    let output = tokio::task::spawn_blocking(move || program.output().unwrap()).await.unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    (output.status.code(), said)
}

fn sales(folder: &Path) -> Command {
    let mut program = keyclerk();
    program.args(["sales", "list"]).current_dir(folder);
    program
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_ledger_is_refused_with_an_error_and_not_changed() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyclerk.db");
    Ledger::open(&path, Arc::new(SystemClock)).await.unwrap().close().await;
    let mut database = connect(&path).await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        select 99, 'of a newer version', true, x'00', 1; create table of_a_newer_version (id integer)";
    sqlx::raw_sql(newer).execute(&mut database).await.unwrap();
    database.close().await.unwrap();

    let before = contents(folder.path());
    for (what, program, expected) in [
        ("run", command(&stage, folder.path(), "run"), 2),
        ("sales", sales(folder.path()), 2),
        ("doctor", command(&stage, folder.path(), "doctor"), 1),
    ] {
        let (code, said) = run_to_end(program).await;
        assert_eq!(code, Some(expected), "{what}: {said}");
        for part in [
            "DATABASE_URL",
            "a newer keyclerk has written the ledger",
            "version 99",
            "run the newer keyclerk",
        ] {
            assert!(said.contains(part), "{part} in {what}: {said}");
        }
        assert!(contents(folder.path()) == before, "{what} changed the ledger");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_ledger_opened_for_reading_is_refused_and_not_changed() {
    let stage = Stage::set(licenses(1)).await.unwrap().without_bot().await;
    for version in [1, RELEASED] {
        let folder = tempfile::tempdir().unwrap();
        filled(version, &folder.path().join("keyclerk.db")).await.close().await.unwrap();
        let before = contents(folder.path());
        for (what, program, expected) in
            [("sales", sales(folder.path()), 2), ("doctor", command(&stage, folder.path(), "doctor"), 1)]
        {
            let (code, said) = run_to_end(program).await;
            assert_eq!(code, Some(expected), "{what}: {said}");
            for part in
                ["DATABASE_URL", "an older keyclerk has written the ledger", "start `keyclerk run` once"]
            {
                assert!(said.contains(part), "{part} in {what}: {said}");
            }
            assert!(contents(folder.path()) == before, "{what} changed a ledger of version {version}");
        }
    }
}

#[tokio::test]
async fn an_upgrade_on_a_full_disk_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(&disk).output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        // Only root may mount a file system.
        println!("not tested: no file system can be mounted here");
        return;
    }
    let path = disk.join("keyclerk.db");
    filled(RELEASED, &path).await.close().await.unwrap();
    // The free space suffices to open the ledger but not to upgrade it.
    std::fs::write(disk.join("ballast"), vec![1; 2_000_000]).unwrap();
    let before = contents(&disk);
    let opened = Ledger::open(&path, Arc::new(SystemClock)).await;
    let refused = opened.unwrap_err();
    let after = contents(&disk);
    std::fs::remove_file(disk.join("ballast")).unwrap();
    let again = match Ledger::open(&path, Arc::new(SystemClock)).await {
        Ok(ledger) => {
            ledger.close().await;
            Ok(())
        }
        Err(error) => Err(error),
    };
    Command::new("umount").arg(&disk).status().unwrap();
    assert!(matches!(refused, OpenError::DiskSpace { .. }), "{refused}");
    assert!(refused.to_string().contains("nothing was changed") && refused.is_wrong_setting(), "{refused}");
    assert!(after == before, "the ledger was changed");
    assert!(again.is_ok(), "{again:?}");
}

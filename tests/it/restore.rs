//! Tests of `keyclerk restore`: what it refuses, what it keeps, and what a kill leaves.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{SaleId, SystemClock};
use keyclerk::ledger::{Ledger, Unattributed, back_up};
use keyclerk::reseller::{Client, Vendor};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::backup::{execute, large_ledger, run};
use crate::process::keyclerk;
use crate::upgrade::fixtures::filled;

fn restore_to(ledger: &Path, file: &Path) -> Command {
    let mut command = keyclerk();
    command.arg("restore").arg(file).env("DATABASE_URL", format!("sqlite:{}", ledger.display()));
    command.current_dir(ledger.parent().unwrap());
    command
}

/// Returns the files of a folder with their contents, without the lock files.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let files = files.filter(|file| !file.file_name().to_string_lossy().ends_with(".lock"));
    files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())).collect()
}

/// Adds sales to a ledger that no process has open.
async fn add_sales(ledger: &Path, numbers: std::ops::RangeInclusive<i64>) {
    for number in numbers {
        let sale = format!(
            "insert into sale (id, version, guild_id, channel_id, interaction_id, staff_id, buyer_id, buyer_hash,
                quantity, state, failure, buyer_sees_channel, reply_token_until, requested_at, updated_at,
                last_event, last_message)
            values ({number}, 1, 1, 1, {number}, 1, 1, randomblob(16), 1, 'failed', 'out_of_stock', 0, 0,
                {number}, {number}, 0, 0)"
        );
        execute(ledger, &sale).await;
    }
}

async fn new_ledger(path: &Path) {
    Ledger::open(path, Arc::new(SystemClock)).await.unwrap().close().await;
}

/// Returns the id of a ledger and its number of sales.
async fn identity(path: &Path) -> (Vec<u8>, i64) {
    let mut database = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    let id = sqlx::query_scalar("select id from ledger").fetch_one(&mut database).await.unwrap();
    let sales = sqlx::query_scalar("select count(*) from sale").fetch_one(&mut database).await.unwrap();
    database.close().await.unwrap();
    (id, sales)
}

fn kept(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let is_kept = |path: &PathBuf| path.to_string_lossy().contains(".before-restore-");
    files.filter(is_kept).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_ledger_has_a_new_id_and_the_old_one_is_kept_with_every_sale() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, backup) = (folder.path().join("keyclerk.db"), folder.path().join("backup.db"));
    new_ledger(&ledger).await;
    add_sales(&ledger, 1..=3).await;
    back_up(&ledger, &backup, keyclerk::domain::Clock::now(&SystemClock)).await.unwrap();
    add_sales(&ledger, 4..=7).await;
    let before = identity(&ledger).await;
    let file = std::fs::read(&backup).unwrap();

    let (code, said) = run(restore_to(&ledger, Path::new("backup.db"))).await;
    assert_eq!(code, Some(0), "{said}");
    for part in
        ["3 sales", "the old ledger is kept as", "the next sale has the number 8", "sells nothing before"]
    {
        assert!(said.contains(part), "{part} in {said}");
    }
    let after = identity(&ledger).await;
    assert_eq!((after.1, std::fs::read(&backup).unwrap() == file), (3, true));
    assert_ne!(after.0, before.0);
    let [kept] = &kept(folder.path())[..] else { panic!("{:?}", kept(folder.path())) };
    assert_eq!(identity(kept).await, before);
    for path in [&ledger, kept] {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let opened = Ledger::open(&ledger, Arc::new(SystemClock)).await.unwrap();
    assert!(!opened.is_reconciled());
    assert!(opened.sale(SaleId::new(3)).await.is_ok() && opened.sale(SaleId::new(4)).await.is_err());
    opened.close().await;
    let left = contents(folder.path());
    assert!(left.keys().all(|name| !name.contains("restoring")), "{:?}", left.keys());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_is_refused_in_words_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("keyclerk.db");
    new_ledger(&ledger).await;
    add_sales(&ledger, 1..=2).await;
    let (newer, other) = (folder.path().join("newer.db"), folder.path().join("other.db"));
    new_ledger(&newer).await;
    execute(
        &newer,
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        select 99, 'of a newer version', true, x'00', 1",
    )
    .await;
    new_ledger(&other).await;
    execute(
        &other,
        "drop table line; drop table message; drop table event; drop table reveal; drop table sale",
    )
    .await;
    std::fs::write(folder.path().join("text.db"), "no database at all, but long enough to look like one")
        .unwrap();
    std::fs::write(folder.path().join("empty.db"), "").unwrap();
    std::os::unix::fs::symlink(&ledger, folder.path().join("link.db")).unwrap();
    let mut damaged = std::fs::read(&ledger).unwrap();
    let half = damaged.len() / 2;
    damaged[half..].fill(0x5a);
    std::fs::write(folder.path().join("damaged.db"), damaged).unwrap();
    let before = contents(folder.path());
    for (file, words) in [
        ("newer.db", "a newer keyclerk has written the ledger"),
        ("other.db", "is not a ledger of keyclerk"),
        ("text.db", "is not a ledger of keyclerk"),
        ("empty.db", "is not a ledger of keyclerk"),
        ("missing.db", "there is no ledger"),
        ("keyclerk.db", "is the ledger itself"),
        ("link.db", "is the ledger itself"),
        ("damaged.db", "nothing was restored"),
    ] {
        let (code, said) = run(restore_to(&ledger, Path::new(file))).await;
        assert!(
            code == Some(1) && said.contains(words) && said.contains("nothing was restored"),
            "{file}: {said}"
        );
        assert!(contents(folder.path()) == before, "{file} changed something");
    }
}

/// Changes rows without their index, as a damaged disk could.
async fn damage_an_index(ledger: &Path) {
    let mut database = SqliteConnectOptions::new().filename(ledger).connect().await.unwrap();
    let index: (String, String, i64, String) = sqlx::query_as(
        "select name, tbl_name, rootpage, sql from sqlite_schema where name = 'sale_of_staff'",
    )
    .fetch_one(&mut database)
    .await
    .unwrap();
    database.close().await.unwrap();
    execute(ledger, "pragma writable_schema = on; delete from sqlite_schema where name = 'sale_of_staff'")
        .await;
    execute(ledger, "update sale set staff_id = 7, version = version + 1").await;
    let (name, table, page, sql) = index;
    execute(
        ledger,
        &format!(
            "pragma writable_schema = on;
            insert into sqlite_schema (type, name, tbl_name, rootpage, sql)
            values ('index', '{name}', '{table}', {page}, '{sql}')"
        ),
    )
    .await;
}

async fn integrity(ledger: &Path) -> String {
    let mut database = SqliteConnectOptions::new().filename(ledger).connect().await.unwrap();
    let words = sqlx::query_scalar("pragma integrity_check(1)").fetch_one(&mut database).await.unwrap();
    database.close().await.unwrap();
    words
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_with_a_damaged_index_is_restored_with_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, backup) = (folder.path().join("keyclerk.db"), folder.path().join("backup.db"));
    new_ledger(&ledger).await;
    add_sales(&ledger, 1..=3).await;
    damage_an_index(&ledger).await;
    back_up(&ledger, &backup, keyclerk::domain::Clock::now(&SystemClock)).await.unwrap();
    assert_ne!(integrity(&backup).await, "ok");
    let (code, said) = run(restore_to(&ledger, &backup)).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(integrity(&ledger).await, "ok");
    assert_eq!(identity(&ledger).await.1, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_is_refused_while_a_bot_or_another_program_uses_the_ledger() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    back_up(&stage.ledger_path(), &backup, keyclerk::domain::Clock::now(&SystemClock)).await.unwrap();
    let (code, said) = run(restore_to(&stage.ledger_path(), &backup)).await;
    assert!(code == Some(1) && said.contains("another keyclerk process is using the ledger"), "{said}");
    let stage = stage.without_bot().await;
    let mut shell = SqliteConnectOptions::new().filename(stage.ledger_path()).connect().await.unwrap();
    let sales: i64 = sqlx::query_scalar("select count(*) from sale").fetch_one(&mut shell).await.unwrap();
    assert_eq!(sales, 0);
    let (code, said) = run(restore_to(&stage.ledger_path(), &backup)).await;
    assert!(code == Some(1) && said.contains("another program is using the ledger"), "{said}");
    shell.close().await.unwrap();
    assert!(kept(stage.ledger_path().parent().unwrap()).is_empty());
    let (code, said) = run(restore_to(&stage.ledger_path(), &backup)).await;
    assert_eq!(code, Some(0), "{said}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_or_damaged_ledger_is_replaced_and_numbers_are_skipped() {
    for (what, damage) in
        [("lost", None), ("damaged", Some("no database any more, but still some bytes of it"))]
    {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, backup) = (folder.path().join("keyclerk.db"), folder.path().join("backup.db"));
        new_ledger(&ledger).await;
        add_sales(&ledger, 1..=3).await;
        back_up(&ledger, &backup, keyclerk::domain::Clock::now(&SystemClock)).await.unwrap();
        std::fs::remove_file(&ledger).unwrap();
        // The log of the old ledger must not be applied to the new one.
        std::fs::write(folder.path().join("keyclerk.db-wal"), "the log of the old ledger").unwrap();
        if let Some(text) = damage {
            std::fs::write(&ledger, text).unwrap();
        }
        let (code, said) = run(restore_to(&ledger, &backup)).await;
        assert!(code == Some(0) && said.contains("the next sale has the number 10004"), "{what}: {said}");
        assert_eq!(identity(&ledger).await.1, 3, "{what}");
        let kept: Vec<Vec<u8>> =
            kept(folder.path()).iter().map(|path| std::fs::read(path).unwrap()).collect();
        assert!(kept.contains(&b"the log of the old ledger".to_vec()), "{what}: the log is kept");
        assert_eq!(kept.len(), 1 + usize::from(damage.is_some()), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_an_earlier_version_is_upgraded_and_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, backup) = (folder.path().join("keyclerk.db"), folder.path().join("backup.db"));
    filled(7, &backup).await.close().await.unwrap();
    let before = std::fs::read(&backup).unwrap();
    let (code, said) = run(restore_to(&ledger, &backup)).await;
    // The newest sale of the backup was deleted, and its number is 300.
    assert!(code == Some(0) && said.contains("17 sales") && said.contains("number 10301"), "{said}");
    assert!(std::fs::read(&backup).unwrap() == before, "the backup was changed");
    let opened = Ledger::open(&ledger, Arc::new(SystemClock)).await.unwrap();
    let asking = ["requested", "acknowledged", "reserved", "assigning", "in_doubt"];
    for number in (1..=17).map(|at| at * 3) {
        let sale = opened.sale(SaleId::new(number)).await.unwrap();
        assert!(!asking.contains(&sale.state.as_str()), "sale {number} is {}", sale.state);
    }
    opened.close().await;
    let left = contents(folder.path());
    assert!(!left.keys().any(|name| name.contains("before-v")), "a copy needs no backup: {:?}", left.keys());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_restore_leaves_the_old_or_the_new_ledger() {
    let seed = rand::random::<u64>();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let (ledger, backup) = (folder.path().join("keyclerk.db"), folder.path().join("backup.db"));
    large_ledger(&ledger).await;
    add_sales(&ledger, 1..=3).await;
    back_up(&ledger, &backup, keyclerk::domain::Clock::now(&SystemClock)).await.unwrap();
    let (mut old, mut new) = (0, 0);
    for round in 0..14_i64 {
        // The old ledger has more sales, and its newest ones are only in its log.
        let opened = Ledger::open(&ledger, Arc::new(SystemClock)).await.unwrap();
        opened.close().await;
        let (id, sales) = identity(&ledger).await;
        add_sales(&ledger, 1_000_000 * (round + 1)..=1_000_000 * (round + 1)).await;
        let mut child = restore_to(&ledger, &backup).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.random_range(5..900)));
        child.kill().unwrap();
        child.wait().unwrap();
        let opened = Ledger::open(&ledger, Arc::new(SystemClock)).await.unwrap();
        let is_reconciled = opened.is_reconciled();
        opened.close().await;
        match identity(&ledger).await {
            (now, count) if now == id => {
                assert_eq!(count, sales + 1, "a sale of the old ledger is lost");
                old += 1;
            }
            (_, count) => {
                assert!(count == 3 && !is_reconciled, "{count} sales after the restore");
                new += 1;
            }
        }
    }
    println!("the old ledger {old} times, the new one {new} times");
    let (code, said) = run(restore_to(&ledger, &backup)).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(!contents(folder.path()).keys().any(|name| name.contains("restoring")));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_the_bot_sells_only_what_is_certainly_unsold() {
    let stage = Stage::set(licenses(5)).await.unwrap();
    let [anna, ben, cleo, dora] = ["anna", "ben", "cleo", "dora"].map(|name| stage.guild.member(name, &[]));
    stage.moderator.sells_to(&anna).says("License sold").await;
    let ledger = stage.ledger().unwrap();
    let seen = async {
        while ledger.stock_audit().await.unwrap().seen_and_not_sold.len() < 4 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), seen).await.expect("the stock is recorded");
    let backup = stage.ledger_path().with_file_name("backup.db");
    back_up(&stage.ledger_path(), &backup, keyclerk::domain::Clock::now(&SystemClock)).await.unwrap();
    for buyer in [&ben, &cleo] {
        stage.moderator.sells_to(buyer).says("License sold").await;
    }
    let mut stage = stage.without_bot().await;
    let (code, said) = run(restore_to(&stage.ledger_path(), &backup)).await;
    assert!(code == Some(0) && said.contains("1 sales"), "{said}");

    // The vendor cannot be reached at first.
    let (settings, vendor) = (stage.settings.clone(), stage.settings.reseller.base_url.clone());
    stage.settings.reseller.base_url = "http://127.0.0.1:9/".parse().unwrap();
    let stage = stage.restart().await.unwrap();
    stage.moderator.sells_to(&dora).says("being compared with the supplier's stock").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 3);
    let mut stage = stage.without_bot().await;
    stage.settings = settings;
    stage.settings.reseller.base_url = vendor;
    let stage = stage.restart().await.unwrap();
    let ledger = stage.ledger().unwrap();
    let reconciled = async {
        while !ledger.is_reconciled() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reconciled).await.expect("the ledger is compared");
    assert_eq!(ledger.unattributed().await.unwrap(), Unattributed { all: 2, may_return: 0 });
    stage.moderator.sells_to(&dora).says("License sold").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 4);
    attribute_lost_sales(&stage, &ben).await;
    // The numbers 2 and 3 were told to people, and 4 is the sale that was refused.
    assert!(ledger.sale(SaleId::new(5)).await.is_ok() && ledger.sale(SaleId::new(2)).await.is_err());
    stage.strike().await;
}

/// Enters the buyer of a license that was sold before the restore, twice at once.
async fn attribute_lost_sales(stage: &Stage, ben: &discord_sandbox::Person) {
    let assigned = stage.vendor.store.assigned().await.unwrap();
    let of_ben = assigned.iter().find(|(_, buyer)| buyer.to_string() == ben.as_buyer().to_string()).unwrap();
    let key = of_ben.0.reveal().to_owned();
    let attribute =
        |key: &str| stage.moderator.runs("/sales attribute").user("member", ben).text("license", key).send();
    let (one, other) = (attribute(&key), attribute(&key));
    let both = [one.says("Buyer").await, other.says("Buyer").await];
    let entered = both.iter().filter(|reply| reply.body.to_string().contains("Buyer entered")).count();
    assert_eq!(entered, 1, "{:?}", both.map(|reply| reply.body));
    assert_eq!(stage.ledger().unwrap().unattributed().await.unwrap().all, 1);
    ben.runs("/mylicenses").send().says(&key).await;
    let free = stage.vendor.store.stock_of("shop").await.unwrap();
    attribute(&free[0].key).says("doesn't say that this license is assigned").await;
    attribute("ps-0000-0000000-000").says("doesn't say that this license is assigned").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), assigned.len());

    // The backup never saw a license that came into stock after it.
    let [later] = &licenses(1)[..] else { panic!("one license is made") };
    assert!(stage.vendor.store.import("shop", std::slice::from_ref(later)).await.unwrap().is_ok());
    let vendor = Client::new(stage.settings.reseller.clone()).unwrap();
    vendor.assign_license(&later.key, ben.as_buyer()).await.unwrap();
    attribute(later.key.reveal()).says("Buyer entered").await;
    attribute(later.key.reveal()).says("belongs to sale").await;
}

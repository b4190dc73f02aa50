//! Tests that each group has its own durability, independent of the groups before it.

use std::sync::Arc;

use super::callers::asks;
use super::{ROW, SECOND, grouped, groups, opened, pair, rows};
use crate::domain::Durability::{self, Lazy, Synced};
use crate::domain::{GuildId, InteractionId, SaleId, SaleRequest, SystemClock};
use crate::ledger::sqlite::batch::{Batch, SqlRow, SqlValue, values};
use crate::ledger::{Engine, Ledger, Requested, SaleFilter};

const NORMAL: i64 = 1;
const FULL: i64 = 2;

/// Creates a batch that returns the `synchronous` level of its own transaction.
fn asking(durability: Durability) -> Batch {
    Batch::of(durability, "select synchronous from pragma_synchronous", [])
}

fn refused(durability: Durability) -> Batch {
    Batch::of(durability, "insert into seen values (x'00', 1, 1, 1, 1)", [])
}

fn said(answers: &[super::BatchResult]) -> Vec<i64> {
    let level = |row: &SqlRow| match row.as_slice() {
        [SqlValue::Integer(level)] => *level,
        other => panic!("{other:?}"),
    };
    answers.iter().flatten().flatten().map(level).collect()
}

#[tokio::test]
async fn a_switch_of_durability_does_not_leak_into_the_next_group() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    let mut groups = groups(&ledger, folder.path());
    let level = |durability| if durability == Lazy { NORMAL } else { FULL };
    let mut random = 1_u32;
    for round in 0..300 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let of = |bit: u32| if random >> bit & 1 == 0 { Lazy } else { Synced };
        let (one, other) = (of(20), of(21));
        match random >> 24 & 3 {
            // A single batch, with a cached statement.
            0 => assert_eq!(said(&grouped(&mut groups, vec![asking(one)])), [level(one)], "round {round}"),
            // A group is synced if one of its batches is.
            1 => {
                let both = if one == Synced || other == Synced { FULL } else { NORMAL };
                let answers = grouped(&mut groups, vec![asking(one), asking(other)]);
                assert_eq!(said(&answers), [both, both], "round {round}");
            }
            // A single refused batch.
            2 => assert!(grouped(&mut groups, vec![refused(one)])[0].is_err()),
            // A group with a refused batch.
            _ => {
                let both = if one == Synced || other == Synced { FULL } else { NORMAL };
                let answers = grouped(&mut groups, vec![asking(one), refused(other), asking(Lazy)]);
                assert_eq!(said(&answers), [both, both], "round {round}");
                assert!(answers[1].is_err());
            }
        }
    }
    ledger.close().await;
}

#[tokio::test]
async fn what_was_synced_is_known_and_what_is_lazy_is_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    ledger.writer.write(pair(1, Synced)).await.unwrap();
    let synced = ledger.synced_wal();
    assert_eq!(synced, ledger.writer.wal().length());
    ledger.writer.write(pair(2, Lazy)).await.unwrap();
    assert!(ledger.synced_wal() == synced && ledger.writer.wal().length() > synced);
    grouped(&mut groups(&ledger, folder.path()), vec![pair(3, Lazy), refused(Synced)]);
    assert_eq!(ledger.synced_wal(), ledger.writer.wal().length());
    ledger.close().await;
}

#[tokio::test]
async fn a_synced_batch_that_changes_nothing_syncs_what_was_lazy_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    ledger.writer.write(pair(1, Lazy)).await.unwrap();
    assert!(ledger.synced_wal() < ledger.writer.wal().length());
    let nothing = "update member_locale set locale = 'fr' where guild_id = 77";
    ledger.writer.write(Batch::of(Synced, nothing, [])).await.unwrap();
    assert_eq!(ledger.synced_wal(), ledger.writer.wal().length());
    ledger.close().await;
}

#[tokio::test]
async fn a_batch_that_is_refused_alone_changes_nothing_and_syncs_what_was_lazy_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    let mut groups = groups(&ledger, folder.path());
    for durability in [Lazy, Synced] {
        ledger.writer.write(pair(1, Lazy)).await.ok();
        let mut half = Batch::of(durability, ROW, values![7]);
        half.push(ROW, values![1]);
        let refused = grouped(&mut groups, vec![half]).remove(0);
        assert!(refused.unwrap_err().is_unique_violation());
        assert_eq!(ledger.synced_wal() == ledger.writer.wal().length(), durability == Synced);
    }
    assert!(grouped(&mut groups, vec![pair(2, Lazy)]).remove(0).is_ok());
    assert_eq!(rows(&ledger).await, [1, 2, 1 + SECOND, 2 + SECOND]);
    ledger.close().await;
}

#[tokio::test]
async fn people_are_shown_no_sale_that_a_loss_of_power_could_take_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = opened(folder.path()).await;
    let ledger = Ledger::over(Arc::new(file.clone()), Arc::new(SystemClock)).await.unwrap();
    let guild = GuildId::new(10).unwrap();
    let mut interaction = 0;
    let mut lazy = async || {
        interaction += 1;
        let request = SaleRequest { reference: Some(format!("r{interaction}")), ..asks(interaction) };
        ledger.request(&request).await.unwrap();
        assert!(file.synced_wal() < std::fs::metadata(folder.path().join("keyclerk.db-wal")).unwrap().len());
        request
    };
    let unsynced = || file.writer.wal().length() - file.synced_wal();
    lazy().await;
    ledger.page(&SaleFilter::of(guild), None, 10).await.unwrap();
    assert_eq!(unsynced(), 0);
    lazy().await;
    ledger.listed(SaleId::new(2)).await.unwrap().unwrap();
    assert_eq!(unsynced(), 0);
    lazy().await;
    ledger.events(SaleId::new(3)).await.unwrap();
    assert_eq!(unsynced(), 0);
    lazy().await;
    ledger.numbered(guild, None, 10).await.unwrap();
    assert_eq!(unsynced(), 0);
    let request = lazy().await;
    let again = SaleRequest { interaction: InteractionId::new(99).unwrap(), ..request };
    assert!(matches!(ledger.request(&again).await.unwrap(), Requested::Referenced(_)));
    assert_eq!(unsynced(), 0);
    ledger.close().await;
}

#[tokio::test]
async fn a_checkpoint_that_a_reader_holds_up_syncs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    ledger.writer.write(pair(1, Synced)).await.unwrap();
    let synced = ledger.synced_wal();
    let mut turn = ledger.reader.lock().await.unwrap();
    sqlx::raw_sql("begin; select count(*) from sale").execute(&mut *turn).await.unwrap();
    for number in 0..6 {
        let text = format!("{number} {}", "x".repeat(1_000_000));
        let large = "insert into stock_level (guild_id, product, is_low, changed_at) values (1, ?, 0, 1)";
        ledger.writer.write(Batch::of(Lazy, large, values![text])).await.unwrap();
    }
    // The next batch is answered after the checkpoint.
    ledger.writer.write(pair(2, Lazy)).await.unwrap();
    assert_eq!(ledger.synced_wal(), synced);
    sqlx::raw_sql("commit").execute(&mut *turn).await.unwrap();
    drop(turn);
    ledger.close().await;
}

#[tokio::test]
async fn a_log_that_an_earlier_process_left_is_synced_before_people_are_shown_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyclerk.db");
    let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    // A reader keeps the log from being copied into the database.
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("begin; select count(*) from sale").unwrap();
    ledger.request(&asks(1)).await.unwrap();
    ledger.close().await;

    let file = opened(folder.path()).await;
    let ledger = Ledger::over(Arc::new(file.clone()), Arc::new(SystemClock)).await.unwrap();
    assert!(!file.writer.wal().is_synced());
    ledger.listed(SaleId::new(1)).await.unwrap().unwrap();
    assert!(file.writer.wal().is_synced());
    ledger.close().await;
}

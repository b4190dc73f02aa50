//! Durability: each group has its own, whatever came before it.

use sqlx::Row;

use super::{grouped, opened, pair};
use crate::domain::Durability::{self, Lazy, Synced};
use crate::ledger::sqlite::batch::{Batch, Value, values};

const NORMAL: i64 = 1;
const FULL: i64 = 2;

/// Asks within the transaction how it is committed.
fn asking(durability: Durability) -> Batch {
    Batch::of(durability, "select ?, synchronous from pragma_synchronous", [Value::Place])
}

fn refused(durability: Durability) -> Batch {
    Batch::of(durability, "insert into seen values (x'00', 1, 1, 1, 1)", [])
}

fn said(answers: &[super::Answer]) -> Vec<i64> {
    answers.iter().flatten().flatten().map(|row| row.get(1)).collect()
}

#[tokio::test]
async fn a_switch_of_durability_does_not_leak_into_the_next_group() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    let level = |durability| if durability == Lazy { NORMAL } else { FULL };
    let mut random = 1_u32;
    for round in 0..300 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let of = |bit: u32| if random >> bit & 1 == 0 { Lazy } else { Synced };
        let (one, other) = (of(20), of(21));
        match random >> 24 & 3 {
            // Alone, from a text whose statements are kept.
            0 => assert_eq!(said(&grouped(&ledger, vec![asking(one)]).await), [level(one)], "round {round}"),
            // A group is synced if one of its batches is.
            1 => {
                let both = if one == Synced || other == Synced { FULL } else { NORMAL };
                let answers = grouped(&ledger, vec![asking(one), asking(other)]).await;
                assert_eq!(said(&answers), [both, both], "round {round}");
            }
            // Refused alone.
            2 => assert!(grouped(&ledger, vec![refused(one)]).await[0].is_err()),
            // A group with a refused batch.
            _ => {
                let both = if one == Synced || other == Synced { FULL } else { NORMAL };
                let answers = grouped(&ledger, vec![asking(one), refused(other), asking(Lazy)]).await;
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
    grouped(&ledger, vec![pair(3, Lazy), refused(Synced)]).await;
    assert_eq!(ledger.synced_wal(), ledger.writer.wal().length());
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
    // The answer to the next one comes after the checkpoint.
    ledger.writer.write(pair(2, Lazy)).await.unwrap();
    assert_eq!(ledger.synced_wal(), synced);
    sqlx::raw_sql("commit").execute(&mut *turn).await.unwrap();
    drop(turn);
    ledger.close().await;
}

//! Tests of the writer: the answers to its callers, the written rows, and what is synced.

mod callers;
mod disk;
mod durability;
mod settings;
mod statements;

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Sqlite;
use super::batch::{Batch, BatchResult, Submission, values};
use super::group_commit::Groups;
use super::open::connect_writer;
use crate::domain::Durability;

/// The difference between the numbers of the two rows of a batch.
const SECOND: i64 = 1_000_000;
const ROW: &str = "insert into member_locale (guild_id, user_id, locale, learned_at) values (1, ?, 'de', 1)";
const FILE: &str = "keyclerk.db";

async fn opened(folder: &Path) -> Sqlite {
    Sqlite::open(&folder.join(FILE)).await.unwrap()
}

/// Returns a second writer of a ledger. The test calls it directly, to control the groups.
fn groups(ledger: &Sqlite, folder: &Path) -> Groups {
    let connection = connect_writer(&folder.join(FILE)).unwrap();
    Groups::new(connection, Arc::clone(ledger.writer.wal()), ledger.health.clone()).unwrap()
}

/// Creates a batch of two rows.
fn pair(number: i64, durability: Durability) -> Batch {
    let mut batch = Batch::of(durability, ROW, values![number]);
    batch.push(ROW, values![number + SECOND]);
    batch
}

/// Starts this number of writers. When this returns, their batches are in the queue, or wait for room in it.
async fn crowd(ledger: &Sqlite, count: i64) -> Vec<JoinHandle<BatchResult>> {
    let one = |number| {
        let ledger = ledger.clone();
        tokio::spawn(async move { ledger.writer.write(pair(number, Durability::Lazy)).await })
    };
    let all = (1..=count).map(one).collect();
    tokio::task::yield_now().await;
    all
}

/// Returns the numbers of the rows in the table.
async fn rows(ledger: &Sqlite) -> Vec<i64> {
    let query = sqlx::query_scalar("select user_id from member_locale order by user_id");
    query.fetch_all(&mut *ledger.reader.lock().await.unwrap()).await.unwrap()
}

/// Polls a future once.
async fn polled<T>(future: &mut Pin<Box<dyn Future<Output = T> + Send + '_>>) -> Poll<T> {
    std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
}

/// Writes batches as one group and returns the answer of each.
fn grouped(groups: &mut Groups, batches: Vec<Batch>) -> Vec<BatchResult> {
    let (group, answers): (Vec<_>, Vec<_>) = batches
        .into_iter()
        .map(|batch| {
            let (answer, answered) = oneshot::channel();
            (Submission { batch, answer }, answered)
        })
        .unzip();
    groups.commit(group);
    answers.into_iter().map(|mut answered| answered.try_recv().unwrap()).collect()
}

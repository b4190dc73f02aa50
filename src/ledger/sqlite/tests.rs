//! The writer alone: what its callers are told, what is written, and what is on the disk.

mod callers;
mod disk;
mod durability;
mod statements;

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::task::Poll;

use super::Sqlite;
use super::batch::Answer;
use super::batch::{Batch, values};
use crate::domain::Durability;

/// Separates the two rows of a batch.
const SECOND: i64 = 1_000_000;
const ROW: &str = "insert into member_locale (guild_id, user_id, locale, learned_at) values (1, ?, 'de', 1)";

async fn opened(folder: &Path) -> Sqlite {
    Sqlite::open(&folder.join("keyclerk.db")).await.unwrap()
}

/// Makes a batch of two rows.
fn pair(number: i64, durability: Durability) -> Batch {
    let mut batch = Batch::of(durability, ROW, values![number]);
    batch.push(ROW, values![number + SECOND]);
    batch
}

/// Returns the numbers of the rows that are there.
async fn rows(ledger: &Sqlite) -> Vec<i64> {
    let query = sqlx::query_scalar("select user_id from member_locale order by user_id");
    query.fetch_all(&mut *ledger.reader.lock().await.unwrap()).await.unwrap()
}

type Writing<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// Sends batches without letting the writer run: those that find room in the queue are a group.
async fn sent(ledger: &Sqlite, batches: Vec<Batch>) -> Vec<Writing<'_>> {
    let mut writing: Vec<Writing> =
        batches.into_iter().map(|batch| Box::pin(ledger.writer.write(batch)) as Writing).collect();
    // A task may otherwise send only so much in one turn.
    tokio::task::unconstrained(async {
        for one in &mut writing {
            assert!(polled(one).await.is_pending());
        }
    })
    .await;
    writing
}

/// Polls once.
async fn polled<T>(future: &mut Pin<Box<dyn Future<Output = T> + Send + '_>>) -> Poll<T> {
    std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
}

/// Writes batches as one group and returns the answer of each.
async fn grouped(ledger: &Sqlite, batches: Vec<Batch>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for one in sent(ledger, batches).await {
        answers.push(one.await);
    }
    answers
}

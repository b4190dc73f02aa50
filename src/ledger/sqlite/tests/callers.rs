//! Tests of callers that are dropped, refused, or late.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use secrecy::SecretString;

use super::{FILE, SECOND, grouped, groups, opened, pair, polled, rows};
use crate::domain::Clock;
use crate::domain::Durability::{Lazy, Synced};
use crate::domain::{BuyerId, ChannelId, GuildId, InteractionId, SaleId, SaleRequest, StaffId, SystemClock};
use crate::ledger::sqlite::batch::BatchResult;
use crate::ledger::sqlite::batch::{Batch, SqlValue, values};
use crate::ledger::sqlite::request;
use crate::ledger::{Engine, LedgerError, Requested, SaleStore};

const DUPLICATE: &str =
    "insert into member_locale (guild_id, user_id, locale, learned_at) values (2, 1, 'de', 1)";

pub(super) fn asks(interaction: u64) -> SaleRequest {
    SaleRequest::of_one(
        GuildId::new(10).unwrap(),
        ChannelId::new(11).unwrap(),
        InteractionId::new(interaction).unwrap(),
        SecretString::from("token"),
        StaffId::new(12).unwrap(),
        BuyerId::new(interaction).unwrap(),
    )
}

/// Returns SQLite's message if it refused the batch.
fn refusal(answer: &BatchResult) -> Option<String> {
    match answer {
        Err(LedgerError::Taken(error) | LedgerError::Refused(error)) => Some(error.to_string()),
        Err(error) => panic!("{error}"),
        Ok(_) => None,
    }
}

#[tokio::test]
async fn a_caller_that_is_dropped_at_any_await_leaves_its_batch_whole_or_unsent() {
    for crowd in [0, 1, 1_500] {
        let mut written = Vec::new();
        for polls in 0..8 {
            let folder = tempfile::tempdir().unwrap();
            let ledger = opened(folder.path()).await;
            let others = super::crowd(&ledger, crowd).await;
            let mut dropped: Pin<Box<dyn Future<Output = BatchResult> + Send>> =
                Box::pin(ledger.writer.write(pair(SECOND - 1, Synced)));
            for _ in 0..polls {
                if polled(&mut dropped).await.is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(dropped);
            for other in others {
                other.await.unwrap().unwrap();
            }
            ledger.writer.write(pair(SECOND - 2, Lazy)).await.unwrap();
            let rows = rows(&ledger).await;
            let has = |number: i64| rows.binary_search(&number).is_ok();
            assert_eq!(has(SECOND - 1), has(SECOND - 1 + SECOND), "half a batch after {polls} polls");
            assert!(has(SECOND - 2) && (1..=crowd).all(|number| has(number) && has(number + SECOND)));
            written.push(has(SECOND - 1));
            ledger.close().await;
        }
        assert!(!written[0] && (crowd > 1_000 || written[1..].iter().all(|written| *written)), "{written:?}");
    }
}

#[tokio::test]
async fn closing_while_the_queue_is_full_writes_what_was_sent_before_and_refuses_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path()).await;
    // While another connection writes, the first group waits and the queue fills.
    let other = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    other.execute_batch("begin immediate").unwrap();
    let write = |number| {
        let ledger = ledger.clone();
        tokio::spawn(async move { ledger.writer.write(pair(number, Lazy)).await })
    };
    let before: Vec<_> = (0..2_000).map(write).collect();
    tokio::task::yield_now().await;
    let closing = tokio::spawn({
        let ledger = ledger.clone();
        async move { ledger.writer.close().await }
    });
    tokio::task::yield_now().await;
    let after: Vec<_> = (2_000..2_010).map(write).collect();
    tokio::task::yield_now().await;
    other.execute_batch("rollback").unwrap();
    tokio::time::timeout(Duration::from_secs(30), closing).await.unwrap().unwrap();
    for one in before {
        one.await.unwrap().unwrap();
    }
    let mut late = 0;
    for one in after {
        match one.await.unwrap() {
            // The batch was in the same group as the order to close.
            Ok(_) => late += 1,
            Err(error) => assert!(matches!(error, LedgerError::Closed), "{error}"),
        }
    }
    assert_eq!(rows(&ledger).await.len(), 2 * (2_000 + late));
    let too_late = tokio::time::timeout(Duration::from_secs(30), ledger.writer.write(pair(5_000, Lazy)));
    assert!(matches!(too_late.await.unwrap(), Err(LedgerError::Closed)));
    ledger.close().await;
}

#[tokio::test]
async fn a_refused_batch_undoes_itself_alone_and_every_caller_gets_its_own_answer() {
    // The positions of the refused batches in the group: first, in the middle, last, two in a row, all.
    let places: [&[usize]; 5] = [&[0], &[20], &[39], &[10, 11], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
    for places in places {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path()).await;
        ledger.writer.write(Batch::of(Lazy, DUPLICATE, [])).await.unwrap();
        let sale = ledger.request(&asks(999), SystemClock.now(), Duration::ZERO).await.unwrap();
        let Requested::New(sale) = sale else { panic!("{sale:?}") };
        let size = if places.len() == 10 { 10 } else { 40 };
        let refused_by = |place: usize| match place % 4 {
            0 => ("update sale set version = 7 where id = 1", "overtaken"),
            1 => (DUPLICATE, "UNIQUE constraint failed: member_locale.guild_id, member_locale.user_id"),
            2 => (
                "insert into seen (key_hash, first_seen_at, last_seen_at) values (x'00', 1, 1)",
                "CHECK constraint failed: length(key_hash) = 16",
            ),
            _ => (
                "insert into event (sale_id, number, at, kind) values (77, 1, 1, 'x')",
                "FOREIGN KEY constraint failed",
            ),
        };
        let batch = |place: usize| {
            let mut batch =
                pair(i64::try_from(place).unwrap(), if place.is_multiple_of(2) { Lazy } else { Synced });
            if places.contains(&place) {
                batch.push(refused_by(place).0, []);
                batch.push(
                    "insert into stock_level (guild_id, product, is_low, changed_at) values (1, ?, 1, 1)",
                    values!["x"],
                );
            }
            batch
        };
        let answers = grouped(&mut groups(&ledger, folder.path()), (0..size).map(batch).collect());
        let mut expected = Vec::new();
        for (place, answer) in answers.iter().enumerate() {
            let refused = places.contains(&place).then(|| refused_by(place).1.to_owned());
            assert_eq!(refusal(answer), refused, "place {place} of {places:?}");
            if refused.is_none() {
                let number = i64::try_from(place).unwrap();
                expected.extend([number, number + SECOND]);
            }
        }
        expected.push(1);
        expected.sort_unstable();
        assert_eq!(rows(&ledger).await, expected);
        assert_eq!(ledger.sale(sale.id).await.unwrap().version, sale.version);
        assert!(ledger.low_products(GuildId::new(1).unwrap()).await.unwrap().is_empty());
        assert!(!ledger.health.has_failed());
        // The connection has no open transaction, so later batches are written.
        ledger.writer.write(pair(500, Synced)).await.unwrap();
        ledger.close().await;
    }
}

#[tokio::test]
async fn requests_in_one_group_are_answered_with_their_own_rows_also_beside_a_refusal() {
    for is_refused in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path()).await;
        let now = SystemClock.now();
        // Each interaction occurs twice. Then each buyer occurs again, soon enough to count as a repeat.
        let mut requests: Vec<SaleRequest> = (1..=20).map(asks).collect();
        requests.extend((1..=20).map(asks));
        requests
            .extend((1..=20).map(|at| SaleRequest { buyer: BuyerId::new(at).unwrap(), ..asks(100 + at) }));
        let hour = Duration::from_hours(1);
        let mut batches: Vec<Batch> =
            requests.iter().map(|one| request::batch_of(one, now, hour, &ledger.hasher)).collect();
        // Other batches return rows as well.
        batches.push(Batch::of(Lazy, "select 'mine'", []));
        if is_refused {
            batches.push(Batch::of(Lazy, "insert into seen values (x'00', 1, 1, 1, 1)", []));
        }
        let answers = grouped(&mut groups(&ledger, folder.path()), batches);
        for (request, answer) in requests.iter().zip(&answers) {
            let interaction = request.interaction.as_u64();
            let sale = |at: u64| SaleId::new(i64::try_from(at).unwrap());
            let answer = answer.as_ref().unwrap();
            assert_eq!(answer.len(), 1);
            match request::recorded(request, now, answer).unwrap() {
                Requested::New(new) => assert_eq!(new.id, sale(interaction)),
                Requested::Replayed(old) => assert_eq!(old, sale(interaction)),
                // The twenty duplicates before this have used up numbers as well.
                Requested::Repeats(new) => assert_eq!(new, sale(interaction - 60)),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(*answers[60].as_ref().unwrap(), [[SqlValue::from("mine")]]);
        assert_eq!(answers.get(61).map(Result::is_err), is_refused.then_some(true));
        for (request, number) in requests[..20].iter().zip(1..).chain(requests[40..].iter().zip(41..)) {
            let sale = ledger.sale(SaleId::new(number)).await.unwrap();
            assert_eq!((sale.interaction, sale.buyer), (request.interaction, request.buyer));
            assert_eq!(sale.question.is_some(), number > 20);
        }
        ledger.close().await;
    }
}

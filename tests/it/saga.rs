//! The saga in a table: every way the vendor can answer, or not, and a crash at each of them –
//! over a real ledger, with a model vendor, a model Discord and a clock that is set by hand.

use keyclerk::domain::{LicenseKey, SaleId, SaleState};
use keyclerk::fulfilment::Sold;
use keyclerk::ledger::{Failure, OutboxKind};

use crate::model::{Call, Fate, Shop, futures, html, license, reset, server_error, timed_out};

/// How a row of the table ends: the state, the keys that are the buyer's, the DMs.
type End = (SaleState, usize, usize);
const SOLD: End = (SaleState::Delivered, 1, 1);
const NOTHING: End = (SaleState::Failed, 0, 0);

#[tokio::test]
async fn every_fate_of_an_assignment_ends_with_one_key_or_with_none() {
    let mut table: Vec<(Vec<Fate>, End)> = vec![
        (vec![Fate::Answered], SOLD),
        (vec![Fate::Refused], NOTHING),
        (vec![Fate::TakenByAnother], SOLD),
        (vec![Fate::TakenByAnother; 5], NOTHING),
        (vec![Fate::RateLimited, Fate::Answered], SOLD),
        (vec![Fate::Unauthorised], NOTHING),
        (vec![Fate::NeverSent, Fate::NeverSent, Fate::Answered], SOLD),
        (vec![Fate::NeverSent; 3], NOTHING),
    ];
    for lost in [timed_out, reset, server_error, html] {
        for first in [Fate::LostBefore(lost), Fate::LostAfter(lost)] {
            table.push((vec![first], SOLD));
            for second in [Fate::LostBefore(lost), Fate::LostAfter(lost), Fate::NeverSent, Fate::RateLimited]
            {
                table.push((vec![first, second], SOLD));
            }
        }
        // A refusal after a doubt may be our own first success: never a second key.
        table.push((vec![Fate::LostBefore(lost), Fate::Refused, Fate::Answered], SOLD));
        let mut refusals = vec![Fate::LostBefore(lost)];
        refusals.extend([Fate::Refused; 3]);
        table.push((refusals, (SaleState::Held, 0, 0)));
    }
    for (fates, end) in table {
        let shop = Shop::open(8).await;
        shop.model.world().fate(Call::Assign, fates.clone());
        shop.sell(1).await.unwrap();
        shop.settle().await;
        let record = shop.record().await;
        let got = (record.state, shop.sold(), shop.model.world().dms.len());
        assert_eq!(got, end, "{fates:?}");
        if end.0 == SaleState::Delivered {
            assert_eq!(record.sold().next().map(|license| &license.key), Some(&shop.model.world().dms[0].1));
        }
        let told = shop.model.world().told.clone();
        assert!(
            told.contains(&(SaleId::new(1), end.0, OutboxKind::Reply)),
            "staff were told {told:?} after {fates:?}"
        );
    }
}

#[tokio::test]
async fn every_fate_of_every_other_call_ends_with_one_key_or_with_none() {
    const CLAIMABLE: End = (SaleState::Undelivered, 1, 0);
    const HELD: End = (SaleState::Held, 1, 0);
    let passing = [
        Fate::RateLimited,
        Fate::NeverSent,
        Fate::LostBefore(timed_out),
        Fate::LostAfter(timed_out),
        Fate::LostBefore(server_error),
        Fate::LostAfter(server_error),
        Fate::LostBefore(html),
        Fate::LostAfter(html),
        Fate::LostBefore(reset),
        Fate::LostAfter(reset),
    ];
    let crashes = [Fate::CrashBefore, Fate::CrashAfter];
    let mut table: Vec<(Call, Fate, &[End])> = Vec::new();
    for call in [Call::Look, Call::Info, Call::OpenDm, Call::Deliver, Call::Tell] {
        table.extend(passing.map(|fate| (call, fate, &[SOLD][..])));
    }
    // Beside the acknowledgement a crash may come before or after its commit.
    for call in [Call::Look, Call::OpenDm] {
        table.extend(crashes.map(|fate| (call, fate, &[SOLD, NOTHING][..])));
    }
    for call in [Call::Info, Call::Deliver, Call::Tell] {
        table.extend(crashes.map(|fate| (call, fate, &[SOLD][..])));
    }
    table.extend([
        // Only the list says that there is none.
        (Call::Look, Fate::Refused, &[SOLD][..]),
        (Call::Look, Fate::Unauthorised, &[NOTHING][..]),
        (Call::Info, Fate::Refused, &[HELD][..]),
        (Call::Info, Fate::Unauthorised, &[SOLD][..]),
        (Call::Deliver, Fate::Refused, &[CLAIMABLE][..]),
        (Call::OpenDm, Fate::Refused, &[SOLD][..]),
    ]);
    for (call, fate, ends) in table {
        let mut shop = Shop::open(8).await;
        shop.model.world().fate(call, [fate]);
        if call == Call::Info {
            // Only a doubt has the vendor asked.
            shop.model.world().fate(Call::Assign, [Fate::LostAfter(timed_out)]);
        }
        if shop.unless_it_crashes(shop.sell(1)).await.is_none() {
            shop = shop.restart().await;
        }
        shop.settle().await;
        let record = shop.record().await;
        let got = (record.state, shop.sold(), shop.model.world().dms.len());
        assert!(ends.contains(&got), "{call:?} {fate:?}: {got:?}");
        let told = shop.model.world().told.clone();
        let told_last = told.iter().rev().find(|(_, _, kind)| *kind == OutboxKind::Reply);
        assert_eq!(told_last.map(|(_, state, _)| *state), Some(got.0), "{call:?} {fate:?}: {told:?}");
    }
}

#[tokio::test]
async fn a_crash_at_an_assignment_is_finished_by_the_next_process_with_the_same_key() {
    for crash in [Fate::CrashBefore, Fate::CrashAfter] {
        let shop = Shop::open(8).await;
        shop.model.world().fate(Call::Assign, [crash]);
        assert!(shop.unless_it_crashes(shop.sell(1)).await.is_none());
        let key = shop.record().await.line().unwrap().license.key.clone();
        let shop = shop.restart().await;
        shop.settle().await;
        assert_eq!(shop.record().await.state, SaleState::Delivered, "{crash:?}");
        assert_eq!(shop.sold(), 1, "{crash:?}");
        let dms = shop.model.world().dms.clone();
        assert_eq!(dms.len(), 1);
        assert_eq!(dms[0].1, key, "{crash:?}");
    }
}

#[tokio::test]
async fn a_crash_before_the_acknowledgement_sells_nothing() {
    let shop = Shop::open(2).await;
    tokio::select! {
        _ = shop.fulfilment.sell(Shop::request(1, None), std::future::pending::<Result<(), String>>()) => {}
        () = async { while shop.fulfilment.ledger.sale(SaleId::new(1)).await.is_err() { tokio::task::yield_now().await; } } => {}
    }
    let shop = shop.restart().await;
    shop.settle().await;
    let record = shop.record().await;
    assert_eq!((record.state, record.failure), (SaleState::Failed, Some(Failure::NotAcknowledged)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn a_vendor_that_cannot_be_asked_leaves_the_sale_in_doubt_and_staff_warned() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::LostAfter(timed_out)]);
    shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 9]);
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::InDoubt);
    assert_eq!(shop.model.world().told, [(SaleId::new(1), SaleState::InDoubt, OutboxKind::Reply)]);
    shop.settle().await;
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));
}

#[tokio::test]
async fn a_dm_that_discord_does_not_take_now_is_sent_later_and_once() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Deliver, [Fate::LostBefore(timed_out); 4]);
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::Assigned);
    shop.settle().await;
    assert_eq!(shop.record().await.state, SaleState::Delivered);
    assert_eq!(shop.model.world().dms.len(), 1);
}

#[tokio::test]
async fn closed_dms_leave_a_claim_notice_and_a_claim_delivers() {
    let shop = Shop::open(1).await;
    shop.model.world().dms_closed = true;
    shop.sell(1).await.unwrap();
    let record = shop.record().await;
    assert_eq!(record.state, SaleState::Undelivered);
    assert!(shop.model.world().told.contains(&(
        SaleId::new(1),
        SaleState::Undelivered,
        OutboxKind::ClaimNotice
    )));
    for _ in 0..2 {
        shop.fulfilment.ledger.claimed(record.id).await.unwrap();
    }
    assert_eq!(shop.record().await.state, SaleState::Delivered);
    let events = shop.fulfilment.ledger.events(SaleId::new(1)).await.unwrap();
    assert_eq!(events.iter().filter(|event| event.kind == "claimed").count(), 2);
}

#[tokio::test]
async fn the_same_interaction_sells_once_and_two_sales_never_share_a_key() {
    let shop = Shop::open(30).await;
    let sales = (1..=20).flat_map(|interaction| [shop.sell(interaction), shop.sell(interaction)]);
    let sales = futures(sales.collect()).await;
    assert_eq!(sales.iter().filter(|sold| matches!(sold, Ok(Sold::Begun(_)))).count(), 20);
    let dms = shop.model.world().dms.clone();
    let keys: std::collections::HashSet<_> = dms.iter().map(|(_, key, _)| key.clone()).collect();
    assert_eq!((dms.len(), keys.len()), (20, 20));
}

#[tokio::test]
async fn a_named_license_is_never_replaced() {
    let shop = Shop::open(3).await;
    let key: LicenseKey = shop.model.world().holders.keys().next().unwrap().clone();
    shop.model.world().fate(Call::Assign, [Fate::TakenByAnother]);
    let request = Shop::request(1, Some(license(&key)));
    shop.fulfilment.sell(request, async { Ok::<(), String>(()) }).await.unwrap();
    shop.settle().await;
    let record = shop.record().await;
    assert_eq!((record.state, record.failure), (SaleState::Failed, Some(Failure::Refused)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn a_refused_api_key_pauses_selling_and_tells_the_owner_once() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::Unauthorised]);
    for interaction in 1..=3 {
        shop.sell(interaction).await.unwrap();
    }
    let alerts = |shop: &Shop| {
        shop.model.world().told.iter().filter(|(_, _, kind)| *kind == OutboxKind::Alert).count()
    };
    assert_eq!(alerts(&shop), 1);
    assert!(shop.model.world().fates[&Call::Assign].is_empty() && shop.model.world().dms.is_empty());
    shop.clock.pass(60_000);
    shop.sell(4).await.unwrap();
    assert_eq!(shop.model.world().dms.len(), 1, "a key that is taken again ends the pause");
    assert_eq!(alerts(&shop), 1);
}

#[tokio::test]
async fn a_doubt_of_fifteen_minutes_alarms_once_and_a_shorter_one_nobody() {
    // Time passes in steps of more than a minute: after 13 minutes one is left to end the doubt in.
    for (minutes, alarms) in [(13, 0), (16, 1)] {
        let shop = Shop::open(2).await;
        shop.model.world().fate(Call::Assign, [Fate::LostAfter(timed_out)]);
        shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 500]);
        shop.sell(1).await.unwrap();
        for _ in 0..minutes {
            shop.clock.pass(60_000);
            shop.fulfilment.recover().await.unwrap();
        }
        shop.model.world().fates.clear();
        shop.settle().await;
        assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));
        let world = shop.model.world();
        let told = world
            .told
            .iter()
            .filter(|(_, state, kind)| *kind == OutboxKind::DoubtAlert && *state == SaleState::InDoubt);
        assert_eq!(told.count(), alarms, "after {minutes} minutes");
    }
}

#[tokio::test]
async fn a_reply_token_is_kept_for_its_time_and_then_wiped() {
    let shop = Shop::open(1).await;
    shop.sell(1).await.unwrap();
    shop.fulfilment.recover().await.unwrap();
    assert!(shop.record().await.reply_token.is_some());
    shop.clock.pass(15 * 60_000);
    shop.fulfilment.recover().await.unwrap();
    assert!(shop.record().await.reply_token.is_none());
}

#[tokio::test]
async fn events_cannot_be_changed() {
    let shop = Shop::open(1).await;
    shop.sell(1).await.unwrap();
    let path = shop.folder.path().join("ledger.db");
    shop.fulfilment.ledger.close().await;
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    for statement in ["update sale_event set kind = 'x'", "delete from sale_event"] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

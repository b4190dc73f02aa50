//! The saga in a table: every way the vendor can answer, or not, and a crash at each of them –
//! over a real ledger, with a model vendor, a model Discord and a clock that is set by hand.

use std::time::Duration;

use keyclerk::domain::{
    Attempt, Durability, Evidence, Failure, LicenseKey, LicenseStatus, LineState, MessageKind, SaleId,
    SaleRequest, SaleState, StaffId, Timestamp, Verdict,
};
use keyclerk::fulfilment::{Judged, Judgement, Resent, Sold};
use keyclerk::ledger::LedgerError;
use keyclerk::reseller::{Unreachable, VendorError};
use secrecy::SecretString;

use crate::simulation::{
    Call, Fate, START, Shop, World, buyer_id, futures, html, license, reset, server_error, timed_out,
};

/// How a row of the table ends: the state, the keys that are the buyer's, the DMs.
type End = (SaleState, usize, usize);
const SOLD: End = (SaleState::Delivered, 1, 1);
const NOTHING: End = (SaleState::Failed, 0, 0);

const HELD: End = (SaleState::Held, 0, 0);
/// The buyer has it at the vendor, and staff are asked.
const HELD_AND_THEIRS: End = (SaleState::Held, 1, 0);

/// The fates of one sale's requests to assign, and the ends at a vendor that refuses to assign a license
/// to its own buyer again, and at one that does not.
fn fates_of_an_assignment() -> Vec<(Vec<Fate>, End, End)> {
    let mut table = vec![
        (vec![Fate::Answered], SOLD, SOLD),
        (vec![Fate::Refused], NOTHING, NOTHING),
        (vec![Fate::RefusedAfter], HELD_AND_THEIRS, SOLD),
        (vec![Fate::RefusedAfter, Fate::CrashAfter], HELD_AND_THEIRS, HELD_AND_THEIRS),
        (vec![Fate::RefusedAfter, Fate::LostAfter(timed_out)], HELD_AND_THEIRS, HELD_AND_THEIRS),
        (vec![Fate::RefusedAfter, Fate::Unauthorised], HELD_AND_THEIRS, HELD_AND_THEIRS),
        (vec![Fate::TakenByAnother], HELD, HELD),
        (vec![Fate::RateLimited, Fate::Answered], SOLD, SOLD),
        (vec![Fate::RateLimited; 60], SOLD, SOLD),
        (vec![Fate::RateLimitedAfter, Fate::Answered], HELD_AND_THEIRS, SOLD),
        (vec![Fate::RateLimitedAfter; 60], SOLD, SOLD),
        (vec![Fate::RateLimited, Fate::NeverSent, Fate::NeverSent, Fate::NeverSent], SOLD, SOLD),
        (vec![Fate::Unauthorised], NOTHING, NOTHING),
        // It fails, and then the license turns out assigned.
        (vec![Fate::UnauthorisedAfter], HELD_AND_THEIRS, HELD_AND_THEIRS),
        (vec![Fate::NeverSent, Fate::NeverSent, Fate::Answered], SOLD, SOLD),
        (vec![Fate::NeverSent; 3], NOTHING, NOTHING),
        (vec![Fate::Late], SOLD, SOLD),
    ];
    for lost in [timed_out, reset, server_error, html] {
        for first in [Fate::LostBefore(lost), Fate::LostAfter(lost)] {
            table.push((vec![first], SOLD, SOLD));
            for second in [Fate::LostBefore(lost), Fate::LostAfter(lost), Fate::NeverSent, Fate::RateLimited]
            {
                table.push((vec![first, second], SOLD, SOLD));
            }
        }
        // Not even a license that is found assigned is the buyer's once an attempt was refused.
        table.push((vec![Fate::LostBefore(lost), Fate::RefusedAfter], HELD_AND_THEIRS, SOLD));
        table.push((vec![Fate::LostBefore(lost), Fate::Refused, Fate::Answered], SOLD, SOLD));
        let mut refusals = vec![Fate::LostBefore(lost)];
        refusals.extend([Fate::Refused; 20]);
        table.push((refusals, HELD, HELD));
    }
    table
}

#[tokio::test]
async fn every_fate_of_an_assignment_ends_with_one_key_or_with_none() {
    for (fates, strict, idempotent) in fates_of_an_assignment() {
        for (is_idempotent, end) in [(false, strict), (true, idempotent)] {
            let shop = Shop::open(8).await;
            shop.model.world().is_idempotent = is_idempotent;
            shop.model.world().fate(Call::Assign, fates.clone());
            let shop = match shop.unless_it_crashes(shop.sell(1)).await {
                Some(_) => shop,
                None => shop.restart().await,
            };
            shop.model.late_requests_arrive();
            shop.settle().await;
            let record = shop.record().await;
            let got = (record.state, shop.sold(), shop.model.world().dms.len());
            assert_eq!(got, end, "{fates:?}, idempotent: {is_idempotent}");
            let used = shop.model.world().holders.values().flatten().count();
            assert!(used <= 1, "{used} keys after {fates:?}");
            if end.0 == SaleState::Delivered {
                let sold = record.sold().next().map(|license| &license.key);
                assert_eq!(sold, Some(&shop.model.world().dms[0].1));
            }
            let told = shop.model.world().told.clone();
            let told_last = told.iter().rev().find(|(_, _, kind)| *kind == MessageKind::Reply);
            let expected = (SaleId::new(1), end.0, MessageKind::Reply);
            assert_eq!(told_last, Some(&expected), "{told:?} after {fates:?}");
        }
    }
}

#[tokio::test]
async fn a_vendor_that_commits_and_always_refuses_costs_one_key_a_command() {
    for is_idempotent in [false, true] {
        let shop = Shop::open(12).await;
        shop.model.world().is_idempotent = is_idempotent;
        shop.model.world().fate(Call::Assign, [Fate::RefusedAfter; 40]);
        for (interaction, sale) in [(1, 1), (2, 2)] {
            shop.sell(interaction).await.unwrap();
            shop.settle().await;
            let record = shop.fulfilment.ledger.sale(SaleId::new(sale)).await.unwrap();
            assert_eq!(record.state, SaleState::Held);
        }
        let used = shop.model.world().holders.values().flatten().count();
        assert_eq!(used, 2, "two commands, two keys");
        assert!(shop.model.world().dms.is_empty());
    }
}

#[tokio::test]
async fn a_stale_read_costs_five_seconds_and_neither_a_second_request_nor_a_wrong_answer() {
    for (fate, end, requests) in
        [(Fate::LostAfter(timed_out), SOLD, 1), (Fate::RefusedAfter, HELD_AND_THEIRS, 2)]
    {
        let shop = Shop::open(3).await;
        shop.model.world().fate(Call::Assign, [fate]);
        shop.model.world().fate(Call::Info, [Fate::Stale]);
        shop.sell(1).await.unwrap();
        let begun = shop.record().await;
        assert_eq!((begun.state, shop.model.world().calls[&Call::Assign]), (SaleState::InDoubt, 1));
        shop.clock.pass(4_900);
        shop.fulfilment.recover().await.unwrap();
        assert_eq!(shop.record().await.state, SaleState::InDoubt, "{fate:?}");
        shop.clock.pass(100);
        shop.fulfilment.recover().await.unwrap();
        let got = (shop.record().await.state, shop.sold(), shop.model.world().dms.len());
        assert_eq!(got, end, "{fate:?}");
        assert_eq!(shop.model.world().calls[&Call::Assign], requests);
    }
}

#[tokio::test]
async fn evidence_has_to_contradict_itself_for_a_minute_before_staff_are_asked() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::LostBefore(timed_out)]);
    shop.model.world().fate(Call::Info, [Fate::Refused; 100]);
    shop.sell(1).await.unwrap();
    for _ in 0..59 {
        shop.clock.pass(1_000);
        shop.fulfilment.recover().await.unwrap();
        assert_eq!(shop.record().await.state, SaleState::InDoubt);
    }
    shop.clock.pass(70_000);
    shop.fulfilment.recover().await.unwrap();
    let held = shop.record().await;
    assert_eq!((held.state, held.lines[0].evidence), (SaleState::Held, Some(Evidence::Unknown)));
}

#[tokio::test]
async fn a_license_that_was_refused_is_looked_at_for_a_quarter_of_an_hour_and_then_in_stock_again() {
    let shop = Shop::open(1).await;
    shop.model.world().fate(Call::Assign, [Fate::Refused]);
    shop.sell(1).await.unwrap();
    shop.clock.pass(5_000);
    shop.fulfilment.recover().await.unwrap();
    assert_eq!(shop.record().await.failure, Some(Failure::Refused));
    let looks = || shop.model.world().calls[&Call::Info];
    let before = looks();
    let mut looked_at = Vec::new();
    for minute in 1..=20 {
        shop.clock.pass(60_000);
        let seen = looks();
        shop.fulfilment.recover().await.unwrap();
        if looks() > seen {
            looked_at.push(minute);
        }
        let state = shop.record().await.lines[0].state;
        let expected = if minute < 15 { LineState::Quarantined } else { LineState::Released };
        assert_eq!(state, expected, "after {minute} minutes");
        if minute < 15 {
            // Nobody else gets it meanwhile.
            shop.sell(100 + minute).await.unwrap();
            assert!(shop.model.world().dms.is_empty());
        }
    }
    assert_eq!((looked_at, looks() - before), (vec![1, 5, 15], 3));
    shop.sell(200).await.unwrap();
    assert_eq!(shop.model.world().dms.len(), 1);
}

#[tokio::test]
async fn a_late_request_after_nothing_sold_makes_staff_decide_and_their_decision_is_carried_out() {
    for (judgement, end) in [(Judgement::Deliver, SOLD), (Judgement::Nothing, (SaleState::Failed, 1, 0))] {
        let shop = Shop::open(3).await;
        shop.model.world().fate(Call::Assign, [Fate::Refused]);
        shop.sell(1).await.unwrap();
        shop.clock.pass(5_000);
        shop.fulfilment.recover().await.unwrap();
        assert_eq!(shop.record().await.state, SaleState::Failed);
        let key = shop.record().await.lines[0].license.key.clone();
        shop.model.world().holders.insert(key, Some(buyer_id(401)));
        shop.settle().await;
        let held = shop.record().await;
        assert_eq!((held.state, held.failure), (SaleState::Held, None));
        assert_eq!(held.lines[0].evidence, Some(Evidence::AssignedInQuarantine));
        shop.fulfilment.judge(held.id, None, judgement, StaffId::new(300).unwrap()).await.unwrap();
        shop.settle().await;
        let got = (shop.record().await.state, shop.sold(), shop.model.world().dms.len());
        // Staff have decided in the knowledge that it is assigned, and are not asked again.
        assert_eq!(got, end);
    }
}

#[tokio::test]
async fn held_sales_are_watched_and_moved_by_staff_alone() {
    let staff = StaffId::new(300).unwrap();
    for judgement in [Judgement::Deliver, Judgement::SellAnother, Judgement::Nothing] {
        let shop = Shop::open(3).await;
        shop.model.world().fate(Call::Assign, [Fate::LostBefore(timed_out)]);
        shop.model.world().fate(Call::Info, [Fate::Refused; 30]);
        shop.sell(1).await.unwrap();
        shop.settle().await;
        let held = shop.record().await;
        assert_eq!((held.state, held.lines[0].status), (SaleState::Held, Some(LicenseStatus::Unknown)));
        shop.model.world().fates.clear();
        shop.clock.pass(20 * 60_000);
        shop.fulfilment.recover().await.unwrap();
        let held = shop.record().await;
        assert_eq!((held.state, held.lines[0].status), (SaleState::Held, Some(LicenseStatus::Free)));
        // Nobody can be asked: nothing is decided.
        shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 3]);
        if judgement == Judgement::Deliver {
            let judged = shop.fulfilment.judge(held.id, None, judgement, staff).await.unwrap();
            assert_eq!((judged, shop.record().await.state), (Judged::NotAsked, SaleState::Held));
        }
        shop.model.world().fates.clear();
        let requests = shop.model.world().calls[&Call::Assign];
        shop.fulfilment.judge(held.id, None, judgement, staff).await.unwrap();
        let record = shop.record().await;
        let assigned = shop.model.world().calls[&Call::Assign] - requests;
        let dms = shop.model.world().dms.clone();
        let first = &held.lines[0].license.key;
        match judgement {
            Judgement::Deliver => {
                assert_eq!((record.state, assigned, &dms[0].1), (SaleState::Delivered, 1, first));
            }
            Judgement::SellAnother => {
                assert_eq!((record.state, assigned, dms.len()), (SaleState::Delivered, 1, 1));
                assert_ne!(&dms[0].1, first);
                assert_eq!(record.lines[0].state, LineState::Quarantined);
            }
            Judgement::Nothing => assert_eq!((record.state, assigned, dms.len()), (SaleState::Failed, 0, 0)),
        }
        let again = shop.fulfilment.judge(held.id, None, judgement, staff).await;
        assert!(matches!(again, Err(LedgerError::Overtaken(_))));
    }
}

#[tokio::test]
async fn a_button_decides_about_the_license_that_staff_saw_and_no_other() {
    let shop = Shop::open(5).await;
    let staff = StaffId::new(300).unwrap();
    shop.model.world().fate(Call::Assign, [Fate::TakenByAnother, Fate::Refused, Fate::TakenByAnother]);
    shop.sell(1).await.unwrap();
    let first = shop.record().await.lines[0].number;
    shop.fulfilment.judge(SaleId::new(1), Some(first), Judgement::SellAnother, staff).await.unwrap();
    let held = shop.record().await;
    assert_eq!((held.state, held.lines.len()), (SaleState::Held, 2));
    for judgement in [Judgement::Deliver, Judgement::SellAnother, Judgement::Nothing] {
        for seen in [Some(first), None] {
            let judged = shop.fulfilment.judge(SaleId::new(1), seen, judgement, staff).await;
            assert!(matches!(judged, Err(LedgerError::Overtaken(_))), "{judgement:?} of {seen:?}");
        }
    }
    let requests = shop.model.world().calls[&Call::Assign];
    assert_eq!((shop.record().await.state, requests), (SaleState::Held, 4));
    let second = held.lines[1].number;
    shop.fulfilment.judge(SaleId::new(1), Some(second), Judgement::Nothing, staff).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::Failed);
}

#[tokio::test]
async fn a_press_answers_the_question_that_was_seen_and_no_later_one() {
    let shop = Shop::open(1).await;
    let staff = StaffId::new(300).unwrap();
    let request = SaleRequest { quantity: 3, ..Shop::request(1, None) };
    shop.fulfilment.sell(request, async { Ok::<(), String>(()) }).await.unwrap();
    let asked = shop.record().await.confirm_until.unwrap();
    let (token, earlier) = (SecretString::from("press"), asked.before(Duration::from_millis(1)));
    let pressed = shop.fulfilment.confirm(SaleId::new(1), staff, &token, None, Some(earlier)).await;
    assert!(matches!(pressed, Err(LedgerError::Overtaken(_))));
    let pressed = shop.fulfilment.decline(SaleId::new(1), staff, Some(earlier)).await;
    assert!(matches!(pressed, Err(LedgerError::Overtaken(_))));
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Acknowledged, 0));
    shop.fulfilment.confirm(SaleId::new(1), staff, &token, None, Some(asked)).await.unwrap();
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));
}

#[tokio::test]
async fn a_sale_that_was_made_again_with_its_reference_is_told_and_not_held() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::Refused]);
    let request =
        |interaction| SaleRequest { reference: Some("pay-1".to_owned()), ..Shop::request(interaction, None) };
    shop.fulfilment.sell(request(1), async { Ok::<(), String>(()) }).await.unwrap();
    shop.clock.pass(5_000);
    shop.fulfilment.recover().await.unwrap();
    let failed = shop.record().await;
    assert_eq!(failed.state, SaleState::Failed);
    shop.fulfilment.sell(request(2), async { Ok::<(), String>(()) }).await.unwrap();
    shop.model.world().holders.insert(failed.lines[0].license.key.clone(), Some(failed.buyer));
    let looks = shop.model.world().calls[&Call::Info];
    shop.settle().await;
    let record = shop.record().await;
    assert_eq!((record.state, record.lines[0].look_at), (SaleState::Failed, None));
    let told = shop.model.world().told.clone();
    assert!(told.contains(&(SaleId::new(1), SaleState::Failed, MessageKind::Alert)), "{told:?}");
    assert_eq!(shop.model.world().calls[&Call::Info], looks + 1);
}

#[tokio::test]
async fn another_license_is_sold_within_a_quarter_of_an_hour_of_the_press_alone() {
    for (minutes, state) in [(14, SaleState::Delivered), (16, SaleState::Failed)] {
        let shop = Shop::open(3).await;
        shop.model.world().fate(Call::Assign, [Fate::TakenByAnother]);
        shop.sell(1).await.unwrap();
        shop.settle().await;
        let held = shop.record().await;
        let (line, staff) = (&held.lines[0], StaffId::new(300).unwrap());
        // The process ends right after the decision.
        let judged =
            held.judged(shop.fulfilment.ledger.now(), line.number, Verdict::SellAnother, staff).unwrap();
        shop.fulfilment.ledger.commit(judged).await.unwrap();
        shop.clock.pass(minutes * 60_000);
        let shop = shop.restart().await;
        shop.fulfilment.recover().await.unwrap();
        assert_eq!(shop.record().await.state, state, "after {minutes} minutes");
    }
}

#[tokio::test]
async fn a_license_that_is_unknown_in_quarantine_is_not_back_in_stock_by_one_look() {
    let shop = Shop::open(1).await;
    shop.model.world().fate(Call::Assign, [Fate::Refused]);
    shop.sell(1).await.unwrap();
    shop.clock.pass(5_000);
    shop.fulfilment.recover().await.unwrap();
    shop.model.world().fate(Call::Info, [Fate::Refused, Fate::Refused]);
    let mut minutes = 0;
    while shop.record().await.lines[0].state == LineState::Quarantined {
        shop.clock.pass(60_000);
        minutes += 1;
        shop.fulfilment.recover().await.unwrap();
        assert!(minutes < 100, "it is never back in stock");
    }
    // Unknown after 1 and 16 minutes; free after 31, 35 and 45.
    assert_eq!((minutes, shop.record().await.lines[0].state), (45, LineState::Released));
}

#[tokio::test]
async fn a_key_that_is_refused_in_a_doubt_is_told_by_the_next_sale() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::LostBefore(timed_out)]);
    shop.model.world().fate(Call::Info, [Fate::Unauthorised]);
    shop.sell(1).await.unwrap();
    shop.sell(2).await.unwrap();
    shop.sell(3).await.unwrap();
    let failures = async |sale| shop.fulfilment.ledger.sale(SaleId::new(sale)).await.unwrap().failure;
    assert_eq!(failures(2).await, Some(Failure::ApiKeyRefused));
    assert_eq!(failures(3).await, Some(Failure::SellingPaused));
    let alerts = |world: &World| world.told.iter().filter(|told| told.2 == MessageKind::Alert).count();
    assert_eq!(alerts(&shop.model.world()), 1);
}

#[tokio::test]
async fn a_random_license_that_cannot_be_read_is_no_reason_to_sell_none() {
    let shop = Shop::open(3).await;
    shop.clock.pass(3_000);
    shop.model.world().fate(Call::Look, [Fate::LostBefore(html)]);
    shop.sell(1).await.unwrap();
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));
    assert_eq!(shop.model.world().calls[&Call::Look], 2);
}

#[tokio::test]
async fn a_refusal_after_staff_said_deliver_asks_them_again() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::LostBefore(timed_out), Fate::Refused]);
    shop.model.world().fate(Call::Info, [Fate::Refused; 3]);
    shop.sell(1).await.unwrap();
    for _ in 0..2 {
        shop.clock.pass(61_000);
        shop.fulfilment.recover().await.unwrap();
    }
    assert_eq!(shop.record().await.state, SaleState::Held);
    shop.fulfilment
        .judge(SaleId::new(1), None, Judgement::Deliver, StaffId::new(300).unwrap())
        .await
        .unwrap();
    let held = shop.record().await;
    assert_eq!((held.state, held.lines[0].evidence), (SaleState::Held, Some(Evidence::RefusedAfterDecision)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn no_other_license_is_sold_in_place_of_one_that_staff_named() {
    let shop = Shop::open(3).await;
    let key: LicenseKey = shop.model.world().holders.keys().next().unwrap().clone();
    shop.model.world().fate(Call::Assign, [Fate::TakenByAnother]);
    let request = Shop::request(1, Some(license(&key)));
    shop.fulfilment.sell(request, async { Ok::<(), String>(()) }).await.unwrap();
    shop.settle().await;
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Held, 0));
    let staff = StaffId::new(300).unwrap();
    let another = shop.fulfilment.judge(SaleId::new(1), None, Judgement::SellAnother, staff).await;
    assert!(matches!(another, Err(LedgerError::Overtaken(_))));
    shop.fulfilment.judge(SaleId::new(1), None, Judgement::Nothing, staff).await.unwrap();
    shop.settle().await;
    assert_eq!(shop.record().await.failure, Some(Failure::Quarantined));
    assert!(shop.model.world().dms.is_empty());
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_no_old_sight_fresh() {
    let shop = Shop::open(1).await;
    let key = shop.model.world().holders.keys().next().unwrap().clone();
    shop.model.world().fate(Call::Deliver, [Fate::LostBefore(timed_out); 3]);
    // The list is known from now on.
    shop.fulfilment.stock.browse().await.unwrap();
    shop.clock.pass(3_000);
    shop.clock.set_back(3_600_000);
    shop.model.world().holders.insert(key, Some(buyer_id(9_999)));
    shop.sell(1).await.unwrap();
    shop.settle().await;
    let record = shop.record().await;
    assert_eq!((record.state, record.failure), (SaleState::Failed, Some(Failure::OutOfStock)));
    assert_eq!(shop.model.world().calls.get(&Call::Assign), None);
}

#[tokio::test]
async fn every_fate_of_every_other_call_ends_with_one_key_or_with_none() {
    const CLAIMABLE: End = (SaleState::Undelivered, 1, 0);
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
        (Call::Info, Fate::Refused, &[SOLD][..]),
        (Call::Info, Fate::Stale, &[SOLD][..]),
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
        let told_last = told.iter().rev().find(|(_, _, kind)| *kind == MessageKind::Reply);
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
async fn a_sale_that_asked_for_no_license_is_taken_up_within_a_quarter_of_an_hour_alone() {
    for (minutes, state, failure) in
        [(14, SaleState::Delivered, None), (16, SaleState::Failed, Some(Failure::TooLate))]
    {
        let shop = Shop::open(2).await;
        let ledger = &shop.fulfilment.ledger;
        ledger.request(&Shop::request(1, None)).await.unwrap();
        let acknowledged = shop.record().await.acknowledged(shop.fulfilment.ledger.now()).unwrap();
        ledger.commit(acknowledged).await.unwrap();
        shop.clock.pass(minutes * 60_000);
        let shop = shop.restart().await;
        shop.fulfilment.recover().await.unwrap();
        let record = shop.record().await;
        assert_eq!((record.state, record.failure), (state, failure), "after {minutes} minutes");
        assert_eq!(shop.sold(), usize::from(failure.is_none()));
    }
}

#[tokio::test]
async fn a_vendor_that_cannot_be_asked_leaves_the_sale_in_doubt_and_staff_warned() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::LostAfter(timed_out)]);
    shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 9]);
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::InDoubt);
    assert_eq!(shop.model.world().told, [(SaleId::new(1), SaleState::InDoubt, MessageKind::Reply)]);
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
async fn a_dm_sent_again_is_looked_for_after_a_crash_though_the_clock_was_set_back() {
    let shop = Shop::open(1).await;
    shop.sell(1).await.unwrap();
    shop.model.world().fate(Call::Deliver, [Fate::CrashAfter]);
    let staff = StaffId::new(300).unwrap();
    assert!(shop.unless_it_crashes(shop.fulfilment.resend(SaleId::new(1), staff)).await.is_none());
    let shop = shop.restart().await;
    // Discord has forgotten the nonce, and by this machine's clock no time has passed.
    shop.clock.pass(10 * 60_000);
    shop.clock.set_back(10 * 60_000);
    shop.settle().await;
    assert_eq!(shop.model.world().dms.len(), 2, "once sold and once sent again");
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
        MessageKind::ClaimNotice
    )));
    for _ in 0..2 {
        shop.fulfilment.claim(record.id).await.unwrap();
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
async fn a_refused_api_key_pauses_selling_and_tells_the_owner_once() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::Unauthorised]);
    for interaction in 1..=3 {
        shop.sell(interaction).await.unwrap();
    }
    let alerts = |shop: &Shop| {
        shop.model.world().told.iter().filter(|(_, _, kind)| *kind == MessageKind::Alert).count()
    };
    assert_eq!(alerts(&shop), 1);
    assert!(shop.model.world().fates[&Call::Assign].is_empty() && shop.model.world().dms.is_empty());
    shop.clock.pass(60_000);
    shop.sell(4).await.unwrap();
    assert_eq!(shop.model.world().dms.len(), 1, "a key that is taken again ends the pause");
    assert_eq!(alerts(&shop), 1);
}

#[tokio::test]
async fn a_vendor_who_is_not_reached_fails_the_sale_by_the_reason_and_pauses_nothing() {
    let table: [(fn() -> VendorError, Failure); 6] = [
        (|| VendorError::Blocked(403), Failure::Blocked),
        (|| VendorError::NoSuchAddress(404), Failure::NoSuchVendorAddress),
        (|| VendorError::NeverSent(Unreachable::Name), Failure::VendorNameUnknown),
        (|| VendorError::NeverSent(Unreachable::Refused), Failure::VendorRefusesConnections),
        (|| VendorError::NeverSent(Unreachable::Tls), Failure::VendorTlsFailed),
        (|| VendorError::NeverSent(Unreachable::Other), Failure::VendorUnreachable),
    ];
    for (error, failure) in table {
        let shop = Shop::open(2).await;
        shop.model.world().fate(Call::Look, [Fate::LostBefore(error); 3]);
        shop.sell(1).await.unwrap();
        let record = shop.record().await;
        assert_eq!((record.state, record.failure), (SaleState::Failed, Some(failure)));
        shop.sell(2).await.unwrap();
        assert_eq!(shop.model.world().dms.len(), 1, "{failure:?}: the next sale is not held up");
        let is_alarm = |kind: MessageKind| matches!(kind, MessageKind::Alert | MessageKind::DoubtAlert);
        assert!(!shop.model.world().told.iter().any(|(_, _, kind)| is_alarm(*kind)), "{failure:?}");
    }
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
            .filter(|(_, state, kind)| *kind == MessageKind::DoubtAlert && *state == SaleState::InDoubt);
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
    for statement in ["update event set kind = 'x'", "delete from event"] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn a_sale_is_on_the_disk_before_anybody_is_told_of_it() {
    let now = Timestamp::from_millis(START);
    let requested = Shop::request(1, None).recorded(SaleId::new(1), now, None);
    let acknowledged = requested.acknowledged(now).unwrap();
    assert_eq!(acknowledged.durability, Durability::Lazy, "nobody is told of it");
    let key: LicenseKey = "ps-TEST-0000000-XYZ".parse().unwrap();
    let reserved = acknowledged.after.reserved(now, vec![license(&key)], false, None).unwrap();
    assert_eq!(reserved.durability, Durability::Lazy, "nobody is told of it");
    for sale in [&acknowledged.after, &reserved.after] {
        let at = now.after(Duration::from_secs(1));
        assert_eq!(sale.waiting(now, at).unwrap().durability, Durability::Synced, "{}", sale.state);
        assert_eq!(sale.replying_again(now).unwrap().durability, Durability::Synced, "{}", sale.state);
    }
    // The intent is on the disk, and whatever came before it.
    let number = reserved.after.lines[0].number;
    let assigning = reserved.after.assigning(now, number, Attempt::Ordinary).unwrap();
    assert_eq!(assigning.durability, Durability::Synced);
    let assigned = assigning.after.assigned(now, number, false, None, None).unwrap();
    assert_eq!(assigned.durability, Durability::Lazy);
    let waiting = assigned.after.waiting(now, now.after(Duration::from_secs(1))).unwrap();
    assert_eq!(waiting.durability, Durability::Lazy);
}

#[tokio::test]
async fn a_dm_that_is_refused_is_settled_whatever_moved_the_sale_meanwhile() {
    let shop = Shop::open(1).await;
    let staff = StaffId::new(300).unwrap();
    shop.model.world().dms_closed = true;
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::Undelivered);
    shop.model.world().fate(Call::Deliver, [Fate::Hangs]);
    let meanwhile = async {
        while shop.model.world().calls[&Call::Deliver] < 2 {
            tokio::task::yield_now().await;
        }
        shop.fulfilment.refund(SaleId::new(1), staff, "").await.unwrap();
        shop.model.release();
    };
    let (resent, ()) = tokio::join!(shop.fulfilment.resend(SaleId::new(1), staff), meanwhile);
    assert_eq!(resent.unwrap(), Resent::Closed);
    let sale = shop.record().await;
    assert!(sale.refund.is_some() && sale.due_of(MessageKind::Dm).is_none(), "{:?}", sale.due);
}

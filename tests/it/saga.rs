//! Tests of the sale saga over a real ledger, with a simulated vendor, Discord and clock. They cover
//! every outcome of each call and a crash at each call.

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

/// The expected end of a sale: its state, the number of keys assigned to the buyer, and the number of
/// DMs.
type End = (SaleState, usize, usize);
const SOLD: End = (SaleState::Delivered, 1, 1);
const NOTHING: End = (SaleState::Failed, 0, 0);

const HELD: End = (SaleState::Held, 0, 0);
/// The vendor has assigned the license to the buyer, and staff have to decide.
const HELD_BUT_ASSIGNED: End = (SaleState::Held, 1, 0);

/// Lists the outcomes of one sale's assignment calls with two expected ends. The first is for a vendor
/// that refuses to assign a license to the same buyer again. The second is for a vendor that accepts it.
fn assignment_outcomes() -> Vec<(Vec<Fate>, End, End)> {
    let mut table = vec![
        (vec![Fate::Answered], SOLD, SOLD),
        (vec![Fate::Refused], NOTHING, NOTHING),
        (vec![Fate::RefusedAfter], HELD_BUT_ASSIGNED, SOLD),
        (vec![Fate::RefusedAfter, Fate::CrashAfter], HELD_BUT_ASSIGNED, HELD_BUT_ASSIGNED),
        (vec![Fate::RefusedAfter, Fate::LostAfter(timed_out)], HELD_BUT_ASSIGNED, HELD_BUT_ASSIGNED),
        (vec![Fate::RefusedAfter, Fate::Unauthorised], HELD_BUT_ASSIGNED, HELD_BUT_ASSIGNED),
        (vec![Fate::TakenByAnother], HELD, HELD),
        (vec![Fate::RateLimited, Fate::Answered], SOLD, SOLD),
        (vec![Fate::RateLimited; 60], SOLD, SOLD),
        (vec![Fate::RateLimitedAfter, Fate::Answered], HELD_BUT_ASSIGNED, SOLD),
        (vec![Fate::RateLimitedAfter; 60], SOLD, SOLD),
        (vec![Fate::RateLimited, Fate::NeverSent, Fate::NeverSent, Fate::NeverSent], SOLD, SOLD),
        (vec![Fate::Unauthorised], NOTHING, NOTHING),
        // The sale fails first. The license turns out to be assigned afterwards.
        (vec![Fate::UnauthorisedAfter], HELD_BUT_ASSIGNED, HELD_BUT_ASSIGNED),
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
        // An assigned license does not prove that the buyer has it once an attempt was refused.
        table.push((vec![Fate::LostBefore(lost), Fate::RefusedAfter], HELD_BUT_ASSIGNED, SOLD));
        table.push((vec![Fate::LostBefore(lost), Fate::Refused, Fate::Answered], SOLD, SOLD));
        let mut refusals = vec![Fate::LostBefore(lost)];
        refusals.extend([Fate::Refused; 20]);
        table.push((refusals, HELD, HELD));
    }
    table
}

#[tokio::test]
async fn every_outcome_of_an_assignment_call_ends_with_one_key_or_none() {
    for (fates, strict, idempotent) in assignment_outcomes() {
        for (is_idempotent, end) in [(false, strict), (true, idempotent)] {
            let shop = Shop::open(8).await;
            shop.model.world().is_idempotent = is_idempotent;
            shop.model.world().fate(Call::Assign, fates.clone());
            let shop = match shop.run_until_crash(shop.sell(1)).await {
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
async fn a_vendor_that_commits_and_then_refuses_costs_one_key_per_command() {
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
        assert_eq!(used, 2, "each of the two commands used one key");
        assert!(shop.model.world().dms.is_empty());
    }
}

#[tokio::test]
async fn a_stale_read_delays_a_sale_by_five_seconds_and_changes_nothing_else() {
    for (fate, end, requests) in
        [(Fate::LostAfter(timed_out), SOLD, 1), (Fate::RefusedAfter, HELD_BUT_ASSIGNED, 2)]
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
async fn staff_are_asked_only_after_the_evidence_contradicts_itself_for_a_minute() {
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
async fn a_refused_license_returns_to_stock_after_fifteen_minutes_of_checks() {
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
            // Nobody else can buy the license in the meantime.
            shop.sell(100 + minute).await.unwrap();
            assert!(shop.model.world().dms.is_empty());
        }
    }
    assert_eq!((looked_at, looks() - before), (vec![1, 5, 15], 3));
    shop.sell(200).await.unwrap();
    assert_eq!(shop.model.world().dms.len(), 1);
}

#[tokio::test]
async fn staff_decide_about_a_late_assignment_after_a_failed_sale() {
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
        // Staff knew of the assignment when they decided, so they are not asked again.
        assert_eq!(got, end);
    }
}

#[tokio::test]
async fn held_sales_are_monitored_and_only_staff_move_them() {
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
        // The vendor does not answer, so no decision is recorded.
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
async fn a_button_applies_only_to_the_license_that_staff_saw() {
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
async fn a_press_answers_only_the_question_that_staff_saw() {
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
async fn a_late_assignment_only_raises_an_alert_if_its_reference_was_sold_again() {
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
async fn a_decision_to_sell_another_license_expires_after_fifteen_minutes() {
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
async fn an_unknown_license_leaves_quarantine_only_after_several_checks() {
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
        assert!(minutes < 100, "the license never returns to stock");
    }
    // The license is unknown after 1 and 16 minutes. It is free after 31, 35 and 45 minutes.
    assert_eq!((minutes, shop.record().await.lines[0].state), (45, LineState::Released));
}

#[tokio::test]
async fn an_api_key_refused_during_a_doubt_check_is_reported_by_the_next_sale() {
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
async fn a_sale_uses_the_list_if_the_random_license_is_unreadable() {
    let shop = Shop::open(3).await;
    shop.clock.pass(3_000);
    shop.model.world().fate(Call::Look, [Fate::LostBefore(html)]);
    shop.sell(1).await.unwrap();
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));
    assert_eq!(shop.model.world().calls[&Call::Look], 2);
}

#[tokio::test]
async fn staff_are_asked_again_if_the_vendor_refuses_after_they_chose_deliver() {
    let shop = Shop::with_a_held_sale().await;
    shop.fulfilment
        .judge(SaleId::new(1), None, Judgement::Deliver, StaffId::new(300).unwrap())
        .await
        .unwrap();
    let held = shop.record().await;
    assert_eq!((held.state, held.lines[0].evidence), (SaleState::Held, Some(Evidence::RefusedAfterDecision)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn a_license_that_staff_named_is_never_replaced_by_another() {
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
async fn a_clock_set_back_does_not_make_an_old_list_fresh() {
    let shop = Shop::open(1).await;
    let key = shop.model.world().holders.keys().next().unwrap().clone();
    shop.model.world().fate(Call::Deliver, [Fate::LostBefore(timed_out); 3]);
    // The stock knows the list from here on.
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
async fn every_outcome_of_every_other_call_ends_with_one_key_or_none() {
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
    // A crash near the acknowledgement can come before or after its commit.
    for call in [Call::Look, Call::OpenDm] {
        table.extend(crashes.map(|fate| (call, fate, &[SOLD, NOTHING][..])));
    }
    for call in [Call::Info, Call::Deliver, Call::Tell] {
        table.extend(crashes.map(|fate| (call, fate, &[SOLD][..])));
    }
    table.extend([
        // Only the list can prove that the stock is empty.
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
            // The vendor is asked for license information only in a doubt.
            shop.model.world().fate(Call::Assign, [Fate::LostAfter(timed_out)]);
        }
        if shop.run_until_crash(shop.sell(1)).await.is_none() {
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
async fn the_next_process_finishes_a_crashed_assignment_with_the_same_key() {
    for crash in [Fate::CrashBefore, Fate::CrashAfter] {
        let shop = Shop::open(8).await;
        shop.model.world().fate(Call::Assign, [crash]);
        assert!(shop.run_until_crash(shop.sell(1)).await.is_none());
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
async fn an_acknowledged_sale_is_resumed_only_within_fifteen_minutes() {
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
async fn a_sale_stays_in_doubt_and_staff_are_warned_while_the_vendor_is_unreachable() {
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
async fn a_dm_that_fails_is_sent_later_exactly_once() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Deliver, [Fate::LostBefore(timed_out); 4]);
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::Assigned);
    shop.settle().await;
    assert_eq!(shop.record().await.state, SaleState::Delivered);
    assert_eq!(shop.model.world().dms.len(), 1);
}

#[tokio::test]
async fn a_resent_dm_is_found_after_a_crash_even_if_the_clock_was_set_back() {
    let shop = Shop::open(1).await;
    shop.sell(1).await.unwrap();
    shop.model.world().fate(Call::Deliver, [Fate::CrashAfter]);
    let staff = StaffId::new(300).unwrap();
    assert!(shop.run_until_crash(shop.fulfilment.resend(SaleId::new(1), staff)).await.is_none());
    let shop = shop.restart().await;
    // Discord has forgotten the nonce, but the machine's clock shows no elapsed time.
    shop.clock.pass(10 * 60_000);
    shop.clock.set_back(10 * 60_000);
    shop.settle().await;
    assert_eq!(shop.model.world().dms.len(), 2, "one DM of the sale and one of the resend");
}

#[tokio::test]
async fn a_sale_to_closed_dms_posts_a_claim_notice_and_a_claim_delivers() {
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
        shop.fulfilment.claim(record.id, record.buyer).await.unwrap();
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
async fn a_refused_api_key_pauses_selling_and_alerts_the_owner_once() {
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
    assert_eq!(shop.model.world().dms.len(), 1, "an accepted API key ends the pause");
    assert_eq!(alerts(&shop), 1);
}

#[tokio::test]
async fn an_unreachable_vendor_fails_the_sale_with_the_reason_and_pauses_nothing() {
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
        assert_eq!(shop.model.world().dms.len(), 1, "{failure:?}: the next sale is not blocked");
        let is_alarm = |kind: MessageKind| matches!(kind, MessageKind::Alert | MessageKind::DoubtAlert);
        assert!(!shop.model.world().told.iter().any(|(_, _, kind)| is_alarm(*kind)), "{failure:?}");
    }
}

#[tokio::test]
async fn a_doubt_raises_one_alarm_after_fifteen_minutes_and_none_before() {
    // Time passes in steps of more than a minute. After 13 minutes one minute is left for the doubt to
    // end.
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
async fn a_reply_token_is_wiped_after_fifteen_minutes() {
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
    let path = shop.path();
    shop.fulfilment.ledger.close().await;
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    for statement in ["update event set kind = 'x'", "delete from event"] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn a_sale_is_synced_to_disk_before_anybody_is_told() {
    let now = Timestamp::from_millis(START);
    let requested = Shop::request(1, None).recorded(SaleId::new(1), now, None);
    let acknowledged = requested.acknowledged(now).unwrap();
    assert_eq!(acknowledged.durability, Durability::Lazy, "nobody has been told of the sale");
    let key: LicenseKey = "ps-TEST-0000000-XYZ".parse().unwrap();
    let reserved = acknowledged.after.reserved(now, vec![license(&key)], false, None).unwrap();
    assert_eq!(reserved.durability, Durability::Lazy, "nobody has been told of the sale");
    for sale in [&acknowledged.after, &reserved.after] {
        let at = now.after(Duration::from_secs(1));
        assert_eq!(sale.waiting(now, at).unwrap().durability, Durability::Synced, "{}", sale.state);
        assert_eq!(sale.replying_again(now).unwrap().durability, Durability::Synced, "{}", sale.state);
    }
    // The intent and everything before it are synced to disk.
    let number = reserved.after.lines[0].number;
    let assigning = reserved.after.assigning(now, number, Attempt::Ordinary).unwrap();
    assert_eq!(assigning.durability, Durability::Synced);
    let assigned = assigning.after.assigned(now, number, false, None, None).unwrap();
    assert_eq!(assigned.durability, Durability::Lazy);
    let waiting = assigned.after.waiting(now, now.after(Duration::from_secs(1))).unwrap();
    assert_eq!(waiting.durability, Durability::Lazy);
}

#[tokio::test]
async fn a_refused_dm_is_settled_even_if_the_sale_changed_meanwhile() {
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

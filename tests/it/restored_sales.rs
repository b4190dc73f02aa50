//! Tests of sales after a restore, with a simulated vendor, Discord and clock. They back up the ledger in the
//! middle of a sale, let the process go on, and restore the backup.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use keyclerk::domain::{Evidence, Failure, LicenseKey, LineState, MessageKind, SaleId, SaleState, StaffId};
use keyclerk::fulfilment::{Attribution, Judged, Judgement};
use keyclerk::ledger::{Requested, Unattributed};

use crate::simulation::{Call, Fate, Shop, buyer_id, license, timed_out};

/// The longest time that anything here may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Sells to the first buyer, and makes a backup while a call of this kind hangs, after `before` such calls.
async fn sold_with_backup_during(shop: &Shop, call: Call, before: usize, then: &[Fate]) -> PathBuf {
    let fates = std::iter::repeat_n(Fate::Answered, before).chain([Fate::Hangs]).chain(then.iter().copied());
    shop.model.world().fate(call, fates);
    let fulfilment = Arc::clone(&shop.fulfilment);
    let selling = tokio::spawn(async move {
        fulfilment.sell(Shop::request(1, None), async { Ok::<(), String>(()) }).await.unwrap();
    });
    let hangs = async {
        while shop.model.world().calls.get(&call).copied().unwrap_or(0) <= before {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // The write that precedes the call is committed. Writes beside it may be under way.
        while shop.fulfilment.ledger.sale(SaleId::new(1)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, hangs).await.expect("the call is made");
    let backup = shop.back_up("backup.db").await;
    shop.model.release();
    tokio::time::timeout(PATIENCE, selling).await.expect("the sale goes on").unwrap();
    backup
}

/// Waits until the ledger has recorded that it saw this many licenses in stock that are not sold.
pub async fn wait_until_seen(shop: &Shop, count: usize) {
    let seen = async {
        while shop.fulfilment.ledger.stock_audit().await.unwrap().seen_and_not_sold.len() < count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.expect("the stock is recorded");
}

/// Returns the number of unattributed licenses, and of those of them that may return.
async fn unattributed(shop: &Shop) -> (i64, i64) {
    let Unattributed { all, may_return } = shop.fulfilment.ledger.unattributed().await.unwrap();
    (all, may_return)
}

/// Counts the DMs with each key, and checks that no key was sent twice.
fn check_dms(shop: &Shop, what: &str) {
    let mut keys: Vec<LicenseKey> = shop.model.world().dms.iter().map(|(_, key, _)| key.clone()).collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all, "{what}: a key was sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_that_was_unfinished_in_the_backup_costs_no_second_license_and_no_second_dm() {
    for (call, then) in [
        (Call::Look, &[][..]),
        (Call::OpenDm, &[]),
        (Call::Assign, &[]),
        (Call::Deliver, &[]),
        (Call::Tell, &[]),
    ] {
        let what = format!("{call:?}");
        let shop = Shop::open(6).await;
        let backup = sold_with_backup_during(&shop, call, 0, then).await;
        shop.settle().await;
        assert_eq!(shop.sold(), 1, "{what}: the lost process sold");
        check_dms(&shop, &what);
        let (shop, _) = shop.restored_from(&backup).await;
        shop.settle().await;
        assert_eq!(shop.sold(), 1, "{what}: sold again after the restore");
        check_dms(&shop, &what);
        let sale = shop.record().await;
        let is_ended = sale.failure == Some(Failure::Restored);
        let is_held = sale.lines.iter().any(|line| line.evidence == Some(Evidence::Restored));
        let is_delivered = sale.state == SaleState::Delivered;
        assert!(is_ended || is_held || is_delivered, "{what}: {sale:?}");
        // Later sales get other licenses.
        for interaction in 2..=6 {
            shop.sell(interaction).await.unwrap();
        }
        shop.settle().await;
        assert_eq!(shop.sold(), 1, "{what}");
        let holders: Vec<_> = shop.model.world().holders.values().copied().collect();
        assert!(holders.iter().all(Option::is_some), "{what}: {holders:?}");
        check_dms(&shop, &what);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_intent_of_the_backup_is_left_to_staff_because_the_lost_process_may_have_been_refused() {
    let shop = Shop::open(3).await;
    // The lost process is refused, and staff sell the license to another buyer.
    let backup = sold_with_backup_during(&shop, Call::Assign, 0, &[]).await;
    let key = shop.record().await.lines[0].license.key.clone();
    shop.model.world().holders.insert(key.clone(), Some(buyer_id(777)));
    shop.model.world().dms.clear();
    shop.model.world().posted.clear();

    let (shop, restored) = shop.restored_from(&backup).await;
    assert_eq!(restored.unfinished, 1);
    let calls = |shop: &Shop| shop.model.world().calls.get(&Call::Assign).copied().unwrap_or(0);
    let before = calls(&shop);
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!(sale.state, SaleState::Held);
    assert_eq!(sale.lines[0].evidence, Some(Evidence::Restored));
    assert!(shop.model.world().dms.is_empty(), "another buyer's key was sent");
    assert_eq!(calls(&shop), before, "nothing is assigned without staff");

    // Staff decide, and the buyer gets another license.
    let line = Some(sale.lines[0].number);
    let staff = StaffId::new(300).unwrap();
    let judged = shop.fulfilment.judge(sale.id, line, Judgement::SellAnother, staff).await.unwrap();
    assert_eq!(judged, Judged::Done);
    shop.settle().await;
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sold_or_assigned_before_the_vendor_has_answered() {
    let shop = Shop::open(8).await;
    shop.sell(1).await.unwrap();
    // Its outcome is not certain in the backup.
    shop.model.world().fate(Call::Assign, [Fate::LostAfter(timed_out)]);
    shop.model.world().fate(Call::Info, vec![Fate::LostBefore(timed_out); 3]);
    shop.sell(2).await.unwrap();
    // The licenses that were seen in stock are recorded in the background.
    wait_until_seen(&shop, 6).await;
    let backup = shop.back_up("backup.db").await;
    for interaction in 3..=5 {
        shop.sell(interaction).await.unwrap();
    }
    shop.settle().await;
    let sold_later: Vec<LicenseKey> = {
        let world = shop.model.world();
        let later = |holder: &Option<_>| holder.is_some_and(|holder| holder > buyer_id(402));
        world.holders.iter().filter(|(_, holder)| later(holder)).map(|(key, _)| key.clone()).collect()
    };
    assert_eq!(sold_later.len(), 3);

    let (shop, restored) = shop.restored_from(&backup).await;
    assert_eq!((restored.sales, restored.next_sale, restored.unfinished), (2, 6, 1));
    let assigned = |shop: &Shop| shop.model.world().calls.get(&Call::Assign).copied().unwrap_or(0);
    let before = assigned(&shop);
    // The vendor cannot be reached.
    for round in 0..3_u32 {
        shop.model.world().fate(Call::Look, vec![Fate::NeverSent; 3]);
        shop.fulfilment.recover().await.unwrap();
        shop.clock.pass(70_000);
        assert!(!shop.fulfilment.ledger.is_reconciled(), "round {round}");
        assert!(!shop.fulfilment.is_selling(), "a bot that sells nothing is not ready");
    }
    shop.model.world().fate(Call::Look, []);
    // A command draws first, which changes nothing, and then sells nothing.
    shop.sell(6).await.unwrap();
    let refused = shop.fulfilment.ledger.sale(SaleId::new(6)).await.unwrap();
    assert_eq!(refused.failure, Some(Failure::NotReconciled));
    let named = Shop::request(7, Some(license(&sold_later[0])));
    shop.fulfilment.sell(named, async { Ok::<(), String>(()) }).await.unwrap();
    assert_eq!(
        shop.fulfilment.ledger.sale(SaleId::new(7)).await.unwrap().failure,
        Some(Failure::NotReconciled)
    );
    let held = shop.fulfilment.ledger.sale(SaleId::new(2)).await.unwrap();
    let line = Some(held.lines[0].number);
    for judgement in [Judgement::Deliver, Judgement::SellAnother] {
        let judged = shop.fulfilment.judge(held.id, line, judgement, StaffId::new(300).unwrap()).await;
        assert_eq!(judged.unwrap(), Judged::NotReconciled);
    }
    assert_eq!(assigned(&shop), before, "nothing was assigned");

    // The vendor answers.
    shop.fulfilment.recover().await.unwrap();
    assert!(shop.fulfilment.ledger.is_reconciled() && shop.fulfilment.is_selling());
    assert_eq!(unattributed(&shop).await, (3, 0));
    // Somebody puts one of them back into the stock. It is still not sold.
    shop.model.world().holders.insert(sold_later[0].clone(), None);
    for (interaction, key) in (8_u64..).zip(&sold_later) {
        assert!(shop.fulfilment.ledger.is_unattributed(&key.hash()).await.unwrap());
        let named = Shop::request(interaction, Some(license(key)));
        shop.fulfilment.sell(named, async { Ok::<(), String>(()) }).await.unwrap();
        let sale = shop.fulfilment.ledger.sale(SaleId::new(i64::try_from(interaction).unwrap())).await;
        let sale = sale.unwrap();
        assert_eq!(sale.failure, Some(Failure::NamedIsUnattributed));
        assert!(sale.lines.iter().all(|line| line.state == LineState::Released));
    }
    // Three licenses are free, and one more is free but unattributed.
    for interaction in 11..=14 {
        shop.sell(interaction).await.unwrap();
    }
    shop.settle().await;
    let states = [11, 12, 13, 14].map(SaleId::new);
    let mut ends = Vec::new();
    for sale in states {
        let sale = shop.fulfilment.ledger.sale(sale).await.unwrap();
        ends.push((sale.state, sale.failure));
    }
    let sold = (SaleState::Delivered, None);
    assert_eq!(ends, [sold, sold, sold, (SaleState::Failed, Some(Failure::OutOfStock))]);
    assert_eq!(shop.model.world().holders[&sold_later[0]], None);
    check_dms(&shop, "at the end");

    // The comparison is made once, also after another start.
    let shop = shop.restart().await;
    assert!(shop.fulfilment.ledger.is_reconciled());
    assert_eq!(unattributed(&shop).await, (3, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_the_backup_had_reserved_and_that_is_gone_is_unattributed() {
    let shop = Shop::open(2).await;
    // The list that the shop opens with is not recorded in this ledger yet, or it is; both are the same here.
    let backup = sold_with_backup_during(&shop, Call::OpenDm, 0, &[]).await;
    shop.settle().await;
    let (shop, _) = shop.restored_from(&backup).await;
    shop.fulfilment.recover().await.unwrap();
    let sale = shop.record().await;
    let is_known = !sale.lines.is_empty();
    if is_known && sale.state == SaleState::Failed {
        let key = sale.lines[0].license.key.hash();
        assert!(shop.fulfilment.ledger.is_unattributed(&key).await.unwrap(), "{sale:?}");
    }
    assert_eq!(shop.sold(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_told_of_the_restore_before_they_decide_about_a_held_sale_again() {
    let shop = Shop::with_a_held_sale().await;
    let backup = shop.back_up("backup.db").await;
    let held = shop.record().await;
    assert_ne!(held.lines[0].evidence, Some(Evidence::Restored));
    // In the process that is lost, staff sell another license.
    shop.model.world().fate(Call::Assign, []);
    shop.model.world().fate(Call::Info, []);
    let (line, staff) = (Some(held.lines[0].number), StaffId::new(300).unwrap());
    let judged = shop.fulfilment.judge(held.id, line, Judgement::SellAnother, staff).await.unwrap();
    assert_eq!(judged, Judged::Done);
    shop.settle().await;
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));

    let (shop, restored) = shop.restored_from(&backup).await;
    assert_eq!(restored.unfinished, 1);
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.lines[0].evidence), (SaleState::Held, Some(Evidence::Restored)));
    assert!(sale.due_of(MessageKind::Reply).is_some(), "staff are told: {sale:?}");
    shop.settle().await;
    assert_eq!(shop.record().await.lines[0].evidence, Some(Evidence::Restored));
    assert_eq!(shop.sold(), 1, "nothing is sold without staff");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_one_restore_found_missing_is_not_sold_after_another_restore() {
    let mut shop = Shop::open(3).await;
    wait_until_seen(&shop, 3).await;
    let backup = shop.back_up("backup.db").await;
    shop.sell(1).await.unwrap();
    shop.settle().await;
    let key = shop.record().await.lines[0].license.key.clone();
    for restores in 1..=2 {
        let (restored, _) = shop.restored_from(&backup).await;
        shop = restored;
        shop.fulfilment.recover().await.unwrap();
        assert!(shop.fulfilment.ledger.is_unattributed(&key.hash()).await.unwrap(), "restore {restores}");
        // The vendor puts it back into the stock.
        shop.model.world().holders.insert(key.clone(), None);
        shop.clock.pass(70_000);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_a_buyer_that_comes_again_is_answered_as_the_first_and_one_that_recovery_ended_says_so() {
    let shop = Shop::open(3).await;
    let backup = shop.back_up("backup.db").await;
    shop.sell(1).await.unwrap();
    shop.sell(2).await.unwrap();
    shop.settle().await;
    let mut keys = Vec::new();
    for sale in [1, 2].map(SaleId::new) {
        keys.push(shop.fulfilment.ledger.sale(sale).await.unwrap().lines[0].license.key.clone());
    }
    let (shop, restored) = shop.restored_from(&backup).await;
    shop.fulfilment.recover().await.unwrap();
    let enter = async |interaction, key: &LicenseKey| {
        shop.fulfilment.attribute(Shop::request(interaction, None), &license(key)).await.unwrap()
    };
    let first = SaleId::new(restored.next_sale);
    assert_eq!(enter(11, &keys[0]).await, Attribution::Entered(first));
    // Discord delivers the same command twice.
    assert_eq!(enter(11, &keys[0]).await, Attribution::Entered(first));
    assert_eq!(enter(12, &keys[0]).await, Attribution::HasSale(first));

    // The process is killed after it has recorded the command, and recovery ends what is left of it.
    let left = Shop::request(13, Some(license(&keys[1])));
    let Requested::New(left) = shop.fulfilment.ledger.request(&left).await.unwrap() else {
        panic!("a new sale")
    };
    shop.clock.pass(60_000);
    shop.fulfilment.recover().await.unwrap();
    assert_eq!(enter(13, &keys[1]).await, Attribution::Interrupted(left.id));
    let entered = enter(14, &keys[1]).await;
    assert!(matches!(entered, Attribution::Entered(sale) if sale > left.id), "{entered:?}");

    // A command that comes again at once finishes what its first delivery began.
    let shop = Shop::open(1).await;
    let backup = shop.back_up("backup.db").await;
    shop.sell(1).await.unwrap();
    let key = shop.record().await.lines[0].license.key.clone();
    let (shop, _) = shop.restored_from(&backup).await;
    let request = Shop::request(15, Some(license(&key)));
    let Requested::New(left) = shop.fulfilment.ledger.request(&request).await.unwrap() else {
        panic!("a new sale")
    };
    let entered = shop.fulfilment.attribute(request, &license(&key)).await.unwrap();
    assert_eq!(entered, Attribution::Entered(left.id));
}

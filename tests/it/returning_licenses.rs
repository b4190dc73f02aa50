//! Tests of the licenses that a doubtful stock list lacked after a restore: they return once the vendor has listed
//! them for a quarter of an hour, and nothing else does.

use keyclerk::domain::{Failure, LicenseKey, SaleId, SaleState};
use keyclerk::ledger::Unattributed;

use crate::restored_sales::wait_until_seen;
use crate::simulation::{Shop, buyer_id};

/// The time between two looks, in milliseconds.
const NEXT_LOOK: i64 = 5 * 60 * 1_000;

async fn unattributed(shop: &Shop) -> (i64, i64) {
    let Unattributed { all, may_return } = shop.fulfilment.ledger.unattributed().await.unwrap();
    (all, may_return)
}

async fn look(shop: &Shop) {
    shop.clock.pass(NEXT_LOOK);
    shop.fulfilment.recover().await.unwrap();
}

/// Takes the free licenses out of the vendor's list.
fn hide(shop: &Shop) -> Vec<LicenseKey> {
    let mut world = shop.model.world();
    let free = world.holders.iter().filter(|(_, holder)| holder.is_none()).map(|(key, _)| key.clone());
    let free: Vec<LicenseKey> = free.collect();
    for key in &free {
        world.holders.remove(key);
    }
    free
}

fn list(shop: &Shop, keys: &[LicenseKey]) {
    shop.model.world().holders.extend(keys.iter().map(|key| (key.clone(), None)));
}

async fn end_of(shop: &Shop, interaction: u64) -> (SaleState, Option<Failure>) {
    shop.sell(interaction).await.unwrap();
    shop.settle().await;
    // The numbers of the lost process are skipped.
    let numbers = (10_000..10_100).rev().map(SaleId::new);
    for number in numbers {
        if let Ok(sale) = shop.fulfilment.ledger.sale(number).await {
            return (sale.state, sale.failure);
        }
    }
    panic!("the sale is recorded");
}

const SOLD: (SaleState, Option<Failure>) = (SaleState::Delivered, None);
const OUT_OF_STOCK: (SaleState, Option<Failure>) = (SaleState::Failed, Some(Failure::OutOfStock));

/// Opens a shop that was restored on a new disk. The first of its licenses was sold after the backup.
async fn restored(stock: usize) -> (Shop, LicenseKey) {
    let shop = Shop::open(stock).await;
    wait_until_seen(&shop, stock).await;
    let backup = shop.back_up("backup.db").await;
    shop.sell(1).await.unwrap();
    let sold = shop.record().await.lines[0].license.key.clone();
    (shop.restored_after_a_loss(&backup).await.0, sold)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_empty_list_lacked_after_a_restore_returns_after_a_quarter_of_an_hour_of_looks() {
    let (shop, sold) = restored(4).await;
    let free = hide(&shop);
    shop.fulfilment.recover().await.unwrap();
    assert_eq!((free.len(), unattributed(&shop).await), (3, (4, 4)));
    // The list was a fault of the vendor.
    list(&shop, &free);
    for _ in 0..2 {
        look(&shop).await;
    }
    assert_eq!(end_of(&shop, 11).await, OUT_OF_STOCK, "two looks prove nothing");
    // One license is missing in one look, and its looks begin anew.
    shop.model.world().holders.remove(&free[2]);
    look(&shop).await;
    list(&shop, &free[2..]);
    assert_eq!(unattributed(&shop).await, (4, 4));
    let shop = shop.restart().await;
    look(&shop).await;
    assert_eq!(unattributed(&shop).await, (2, 2));
    for key in &free[..2] {
        assert!(!shop.fulfilment.ledger.is_unattributed(&key.hash()).await.unwrap());
    }
    assert_eq!([end_of(&shop, 12).await, end_of(&shop, 13).await], [SOLD, SOLD]);
    assert_eq!(end_of(&shop, 14).await, OUT_OF_STOCK);
    assert_eq!(shop.model.world().holders[&free[2]], None);
    for _ in 0..4 {
        look(&shop).await;
    }
    assert_eq!(end_of(&shop, 15).await, SOLD);
    assert_eq!(end_of(&shop, 16).await, OUT_OF_STOCK);
    // The license of the lost sale is nobody else's.
    assert_eq!(shop.model.world().holders[&sold], Some(buyer_id(401)));
    assert_eq!(unattributed(&shop).await, (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_looks_in_a_short_time_prove_nothing() {
    let (shop, _) = restored(2).await;
    let free = hide(&shop);
    shop.fulfilment.recover().await.unwrap();
    list(&shop, &free);
    let mut shop = shop;
    for _ in 0..8 {
        // Each process looks when it starts.
        shop = shop.restart().await;
        shop.fulfilment.recover().await.unwrap();
        shop.clock.pass(1_000);
    }
    assert_eq!(unattributed(&shop).await, (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_list_without_doubt_lacked_after_a_restore_never_returns() {
    let (shop, sold) = restored(6).await;
    shop.fulfilment.recover().await.unwrap();
    assert_eq!(unattributed(&shop).await, (1, 0));
    // The vendor takes the license back from its buyer, who knows the key.
    list(&shop, std::slice::from_ref(&sold));
    for _ in 0..6 {
        look(&shop).await;
    }
    assert_eq!(unattributed(&shop).await, (1, 0));
    for interaction in 11..=15 {
        assert_eq!(end_of(&shop, interaction).await, SOLD);
    }
    assert_eq!(end_of(&shop, 16).await, OUT_OF_STOCK);
    assert_eq!(shop.model.world().holders[&sold], None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_cannot_be_read_does_not_count_as_sold_out() {
    let (shop, _) = restored(6).await;
    let free = hide(&shop);
    shop.model.world().unreadable = 5;
    shop.fulfilment.recover().await.unwrap();
    assert!(!shop.fulfilment.ledger.is_reconciled(), "nothing is known of the stock");
    assert_eq!(unattributed(&shop).await, (0, 0));

    // One of the entries still cannot be read.
    list(&shop, &free[1..]);
    shop.model.world().unreadable = 1;
    shop.fulfilment.recover().await.unwrap();
    assert!(shop.fulfilment.ledger.is_reconciled());
    assert_eq!(unattributed(&shop).await, (2, 2));
    list(&shop, &free[..1]);
    shop.model.world().unreadable = 0;
    for _ in 0..4 {
        look(&shop).await;
    }
    assert_eq!(unattributed(&shop).await, (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_returned_and_was_sold_does_not_return_after_another_restore() {
    for is_lost in [false, true] {
        let (shop, _) = restored(6).await;
        let free = hide(&shop);
        shop.fulfilment.recover().await.unwrap();
        list(&shop, &free);
        for _ in 0..3 {
            look(&shop).await;
        }
        // The backup has licenses that would return in the next look.
        let backup = shop.back_up("second.db").await;
        look(&shop).await;
        assert_eq!(end_of(&shop, 12).await, SOLD);
        let is_sold = |key: &&LicenseKey| shop.model.world().holders[*key].is_some();
        let sold = free.iter().find(is_sold).unwrap().clone();
        let shop = if is_lost {
            shop.restored_after_a_loss(&backup).await.0
        } else {
            shop.restored_from(&backup).await.0
        };
        shop.fulfilment.recover().await.unwrap();
        // The list lacks two of six licenses, which is no reason for doubt.
        assert_eq!(unattributed(&shop).await, (6, 4), "{is_lost}");
        list(&shop, std::slice::from_ref(&sold));
        for _ in 0..6 {
            look(&shop).await;
        }
        assert!(shop.fulfilment.ledger.is_unattributed(&sold.hash()).await.unwrap(), "{is_lost}");
    }
}

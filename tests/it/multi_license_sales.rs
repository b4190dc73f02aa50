//! Sales of several licenses: each license has the steps of its own, and what is certain is
//! delivered whatever becomes of the others.

use std::collections::HashSet;

use keyclerk::domain::{Failure, LineNumber, LineState, Question, Sale, SaleId, SaleState, StaffId};
use keyclerk::fulfilment::{Judgement, Sold};
use secrecy::SecretString;

use crate::simulation::{Call, Fate, Shop, timed_out};

async fn sell(shop: &Shop, quantity: u8) -> Sold {
    let request = keyclerk::domain::SaleRequest { quantity, ..Shop::request(1, None) };
    shop.fulfilment.sell(request, async { Ok::<(), String>(()) }).await.unwrap()
}

/// Distinct keys and messages that the buyer got.
fn got(shop: &Shop) -> (usize, usize) {
    let world = shop.model.world();
    let keys: HashSet<_> = world.dms.iter().map(|(_, key, _)| key).collect();
    let messages: HashSet<_> = world.dms.iter().map(|(_, _, nonce)| nonce).collect();
    assert_eq!(keys.len(), world.dms.len(), "a key came twice");
    (keys.len(), messages.len())
}

/// The license that staff decide about.
fn held(sale: &Sale) -> Option<LineNumber> {
    sale.in_state(LineState::Held).next().map(|line| line.number)
}

fn live(sale: &Sale) -> usize {
    sale.lines.iter().filter(|line| line.state.is_live()).count()
}

#[tokio::test]
async fn several_licenses_are_one_sale_and_one_dm() {
    let shop = Shop::open(30).await;
    sell(&shop, 25).await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, 25));
    assert_eq!(got(&shop), (25, 1));
    assert_eq!(shop.sold(), 25);
}

#[tokio::test]
async fn a_crash_at_any_of_three_assignments_leaves_three_keys_sold_and_delivered() {
    for before in 0..3 {
        for crash in [Fate::CrashBefore, Fate::CrashAfter] {
            let shop = Shop::open(5).await;
            let mut fates = vec![Fate::Answered; before];
            fates.push(crash);
            shop.model.world().fate(Call::Assign, fates);
            assert!(shop.unless_it_crashes(sell(&shop, 3)).await.is_none());
            let shop = shop.restart().await;
            shop.settle().await;
            let sale = shop.record().await;
            assert_eq!((sale.state, live(&sale)), (SaleState::Delivered, 3), "{crash:?} after {before}");
            assert_eq!((got(&shop).0, shop.sold()), (3, 3), "{crash:?} after {before}");
        }
    }
}

#[tokio::test]
async fn what_is_certain_is_delivered_while_another_license_is_in_doubt() {
    let shop = Shop::open(5).await;
    shop.model.world().fate(Call::Assign, [Fate::Answered, Fate::LostAfter(timed_out)]);
    // Asked three times, the vendor does not say what became of the second license.
    shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 3]);
    sell(&shop, 3).await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::InDoubt, 1));
    shop.fulfilment.tell(SaleId::new(1)).await.unwrap();
    assert_eq!(got(&shop), (1, 1), "the first key is with the buyer");
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, live(&sale)), (SaleState::Delivered, 3));
    assert_eq!(got(&shop), (3, 2), "the others came by a second message");
}

#[tokio::test]
async fn keys_that_one_dm_brought_are_found_there_after_a_power_loss_each_at_its_time() {
    let shop = Shop::open(5).await;
    sell(&shop, 2).await;
    assert_eq!(got(&shop), (2, 1));
    // Lost: the second assignment, and the DM. The vendor does not say at first what became of it.
    let shop = shop.lose_power(0).await;
    assert_eq!(shop.record().await.state, SaleState::Assigning);
    shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 3]);
    shop.settle().await;
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 2));
    assert_eq!(got(&shop), (2, 1), "the first key's DM holds the second one too");
}

#[tokio::test]
async fn a_stock_with_too_few_licenses_is_said_before_anything_is_sold() {
    let shop = Shop::open(3).await;
    sell(&shop, 5).await;
    let sale = shop.record().await;
    assert_eq!(sale.question, Some(Question::Partial(3)));
    assert_eq!((shop.sold(), live(&sale)), (0, 0), "nothing is sold or reserved before the answer");
    let staff = StaffId::new(300).unwrap();
    shop.fulfilment.confirm(sale.id, staff, &SecretString::from("press"), None, None).await.unwrap();
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, 3));
    assert_eq!(got(&shop), (3, 1));
}

#[tokio::test]
async fn a_question_about_too_few_licenses_that_nobody_answers_sells_none() {
    let shop = Shop::open(3).await;
    sell(&shop, 5).await;
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.failure), (SaleState::Failed, Some(Failure::NotConfirmed)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn a_vendor_that_refuses_halfway_has_sold_what_it_gave() {
    for (refusal, why) in [
        (Fate::Refused, Failure::Refused),
        (Fate::Unauthorised, Failure::ApiKeyRefused),
        (Fate::NeverSent, Failure::VendorUnreachable),
    ] {
        let shop = Shop::open(5).await;
        let mut fates = vec![Fate::Answered];
        fates.extend([refusal; 3]);
        shop.model.world().fate(Call::Assign, fates);
        sell(&shop, 3).await;
        shop.settle().await;
        let sale = shop.record().await;
        assert_eq!((sale.state, sale.short), (SaleState::Delivered, Some(why)));
        assert_eq!((sale.sold().count(), live(&sale), shop.sold()), (1, 1, 1), "the rest was given back");
        assert_eq!(got(&shop), (1, 1));
    }
}

#[tokio::test]
async fn a_license_that_another_took_is_staffs_to_decide_about_and_the_others_are_sold() {
    let shop = Shop::open(5).await;
    shop.model.world().fate(Call::Assign, [Fate::Answered, Fate::TakenByAnother]);
    sell(&shop, 3).await;
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Held, 1));
    assert_eq!((got(&shop), shop.sold()), ((1, 1), 1));
    let staff = StaffId::new(300).unwrap();
    shop.fulfilment.judge(sale.id, held(&sale), Judgement::SellAnother, staff).await.unwrap();
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, 3));
    assert_eq!((got(&shop), shop.sold()), ((3, 2), 3));
}

#[tokio::test]
async fn a_license_held_among_several_keeps_none_of_the_others() {
    for verdict in [Judgement::Deliver, Judgement::Nothing] {
        let shop = Shop::open(5).await;
        shop.model.world().fate(Call::Assign, [Fate::Answered, Fate::LostBefore(timed_out)]);
        shop.model.world().fate(Call::Info, [Fate::Refused; 40]);
        sell(&shop, 3).await;
        shop.settle().await;
        shop.model.world().fates.clear();
        let sale = shop.record().await;
        assert_eq!(sale.state, SaleState::Held);
        assert_eq!(got(&shop), (1, 1), "the first key is with the buyer");
        if matches!(verdict, Judgement::Deliver) {
            let held = sale.in_state(LineState::Held).next().unwrap().license.key.clone();
            shop.model.world().holders.insert(held, Some(sale.buyer));
        }
        shop.fulfilment.judge(sale.id, held(&sale), verdict, StaffId::new(300).unwrap()).await.unwrap();
        let sale = shop.record().await;
        let sold = if matches!(verdict, Judgement::Deliver) { 3 } else { 2 };
        assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, sold), "{verdict:?}");
        assert_eq!(live(&sale), 3, "{verdict:?}: the key in quarantine is spent");
        assert_eq!(got(&shop), (sold, 2), "{verdict:?}");
    }
}

#[tokio::test]
async fn a_reference_belongs_to_one_sale_of_its_server() {
    let shop = Shop::open(3).await;
    let request = |interaction| keyclerk::domain::SaleRequest {
        reference: Some("pay-1".to_owned()),
        ..Shop::request(interaction, None)
    };
    let sell = |request| shop.fulfilment.sell(request, async { Ok::<(), String>(()) });
    assert_eq!(sell(request(1)).await.unwrap(), Sold::Begun(SaleId::new(1)));
    assert_eq!(sell(request(2)).await.unwrap(), Sold::Referenced(SaleId::new(1)));
    let elsewhere = keyclerk::domain::SaleRequest { guild: "101".parse().unwrap(), ..request(3) };
    assert!(matches!(sell(elsewhere).await.unwrap(), Sold::Begun(_)), "another server's is its own");
    assert_eq!(shop.sold(), 1);
}

#[tokio::test]
async fn a_sale_that_sold_nothing_leaves_its_reference_free() {
    let shop = Shop::open(1).await;
    let request = |interaction| keyclerk::domain::SaleRequest {
        reference: Some("pay-1".to_owned()),
        ..Shop::request(interaction, None)
    };
    let refused = shop.fulfilment.sell(request(1), async { Err::<(), _>("not taken".to_owned()) });
    assert!(refused.await.is_err());
    let again = shop.fulfilment.sell(request(2), async { Ok::<(), String>(()) }).await.unwrap();
    assert!(matches!(again, Sold::Begun(_)));
}

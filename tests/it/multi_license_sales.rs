//! Tests of sales with several licenses. Each license has its own steps, and an assigned license is
//! delivered regardless of the others.

use std::collections::HashSet;

use keyclerk::domain::{Failure, LineNumber, LineState, Question, Sale, SaleId, SaleState, StaffId};
use keyclerk::fulfilment::{Judgement, Sold};
use secrecy::SecretString;

use crate::simulation::{Call, Fate, Shop, timed_out};

async fn sell(shop: &Shop, quantity: u8) -> Sold {
    let request = keyclerk::domain::SaleRequest { quantity, ..Shop::request(1, None) };
    shop.fulfilment.sell(request, async { Ok::<(), String>(()) }).await.unwrap()
}

/// Returns the number of distinct keys and of messages that the buyer got.
fn keys_and_messages(shop: &Shop) -> (usize, usize) {
    let world = shop.model.world();
    let keys: HashSet<_> = world.dms.iter().map(|(_, key, _)| key).collect();
    let messages: HashSet<_> = world.dms.iter().map(|(_, _, nonce)| nonce).collect();
    assert_eq!(keys.len(), world.dms.len(), "a key was sent twice");
    (keys.len(), messages.len())
}

/// Returns the license that staff have to decide about.
fn held_line(sale: &Sale) -> Option<LineNumber> {
    sale.in_state(LineState::Held).next().map(|line| line.number)
}

fn live(sale: &Sale) -> usize {
    sale.lines.iter().filter(|line| line.state.is_live()).count()
}

#[tokio::test]
async fn several_licenses_are_sold_in_one_sale_and_one_dm() {
    let shop = Shop::open(30).await;
    sell(&shop, 25).await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, 25));
    assert_eq!(keys_and_messages(&shop), (25, 1));
    assert_eq!(shop.sold(), 25);
}

#[tokio::test]
async fn a_crash_at_any_of_three_assignments_still_delivers_three_keys() {
    for before in 0..3 {
        for crash in [Fate::CrashBefore, Fate::CrashAfter] {
            let shop = Shop::open(5).await;
            let mut fates = vec![Fate::Answered; before];
            fates.push(crash);
            shop.model.world().fate(Call::Assign, fates);
            assert!(shop.run_until_crash(sell(&shop, 3)).await.is_none());
            let shop = shop.restart().await;
            shop.settle().await;
            let sale = shop.record().await;
            assert_eq!((sale.state, live(&sale)), (SaleState::Delivered, 3), "{crash:?} after {before}");
            assert_eq!((keys_and_messages(&shop).0, shop.sold()), (3, 3), "{crash:?} after {before}");
        }
    }
}

#[tokio::test]
async fn assigned_licenses_are_delivered_while_another_is_in_doubt() {
    let shop = Shop::open(5).await;
    shop.model.world().fate(Call::Assign, [Fate::Answered, Fate::LostAfter(timed_out)]);
    // The vendor is asked three times and never says what happened to the second license.
    shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 3]);
    sell(&shop, 3).await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::InDoubt, 1));
    shop.fulfilment.tell(SaleId::new(1)).await.unwrap();
    assert_eq!(keys_and_messages(&shop), (1, 1), "the buyer has the first key");
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, live(&sale)), (SaleState::Delivered, 3));
    assert_eq!(keys_and_messages(&shop), (3, 2), "a second message delivered the others");
}

#[tokio::test]
async fn keys_of_one_dm_are_found_again_one_by_one_after_a_power_loss() {
    let shop = Shop::open(5).await;
    sell(&shop, 2).await;
    assert_eq!(keys_and_messages(&shop), (2, 1));
    // The power loss erases the second assignment and the DM. At first the vendor does not say what
    // happened to the assignment.
    let shop = shop.lose_power(0).await;
    assert_eq!(shop.record().await.state, SaleState::Assigning);
    shop.model.world().fate(Call::Info, [Fate::LostBefore(timed_out); 3]);
    shop.settle().await;
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 2));
    assert_eq!(keys_and_messages(&shop), (2, 1), "the DM with the first key also contains the second");
}

#[tokio::test]
async fn staff_are_asked_before_a_sale_that_the_stock_cannot_fill() {
    let shop = Shop::open(3).await;
    sell(&shop, 5).await;
    let sale = shop.record().await;
    assert_eq!(sale.question, Some(Question::Partial(3)));
    assert_eq!((shop.sold(), live(&sale)), (0, 0), "nothing is sold or reserved before the answer");
    let staff = StaffId::new(300).unwrap();
    shop.fulfilment.confirm(sale.id, staff, &SecretString::from("press"), None, None).await.unwrap();
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, 3));
    assert_eq!(keys_and_messages(&shop), (3, 1));
}

#[tokio::test]
async fn an_unanswered_question_about_a_short_stock_sells_nothing() {
    let shop = Shop::open(3).await;
    sell(&shop, 5).await;
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.failure), (SaleState::Failed, Some(Failure::NotConfirmed)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn a_sale_keeps_the_licenses_assigned_before_a_refusal() {
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
        assert_eq!((sale.sold().count(), live(&sale), shop.sold()), (1, 1, 1), "the rest was released");
        assert_eq!(keys_and_messages(&shop), (1, 1));
    }
}

#[tokio::test]
async fn staff_decide_about_a_license_taken_by_somebody_else_and_the_others_are_sold() {
    let shop = Shop::open(5).await;
    shop.model.world().fate(Call::Assign, [Fate::Answered, Fate::TakenByAnother]);
    sell(&shop, 3).await;
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Held, 1));
    assert_eq!((keys_and_messages(&shop), shop.sold()), ((1, 1), 1));
    let staff = StaffId::new(300).unwrap();
    shop.fulfilment.judge(sale.id, held_line(&sale), Judgement::SellAnother, staff).await.unwrap();
    shop.settle().await;
    let sale = shop.record().await;
    assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, 3));
    assert_eq!((keys_and_messages(&shop), shop.sold()), ((3, 2), 3));
}

#[tokio::test]
async fn a_held_license_does_not_hold_the_others_back() {
    for verdict in [Judgement::Deliver, Judgement::Nothing] {
        let shop = Shop::open(5).await;
        shop.model.world().fate(Call::Assign, [Fate::Answered, Fate::LostBefore(timed_out)]);
        shop.model.world().fate(Call::Info, [Fate::Refused; 40]);
        sell(&shop, 3).await;
        shop.settle().await;
        shop.model.world().fates.clear();
        let sale = shop.record().await;
        assert_eq!(sale.state, SaleState::Held);
        assert_eq!(keys_and_messages(&shop), (1, 1), "the buyer has the first key");
        if matches!(verdict, Judgement::Deliver) {
            let held = sale.in_state(LineState::Held).next().unwrap().license.key.clone();
            shop.model.world().holders.insert(held, Some(sale.buyer));
        }
        shop.fulfilment.judge(sale.id, held_line(&sale), verdict, StaffId::new(300).unwrap()).await.unwrap();
        let sale = shop.record().await;
        let sold = if matches!(verdict, Judgement::Deliver) { 3 } else { 2 };
        assert_eq!((sale.state, sale.sold().count()), (SaleState::Delivered, sold), "{verdict:?}");
        assert_eq!(live(&sale), 3, "{verdict:?}: the quarantined key counts as used");
        assert_eq!(keys_and_messages(&shop), (sold, 2), "{verdict:?}");
    }
}

#[tokio::test]
async fn a_reference_belongs_to_one_sale_per_server() {
    let shop = Shop::open(3).await;
    let request = |interaction| keyclerk::domain::SaleRequest {
        reference: Some("pay-1".to_owned()),
        ..Shop::request(interaction, None)
    };
    let sell = |request| shop.fulfilment.sell(request, async { Ok::<(), String>(()) });
    assert_eq!(sell(request(1)).await.unwrap(), Sold::Begun(SaleId::new(1)));
    assert_eq!(sell(request(2)).await.unwrap(), Sold::Referenced(SaleId::new(1)));
    let elsewhere = keyclerk::domain::SaleRequest { guild: "101".parse().unwrap(), ..request(3) };
    assert!(
        matches!(sell(elsewhere).await.unwrap(), Sold::Begun(_)),
        "another server may use the same reference"
    );
    assert_eq!(shop.sold(), 1);
}

#[tokio::test]
async fn a_sale_that_sold_nothing_frees_its_reference() {
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

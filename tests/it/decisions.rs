//! Tests of staff decisions: repeated sales, held sales and resent keys. They also cover how staff are
//! told when Discord rejects edits.

use discord_sandbox::{Fault, Person, Reply, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{Failure, SaleId, SaleState};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_sale_needs_confirmation_and_many_presses_sell_once() {
    let stage = Stage::set(licenses(5)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let sell = || stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "lifetime");
    sell().send().says("License sold").await;

    let cancelled = sell().send();
    let question = cancelled.says("sell another?").await;
    assert!(cancelled.is_ephemeral());
    assert!(render(&question.body).contains("*lifetime*"), "{}", render(&question.body));
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1, "nothing is sold before the answer");
    let _ = stage.moderator.presses(&question, "Cancel");
    cancelled.says("not confirmed").await;
    let _ = stage.moderator.presses(&question, "Sell another");
    stage.moderator.presses(&question, "Cancel").acknowledged().await;

    let confirmed = sell().send();
    let question = confirmed.says("sell another?").await;
    let presses: Vec<_> = (0..10).map(|_| stage.moderator.presses(&question, "Sell another")).collect();
    for press in &presses {
        press.acknowledged().await;
    }
    confirmed.says("License sold").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 2);
    assert_eq!(anna.dms().len(), 2);
    let ledger = stage.ledger().unwrap();
    assert_eq!(ledger.sale(SaleId::new(2)).await.unwrap().failure, Some(Failure::NotConfirmed));
    assert_eq!(ledger.sale(SaleId::new(3)).await.unwrap().state, SaleState::Delivered);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_staff_members_who_sell_the_same_at_once_is_asked() {
    let stage = Stage::set(licenses(5)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let other = stage.guild.administrator("other");
    let replies = [stage.moderator.sells_to(&anna), other.sells_to(&anna)];
    let mut said = Vec::new();
    for reply in &replies {
        said.push(render(&reply.says_any(&["License sold", "sell another?"]).await.body));
    }
    said.sort_by_key(|text| text.contains("sell another?"));
    assert!(said[0].contains("License sold") && said[1].contains("sell another?"), "{said:?}");
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    let another_buyer =
        stage.moderator.runs("/assignlicense").user("member", &stage.guild.member("ben", &[]));
    another_buyer.send().says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_question_survives_a_restart() {
    let stage = Stage::set(licenses(5)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let reply = stage.moderator.sells_to(&anna);
    let question = reply.says("sell another?").await;
    let stage = stage.restart().await.unwrap();
    stage.moderator.presses(&question, "Sell another").acknowledged().await;
    reply.says("License sold").await;
    assert_eq!(anna.dms().len(), 2);
    stage.strike().await;
}

/// Makes a sale that ends held: the vendor assigns the license but refuses both requests.
async fn make_held_sale(stage: &Stage) -> (Person, Reply) {
    let anna = stage.guild.member("anna", &[]);
    stage.vendor.faults.refuse_assignments(2);
    let reply = stage.moderator.sells_to(&anna);
    reply.says("Needs your decision").await;
    assert!(anna.dms().is_empty());
    (anna, reply)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_sale_is_not_made_to_a_buyer_who_left() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let question = stage.moderator.sells_to(&anna).says("sell another?").await;
    stage.guild.loses(&anna);
    stage.moderator.presses(&question, "Sell another").says("Nothing was sold").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_sale_is_delivered_after_staff_choose_deliver() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let (anna, reply) = make_held_sale(&stage).await;
    let alert = stage.guild.message(stage.sales_channel, "is assigned to somebody").await;
    anna.forges(&alert, "deliver:1").says("Only staff").await;
    for _ in 0..3 {
        stage.moderator.presses(&alert, "Yes – deliver").acknowledged().await;
    }
    let key = stage.vendor.store.assigned().await.unwrap()[0].0.clone();
    anna.dm(key.reveal()).await;
    reply.says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    stage.moderator.presses(&alert, "No – cancel, block key").acknowledged().await;
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!(sale.state, SaleState::Delivered, "the first decision is kept");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_sale_closed_by_staff_leaves_its_key_in_quarantine() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let (anna, _) = make_held_sale(&stage).await;
    let alert = stage.guild.message(stage.sales_channel, "is assigned to somebody").await;
    stage.moderator.presses(&alert, "No – cancel, block key").says("Nothing was sold").await;
    assert!(anna.dms().is_empty());
    let ledger = stage.ledger().unwrap();
    assert_eq!(ledger.sale(SaleId::new(1)).await.unwrap().failure, Some(Failure::Quarantined));
    let judged = ledger.events(SaleId::new(1)).await.unwrap().pop().unwrap();
    assert_eq!(judged.actor, Some(stage.moderator.as_staff().as_i64()));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_license_is_replaced_after_staff_choose_sell_another() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let (anna, reply) = make_held_sale(&stage).await;
    let alert = stage.guild.message(stage.sales_channel, "is assigned to somebody").await;
    stage.moderator.presses(&alert, "No – sell another").acknowledged().await;
    reply.says("License sold").await;
    let assigned = stage.vendor.store.assigned().await.unwrap();
    assert_eq!((assigned.len(), anna.dms().len()), (2, 1));
    anna.dm(assigned[1].0.reveal()).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_license_is_not_replaced_for_a_buyer_who_left() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let (anna, _) = make_held_sale(&stage).await;
    let alert = stage.guild.message(stage.sales_channel, "is assigned to somebody").await;
    stage.guild.loses(&anna);
    stage.moderator.presses(&alert, "No – sell another").says("Nothing was sold").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    assert_eq!(stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().state, SaleState::Held);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_gets_the_alarm_and_may_decide_if_there_is_no_sales_channel() {
    let mut stage = Stage::set(licenses(1)).await.unwrap();
    stage.settings.sales_channel_id = None;
    let stage = stage.restart().await.unwrap();
    let (anna, _) = make_held_sale(&stage).await;
    let owner = stage.sandbox.owner();
    let alert = owner.dm("Needs your decision").await;
    owner.presses(&alert, "Yes – deliver").acknowledged().await;
    anna.dm("Your license").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_can_resend_a_key_after_the_buyer_opens_their_dms() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    anna.closes_dms(true);
    let reply = stage.moderator.sells_to(&anna);
    let told = reply.says("DMs are closed").await;
    stage.moderator.presses(&told, "Try the DM again").says("still can't DM").await;
    anna.closes_dms(false);
    stage.moderator.presses(&told, "Try the DM again").says("by DM").await;
    reply.says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    assert!(render(&anna.dms()[0].body).contains("Thanks for your purchase!"));

    stage.moderator.runs("/resend").text("sale", "#1").send().says("by DM").await;
    assert_eq!(anna.dms().len(), 2);
    assert!(render(&anna.dms()[1].body).contains("Here is your key again"));
    stage.moderator.runs("/resend").text("sale", "4711").send().says("no such sale").await;
    stage.moderator.runs("/resend").text("sale", "nonsense").send().says("no such sale").await;
    anna.runs("/resend").text("sale", "1").send().says("Only staff").await;
    assert_eq!(anna.dms().len(), 2);
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_get_a_dm_when_discord_rejects_edits_of_the_reply() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let unknown = json!({ "code": 10_015, "message": "Unknown Webhook" });
    stage.sandbox.fault(Fault::answer("PATCH", "/messages/@original", 404, unknown));
    let _ = stage.moderator.sells_to(&anna);
    let told = stage.moderator.dm("License sold").await;
    let key = stage.vendor.store.assigned().await.unwrap()[0].0.clone();
    assert!(!render(&told.body).contains(key.reveal()), "staff see a masked key");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_can_be_claimed_if_the_dms_close_between_opening_and_sending() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let closed = json!({ "code": 50_007, "message": "Cannot send messages to this user" });
    stage.sandbox.fault(Fault::answer("POST", "/messages", 403, closed));
    stage.moderator.sells_to(&anna).says("DMs are closed").await;
    let notice = stage.guild.message(stage.guild.lobby(), "Claim").await;
    let key = stage.vendor.store.assigned().await.unwrap()[0].0.clone();
    anna.presses(&notice, "Claim").says(key.reveal()).await;
    stage.strike().await;
}

//! Tests of revealed keys. The ledger records each reveal, with the staff member and the time, before the
//! key is shown.

use std::time::Duration;

use discord_sandbox::{Fault, Posted, Reply, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::SaleId;

use crate::staging::{open_ledger_file, refuse_rows, sell_license};

/// Returns the rows: the sale, the staff member, and the time.
async fn rows(stage: &Stage) -> Vec<(Option<i64>, i64, i64)> {
    let ledger = open_ledger_file(stage).await;
    let rows =
        sqlx::query_as("select sale_id, staff_id, at from reveal order by id").fetch_all(&ledger).await;
    ledger.close().await;
    rows.unwrap()
}

/// Waits until there are this many rows.
async fn wait_for_rows(stage: &Stage, count: usize) -> Vec<(Option<i64>, i64, i64)> {
    let recorded = async {
        loop {
            let rows = rows(stage).await;
            if rows.len() == count {
                return rows;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), recorded).await.expect("the reveal is recorded in time")
}

/// Returns the keys of the stock that a text contains.
async fn keys_in(stage: &Stage, text: &str) -> Vec<String> {
    let stock = stage.vendor.store.stock_of("shop").await.unwrap();
    stock.into_iter().map(|entry| entry.key).filter(|key| text.contains(key)).collect()
}

async fn keys_shown(stage: &Stage, reply: &Reply) -> Vec<String> {
    match reply.message() {
        Some(message) => keys_in(stage, &render(&message.body)).await,
        None => Vec::new(),
    }
}

async fn fetch_license(stage: &Stage) -> Posted {
    stage.moderator.runs("/fetchlicense").send().says("A license from stock").await
}

async fn show_sale(stage: &Stage) -> Posted {
    stage.moderator.runs("/sales show").text("sale", "1").send().says("Sale #1").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reveal_of_a_stock_key_is_recorded_before_staff_see_it() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let from = stage.ledger().unwrap().now().as_millis();
    let fetched = fetch_license(&stage).await;
    assert!(rows(&stage).await.is_empty(), "a masked key does not count as a reveal");
    stage.sandbox.fault(Fault::hang("PATCH", "/messages/@original"));
    let pressed = stage.moderator.presses(&fetched, "Show key");
    let recorded = wait_for_rows(&stage, 1).await;
    assert!(keys_shown(&stage, &pressed).await.is_empty(), "Discord has not shown the response yet");
    let (sale, staff, at) = recorded[0];
    assert_eq!((sale, staff), (None, stage.moderator.as_staff().as_i64()));
    assert!((from..=stage.ledger().unwrap().now().as_millis()).contains(&at), "{at}");
    stage.sandbox.lift_faults();
    pressed.says("ps-").await;
    assert_eq!(keys_shown(&stage, &pressed).await.len(), 1);
    assert_eq!(rows(&stage).await.len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reveal_of_a_sold_key_is_recorded_before_staff_see_it_and_in_the_history() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let page = show_sale(&stage).await;
    stage.sandbox.fault(Fault::hang("PATCH", "/messages/@original"));
    let pressed = stage.moderator.presses(&page, "Reveal key");
    assert_eq!(wait_for_rows(&stage, 1).await[0].0, Some(1));
    assert!(keys_shown(&stage, &pressed).await.is_empty(), "Discord has not shown the response yet");
    stage.sandbox.lift_faults();
    pressed.says("ps-").await;
    let other = stage.guild.administrator("other");
    other.presses(&page, "Reveal key").says("ps-").await;
    let text = render(&show_sale(&stage).await.body);
    for staff in [stage.moderator.as_staff(), other.as_staff()] {
        assert!(text.contains(&format!("key shown to staff · <@{staff}>")), "{text}");
    }
    let events = stage.ledger().unwrap().events(SaleId::new(1)).await.unwrap();
    assert_eq!(events.iter().filter(|event| event.kind == "revealed").count(), 2);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_not_shown_if_its_reveal_cannot_be_recorded() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let (page, fetched) = (show_sale(&stage).await, fetch_license(&stage).await);
    refuse_rows(&stage, "reveal", "true").await;
    for (message, label) in [(&page, "Reveal key"), (&fetched, "Show key")] {
        let pressed = stage.moderator.presses(message, label);
        pressed.says("Something went wrong").await;
        assert!(keys_shown(&stage, &pressed).await.is_empty(), "{label}");
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reveal_cannot_be_changed_or_deleted() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let fetched = fetch_license(&stage).await;
    stage.moderator.presses(&fetched, "Show key").says("ps-").await;
    let before = rows(&stage).await;
    let ledger = open_ledger_file(&stage).await;
    for statement in ["update reveal set staff_id = 1", "delete from reveal"] {
        assert!(sqlx::query(statement).execute(&ledger).await.is_err(), "{statement}");
    }
    ledger.close().await;
    assert_eq!((before.len(), rows(&stage).await), (1, before));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_does_not_show_a_sold_key() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let fetched = fetch_license(&stage).await;
    stage.moderator.chooses(&fetched, "Sell to… (sends the key)", &anna).says("License sold").await;
    let pressed = stage.moderator.presses(&fetched, "Show key");
    pressed.says("belongs to sale #1").await;
    assert!(keys_shown(&stage, &pressed).await.is_empty() && rows(&stage).await.is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_does_not_show_the_key_of_a_held_sale() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let fetched = fetch_license(&stage).await;
    stage.vendor.faults.refuse_assignments(2);
    stage.moderator.sells_to(&anna).says("Needs your decision").await;
    let pressed = stage.moderator.presses(&fetched, "Show key");
    pressed.says("belongs to sale #1").await;
    assert!(keys_shown(&stage, &pressed).await.is_empty() && rows(&stage).await.is_empty());
    stage.strike().await;
}

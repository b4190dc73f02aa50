//! Tests of held sales: the decision from the sale log, their own list, and the repeated alert until
//! staff decide.

use std::time::Duration;

use discord_sandbox::{Person, Posted, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{Evidence, LineState, MessageKind, Sale, SaleId, SaleState, StaffId};
use keyclerk::fulfilment::Judgement;

use crate::simulation::{Call, Fate, Shop};
use crate::staging::{change_rows_while_down, sell_license};

const ALARM: &str = "Needs your decision";
const DELIVER: &str = "Yes – deliver";
const ANOTHER: &str = "No – sell another";
const NOTHING: &str = "No – cancel, block key";

// The durations are in milliseconds.
const MINUTE: i64 = 60_000;
const QUARTER: i64 = 15 * MINUTE;
const DAY: i64 = 24 * 60 * MINUTE;

/// Makes a sale that ends held: the vendor assigns the license but refuses both requests.
async fn make_held_sale(stage: &Stage, buyer: &str) -> Person {
    let buyer = stage.guild.member(buyer, &[]);
    stage.vendor.faults.refuse_assignments(2);
    stage.moderator.sells_to(&buyer).says(ALARM).await;
    buyer
}

/// Returns the labels and the custom ids of a message's buttons.
fn buttons(message: &Posted) -> Vec<(String, String)> {
    let rows = message.body["components"].as_array().into_iter().flatten();
    let buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    buttons.map(|button| (text(&button["label"]), text(&button["custom_id"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sale_log_has_the_alerts_buttons_and_shows_their_outcome() {
    let stage = Stage::set(licenses(10)).await.unwrap();
    for (number, label, end, event) in [
        (1, DELIVER, "Sale #1 · delivered", r"decided by staff \(deliver\)"),
        (2, ANOTHER, "Sale #2 · delivered", r"decided by staff \(sell another\)"),
        (3, NOTHING, "Sale #3 · failed", r"decided by staff \(sell nothing\)"),
    ] {
        let buyer = make_held_sale(&stage, &format!("buyer{number}")).await;
        let alert = stage.guild.message(stage.sales_channel, &format!("Sale #{number}")).await;
        let show = || stage.moderator.runs("/sales show").text("sale", &number.to_string()).send();
        let (reply, other) = (show(), show());
        let shown = reply.says("needs a decision").await;
        let shown_too = other.says("needs a decision").await;
        let asked = buttons(&alert);
        assert_eq!(asked.iter().map(|(label, _)| label).collect::<Vec<_>>(), [DELIVER, ANOTHER, NOTHING]);
        let all = buttons(&shown);
        assert_eq!((&all[..3], all[3].0.as_str()), (&asked[..], "Reveal key"));

        buyer.forges(&shown, &asked[0].1).says("Only staff").await;
        stage.moderator.presses(&shown, label).acknowledged().await;
        let decided = reply.says(end).await;
        let text = render(&decided.body);
        assert!(text.contains(event), "{event} in {text}");
        assert_eq!(buttons(&decided).len(), 1, "no decision button is left: {text}");
        // A late decision shows the outcome of the first one.
        stage.moderator.presses(&shown_too, NOTHING).acknowledged().await;
        other.says(end).await;
        let ledger = stage.ledger().unwrap();
        let events = ledger.events(SaleId::new(number)).await.unwrap();
        assert_eq!(events.iter().filter(|event| event.kind == "judged").count(), 1);
        assert_eq!(buyer.dms().len(), usize::from(label != NOTHING));
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_named_license_has_no_sell_another_button_in_the_sale_log() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let key = stage.vendor.store.stock_of("shop").await.unwrap()[0].key.clone();
    stage.vendor.faults.refuse_assignments(2);
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).text("license", &key);
    let reply = order.send();
    reply.says(ALARM).await;
    let shown = stage.moderator.runs("/sales show").text("sale", "1").send().says("needs a decision").await;
    let labels: Vec<String> = buttons(&shown).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, [DELIVER, NOTHING, "Reveal key"]);
    // The reply to the original command shows the outcome too.
    let _ = stage.moderator.presses(&shown, DELIVER);
    reply.says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn held_sales_have_their_own_list_with_pages() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    for number in 2..=12 {
        make_held_sale(&stage, &format!("buyer{number}")).await;
    }
    sell_license(&stage, &anna, "monthly").await;
    let list = stage.moderator.runs("/sales list").choice("state", "needs a decision").send();
    let first = list.says("**#12**").await;
    let text = render(&first.body);
    assert!(text.contains("**#3**") && !text.contains("**#13**") && !text.contains("delivered"), "{text}");
    let older = stage.moderator.presses(&first, "Older").says("**#2**").await;
    let text = render(&older.body);
    assert!(text.contains("Only needs a decision") && !text.contains("**#1**"), "{text}");
    let newest = stage.moderator.presses(&older, "Newest").says("**#12**").await;
    assert!(!render(&newest.body).contains("**#13**"), "{}", render(&newest.body));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_button_of_an_earlier_version_is_reported_as_outdated() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let list = stage.moderator.runs("/sales list").text("product", "lifetime").send();
    let page = list.says("**#1**").await;
    // Earlier versions identified a product by a license row, and that form is no longer supported.
    let told = stage.moderator.forges(&page, "sales:::l1:::").says("This button has expired").await;
    assert_ne!(told.id, page.id);
    assert!(render(&list.message().unwrap().body).contains("**#1**"), "the page is unchanged");
    stage.moderator.forges(&page, "sales:::p1.1:::").says("of *lifetime*").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_sale_is_alerted_again_with_its_buttons_until_it_is_decided() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let anna = make_held_sale(&stage, "anna").await;
    let first = stage.guild.message(stage.sales_channel, ALARM).await;
    let stage =
        change_rows_while_down(stage, "update message set due_at = 1 where kind = 'held_alert'", 1).await;
    let again = stage.guild.message(stage.sales_channel, "still needs a decision").await;
    assert!(render(&again.body).contains(ALARM), "{}", render(&again.body));
    assert_eq!(buttons(&again), buttons(&first));
    assert!(
        stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().due_of(MessageKind::HeldAlert).is_some()
    );
    stage.moderator.presses(&again, DELIVER).says("License sold").await;
    anna.dm("Your license").await;
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!((sale.state, sale.due_of(MessageKind::HeldAlert).is_some()), (SaleState::Delivered, false));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_alert_that_nobody_received_is_sent_the_next_time() {
    const DUE: &str = "update message set due_at = 1 where kind = 'held_alert' and state = 'due'";
    let mut stage = Stage::set(licenses(2)).await.unwrap();
    stage.settings.sales_channel_id = None;
    let stage = stage.restart().await.unwrap();
    let owner = stage.sandbox.owner();
    owner.closes_dms(true);
    make_held_sale(&stage, "anna").await;
    let stage = change_rows_while_down(stage, DUE, 1).await;
    let ledger = stage.ledger().unwrap();
    let tried = async {
        let alert =
            async || ledger.sale(SaleId::new(1)).await.unwrap().due_of(MessageKind::HeldAlert).cloned();
        while alert().await.expect("the alert stays due").attempts == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), tried).await.unwrap();
    owner.closes_dms(false);
    let stage = change_rows_while_down(stage, DUE, 1).await;
    owner.dm("still needs a decision").await;
    stage.strike().await;
}

/// Returns how often staff were told again that the sale is held.
fn repeated_alerts(shop: &Shop) -> usize {
    let world = shop.model.world();
    let again: Vec<_> = world.told.iter().filter(|(_, _, kind)| *kind == MessageKind::HeldAlert).collect();
    assert!(again.iter().all(|(_, state, _)| *state == SaleState::Held), "{again:?}");
    again.len()
}

/// Sets the clock to `to` milliseconds after the last change of the sale.
fn set_time_since_change(shop: &Shop, sale: &Sale, to: i64) {
    let now = shop.fulfilment.clock().now().as_millis();
    shop.clock.pass(sale.updated_at.as_millis() + to - now);
}

#[tokio::test]
async fn a_held_sale_is_alerted_again_after_fifteen_minutes_and_then_daily() {
    let shop = Shop::open(3).await;
    shop.model.world().fate(Call::Assign, [Fate::TakenByAnother]);
    shop.sell(1).await.unwrap();
    let sale = shop.record().await;
    assert_eq!(sale.state, SaleState::Held);
    for (passed, times) in [
        (14 * MINUTE, 0),
        (QUARTER - 1, 0),
        (QUARTER, 1),
        (QUARTER + DAY - 1, 1),
        (QUARTER + DAY, 2),
        (QUARTER + 2 * DAY - 1, 2),
        (QUARTER + 2 * DAY, 3),
    ] {
        set_time_since_change(&shop, &sale, passed);
        shop.fulfilment.recover().await.unwrap();
        assert_eq!(repeated_alerts(&shop), times, "after {passed} ms");
    }
}

#[tokio::test]
async fn no_alert_is_repeated_after_any_decision() {
    let staff = StaffId::new(300).unwrap();
    for judgement in [Judgement::Deliver, Judgement::SellAnother, Judgement::Nothing] {
        for before in [0, 1] {
            let shop = Shop::open(3).await;
            shop.model.world().fate(Call::Assign, [Fate::TakenByAnother]);
            shop.sell(1).await.unwrap();
            let sale = shop.record().await;
            set_time_since_change(&shop, &sale, if before == 1 { QUARTER } else { QUARTER - 1 });
            shop.fulfilment.recover().await.unwrap();
            shop.fulfilment.judge(sale.id, None, judgement, staff).await.unwrap();
            for _ in 0..3 * 24 {
                shop.clock.pass(60 * MINUTE);
                shop.fulfilment.recover().await.unwrap();
            }
            assert_ne!(shop.record().await.state, SaleState::Held, "{judgement:?}");
            assert_eq!(repeated_alerts(&shop), before, "{judgement:?}");
        }
    }
}

#[tokio::test]
async fn a_sale_that_is_held_again_is_alerted_fifteen_minutes_later() {
    let shop = Shop::with_a_held_sale().await;
    let first = shop.record().await;
    assert_eq!(first.state, SaleState::Held);
    set_time_since_change(&shop, &first, 14 * MINUTE);
    let staff = StaffId::new(300).unwrap();
    shop.fulfilment.judge(first.id, None, Judgement::Deliver, staff).await.unwrap();
    let anew = shop.record().await;
    let line = anew.in_state(LineState::Held).next().unwrap();
    assert_eq!((anew.state, line.evidence), (SaleState::Held, Some(Evidence::RefusedAfterDecision)));
    for (passed, times) in [(14 * MINUTE, 0), (QUARTER, 1), (QUARTER + DAY, 2)] {
        set_time_since_change(&shop, &anew, passed);
        shop.fulfilment.recover().await.unwrap();
        assert_eq!(repeated_alerts(&shop), times, "after {passed} ms");
    }
}

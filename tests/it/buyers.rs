//! Tests of the commands and buttons of buyers, and of the user menus that staff open on buyers.

use std::time::Duration;

use discord_sandbox::{Fault, Person, Posted, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{Clock, MessageKind, SaleId, SystemClock};
use keyclerk::ledger::ShopSetting;

use crate::staging::{change_rows_while_down, sell_license, set_setting, wait_until_settled};

const REMIND: &str = "Remind me before expiry";

#[tokio::test(flavor = "multi_thread")]
async fn the_assign_form_sells_what_staff_enter_and_refuses_invalid_input() {
    let stage = Stage::set(licenses(6)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let form = stage.moderator.uses("Assign license", &anna);
    let fields = [("product", "lifetime"), ("quantity", "2"), ("reference", "pay-7"), ("note", "by phone")];
    let told = stage.moderator.submits(&form, &fields).await.says("2 licenses sold").await;
    let text = render(&told.body);
    assert!(text.contains("pay-7") || text.contains(r"pay\-7"), "{text}");
    assert!(text.contains("by phone") && text.contains("lifetime × 2"), "{text}");
    anna.dm("Your licenses").await;

    let form = stage.moderator.uses("Assign license", &anna);
    stage.moderator.submits(&form, &[("quantity", "26")]).await.says("a number from 1 to 25").await;
    let form = stage.moderator.uses("Assign license", &anna);
    stage.guild.loses(&anna);
    stage.moderator.submits(&form, &[]).await.says("not a member of this server anymore").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 2);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_a_member_who_is_not_staff_sells_nothing() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let form = stage.moderator.uses("Assign license", &anna);
    ben.submits(&form, &[]).await.says("Only staff can use this").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    let bot = stage.guild.member("robot", &[]).bot();
    stage.moderator.uses("Assign license", &bot).says("Bots can't have a license").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_masked_licenses_of_a_member_in_pages() {
    let stage = Stage::set(licenses(12)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    stage
        .moderator
        .runs("/assignlicense")
        .user("member", &anna)
        .integer("quantity", 12)
        .send()
        .says("12 licenses sold")
        .await;
    let shown = stage.moderator.uses("Buyer's licenses", &anna);
    let first = shown.says("12 licenses").await;
    assert!(shown.is_ephemeral());
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    for license in sale.sold() {
        assert!(!render(&first.body).contains(license.key.reveal()));
    }
    stage.moderator.presses(&first, "Next").acknowledged().await;
    shown.says("Page 2 of 2").await;
    stage.moderator.uses("Buyer's licenses", &ben).says("has no license").await;
    ben.uses("Buyer's licenses", &anna).says("Only staff can use this").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buyers_see_their_own_licenses_and_can_have_them_sent_again() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    anna.closes_dms(true);
    stage.moderator.sells_to(&anna).says("closed").await;
    let reply = anna.runs("/mylicenses").send();
    let mine = reply.says("Only you can see this").await;
    assert!(reply.is_ephemeral());
    let key = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().sold().next().unwrap().key.clone();
    let text = render(&mine.body);
    assert!(text.contains(key.reveal()) && text.contains("from Anna's Shop"), "{text}");
    anna.presses(&mine, "Send it to my DMs again").says("Your DMs are closed").await;
    anna.closes_dms(false);
    anna.presses(&mine, "Send it to my DMs again").says("check your DMs").await;
    assert!(render(&anna.dm("Your license").await.body).contains(key.reveal()));
    ben.presses(&mine, "Send it to my DMs again").says("belongs to somebody else").await;
    assert_eq!(anna.dms().len(), 1);
    assert!(ben.dms().is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_message_contains_the_shops_own_text() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let text = "Hi {buyer}, **thanks** for {product} – {shop}, sale {sale}";
    set_setting(&stage, ShopSetting::DmText, text).await;
    set_setting(&stage, ShopSetting::Help, "https://example.org/help").await;
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let dm = anna.dm("Your license").await;
    let text = stage.sandbox.render(&dm);
    assert!(text.contains("Hi @anna, **thanks** for lifetime – Anna's Shop, sale #1"), "{text}");
    assert!(text.contains("[Help]") && !text.contains(REMIND), "{text}");
    assert_eq!(dm.body["embeds"][0]["author"]["name"], "Anna's Shop");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_is_sent_once_and_only_to_a_buyer_who_asked() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    for buyer in [&anna, &ben] {
        sell_license(&stage, buyer, "monthly").await;
    }
    let dm = anna.dm("Your license").await;
    ben.forges(&dm, "remind:1").says("belongs to somebody else").await;
    anna.presses(&dm, REMIND).says("I'll remind you by DM on").await;
    anna.presses(&dm, REMIND).says("I'll remind you by DM on").await;

    // This simulates that the reminder is due.
    let stage =
        change_rows_while_down(stage, "update message set due_at = 1 where kind = 'reminder'", 1).await;
    let reminder = render(&anna.dm("Your license expires soon").await.body);
    assert!(reminder.contains("Order #1") && reminder.contains('•'), "{reminder}");
    assert_eq!(ben.dms().len(), 1, "ben did not ask");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_arrives_even_if_discord_rejects_the_shops_own_text() {
    let stage = Stage::set(licenses(6)).await.unwrap();
    let ledger = stage.ledger().unwrap();
    set_setting(&stage, ShopSetting::DmText, "Hello {buyer}").await;
    set_setting(&stage, ShopSetting::Help, "https://example.org").await;
    let anna = stage.guild.member("anna", &[]);
    let order = || stage.moderator.runs("/assignlicense").user("member", &anna);
    order().text("product", "lifetime").send().says("License sold").await;
    let first = anna.dm("Order #1").await;
    assert!(render(&first.body).contains("Hello"));
    let refusal = serde_json::json!({ "code": 50_035, "message": "Invalid Form Body" });
    let path = format!("channels/{}/messages", first.channel);
    stage.sandbox.fault(Fault::answer("POST", &path, 400, refusal));
    order().text("product", "monthly").send().says("License sold").await;
    let second = anna.dm("Order #2").await;
    let sale = ledger.sale(SaleId::new(2)).await.unwrap();
    let text = render(&second.body);
    assert!(text.contains(sale.sold().next().unwrap().key.reveal()), "{text}");
    assert!(!text.contains("Hello") && !text.contains("[Help]") && !text.contains(REMIND), "{text}");
    stage.strike().await;
}

async fn sold_monthly(stage: &Stage, buyer: &Person, quantity: i64) -> Posted {
    let order = stage.moderator.runs("/assignlicense").user("member", buyer).text("product", "monthly");
    order.integer("quantity", quantity).send().says("sold").await;
    buyer.dm("Your license").await
}

#[tokio::test(flavor = "multi_thread")]
async fn licenses_that_expire_together_get_one_reminder() {
    let stage = Stage::set(licenses(14)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let dm = sold_monthly(&stage, &anna, 7).await;
    anna.presses(&dm, REMIND).says("I'll remind you by DM on").await;
    let stage =
        change_rows_while_down(stage, "update message set due_at = 1 where kind = 'reminder'", 1).await;
    let reminder = render(&anna.dm("Your licenses expire soon").await.body);
    let ledger = stage.ledger().unwrap();
    for license in ledger.sale(SaleId::new(1)).await.unwrap().sold() {
        assert!(reminder.contains(&license.key.to_string()), "{reminder}");
        assert!(!reminder.contains(license.key.reveal()), "{reminder}");
    }
    anna.presses(&dm, REMIND).says("This reminder was already sent").await;
    assert_eq!(anna.dms().len(), 2);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_reminder_request_shows_the_date_of_the_first() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let dm = sold_monthly(&stage, &anna, 1).await;
    let first = render(&anna.presses(&dm, REMIND).says("I'll remind you by DM on").await.body);
    // The license now expires in less than a week.
    let soon = SystemClock.now().after(Duration::from_hours(24 * 5)).as_millis();
    let stage = change_rows_while_down(stage, &format!("update line set expires_at = {soon}"), 1).await;
    let again = render(&anna.presses(&dm, REMIND).says("I'll remind you by DM on").await.body);
    assert_eq!(first, again, "the reminder stays due three days before the license expires");
    stage.strike().await;
}

/// Makes the reminder due, and checks that the buyer gets no further message.
async fn check_that_no_reminder_is_sent(stage: Stage, buyer: &Person) {
    let stage =
        change_rows_while_down(stage, "update message set due_at = 1 where kind = 'reminder'", 1).await;
    wait_until_settled(&stage, 1, MessageKind::Reminder).await;
    assert_eq!(buyer.dms().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reminder_is_sent_for_an_expired_license() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let dm = sold_monthly(&stage, &anna, 1).await;
    anna.presses(&dm, REMIND).says("I'll remind you by DM on").await;
    let stage = change_rows_while_down(stage, "update line set expires_at = 2", 1).await;
    check_that_no_reminder_is_sent(stage, &anna).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_the_state_of_each_sale_of_a_member() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sold_monthly(&stage, &anna, 1).await;
    anna.closes_dms(true);
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "lifetime");
    order.send().says("closed").await;
    let shown = render(&stage.moderator.uses("Buyer's licenses", &anna).says("2 licenses").await.body);
    assert!(shown.contains("delivered") && shown.contains("sold, not delivered"), "{shown}");
    assert!(!shown.contains("refunded"), "{shown}");
    let refund = stage.moderator.runs("/sales refund").text("sale", "1").text("reason", "x");
    refund.send().says("Marked as refunded").await;
    stage.moderator.uses("Buyer's licenses", &anna).says("refunded").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_product_name_matches_in_any_case() {
    let stage = Stage::set(licenses(6)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.runs("/myavailable").send().says("6 in stock").await;
    let form = stage.moderator.uses("Assign license", &anna);
    let told = stage.moderator.submits(&form, &[("product", " LifeTime")]).await.says("License sold").await;
    assert!(render(&told.body).contains("lifetime"));
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "Monthly");
    order.send().says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_answered_in_time_even_if_the_member_lookup_is_slow() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let form = stage.moderator.uses("Assign license", &anna);
    form.modal().await;
    stage.sandbox.delay(Duration::from_secs(5));
    let reply = stage.moderator.submits(&form, &[]).await;
    while !stage.sandbox.requests().iter().any(|request| request.path.contains("/members/")) {
        tokio::task::yield_now().await;
    }
    stage.sandbox.delay(Duration::ZERO);
    assert!(reply.acknowledged().await < Duration::from_secs(3));
    reply.says("didn't say in time whether").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reminder_is_sent_for_a_refunded_sale() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let dm = sold_monthly(&stage, &anna, 1).await;
    anna.presses(&dm, REMIND).says("I'll remind you by DM on").await;
    let refund = stage.moderator.runs("/sales refund").text("sale", "1").text("reason", "x");
    refund.send().says("Marked as refunded").await;
    check_that_no_reminder_is_sent(stage, &anna).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outdated_button_in_a_direct_message_is_answered() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let dm = anna.dm("Your license").await;
    anna.forges(&dm, "gift:1").says("This button has expired").await;
    anna.forges(&dm, "claim:not-a-number").says("belongs to somebody else").await;
    let shown = anna.runs("/mylicenses").send().says("Only you can see this").await;
    anna.forges(&shown, "mine:a-page").says("Only you can see this").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buyers_page_through_their_own_licenses() {
    let stage = Stage::set(licenses(14)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sold_monthly(&stage, &anna, 7).await;
    let reply = anna.runs("/mylicenses").send();
    let first = reply.says("page 1 of 2").await;
    let _ = anna.presses(&first, "Next");
    let second = render(&reply.says("page 2 of 2").await.body);
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    let keys = |text: &str| sale.sold().filter(|license| text.contains(license.key.reveal())).count();
    assert_eq!((keys(&render(&first.body)), keys(&second)), (5, 2));
    assert!(sale.sold().all(|license| {
        render(&first.body).contains(license.key.reveal()) != second.contains(license.key.reveal())
    }));
    stage.strike().await;
}

//! Tests of a sale as staff and the buyer see it.

use discord_sandbox::{Fault, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{SaleId, SaleState};
use keyclerk::ledger::ShopSetting;
use serde_json::json;

use crate::staging::set_setting;

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_reaches_the_buyer_the_staff_and_the_ledger() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let reply =
        stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "lifetime").send();
    let told = reply.says("License sold").await;
    assert!(reply.is_ephemeral());
    let dm = anna.dm("Your license").await;
    let assigned = stage.vendor.store.assigned().await.unwrap();
    assert_eq!(assigned.len(), 1);
    let (key, holder) = &assigned[0];
    assert_eq!(*holder, anna.as_buyer());
    assert!(render(&dm.body).contains(key.reveal()));
    assert!(!render(&told.body).contains(key.reveal()), "staff see a masked key");
    let line = stage.guild.message(stage.sales_channel, "Sale #1").await;
    assert!(!render(&line.body).contains(key.reveal()), "the sales channel shows a masked key");
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!(sale.state, SaleState::Delivered);
    assert_eq!(sale.dm_message.unwrap().as_u64(), dm.id);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_buyer_can_claim_a_key_and_can_do_so_repeatedly() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    anna.closes_dms(true);
    let reply = stage.moderator.sells_to(&anna);
    reply.says("DMs are closed").await;
    let notice = stage.guild.message(stage.guild.lobby(), "Claim").await;
    assert_eq!(notice.body["allowed_mentions"]["users"], json!([anna.as_buyer().to_string()]));
    ben.presses(&notice, "Claim").says("somebody else").await;
    let key = stage.vendor.store.assigned().await.unwrap()[0].0.clone();
    for _ in 0..2 {
        let claim = anna.presses(&notice, "Claim");
        claim.says(key.reveal()).await;
        assert!(claim.is_ephemeral());
    }
    reply.says("License sold").await;
    assert_eq!(stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().state, SaleState::Delivered);
    let mine = anna.runs("/mylicenses").send();
    mine.says(key.reveal()).await;
    assert!(mine.is_ephemeral());
    ben.runs("/mylicenses").send().says("no licenses").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_cannot_see_the_channel_is_pointed_to_mylicenses() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    anna.closes_dms(true);
    anna.sees_no_channel();
    stage.moderator.sells_to(&anna).says("/mylicenses").await;
    assert!(stage.guild.messages(stage.guild.lobby()).is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_vendor_response_costs_no_second_key() {
    let stage = Stage::set(licenses(5)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.vendor.faults.lose_assignments(1);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let assigned = stage.vendor.store.assigned().await.unwrap();
    assert_eq!(assigned.len(), 1);
    anna.dm(assigned[0].0.reveal()).await;
    let events = stage.ledger().unwrap().events(SaleId::new(1)).await.unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert!(kinds.windows(2).any(|pair| pair == ["in_doubt", "reconciled"]), "{kinds:?}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_stock_sells_nothing_and_says_so() {
    let stage = Stage::set(vec![]).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("Nothing was sold").await;
    assert!(anna.dms().is_empty());
    assert_eq!(stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().state, SaleState::Failed);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_staff_can_sell_and_only_to_human_members() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let (anna, bot) = (stage.guild.member("anna", &[]), stage.guild.member("robot", &[]).bot());
    let stranger = stage.guild.stranger("mallory");
    anna.sells_to(&anna).says("Only staff").await;
    anna.runs("/fetchlicense").send().says("Only staff").await;
    stage.moderator.sells_to(&bot).says("Bots can't").await;
    stage.moderator.sells_to(&stranger).says("not a member").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    stage.guild.administrator("owner").sells_to(&anna).says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_outside_the_settings_cannot_use_the_bot() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let elsewhere = stage.sandbox.guild();
    let owner = elsewhere.administrator("mallory");
    owner.sells_to(&owner).says("isn't set up for this server").await;
    owner.runs("/myavailable").send().says("isn't set up for this server").await;
    owner.runs("/mylicenses").send().says("isn't set up for this server").await;
    owner.runs("/help").send().says("isn't set up for this server").await;
    assert!(owner.types("/assignlicense", "license", "").await.0.is_empty());
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn autocomplete_choices_contain_no_key_and_sell_the_chosen_license() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.runs("/myavailable").send().says("4 in stock").await;
    let (choices, _) = stage.moderator.types("/assignlicense", "license", "").await;
    assert_eq!(choices.len(), 4);
    let stock = stage.vendor.store.stock_of("shop").await.unwrap();
    for (name, value) in &choices {
        assert!(stock.iter().all(|entry| !name.contains(&entry.key) && !value.contains(&entry.key)));
    }
    let (products, _) = stage.moderator.types("/assignlicense", "product", "month").await;
    assert_eq!(products, [("monthly · 2 in stock".to_owned(), "monthly".to_owned())]);
    let sale = stage.moderator.runs("/assignlicense").user("member", &anna).text("license", &choices[2].1);
    sale.send().says("License sold").await;
    let (key, _) = &stage.vendor.store.assigned().await.unwrap()[0];
    assert!(choices[2].0.starts_with(&key.to_string()), "{} for {key}", choices[2].0);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_named_license_that_cannot_be_sold_is_refused_with_the_reason() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let sell = |license: String| {
        stage.moderator.runs("/assignlicense").user("member", &ben).text("license", &license).send()
    };
    stage.moderator.sells_to(&anna).says("License sold").await;
    let taken = stage.vendor.store.assigned().await.unwrap()[0].0.reveal().to_owned();
    sell(taken.clone()).says("already assigned").await;
    sell("ps-NOBODY-KNOWS-IT".to_owned()).says("doesn't know").await;
    sell("` `".to_owned()).says("not a license key").await;
    sell("stock~0000".to_owned()).says("no longer in stock").await;
    let info = stage.moderator.runs("/licenseinfo").text("license", &taken).send();
    let info = info.says("Assigned to a buyer").await;
    assert!(!render(&info.body).contains(&taken));
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fetched_license_is_masked_shown_on_demand_and_assigned_by_a_menu() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let key = stage.vendor.store.stock_of("shop").await.unwrap()[0].key.clone();
    let fetched = stage.moderator.runs("/fetchlicense").send().says("A license from stock").await;
    assert!(!render(&fetched.body).contains(&key));
    stage.moderator.presses(&fetched, "Show key").says(&key).await;
    let rival = stage.guild.administrator("rival");
    rival.sells_to(&anna).says("No license left").await;
    stage.moderator.chooses(&fetched, "Sell to… (sends the key)", &anna).says("License sold").await;
    anna.dm(&key).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stock_is_listed_in_pages() {
    let stage = Stage::set(licenses(40)).await.unwrap();
    let reply = stage.moderator.runs("/myavailable").text("product", "lifetime").send();
    let first = reply.says("20 in stock").await;
    stage.moderator.presses(&first, "Next").says("Page 2 of 2").await;
    let anna = stage.guild.member("anna", &[]);
    anna.presses(&first, "Next").says("Only staff").await;
    anna.forges(&first, "show:stock~1").says("Only staff").await;
    stage.moderator.forges(&first, "nonsense").says("This button has expired").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_whose_deferral_discord_refuses_sells_nothing() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let unknown = json!({ "code": 10062, "message": "Unknown interaction" });
    stage.sandbox.fault(Fault::answer("POST", "/callback", 404, unknown));
    drop(stage.moderator.sells_to(&anna));
    let settled = async {
        while stage
            .ledger()
            .unwrap()
            .sale(SaleId::new(1))
            .await
            .is_ok_and(|sale| sale.state != SaleState::Failed)
            || stage.ledger().unwrap().sale(SaleId::new(1)).await.is_err()
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), settled).await.unwrap();
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    assert!(anna.dms().is_empty());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dm_whose_response_was_lost_is_sent_once() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.sandbox.fault(Fault::lose("POST", "/messages"));
    stage.moderator.sells_to(&anna).says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dm_older_than_the_nonce_window_is_found_and_not_sent_again() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    // The message is sent three times with the same nonce, and each response is lost.
    stage.sandbox.fault(Fault::lose("POST", "/messages").times(3));
    let reply = stage.moderator.sells_to(&anna);
    reply.says("on its way").await;
    let stage = stage.without_bot().await;
    stage.sandbox.forget_nonces();
    let ledger =
        sqlx::SqlitePool::connect(&format!("sqlite:{}", stage.ledger_path().display())).await.unwrap();
    sqlx::query("update message set created_at = created_at - 3600000").execute(&ledger).await.unwrap();
    ledger.close().await;
    let stage = stage.restart().await.unwrap();
    reply.says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!(sale.dm_message.unwrap().as_u64(), anna.dms()[0].id);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_error_code_of_a_dm_decides_between_a_retry_and_a_claim() {
    let stage = Stage::set(licenses(5)).await.unwrap();
    let answers = [
        (403, 50_278, "DMs are closed"),
        (403, 50_001, "DMs are closed"),
        (400, 50_008, "DMs are closed"),
        // The bot omits the shop's own text that Discord rejects.
        (400, 50_035, "License sold"),
        (403, 40_003, "License sold"),
    ];
    for (number, (status, code, outcome)) in (1..).zip(answers) {
        let buyer = stage.guild.member(&format!("buyer{code}"), &[]);
        let body = json!({ "code": code, "message": "no" });
        stage.sandbox.fault(Fault::answer("POST", "/messages", status, body));
        stage.moderator.sells_to(&buyer).says(outcome).await;
        // This is the last message of a sale. The next response belongs to the DM of the next sale.
        stage.guild.message(stage.sales_channel, &format!("Sale #{number}")).await;
        assert_eq!(buyer.dms().len(), usize::from(outcome == "License sold"), "{code}");
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_that_is_delivered_twice_sells_once() {
    let stage = Stage::set(licenses(5)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let reply = stage.moderator.sells_to(&anna);
    for _ in 0..10 {
        stage.sandbox.replay(&reply);
    }
    reply.says("License sold").await;
    let ben = stage.guild.member("ben", &[]);
    stage.moderator.sells_to(&ben).says("License sold").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 2);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_missed_during_a_gateway_drop_is_sold_after_the_resume() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.sandbox.drop_gateway();
    stage.moderator.sells_to(&anna).says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_process_finishes_the_sales_of_an_earlier_one() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let trouble = json!({ "code": 0, "message": "trouble" });
    stage.sandbox.fault(Fault::answer("POST", "/messages", 500, trouble).times(3));
    let reply = stage.moderator.sells_to(&anna);
    reply.says("on its way").await;
    let stage = stage.restart().await.unwrap();
    anna.dm("Your license").await;
    reply.says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_sales_at_once_share_one_list_and_no_key() {
    let stage = Stage::set(licenses(120)).await.unwrap();
    let before = stage.vendor.faults.calls();
    let buyers: Vec<_> = (0..100).map(|at| stage.guild.member(&format!("buyer{at}"), &[])).collect();
    let replies: Vec<_> = buyers.iter().map(|buyer| stage.moderator.sells_to(buyer)).collect();
    for reply in &replies {
        reply.says("License sold").await;
    }
    let calls = stage.vendor.faults.calls() - before;
    assert!(calls <= 102, "{calls} vendor calls for 100 sales");
    let mut keys: Vec<_> =
        stage.vendor.store.assigned().await.unwrap().into_iter().map(|(key, _)| key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 100);
    assert!(buyers.iter().all(|buyer| buyer.dms().len() == 1));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn autocomplete_never_waits_for_a_hanging_vendor() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    stage.moderator.runs("/myavailable").send().says("3 in stock").await;
    // The delay is much longer than any timeout here. A request that waited for the vendor would fail.
    stage.vendor.faults.delay(std::time::Duration::from_mins(5));
    assert_eq!(stage.moderator.types("/assignlicense", "license", "").await.0.len(), 3);
    let stage = stage.restart().await.unwrap();
    assert!(
        stage.moderator.types("/assignlicense", "license", "").await.0.is_empty(),
        "no list was fetched yet"
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_shown_as_typed_and_mention_nobody() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let note = format!("**bold** @everyone <@{}> `x`", anna.as_buyer());
    let reply = stage.moderator.runs("/assignlicense").user("member", &anna).text("note", &note).send();
    let told = reply.says("License sold").await;
    assert!(render(&told.body).contains(r"\*\*bold\*\* \@everyone \<\@"), "{}", render(&told.body));
    let line = stage.guild.message(stage.sales_channel, "Sale #1").await;
    assert_eq!(line.body["allowed_mentions"]["parse"], json!([]));
    stage.strike().await;
}

/// Writes its output to a file if `KEYCLERK_PICTURE` is set. The README picture is drawn from that file.
#[tokio::test(flavor = "multi_thread")]
async fn staff_see_a_masked_key_and_the_buyer_sees_the_shops_full_message() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let ledger = stage.ledger().unwrap();
    let words = "Thank you, {buyer}! Paste the key under **Settings**.";
    set_setting(&stage, ShopSetting::DmText, words).await;
    set_setting(&stage, ShopSetting::Help, "https://example.org/help").await;
    let anna = stage.guild.member("anna", &[]);
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).text("product", "monthly");
    let staff = order.text("reference", "PAY-4711").send().says("License sold").await;
    let buyer = anna.dm("Your license").await;
    let key = ledger.sale(SaleId::new(1)).await.unwrap().sold().next().unwrap().key.clone();
    let (told, read) = (stage.sandbox.render(&staff), stage.sandbox.render(&buyer));
    assert!(told.contains(&key.to_string()) && !told.contains(key.reveal()), "{told}");
    assert!(told.contains("Reference: PAY") && told.contains("Key sent to @anna by DM"), "{told}");
    assert!(read.contains(key.reveal()) && read.contains("Thank you, @anna!"), "{read}");
    assert!(read.contains("[Help] [Remind me before expiry]"), "{read}");
    if let Ok(file) = std::env::var("KEYCLERK_PICTURE") {
        let seen =
            json!({ "buyer_id": anna.as_buyer().to_string(), "staff": staff.body, "buyer": buyer.body });
        std::fs::write(file, seen.to_string()).unwrap();
    }
    stage.strike().await;
}

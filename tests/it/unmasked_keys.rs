//! Tests of messages with unmasked keys. Each key is in the content or in a file, and the bot finds it
//! there again.

use discord_sandbox::{Fault, Person, Posted};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{Clock, MessageKind, Product, SaleId, SystemClock};
use keyclerk::vendor::Entry;
use serde_json::{Value, json};

use crate::staging::{change_rows_while_down, sell_license, wait_until_settled};

/// Makes licenses with keys of 128 characters.
fn long_keys(count: usize) -> Vec<Entry> {
    (0..count)
        .map(|at| Entry {
            key: format!("{:K<120}-{at:07}", hex::encode(rand::random::<[u8; 8]>())).parse().unwrap(),
            product: Product::new("lifetime").unwrap(),
            expires_at: None,
            created_at: SystemClock.now(),
        })
        .collect()
}

fn content(message: &Posted) -> &str {
    message.body["content"].as_str().unwrap_or_default()
}

/// Asserts that the key is a line of the content and is in no embed.
fn assert_in_content(message: &Posted, key: &str) {
    assert!(content(message).lines().any(|line| line == key), "{}", message.body);
    assert!(!message.body["embeds"].to_string().contains(key), "{}", message.body);
}

fn lines(message: &Posted) -> Vec<String> {
    let [file] = message.attachments.as_slice() else {
        panic!("expected exactly one file: {}", message.body)
    };
    assert_eq!(file.name.rsplit_once('.').unwrap().1, "txt", "{}", file.name);
    String::from_utf8(file.bytes.clone()).unwrap().lines().map(str::to_owned).collect()
}

async fn keys(stage: &Stage) -> Vec<String> {
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    sale.sold().map(|license| license.key.reveal().to_owned()).collect()
}

/// Posts a message as the bot in the buyer's DMs.
async fn post_as_bot(stage: &Stage, buyer: &Person, message: &Value) {
    let client = reqwest::Client::new();
    let post = |path: &str, body: &Value| {
        let request = client.post(format!("{}/api/v10/{path}", stage.sandbox.url())).json(body);
        request.header("authorization", format!("Bot {}", stage.sandbox.token()))
    };
    let user = json!({ "recipient_id": buyer.as_buyer().to_string() });
    let channel: Value = post("users/@me/channels", &user).send().await.unwrap().json().await.unwrap();
    let path = format!("channels/{}/messages", channel["id"].as_str().unwrap());
    assert!(post(&path, message).send().await.unwrap().status().is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_with_an_unmasked_key_has_it_in_the_content() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "lifetime").await;
    let key = keys(&stage).await.pop().unwrap();
    let dm = anna.dm("Your license").await;
    assert_in_content(&dm, &key);
    assert!(dm.attachments.is_empty());
    let footer = dm.body["embeds"][0]["footer"]["text"].as_str().unwrap();
    assert_eq!(footer, "Order #1");
    assert_in_content(&anna.runs("/mylicenses").send().says("Only you can see this").await, &key);
    assert_in_content(&anna.forges(&dm, "claim:1").says("Your license").await, &key);
    let shown = stage.moderator.runs("/sales show").text("sale", "1").send().says("Reveal key").await;
    let reveal = stage.moderator.presses(&shown, "Reveal key");
    assert_in_content(&reveal.says("Viewing it was logged").await, &key);
    assert!(reveal.is_ephemeral());

    let stock = stage.vendor.store.stock_of("shop").await.unwrap();
    let fetched = stage.moderator.runs("/fetchlicense").send().says("A license from stock").await;
    let free = stock.iter().map(|entry| entry.key.as_str()).find(|other| *other != key).unwrap();
    let show = stage.moderator.presses(&fetched, "Show key");
    assert_in_content(&show.says(free).await, free);
    assert!(show.is_ephemeral());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_do_not_fit_are_always_sent_as_a_file() {
    let stage = Stage::set(long_keys(25)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).integer("quantity", 25);
    order.send().says("25 licenses sold").await;
    let keys = keys(&stage).await;
    assert_eq!(keys.len(), 25);
    let dm = anna.dm("Your licenses").await;
    let shown = stage.moderator.runs("/sales show").text("sale", "1").send().says("Reveal keys").await;
    let revealed = stage.moderator.presses(&shown, "Reveal keys").says("Viewing it was logged").await;
    let claimed = anna.forges(&dm, "claim:1").says("Your licenses").await;
    for message in [&dm, &revealed, &claimed] {
        assert!(content(message).contains("The 25 keys are in the file"), "{}", message.body);
        assert_eq!(lines(message), keys);
    }
    assert_eq!(anna.dms().len(), 1);
    // A page of five keys fits into the content.
    let mine = anna.runs("/mylicenses").send().says("page 1 of 5").await;
    assert!(mine.attachments.is_empty());
    for key in &keys[..5] {
        assert_in_content(&mine, key);
    }
    stage.strike().await;
}

/// Makes a sale whose DM was posted once but whose three responses were lost. The bot is down, and
/// Discord has forgotten the nonce.
async fn sale_with_lost_dm(stock: Vec<Entry>, quantity: i64) -> (Stage, Person) {
    let stage = Stage::set(stock).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.sandbox.fault(Fault::lose("POST", "/messages").times(3));
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).integer("quantity", quantity);
    order.send().says("on its way").await;
    let stage = stage.without_bot().await;
    stage.sandbox.forget_nonces();
    (stage, anna)
}

async fn restart_an_hour_later(stage: Stage) -> Stage {
    let later = "update message set created_at = created_at - 3600000 where kind = 'dm'";
    let stage = change_rows_while_down(stage, later, 1).await;
    wait_until_settled(&stage, 1, MessageKind::Dm).await;
    stage
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_sent_as_a_file_are_found_and_not_sent_again() {
    let (stage, anna) = sale_with_lost_dm(long_keys(25), 25).await;
    let stage = restart_an_hour_later(stage).await;
    let dms = anna.dms();
    assert_eq!(dms.len(), 1);
    assert_eq!(lines(&dms[0]).len(), 25);
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!(sale.dm_message.unwrap().as_u64(), dms[0].id);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_found_behind_more_than_one_page_of_messages() {
    let (stage, anna) = sale_with_lost_dm(licenses(1), 1).await;
    for at in 0..230 {
        post_as_bot(&stage, &anna, &json!({ "content": format!("```\nsomething else {at}\n```") })).await;
    }
    let stage = restart_an_hour_later(stage).await;
    assert_eq!(anna.dms().len(), 231);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_an_embed_of_an_earlier_version_is_found() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let trouble = json!({ "code": 0, "message": "trouble" });
    stage.sandbox.fault(Fault::answer("POST", "/messages", 500, trouble).until_lifted());
    stage.moderator.sells_to(&anna).says("on its way").await;
    let key = keys(&stage).await.pop().unwrap();
    let stage = stage.without_bot().await;
    stage.sandbox.lift_faults();
    let embed = json!({ "type": "rich", "fields": [], "title": "Your license", "description": format!("```\n{key}\n```"),
        "footer": { "text": "Sale #1 · delivery 0123456789abcdef01234567" } });
    post_as_bot(&stage, &anna, &json!({ "embeds": [embed] })).await;
    let stage = restart_an_hour_later(stage).await;
    assert_eq!(anna.dms().len(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_missing_one_of_two_keys_is_sent() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    let trouble = json!({ "code": 0, "message": "trouble" });
    stage.sandbox.fault(Fault::answer("POST", "/messages", 500, trouble).until_lifted());
    let order = stage.moderator.runs("/assignlicense").user("member", &anna).integer("quantity", 2);
    order.send().says("on its way").await;
    let keys = keys(&stage).await;
    let stage = stage.without_bot().await;
    stage.sandbox.lift_faults();
    post_as_bot(&stage, &anna, &json!({ "content": format!("````\n{}\n````", keys[0]) })).await;
    let stage = restart_an_hour_later(stage).await;
    let dms = anna.dms();
    assert_eq!(dms.len(), 2);
    assert_in_content(&dms[1], &keys[1]);
    assert!(!content(&dms[1]).contains(&keys[0]));
    stage.strike().await;
}

//! Tests of keys that cannot be delivered by DM: the channel of the claim notice, and its mention in the
//! reply to staff.

use std::time::Duration;

use discord_sandbox::{Fault, Person, Posted, Reply, render};
use keyclerk::cli::demo::{PersonExt, Stage, licenses};
use keyclerk::domain::{MessageKind, SaleId, SaleState};
use keyclerk::ledger::ShopSetting;
use serde_json::json;

use crate::staging::{open_ledger_file, refuse_rows, set_setting, wait_for_event, wait_until_settled};

/// Makes a stage without a sales channel, and a buyer with closed DMs.
async fn stage_with_closed_dms() -> (Stage, Person) {
    let mut stage = Stage::set(licenses(3)).await.unwrap();
    stage.settings.sales_channel_id = None;
    let stage = stage.restart().await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    anna.closes_dms(true);
    (stage, anna)
}

async fn set_channel(stage: &Stage, setting: ShopSetting) -> u64 {
    let channel = stage.guild.channel();
    set_setting(stage, setting, &channel.to_string()).await;
    channel
}

/// Waits until the reply links the only notice, which is in this channel.
async fn wait_for_link(stage: &Stage, reply: &Reply, channel: u64) -> Posted {
    let notice = stage.guild.message(channel, "[Claim]").await;
    let link = format!("https://discord.com/channels/{}/{channel}/{}", stage.guild.id(), notice.id);
    let text = render(&reply.says(&link).await.body);
    assert!(text.contains("Claim") && text.contains("/mylicenses"), "{text}");
    notice
}

fn posts_to(stage: &Stage, channel: u64) -> usize {
    let path = format!("channels/{channel}/messages");
    stage.sandbox.requests().iter().filter(|request| request.method == "POST" && request.path == path).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reply_mentions_no_claim_button_if_none_could_be_posted() {
    let (stage, anna) = stage_with_closed_dms().await;
    let (ben, cleo) = (stage.guild.member("ben", &[]), stage.guild.member("cleo", &[]));
    let (ticket, silent) = (stage.guild.channel(), stage.guild.channel());
    let thread = stage.guild.thread(stage.guild.lobby());
    stage.guild.hides_from_bot(ticket);
    stage.guild.forbids_writing(silent);
    for (number, (buyer, channel)) in (1..).zip([(anna, ticket), (ben, silent), (cleo, thread)]) {
        buyer.closes_dms(true);
        let moderator = stage.moderator.in_channel(channel);
        let reply = if channel == silent {
            moderator.submits(&moderator.uses("Assign license", &buyer), &[]).await
        } else {
            moderator.sells_to(&buyer)
        };
        reply.says("DMs are closed").await;
        wait_until_settled(&stage, number, MessageKind::ClaimNotice).await;
        wait_until_settled(&stage, number, MessageKind::Reply).await;
        let text = render(&reply.message().unwrap().body);
        assert!(text.contains("/mylicenses") && !text.contains("Claim"), "{text}");
        assert_eq!(posts_to(&stage, channel), 0, "the bot knows that it may not write there");
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_claims_channel_gets_the_notice_if_the_bot_cannot_write_in_the_ticket() {
    let (stage, anna) = stage_with_closed_dms().await;
    let claims = set_channel(&stage, ShopSetting::ClaimsChannel).await;
    let ticket = stage.guild.channel();
    stage.guild.hides_from_bot(ticket);
    let reply = stage.moderator.in_channel(ticket).sells_to(&anna);
    let notice = wait_for_link(&stage, &reply, claims).await;
    assert!(stage.guild.messages(ticket).is_empty());
    let row: Option<i64> = sqlx::query_scalar("select message_id from message where kind = 'claim_notice'")
        .fetch_one(&open_ledger_file(&stage).await)
        .await
        .unwrap();
    assert_eq!(row.unwrap().cast_unsigned(), notice.id);
    anna.presses(&notice, "Claim").says("Your license").await;
    let text = render(&reply.says("License sold").await.body);
    assert!(!text.contains("https://"), "{text}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_goes_to_the_next_channel_if_one_rejects_it() {
    let (stage, anna) = stage_with_closed_dms().await;
    let claims = set_channel(&stage, ShopSetting::ClaimsChannel).await;
    let sales = set_channel(&stage, ShopSetting::SalesChannel).await;
    let lobby = stage.guild.lobby();
    // Discord reports that the bot may write there, but rejects the message.
    let refusal = json!({ "code": 50_013, "message": "Missing Permissions" });
    stage.sandbox.fault(Fault::answer("POST", &format!("channels/{lobby}/messages"), 403, refusal));
    stage.guild.forbids_writing(claims);
    let reply = stage.moderator.sells_to(&anna);
    wait_for_link(&stage, &reply, sales).await;
    assert_eq!((posts_to(&stage, lobby), posts_to(&stage, claims)), (1, 1));
    assert!(stage.guild.messages(lobby).is_empty() && stage.guild.messages(claims).is_empty());

    // A deleted channel behaves like one that rejects the message.
    stage.guild.deletes_channel(claims);
    let (ben, ticket) = (stage.guild.member("ben", &[]), stage.guild.channel());
    ben.closes_dms(true);
    stage.guild.forbids_writing(ticket);
    let reply = stage.moderator.in_channel(ticket).sells_to(&ben);
    reply.says(&format!("/{sales}/")).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_posted_in_a_thread_if_the_bot_may_write_there() {
    let (stage, anna) = stage_with_closed_dms().await;
    stage.guild.bot_writes_in_threads(true);
    let thread = stage.guild.thread(stage.guild.lobby());
    let reply = stage.moderator.in_channel(thread).sells_to(&anna);
    wait_for_link(&stage, &reply, thread).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reply_mentions_the_claim_button_only_after_it_was_posted() {
    let (stage, anna) = stage_with_closed_dms().await;
    let lobby = stage.guild.lobby();
    let path = format!("channels/{lobby}/messages");
    stage.sandbox.fault(Fault::slow("POST", &path, Duration::from_secs(3)));
    let reply = stage.moderator.sells_to(&anna);
    let first = reply.says("DMs are closed").await;
    let text = render(&first.body);
    assert!(text.contains("/mylicenses") && !text.contains("Claim"), "{text}");
    let again = stage.moderator.presses(&first, "Try the DM again").says("still can't DM").await;
    assert!(!render(&again.body).contains("Claim"), "{}", render(&again.body));
    wait_for_link(&stage, &reply, lobby).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_reply_keeps_the_link_to_the_notice() {
    let (stage, anna) = stage_with_closed_dms().await;
    let trouble = json!({ "code": 0, "message": "trouble" });
    // The bot tries one edit this many times.
    stage.sandbox.fault(Fault::answer("PATCH", "/messages/@original", 500, trouble).times(3));
    let path = format!("channels/{}/messages", stage.guild.lobby());
    stage.sandbox.fault(Fault::slow("POST", &path, Duration::from_secs(2)));
    let reply = stage.moderator.sells_to(&anna);
    wait_for_link(&stage, &reply, stage.guild.lobby()).await;
    wait_until_settled(&stage, 1, MessageKind::Reply).await;
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert!(sale.due.is_empty(), "{:?}", sale.due);
    assert!(render(&reply.message().unwrap().body).contains("https://discord.com/channels/"));
    stage.strike().await;
}

/// Makes a sale whose key can be claimed. Returns the notice and the key.
async fn make_claimable_sale(stage: &Stage, anna: &Person) -> (Posted, String) {
    let reply = stage.moderator.sells_to(anna);
    let notice = wait_for_link(stage, &reply, stage.guild.lobby()).await;
    wait_until_settled(stage, 1, MessageKind::Reply).await;
    let key = stage.vendor.store.assigned().await.unwrap()[0].0.reveal().to_owned();
    (notice, key)
}

fn shows(reply: &Reply, text: &str) -> bool {
    reply.message().is_some_and(|message| render(&message.body).contains(text))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_recorded_even_if_discord_rejects_its_response() {
    let (stage, anna) = stage_with_closed_dms().await;
    let (notice, key) = make_claimable_sale(&stage, &anna).await;
    let unknown = json!({ "code": 10_015, "message": "Unknown Webhook" });
    stage.sandbox.fault(Fault::answer("PATCH", "/messages/@original", 404, unknown).until_lifted());
    let refused = anna.presses(&notice, "Claim");
    wait_for_event(&stage, 1, "claimed").await;
    refused.says("Something went wrong").await;
    assert!(!shows(&refused, &key));
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert_eq!(sale.state, SaleState::Delivered);
    stage.sandbox.lift_faults();
    anna.presses(&notice, "Claim").says(&key).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_recorded_once_even_if_discords_answer_is_lost() {
    let (stage, anna) = stage_with_closed_dms().await;
    let (notice, key) = make_claimable_sale(&stage, &anna).await;
    stage.sandbox.fault(Fault::lose("PATCH", "/messages/@original").times(2));
    anna.presses(&notice, "Claim").says(&key).await;
    stage.sandbox.all_answered().await;
    let events = stage.ledger().unwrap().events(SaleId::new(1)).await.unwrap();
    assert_eq!(events.iter().filter(|event| event.kind == "claimed").count(), 1);
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_recorded_before_its_response_is_sent() {
    let (stage, anna) = stage_with_closed_dms().await;
    let (notice, key) = make_claimable_sale(&stage, &anna).await;
    stage.sandbox.fault(Fault::hang("PATCH", "/messages/@original"));
    let claim = anna.presses(&notice, "Claim");
    wait_for_event(&stage, 1, "claimed").await;
    assert!(!shows(&claim, &key), "Discord has not shown the response yet");
    stage.sandbox.lift_faults();
    claim.says(&key).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_cannot_be_recorded_shows_no_key() {
    let (stage, anna) = stage_with_closed_dms().await;
    let (notice, key) = make_claimable_sale(&stage, &anna).await;
    refuse_rows(&stage, "event", "new.kind = 'claimed'").await;
    let refused = anna.presses(&notice, "Claim");
    refused.says("Something went wrong").await;
    let sale = stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap();
    assert!(!shows(&refused, &key) && sale.state == SaleState::Undelivered);
    stage.ledger().unwrap().close().await;
    let closed = anna.presses(&notice, "Claim");
    closed.says("Something went wrong").await;
    assert!(!shows(&closed, &key));
    stage.strike().await;
}

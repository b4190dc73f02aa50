//! Alarms reach a person, and a server's sales stay its own.

use std::time::Duration;

use discord_sandbox::{Fault, Guild, Person, render};
use keyclerk::cli::demo::{GuildExt, PersonExt, Stage, licenses};
use keyclerk::domain::{ChannelId, GuildId, RoleId};
use serde_json::json;

const ALARM: &str = "a person has to decide";

/// Sells in a way that ends held: the vendor makes the assignment and refuses it, twice.
async fn held(stage: &Stage, moderator: &Person, buyer: &Person) {
    stage.vendor.faults.refuse_assignments(2);
    moderator.sells_to(buyer).says(ALARM).await;
}

/// Adds a second server with a moderator of its own; the bot sells in both.
async fn with_second_server(mut stage: Stage) -> (Stage, Guild, Person) {
    let second = stage.sandbox.guild();
    let role = second.role();
    stage.settings.guild_ids.push(second.guild_id());
    stage.settings.staff_role_ids.push(RoleId::new(role).unwrap());
    let moderator = second.member("mod2", &[role]);
    (stage.restart().await.unwrap(), second, moderator)
}

fn posts(stage: &Stage) -> Vec<String> {
    stage.guild.messages(stage.sales_channel).iter().map(|message| render(&message.body)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_sales_channel_serves_the_server_that_owns_it_and_no_other() {
    let (stage, second, moderator) = with_second_server(Stage::set(licenses(6)).await.unwrap()).await;
    let (anna, ben) = (stage.guild.member("anna", &[]), second.member("ben", &[]));
    moderator.sells_to(&ben).says("License sold").await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.guild.message(stage.sales_channel, "Sale #2").await;
    assert_eq!(posts(&stage).len(), 1, "{:?}", posts(&stage));

    // The second server's alarms go to the owner, not to the first server's channel.
    held(&stage, &moderator, &second.member("cleo", &[])).await;
    stage.sandbox.owner().dm(ALARM).await;
    assert_eq!(posts(&stage).len(), 1, "{:?}", posts(&stage));

    // Its own channel, once chosen, takes both.
    let channel = second.channel();
    choose_sales_channel(&stage, second.guild_id(), channel.to_string()).await;
    moderator.sells_to(&second.member("dora", &[])).says("License sold").await;
    second.message(channel, "Sale #4").await;
    stage.strike().await;
}

async fn choose_sales_channel(stage: &Stage, guild: GuildId, channel: String) {
    use keyclerk::domain::StaffId;
    use keyclerk::ledger::ShopSetting;

    use crate::helpers::changed;

    let owner = StaffId::new(1).unwrap();
    stage
        .ledger()
        .unwrap()
        .change_setting(guild, changed(ShopSetting::SalesChannel, Some(&channel)), owner)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_serves_as_the_default_sales_channel() {
    let mut stage = Stage::set(licenses(2)).await.unwrap();
    let thread = stage.guild.thread(stage.sales_channel);
    stage.guild.bot_writes_in_threads(true);
    stage.settings.sales_channel_id = Some(ChannelId::new(thread).unwrap());
    let stage = stage.restart().await.unwrap();
    stage.moderator.sells_to(&stage.guild.member("anna", &[])).says("License sold").await;
    stage.guild.message(thread, "Sale #1").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_that_the_channel_does_not_take_goes_to_the_owner() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    stage.guild.hides_from_bot(stage.sales_channel);
    held(&stage, &stage.moderator, &stage.guild.member("anna", &[])).await;
    stage.sandbox.owner().dm(ALARM).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_a_team_is_the_person_behind_it() {
    let mut stage = Stage::set(licenses(2)).await.unwrap();
    stage.settings.sales_channel_id = None;
    stage.sandbox.owned_by_team();
    let stage = stage.restart().await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    held(&stage, &stage.moderator, &anna).await;
    let owner = stage.sandbox.owner();
    let alarm = owner.dm(ALARM).await;
    owner.presses(&alarm, "It is the buyer's: deliver").acknowledged().await;
    anna.dm("Your license").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_is_repeated_until_somebody_took_it() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.sandbox.owner();
    owner.closes_dms(true);
    let channel = format!("channels/{}/messages", stage.sales_channel);
    let trouble = json!({ "code": 0, "message": "503: Service Unavailable" });
    stage.sandbox.fault(Fault::answer("POST", &channel, 503, trouble).times(7));
    held(&stage, &stage.moderator, &stage.guild.member("anna", &[])).await;
    stage.guild.message(stage.sales_channel, ALARM).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_discord_tells_late_is_asked_for_again() {
    let stage = Stage::set(licenses(2)).await.unwrap().without_bot().await;
    let trouble = json!({ "code": 0, "message": "500: Internal Server Error" });
    let channel = format!("channels/{}", stage.sales_channel);
    stage.sandbox.fault(Fault::answer("GET", &channel, 500, trouble).times(7));
    let stage = stage.restart().await.unwrap();
    stage.moderator.sells_to(&stage.guild.member("anna", &[])).says("License sold").await;
    let line = stage.guild.message(stage.sales_channel, "Sale #1");
    tokio::time::timeout(Duration::from_secs(30), line).await.unwrap();
    stage.strike().await;
}

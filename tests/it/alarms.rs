//! Tests of alarms: each one reaches a person, and alarms of one server do not appear in another.

use std::time::Duration;

use discord_sandbox::{Fault, Guild, Person, render};
use keyclerk::cli::demo::{GuildExt, PersonExt, Stage, licenses};
use keyclerk::domain::{ChannelId, GuildId, RoleId};
use serde_json::json;

const ALARM: &str = "Needs your decision";

/// Makes a sale that ends held: the vendor assigns the license but refuses both requests.
async fn make_held_sale(stage: &Stage, moderator: &Person, buyer: &Person) {
    stage.vendor.faults.refuse_assignments(2);
    moderator.sells_to(buyer).says(ALARM).await;
}

/// Adds a second server with its own moderator. The bot sells in both servers.
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
async fn the_default_sales_channel_serves_only_the_server_that_owns_it() {
    let (stage, second, moderator) = with_second_server(Stage::set(licenses(6)).await.unwrap()).await;
    let (anna, ben) = (stage.guild.member("anna", &[]), second.member("ben", &[]));
    moderator.sells_to(&ben).says("License sold").await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.guild.message(stage.sales_channel, "Sale #2").await;
    assert_eq!(posts(&stage).len(), 1, "{:?}", posts(&stage));

    // The alarms of the second server go to the owner, not to the channel of the first server.
    make_held_sale(&stage, &moderator, &second.member("cleo", &[])).await;
    stage.sandbox.owner().dm(ALARM).await;
    assert_eq!(posts(&stage).len(), 1, "{:?}", posts(&stage));

    // The second server's own channel receives both after it is chosen.
    let channel = second.channel();
    choose_sales_channel(&stage, second.guild_id(), channel.to_string()).await;
    moderator.sells_to(&second.member("dora", &[])).says("License sold").await;
    second.message(channel, "Sale #4").await;
    stage.strike().await;
}

async fn choose_sales_channel(stage: &Stage, guild: GuildId, channel: String) {
    use keyclerk::domain::StaffId;
    use keyclerk::ledger::ShopSetting;

    use crate::staging::parse_setting;

    let owner = StaffId::new(1).unwrap();
    stage
        .ledger()
        .unwrap()
        .change_setting(guild, parse_setting(ShopSetting::SalesChannel, Some(&channel)), owner)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_can_be_the_default_sales_channel() {
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
async fn an_alarm_goes_to_the_owner_if_the_bot_cannot_post_in_the_channel() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    stage.guild.hides_from_bot(stage.sales_channel);
    make_held_sale(&stage, &stage.moderator, &stage.guild.member("anna", &[])).await;
    stage.sandbox.owner().dm(ALARM).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_reaches_the_team_owner_if_a_team_owns_the_application() {
    let mut stage = Stage::set(licenses(2)).await.unwrap();
    stage.settings.sales_channel_id = None;
    stage.sandbox.owned_by_team();
    let stage = stage.restart().await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    make_held_sale(&stage, &stage.moderator, &anna).await;
    let owner = stage.sandbox.owner();
    let alarm = owner.dm(ALARM).await;
    owner.presses(&alarm, "Yes – deliver").acknowledged().await;
    anna.dm("Your license").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_is_retried_until_somebody_receives_it() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.sandbox.owner();
    owner.closes_dms(true);
    let channel = format!("channels/{}/messages", stage.sales_channel);
    let trouble = json!({ "code": 0, "message": "503: Service Unavailable" });
    stage.sandbox.fault(Fault::answer("POST", &channel, 503, trouble).times(7));
    make_held_sale(&stage, &stage.moderator, &stage.guild.member("anna", &[])).await;
    stage.guild.message(stage.sales_channel, ALARM).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_channel_lookup_is_retried_while_discord_fails() {
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

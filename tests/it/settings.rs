//! Tests of the settings of a server: the panel, its changes, and the permissions that the bot lacks.

use discord_sandbox::{Posted, render};
use keyclerk::cli::demo::{GuildExt, PersonExt, Stage, licenses};
use keyclerk::domain::{MessageKind, SaleId};
use keyclerk::ledger::{ShopSetting, ShopSettings};

use crate::staging::{
    change_rows_while_down, open_panel, parse_setting, sell_license, set_setting, wait_until_settled,
};

const MENU: &str = "Change a setting…";

/// Waits until the panel shows `text`.
async fn wait_for(reply: discord_sandbox::Reply, text: &str) -> Posted {
    reply.says(text).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_see_and_change_the_settings() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    stage.moderator.runs("/settings").send().says("Only server admins").await;
    let owner = stage.guild.administrator("owner");
    let shown = open_panel(&owner).await;
    stage.moderator.picks(&shown, MENU, "paused").says("Only server admins").await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.runs("/assignlicense").user("member", &anna).send().says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_shop_sells_nothing_until_it_is_resumed() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let anna = stage.guild.member("anna", &[]);
    let sell = || stage.moderator.runs("/assignlicense").user("member", &anna).send();
    let shown = open_panel(&owner).await;
    let shown = wait_for(owner.picks(&shown, MENU, "paused"), "**Paused** by").await;
    sell().says("has paused sales").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    let _ = wait_for(owner.picks(&shown, MENU, "paused"), "Pause sales: Selling").await;
    sell().says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_servers_own_staff_roles_replace_those_of_the_environment() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let sellers = stage.guild.role();
    let seller = stage.guild.member("seller", &[sellers]);
    let anna = stage.guild.member("anna", &[]);
    seller.runs("/assignlicense").user("member", &anna).send().says("Only staff can use this").await;
    let shown = open_panel(&owner).await;
    let shown = wait_for(owner.picks(&shown, MENU, "staff_roles"), "[Roles that sell]").await;
    let own = format!("Roles that sell: <@&{sellers}>");
    let _ = wait_for(owner.picks_roles(&shown, "Roles that sell", &[sellers]), &own).await;
    seller.runs("/assignlicense").user("member", &anna).send().says("License sold").await;
    stage.moderator.runs("/assignlicense").user("member", &anna).send().says("Only staff can use this").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_names_missing_permissions_and_the_remedy() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let (role, hidden) = (stage.guild.role(), stage.guild.channel());
    let shown = open_panel(&owner).await;
    let shown = wait_for(owner.picks(&shown, MENU, "buyer_role"), "[Role for buyers]").await;
    let shown = wait_for(
        owner.picks_roles(&shown, "Role for buyers", &[role]),
        "I need the permission *Manage Roles*",
    )
    .await;
    stage.guild.bot_manages_roles(true);
    stage.guild.bot_is_lowest();
    let shown = wait_for(owner.picks(&shown, MENU, "ask_for_product"), "Move my role above it").await;
    stage.guild.deletes_role(role);
    let shown = wait_for(owner.picks(&shown, MENU, "ask_for_product"), "was deleted").await;
    stage.guild.hides_from_bot(hidden);
    let shown = wait_for(owner.picks(&shown, MENU, "sales_channel"), "[Sales channel]").await;
    let _ =
        wait_for(owner.picks_channel(&shown, "Sales channel", Some(hidden)), "I need *View Channel").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_custom_message_is_validated_and_previewed() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = open_panel(&owner).await;
    let open = owner.picks(&shown, MENU, "dm_text");
    let refused = owner.submits(&open, &[("value", "Thanks {name}!")]).await;
    refused.says("`{name}` isn't a placeholder").await;
    let open = owner.picks(&shown, MENU, "dm_text");
    let saved = owner.submits(&open, &[("value", "Thanks, {buyer}, for {product}!")]).await;
    let shown = render(&saved.says("Buyers read:").await.body);
    assert!(shown.contains("Thanks, @buyer, for lifetime!"), "{shown}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_role_is_given_with_the_license_and_removed_when_it_expires() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    set_setting(&stage, ShopSetting::BuyerRole, &role.to_string()).await;
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    sell_license(&stage, &anna, "monthly").await;
    stage.guild.role_of(&anna, role, true).await;
    assert!(!stage.guild.has_role(&ben, role));

    // This simulates that the license has expired: its end and the removal of the role are in the past.
    let stage = change_rows_while_down(stage, "update line set expires_at = 1", 1).await;
    let stage =
        change_rows_while_down(stage, "update message set due_at = 1 where kind = 'role_take'", 1).await;
    stage.guild.role_of(&anna, role, false).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_cannot_be_given_is_reported_once_and_the_sale_succeeds() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let role = stage.guild.role();
    set_setting(&stage, ShopSetting::BuyerRole, &role.to_string()).await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.runs("/assignlicense").user("member", &anna).send().says("License sold").await;
    let told = stage.guild.message(stage.sales_channel, "A role was not changed").await;
    assert!(render(&told.body).contains("*Manage Roles*"));
    assert!(stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().sold().next().is_some());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_choose_the_product_if_the_shop_asks_for_it() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = open_panel(&owner).await;
    let _ = wait_for(owner.picks(&shown, MENU, "ask_for_product"), "Ask which product: On").await;
    let anna = stage.guild.member("anna", &[]);
    let reply = stage.moderator.runs("/assignlicense").user("member", &anna).send();
    let question = reply.says("[Which product?]").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    let _ = stage.moderator.picks(&question, "Which product?", "monthly");
    let sold = render(&reply.says("License sold").await.body);
    assert!(sold.contains("monthly"), "{sold}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_server_has_its_own_settings() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = open_panel(&owner).await;
    let _ = wait_for(owner.picks(&shown, MENU, "paused"), "**Paused** by").await;
    let ledger = stage.ledger().unwrap();
    let elsewhere = stage.sandbox.guild().guild_id();
    assert!(ledger.shop(stage.guild.guild_id()).paused_by.is_some());
    assert!(ledger.shop(elsewhere).paused_by.is_none());
    let stage = stage.restart().await.unwrap();
    assert!(
        stage.ledger().unwrap().shop(stage.guild.guild_id()).paused_by.is_some(),
        "the pause survives a restart"
    );
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_asked_before_a_pause_sells_nothing_during_it() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let reply = stage.moderator.sells_to(&anna);
    let question = reply.says("sell another?").await;
    let shown = open_panel(&owner).await;
    let shown = wait_for(owner.picks(&shown, MENU, "paused"), "**Paused** by").await;
    stage.moderator.presses(&question, "Sell another").says("has paused sales").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    let _ = wait_for(owner.picks(&shown, MENU, "paused"), "Pause sales: Selling").await;
    let _ = stage.moderator.presses(&question, "Sell another");
    reply.says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_not_asked_about_repeated_sales_if_that_is_turned_off() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let anna = stage.guild.member("anna", &[]);
    let shown = open_panel(&owner).await;
    let open = owner.picks(&shown, MENU, "repeats_within");
    owner.submits(&open, &[("value", "0")]).await.says("Ask before selling the same again: Off").await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_for_a_buyer_who_left_is_reported_once() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    set_setting(&stage, ShopSetting::BuyerRole, &role.to_string()).await;
    let anna = stage.guild.member("anna", &[]);
    let gone = serde_json::json!({ "code": 10_007, "message": "Unknown Member" });
    stage.sandbox.fault(discord_sandbox::Fault::answer("PUT", "/roles/", 404, gone));
    stage.moderator.sells_to(&anna).says("License sold").await;
    let told = stage.guild.message(stage.sales_channel, "A role was not changed").await;
    assert!(render(&told.body).contains("not a member of this server anymore"), "{}", render(&told.body));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_at_once_keep_each_others_changes() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let (one, other) = (stage.guild.administrator("one"), stage.guild.administrator("other"));
    let (ones, others) = (open_panel(&one).await, open_panel(&other).await);
    let pausing = one.picks(&ones, MENU, "paused");
    let asking = other.picks(&others, MENU, "ask_for_product");
    pausing.says("**Paused**").await;
    asking.says("Ask which product: On").await;
    let shown = render(&open_panel(&one).await.body);
    assert!(shown.contains("Ask which product: On") && shown.contains("**Paused** by"), "{shown}");
    // The other panel is outdated now. It shows the current settings after its next use.
    let shown = other.picks(&others, MENU, "paused").says("Pause sales: Selling").await;
    assert!(render(&shown.body).contains("Ask which product: On"));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_of_another_version_is_answered_and_changes_nothing() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = open_panel(&owner).await;
    owner.forges(&shown, "set:colour").says("This panel has expired").await;
    owner.forges(&shown, "set:").says("This panel has expired").await;
    assert_eq!(*stage.ledger().unwrap().shop(stage.guild.guild_id()), ShopSettings::default());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_reports_roles_and_channels_that_the_bot_cannot_use() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let everyone = stage.guild.id().to_string().parse().unwrap();
    stage.guild.bot_manages_roles(true);
    let mut shown = open_panel(&owner).await;
    for role in [everyone, stage.guild.bot_role()] {
        // Another setting is opened in between, so that the next output of the panel concerns this role.
        shown = wait_for(owner.picks(&shown, MENU, "claims_channel"), "[Claims channel]").await;
        shown = wait_for(owner.picks(&shown, MENU, "buyer_role"), "[Role for buyers]").await;
        shown = wait_for(owner.picks_roles(&shown, "Role for buyers", &[role]), "can't be given").await;
    }
    let quiet = stage.guild.channel();
    stage.guild.forbids_embeds(quiet);
    let shown = wait_for(owner.picks(&shown, MENU, "sales_channel"), "[Sales channel]").await;
    let _ = wait_for(owner.picks_channel(&shown, "Sales channel", Some(quiet)), "I need *Embed Links*").await;
    stage.guild.deletes_channel(quiet);
    let _ = wait_for(owner.picks(&shown, MENU, "ask_for_product"), "If it was deleted, choose another").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_succeeds_even_if_the_sales_channel_was_deleted() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    stage.guild.deletes_channel(stage.sales_channel);
    stage.moderator.sells_to(&anna).says("License sold").await;
    assert_eq!(anna.dms().len(), 1);
    wait_until_settled(&stage, 1, MessageKind::SalesLine).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_kept_while_another_license_gives_it() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    set_setting(&stage, ShopSetting::BuyerRole, &role.to_string()).await;
    let anna = stage.guild.member("anna", &[]);
    sell_license(&stage, &anna, "monthly").await;
    sell_license(&stage, &anna, "lifetime").await;
    stage.guild.role_of(&anna, role, true).await;
    let stage =
        change_rows_while_down(stage, "update line set expires_at = 1 where product = 'monthly'", 1).await;
    let stage =
        change_rows_while_down(stage, "update message set due_at = 1 where kind = 'role_take'", 1).await;
    wait_until_settled(&stage, 1, MessageKind::RoleTake).await;
    assert!(stage.guild.has_role(&anna, role));
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_claim_notice_goes_to_the_claims_channel() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let claims = stage.guild.channel();
    let shown = open_panel(&owner).await;
    let shown = wait_for(owner.picks(&shown, MENU, "claims_channel"), "[Claims channel]").await;
    let set = format!("Claims channel: <#{claims}>");
    let _ = wait_for(owner.picks_channel(&shown, "Claims channel", Some(claims)), &set).await;
    let anna = stage.guild.member("anna", &[]);
    anna.closes_dms(true);
    anna.sees_no_channel();
    let reply = stage.moderator.sells_to(&anna);
    reply.says("DMs are closed").await;
    let notice = stage.guild.message(claims, "[Claim]").await;
    assert!(stage.guild.messages(stage.guild.lobby()).is_empty(), "no other channel gets the notice");
    anna.presses(&notice, "Claim").says("Your license").await;
    reply.says("has claimed the key").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_question_sells_nothing_while_selling_is_paused() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    set_setting(&stage, ShopSetting::AskForProduct, "yes").await;
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    let which = stage.moderator.sells_to(&anna);
    let product = which.says("[Which product?]").await;
    let order = stage.moderator.runs("/assignlicense").user("member", &ben).text("product", "monthly");
    let fewer = order.integer("quantity", 5).send();
    let partial = fewer.says("2 of 5 in stock").await;
    let owner = stage.guild.administrator("owner").as_staff();
    set_setting(&stage, ShopSetting::Paused, &owner.to_string()).await;
    stage.moderator.picks(&product, "Which product?", "monthly").says("has paused sales").await;
    stage.moderator.presses(&partial, "Sell 2").says("has paused sales").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    stage
        .ledger()
        .unwrap()
        .change_setting(stage.guild.guild_id(), parse_setting(ShopSetting::Paused, None), owner)
        .await
        .unwrap();
    let _ = stage.moderator.presses(&partial, "Sell 2");
    fewer.says("2 licenses sold").await;
    let _ = stage.moderator.picks(&product, "Which product?", "lifetime");
    which.says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn values_entered_in_the_panel_are_shown_stored_and_applied() {
    let stage = Stage::set(licenses(6)).await.unwrap();
    let (owner, role) = (stage.guild.administrator("owner"), stage.guild.role());
    stage.guild.bot_manages_roles(true);
    // The language comes first, because a low stock is reported at once.
    let menu = wait_for(owner.picks(&open_panel(&owner).await, MENU, "language"), "[Language]").await;
    let mut shown = wait_for(owner.picks(&menu, "Language", "de"), "Language: Deutsch").await;
    let roles = format!("lifetime = {role}");
    for (setting, typed, value) in [
        ("low_stock", "2\nmonthly = 9", "Low stock alert: fewer than 2\nmonthly: fewer than 9"),
        ("lasting_days", "7", "Minimum days left: 7 days"),
        ("help", "https://example.org/help", "Help for buyers: https"),
        ("product_roles", &roles, &format!("Roles by product: lifetime: <@&{role}>")),
    ] {
        let open = owner.picks(&shown, MENU, setting);
        shown = owner.submits(&open, &[("value", typed)]).await.says(value).await;
    }
    let open = owner.picks(&shown, MENU, "lasting_days");
    owner.submits(&open, &[("value", "soon")]).await.says("3650").await;

    let stage = stage.restart().await.unwrap();
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    sell_license(&stage, &anna, "lifetime").await;
    sell_license(&stage, &ben, "monthly").await;
    stage.guild.role_of(&anna, role, true).await;
    assert!(!stage.guild.has_role(&ben, role), "the role belongs to the other product");
    let dm = ben.dm("Deine Lizenz").await;
    assert!(render(&dm.body).contains("[Hilfe]"), "{}", render(&dm.body));
    stage.guild.message(stage.sales_channel, "Wenig auf Lager").await;
    stage.strike().await;
}

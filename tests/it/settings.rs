//! A server's own settings: the panel, what it changes, and what the bot lacks.

use keyclerk::demo::{Stage, licenses};
use keyclerk::domain::SaleId;
use keyclerk::sandbox::{Person, Posted, render};

const MENU: &str = "Change a setting …";

async fn panel(owner: &Person) -> Posted {
    owner.runs("/settings").send().says("Settings of this server").await
}

/// Opens the panel and waits until it shows `text` after `change`.
async fn after(reply: keyclerk::sandbox::Reply, text: &str) -> Posted {
    reply.says(text).await
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_alone_see_and_change_the_settings() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    stage.moderator.runs("/settings").send().says("Only administrators").await;
    let owner = stage.guild.administrator("owner");
    let shown = panel(&owner).await;
    stage.moderator.picks(&shown, MENU, "paused").says("Only administrators").await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.runs("/assignlicense").user("member", &anna).send().says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_shop_sells_nothing_until_it_is_let_go_on() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let anna = stage.guild.member("anna", &[]);
    let sell = || stage.moderator.runs("/assignlicense").user("member", &anna).send();
    let shown = panel(&owner).await;
    let shown = after(owner.picks(&shown, MENU, "paused"), "paused").await;
    sell().says("has paused selling").await;
    assert!(stage.vendor.store.assigned().await.unwrap().is_empty());
    let _ = after(owner.picks(&shown, MENU, "paused"), "Pause selling: selling").await;
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
    seller.runs("/assignlicense").user("member", &anna).send().says("Only staff may do this").await;
    let shown = panel(&owner).await;
    let shown = after(owner.picks(&shown, MENU, "staff_roles"), "[Roles that sell]").await;
    let own = format!("Roles that sell: <@&{sellers}>");
    let _ = after(owner.picks_roles(&shown, "Roles that sell", &[sellers]), &own).await;
    seller.runs("/assignlicense").user("member", &anna).send().says("License sold").await;
    stage.moderator.runs("/assignlicense").user("member", &anna).send().says("Only staff may do this").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_bot_lacks_is_said_with_the_remedy() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let (role, hidden) = (stage.guild.role(), stage.guild.channel());
    let shown = panel(&owner).await;
    let shown = after(owner.picks(&shown, MENU, "buyer_role"), "[Role for buyers]").await;
    let shown = after(owner.picks_roles(&shown, "Role for buyers", &[role]), "lacks *Manage Roles*").await;
    stage.guild.bot_manages_roles(true);
    stage.guild.bot_is_lowest();
    let shown = after(owner.picks(&shown, MENU, "ask_for_product"), "Move keyclerk's role above it").await;
    stage.guild.deletes_role(role);
    let shown = after(owner.picks(&shown, MENU, "ask_for_product"), "was deleted").await;
    stage.guild.hides_from_bot(hidden);
    let shown = after(owner.picks(&shown, MENU, "sales_channel"), "[Sales channel]").await;
    let _ = after(owner.picks_channel(&shown, "Sales channel", Some(hidden)), "keyclerk lacks *View Channel")
        .await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_typed_checked_and_previewed() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = panel(&owner).await;
    let open = owner.picks(&shown, MENU, "dm_text");
    let refused = owner.submits(&open, &[("value", "Thanks {name}!")]).await;
    refused.says("`{name}` stands for nothing").await;
    let open = owner.picks(&shown, MENU, "dm_text");
    let saved = owner.submits(&open, &[("value", "Thanks, {buyer}, for {product}!")]).await;
    let shown = render(&saved.says("Buyers read:").await.body);
    assert!(shown.contains("Thanks, @buyer, for lifetime!"), "{shown}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyers_role_is_given_with_the_license_and_taken_when_it_ends() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    let shown = panel(&owner).await;
    let shown = after(owner.picks(&shown, MENU, "buyer_role"), "[Role for buyers]").await;
    let _ = after(owner.picks_roles(&shown, "Role for buyers", &[role]), &format!("<@&{role}>")).await;
    let (anna, ben) = (stage.guild.member("anna", &[]), stage.guild.member("ben", &[]));
    stage
        .moderator
        .runs("/assignlicense")
        .user("member", &anna)
        .text("product", "monthly")
        .send()
        .says("License sold")
        .await;
    stage.guild.role_of(&anna, role, true).await;
    assert!(!stage.guild.has_role(&ben, role));

    // As if the license had ended: its end and the role's lie in the past.
    let stage = stage.without_bot().await;
    let ledger =
        sqlx::SqlitePool::connect(&format!("sqlite:{}", stage.ledger_path().display())).await.unwrap();
    sqlx::query("update sale_license set expires_at = 1").execute(&ledger).await.unwrap();
    let taken =
        sqlx::query("update outbox set due_at = 1 where kind = 'role_take'").execute(&ledger).await.unwrap();
    assert_eq!(taken.rows_affected(), 1);
    ledger.close().await;
    let stage = stage.restart().await.unwrap();
    stage.guild.role_of(&anna, role, false).await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_may_not_be_given_is_told_once_and_the_sale_is_made() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let role = stage.guild.role();
    let shown = panel(&owner).await;
    let shown = after(owner.picks(&shown, MENU, "buyer_role"), "[Role for buyers]").await;
    let _ = after(owner.picks_roles(&shown, "Role for buyers", &[role]), "Manage Roles").await;
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.runs("/assignlicense").user("member", &anna).send().says("License sold").await;
    let told = stage.guild.message(stage.sales_channel, "A role was not changed").await;
    assert!(render(&told.body).contains("*Manage Roles*"));
    assert!(stage.ledger().unwrap().sale(SaleId::new(1)).await.unwrap().sold().next().is_some());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_choose_the_product_where_the_shop_asks_for_it() {
    let stage = Stage::set(licenses(4)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = panel(&owner).await;
    let _ = after(owner.picks(&shown, MENU, "ask_for_product"), "Ask which product: on").await;
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
async fn another_servers_settings_are_its_own() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let shown = panel(&owner).await;
    let _ = after(owner.picks(&shown, MENU, "paused"), "paused").await;
    let ledger = stage.ledger().unwrap();
    let elsewhere = stage.sandbox.guild().id();
    assert!(ledger.shop(stage.guild.id()).paused_by.is_some());
    assert!(ledger.shop(elsewhere).paused_by.is_none());
    let stage = stage.restart().await.unwrap();
    assert!(stage.ledger().unwrap().shop(stage.guild.id()).paused_by.is_some(), "it outlives a restart");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_from_before_the_pause_sells_nothing_during_it() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let anna = stage.guild.member("anna", &[]);
    stage.moderator.sells_to(&anna).says("License sold").await;
    let reply = stage.moderator.sells_to(&anna);
    let question = reply.says("sell another?").await;
    let shown = panel(&owner).await;
    let shown = after(owner.picks(&shown, MENU, "paused"), "paused").await;
    stage.moderator.presses(&question, "Sell another").says("has paused selling").await;
    assert_eq!(stage.vendor.store.assigned().await.unwrap().len(), 1);
    let _ = after(owner.picks(&shown, MENU, "paused"), "Pause selling: selling").await;
    let _ = stage.moderator.presses(&question, "Sell another");
    reply.says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_is_to_be_asked_about_repetitions_nobody_is() {
    let stage = Stage::set(licenses(3)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let anna = stage.guild.member("anna", &[]);
    let shown = panel(&owner).await;
    let open = owner.picks(&shown, MENU, "repeats_within");
    owner.submits(&open, &[("value", "0")]).await.says("Ask about repetitions: off").await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.moderator.sells_to(&anna).says("License sold").await;
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_for_a_buyer_who_has_left_is_told_once() {
    let stage = Stage::set(licenses(2)).await.unwrap();
    let owner = stage.guild.administrator("owner");
    let role = stage.guild.role();
    stage.guild.bot_manages_roles(true);
    let shown = panel(&owner).await;
    let shown = after(owner.picks(&shown, MENU, "buyer_role"), "[Role for buyers]").await;
    let _ = after(owner.picks_roles(&shown, "Role for buyers", &[role]), &format!("<@&{role}>")).await;
    let anna = stage.guild.member("anna", &[]);
    let gone = serde_json::json!({ "code": 10_007, "message": "Unknown Member" });
    stage.sandbox.fault(keyclerk::sandbox::Fault::answer("PUT", "/roles/", 404, gone));
    stage.moderator.sells_to(&anna).says("License sold").await;
    let told = stage.guild.message(stage.sales_channel, "A role was not changed").await;
    assert!(render(&told.body).contains("not a member of this server any more"), "{}", render(&told.body));
    stage.strike().await;
}

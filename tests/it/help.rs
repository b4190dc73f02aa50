//! Tests of `/help` for each role.

use discord_sandbox::render;
use keyclerk::cli::demo::{Stage, licenses};

#[tokio::test(flavor = "multi_thread")]
async fn help_lists_only_the_commands_that_the_user_may_run() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let (anna, owner) = (stage.guild.member("anna", &[]), stage.guild.administrator("owner"));
    let buyer = render(&anna.runs("/help").send().says("/mylicenses").await.body);
    assert!(!buyer.contains("/assignlicense") && !buyer.contains("/settings"), "{buyer}");
    let staff = render(&stage.moderator.runs("/help").send().says("/assignlicense").await.body);
    assert!(staff.contains("/mylicenses") && !staff.contains("/settings"), "{staff}");
    let all = render(&owner.runs("/help").send().says("/settings").await.body);
    assert!(all.contains("/assignlicense") && all.contains("/mylicenses"), "{all}");
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_is_ephemeral_and_in_the_language_of_the_user() {
    let stage = Stage::set(licenses(1)).await.unwrap();
    let anna = stage.guild.member("anna", &[]);
    anna.speaks("de");
    let reply = anna.runs("/help").send();
    reply.says("Deine Lizenzen").await;
    assert!(reply.is_ephemeral());
    stage.strike().await;
}

//! Violations: they fail the test that drops the sandbox.

use serde_json::json;

use super::{Rest, refusal};

/// Drops a sandbox, and returns the message of the panic that this causes.
async fn panic_of_drop(rest: Rest) -> Option<String> {
    let dropped = tokio::spawn(async move { drop(rest) }).await;
    dropped.err().map(|error| *error.into_panic().downcast::<String>().unwrap())
}

#[tokio::test]
async fn an_unknown_route_fails_the_test() {
    let rest = Rest::start().await;
    assert_eq!(rest.read("voice/regions").await.status(), 404);
    let message = panic_of_drop(rest).await.unwrap();
    assert!(message.contains("no such route: GET voice/regions"), "{message}");
}

#[tokio::test]
async fn an_invalid_request_fails_the_test_though_the_bot_got_an_answer() {
    let rest = Rest::start().await;
    let channel = rest.sandbox.guild().channel();
    let path = format!("channels/{channel}/messages");
    assert_eq!(refusal(rest.post(&path, json!({ "content": "" })).await).await, (400, 50_035));
    let message = panic_of_drop(rest).await.unwrap();
    assert!(message.contains(&path) && message.contains("50006"), "{message}");
}

#[tokio::test]
async fn violations_that_were_taken_fail_no_test() {
    let rest = Rest::start().await;
    rest.read("voice/regions").await;
    assert_eq!(rest.sandbox.take_violations().len(), 1);
    assert_eq!(panic_of_drop(rest).await, None);
}

#[tokio::test]
async fn answers_that_a_correct_bot_can_get_are_no_violations() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let reply = guild.member("anna", &[]).runs("/roll").send();
    rest.call_back(&reply, 4).await;
    assert_eq!(refusal(rest.call_back(&reply, 4).await).await, (400, 40_060), "only one callback is taken");
    assert_eq!(refusal(rest.read("channels/1").await).await, (404, 10_003));
    assert_eq!(panic_of_drop(rest).await, None);
}

#[tokio::test]
async fn a_guild_keeps_the_sandbox_alive() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.read("voice/regions").await;
    assert_eq!(panic_of_drop(rest).await, None);
    let dropped = tokio::spawn(async move { drop(guild) }).await;
    assert!(dropped.unwrap_err().is_panic());
}

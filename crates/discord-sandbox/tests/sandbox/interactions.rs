//! Interactions: their deadlines, and which of them wait for an answer.

use std::time::Duration;

use serde_json::json;

use super::{Rest, refusal};

#[tokio::test]
async fn an_interaction_is_open_until_it_is_answered_for_good() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let anna = guild.member("anna", &[]);
    let first = anna.runs("/roll").send();
    let second = anna.runs("/roll").send();
    assert_eq!(rest.sandbox.unanswered(), ["roll", "roll"], "neither was acknowledged");
    rest.call_back(&first, 4).await;
    rest.call_back(&second, 5).await;
    assert_eq!(rest.sandbox.unanswered(), ["roll"], "a deferral is no answer");

    let edit = rest.edit(&second, json!({ "content": "rolled" }));
    let (edited, ()) = tokio::join!(edit, rest.sandbox.all_answered());
    assert_eq!(edited.status(), 200);

    let third = anna.runs("/roll").send();
    rest.call_back(&third, 5).await;
    rest.post(&format!("webhooks/1/{}", third.token()), json!({ "content": "rolled" })).await;
    assert!(rest.sandbox.unanswered().is_empty(), "a follow-up is an answer");
}

#[tokio::test]
async fn a_callback_after_three_seconds_is_too_late() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let reply = guild.member("anna", &[]).runs("/roll").send();
    assert_eq!(refusal(rest.edit(&reply, json!({ "content": "early" })).await).await, (404, 10_008));
    tokio::time::sleep(Duration::from_millis(3100)).await;
    assert_eq!(refusal(rest.call_back(&reply, 4).await).await, (404, 10_062));
    assert_eq!(rest.sandbox.unanswered(), ["roll"]);
}

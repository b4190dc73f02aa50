//! Interactions: which of them wait for an answer.

use reqwest::Method;
use serde_json::json;

use super::Rest;

#[tokio::test]
async fn an_interaction_is_open_until_it_is_answered_for_good() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "sell").await;
    let anna = guild.member("anna", &[]);
    let first = anna.runs("/sell").send();
    let second = anna.runs("/sell").send();
    assert_eq!(rest.sandbox.unanswered(), ["sell", "sell"], "neither was acknowledged");
    rest.call_back(&first, 4).await;
    rest.call_back(&second, 5).await;
    assert_eq!(rest.sandbox.unanswered(), ["sell"], "a deferral is no answer");

    let path = format!("webhooks/1/{}/messages/@original", second.token());
    let (edited, ()) = tokio::join!(
        rest.request(Method::PATCH, &path).json(&json!({ "content": "sold" })).send(),
        rest.sandbox.all_answered()
    );
    assert_eq!(edited.unwrap().status(), 200);

    let third = anna.runs("/sell").send();
    rest.call_back(&third, 5).await;
    rest.post(&format!("webhooks/1/{}", third.token()), json!({ "content": "sold" })).await;
    assert!(rest.sandbox.unanswered().is_empty(), "a follow-up is an answer");
}

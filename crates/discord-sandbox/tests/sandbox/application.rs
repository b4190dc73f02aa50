//! The application's owner, and what `GET /gateway/bot` answers.

use std::time::Duration;

use serde_json::json;

use super::Rest;

#[tokio::test]
async fn an_application_belongs_to_a_person_or_to_a_team() {
    let rest = Rest::start().await;
    let person = rest.sandbox.owner().id().to_string();
    let application = rest.json("oauth2/applications/@me").await;
    assert_eq!((&application["owner"]["id"], &application["team"]), (&json!(person), &json!(null)));

    rest.sandbox.owned_by_team();
    let application = rest.json("applications/@me").await;
    let team = &application["team"];
    assert_eq!(application["owner"]["id"], team["id"], "the owner is the user that stands for the team");
    assert_ne!(team["id"], json!(person));
    assert_eq!(team["owner_user_id"], json!(person));
    let member = &team["members"][0];
    assert_eq!((&member["user"]["id"], &member["membership_state"]), (&json!(person), &json!(2)));
    assert_eq!((&member["team_id"], &member["role"]), (&team["id"], &json!("admin")));
    assert_eq!(rest.sandbox.owner().id().to_string(), person, "the human stays the owner");
    serde_json::from_value::<serenity::all::CurrentApplicationInfo>(application).unwrap();
}

#[tokio::test]
async fn the_gateway_is_where_the_test_says_and_has_the_starts_that_are_left() {
    let rest = Rest::start().await;
    let here = rest.sandbox.url().replace("http", "ws");
    assert_eq!(rest.json("gateway").await, json!({ "url": here }));
    rest.sandbox.gateway_at("wss://localhost:1");
    assert_eq!(rest.json("gateway").await, json!({ "url": "wss://localhost:1" }));
    rest.sandbox.session_starts(3, Duration::from_hours(1));
    rest.sandbox.shards(2);
    let bot = rest.json("gateway/bot").await;
    assert_eq!((&bot["url"], &bot["shards"]), (&json!("wss://localhost:1"), &json!(2)));
    let limit = &bot["session_start_limit"];
    assert_eq!((&limit["remaining"], &limit["max_concurrency"]), (&json!(3), &json!(1)));
    assert!((3_500_000..=3_600_000).contains(&limit["reset_after"].as_u64().unwrap()), "{limit}");
    rest.sandbox.session_starts(3, Duration::ZERO);
    let limit = &rest.json("gateway/bot").await["session_start_limit"];
    assert_eq!((&limit["remaining"], &limit["reset_after"]), (&json!(1000), &json!(0)), "it was reset");
}

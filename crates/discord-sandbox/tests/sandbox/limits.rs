//! Rate limits and their headers, and the time for which a nonce is remembered.

use std::time::Duration;

use discord_sandbox::RateLimit;
use futures_util::future::join_all;
use reqwest::Response;
use serde_json::{Value, json};

use super::{Rest, header};

const MINUTE: Duration = Duration::from_mins(1);

fn number(response: &Response, name: &str) -> f64 {
    header(response, name).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_route_has_a_budget_for_each_channel() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let (channel, other) = (guild.channel(), guild.channel());
    rest.sandbox.limit(RateLimit::route("POST", "channels/{}/messages", 2, MINUTE));

    let first = rest.say(channel).await;
    assert_eq!(first.status(), 200);
    assert_eq!(
        (header(&first, "X-RateLimit-Limit"), header(&first, "X-RateLimit-Remaining")),
        (Some("2"), Some("1"))
    );
    assert!((0.0..=60.0).contains(&number(&first, "X-RateLimit-Reset-After")));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64();
    assert!((now..=now + 60.1).contains(&number(&first, "X-RateLimit-Reset")));
    let bucket = header(&first, "X-RateLimit-Bucket").unwrap().to_owned();

    assert_eq!(header(&rest.say(channel).await, "X-RateLimit-Remaining"), Some("0"));
    let refused = rest.say(channel).await;
    assert_eq!((refused.status().as_u16(), header(&refused, "X-RateLimit-Scope")), (429, Some("user")));
    assert_eq!(header(&refused, "X-RateLimit-Remaining"), Some("0"));
    assert_eq!(header(&refused, "X-RateLimit-Global"), None);
    let retry_after = number(&refused, "Retry-After");
    let body: Value = refused.json().await.unwrap();
    assert_eq!((&body["message"], &body["global"]), (&json!("You are being rate limited."), &json!(false)));
    assert!((body["retry_after"].as_f64().unwrap().ceil() - retry_after).abs() < f64::EPSILON, "{body}");
    assert_eq!(guild.messages(channel).len(), 2, "a refused request is not carried out");

    let elsewhere = rest.say(other).await;
    assert_eq!(elsewhere.status(), 200);
    assert_eq!(header(&elsewhere, "X-RateLimit-Bucket"), Some(bucket.as_str()), "one bucket, two budgets");
    let another_route = rest.read(&format!("channels/{channel}/messages")).await;
    assert_eq!((another_route.status().as_u16(), header(&another_route, "X-RateLimit-Limit")), (200, None));
    assert_eq!((rest.sandbox.refused_requests(), rest.sandbox.limited_requests()), (1, 1));
}

#[tokio::test]
async fn a_budget_comes_back_when_the_answer_says_so() {
    let rest = Rest::start().await;
    let channel = rest.sandbox.guild().channel();
    rest.sandbox.limit(RateLimit::route("POST", "channels/{}/messages", 1, Duration::from_millis(500)));
    let first = rest.say(channel).await;
    tokio::time::sleep(Duration::from_secs_f64(number(&first, "X-RateLimit-Reset-After"))).await;
    assert_eq!(rest.say(channel).await.status(), 200);
}

#[tokio::test]
async fn webhooks_have_a_budget_for_each_token_and_other_routes_one() {
    let rest = Rest::start().await;
    rest.sandbox.limit(RateLimit::route("POST", "webhooks/{}/{}", 1, MINUTE));
    rest.sandbox.limit(RateLimit::route("POST", "users/@me/channels", 1, MINUTE));
    let mut statuses = Vec::new();
    for token in ["a", "b", "a"] {
        statuses.push(rest.post(&format!("webhooks/1/{token}"), json!({})).await.status().as_u16());
    }
    assert_eq!(statuses, [404, 404, 429]);
    let guild = rest.sandbox.guild();
    let mut statuses = Vec::new();
    for name in ["anna", "ben"] {
        let recipient = json!({ "recipient_id": guild.member(name, &[]).id().to_string() });
        statuses.push(rest.post("users/@me/channels", recipient).await.status().as_u16());
    }
    assert_eq!(statuses, [200, 429]);
    rest.sandbox.lift_limits();
    assert_eq!(rest.post("webhooks/1/a", json!({})).await.status(), 404);
}

#[tokio::test]
async fn the_global_limit_spares_interactions() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let reply = guild.member("anna", &[]).runs("/roll").send();
    rest.sandbox.limit_globally(1);
    let answers = join_all((0..20).map(|_| rest.read("users/@me"))).await;
    let (served, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status() == 200);
    assert!(!served.is_empty() && !refused.is_empty());
    for answer in refused {
        assert_eq!((answer.status().as_u16(), header(&answer, "X-RateLimit-Global")), (429, Some("true")));
        assert_eq!(
            (header(&answer, "X-RateLimit-Scope"), header(&answer, "Retry-After")),
            (Some("global"), Some("1"))
        );
        assert_eq!(answer.json::<Value>().await.unwrap()["global"], true);
    }
    rest.sandbox.limit_globally(0);
    assert_eq!(rest.read("users/@me").await.status(), 429);
    assert_eq!(rest.call_back(&reply, 4).await.status(), 204);
    let follow_up = format!("webhooks/1/{}", reply.token());
    assert_eq!(rest.post(&follow_up, json!({ "content": "more" })).await.status(), 200);
}

#[tokio::test]
async fn a_nonce_is_forgotten_after_its_window() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    let send = async || {
        let body = json!({ "content": "hello", "nonce": "1", "enforce_nonce": true });
        rest.post(&format!("channels/{channel}/messages"), body).await.json::<Value>().await.unwrap()["id"]
            .clone()
    };
    let first = send().await;
    assert_eq!(send().await, first);
    rest.sandbox.nonce_window(Duration::ZERO);
    assert_ne!(send().await, first);
    assert_eq!(guild.messages(channel).len(), 2);
}

#[tokio::test]
async fn refused_requests_are_counted_by_their_status() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let quiet = guild.channel();
    guild.forbids_writing(quiet);
    let anonymous = rest.http.get(format!("{}/api/v10/users/@me", rest.sandbox.url()));
    assert_eq!(anonymous.send().await.unwrap().status(), 401);
    assert_eq!(rest.say(quiet).await.status(), 403);
    assert_eq!(rest.read("channels/1").await.status(), 404);
    assert_eq!((rest.sandbox.refused_requests(), rest.sandbox.limited_requests()), (2, 0));
}

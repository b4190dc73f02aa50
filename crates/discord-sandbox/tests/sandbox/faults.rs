//! Faults: answers that are refused, lost, odd, late or missing.

use std::time::{Duration, Instant};

use discord_sandbox::{Fault, RateLimit};
use serde_json::{Value, json};

use super::{Rest, header};

#[tokio::test]
async fn a_fault_has_the_headers_it_was_given() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    rest.sandbox.limit(RateLimit::route("POST", "channels/{}/messages", 5, Duration::from_mins(1)));
    let body =
        json!({ "message": "The resource is being rate limited.", "retry_after": 1.5, "global": false });
    let shared = Fault::answer("POST", "/messages", 429, body.clone());
    rest.sandbox.fault(shared.header("X-RateLimit-Scope", "shared").header("Retry-After", "2"));
    let answer = rest.say(channel).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "X-RateLimit-Scope")), (429, Some("shared")));
    assert_eq!(
        (header(&answer, "Retry-After"), header(&answer, "X-RateLimit-Remaining")),
        (Some("2"), Some("4"))
    );
    assert_eq!(answer.json::<Value>().await.unwrap(), body);
    assert_eq!((guild.messages(channel).len(), rest.sandbox.limited_requests()), (0, 1));
    assert_eq!(rest.say(channel).await.status(), 200, "the fault is used up");
}

#[tokio::test]
async fn a_raw_answer_is_no_json_until_it_is_lifted() {
    let rest = Rest::start().await;
    let channel = rest.sandbox.guild().channel();
    let page = "<html>error code: 1015</html>";
    let fault = Fault::raw("POST", "/messages", 429, "text/html; charset=UTF-8", page).until_lifted();
    rest.sandbox.fault(fault.header("Retry-After", "30"));
    for _ in 0..3 {
        let answer = rest.say(channel).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "Retry-After")), (429, Some("30")));
        assert_eq!(header(&answer, "Content-Type"), Some("text/html; charset=UTF-8"));
        assert_eq!(answer.text().await.unwrap(), page);
    }
    rest.sandbox.lift_faults();
    assert_eq!(rest.say(channel).await.status(), 200);
    assert_eq!(rest.sandbox.refused_requests(), 3);
}

#[tokio::test]
async fn an_odd_answer_comes_after_the_request_was_carried_out() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    rest.sandbox.fault(Fault::answer_as("POST", "/messages", json!({ "odd": 1 })));
    let answer = rest.say(channel).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.json::<Value>().await.unwrap(), json!({ "odd": 1 }));
    assert_eq!(guild.messages(channel).len(), 1);
}

#[tokio::test]
async fn a_slow_request_holds_up_no_other_and_outlives_its_client() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    let delay = Duration::from_secs(1);
    rest.sandbox.fault(Fault::slow("POST", "/messages", delay).times(2));
    let begun = Instant::now();
    let (slow, other) = tokio::join!(rest.say(channel), async {
        rest.sandbox.asked("POST", "/messages", 1).await;
        rest.read("users/@me").await;
        guild.messages(channel).len()
    });
    assert_eq!((slow.status().as_u16(), other), (200, 0), "the other request was answered first");
    assert!(begun.elapsed() >= delay);

    let path = format!("channels/{channel}/messages");
    tokio::select! {
        answer = rest.post(&path, json!({ "content": "second" })) => panic!("{answer:?} came before the delay"),
        () = rest.sandbox.asked("POST", "/messages", 2) => {} // The client hangs up.
    }
    guild.message(channel, "second").await;
}

#[tokio::test]
async fn a_hanging_request_is_answered_only_when_the_fault_is_lifted() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let channel = guild.channel();
    rest.sandbox.fault(Fault::hang("POST", "/messages"));
    let (hung, ()) = tokio::join!(rest.say(channel), async {
        rest.sandbox.asked("POST", "/messages", 1).await;
        assert_eq!(rest.read("users/@me").await.status(), 200);
        rest.sandbox.lift_faults();
    });
    assert_eq!((hung.status().as_u16(), guild.messages(channel).len()), (504, 0));
    assert_eq!(rest.say(channel).await.status(), 200);
}

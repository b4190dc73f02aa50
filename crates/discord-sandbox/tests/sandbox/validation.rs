//! Discord's limits on messages, commands, modals and choices.

use discord_sandbox::Reply;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Rest, refusal};

/// The code of an invalid body.
const INVALID: (u16, u64) = (400, 50_035);

#[tokio::test]
async fn messages_beyond_discords_limits_are_refused() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let path = format!("channels/{}/messages", guild.channel());
    let button = json!({ "type": 2, "style": 1, "label": "Press", "custom_id": "same" });
    let nonce = "n".repeat(26);
    let bodies = [
        json!({ "content": "a".repeat(2001) }),
        json!({ "embeds": [{ "type": "rich", "title": "a".repeat(257) }] }),
        json!({ "content": "a", "components": [{ "type": 1, "components": [button, button] }] }),
        json!({ "content": "a", "nonce": nonce }),
        json!({ "content": "a", "nonce": 1 }),
        json!({ "embeds": [] }),
    ];
    let count = bodies.len();
    for body in bodies {
        assert_eq!(refusal(rest.post(&path, body.clone()).await).await, INVALID, "{body}");
    }
    assert_eq!(rest.sandbox.take_violations().len(), count);
    assert_eq!(rest.post(&path, json!({ "content": "a".repeat(2000) })).await.status(), 200);
}

#[tokio::test]
async fn commands_beyond_discords_limits_are_refused() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let path = format!("applications/1/guilds/{}/commands", guild.id());
    for command in [
        json!({ "name": "Roll", "description": "upper case" }),
        json!({ "name": "roll", "description": "a".repeat(101) }),
    ] {
        let answer = rest.request(Method::PUT, &path).json(&json!([command])).send().await.unwrap();
        assert_eq!(refusal(answer).await, INVALID, "{command}");
    }
    assert!(guild.commands().is_empty());
    let _ = rest.sandbox.take_violations();
}

/// Runs a command and answers it with a callback that is refused.
async fn is_refused(rest: &Rest, reply: &Reply, kind: u64, data: Value) {
    assert_eq!(refusal(rest.respond(reply, kind, data.clone()).await).await, INVALID, "{data}");
    let _ = rest.sandbox.take_violations();
}

#[tokio::test]
async fn callbacks_beyond_discords_limits_are_refused_and_can_be_sent_again() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let reply = guild.member("anna", &[]).runs("/roll").send();
    let modal = |title: &str, rows: usize| {
        let row = |at| json!({ "type": 1, "components": [{ "type": 4, "style": 1, "label": "Sides", "custom_id": format!("sides{at}") }] });
        json!({ "title": title, "custom_id": "form", "components": (0..rows).map(row).collect::<Vec<_>>() })
    };
    is_refused(&rest, &reply, 9, modal(&"a".repeat(46), 1)).await;
    is_refused(&rest, &reply, 9, modal("Dice", 6)).await;
    is_refused(&rest, &reply, 4, json!({})).await;
    is_refused(&rest, &reply, 8, json!({ "choices": [] })).await;
    is_refused(&rest, &reply, 7, json!({ "content": "no message was pressed" })).await;
    assert_eq!(rest.respond(&reply, 9, modal("Dice", 5)).await.status(), 204);
}

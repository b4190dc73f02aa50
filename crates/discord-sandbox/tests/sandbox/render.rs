//! Messages as plain text.

use discord_sandbox::render;
use serde_json::json;

use super::Rest;

#[test]
fn a_message_is_rendered_with_its_embeds_labels_and_dates() {
    let body = json!({
        "content": "Rolled on <t:1700000000:D> (<t:1700000000:R>)",
        "embeds": [{ "title": "Result", "fields": [{ "name": "Die", "value": "6" }], "footer": { "text": "fair" } }],
        "components": [{ "type": 1, "components": [{ "label": "Again" }, { "placeholder": "Sides" }] }],
    });
    assert_eq!(render(&body), "Rolled on 2023-11-14\nResult\nDie: 6\nfair\n[Again] [Sides]");
}

#[tokio::test]
async fn mentions_are_rendered_as_names() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let anna = guild.member("anna", &[]);
    let channel = guild.channel();
    let body = json!({ "content": format!("Well rolled, <@{}>!", anna.id()) });
    rest.post(&format!("channels/{channel}/messages"), body).await;
    let message = guild.message(channel, "Well rolled").await;
    assert_eq!(rest.sandbox.render(&message), "Well rolled, @anna!");
}

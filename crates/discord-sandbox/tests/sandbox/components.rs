//! Components and modals: a person uses them only as Discord's client allows, and the bot gets what they chose.

use discord_sandbox::{Person, Posted, Reply};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Rest, refusal};

/// A guild with a command, and a person who ran it and saw a message with these components.
async fn shown(rest: &Rest, components: Value) -> (Person, Posted) {
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let anna = guild.member("anna", &[]);
    let reply = anna.runs("/roll").send();
    let data = json!({ "content": "Roll?", "components": components, "flags": 64 });
    assert_eq!(rest.respond(&reply, 4, data).await.status(), 204);
    assert!(reply.is_ephemeral());
    (anna, reply.says("Roll?").await)
}

fn row(component: &Value) -> Value {
    json!([{ "type": 1, "components": [component] }])
}

#[tokio::test]
async fn a_press_updates_its_message_or_adds_a_follow_up() {
    let rest = Rest::start().await;
    let button = json!({ "type": 2, "style": 1, "label": "Again", "custom_id": "again" });
    let (anna, message) = shown(&rest, row(&button)).await;
    let press = anna.presses(&message, "Again");
    assert_eq!(
        rest.respond(&press, 7, json!({ "content": "You rolled 6", "components": [] })).await.status(),
        204
    );
    assert_eq!(press.says("You rolled 6").await.id, message.id);

    let press = anna.presses(&message, "Again");
    assert_eq!(rest.call_back(&press, 6).await.status(), 204);
    assert_eq!(rest.sandbox.unanswered(), ["again"]);
    let path = format!("webhooks/1/{}", press.token());
    assert_eq!(rest.post(&path, json!({ "content": "You rolled 1" })).await.status(), 200);
    assert_ne!(press.says("You rolled 1").await.id, message.id);
    assert!(rest.sandbox.unanswered().is_empty());
}

#[tokio::test]
#[should_panic(expected = "the button \"Again\" is disabled")]
async fn a_disabled_button_cannot_be_pressed() {
    let rest = Rest::start().await;
    let button = json!({ "type": 2, "style": 1, "label": "Again", "custom_id": "again", "disabled": true });
    let (anna, message) = shown(&rest, row(&button)).await;
    let _ = anna.presses(&message, "Again");
}

#[tokio::test]
#[should_panic(expected = "has no \"8\"")]
async fn a_value_that_a_menu_does_not_offer_cannot_be_chosen() {
    let rest = Rest::start().await;
    let menu = json!({ "type": 3, "custom_id": "sides", "placeholder": "Sides",
        "options": [{ "label": "six", "value": "6" }] });
    let (anna, message) = shown(&rest, row(&menu)).await;
    let _ = anna.picks(&message, "Sides", "6");
    let _ = anna.picks(&message, "Sides", "8");
}

/// Answers an interaction with a modal of one required and one optional field.
async fn modal(rest: &Rest, reply: &Reply) {
    let input = |id: &str, required: bool| {
        json!({ "type": 1, "components": [{ "type": 4, "style": 1, "custom_id": id, "label": id,
            "required": required, "min_length": 1, "max_length": 3 }] })
    };
    let data = json!({ "title": "Dice", "custom_id": "form", "components": [input("sides", true), input("note", false)] });
    assert_eq!(rest.respond(reply, 9, data).await.status(), 204);
}

#[tokio::test]
async fn a_modal_is_filled_in_and_submitted() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let anna = guild.member("anna", &[]);
    let reply = anna.runs("/roll").send();
    modal(&rest, &reply).await;
    assert_eq!(reply.modal().await["title"], "Dice");
    let submitted = anna.submits(&reply, &[("sides", "20")]).await;
    assert_eq!(rest.call_back(&submitted, 4).await.status(), 204);
    submitted.says("hello").await;
}

#[tokio::test]
#[should_panic(expected = "is required")]
async fn a_modal_without_a_required_field_cannot_be_submitted() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    rest.register(&guild, "roll").await;
    let anna = guild.member("anna", &[]);
    let reply = anna.runs("/roll").send();
    modal(&rest, &reply).await;
    let _ = anna.submits(&reply, &[("note", "abc")]).await;
}

#[tokio::test]
async fn choices_come_only_for_autocomplete() {
    let rest = Rest::start().await;
    let guild = rest.sandbox.guild();
    let command = json!([{ "name": "roll", "description": "Rolls a die.", "options": [
        { "type": 3, "name": "die", "description": "the die", "autocomplete": true }] }]);
    let path = format!("applications/1/guilds/{}/commands", guild.id());
    rest.request(Method::PUT, &path).json(&command).send().await.unwrap();
    let anna = guild.member("anna", &[]);
    let command = anna.runs("/roll").send();
    let choices = json!({ "choices": [{ "name": "six sides", "value": "d6" }] });
    assert_eq!(refusal(rest.respond(&command, 8, choices).await).await, (400, 50_035));
    let _ = rest.sandbox.take_violations();
    assert_eq!(rest.call_back(&command, 4).await.status(), 204);
}

//! The bot's responses to interactions: callbacks, edits of the original response, and follow-ups.
//!
//! Order and deadlines are Discord's: one callback within three seconds, then edits and follow-ups for
//! fifteen minutes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::response::{Answer, error};
use crate::state::interaction::Sent;
use crate::state::messages::Posted;
use crate::state::world::World;

use super::attachments::{self, File};
use super::validation;

const FIRST_ANSWER: Duration = Duration::from_secs(3);
const TOKEN_LIVES: Duration = Duration::from_mins(15);
const EPHEMERAL: u64 = 64;
/// The content of a deferred response.
pub(crate) const THINKING: &str = "Bot is thinking …";

/// Answers `POST /interactions/{id}/{token}/callback`. An interaction takes one callback.
pub(crate) fn callback(world: &mut World, id: &str, token: &str, body: &Value) -> Answer {
    let sent_id: u64 = id.parse().unwrap_or(0);
    let Some(sent) = world.interactions.get(&sent_id).filter(|sent| sent.token == token) else {
        return error(404, 10_062, "Unknown interaction");
    };
    if sent.acknowledged.is_some() {
        return error(400, 40_060, "Interaction has already been acknowledged.");
    }
    if sent.at.elapsed() > FIRST_ANSWER {
        return error(404, 10_062, "Unknown interaction");
    }
    let (kind, data) = (body["type"].as_u64().unwrap_or(0), &body["data"]);
    let is_autocomplete = sent.payload["type"] == 4;
    if is_autocomplete != (kind == 8) {
        return error(400, 50_035, "Invalid Form Body: this type of callback does not fit the interaction");
    }
    let channel: u64 = sent.payload["channel_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0);
    let pressed = sent.payload["message"]["id"].as_str().and_then(|id| id.parse().ok());
    let ephemeral = data["flags"].as_u64().is_some_and(|flags| flags & EPHEMERAL != 0);
    let (mut choices, mut modal) = (None, None);
    let original = match kind {
        4 | 5 => {
            if kind == 4
                && let Err(why) = validation::message(data, true)
            {
                return error(400, 50_035, &format!("Invalid Form Body: {why}"));
            }
            let body = if kind == 4 { data.clone() } else { json!({ "content": THINKING }) };
            let id = world.new_id();
            let interaction = Some(sent_id);
            world.messages.add(Posted {
                id,
                channel,
                body,
                ephemeral,
                interaction,
                nonce: None,
                attachments: vec![],
            });
            Some(id)
        }
        6 if pressed.is_some() => pressed,
        7 if pressed.is_some() => {
            if let Err(why) = validation::message(data, false) {
                return error(400, 50_035, &format!("Invalid Form Body: {why}"));
            }
            if let Some(message) = pressed.and_then(|id| world.messages.one_mut(id)) {
                update(message, data);
            }
            pressed
        }
        9 if sent.payload["type"] != 5 => match validation::modal(data) {
            Ok(()) => {
                modal = Some(data.clone());
                None
            }
            Err(why) => return error(400, 50_035, &format!("Invalid Form Body: {why}")),
        },
        8 => match validation::choices(data) {
            Ok(list) => {
                choices = Some(list);
                None
            }
            Err(why) => return error(400, 50_035, &format!("Invalid Form Body: {why}")),
        },
        _ => return error(400, 50_035, "Invalid Form Body: unknown type of callback"),
    };
    if let Some(sent) = world.interactions.get_mut(&sent_id) {
        sent.acknowledged = Some((kind, Instant::now()));
        sent.original = original;
        sent.choices = choices;
        sent.modal = modal;
        if !is_deferral(kind) {
            world.unanswered.remove(&sent_id);
        }
    }
    Ok(Value::Null)
}

/// Answers `PATCH /webhooks/{id}/{token}/messages/@original`. An edit also completes a deferred response.
pub(crate) fn edit_original(world: &mut World, token: &str, body: &Value, files: Vec<File>) -> Answer {
    let (_, sent) = of_token(world, token)?;
    let Some(original) = sent.original else { return error(404, 10_008, "Unknown Message") };
    if let Err(why) = validation::message(body, false) {
        return error(400, 50_035, &format!("Invalid Form Body: {why}"));
    }
    let attached = match attachments::attached(body, files) {
        Ok(attached) => attached,
        Err((status, code, why)) => return error(status, code, why),
    };
    let Some(message) = world.messages.one_mut(original) else {
        return error(404, 10_008, "Unknown Message");
    };
    if let Some(attached) = attached {
        message.attachments = attached;
    }
    // The placeholder of a deferred response does not survive its first edit.
    if message.body["content"] == THINKING {
        message.body["content"] = json!("");
    }
    update(message, body);
    let message = message.clone();
    // A component interaction that was deferred (type 6) counts as answered when its message is edited, even
    // if the edit uses the token of another interaction.
    let waiting = std::mem::take(&mut world.unanswered);
    let is_open = |other: &u64| {
        let sent = world.interactions.get(other);
        sent.is_none_or(|sent| sent.acknowledged.is_none() || sent.original != Some(original))
    };
    world.unanswered = waiting.into_iter().filter(is_open).collect();
    Ok(world.message_json(&message))
}

/// Answers `POST /webhooks/{id}/{token}`. The first follow-up after a deferral becomes `@original`.
pub(crate) fn follow_up(world: &mut World, token: &str, body: &Value) -> Answer {
    let (interaction, sent) = of_token(world, token)?;
    if sent.acknowledged.is_none() {
        return error(404, 10_015, "Unknown Webhook");
    }
    let original = sent.original;
    if original
        .is_some_and(|id| world.messages.one(id).is_some_and(|message| message.body["content"] == THINKING))
    {
        return edit_original(world, token, body, vec![]);
    }
    if let Err(why) = validation::message(body, true) {
        return error(400, 50_035, &format!("Invalid Form Body: {why}"));
    }
    let channel = original.and_then(|id| world.messages.one(id)).map_or(0, |message| message.channel);
    let ephemeral = body["flags"].as_u64().is_some_and(|flags| flags & EPHEMERAL != 0);
    let id = world.new_id();
    let message = Posted {
        id,
        channel,
        body: body.clone(),
        ephemeral,
        interaction: Some(interaction),
        nonce: None,
        attachments: vec![],
    };
    world.messages.add(message.clone());
    if let Some(sent) = world.interactions.get_mut(&interaction) {
        sent.more.push(id);
    }
    world.unanswered.remove(&interaction);
    Ok(world.message_json(&message))
}

/// Copies the fields that an edit names.
fn update(message: &mut Posted, body: &Value) {
    for name in ["content", "embeds", "components", "allowed_mentions"] {
        if let Some(value) = body.get(name) {
            message.body[name] = value.clone();
        }
    }
}

/// Finds the interaction of a token that is still valid.
fn of_token<'a>(world: &'a World, token: &str) -> Result<(u64, &'a Sent), (u16, Value)> {
    // The token contains the id of its interaction, as Discord's tokens do.
    let id = token.split('.').nth(1).and_then(|id| id.parse().ok()).unwrap_or(0);
    let Some(sent) = world.interactions.get(&id).filter(|sent| sent.token == token) else {
        return error(404, 10_015, "Unknown Webhook");
    };
    if sent.at.elapsed() > TOKEN_LIVES {
        return error(401, 50_027, "Invalid Webhook Token");
    }
    Ok((id, sent))
}

/// Returns whether a type of callback only defers the answer.
fn is_deferral(kind: u64) -> bool {
    matches!(kind, 5 | 6)
}

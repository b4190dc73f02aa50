//! Lets a person act: run commands, use components, and submit forms.
//!
//! Each act is checked as Discord checks it. The answer tells how the bot acknowledged the interaction; the bot's
//! messages are pushed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::control::actor::Person;
use crate::control::bot_reply::Reply;
use crate::control::components::{filled, resolved_channels, resolved_roles};
use crate::state::messages::Posted;

use super::commands::find;
use super::options::{self, Filled, Values};
use super::refusal::Refusal;
use super::site::Site;
use super::view::{sees_channel, sees_message, user_of};

/// The time that the bot has to acknowledge an interaction, with some room for this machine.
const ANSWER_TIME: Duration = Duration::from_millis(3_200);
const SLASH: u64 = 1;
const USER: u64 = 2;

#[derive(Deserialize)]
pub(super) struct Request {
    person: String,
    /// The channel that the person is looking at.
    channel: String,
    #[serde(flatten)]
    act: Act,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Act {
    /// Runs a slash command: its name, and that of its subcommand.
    Command { path: Vec<String>, values: Values },
    /// Asks for the choices of the option that is being typed.
    Autocomplete { path: Vec<String>, values: Values, focused: String },
    /// Uses a command of the context menu on a user.
    UserCommand { name: String, target: String },
    /// Presses a button, or chooses from a menu.
    Component { message: String, custom_id: String, values: Vec<String> },
    /// Submits the form that answered an interaction.
    Form { interaction: String, fields: BTreeMap<String, String> },
}

/// Answers `POST /act`.
pub(super) async fn act(
    State(site): State<Arc<Site>>,
    request: Result<Json<Request>, JsonRejection>,
) -> Result<Json<Value>, Refusal> {
    let Json(request) = request.map_err(|error| Refusal::Invalid(error.body_text()))?;
    let channel = request.channel.parse().map_err(|_| Refusal::NotVisible)?;
    let person = site.person(&request.person)?.in_channel(channel);
    if !sees_channel(&site.shared.world(), &person, channel) {
        return Err(Refusal::NotVisible);
    }
    let reply = match request.act {
        Act::Command { path, values } => command(&person, &path, &values, None)?,
        Act::Autocomplete { path, values, focused } => command(&person, &path, &values, Some(&focused))?,
        Act::UserCommand { name, target } => user_command(&person, &name, &target)?,
        Act::Component { message, custom_id, values } => component(&person, &message, &custom_id, &values)?,
        Act::Form { interaction, fields } => form(&person, &interaction, &fields)?,
    };
    site.changed();
    Ok(Json(acknowledged(&site, &reply).await))
}

/// Runs a slash command, or asks for the choices of its `focused` option.
fn command(
    person: &Person,
    path: &[String],
    values: &Values,
    focused: Option<&str>,
) -> Result<Reply, Refusal> {
    let (name, subcommand) = match path {
        [name] => (name, None),
        [name, subcommand] => (name, Some(subcommand)),
        _ => return Err(Refusal::NoSuchCommand),
    };
    let (id, Filled { options, users }) = {
        let world = person.shared.world();
        let here = person.channel.unwrap_or_default();
        // The bot's commands belong to the guild, so there are none in DMs.
        if world.user_in_dm(here).is_some() {
            return Err(Refusal::NoSuchCommand);
        }
        let found = find(&world, (person.guild.unwrap_or_default(), person.user), name, SLASH);
        let command = found.ok_or(Refusal::NoSuchCommand)?;
        let mut declared = &command["options"];
        let has_subcommands = declared[0]["type"] == 1;
        if let Some(subcommand) = subcommand {
            let mut all = declared.as_array().into_iter().flatten();
            let found = all.find(|option| option["type"] == 1 && option["name"] == **subcommand);
            declared = &found.ok_or(Refusal::NoSuchCommand)?["options"];
        } else if has_subcommands {
            return Err(Refusal::NoSuchCommand);
        }
        (command["id"].clone(), options::fill(&world, declared, values, focused)?)
    };
    let options = match subcommand {
        Some(subcommand) => json!([{ "name": subcommand, "type": 1, "options": options }]),
        None => json!(options),
    };
    let data = json!({ "id": id, "name": name, "type": SLASH, "guild_id": guild(person), "options": options,
        "resolved": person.resolved(&users) });
    Ok(person.interact(if focused.is_some() { 4 } else { 2 }, &data, None))
}

fn guild(person: &Person) -> Option<String> {
    person.guild.map(|id| id.to_string())
}

fn user_command(person: &Person, name: &str, target: &str) -> Result<Reply, Refusal> {
    let target: u64 = target.parse().map_err(|_| Refusal::NoSuchPerson)?;
    let id = {
        let world = person.shared.world();
        if !world.users.contains_key(&target) {
            return Err(Refusal::NoSuchPerson);
        }
        let found = find(&world, (person.guild.unwrap_or_default(), person.user), name, USER);
        found.ok_or(Refusal::NoSuchCommand)?["id"].clone()
    };
    let data = json!({ "id": id, "name": name, "type": USER, "guild_id": guild(person),
        "target_id": target.to_string(), "resolved": person.resolved(&[target]) });
    Ok(person.interact(2, &data, None))
}

fn component(person: &Person, message: &str, custom_id: &str, values: &[String]) -> Result<Reply, Refusal> {
    let message: u64 = message.parse().map_err(|_| Refusal::NotVisible)?;
    let message: Posted = {
        let world = person.shared.world();
        let message = world.messages.one(message).filter(|message| sees_message(&world, person, message));
        message.cloned().ok_or(Refusal::NotVisible)?
    };
    let rows = message.body["components"].as_array().into_iter().flatten();
    let mut all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let component = all
        .find(|one| one["custom_id"] == custom_id && one["disabled"] != true)
        .ok_or(Refusal::NoSuchComponent)?;
    let kind = component["type"].as_u64().unwrap_or(0);
    if kind == 2 {
        let data = json!({ "custom_id": custom_id, "component_type": 2, "id": 1 });
        return Ok(person.interact(3, &data, Some(&message)));
    }
    let bound = |name: &str| component[name].as_u64().unwrap_or(1);
    if !(bound("min_values")..=bound("max_values")).contains(&(values.len() as u64)) {
        return Err(Refusal::Invalid("This number of choices is not allowed.".to_owned()));
    }
    let is_offered = |value: &String| {
        component["options"].as_array().into_iter().flatten().any(|option| option["value"] == **value)
    };
    let users: Vec<u64> = values.iter().filter_map(|id| id.parse().ok()).collect();
    let resolved = match kind {
        3 if values.iter().all(is_offered) => json!({}),
        5 if users.len() == values.len() => person.resolved(&users),
        6 => resolved_roles(&person.shared.world(), values),
        8 => resolved_channels(&person.shared.world(), values),
        _ => return Err(Refusal::NoSuchComponent),
    };
    let data = json!({ "custom_id": custom_id, "component_type": kind, "id": 1, "values": values,
        "resolved": resolved });
    Ok(person.interact(3, &data, Some(&message)))
}

fn form(person: &Person, interaction: &str, fields: &BTreeMap<String, String>) -> Result<Reply, Refusal> {
    let id: u64 = interaction.parse().map_err(|_| Refusal::NoSuchForm)?;
    let modal = {
        let world = person.shared.world();
        let sent = world.interactions.get(&id).filter(|sent| user_of(&sent.payload) == Some(person.user));
        sent.and_then(|sent| sent.modal.clone()).ok_or(Refusal::NoSuchForm)?
    };
    let components = filled(&modal, fields).map_err(Refusal::Invalid)?;
    let opened = Reply { shared: Arc::clone(&person.shared), id };
    let data = json!({ "custom_id": modal["custom_id"], "components": components });
    Ok(person.interact(5, &data, opened.pressed().as_ref()))
}

/// Waits until the bot has acknowledged an interaction, for as long as Discord waits.
async fn acknowledged(site: &Site, reply: &Reply) -> Value {
    let id = reply.id();
    let answer = site.shared.until(|world| {
        let sent = world.interactions.get(&id)?;
        let (kind, _) = sent.acknowledged?;
        Some(json!({ "interaction": id.to_string(), "acknowledged": kind, "modal": sent.modal,
            "choices": sent.choices }))
    });
    match tokio::time::timeout(ANSWER_TIME, answer).await {
        Ok(answer) => answer,
        Err(_) => json!({ "interaction": id.to_string(), "acknowledged": null }),
    }
}

//! Builds the view of a person: channels, members, messages.

use serde_json::{Value, json};

use crate::control::actor::Person;
use crate::server::channels::name;
use crate::server::interaction_responses::THINKING;
use crate::state::messages::{Attachment, Posted};
use crate::state::world::{APPLICATION, BOT_NAME, World, time_of};

use super::commands::{is_administrator, permissions};
use super::image::image_type;

const VIEW_CHANNEL: u64 = 1 << 10;
/// The number of messages of one channel that the page shows at first.
const MOST_MESSAGES: usize = 1_000;

/// Returns the channels of the person's guild that they see.
fn channels(world: &World, person: &Person) -> Vec<u64> {
    let guild = person.guild.unwrap_or_default();
    let Some(state) = world.guilds.get(&guild) else { return Vec::new() };
    let Some(member) = state.members.get(&person.user) else { return Vec::new() };
    if permissions(state, person.user) & VIEW_CHANNEL == 0 && !is_administrator(state, person.user) {
        return Vec::new();
    }
    let is_open = |channel: &&u64| match state.private.get(channel) {
        Some(role) => member.roles.contains(role) || is_administrator(state, person.user),
        None => true,
    };
    state.channels.iter().filter(is_open).copied().collect()
}

/// Returns whether a person can read a channel: one of their guild, or their own DMs.
pub(super) fn sees_channel(world: &World, person: &Person, channel: u64) -> bool {
    world.user_in_dm(channel) == Some(person.user) || channels(world, person).contains(&channel)
}

/// Returns whether a person can read a message.
pub(super) fn sees_message(world: &World, person: &Person, message: &Posted) -> bool {
    sees_channel(world, person, message.channel)
        && (!message.ephemeral || author_of_interaction(world, message) == Some(person.user))
}

/// Returns the user whose interaction a message answers.
fn author_of_interaction(world: &World, message: &Posted) -> Option<u64> {
    world.interactions.get(&message.interaction?).and_then(|sent| user_of(&sent.payload))
}

/// Returns the user of an interaction.
pub(super) fn user_of(payload: &Value) -> Option<u64> {
    let user = if payload["user"].is_object() { &payload["user"] } else { &payload["member"]["user"] };
    user["id"].as_str()?.parse().ok()
}

/// Returns everything around the messages: the guild, its channels, members and roles, and the bot.
pub(super) fn surroundings(world: &mut World, person: &Person) -> Value {
    let dm = world.dm_of(person.user);
    let world = &*world;
    let guild = person.guild.unwrap_or_default();
    let state = world.guilds.get(&guild);
    let channels: Vec<Value> = channels(world, person)
        .into_iter()
        .map(|id| json!({ "id": id.to_string(), "name": name(world, guild, id) }))
        .collect();
    let mut members: Vec<u64> = state.into_iter().flat_map(|guild| guild.members.keys()).copied().collect();
    members.sort_unstable();
    let members: Vec<Value> =
        members.into_iter().map(|id| json!({ "id": id.to_string(), "name": user_name(world, id) })).collect();
    let roles: Vec<Value> = state
        .into_iter()
        .flat_map(|guild| &guild.roles)
        .map(|role| json!({ "id": role.id.to_string(), "name": role.name }))
        .collect();
    let strangers: serde_json::Map<String, Value> =
        world.users.iter().map(|(id, user)| (id.to_string(), json!(user.name))).collect();
    json!({ "me": person.user.to_string(), "guild": state.map(|guild| &guild.name), "channels": channels, "dm": dm.to_string(),
        "members": members, "roles": roles, "users": strangers,
        "bot": { "id": APPLICATION.to_string(), "name": BOT_NAME, "connected": world.sessions.are_connected() } })
}

fn user_name(world: &World, user: u64) -> &str {
    world.users.get(&user).map_or(BOT_NAME, |user| user.name.as_str())
}

/// Returns the newest messages that a person sees in any channel.
pub(super) fn all_messages(world: &mut World, person: &Person) -> Vec<Value> {
    let dm = world.dm_of(person.user);
    let world = &*world;
    let mut seen = Vec::new();
    for channel in channels(world, person).into_iter().chain([dm]) {
        let of_channel = world.messages.of_channel(channel).rev();
        let newest: Vec<&Posted> =
            of_channel.filter(|message| sees_message(world, person, message)).take(MOST_MESSAGES).collect();
        seen.extend(newest.into_iter().rev().map(|message| message_json(world, message)));
    }
    seen
}

/// Returns a message as the page shows it.
pub(super) fn message_json(world: &World, message: &Posted) -> Value {
    let body = &message.body;
    let sent = message.interaction.and_then(|id| world.interactions.get(&id));
    let cause = sent.filter(|sent| sent.payload["type"] == 2).map(|sent| {
        let data = &sent.payload["data"];
        let name = data["name"].as_str().unwrap_or_default();
        let first = &data["options"][0];
        let subcommand = first["name"].as_str().filter(|_| first["type"] == 1);
        let name = subcommand.map_or_else(|| name.to_owned(), |subcommand| format!("{name} {subcommand}"));
        json!({ "user": user_of(&sent.payload).map(|id| id.to_string()), "name": name,
            "target": data["target_id"] })
    });
    let files: Vec<Value> =
        message.attachments.iter().zip(0..).map(|(file, at)| file_json(message, file, at)).collect();
    json!({ "id": message.id.to_string(), "channel": message.channel.to_string(), "at": time_of(message.id),
        "content": body["content"], "embeds": body["embeds"], "components": components_json(&body["components"]),
        "files": files,
        "ephemeral": message.ephemeral, "thinking": body["content"] == THINKING, "cause": cause })
}

/// Returns components with ids as texts. A bot may send the preset ids of a menu as numbers, which a browser rounds.
fn components_json(rows: &Value) -> Value {
    let mut rows = rows.clone();
    let mut all = vec![&mut rows];
    for name in ["components", "default_values"] {
        let lists = all.into_iter().filter_map(|one| one.as_array_mut());
        all = lists.flatten().filter_map(|one| one.get_mut(name)).collect();
    }
    for id in all.into_iter().filter_map(Value::as_array_mut).flatten().filter_map(|one| one.get_mut("id")) {
        if let Some(number) = id.as_u64() {
            *id = json!(number.to_string());
        }
    }
    rows
}

fn file_json(message: &Posted, file: &Attachment, at: usize) -> Value {
    json!({ "name": file.name, "about": file.description, "size": file.bytes.len(),
        "path": format!("/files/{}/{at}", message.id), "is_image": image_type(&file.bytes).is_some() })
}

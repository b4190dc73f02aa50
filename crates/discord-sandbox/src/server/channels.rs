//! The route of channels, and the JSON of channels, threads and DMs.

use serde_json::{Value, json};

use crate::response::Answer;
use crate::state::world::{APPLICATION, World};

use super::channel_kind::{Place, place};
use super::permissions::{self, VIEW_CHANNEL};

const TEXT: u8 = 0;
const DIRECT_MESSAGES: u8 = 1;
const PUBLIC_THREAD: u8 = 11;

/// Answers `GET /channels/{id}`.
pub(crate) fn read(world: &World, channel: &str) -> Answer {
    let channel = channel.parse().unwrap_or(0);
    let place = place(world, channel)?;
    permissions::may_see(world, place)?;
    Ok(match place {
        Place::Dm(user) => dm_json(world, channel, user),
        Place::Channel { guild, channel } => channel_json(world, guild, channel),
        Place::Thread { guild, parent, thread } => thread_json(world, guild, parent, thread),
    })
}

/// Returns the channels of a guild without its threads.
pub(crate) fn of_guild(world: &World, guild: u64) -> Value {
    let channels = world.guilds.get(&guild).into_iter().flat_map(|guild| &guild.channels);
    channels.map(|channel| channel_json(world, guild, *channel)).collect()
}

/// Returns the threads of a guild.
pub(crate) fn threads_of_guild(world: &World, guild: u64) -> Value {
    let threads = world.guilds.get(&guild).into_iter().flat_map(|guild| &guild.threads);
    threads.map(|(thread, parent)| thread_json(world, guild, *parent, *thread)).collect()
}

/// Returns a DM channel.
pub(crate) fn dm_json(world: &World, channel: u64, user: u64) -> Value {
    json!({ "id": channel.to_string(), "type": DIRECT_MESSAGES, "flags": 0, "last_message_id": null,
        "recipients": [world.user_json(user)] })
}

/// Returns a channel of a guild.
fn channel_json(world: &World, guild: u64, channel: u64) -> Value {
    let state = world.guilds.get(&guild);
    let denied = state.and_then(|guild| guild.denied.get(&channel));
    let role = state.and_then(|guild| guild.private.get(&channel));
    let overwrite = |id: u64, kind: u8, allow: u64, deny: u64| json!({ "id": id.to_string(), "type": kind, "allow": allow.to_string(), "deny": deny.to_string() });
    let mut overwrites: Vec<Value> = Vec::new();
    if let Some(role) = role {
        overwrites.push(overwrite(guild, 0, 0, VIEW_CHANNEL));
        overwrites.push(overwrite(*role, 0, VIEW_CHANNEL, 0));
    }
    if role.is_some() || denied.is_some() {
        let denied = denied.copied().unwrap_or(0);
        let allowed = if role.is_some() { VIEW_CHANNEL & !denied } else { 0 };
        overwrites.push(overwrite(APPLICATION, 1, allowed, denied));
    }
    json!({ "id": channel.to_string(), "type": TEXT, "flags": 0, "guild_id": guild.to_string(),
        "name": name(world, guild, channel), "position": 0, "permission_overwrites": overwrites, "nsfw": false,
        "parent_id": null })
}

/// Returns the name of a channel of a guild.
pub(crate) fn name(world: &World, guild: u64, channel: u64) -> &str {
    let names = world.guilds.get(&guild).map(|guild| &guild.channel_names);
    names.and_then(|names| names.get(&channel)).map_or("channel", String::as_str)
}

/// Returns a thread. It has no overwrites of its own: those of its parent apply.
fn thread_json(world: &World, guild: u64, parent: u64, thread: u64) -> Value {
    json!({ "id": thread.to_string(), "type": PUBLIC_THREAD, "flags": 0, "guild_id": guild.to_string(),
        "name": "thread", "parent_id": parent.to_string(), "owner_id": APPLICATION.to_string(),
        "thread_metadata": thread_metadata(world, guild, thread), "message_count": 0, "member_count": 1,
        "total_message_sent": 0, "rate_limit_per_user": 0 })
}

fn thread_metadata(world: &World, guild: u64, thread: u64) -> Value {
    let guild = world.guilds.get(&guild);
    let archived = guild.is_some_and(|guild| guild.archived.contains(&thread));
    let locked = guild.is_some_and(|guild| guild.locked.contains(&thread));
    json!({ "archived": archived, "archive_timestamp": "2026-01-01T00:00:00+00:00",
        "auto_archive_duration": 1440, "locked": locked, "create_timestamp": "2026-01-01T00:00:00+00:00" })
}

/// Returns a channel as interactions contain it, with the member's permissions.
pub(crate) fn partial_json(world: &World, channel: u64, permissions: u64) -> Value {
    let mut partial = json!({ "id": channel.to_string(), "type": TEXT, "name": "channel",
        "permissions": permissions.to_string() });
    match place(world, channel) {
        Ok(Place::Dm(_)) => partial["type"] = json!(DIRECT_MESSAGES),
        Ok(Place::Thread { guild, parent, thread }) => {
            partial["type"] = json!(PUBLIC_THREAD);
            partial["parent_id"] = json!(parent.to_string());
            partial["thread_metadata"] = thread_metadata(world, guild, thread);
        }
        Ok(Place::Channel { guild, channel }) => partial["name"] = json!(name(world, guild, channel)),
        Err(_) => {}
    }
    partial
}

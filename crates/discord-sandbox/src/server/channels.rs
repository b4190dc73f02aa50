//! Channels: those of guilds, their threads, and direct messages.

use serde_json::{Value, json};

use super::rest::{Answer, error};
use super::world::{APPLICATION, World};
use super::{Guild, permissions};

const TEXT: u8 = 0;
const DIRECT_MESSAGES: u8 = 1;
const PUBLIC_THREAD: u8 = 11;

/// A channel by its kind, with the ids that its kind has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// The direct messages of a user.
    Dm(u64),
    Channel {
        guild: u64,
        channel: u64,
    },
    Thread {
        guild: u64,
        parent: u64,
        thread: u64,
    },
}

/// Finds a channel.
///
/// # Errors
/// The refusal of a request about a channel that there is not.
pub(super) fn place(world: &World, channel: u64) -> Result<Place, (u16, Value)> {
    if let Some(user) = world.user_in_dm(channel) {
        return Ok(Place::Dm(user));
    }
    for (guild, state) in &world.guilds {
        if state.channels.contains(&channel) {
            return Ok(Place::Channel { guild: *guild, channel });
        }
        if let Some(parent) = state.threads.get(&channel) {
            return Ok(Place::Thread { guild: *guild, parent: *parent, thread: channel });
        }
    }
    error(404, 10_003, "Unknown Channel")
}

/// Answers `GET /channels/{id}`.
pub(super) fn read(world: &World, channel: &str) -> Answer {
    let channel = channel.parse().unwrap_or(0);
    let place = place(world, channel)?;
    permissions::may_see(world, place)?;
    Ok(match place {
        Place::Dm(user) => dm_json(world, channel, user),
        Place::Channel { guild, channel } => channel_json(world, guild, channel),
        Place::Thread { guild, parent, thread } => thread_json(world, guild, parent, thread),
    })
}

/// The channels of a guild, without its threads.
pub(super) fn of_guild(world: &World, guild: u64) -> Value {
    let channels = world.guilds.get(&guild).into_iter().flat_map(|guild| &guild.channels);
    channels.map(|channel| channel_json(world, guild, *channel)).collect()
}

pub(super) fn threads_of_guild(world: &World, guild: u64) -> Value {
    let threads = world.guilds.get(&guild).into_iter().flat_map(|guild| &guild.threads);
    threads.map(|(thread, parent)| thread_json(world, guild, *parent, *thread)).collect()
}

pub(super) fn dm_json(world: &World, channel: u64, user: u64) -> Value {
    json!({ "id": channel.to_string(), "type": DIRECT_MESSAGES, "flags": 0, "last_message_id": null,
        "recipients": [world.user_json(user)] })
}

fn channel_json(world: &World, guild: u64, channel: u64) -> Value {
    let denied = world.guilds.get(&guild).and_then(|guild| guild.denied.get(&channel));
    let overwrites: Vec<Value> = denied
        .map(|denied| {
            json!({ "id": APPLICATION.to_string(), "type": 1, "allow": "0", "deny": denied.to_string() })
        })
        .into_iter()
        .collect();
    json!({ "id": channel.to_string(), "type": TEXT, "flags": 0, "guild_id": guild.to_string(),
        "name": "channel", "position": 0, "permission_overwrites": overwrites, "nsfw": false,
        "parent_id": null })
}

/// A thread has no overwrites: those of its parent apply.
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

/// The channel of an interaction, with the permissions that the member has in it.
pub(super) fn partial_json(world: &World, channel: u64, permissions: u64) -> Value {
    let mut partial = json!({ "id": channel.to_string(), "type": TEXT, "name": "channel",
        "permissions": permissions.to_string() });
    match place(world, channel) {
        Ok(Place::Dm(_)) => partial["type"] = json!(DIRECT_MESSAGES),
        Ok(Place::Thread { guild, parent, thread }) => {
            partial["type"] = json!(PUBLIC_THREAD);
            partial["parent_id"] = json!(parent.to_string());
            partial["thread_metadata"] = thread_metadata(world, guild, thread);
        }
        Ok(Place::Channel { .. }) | Err(_) => {}
    }
    partial
}

impl Guild {
    /// Makes a public thread in a channel.
    #[must_use]
    pub fn thread(&self, parent: u64) -> u64 {
        let id = self.sandbox.shared.world().new_id();
        self.change(|guild| guild.threads.extend([(id, parent)]));
        id
    }

    /// Archives a thread. The next message takes it out of the archive.
    pub fn archives(&self, thread: u64) {
        self.change(|guild| {
            guild.archived.insert(thread);
        });
    }

    /// Returns whether a thread is archived.
    #[must_use]
    pub fn has_archived(&self, thread: u64) -> bool {
        let world = self.sandbox.shared.world();
        world.guilds.get(&self.id).is_some_and(|guild| guild.archived.contains(&thread))
    }

    /// Locks a thread: the bot, which may not manage threads, can no longer write to it.
    pub fn locks(&self, thread: u64) {
        self.change(|guild| {
            guild.locked.insert(thread);
        });
    }

    /// Deletes a channel or thread, and the threads in it.
    pub fn deletes_channel(&self, channel: u64) {
        self.change(|guild| {
            guild.channels.retain(|other| *other != channel);
            guild.threads.retain(|thread, parent| *thread != channel && *parent != channel);
        });
    }
}

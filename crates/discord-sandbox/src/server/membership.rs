//! The bot's membership in guilds, and the events about it.
//!
//! A bot gets `GUILD_CREATE` and `GUILD_DELETE` only if it has the GUILDS intent.

use serde_json::{Value, json};

use crate::state::guild::GuildState;
use crate::state::world::{APPLICATION, World};

use super::permissions::INVITED;
use super::roles::BOT_POSITION;
use super::{channels, guilds};

/// The GUILDS intent.
pub(crate) const GUILDS: u64 = 1 << 0;

/// Returns the data of a guild's `GUILD_CREATE`.
pub(crate) fn guild_create(world: &World, id: u64) -> Value {
    let mut guild = guilds::guild_json(world, id);
    let bot = guilds::member(world, id, APPLICATION).unwrap_or_default();
    let members = world.guilds.get(&id).map_or(0, |guild| guild.members.len());
    let more = json!({ "joined_at": "2024-01-01T00:00:00+00:00", "large": false, "unavailable": false,
        "member_count": members + 1, "members": [bot], "channels": channels::of_guild(world, id),
        "threads": channels::threads_of_guild(world, id), "voice_states": [], "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [] });
    if let (Value::Object(guild), Value::Object(more)) = (&mut guild, more) {
        guild.extend(more);
    }
    guild
}

/// Sends the bot the `GUILD_CREATE` of a guild.
pub(crate) fn announce(world: &mut World, id: u64) {
    let guild = guild_create(world, id);
    world.sessions.dispatch(Some(id), GUILDS, "GUILD_CREATE", &guild);
}

/// Adds a guild with one channel, the lobby. Announces it if the bot is a member.
pub(crate) fn add_guild(world: &mut World, id: u64, has_bot: bool) {
    let (lobby, bot_role) = (world.new_id(), world.new_id());
    let guild = GuildState {
        has_bot,
        name: "Test server".to_owned(),
        commands: (!has_bot).then(Vec::new),
        locale: "en-US".to_owned(),
        channels: vec![lobby],
        bot_role,
        bot_position: BOT_POSITION,
        bot_permissions: INVITED,
        ..GuildState::default()
    };
    world.guilds.insert(id, guild);
    if has_bot {
        announce(world, id);
    }
}

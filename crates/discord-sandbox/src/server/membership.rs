//! The bot's membership of guilds, and the events that tell of it.
//!
//! A bot gets `GUILD_CREATE` and `GUILD_DELETE` only with the GUILDS intent.

use serde_json::{Value, json};

use super::world::{APPLICATION, World};
use super::{Guild, Sandbox, channels, guilds};

/// The GUILDS intent.
pub(super) const GUILDS: u64 = 1 << 0;

/// The data of a guild's `GUILD_CREATE`.
pub(super) fn guild_create(world: &World, id: u64) -> Value {
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

/// Tells the bot that it is in a guild now.
pub(super) fn announce(world: &mut World, id: u64) {
    let guild = guild_create(world, id);
    world.sessions.dispatch(Some(id), GUILDS, "GUILD_CREATE", &guild);
}

impl Sandbox {
    /// Makes a guild that the bot is not in.
    #[must_use]
    pub fn foreign_guild(&self) -> Guild {
        let mut world = self.shared.world();
        let id = world.new_id();
        world.add_guild(id, false);
        Guild { sandbox: self.clone(), id }
    }
}

impl Guild {
    /// Removes the bot: its commands here are gone, and the guild's routes refuse it.
    pub fn removes_bot(&self) {
        let mut world = self.sandbox.shared.world();
        let Some(guild) = world.guilds.get_mut(&self.id).filter(|guild| guild.has_bot) else { return };
        guild.has_bot = false;
        guild.commands = Some(Vec::new());
        let data = json!({ "id": self.id.to_string() });
        world.sessions.dispatch(Some(self.id), GUILDS, "GUILD_DELETE", &data);
    }

    /// Invites the bot, with the permissions that it had here before. It has no commands until it
    /// registers them.
    pub fn invites_bot(&self) {
        let mut world = self.sandbox.shared.world();
        let Some(guild) = world.guilds.get_mut(&self.id).filter(|guild| !guild.has_bot) else { return };
        guild.has_bot = true;
        announce(&mut world, self.id);
    }
}

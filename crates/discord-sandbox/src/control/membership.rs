//! Creates guilds, and adds the bot to them or removes it.

use serde_json::json;

use crate::server::membership::{GUILDS, add_guild, announce};

use super::actor::Person;
use super::guild_handle::Guild;
use super::sandbox::Sandbox;

impl Sandbox {
    /// Creates a guild with the bot.
    #[must_use]
    pub fn guild(&self) -> Guild {
        let mut world = self.shared.world();
        let id = world.new_id();
        add_guild(&mut world, id, true);
        Guild { sandbox: self.clone(), id }
    }

    /// Creates a guild without the bot.
    #[must_use]
    pub fn foreign_guild(&self) -> Guild {
        let mut world = self.shared.world();
        let id = world.new_id();
        add_guild(&mut world, id, false);
        Guild { sandbox: self.clone(), id }
    }

    /// Creates a guild with the bot whose events go to this shard.
    ///
    /// # Panics
    /// When the number of recommended shards is not greater than `shard`.
    #[must_use]
    pub fn guild_on_shard(&self, shard: u64) -> Guild {
        let mut world = self.shared.world();
        let shards = world.sessions.recommended();
        assert!(shard < shards, "there are {shards} shards");
        let id = world.new_id();
        let ahead = (shard + shards - (id >> 22) % shards) % shards;
        add_guild(&mut world, id + (ahead << 22), true);
        Guild { sandbox: self.clone(), id: id + (ahead << 22) }
    }
}

impl Guild {
    /// Lets a person join. Returns the same person, who acts in this guild.
    #[must_use]
    pub fn joined_by(&self, person: &Person) -> Person {
        let joined = Person { guild: Some(self.id), channel: None, ..person.clone() };
        joined.join(vec![], false);
        joined
    }

    /// Removes the bot. Its commands in the guild are deleted, and the guild's routes refuse it.
    pub fn removes_bot(&self) {
        let mut world = self.sandbox.shared.world();
        let Some(guild) = world.guilds.get_mut(&self.id).filter(|guild| guild.has_bot) else { return };
        guild.has_bot = false;
        guild.commands = Some(Vec::new());
        let data = json!({ "id": self.id.to_string() });
        world.sessions.dispatch(Some(self.id), GUILDS, "GUILD_DELETE", &data);
    }

    /// Adds the bot, with the permissions that it had in the guild before. The guild has no commands until
    /// the bot registers them.
    pub fn invites_bot(&self) {
        let mut world = self.sandbox.shared.world();
        let Some(guild) = world.guilds.get_mut(&self.id).filter(|guild| !guild.has_bot) else { return };
        guild.has_bot = true;
        announce(&mut world, self.id);
    }
}

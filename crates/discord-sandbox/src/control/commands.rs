//! Inspects the commands that the bot registered, and sets command permissions.

use serde_json::Value;

use crate::server::commands::registered;
use crate::state::world::World;

use super::guild_handle::Guild;
use super::sandbox::Sandbox;

fn names(commands: &[Value]) -> impl Iterator<Item = String> {
    commands.iter().filter_map(|command| Some(command["name"].as_str()?.to_owned()))
}

impl Sandbox {
    /// Returns the names of all commands that any guild has, without duplicates.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        let world = self.shared.world();
        let mut all: Vec<String> = Vec::new();
        for name in world.guilds.values().flat_map(|guild| names(registered(guild))) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    }

    /// Removes the commands of every guild, so that [`Self::connected`] waits for the next registration.
    pub fn forget_commands(&self) {
        for guild in self.shared.world().guilds.values_mut() {
            guild.commands = None;
        }
    }

    /// Waits until every shard of the bot is connected and a guild has commands.
    ///
    /// # Panics
    /// On timeout.
    pub async fn connected(&self) {
        let ready = |world: &World| {
            let has_commands = world.guilds.values().any(|guild| !registered(guild).is_empty());
            (world.sessions.are_connected() && has_commands).then_some(())
        };
        self.shared.wait_for("a bot that is ready", ready).await;
    }
}

impl Guild {
    /// Returns the names of the guild's commands.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        let world = self.sandbox.shared.world();
        world.guilds.get(&self.id).map_or_else(Vec::new, |guild| names(registered(guild)).collect())
    }

    /// Waits until the guild has commands.
    ///
    /// # Panics
    /// On timeout.
    pub async fn registered(&self) {
        let some = |world: &World| (!registered(world.guilds.get(&self.id)?).is_empty()).then_some(());
        self.sandbox.shared.wait_for("the commands of a guild", some).await;
    }

    /// Allows or forbids a role to use a command, as administrators do in *Server Settings* → *Integrations*.
    pub fn allows_command(&self, name: &str, role: u64, may: bool) {
        self.change(|guild| {
            guild.command_rules.of_one.entry(name.to_owned()).or_default().insert(role, may);
        });
    }

    /// Allows or forbids a role to use all commands of the bot, as administrators do in *Server Settings* →
    /// *Integrations*.
    pub fn allows_commands(&self, role: u64, may: bool) {
        self.change(|guild| {
            guild.command_rules.of_all.insert(role, may);
        });
    }
}

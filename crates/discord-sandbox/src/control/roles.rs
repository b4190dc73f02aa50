//! Changes and inspects roles of a guild.

use crate::server::permissions::MANAGE_GUILD;
use crate::state::world::World;

use super::actor::Person;
use super::guild_handle::Guild;

impl Guild {
    /// Moves the bot's role below every other role, so that the bot can no longer give or take roles.
    pub fn bot_is_lowest(&self) {
        self.change(|guild| guild.bot_position = 0);
    }

    /// Returns the id of the bot's managed role.
    #[must_use]
    pub fn bot_role(&self) -> u64 {
        let world = self.sandbox.shared.world();
        world.guilds.get(&self.id).map_or(0, |guild| guild.bot_role)
    }

    /// Sets the name of a role.
    pub fn names_role(&self, role: u64, name: &str) {
        self.change(|guild| {
            if let Some(role) = guild.roles.iter_mut().find(|other| other.id == role) {
                name.clone_into(&mut role.name);
            }
        });
    }

    /// Gives a role the permission Manage Server.
    pub fn lets_manage(&self, role: u64) {
        self.change(|guild| {
            if let Some(role) = guild.roles.iter_mut().find(|other| other.id == role) {
                role.permissions |= MANAGE_GUILD;
            }
        });
    }

    /// Deletes a role, and removes it from its members.
    pub fn deletes_role(&self, role: u64) {
        self.change(|guild| {
            guild.roles.retain(|other| other.id != role);
            for member in guild.members.values_mut() {
                member.roles.retain(|other| *other != role);
            }
        });
    }

    /// Returns whether a member has a role.
    #[must_use]
    pub fn has_role(&self, person: &Person, role: u64) -> bool {
        let world = self.sandbox.shared.world();
        let member = world.guilds.get(&self.id).and_then(|guild| guild.members.get(&person.user));
        member.is_some_and(|member| member.roles.contains(&role))
    }

    /// Waits until a member has a role (`true`), or does not have it (`false`).
    ///
    /// # Panics
    /// On timeout.
    pub async fn role_of(&self, person: &Person, role: u64, has: bool) {
        let (guild, user) = (self.id, person.user);
        let found = |world: &World| {
            let member = world.guilds.get(&guild)?.members.get(&user)?;
            (member.roles.contains(&role) == has).then_some(())
        };
        self.sandbox.shared.wait_for(&format!("role {role}: {has}"), found).await;
    }

    /// Removes a member from the guild.
    pub fn loses(&self, person: &Person) {
        self.change(|guild| {
            guild.members.remove(&person.user);
        });
    }
}

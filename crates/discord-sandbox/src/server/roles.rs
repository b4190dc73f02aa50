//! Roles: their members, and the position of the bot's own.

use serde_json::{Value, json};

use super::permissions::{MANAGE_GUILD, MANAGE_ROLES};
use super::rest::{Answer, error};
use super::world::{BOT_NAME, World};
use super::{Guild, Person};

/// The position of the bot's own role at first.
pub(super) const BOT_POSITION: i64 = 100;

/// A role.
#[derive(Debug, Clone)]
pub(super) struct RoleState {
    pub(super) id: u64,
    pub(super) position: i64,
    pub(super) permissions: u64,
}

impl Guild {
    /// Moves the bot's role below every other.
    pub fn bot_is_lowest(&self) {
        self.change(|guild| guild.bot_position = 0);
    }

    /// Returns the bot's own role, which Discord manages.
    #[must_use]
    pub fn bot_role(&self) -> u64 {
        let world = self.sandbox.shared.world();
        world.guilds.get(&self.id).map_or(0, |guild| guild.bot_role)
    }

    /// Lets a role's members manage the server.
    pub fn lets_manage(&self, role: u64) {
        self.change(|guild| {
            if let Some(role) = guild.roles.iter_mut().find(|other| other.id == role) {
                role.permissions |= MANAGE_GUILD;
            }
        });
    }

    /// Deletes a role.
    pub fn deletes_role(&self, role: u64) {
        self.change(|guild| {
            guild.roles.retain(|other| other.id != role);
            for member in guild.members.values_mut() {
                member.roles.retain(|other| *other != role);
            }
        });
    }

    /// Returns whether a person has a role.
    #[must_use]
    pub fn has_role(&self, person: &Person, role: u64) -> bool {
        let world = self.sandbox.shared.world();
        let member = world.guilds.get(&self.id).and_then(|guild| guild.members.get(&person.user));
        member.is_some_and(|member| member.roles.contains(&role))
    }

    /// Waits until a person has a role, or no longer has it.
    ///
    /// # Panics
    /// When that does not come in time.
    pub async fn role_of(&self, person: &Person, role: u64, has: bool) {
        let (guild, user) = (self.id, person.user);
        let found = |world: &World| {
            let member = world.guilds.get(&guild)?.members.get(&user)?;
            (member.roles.contains(&role) == has).then_some(())
        };
        self.sandbox.shared.wait_for(&format!("role {role}: {has}"), found).await;
    }

    /// Removes a member.
    pub fn loses(&self, person: &Person) {
        self.change(|guild| {
            guild.members.remove(&person.user);
        });
    }
}

/// Answers a request to give or take a role.
pub(super) fn give_or_take(world: &mut World, guild: u64, (user, role): (u64, u64), give: bool) -> Answer {
    let Some(guild) = world.guilds.get_mut(&guild) else { return error(404, 10_004, "Unknown Guild") };
    let Some(position) = guild.roles.iter().find(|other| other.id == role).map(|role| role.position) else {
        return error(404, 10_011, "Unknown Role");
    };
    if guild.bot_permissions & MANAGE_ROLES == 0 || position >= guild.bot_position {
        return error(403, 50_013, "Missing Permissions");
    }
    let Some(member) = guild.members.get_mut(&user) else { return error(404, 10_007, "Unknown Member") };
    member.roles.retain(|other| *other != role);
    if give {
        member.roles.push(role);
    }
    Ok(Value::Null)
}

fn role_json(id: u64, name: &str, position: i64, permissions: u64, managed: bool) -> Value {
    json!({ "id": id.to_string(), "name": name, "position": position, "permissions": permissions.to_string(),
        "managed": managed, "color": 0, "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "hoist": false, "mentionable": false, "flags": 0, "icon": null, "unicode_emoji": null })
}

/// Returns the roles of a guild.
pub(super) fn of_guild(world: &World, id: u64) -> Value {
    let Some(guild) = world.guilds.get(&id) else { return json!([]) };
    let mut roles = vec![role_json(id, "@everyone", 0, 1 << 31, false)];
    roles.push(role_json(guild.bot_role, BOT_NAME, guild.bot_position, guild.bot_permissions, true));
    roles.extend(
        guild.roles.iter().map(|role| role_json(role.id, "role", role.position, role.permissions, false)),
    );
    json!(roles)
}

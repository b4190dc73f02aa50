//! The routes of roles.

use serde_json::{Value, json};

use crate::response::{Answer, error};
use crate::state::world::{BOT_NAME, World};

use super::permissions::MANAGE_ROLES;

/// The initial position of the bot's own role.
pub(crate) const BOT_POSITION: i64 = 100;

/// Answers a request that gives a role to a member, or takes it away.
pub(crate) fn give_or_take(world: &mut World, guild: u64, (user, role): (u64, u64), give: bool) -> Answer {
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
pub(crate) fn of_guild(world: &World, id: u64) -> Value {
    let Some(guild) = world.guilds.get(&id) else { return json!([]) };
    let mut roles = vec![role_json(id, "@everyone", 0, 1 << 31, false)];
    roles.push(role_json(guild.bot_role, BOT_NAME, guild.bot_position, guild.bot_permissions, true));
    roles.extend(
        guild.roles.iter().map(|role| role_json(role.id, &role.name, role.position, role.permissions, false)),
    );
    json!(roles)
}

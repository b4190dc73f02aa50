//! What a server is made of besides people: roles, channels, and what the bot may do in it.

use serde_json::{Value, json};

use crate::domain::{ChannelId, RoleId};

use super::rest::{Answer, error};
use super::valid;
use super::world::{APPLICATION, GuildState, World};
use super::{Guild, Person};

/// What the README's invitation grants: view channels, send messages, embed links.
pub(super) const INVITED: u64 = (1 << 10) | (1 << 11) | (1 << 14);
const MANAGE_ROLES: u64 = 1 << 28;
const VIEW_CHANNEL: u64 = 1 << 10;
const SEND_MESSAGES: u64 = 1 << 11;
const EMBED_LINKS: u64 = 1 << 14;
/// Where the bot's own role stands at first.
pub(super) const BOT_POSITION: i64 = 100;

/// A role.
#[derive(Debug, Clone)]
pub(super) struct RoleState {
    pub(super) id: u64,
    pub(super) position: i64,
}

impl Guild {
    /// Lets the bot give and take roles below its own.
    pub fn bot_manages_roles(&self, may: bool) {
        self.change(|guild| {
            guild.bot_permissions = if may { INVITED | MANAGE_ROLES } else { INVITED };
        });
    }

    /// Moves the bot's role below every other.
    pub fn bot_is_lowest(&self) {
        self.change(|guild| guild.bot_position = 0);
    }

    /// Takes the channel away from the bot: it neither sees it nor writes there.
    pub fn hides_from_bot(&self, channel: ChannelId) {
        self.change(|guild| {
            guild.denied.insert(channel.as_u64(), VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS);
        });
    }

    /// The bot may write to the channel, but nothing that has an embed.
    pub fn forbids_embeds(&self, channel: ChannelId) {
        self.change(|guild| {
            guild.denied.insert(channel.as_u64(), EMBED_LINKS);
        });
    }

    /// The bot's own role, which Discord manages.
    #[must_use]
    pub fn bot_role(&self) -> RoleId {
        let world = self.sandbox.shared.world();
        valid(RoleId::new(world.guilds.get(&self.id).map_or(0, |guild| guild.bot_role)))
    }

    /// Deletes a channel.
    pub fn deletes_channel(&self, channel: ChannelId) {
        self.change(|guild| guild.channels.retain(|other| *other != channel.as_u64()));
    }

    /// Deletes a role.
    pub fn deletes_role(&self, role: RoleId) {
        self.change(|guild| {
            guild.roles.retain(|other| other.id != role.as_u64());
            for member in guild.members.values_mut() {
                member.roles.retain(|other| *other != role.as_u64());
            }
        });
    }

    /// Whether somebody has a role.
    #[must_use]
    pub fn has_role(&self, person: &Person, role: RoleId) -> bool {
        let world = self.sandbox.shared.world();
        let member =
            world.guilds.get(&self.id).and_then(|guild| guild.members.get(&person.as_buyer().as_u64()));
        member.is_some_and(|member| member.roles.contains(&role.as_u64()))
    }

    /// Waits until somebody has a role, or has it no more.
    ///
    /// # Panics
    /// When that does not come.
    pub async fn role_of(&self, person: &Person, role: RoleId, has: bool) {
        let (guild, user) = (self.id, person.as_buyer().as_u64());
        let found = |world: &World| {
            let member = world.guilds.get(&guild)?.members.get(&user)?;
            (member.roles.contains(&role.as_u64()) == has).then_some(())
        };
        self.sandbox.shared.wait_for(&format!("role {role}: {has}"), found).await;
    }

    /// Somebody leaves the server.
    pub fn loses(&self, person: &Person) {
        self.change(|guild| {
            guild.members.remove(&person.as_buyer().as_u64());
        });
    }

    fn change(&self, change: impl FnOnce(&mut GuildState)) {
        if let Some(guild) = self.sandbox.shared.world().guilds.get_mut(&self.id) {
            change(guild);
        }
    }
}

/// Answers what is asked of a server; `None` for a route that is none of these.
pub(super) fn route(world: &mut World, method: &str, parts: &[&str]) -> Option<Answer> {
    let ["guilds", id, rest @ ..] = parts else { return None };
    let id: u64 = id.parse().unwrap_or(0);
    if !world.guilds.contains_key(&id) {
        return Some(error(404, 10_004, "Unknown Guild"));
    }
    Some(match (method, rest) {
        ("GET", []) => Ok(guild_json(world, id)),
        ("GET", ["roles"]) => Ok(roles_json(world, id)),
        ("GET", ["channels"]) => Ok(channels_json(world, id)),
        ("GET", ["members", user]) => member(world, id, user.parse().unwrap_or(0)),
        ("PUT" | "DELETE", ["members", user, "roles", role]) => {
            give_or_take(world, id, (user.parse().unwrap_or(0), role.parse().unwrap_or(0)), method == "PUT")
        }
        _ => return None,
    })
}

/// Whether the bot may write to a channel of a server.
pub(super) fn may_write(world: &World, channel: u64) -> Result<(), (u16, Value)> {
    let denied = world.guilds.values().find_map(|guild| guild.denied.get(&channel)).copied().unwrap_or(0);
    if denied & VIEW_CHANNEL != 0 {
        return error(403, 50_001, "Missing Access");
    }
    if denied & SEND_MESSAGES != 0 {
        return error(403, 50_013, "Missing Permissions");
    }
    Ok(())
}

fn member(world: &World, guild: u64, user: u64) -> Answer {
    let bot = || {
        let role = world.guilds.get(&guild).map(|guild| guild.bot_role.to_string());
        json!({ "roles": role.into_iter().collect::<Vec<_>>(), "joined_at": "2024-01-01T00:00:00+00:00", "flags": 0 })
    };
    let known = world.member_json(guild, user).or_else(|| (user == APPLICATION).then(bot));
    let Some(mut member) = known else { return error(404, 10_007, "Unknown Member") };
    member["user"] = world.user_json(user);
    member["deaf"] = json!(false);
    member["mute"] = json!(false);
    Ok(member)
}

fn give_or_take(world: &mut World, guild: u64, (user, role): (u64, u64), give: bool) -> Answer {
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

fn roles_json(world: &World, id: u64) -> Value {
    let Some(guild) = world.guilds.get(&id) else { return json!([]) };
    let mut roles = vec![role_json(id, "@everyone", 0, 1 << 31, false)];
    roles.push(role_json(guild.bot_role, "keyclerk", guild.bot_position, guild.bot_permissions, true));
    roles.extend(guild.roles.iter().map(|role| role_json(role.id, "role", role.position, 0, false)));
    json!(roles)
}

fn channels_json(world: &World, id: u64) -> Value {
    let Some(guild) = world.guilds.get(&id) else { return json!([]) };
    let channel = |channel: &u64| {
        let denied = guild.denied.get(channel).copied().unwrap_or(0);
        let overwrites = if denied == 0 {
            json!([])
        } else {
            json!([{ "id": APPLICATION.to_string(), "type": 1, "allow": "0", "deny": denied.to_string() }])
        };
        json!({ "id": channel.to_string(), "type": 0, "guild_id": id.to_string(), "name": "channel",
            "position": 0, "permission_overwrites": overwrites, "nsfw": false, "parent_id": null })
    };
    guild.channels.iter().map(channel).collect()
}

fn guild_json(world: &World, id: u64) -> Value {
    let locale = world.guilds.get(&id).map(|guild| guild.locale.as_str());
    json!({ "id": id.to_string(), "name": "Anna's Shop", "icon": null, "owner_id": APPLICATION.to_string(),
        "roles": roles_json(world, id), "emojis": [], "features": [], "stickers": [], "mfa_level": 0,
        "nsfw_level": 0, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "system_channel_flags": 0, "premium_tier": 0,
        "preferred_locale": locale, "afk_timeout": 300, "afk_channel_id": null, "nsfw": false,
        "premium_progress_bar_enabled": false })
}

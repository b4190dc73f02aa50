//! The state of guilds, and the routes that read it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::command_permissions::CommandRules;
use super::permissions::INVITED;
use super::rest::{Answer, error};
use super::roles::{BOT_POSITION, RoleState};
use super::world::{APPLICATION, World};
use super::{channels, membership, roles};

#[derive(Debug, Default)]
pub(super) struct GuildState {
    /// True while the bot is a member.
    pub(super) has_bot: bool,
    pub(super) name: String,
    /// Discord's name for the guild's language.
    pub(super) locale: String,
    pub(super) channels: Vec<u64>,
    /// The threads with their parents.
    pub(super) threads: BTreeMap<u64, u64>,
    pub(super) archived: BTreeSet<u64>,
    pub(super) locked: BTreeSet<u64>,
    /// The commands that the bot registered here; `None` if it never did.
    pub(super) commands: Option<Vec<Value>>,
    pub(super) command_rules: CommandRules,
    pub(super) members: HashMap<u64, MemberState>,
    pub(super) roles: Vec<RoleState>,
    pub(super) bot_role: u64,
    pub(super) bot_position: i64,
    pub(super) bot_permissions: u64,
    /// The permissions that the bot is denied, by channel.
    pub(super) denied: HashMap<u64, u64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct MemberState {
    pub(super) roles: Vec<u64>,
    pub(super) permissions: u64,
}

impl World {
    /// Adds a guild with a lobby, and tells the bot of it if it is a member.
    pub(super) fn add_guild(&mut self, id: u64, has_bot: bool) {
        let (lobby, bot_role) = (self.new_id(), self.new_id());
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
        self.guilds.insert(id, guild);
        if has_bot {
            membership::announce(self, id);
        }
    }

    pub(super) fn new_role(&mut self, guild: u64) -> u64 {
        let id = self.new_id();
        let roles = &mut self.guilds.entry(guild).or_default().roles;
        roles.push(RoleState { id, position: i64::try_from(roles.len()).unwrap_or(0) + 1, permissions: 0 });
        id
    }

    pub(super) fn new_channel(&mut self, guild: u64) -> u64 {
        let id = self.new_id();
        self.guilds.entry(guild).or_default().channels.push(id);
        id
    }

    pub(super) fn lobby(&self, guild: u64) -> u64 {
        self.guilds.get(&guild).and_then(|guild| guild.channels.first()).copied().unwrap_or_default()
    }

    /// Returns a member as interactions carry it, without its user; `None` if there is none.
    pub(super) fn member_json(&self, guild: u64, user: u64) -> Option<Value> {
        let member = self.guilds.get(&guild)?.members.get(&user)?;
        let roles: Vec<String> = member.roles.iter().map(ToString::to_string).collect();
        Some(json!({ "roles": roles, "joined_at": "2024-01-01T00:00:00+00:00", "flags": 0, "nick": null,
            "avatar": null, "premium_since": null, "pending": false, "communication_disabled_until": null,
            "permissions": member.permissions.to_string() }))
    }
}

/// Answers a request about a guild. Returns `None` for another route.
pub(super) fn route(world: &mut World, method: &str, parts: &[&str]) -> Option<Answer> {
    let ["guilds", id, rest @ ..] = parts else { return None };
    let id: u64 = id.parse().unwrap_or(0);
    if !world.guilds.get(&id).is_some_and(|guild| guild.has_bot) {
        return Some(error(404, 10_004, "Unknown Guild"));
    }
    Some(match (method, rest) {
        ("GET", []) => Ok(guild_json(world, id)),
        ("GET", ["roles"]) => Ok(roles::of_guild(world, id)),
        ("GET", ["channels"]) => Ok(channels::of_guild(world, id)),
        ("GET", ["members", user]) => member(world, id, user.parse().unwrap_or(0)),
        ("PUT" | "DELETE", ["members", user, "roles", role]) => roles::give_or_take(
            world,
            id,
            (user.parse().unwrap_or(0), role.parse().unwrap_or(0)),
            method == "PUT",
        ),
        _ => return None,
    })
}

/// Answers a request for a member, the bot included.
pub(super) fn member(world: &World, guild: u64, user: u64) -> Answer {
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

/// A guild as `GET /guilds/{id}` answers it.
pub(super) fn guild_json(world: &World, id: u64) -> Value {
    let guild = world.guilds.get(&id);
    let (name, locale) = (guild.map(|guild| &guild.name), guild.map(|guild| &guild.locale));
    json!({ "id": id.to_string(), "name": name, "icon": null, "owner_id": APPLICATION.to_string(),
        "roles": roles::of_guild(world, id), "emojis": [], "features": [], "stickers": [], "mfa_level": 0,
        "nsfw_level": 0, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "system_channel_flags": 0, "premium_tier": 0,
        "preferred_locale": locale, "afk_timeout": 300, "afk_channel_id": null, "nsfw": false,
        "premium_progress_bar_enabled": false })
}

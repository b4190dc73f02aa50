//! The routes of guilds.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::response::{Answer, error};
use crate::state::world::{APPLICATION, World};

use super::{channels, roles};

/// Answers a request about a guild. Returns `None` for unknown routes.
pub(crate) fn route(world: &mut World, method: &str, parts: &[&str]) -> Option<Answer> {
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

/// Answers `GET /users/@me/guilds`: a page of the guilds that the bot is in, by id.
pub(crate) fn of_bot(world: &World, query: &HashMap<String, u64>) -> Value {
    let (after, limit) =
        (query.get("after").copied().unwrap_or(0), query.get("limit").copied().unwrap_or(200));
    let guilds = world.guilds.iter().filter(|(id, guild)| guild.has_bot && **id > after);
    let page = guilds.take(usize::try_from(limit).unwrap_or(200).min(200));
    page.map(|(id, guild)| {
        json!({ "id": id.to_string(), "name": guild.name, "icon": null, "banner": null, "owner": false,
            "permissions": guild.bot_permissions.to_string(), "features": [] })
    })
    .collect()
}

/// Answers `GET /guilds/{id}/members/{id}`. The bot is a member, too.
pub(crate) fn member(world: &World, guild: u64, user: u64) -> Answer {
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

/// Returns a guild as `GET /guilds/{id}` answers it.
pub(crate) fn guild_json(world: &World, id: u64) -> Value {
    let guild = world.guilds.get(&id);
    let (name, locale) = (guild.map(|guild| &guild.name), guild.map(|guild| &guild.locale));
    json!({ "id": id.to_string(), "name": name, "icon": null, "owner_id": APPLICATION.to_string(),
        "roles": roles::of_guild(world, id), "emojis": [], "features": [], "stickers": [], "mfa_level": 0,
        "nsfw_level": 0, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "system_channel_flags": 0, "premium_tier": 0,
        "preferred_locale": locale, "afk_timeout": 300, "afk_channel_id": null, "nsfw": false,
        "premium_progress_bar_enabled": false })
}

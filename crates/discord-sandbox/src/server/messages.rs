//! The routes that send and read messages.

use std::collections::HashMap;
use std::time::Instant;

use serde_json::Value;

use crate::response::{Answer, error};
use crate::state::messages::Posted;
use crate::state::world::World;

use super::attachments::{self, File};
use super::channel_kind::{Place, place};
use super::{channels, permissions, validation};

/// Answers `POST /users/@me/channels`.
pub(crate) fn open_dm(world: &mut World, body: &Value) -> Answer {
    let user: u64 = body["recipient_id"]
        .as_u64()
        .or_else(|| body["recipient_id"].as_str().and_then(|id| id.parse().ok()))
        .unwrap_or(0);
    if !world.users.contains_key(&user) {
        return error(400, 50_033, "Invalid Recipient(s)");
    }
    let channel = world.dm_of(user);
    Ok(channels::dm_json(world, channel, user))
}

/// Answers `POST /channels/{id}/messages`.
pub(crate) fn send(world: &mut World, channel: &str, body: &Value, files: Vec<File>) -> Answer {
    let channel: u64 = channel.parse().unwrap_or(0);
    let place = place(world, channel)?;
    permissions::may_write(world, place)?;
    if let Err(why) = validation::message(body, true) {
        return error(400, 50_035, &format!("Invalid Form Body: {why}"));
    }
    if let Place::Dm(user) = place
        && world.users.get(&user).is_some_and(|user| user.dms_closed)
    {
        return error(403, 50_007, "Cannot send messages to this user");
    }
    let nonce = body["nonce"].as_str().map(str::to_owned);
    if body["enforce_nonce"] == true
        && let Some(nonce) = &nonce
        && let Some(earlier) = world.messages.with_nonce(channel, nonce)
    {
        return Ok(world.message_json(earlier));
    }
    let attachments = match attachments::attached(body, files) {
        Ok(attached) => attached.unwrap_or_default(),
        Err((status, code, why)) => return error(status, code, why),
    };
    if let Place::Thread { guild, thread, .. } = place
        && let Some(guild) = world.guilds.get_mut(&guild)
    {
        guild.archived.remove(&thread);
    }
    let id = world.new_id();
    let nonce = nonce.map(|nonce| (nonce, Instant::now()));
    let body = body.clone();
    let message = Posted { id, channel, body, ephemeral: false, interaction: None, nonce, attachments };
    world.messages.add(message.clone());
    Ok(world.message_json(&message))
}

/// Answers `GET /channels/{id}/messages` with the newest messages, or the newest before a given one.
pub(crate) fn page(world: &World, channel: &str, query: &HashMap<String, u64>) -> Answer {
    let channel: u64 = channel.parse().unwrap_or(0);
    permissions::may_see(world, place(world, channel)?)?;
    let limit = query.get("limit").map_or(Ok(50), |limit| usize::try_from(*limit)).unwrap_or(usize::MAX);
    if !(1..=100).contains(&limit) || query.keys().any(|name| name != "limit" && name != "before") {
        return error(400, 50_035, "Invalid Form Body: query");
    }
    let is_before = |message: &Posted| query.get("before").is_none_or(|before| message.id < *before);
    let newest_first = world.messages_in(channel).into_iter().rev().filter(is_before);
    Ok(newest_first.take(limit).map(|message| world.message_json(&message)).collect())
}

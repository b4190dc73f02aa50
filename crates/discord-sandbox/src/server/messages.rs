//! Messages: their store, and the routes that send and read them.
//!
//! The store is indexed by id and channel, so that it stays fast in a long benchmark.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::attachments::{self, Attachment, File};
use super::channels::Place;
use super::rest::{Answer, error};
use super::world::World;
use super::{Sandbox, channels, permissions, validation};

/// The time for which a nonce names the same message. Discord does not publish its own.
const NONCE_WINDOW: Duration = Duration::from_mins(3);

/// A message of the bot.
#[derive(Debug, Clone)]
pub struct Posted {
    /// The message's id.
    pub id: u64,
    /// The channel's id.
    pub channel: u64,
    /// Content, embeds, components and allowed mentions, as sent.
    pub body: Value,
    /// The attached files.
    pub attachments: Vec<Attachment>,
    pub(super) ephemeral: bool,
    pub(super) nonce: Option<(String, Instant)>,
}

/// All messages.
#[derive(Debug, Default)]
pub(super) struct Messages {
    by_id: BTreeMap<u64, Posted>,
    by_channel: HashMap<u64, Vec<u64>>,
    nonce_window: Option<Duration>,
}

impl Messages {
    pub(super) fn add(&mut self, message: Posted) {
        self.by_channel.entry(message.channel).or_default().push(message.id);
        self.by_id.insert(message.id, message);
    }

    pub(super) fn one(&self, id: u64) -> Option<&Posted> {
        self.by_id.get(&id)
    }

    pub(super) fn one_mut(&mut self, id: u64) -> Option<&mut Posted> {
        self.by_id.get_mut(&id)
    }

    /// Returns the messages of a channel, oldest first.
    pub(super) fn of_channel(&self, channel: u64) -> impl DoubleEndedIterator<Item = &Posted> {
        self.by_channel.get(&channel).into_iter().flatten().filter_map(|id| self.one(*id))
    }

    /// Finds the message that was sent to a channel with a nonce, while Discord remembers it.
    pub(super) fn with_nonce(&self, channel: u64, nonce: &str) -> Option<&Posted> {
        let window = self.nonce_window.unwrap_or(NONCE_WINDOW);
        self.of_channel(channel).find(|message| {
            message.nonce.as_ref().is_some_and(|(other, at)| other == nonce && at.elapsed() < window)
        })
    }

    /// Forgets every nonce, as Discord does when its window has passed.
    fn forget_nonces(&mut self) {
        for message in self.by_id.values_mut() {
            message.nonce = None;
        }
    }
}

impl Sandbox {
    /// Forgets every nonce, as Discord does when its window has passed.
    pub fn forget_nonces(&self) {
        self.shared.world().messages.forget_nonces();
    }

    /// Remembers a nonce for this long instead of three minutes.
    pub fn nonce_window(&self, window: Duration) {
        self.shared.world().messages.nonce_window = Some(window);
    }
}

/// Answers `POST /users/@me/channels`.
pub(super) fn open_dm(world: &mut World, body: &Value) -> Answer {
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
pub(super) fn send(world: &mut World, channel: &str, body: &Value, files: Vec<File>) -> Answer {
    let channel: u64 = channel.parse().unwrap_or(0);
    let place = channels::place(world, channel)?;
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
    let message = Posted { id, channel, body: body.clone(), ephemeral: false, nonce, attachments };
    world.messages.add(message.clone());
    Ok(world.message_json(&message))
}

/// Answers `GET /channels/{id}/messages`: the newest messages, or the newest before one.
pub(super) fn page(world: &World, channel: &str, query: &HashMap<String, u64>) -> Answer {
    let channel: u64 = channel.parse().unwrap_or(0);
    permissions::may_see(world, channels::place(world, channel)?)?;
    let limit = query.get("limit").map_or(Ok(50), |limit| usize::try_from(*limit)).unwrap_or(usize::MAX);
    if !(1..=100).contains(&limit) || query.keys().any(|name| name != "limit" && name != "before") {
        return error(400, 50_035, "Invalid Form Body: query");
    }
    let is_before = |message: &Posted| query.get("before").is_none_or(|before| message.id < *before);
    let newest_first = world.messages_in(channel).into_iter().rev().filter(is_before);
    Ok(newest_first.take(limit).map(|message| world.message_json(&message)).collect())
}

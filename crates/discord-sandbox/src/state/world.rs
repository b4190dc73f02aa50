//! The world: all state of one local Discord.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::faults::Faults;
use super::guild::{GuildState, RoleState};
use super::interaction::Sent;
use super::messages::{Attachment, Messages, Posted};
use super::rate_limits::RateLimits;
use super::sessions::Sessions;
use serde_json::{Value, json};

/// The id of the bot's application and of its user.
pub(crate) const APPLICATION: u64 = 900_000_000_000_000_001;
/// The name of the bot's application, user and role.
pub(crate) const BOT_NAME: &str = "bot";
/// The epoch of Discord's ids, in milliseconds of Unix time.
const FIRST_MILLISECOND: u64 = 1_420_070_400_000;
pub(crate) const TOKEN: &str = "OTAwMDAwMDAwMDAwMDAwMDAx.sandbox.token";

/// A request that the bot made to the REST API.
#[derive(Debug, Clone)]
pub struct Request {
    /// The HTTP method.
    pub method: String,
    /// The path after `/api/v10/`, without the query.
    pub path: String,
    /// The time at which the request arrived.
    pub at: Instant,
}

#[derive(Debug, Clone)]
pub(crate) struct UserState {
    pub(crate) name: String,
    pub(crate) bot: bool,
    pub(crate) dms_closed: bool,
    pub(crate) locale: String,
}

#[derive(Debug, Default)]
pub(crate) struct World {
    last_id: u64,
    /// The owner of the application. Created on first use.
    owner: Option<u64>,
    /// The team that owns the application, if one does.
    pub(crate) team: Option<u64>,
    pub(crate) guilds: BTreeMap<u64, GuildState>,
    pub(crate) users: HashMap<u64, UserState>,
    /// The DM channel of each user.
    dms: HashMap<u64, u64>,
    /// The user of each DM channel.
    in_dms: HashMap<u64, u64>,
    pub(crate) messages: Messages,
    pub(crate) interactions: HashMap<u64, Sent>,
    /// The interactions that the bot has not answered yet.
    pub(crate) unanswered: BTreeSet<u64>,
    pub(crate) violations: Vec<String>,
    pub(crate) faults: Faults,
    pub(crate) rate_limits: RateLimits,
    pub(crate) refused_requests: usize,
    pub(crate) limited_requests: usize,
    pub(crate) requests: Vec<Request>,
    pub(crate) latency: Duration,
    /// The gateway's URL, if the test set another one.
    pub(crate) gateway_url: Option<String>,
    pub(crate) sessions: Sessions,
}

/// Returns the time that an id contains, in milliseconds of Unix time.
pub(crate) fn time_of(id: u64) -> u64 {
    (id >> 22) + FIRST_MILLISECOND
}

impl World {
    /// Creates a snowflake: it contains the time, and is greater than all earlier ones.
    pub(crate) fn new_id(&mut self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let since_first = u64::try_from(now).unwrap_or(0).saturating_sub(FIRST_MILLISECOND);
        self.last_id = (self.last_id + 1).max(since_first << 22);
        self.last_id
    }

    pub(crate) fn new_user(&mut self, name: &str) -> u64 {
        let id = self.new_id();
        self.users.insert(
            id,
            UserState { name: name.to_owned(), bot: false, dms_closed: false, locale: "en-GB".to_owned() },
        );
        id
    }

    pub(crate) fn owner(&mut self) -> u64 {
        if let Some(owner) = self.owner {
            return owner;
        }
        let owner = self.new_user("owner");
        self.owner = Some(owner);
        owner
    }

    pub(crate) fn messages_in(&self, channel: u64) -> Vec<Posted> {
        self.messages.of_channel(channel).filter(|message| !message.ephemeral).cloned().collect()
    }

    pub(crate) fn dm_of(&mut self, user: u64) -> u64 {
        if let Some(channel) = self.dms.get(&user) {
            return *channel;
        }
        let channel = self.new_id();
        self.dms.insert(user, channel);
        self.in_dms.insert(channel, user);
        channel
    }

    /// Returns the user of a DM channel; `None` for another channel.
    pub(crate) fn user_in_dm(&self, channel: u64) -> Option<u64> {
        self.in_dms.get(&channel).copied()
    }

    pub(crate) fn user_json(&self, id: u64) -> Value {
        let (name, bot) = self.users.get(&id).map_or((BOT_NAME, true), |user| (user.name.as_str(), user.bot));
        json!({ "id": id.to_string(), "username": name, "discriminator": "0", "global_name": null,
            "avatar": null, "bot": bot })
    }

    pub(crate) fn new_role(&mut self, guild: u64) -> u64 {
        let id = self.new_id();
        let roles = &mut self.guilds.entry(guild).or_default().roles;
        let position = i64::try_from(roles.len()).unwrap_or(0) + 1;
        roles.push(RoleState { id, name: "role".to_owned(), position, permissions: 0 });
        id
    }

    pub(crate) fn new_channel(&mut self, guild: u64) -> u64 {
        let id = self.new_id();
        self.guilds.entry(guild).or_default().channels.push(id);
        id
    }

    pub(crate) fn lobby(&self, guild: u64) -> u64 {
        self.guilds.get(&guild).and_then(|guild| guild.channels.first()).copied().unwrap_or_default()
    }

    /// Returns a member without its user, as interactions contain it.
    pub(crate) fn member_json(&self, guild: u64, user: u64) -> Option<Value> {
        let member = self.guilds.get(&guild)?.members.get(&user)?;
        let roles: Vec<String> = member.roles.iter().map(ToString::to_string).collect();
        Some(json!({ "roles": roles, "joined_at": "2024-01-01T00:00:00+00:00", "flags": 0, "nick": null,
            "avatar": null, "premium_since": null, "pending": false, "communication_disabled_until": null,
            "permissions": member.permissions.to_string() }))
    }

    pub(crate) fn message_json(&self, message: &Posted) -> Value {
        let field = |name: &str, empty: Value| {
            message.body.get(name).filter(|v| !v.is_null()).cloned().unwrap_or(empty)
        };
        let attachments: Vec<Value> = message.attachments.iter().zip(1..).map(Attachment::json).collect();
        json!({ "id": message.id.to_string(), "channel_id": message.channel.to_string(),
            "author": self.user_json(APPLICATION), "content": field("content", json!("")),
            "embeds": field("embeds", json!([])), "components": field("components", json!([])),
            "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": null, "tts": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": attachments,
            "pinned": false, "type": 0, "flags": if message.ephemeral { 64 } else { 0 },
            "nonce": message.nonce.as_ref().map(|(nonce, _)| nonce) })
    }
}

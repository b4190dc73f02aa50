//! The state of the local Discord, shared by its routes and its people.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::PATIENCE;
use super::attachments::Attachment;
use super::faults::Faults;
use super::guilds::GuildState;
use super::interactions::Sent;
use super::messages::{Messages, Posted};
use super::rate_limits::RateLimits;
use super::sessions::Sessions;

pub(super) const APPLICATION: u64 = 900_000_000_000_000_001;
pub(super) const BOT_NAME: &str = "bot";
/// The first millisecond of Discord's ids.
const FIRST_MILLISECOND: u64 = 1_420_070_400_000;
pub(super) const TOKEN: &str = "OTAwMDAwMDAwMDAwMDAwMDAx.sandbox.token";

/// A request to the REST API.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The time at which it came.
    pub at: Instant,
}

#[derive(Debug, Clone)]
pub(super) struct UserState {
    pub(super) name: String,
    pub(super) bot: bool,
    pub(super) dms_closed: bool,
    pub(super) locale: String,
}

#[derive(Debug, Default)]
pub(super) struct World {
    last_id: u64,
    /// The application's owner, once somebody asked for it.
    owner: Option<u64>,
    /// The team that the application belongs to.
    pub(super) team: Option<u64>,
    pub(super) guilds: BTreeMap<u64, GuildState>,
    pub(super) users: HashMap<u64, UserState>,
    /// DM channels by their user.
    dms: HashMap<u64, u64>,
    /// Users by their DM channel.
    in_dms: HashMap<u64, u64>,
    pub(super) messages: Messages,
    pub(super) interactions: HashMap<u64, Sent>,
    /// The interactions to which the bot owes an answer.
    pub(super) unanswered: BTreeSet<u64>,
    pub(super) violations: Vec<String>,
    pub(super) faults: Faults,
    pub(super) rate_limits: RateLimits,
    pub(super) refused_requests: usize,
    pub(super) limited_requests: usize,
    pub(super) requests: Vec<Request>,
    pub(super) latency: Duration,
    /// The gateway's address, if it is not this machine's port.
    pub(super) gateway_url: Option<String>,
    pub(super) sessions: Sessions,
}

impl World {
    /// Makes an id: as Discord's do, it holds the time, and it is above all others.
    pub(super) fn new_id(&mut self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let since_first = u64::try_from(now).unwrap_or(0).saturating_sub(FIRST_MILLISECOND);
        self.last_id = (self.last_id + 1).max(since_first << 22);
        self.last_id
    }

    pub(super) fn new_user(&mut self, name: &str) -> u64 {
        let id = self.new_id();
        self.users.insert(
            id,
            UserState { name: name.to_owned(), bot: false, dms_closed: false, locale: "en-GB".to_owned() },
        );
        id
    }

    pub(super) fn owner(&mut self) -> u64 {
        if let Some(owner) = self.owner {
            return owner;
        }
        let owner = self.new_user("owner");
        self.owner = Some(owner);
        owner
    }

    pub(super) fn messages_in(&self, channel: u64) -> Vec<Posted> {
        self.messages.of_channel(channel).filter(|message| !message.ephemeral).cloned().collect()
    }

    pub(super) fn dm_of(&mut self, user: u64) -> u64 {
        if let Some(channel) = self.dms.get(&user) {
            return *channel;
        }
        let channel = self.new_id();
        self.dms.insert(user, channel);
        self.in_dms.insert(channel, user);
        channel
    }

    /// Returns the user of a DM channel; `None` for another channel.
    pub(super) fn user_in_dm(&self, channel: u64) -> Option<u64> {
        self.in_dms.get(&channel).copied()
    }

    pub(super) fn user_json(&self, id: u64) -> Value {
        let (name, bot) = self.users.get(&id).map_or((BOT_NAME, true), |user| (user.name.as_str(), user.bot));
        json!({ "id": id.to_string(), "username": name, "discriminator": "0", "global_name": null,
            "avatar": null, "bot": bot })
    }

    pub(super) fn message_json(&self, message: &Posted) -> Value {
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

/// The state behind its lock.
pub(super) struct Shared {
    world: Mutex<World>,
    pub(super) changed: Notify,
    pub(super) address: SocketAddr,
}

impl Shared {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { world: Mutex::default(), changed: Notify::new(), address }
    }

    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the address of the gateway.
    pub(super) fn gateway_url(&self, world: &World) -> String {
        world.gateway_url.clone().unwrap_or_else(|| format!("ws://{}", self.address))
    }

    /// Waits until `found` returns something. It is called again after every request and event.
    pub(super) async fn until<T>(&self, mut found: impl FnMut(&World) -> Option<T>) -> T {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if let Some(found) = found(&self.world()) {
                return found;
            }
            changed.await;
        }
    }

    /// Waits until `found` returns something, but not for ever.
    ///
    /// # Panics
    /// When nothing is found in time, with the list of all requests.
    pub(super) async fn wait_for<T>(&self, what: &str, found: impl FnMut(&World) -> Option<T>) -> T {
        if let Ok(found) = tokio::time::timeout(PATIENCE, self.until(found)).await {
            return found;
        }
        let world = self.world();
        let requests: Vec<String> =
            world.requests.iter().map(|request| format!("{} {}", request.method, request.path)).collect();
        let violations = world.violations.join("\n");
        drop(world);
        panic!("waited in vain for {what}; the bot asked:\n{}\n{violations}", requests.join("\n"));
    }
}

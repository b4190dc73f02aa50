//! What the local Discord knows: guilds, people, messages, interactions.

use std::collections::{BTreeSet, HashMap};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc};

use super::PATIENCE;
use super::attachments::Attachment;
use super::fault::Faults;
use super::guilds::{BOT_POSITION, INVITED, RoleState};
use super::messages::{Messages, Posted};
use super::rate_limit::RateLimits;

pub(super) const APPLICATION: u64 = 900_000_000_000_000_001;
pub(super) const TOKEN: &str = "OTAwMDAwMDAwMDAwMDAwMDAx.sandbox.token";

/// A request to the REST API.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its method.
    pub method: String,
    /// Its path, without the query.
    pub path: String,
    /// When it came.
    pub at: Instant,
}

/// An interaction that was sent to the bot.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) payload: Value,
    pub(super) token: String,
    pub(super) at: Instant,
    pub(super) acknowledged: Option<(u64, Instant)>,
    /// The message that `@original` is.
    pub(super) original: Option<u64>,
    /// The messages that followed it.
    pub(super) more: Vec<u64>,
    pub(super) choices: Option<Vec<Value>>,
    pub(super) modal: Option<Value>,
}

#[derive(Debug, Default)]
pub(super) struct GuildState {
    /// As Discord names it.
    pub(super) locale: String,
    pub(super) channels: Vec<u64>,
    pub(super) members: HashMap<u64, MemberState>,
    pub(super) roles: Vec<RoleState>,
    pub(super) bot_role: u64,
    pub(super) bot_position: i64,
    pub(super) bot_permissions: u64,
    /// What the bot may not do in a channel.
    pub(super) denied: HashMap<u64, u64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct MemberState {
    pub(super) roles: Vec<u64>,
    pub(super) permissions: u64,
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
    next_id: u64,
    /// Who owns the application, once somebody asked.
    pub(super) owner: Option<u64>,
    pub(super) guilds: HashMap<u64, GuildState>,
    pub(super) users: HashMap<u64, UserState>,
    /// DM channels by their user, and the other way round.
    dms: HashMap<u64, u64>,
    in_dms: HashMap<u64, u64>,
    pub(super) messages: Messages,
    pub(super) interactions: HashMap<u64, Sent>,
    /// The interactions to which the bot owes an answer.
    pub(super) unanswered: BTreeSet<u64>,
    pub(super) commands: Vec<Value>,
    pub(super) violations: Vec<String>,
    pub(super) faults: Faults,
    pub(super) rate_limits: RateLimits,
    pub(super) refused_requests: usize,
    pub(super) limited_requests: usize,
    pub(super) requests: Vec<Request>,
    pub(super) latency: Duration,
    /// The gateway's address, if it is not this machine's port.
    pub(super) gateway_url: Option<String>,
    pub(super) gateway: Option<mpsc::UnboundedSender<Utf8Bytes>>,
    /// Everything dispatched in this session, for RESUME.
    pub(super) dispatched: Vec<Utf8Bytes>,
}

impl World {
    pub(super) fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        1_000_000_000_000_000_000 + self.next_id
    }

    pub(super) fn new_guild(&mut self) -> u64 {
        let (id, lobby, bot_role) = (self.new_id(), self.new_id(), self.new_id());
        let guild = GuildState {
            locale: "en-US".to_owned(),
            channels: vec![lobby],
            bot_role,
            bot_position: BOT_POSITION,
            bot_permissions: INVITED,
            ..GuildState::default()
        };
        self.guilds.insert(id, guild);
        id
    }

    pub(super) fn new_role(&mut self, guild: u64) -> u64 {
        let id = self.new_id();
        let roles = &mut self.guilds.entry(guild).or_default().roles;
        roles.push(RoleState { id, position: i64::try_from(roles.len()).unwrap_or(0) + 1 });
        id
    }

    pub(super) fn new_channel(&mut self, guild: u64) -> u64 {
        let id = self.new_id();
        self.guilds.entry(guild).or_default().channels.push(id);
        id
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

    pub(super) fn lobby(&self, guild: u64) -> u64 {
        self.guilds.get(&guild).and_then(|guild| guild.channels.first()).copied().unwrap_or_default()
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

    /// Whose direct messages a channel holds, if it is such a channel.
    pub(super) fn user_in_dm(&self, channel: u64) -> Option<u64> {
        self.in_dms.get(&channel).copied()
    }

    pub(super) fn user_json(&self, id: u64) -> Value {
        let (name, bot) =
            self.users.get(&id).map_or(("keyclerk", true), |user| (user.name.as_str(), user.bot));
        json!({ "id": id.to_string(), "username": name, "discriminator": "0", "global_name": null,
            "avatar": null, "bot": bot })
    }

    /// A member as interactions carry one, without its user; `None` for somebody who is not there.
    pub(super) fn member_json(&self, guild: u64, user: u64) -> Option<Value> {
        let member = self.guilds.get(&guild)?.members.get(&user)?;
        let roles: Vec<String> = member.roles.iter().map(ToString::to_string).collect();
        Some(json!({ "roles": roles, "joined_at": "2024-01-01T00:00:00+00:00", "flags": 0, "nick": null,
            "avatar": null, "premium_since": null, "pending": false, "communication_disabled_until": null,
            "permissions": member.permissions.to_string() }))
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

    /// Sends an event to the bot, and keeps it for a RESUME.
    pub(super) fn dispatch(&mut self, name: &str, data: &Value) {
        let number = self.dispatched.len() + 1;
        let event = Utf8Bytes::from(format!(r#"{{"op":0,"t":"{name}","s":{number},"d":{data}}}"#));
        self.dispatched.push(event.clone());
        if let Some(gateway) = &self.gateway {
            drop(gateway.send(event));
        }
    }
}

/// The world, shared by its routes and its people.
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

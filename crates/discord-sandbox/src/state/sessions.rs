//! Gateway sessions: one for each shard of the bot, and the limits on starting them.
//!
//! The events of a guild go to shard `(guild_id >> 22) % shards`. All other events go to shard 0. A
//! session keeps its events, so that the bot can resume it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};
use tokio::sync::mpsc;

/// The sending half of a connection.
pub(crate) type Connection = mpsc::UnboundedSender<Utf8Bytes>;

const STARTS_PER_DAY: u32 = 1000;
/// The shortest time between two starts of sessions. Discord allows one per 5 seconds if
/// `max_concurrency` is 1. Clients measure that time themselves, so an IDENTIFY may arrive a little
/// early.
const BETWEEN_STARTS: Duration = Duration::from_millis(4750);

/// The session of one shard.
#[derive(Debug)]
pub(crate) struct Session {
    shard: u64,
    shards: u64,
    intents: u64,
    /// `None` while the bot is disconnected.
    connection: Option<Connection>,
    dispatched: Vec<Utf8Bytes>,
}

impl Session {
    /// Creates a session from the data of an IDENTIFY.
    pub(crate) fn new(identify: &Value, connection: Connection) -> Self {
        Self {
            shard: identify["shard"][0].as_u64().unwrap_or(0),
            shards: identify["shard"][1].as_u64().unwrap_or(1).max(1),
            intents: identify["intents"].as_u64().unwrap_or(0),
            connection: Some(connection),
            dispatched: Vec::new(),
        }
    }

    /// Returns whether the session gets the events of a guild. `None` stands for events of no guild.
    pub(crate) fn serves(&self, guild: Option<u64>) -> bool {
        guild.map_or(0, |guild| (guild >> 22) % self.shards) == self.shard
    }

    /// Returns whether the bot asked for all of these intents.
    pub(crate) fn intends(&self, intents: u64) -> bool {
        self.intents & intents == intents
    }

    pub(crate) fn id(&self) -> String {
        format!("sandbox-{}", self.shard)
    }

    /// Sends an event to the bot, and keeps it for a RESUME.
    pub(crate) fn dispatch(&mut self, name: &str, data: &Value) {
        let number = self.dispatched.len() + 1;
        let event = Utf8Bytes::from(format!(r#"{{"op":0,"t":"{name}","s":{number},"d":{data}}}"#));
        self.dispatched.push(event.clone());
        if let Some(connection) = &self.connection {
            drop(connection.send(event));
        }
    }

    fn is_on(&self, connection: &Connection) -> bool {
        self.connection.as_ref().is_some_and(|other| other.same_channel(connection))
    }
}

/// All sessions of the bot.
#[derive(Debug)]
pub(crate) struct Sessions {
    /// The number of shards that `GET /gateway/bot` recommends.
    shards: u64,
    by_shard: BTreeMap<u64, Session>,
    last_start: Option<Instant>,
    remaining_starts: u32,
    starts_reset_at: Option<Instant>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            shards: 1,
            by_shard: BTreeMap::new(),
            last_start: None,
            remaining_starts: STARTS_PER_DAY,
            starts_reset_at: None,
        }
    }
}

impl Sessions {
    /// Starts a session. It replaces the shard's earlier session.
    ///
    /// # Errors
    /// Discord would refuse to start it. The error is a description of the reason.
    pub(crate) fn start(&mut self, session: Session) -> Result<&mut Session, String> {
        let now = Instant::now();
        let since_last = self.last_start.map(|last| now - last);
        let (shard, shards) = (session.shard, session.shards);
        if shard >= shards {
            return Err(format!("IDENTIFY as shard {shard} of {shards}"));
        }
        if self.shards.max(shards) > 1
            && let Some(since) = since_last.filter(|since| *since < BETWEEN_STARTS)
        {
            return Err(format!("IDENTIFY {since:?} after another, with a max_concurrency of 1"));
        }
        self.reset_starts(now);
        if self.remaining_starts == 0 {
            return Err("IDENTIFY without a session start left".to_owned());
        }
        self.remaining_starts -= 1;
        self.last_start = Some(now);
        self.by_shard.retain(|other, session| *other != shard && session.shards == shards);
        Ok(self.by_shard.entry(shard).or_insert(session))
    }

    /// Resumes a session: sends the events after number `seen` again. Returns false if there is no such
    /// session.
    pub(crate) fn resume(&mut self, id: &str, seen: u64, connection: &Connection) -> bool {
        let Some(session) = self.by_shard.values_mut().find(|session| session.id() == id) else {
            return false;
        };
        session.connection = Some(connection.clone());
        for event in session.dispatched.iter().skip(usize::try_from(seen).unwrap_or(usize::MAX)) {
            drop(connection.send(event.clone()));
        }
        session.dispatch("RESUMED", &json!({ "_trace": [] }));
        true
    }

    /// Sends an event to the session of its guild, if the bot asked for its intents.
    pub(crate) fn dispatch(&mut self, guild: Option<u64>, intents: u64, name: &str, data: &Value) {
        let to = |session: &&mut Session| session.serves(guild) && session.intends(intents);
        for session in self.by_shard.values_mut().filter(to) {
            session.dispatch(name, data);
        }
    }

    /// Returns whether any session uses a connection.
    pub(crate) fn has(&self, connection: &Connection) -> bool {
        self.by_shard.values().any(|session| session.is_on(connection))
    }

    /// Detaches a closed connection from its session. The bot can resume the session.
    pub(crate) fn closed(&mut self, connection: &Connection) {
        for session in self.by_shard.values_mut().filter(|session| session.is_on(connection)) {
            session.connection = None;
        }
    }

    /// Returns whether every recommended shard is connected.
    pub(crate) fn are_connected(&self) -> bool {
        (0..self.shards)
            .all(|shard| self.by_shard.get(&shard).is_some_and(|session| session.connection.is_some()))
    }

    /// Sets the number of recommended shards.
    pub(crate) fn recommend(&mut self, shards: u64) {
        self.shards = shards.max(1);
    }

    /// Returns the number of recommended shards.
    pub(crate) fn recommended(&self) -> u64 {
        self.shards
    }

    /// Sets the number of starts that are left, and the time after which it is reset.
    pub(crate) fn leave_starts(&mut self, remaining: u32, reset_after: Duration) {
        self.remaining_starts = remaining;
        self.starts_reset_at = Some(Instant::now() + reset_after);
    }

    /// Disconnects the session of one shard, or every session.
    pub(crate) fn disconnect(&mut self, shard: Option<u64>) {
        for (_, session) in self.by_shard.iter_mut().filter(|(id, _)| shard.is_none_or(|shard| shard == **id))
        {
            session.connection = None;
        }
    }

    /// Returns the answer of `GET /gateway/bot`.
    pub(crate) fn json(&mut self, url: &str) -> Value {
        let now = Instant::now();
        self.reset_starts(now);
        let reset_after = self.starts_reset_at.map_or(Duration::ZERO, |at| at - now);
        json!({ "url": url, "shards": self.shards, "session_start_limit": { "total": STARTS_PER_DAY,
            "remaining": self.remaining_starts, "max_concurrency": 1,
            "reset_after": u64::try_from(reset_after.as_millis()).unwrap_or(u64::MAX) } })
    }

    fn reset_starts(&mut self, now: Instant) {
        if self.starts_reset_at.is_some_and(|at| at <= now) {
            self.starts_reset_at = None;
            self.remaining_starts = STARTS_PER_DAY;
        }
    }
}

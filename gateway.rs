//! The gateway: HELLO, IDENTIFY, heartbeats, events, RESUME with replay, and ways to lose it.

use std::io::Write as _;
use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedSender};

use super::Sandbox;
use super::shared::Shared;
use super::state::{APPLICATION, TOKEN, World};

const HEARTBEAT_MILLIS: u64 = 41_250;

/// What the sandbox has a connection do.
#[derive(Debug)]
pub(super) enum Order {
    Send(Value),
    Close(u16),
    /// Ends the connection without a word.
    Drop,
}

/// A bot's session; it outlives its connection, so that it can be resumed.
#[derive(Debug)]
pub(super) struct Session {
    id: String,
    connection: Option<UnboundedSender<Order>>,
    /// Everything dispatched, for RESUME; the place is the sequence number less one.
    dispatched: Vec<Value>,
    /// Whether the bot has registered its commands in this session.
    pub(super) registered: bool,
    /// So many events are sent again at a RESUME, although the bot has seen them.
    repeats: usize,
}

impl Session {
    pub(super) fn is_connected(&self) -> bool {
        self.connection.is_some()
    }

    fn order(&self, order: Order) {
        // A connection that has just ended gets its events at the RESUME.
        if let Some(connection) = &self.connection
            && connection.send(order).is_err()
        {
            tracing::debug!("the gateway's connection is gone");
        }
    }
}

impl World {
    /// Sends an event to the bot, and keeps it for a RESUME.
    pub(super) fn dispatch(&mut self, name: &str, data: &Value) {
        if let Some(session) = &mut self.session {
            let event = json!({ "op": 0, "t": name, "s": session.dispatched.len() + 1, "d": data });
            session.dispatched.push(event.clone());
            session.order(Order::Send(event));
        }
    }

    fn identify(&mut self, shared: &Shared, connection: &UnboundedSender<Order>, shard: &Value) {
        let id = format!("session-{}", self.new_id());
        let registered = std::mem::take(&mut self.registered_early);
        self.session = Some(Session {
            id: id.clone(),
            connection: Some(connection.clone()),
            dispatched: Vec::new(),
            registered,
            repeats: 0,
        });
        let guilds: Vec<u64> = self.guilds.keys().copied().collect();
        let unavailable: Vec<Value> =
            guilds.iter().map(|id| json!({ "id": id.to_string(), "unavailable": true })).collect();
        let ready = json!({ "v": 10, "user": self.user_json(APPLICATION), "guilds": unavailable,
            "session_id": id, "resume_gateway_url": format!("ws://{}", shared.address),
            "application": { "id": APPLICATION.to_string(), "flags": 0 }, "shard": shard });
        self.dispatch("READY", &ready);
        for guild in guilds {
            if let Some(body) = self.guild_create_json(guild) {
                self.dispatch("GUILD_CREATE", &body);
            }
        }
    }

    /// Takes a session up again, or has the bot identify anew.
    fn resume(&mut self, connection: &UnboundedSender<Order>, asked: &Value) {
        let known = self.session.as_mut().filter(|session| asked["session_id"] == session.id.as_str());
        let Some(session) = known else {
            drop(connection.send(Order::Send(json!({ "op": 9, "d": false }))));
            return;
        };
        let seen = asked["seq"].as_u64().and_then(|seen| usize::try_from(seen).ok()).unwrap_or(0);
        if seen > session.dispatched.len() {
            drop(connection.send(Order::Close(4007)));
            return;
        }
        session.connection = Some(connection.clone());
        let from = seen.saturating_sub(std::mem::take(&mut session.repeats));
        for event in &session.dispatched[from..] {
            session.order(Order::Send(event.clone()));
        }
        self.dispatch("RESUMED", &json!({ "_trace": [] }));
    }
}

pub(super) async fn upgrade(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| serve(shared, socket))
}

async fn serve(shared: Arc<Shared>, mut socket: WebSocket) {
    let (connection, mut orders) = mpsc::unbounded_channel();
    let mut compress = false;
    drop(connection.send(Order::Send(json!({ "op": 10, "d": { "heartbeat_interval": HEARTBEAT_MILLIS } }))));
    loop {
        let sent = tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Send(event)) => socket.send(frame(&event, compress)).await.is_ok(),
                Some(Order::Close(code)) => {
                    let close = CloseFrame { code, reason: "".into() };
                    socket.send(Message::Close(Some(close))).await.is_ok()
                }
                Some(Order::Drop) | None => false,
            },
            message = socket.next() => match message {
                Some(Ok(Message::Text(text))) => {
                    receive(&shared, &connection, &text, &mut compress);
                    true
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => false,
                Some(Ok(_)) => true,
            },
        };
        if !sent {
            break;
        }
    }
    let mut world = shared.world();
    if let Some(session) = &mut world.session
        && session.connection.as_ref().is_some_and(|own| own.same_channel(&connection))
    {
        session.connection = None;
    }
    drop(world);
    shared.tell();
}

/// Takes what the bot says; what is wrong closes the connection with Discord's code for it.
fn receive(shared: &Shared, connection: &UnboundedSender<Order>, text: &str, compress: &mut bool) {
    let mut world = shared.world();
    let own = |session: &Session| {
        session.connection.as_ref().is_some_and(|current| current.same_channel(connection))
    };
    let identified = world.session.as_ref().is_some_and(own);
    let request: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    let data = &request["d"];
    let authorised = data["token"].as_str().is_some_and(|token| token.trim_start_matches("Bot ") == TOKEN);
    let close = match request["op"].as_u64() {
        None => Some(4002),
        Some(1) => {
            drop(connection.send(Order::Send(json!({ "op": 11 }))));
            None
        }
        Some(2 | 6) if identified => Some(4005),
        Some(2 | 6) if !authorised => Some(4004),
        Some(2) => {
            *compress = data["compress"] == true;
            world.identify(shared, connection, &data["shard"]);
            None
        }
        Some(6) => {
            world.resume(connection, data);
            None
        }
        Some(_) if !identified => Some(4003),
        // Presence, voice state, request of members: nothing that the sandbox would show.
        Some(3 | 4 | 8 | 31) => None,
        Some(_) => Some(4001),
    };
    drop(world);
    if let Some(code) = close {
        drop(connection.send(Order::Close(code)));
    }
    shared.tell();
}

/// A frame; zlib when the bot asked for it, as Discord then sends large ones.
fn frame(event: &Value, compress: bool) -> Message {
    let text = event.to_string();
    if compress {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        if encoder.write_all(text.as_bytes()).is_ok()
            && let Ok(packed) = encoder.finish()
        {
            return Message::Binary(packed.into());
        }
    }
    Message::Text(text.into())
}

impl Sandbox {
    /// Cuts the gateway's connection without a word; the client resumes, and is sent what it missed.
    pub fn drop_gateway(&self) {
        self.order(Order::Drop);
    }

    /// Like [`drop_gateway`](Self::drop_gateway), and at the RESUME the last `count` events come again.
    pub fn drop_gateway_and_repeat(&self, count: usize) {
        if let Some(session) = &mut self.shared.world().session {
            session.repeats = count;
        }
        self.drop_gateway();
    }

    /// Closes the gateway's connection with a code, such as 4000.
    pub fn close_gateway(&self, code: u16) {
        self.order(Order::Close(code));
    }

    /// Asks the client to connect anew and resume (op 7).
    pub fn asks_to_reconnect(&self) {
        self.order(Order::Send(json!({ "op": 7, "d": null })));
    }

    /// Tells the client that its session is over (op 9); one that is not resumable is forgotten.
    pub fn invalidates_session(&self, resumable: bool) {
        self.order(Order::Send(json!({ "op": 9, "d": resumable })));
        if !resumable && let Some(session) = &mut self.shared.world().session {
            session.id.clear();
        }
    }

    /// Ends the connection, and loses whatever else was on its way.
    fn order(&self, order: Order) {
        let ends = !matches!(order, Order::Send(_));
        if let Some(session) = &mut self.shared.world().session {
            session.order(order);
            if ends {
                session.connection = None;
            }
        }
        self.shared.tell();
    }
}

//! The connections of the gateway: HELLO, IDENTIFY, heartbeats, events and RESUME.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::state::sessions::{Connection, Session};
use crate::state::shared::Shared;
use crate::state::world::{APPLICATION, TOKEN, World};

use super::membership::{GUILDS, guild_create};

const HEARTBEAT_MILLIS: u64 = 41_250;

/// Accepts a connection.
pub(crate) async fn upgrade(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| serve(shared, socket))
}

/// Serves a connection until it is closed.
async fn serve(shared: Arc<Shared>, socket: WebSocket) {
    let (connection, events) = mpsc::unbounded_channel::<Utf8Bytes>();
    converse(&shared, socket, &connection, events).await;
    shared.world().sessions.closed(&connection);
}

/// Sends HELLO, then forwards events and answers messages of the bot.
async fn converse(
    shared: &Shared,
    mut socket: WebSocket,
    connection: &Connection,
    mut events: mpsc::UnboundedReceiver<Utf8Bytes>,
) {
    let hello = json!({ "op": 10, "d": { "heartbeat_interval": HEARTBEAT_MILLIS } });
    if socket.send(Message::Text(hello.to_string().into())).await.is_err() {
        return;
    }
    let mut has_session = false;
    loop {
        tokio::select! {
            event = events.recv() => {
                let Some(event) = event else { return };
                if socket.send(Message::Text(event)).await.is_err() {
                    return;
                }
            }
            message = socket.recv() => {
                let Some(Ok(message)) = message else { return };
                let Message::Text(text) = message else { continue };
                let Ok(request) = serde_json::from_str::<Value>(&text) else { return };
                has_session |= answer(shared, connection, &request);
            }
            () = cut(shared, connection), if has_session => return,
        }
    }
}

/// Answers a message of the bot. Returns true if the connection has to be closed as soon as no session
/// uses it.
fn answer(shared: &Shared, connection: &Connection, request: &Value) -> bool {
    let mut world = shared.world();
    let has_session = match request["op"].as_u64() {
        Some(1) => {
            drop(connection.send(r#"{"op":11}"#.into()));
            false
        }
        Some(2) => identify(shared, &mut world, connection, &request["d"]),
        Some(6) => {
            let (id, seen) = (&request["d"]["session_id"], &request["d"]["seq"]);
            let (id, seen) = (id.as_str().unwrap_or_default(), seen.as_u64().unwrap_or(0));
            world.sessions.resume(id, seen, connection) || invalid_session(connection)
        }
        _ => false,
    };
    drop(world);
    shared.changed.notify_waiters();
    has_session
}

/// Starts a session, and sends READY and the guilds.
fn identify(shared: &Shared, world: &mut World, connection: &Connection, data: &Value) -> bool {
    if data["token"] != format!("Bot {TOKEN}") && data["token"] != TOKEN {
        world.violations.push("IDENTIFY with a wrong token".to_owned());
        return true;
    }
    let session = Session::new(data, connection.clone());
    let has_bot = world.guilds.iter().filter(|(id, guild)| guild.has_bot && session.serves(Some(**id)));
    let guilds: Vec<u64> = has_bot.map(|(id, _)| *id).collect();
    let unavailable: Vec<Value> =
        guilds.iter().map(|id| json!({ "id": id.to_string(), "unavailable": true })).collect();
    let ready = json!({ "v": 10, "user": world.user_json(APPLICATION), "guilds": unavailable,
        "session_id": session.id(), "resume_gateway_url": shared.gateway_url(world),
        "application": { "id": APPLICATION.to_string(), "flags": 0 }, "shard": data["shard"] });
    let created: Vec<Value> = if session.intends(GUILDS) {
        guilds.iter().map(|id| guild_create(world, *id)).collect()
    } else {
        Vec::new()
    };
    match world.sessions.start(session) {
        Ok(session) => {
            session.dispatch("READY", &ready);
            for guild in created {
                session.dispatch("GUILD_CREATE", &guild);
            }
            true
        }
        Err(why) => {
            world.violations.push(why);
            invalid_session(connection)
        }
    }
}

/// Tells the client that its session is invalid, so that it identifies again.
fn invalid_session(connection: &Connection) -> bool {
    drop(connection.send(r#"{"op":9,"d":false}"#.into()));
    false
}

/// Waits until no session uses this connection.
async fn cut(shared: &Shared, connection: &Connection) {
    shared.until(|world| (!world.sessions.has(connection)).then_some(())).await;
}

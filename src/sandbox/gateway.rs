//! The gateway: HELLO, IDENTIFY, heartbeats, events, RESUME.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::world::{APPLICATION, Shared, TOKEN};

const HEARTBEAT_MILLIS: u64 = 41_250;

pub(super) async fn upgrade(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| serve(shared, socket))
}

async fn serve(shared: Arc<Shared>, socket: WebSocket) {
    let (sender, events) = mpsc::unbounded_channel::<Utf8Bytes>();
    converse(&shared, socket, &sender, events).await;
    let mut world = shared.world();
    if world.gateway.as_ref().is_some_and(|gateway| gateway.same_channel(&sender)) {
        world.gateway = None;
    }
}

async fn converse(
    shared: &Shared,
    mut socket: WebSocket,
    sender: &mpsc::UnboundedSender<Utf8Bytes>,
    mut events: mpsc::UnboundedReceiver<Utf8Bytes>,
) {
    let hello = json!({ "op": 10, "d": { "heartbeat_interval": HEARTBEAT_MILLIS } });
    if socket.send(Message::Text(hello.to_string().into())).await.is_err() {
        return;
    }
    let mut is_the_bots = false;
    loop {
        tokio::select! {
            event = events.recv() => {
                // No sender is left: the connection is to be cut.
                let Some(event) = event else { return };
                if socket.send(Message::Text(event)).await.is_err() {
                    return;
                }
            }
            message = socket.next() => {
                let Some(Ok(message)) = message else { return };
                let Message::Text(text) = message else { continue };
                let Ok(request) = serde_json::from_str::<Value>(&text) else { return };
                // Told before the answer: it may be cut off as soon as it is the bot's.
                is_the_bots |= matches!(request["op"].as_u64(), Some(2 | 6));
                answer(shared, sender, &request);
            }
            () = cut(shared, sender), if is_the_bots => return,
        }
    }
}

fn answer(shared: &Shared, sender: &mpsc::UnboundedSender<Utf8Bytes>, request: &Value) {
    let mut world = shared.world();
    match request["op"].as_u64() {
        Some(1) => drop(sender.send(r#"{"op":11}"#.into())),
        Some(2) if request["d"]["token"] != format!("Bot {TOKEN}") && request["d"]["token"] != TOKEN => {
            world.violations.push("IDENTIFY with a wrong token".to_owned());
        }
        Some(2) => {
            world.gateway = Some(sender.clone());
            world.dispatched.clear();
            let guilds: Vec<Value> =
                world.guilds.keys().map(|id| json!({ "id": id.to_string(), "unavailable": true })).collect();
            let ready = json!({ "v": 10, "user": world.user_json(APPLICATION), "guilds": guilds,
                "session_id": "sandbox", "resume_gateway_url": shared.gateway_url(&world),
                "application": { "id": APPLICATION.to_string(), "flags": 0 }, "shard": request["d"]["shard"] });
            world.dispatch("READY", &ready);
        }
        Some(6) => {
            world.gateway = Some(sender.clone());
            let seen = request["d"]["seq"].as_u64().and_then(|seen| usize::try_from(seen).ok()).unwrap_or(0);
            for event in world.dispatched.iter().skip(seen) {
                drop(sender.send(event.clone()));
            }
            world.dispatch("RESUMED", &json!({ "_trace": [] }));
        }
        _ => {}
    }
    drop(world);
    shared.changed.notify_waiters();
}

/// Completes once this connection is no longer the bot's.
async fn cut(shared: &Shared, sender: &mpsc::UnboundedSender<Utf8Bytes>) {
    loop {
        let changed = shared.changed.notified();
        tokio::pin!(changed);
        changed.as_mut().enable();
        if !shared.world().gateway.as_ref().is_some_and(|gateway| gateway.same_channel(sender)) {
            return;
        }
        changed.await;
    }
}

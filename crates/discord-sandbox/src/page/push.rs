//! Pushes what a person sees to the page, as soon as it changes.
//!
//! A WebSocket is used instead of server-sent events, because a browser opens only six of the latter to one host, and
//! every tab can be another person.

use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::control::actor::Person;

use super::commands::offered;
use super::refusal::Refusal;
use super::site::Site;
use super::view::{all_messages, message_json, sees_message, surroundings};

#[derive(Deserialize)]
pub(super) struct Viewer {
    person: String,
}

/// The content that a page was sent before.
#[derive(Default)]
struct Sent {
    /// The number of changes of messages. `None` before the first push.
    changes: Option<usize>,
    people: Value,
    surroundings: Value,
    commands: Vec<Value>,
    counter: Value,
}

/// Answers `GET /events` with a connection that pushes what a person sees.
pub(super) async fn upgrade(
    State(site): State<Arc<Site>>,
    Query(viewer): Query<Viewer>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refusal> {
    let person = site.person(&viewer.person)?;
    Ok(upgrade.on_upgrade(move |socket| push(site, person, socket)))
}

async fn push(site: Arc<Site>, person: Person, mut socket: WebSocket) {
    let mut sent = Sent::default();
    loop {
        let changed = site.shared.changed.notified();
        tokio::pin!(changed);
        changed.as_mut().enable();
        if let Some(news) = news(&site, &person, &mut sent)
            && socket.send(Message::Text(news.to_string().into())).await.is_err()
        {
            return;
        }
        tokio::select! {
            () = changed => {}
            // The page sends nothing. A message or an error means that it is closing.
            _ = socket.recv() => return,
        }
    }
}

/// Returns the parts that differ from what was sent before. `None` if there are none.
fn news(site: &Site, person: &Person, sent: &mut Sent) -> Option<Value> {
    let mut news = serde_json::Map::new();
    let mut add = |name: &str, new: Value, old: &mut Value| {
        if *old != new {
            news.insert(name.to_owned(), new.clone());
            *old = new;
        }
    };
    add("people", site.people_json(), &mut sent.people);
    add("counter", json!(*site.counter()), &mut sent.counter);
    let mut world = site.shared.world();
    add("surroundings", surroundings(&mut world, person), &mut sent.surroundings);
    let guild = person.guild.unwrap_or_default();
    let commands = offered(&world, guild, person.user);
    let is_same = commands.len() == sent.commands.len()
        && commands.iter().zip(&sent.commands).all(|(new, old)| **new == *old);
    if !is_same || sent.changes.is_none() {
        let commands: Vec<Value> = commands.into_iter().cloned().collect();
        news.insert("commands".to_owned(), json!(commands));
        sent.commands = commands;
    }
    let messages: Vec<Value> = match sent.changes {
        None => all_messages(&mut world, person),
        Some(changes) => {
            let new = world.messages.since(changes).filter(|message| sees_message(&world, person, message));
            new.map(|message| message_json(&world, message)).collect()
        }
    };
    if sent.changes.is_none() || !messages.is_empty() {
        news.insert("messages".to_owned(), json!(messages));
    }
    sent.changes = Some(world.messages.changes());
    (!news.is_empty()).then_some(Value::Object(news))
}

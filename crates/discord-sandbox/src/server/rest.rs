//! The REST API: receives requests, applies rate limits and faults, and calls the routes.
//!
//! An unknown route and an invalid request are violations.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::response::{Answer, Outgoing, error};
use crate::state::faults::{Effect, Fault};
use crate::state::shared::Shared;
use crate::state::world::{APPLICATION, Request, TOKEN, World};

use super::attachments::{self, File};
use super::interaction_responses::{callback, edit_original, follow_up};
use super::{application, channels, command_permissions, commands, guilds, messages};

/// A request whose body was read.
struct Call {
    method: String,
    path: String,
    /// The numeric parameters of the query.
    query: HashMap<String, u64>,
    /// True if the request has the bot's token.
    is_authorised: bool,
    body: Value,
    files: Vec<File>,
}

impl Call {
    /// Returns whether the request is authorised. Answers to interactions need no bot token.
    fn is_served(&self) -> bool {
        self.is_authorised || self.path.starts_with("interactions/") || self.path.starts_with("webhooks/")
    }
}

/// Handles a request to the REST API.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let path = uri.path().trim_start_matches("/api/v10/").to_owned();
    let is_authorised =
        headers.get("authorization").and_then(|value| value.to_str().ok()) == Some(&format!("Bot {TOKEN}"));
    let (body, files) = attachments::read(&headers, body).await;
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let query = pairs.filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?))).collect();
    let call = Call { method: method.to_string(), path, query, is_authorised, body, files };
    let (latency, limits, fault, lifted) = {
        let mut world = shared.world();
        let at = Instant::now();
        world.requests.push(Request { method: call.method.clone(), path: call.path.clone(), at });
        let limits = if call.is_served() {
            world.rate_limits.take(&call.method, &call.path)
        } else {
            Ok(HeaderMap::new())
        };
        let fault = limits.is_ok().then(|| world.faults.take(&call.method, &call.path)).flatten();
        (world.latency, limits, fault, world.faults.lifted)
    };
    // Even a sleep of zero lasts until the next tick of the timer, a millisecond later.
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let outgoing = match limits {
        Err(refusal) => *refusal,
        Ok(limits) => answer(&shared, call, limits, fault, lifted).await,
    };
    if outgoing.is_refusal() {
        let mut world = shared.world();
        world.refused_requests += 1;
        world.limited_requests += usize::from(outgoing.status == 429);
    }
    shared.changed.notify_waiters();
    outgoing.into_response()
}

/// Executes a request unless its fault prevents it. Adds the headers of its rate limit and its fault.
async fn answer(
    shared: &Arc<Shared>,
    call: Call,
    limits: HeaderMap,
    fault: Option<Fault>,
    lifted: u64,
) -> Outgoing {
    let Some(fault) = fault else {
        return execute(shared, call).with(limits);
    };
    let outgoing = match fault.effect {
        Effect::Refuse(outgoing) => outgoing,
        Effect::Replace(outgoing) => {
            execute(shared, call);
            outgoing
        }
        Effect::Slow(delay) => {
            shared.changed.notify_waiters();
            let shared = Arc::clone(shared);
            // The server drops this future when the client disconnects, so the request needs its own task.
            let task = tokio::spawn(async move {
                tokio::time::sleep(delay).await;
                let outgoing = execute(&shared, call);
                shared.changed.notify_waiters();
                outgoing
            });
            task.await.unwrap_or_else(|error| Outgoing::text(500, "text/plain", &error.to_string()))
        }
        Effect::Hang => {
            shared.changed.notify_waiters();
            hang(shared, lifted).await
        }
    };
    // The answer of a proxy has no rate-limit headers of Discord.
    let limits = if outgoing.is_of_proxy() { HeaderMap::new() } else { limits };
    outgoing.with(limits).with(fault.headers)
}

/// Waits until the faults have been lifted more than `lifted` times.
async fn hang(shared: &Shared, lifted: u64) -> Outgoing {
    shared.until(|world| (world.faults.lifted > lifted).then_some(())).await;
    Outgoing::text(504, "text/plain", "upstream request timeout")
}

/// Executes a request and records violations.
fn execute(shared: &Shared, call: Call) -> Outgoing {
    let mut world = shared.world();
    let (method, path) = (call.method.clone(), call.path.clone());
    let answer =
        if call.is_served() { route(&mut world, shared, call) } else { error(401, 0, "401: Unauthorized") };
    if let Err((400, why)) = &answer
        && why["code"] != 40_060
    {
        world.violations.push(format!("{method} {path}: {why}"));
    }
    answer.into()
}

/// Calls the function of a route.
fn route(world: &mut World, shared: &Shared, call: Call) -> Answer {
    let (method, path, body, files) = (call.method.as_str(), call.path.as_str(), &call.body, call.files);
    let parts: Vec<&str> = path.split('/').collect();
    let of_guild = match parts.as_slice() {
        ["applications", _, "guilds", guild, "commands"] => commands::route(world, method, guild, body),
        ["applications", _, "guilds", guild, "commands", "permissions"] if method == "GET" => {
            Some(command_permissions::read(world, guild))
        }
        parts => guilds::route(world, method, parts),
    };
    if let Some(answer) = of_guild {
        return answer;
    }
    match (method, parts.as_slice()) {
        ("GET", ["gateway"]) => Ok(json!({ "url": shared.gateway_url(world) })),
        ("GET", ["gateway", "bot"]) => {
            let url = shared.gateway_url(world);
            Ok(world.sessions.json(&url))
        }
        ("GET", ["users", "@me", "guilds"]) => Ok(guilds::of_bot(world, &call.query)),
        ("GET", ["users", "@me"]) => Ok(world.user_json(APPLICATION)),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => Ok(application::json(world)),
        ("POST", ["interactions", id, token, "callback"]) => callback(world, id, token, body),
        ("PATCH", ["webhooks", _, token, "messages", "@original"]) => {
            edit_original(world, token, body, files)
        }
        ("POST", ["webhooks", _, token]) => follow_up(world, token, body),
        ("POST", ["users", "@me", "channels"]) => messages::open_dm(world, body),
        ("GET", ["channels", channel]) => channels::read(world, channel),
        ("POST", ["channels", channel, "messages"]) => messages::send(world, channel, body, files),
        ("GET", ["channels", channel, "messages"]) => messages::page(world, channel, &call.query),
        _ => {
            world.violations.push(format!("no such route: {method} {path}"));
            error(404, 0, "404: Not Found")
        }
    }
}

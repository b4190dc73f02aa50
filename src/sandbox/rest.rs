//! The REST API: the routes keyclerk uses, with Discord's statuses and error codes.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::answers::{callback, edit_original, follow_up};
use super::attachments::{self, File};
use super::fault::{self, Effect, Fault};
use super::guilds;
use super::limits;
use super::messages::Posted;
use super::response::Outgoing;
use super::world::{APPLICATION, Request, Shared, TOKEN, World};

/// An answer: a status and a body, `null` for none.
pub(super) type Answer = Result<Value, (u16, Value)>;

pub(super) fn error<T>(status: u16, code: u32, message: &str) -> Result<T, (u16, Value)> {
    Err((status, json!({ "code": code, "message": message })))
}

/// A request, read to its end.
struct Call {
    method: String,
    path: String,
    /// The bot's token came with it.
    is_authorised: bool,
    body: Value,
    files: Vec<File>,
}

impl Call {
    /// Returns whether Discord serves it: answers to interactions need no bot token.
    fn is_served(&self) -> bool {
        self.is_authorised || self.path.starts_with("interactions/") || self.path.starts_with("webhooks/")
    }
}

pub(super) async fn handle(
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
    let call = Call { method: method.to_string(), path, is_authorised, body, files };
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
    // Tokio's sleep of nothing still takes until its timer's next millisecond.
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

/// Carries a request out as its fault lets it, and adds the headers of its rate limit and its fault.
async fn answer(
    shared: &Arc<Shared>,
    call: Call,
    limits: HeaderMap,
    fault: Option<Fault>,
    lifted: u64,
) -> Outgoing {
    let Some(fault) = fault else {
        return carry_out(shared, call).with(limits);
    };
    let outgoing = match fault.effect {
        Effect::Refuse(outgoing) => outgoing,
        Effect::Replace(outgoing) => {
            carry_out(shared, call);
            outgoing
        }
        Effect::Slow(delay) => {
            shared.changed.notify_waiters();
            let shared = Arc::clone(shared);
            // A task of its own: the server drops this future when the client hangs up.
            let task = tokio::spawn(async move {
                tokio::time::sleep(delay).await;
                let outgoing = carry_out(&shared, call);
                shared.changed.notify_waiters();
                outgoing
            });
            task.await.unwrap_or_else(|error| Outgoing::text(500, "text/plain", &error.to_string()))
        }
        Effect::Hang => {
            shared.changed.notify_waiters();
            fault::hang(shared, lifted).await
        }
    };
    // A proxy's page says nothing of Discord's limits.
    let limits = if outgoing.is_of_proxy() { HeaderMap::new() } else { limits };
    outgoing.with(limits).with(fault.headers)
}

fn carry_out(shared: &Shared, call: Call) -> Outgoing {
    let mut world = shared.world();
    let answer = if call.is_served() {
        route(&mut world, shared, &call.method, &call.path, &call.body, call.files)
    } else {
        error(401, 0, "401: Unauthorized")
    };
    if let Err((400, why)) = &answer
        && why["code"] != 40_060
    {
        world.violations.push(format!("{} {}: {why}", call.method, call.path));
    }
    answer.into()
}

fn route(
    world: &mut World,
    shared: &Shared,
    method: &str,
    path: &str,
    body: &Value,
    files: Vec<File>,
) -> Answer {
    let parts: Vec<&str> = path.split('/').collect();
    if let Some(answer) = guilds::route(world, method, &parts) {
        return answer;
    }
    match (method, parts.as_slice()) {
        ("GET", ["gateway"]) => Ok(json!({ "url": shared.gateway_url(world) })),
        ("GET", ["gateway", "bot"]) => Ok(json!({ "url": shared.gateway_url(world), "shards": 1,
            "session_start_limit": { "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 } })),
        ("GET", ["users", "@me"]) => Ok(world.user_json(APPLICATION)),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => {
            let owner = world.owner();
            Ok(json!({
            "id": APPLICATION.to_string(), "name": "keyclerk", "icon": null, "description": "",
            "bot_public": false, "bot_require_code_grant": false, "verify_key": "00", "team": null,
            "owner": world.user_json(owner) }))
        }
        ("GET", ["applications", _, "guilds", guild, "commands"]) => {
            let ours = guild.parse().is_ok_and(|guild| world.guilds.contains_key(&guild));
            if ours { Ok(json!(world.commands)) } else { error(403, 50_001, "Missing Access") }
        }
        ("PUT", ["applications", _, "guilds", guild, "commands"]) => register(world, guild, body),
        ("POST", ["interactions", id, token, "callback"]) => callback(world, id, token, body),
        ("PATCH", ["webhooks", _, token, "messages", "@original"]) => {
            edit_original(world, token, body, files)
        }
        ("POST", ["webhooks", _, token]) => follow_up(world, token, body),
        ("POST", ["users", "@me", "channels"]) => open_dm(world, body),
        ("POST", ["channels", channel, "messages"]) => send(world, channel, body, files),
        ("GET", ["channels", channel, "messages"]) => {
            let channel = channel.parse().unwrap_or(0);
            let newest_first = world.messages_in(channel).into_iter().rev().take(50);
            Ok(newest_first.map(|message| world.message_json(&message)).collect())
        }
        _ => {
            world.violations.push(format!("no such route: {method} {path}"));
            error(404, 0, "404: Not Found")
        }
    }
}

fn register(world: &mut World, guild: &str, body: &Value) -> Answer {
    if !world.guilds.keys().any(|id| id.to_string() == guild) {
        return error(403, 50_001, "Missing Access");
    }
    let mut echoes = Vec::new();
    for (at, command) in body.as_array().into_iter().flatten().enumerate() {
        let mut echo = without_nulls(command);
        echo["id"] = json!((1_000 + at).to_string());
        echo["application_id"] = json!(APPLICATION.to_string());
        echo["guild_id"] = json!(guild);
        echo["version"] = json!("1");
        if echo.get("type").is_none() {
            echo["type"] = json!(1);
        }
        if echo.get("description").is_none() {
            echo["description"] = json!("");
        }
        if echo.get("default_member_permissions").is_none() {
            echo["default_member_permissions"] = Value::Null;
        }
        if let Err(why) = limits::command(&echo) {
            return error(400, 50_035, &format!("Invalid Form Body: {why}"));
        }
        echoes.push(echo);
    }
    world.commands.clone_from(&echoes);
    Ok(json!(echoes))
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

fn open_dm(world: &mut World, body: &Value) -> Answer {
    let user: u64 = body["recipient_id"]
        .as_u64()
        .or_else(|| body["recipient_id"].as_str().and_then(|id| id.parse().ok()))
        .unwrap_or(0);
    if !world.users.contains_key(&user) {
        return error(400, 50_033, "Invalid Recipient(s)");
    }
    let channel = world.dm_of(user);
    Ok(
        json!({ "id": channel.to_string(), "type": 1, "last_message_id": null, "recipients": [world.user_json(user)] }),
    )
}

fn send(world: &mut World, channel: &str, body: &Value, files: Vec<File>) -> Answer {
    let channel: u64 = channel.parse().unwrap_or(0);
    let user = world.user_in_dm(channel);
    let known = user.is_some() || world.guilds.values().any(|guild| guild.channels.contains(&channel));
    if !known {
        return error(404, 10_003, "Unknown Channel");
    }
    guilds::may_write(world, channel)?;
    if let Err(why) = limits::message(body, true) {
        return error(400, 50_035, &format!("Invalid Form Body: {why}"));
    }
    if user.and_then(|user| world.users.get(&user)).is_some_and(|user| user.dms_closed) {
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
    let id = world.new_id();
    let nonce = nonce.map(|nonce| (nonce, Instant::now()));
    let message = Posted { id, channel, body: body.clone(), ephemeral: false, nonce, attachments };
    world.messages.add(message.clone());
    Ok(world.message_json(&message))
}

//! The four endpoints, as described by the vendor's document.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde::Serialize;

use crate::domain::BuyerId;
use crate::reseller::wire::{
    ASSIGNED_MESSAGE, FetchedLicense, InfoEntry, RATE_LIMIT_MESSAGE, StockEntry, path,
};

use super::api_keys::{Caller, KeyScope, LastUses, Presented, RefusedKey};
use super::assignment::Assignment;
use super::call_log::CallLog;
use super::connection::Peer;
use super::rate_limit::Limit;
use super::request::{Parameters, Received, Refused, method_of, receive};
use super::simulated_faults::Faults;
use super::store::Store;
use super::usage::{RefusedCall, Usage};

struct Server {
    store: Store,
    limit: Arc<Limit>,
    usage: Arc<Usage>,
    last_uses: LastUses,
    faults: Arc<Faults>,
    calls: Arc<CallLog>,
    body_limit: Duration,
}

/// An answer `ok:true`, with its fields in the order of the document.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Stock { ok: bool, licenses: Vec<StockEntry> },
    License { ok: bool, license: FetchedLicense },
    Info { ok: bool, info: InfoEntry },
    Done { ok: bool, message: &'static str },
}

/// Builds the router. A single handler serves everything, because wrong paths, methods and bodies also
/// have to be answered in the document's format.
pub(super) fn router(
    store: Store,
    limit: Arc<Limit>,
    usage: Arc<Usage>,
    faults: Arc<Faults>,
    calls: Arc<CallLog>,
    body_limit: Duration,
) -> Router {
    let last_uses = LastUses::default();
    let server = Arc::new(Server { store, limit, usage, last_uses, faults, calls, body_limit });
    Router::new().fallback(handle).with_state(server)
}

async fn handle(
    State(server): State<Arc<Server>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
) -> Response {
    let _serving = peer.progress.serving();
    server.faults.count_call();
    let number = server.calls.begins(server.store.clock.now(), request.uri().path());
    let (answer, note) = answer_or_fault(&server, request).await;
    server.calls.ends(number, answer.status().as_u16(), note);
    answer
}

/// Answers a request, or simulates a fault. Returns the answer, and a few words about the fault.
async fn answer_or_fault(server: &Arc<Server>, request: Request) -> (Response, &'static str) {
    let latency = server.faults.latency();
    // Even a sleep of zero lasts until the next millisecond of Tokio's timer.
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    if server.faults.is_down() {
        return ((StatusCode::SERVICE_UNAVAILABLE, "upstream is down").into_response(), " (down)");
    }
    let path = request.uri().path().to_owned();
    let mut answer = match receive(request, server.body_limit).await {
        Ok(received) => answered(server, received).await,
        Err(refused) => without_keep_alive(refused),
    };
    if let (StatusCode::METHOD_NOT_ALLOWED, Some(method)) = (answer.status(), method_of(&path)) {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(method));
    }
    if path == path::ASSIGN_LICENSE && server.faults.loses_this_assignment() {
        return (lost(), " (answer lost)");
    }
    if path == path::ASSIGN_LICENSE && server.faults.refuses_this_assignment() {
        return (ASSIGNED_BEFORE.into_response(), " (refused after assigning)");
    }
    (answer, "")
}

/// The refusal of a license that is already assigned.
const ASSIGNED_BEFORE: Refused = Refused(StatusCode::CONFLICT, "License is already assigned");

/// Answers a request in a separate task, so that it completes even if the caller disconnects.
async fn answered(server: &Arc<Server>, received: Received) -> Response {
    let serving = Arc::clone(server);
    match tokio::spawn(async move { answer(&serving, &received).await }).await {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(refused)) if refused.0 == StatusCode::UNAUTHORIZED => without_keep_alive(refused),
        Ok(Err(refused)) => refused.into_response(),
        Err(error) => {
            tracing::error!(%error, "a request failed");
            Refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal error").into_response()
        }
    }
}

/// Refuses a request and closes the connection: only callers with an API key may keep it open.
fn without_keep_alive(refused: Refused) -> Response {
    ([(header::CONNECTION, "close")], refused).into_response()
}

/// Makes a response whose connection ends before the body that its header announced.
fn lost() -> Response {
    let cut_off = Body::from_stream(futures_util::stream::once(async {
        Err::<Bytes, _>(std::io::Error::other("the answer is dropped on purpose"))
    }));
    ([(header::CONTENT_LENGTH, "100")], cut_off).into_response()
}

async fn answer(server: &Arc<Server>, received: &Received) -> Result<Answer, Refused> {
    let parameters = &received.parameters;
    let token = parameters.text("api_token").ok_or(Refused(StatusCode::UNAUTHORIZED, "Missing API key"))?;
    let (caller, answer) = match server.store.presented(token).await? {
        Presented::Unknown => return Err(INVALID_KEY),
        Presented::Refused(caller, why) => (caller, Err((INVALID_KEY, Some(refusal_of(why))))),
        Presented::Accepted(caller) => {
            note_use(server, caller);
            (caller, permitted(server, caller, received).await)
        }
    };
    answer.map_err(|(refused, reason)| {
        let call = RefusedCall {
            at: server.store.clock.now(),
            key: caller.key,
            endpoint: received.path.clone(),
            status: refused.0.as_u16(),
            reason: reason.unwrap_or(refused.1),
        };
        server.usage.refused(caller.account, call);
        refused
    })
}

/// The refusal of an API key that is unknown, revoked or expired.
const INVALID_KEY: Refused = Refused(StatusCode::UNAUTHORIZED, "Invalid API key");

/// The refusal of an assignment with a key that may only read. Among the documented texts, this is the one
/// that programs already know as "this key is refused": keyclerk pauses selling and tells the owner, instead of
/// taking the refusal for one of the license. The status 403 tells it from an unknown key: the key is known, and
/// the same request with it will not succeed later. The dashboard names the reason.
const MAY_ONLY_READ: Refused = Refused(StatusCode::FORBIDDEN, "Invalid API key");

/// Returns the reason that the dashboard shows for a refused key.
fn refusal_of(why: RefusedKey) -> &'static str {
    match why {
        RefusedKey::Revoked => "the API key is revoked",
        RefusedKey::Expired => "the API key has expired",
    }
}

/// Counts a call. Records in the background that the key was used, if that was not recorded lately.
fn note_use(server: &Arc<Server>, caller: Caller) {
    let now = server.store.clock.now();
    server.usage.count(caller.account, caller.key, now);
    if server.last_uses.is_due(caller.key, now) {
        let store = server.store.clone();
        tokio::spawn(async move {
            if let Err(error) = store.record_use(caller.key, now).await {
                tracing::warn!(%error, "the last use of an API key could not be recorded");
            }
        });
    }
}

/// Answers a request with a valid key. A refusal may have a reason for the dashboard that says more than the
/// answer.
async fn permitted(
    server: &Server,
    caller: Caller,
    received: &Received,
) -> Result<Answer, (Refused, Option<&'static str>)> {
    if server.faults.limits_this_call() || !server.limit.allows(caller.key, Instant::now()) {
        return Err((Refused(StatusCode::TOO_MANY_REQUESTS, RATE_LIMIT_MESSAGE), None));
    }
    if received.path == path::ASSIGN_LICENSE && caller.scope != KeyScope::Assign {
        return Err((MAY_ONLY_READ, Some("the API key may only read")));
    }
    served(&server.store, caller, received).await.map_err(|refused| (refused, None))
}

async fn served(store: &Store, caller: Caller, received: &Received) -> Result<Answer, Refused> {
    let parameters = &received.parameters;
    match received.path.as_str() {
        path::MY_AVAILABLE => {
            Ok(Answer::Stock { ok: true, licenses: store.available(caller.account).await? })
        }
        path::FETCH_LICENSE => match store.random(caller.account).await? {
            Some(license) => Ok(Answer::License { ok: true, license }),
            None => Err(Refused(StatusCode::NOT_FOUND, "No licenses available")),
        },
        path::LICENSE_INFO => {
            let license = parameters.license()?;
            match store.info(caller.account, license.reveal()).await? {
                Some(info) => Ok(Answer::Info { ok: true, info }),
                None => Err(Refused(StatusCode::NOT_FOUND, "License not found")),
            }
        }
        _ => assign(store, caller, parameters).await,
    }
}

async fn assign(store: &Store, caller: Caller, parameters: &Parameters) -> Result<Answer, Refused> {
    let license = parameters.license()?;
    let buyer: BuyerId = parameters
        .text("discord_user_id")
        .filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|id| id.parse().ok())
        .ok_or(Refused(StatusCode::BAD_REQUEST, "Missing or invalid discord_user_id"))?;
    match store.assign(caller, license.reveal(), &buyer.to_string()).await? {
        Assignment::Made | Assignment::MadeBefore => Ok(Answer::Done { ok: true, message: ASSIGNED_MESSAGE }),
        Assignment::Unknown => Err(Refused(StatusCode::NOT_FOUND, "License not found")),
        Assignment::OfAnother => Err(ASSIGNED_BEFORE),
        Assignment::Withdrawn => Err(Refused(StatusCode::CONFLICT, "License has been withdrawn")),
        Assignment::Expired => Err(Refused(StatusCode::CONFLICT, "License has expired")),
    }
}

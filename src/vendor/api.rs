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

use super::accounts::Caller;
use super::connection::Progress;
use super::limit::Limit;
use super::request::{Parameters, Received, Refused, method_of, receive};
use super::store::Assignment;
use super::{Faults, Store};

struct Server {
    store: Store,
    limit: Limit,
    faults: Arc<Faults>,
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
    rate_limit: Option<u32>,
    faults: Arc<Faults>,
    body_limit: Duration,
) -> Router {
    let server = Arc::new(Server { store, limit: Limit::new(rate_limit), faults, body_limit });
    Router::new().fallback(handle).with_state(server)
}

async fn handle(
    State(server): State<Arc<Server>>,
    ConnectInfo(progress): ConnectInfo<Progress>,
    request: Request,
) -> Response {
    let _serving = progress.serving();
    server.faults.count_call();
    let latency = server.faults.latency();
    // Even a sleep of zero lasts until the next millisecond of Tokio's timer.
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let path = request.uri().path().to_owned();
    let mut answer = match receive(request, server.body_limit).await {
        Ok(received) => answered(&server, received).await,
        Err(refused) => without_keep_alive(refused),
    };
    if let (StatusCode::METHOD_NOT_ALLOWED, Some(method)) = (answer.status(), method_of(&path)) {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(method));
    }
    if path == path::ASSIGN_LICENSE && server.faults.loses_this_assignment() {
        return lost();
    }
    if path == path::ASSIGN_LICENSE && server.faults.refuses_this_assignment() {
        return ASSIGNED_BEFORE.into_response();
    }
    answer
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

async fn answer(server: &Server, received: &Received) -> Result<Answer, Refused> {
    let parameters = &received.parameters;
    let caller = authenticate(server, parameters).await?;
    let store = &server.store;
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

async fn authenticate(server: &Server, parameters: &Parameters) -> Result<Caller, Refused> {
    let token = parameters.text("api_token").ok_or(Refused(StatusCode::UNAUTHORIZED, "Missing API key"))?;
    let caller =
        server.store.caller(token).await?.ok_or(Refused(StatusCode::UNAUTHORIZED, "Invalid API key"))?;
    if server.faults.limits_this_call() || !server.limit.allows(caller.key, Instant::now()) {
        return Err(Refused(StatusCode::TOO_MANY_REQUESTS, RATE_LIMIT_MESSAGE));
    }
    Ok(caller)
}

async fn assign(store: &Store, caller: Caller, parameters: &Parameters) -> Result<Answer, Refused> {
    let license = parameters.license()?;
    let buyer: BuyerId = parameters
        .text("discord_user_id")
        .filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|id| id.parse().ok())
        .ok_or(Refused(StatusCode::BAD_REQUEST, "Missing or invalid discord_user_id"))?;
    match store.assign(caller.account, license.reveal(), &buyer.to_string()).await? {
        Assignment::Made => Ok(Answer::Done { ok: true, message: ASSIGNED_MESSAGE }),
        Assignment::Unknown => Err(Refused(StatusCode::NOT_FOUND, "License not found")),
        Assignment::OfAnother => Err(ASSIGNED_BEFORE),
        Assignment::Withdrawn => Err(Refused(StatusCode::CONFLICT, "License has been withdrawn")),
        Assignment::Expired => Err(Refused(StatusCode::CONFLICT, "License has expired")),
    }
}

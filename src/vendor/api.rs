//! The four endpoints, as the vendor's document shows them.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::{BuyerId, LicenseKey};
use crate::reseller::wire::{
    ASSIGNED_MESSAGE, FetchedLicense, InfoEntry, RATE_LIMIT_MESSAGE, StockEntry, path,
};

use super::accounts::Caller;
use super::limit::Limit;
use super::store::Assignment;
use super::{Faults, Store, StoreError};

/// Largest request body read; the four endpoints need a few hundred bytes.
const LARGEST_BODY: usize = 64 * 1024;

struct Server {
    store: Store,
    limit: Limit,
    faults: Arc<Faults>,
}

/// An answer `ok:true`, its fields in the document's order.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Stock { ok: bool, licenses: Vec<StockEntry> },
    License { ok: bool, license: FetchedLicense },
    Info { ok: bool, info: InfoEntry },
    Done { ok: bool, message: &'static str },
}

/// An answer `ok:false`.
struct Refused(StatusCode, &'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "ok": false, "message": self.1 }))).into_response()
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a request could not be served");
        Self(StatusCode::INTERNAL_SERVER_ERROR, "Internal error")
    }
}

/// The routes. One handler takes them all: paths, methods and bodies that are wrong have to be
/// answered in the document's shape, too.
pub(super) fn router(store: Store, rate_limit: Option<u32>, faults: Arc<Faults>) -> Router {
    let server = Arc::new(Server { store, limit: Limit::new(rate_limit), faults });
    Router::new().fallback(handle).with_state(server)
}

async fn handle(State(server): State<Arc<Server>>, request: Request) -> Response {
    server.faults.count_call();
    let latency = server.faults.latency();
    // Tokio's sleep of nothing still takes until its timer's next millisecond.
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let path = request.uri().path().to_owned();
    let serving = Arc::clone(&server);
    // In a task of its own: what was asked is done, also when the caller has hung up meanwhile.
    let answered = tokio::spawn(async move { answer(&serving, request).await }).await;
    let mut answer = match answered {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(refused)) => refused.into_response(),
        Err(error) => {
            tracing::error!(%error, "a request could not be served");
            Refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal error").into_response()
        }
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

/// The refusal of a license that is somebody's.
const ASSIGNED_BEFORE: Refused = Refused(StatusCode::CONFLICT, "License is already assigned");

/// The one method an endpoint takes.
fn method_of(path: &str) -> Option<&'static str> {
    match path {
        path::MY_AVAILABLE | path::LICENSE_INFO | path::FETCH_LICENSE => Some("GET"),
        path::ASSIGN_LICENSE => Some("POST"),
        _ => None,
    }
}

/// A response that breaks off: the connection ends before the body that its header promised.
fn lost() -> Response {
    let cut_off = Body::from_stream(futures_util::stream::once(async {
        Err::<Bytes, _>(std::io::Error::other("the answer is lost on purpose"))
    }));
    ([(header::CONTENT_LENGTH, "100")], cut_off).into_response()
}

async fn answer(server: &Server, request: Request) -> Result<Answer, Refused> {
    let (parts, body) = request.into_parts();
    let Some(expected) = method_of(parts.uri.path()) else {
        return Err(Refused(StatusCode::NOT_FOUND, "Unknown endpoint"));
    };
    if parts.method.as_str() != expected {
        return Err(Refused(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"));
    }
    let body = axum::body::to_bytes(body, LARGEST_BODY)
        .await
        .map_err(|_| Refused(StatusCode::PAYLOAD_TOO_LARGE, "Request body too large"))?;
    let parameters = Parameters::read(parts.uri.query().unwrap_or_default(), &body)?;
    let caller = authenticate(server, &parameters).await?;
    let store = &server.store;
    match parts.uri.path() {
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
        _ => assign(store, caller, &parameters).await,
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
        Assignment::Expired => Err(Refused(StatusCode::CONFLICT, "License has expired")),
    }
}

/// The parameters of a request, from its query and its JSON body; the body's win.
struct Parameters {
    query: Vec<(String, String)>,
    body: serde_json::Map<String, Value>,
}

impl Parameters {
    fn read(query: &str, body: &[u8]) -> Result<Self, Refused> {
        let body = match serde_json::from_slice(body) {
            _ if body.is_empty() => serde_json::Map::new(),
            Ok(Value::Object(body)) => body,
            _ => return Err(Refused(StatusCode::BAD_REQUEST, "Request body is not a JSON object")),
        };
        let query = reqwest::Url::parse(&format!("http://localhost/?{query}"))
            .map(|url| url.query_pairs().into_owned().collect())
            .unwrap_or_default();
        Ok(Self { query, body })
    }

    fn text(&self, name: &str) -> Option<&str> {
        let in_body = self.body.get(name).and_then(Value::as_str);
        in_body
            .or_else(|| self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str()))
    }

    fn license(&self) -> Result<LicenseKey, Refused> {
        self.text("license")
            .and_then(|key| key.parse().ok())
            .ok_or(Refused(StatusCode::BAD_REQUEST, "Missing or invalid license"))
    }
}

//! Parses a request: checks its path, method and body before anything is looked up.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::domain::LicenseKey;
use crate::reseller::wire::path;

use super::store::StoreError;

/// The maximum size of a request body. The four endpoints need a few hundred bytes.
const LARGEST_BODY: usize = 16 * 1024;
/// The maximum size of a body that is read to its end before it is refused. A client that is still
/// sending when the connection is closed may not receive the refusal.
const LARGEST_DISCARDED: usize = 1024 * 1024;

/// An answer `ok:false`.
pub(super) struct Refused(pub StatusCode, pub &'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "ok": false, "message": self.1 }))).into_response()
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a request failed");
        Self(StatusCode::INTERNAL_SERVER_ERROR, "Internal error")
    }
}

/// A complete request to one of the four endpoints.
pub(super) struct Received {
    pub(super) path: String,
    pub(super) parameters: Parameters,
}

/// Reads a request. It uses no database and counts nothing.
pub(super) async fn receive(request: Request, limit: Duration) -> Result<Received, Refused> {
    let (parts, body) = request.into_parts();
    let Some(expected) = method_of(parts.uri.path()) else {
        return Err(Refused(StatusCode::NOT_FOUND, "Unknown endpoint"));
    };
    if parts.method.as_str() != expected {
        return Err(Refused(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"));
    }
    let body = tokio::time::timeout(limit, read(body, LARGEST_BODY))
        .await
        .map_err(|_| Refused(StatusCode::REQUEST_TIMEOUT, "Request body took too long"))??;
    let parameters = Parameters::read(parts.uri.query().unwrap_or_default(), &body)?;
    Ok(Received { path: parts.uri.path().to_owned(), parameters })
}

/// Returns the method that an endpoint accepts.
pub(super) fn method_of(path: &str) -> Option<&'static str> {
    match path {
        path::MY_AVAILABLE | path::LICENSE_INFO | path::FETCH_LICENSE => Some("GET"),
        path::ASSIGN_LICENSE => Some("POST"),
        _ => None,
    }
}

/// Reads a body of at most `largest` bytes.
pub(super) async fn read(body: Body, largest: usize) -> Result<Vec<u8>, Refused> {
    const TOO_LARGE: Refused = Refused(StatusCode::PAYLOAD_TOO_LARGE, "Request body too large");
    let most_read = LARGEST_DISCARDED.max(largest);
    if body.size_hint().lower() > most_read as u64 {
        return Err(TOO_LARGE);
    }
    let (mut kept, mut size) = (Vec::new(), 0);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refused(StatusCode::BAD_REQUEST, "Request body broke off"))?;
        size += chunk.len();
        if size <= largest {
            kept.extend_from_slice(&chunk);
        } else if size > most_read {
            break;
        }
    }
    if size > largest { Err(TOO_LARGE) } else { Ok(kept) }
}

/// The parameters of a request, from its query and its JSON body. The body overrides the query.
pub(super) struct Parameters {
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

    /// Returns a parameter if it is a string.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let in_body = self.body.get(name).and_then(Value::as_str);
        in_body
            .or_else(|| self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str()))
    }

    /// Returns the license that the request names.
    pub(super) fn license(&self) -> Result<LicenseKey, Refused> {
        self.text("license")
            .and_then(|key| key.parse().ok())
            .ok_or(Refused(StatusCode::BAD_REQUEST, "Missing or invalid license"))
    }
}

//! An answer of the REST API on its way out: status, headers and content.

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::rest::Answer;

/// An answer of the REST API.
#[derive(Debug, Clone)]
pub(super) struct Outgoing {
    pub(super) status: u16,
    headers: HeaderMap,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    /// JSON, or no content for `null`.
    Json(Value),
    Text(String),
}

impl Outgoing {
    pub(super) fn json(status: u16, body: Value) -> Self {
        Self { status, headers: HeaderMap::new(), content: Content::Json(body) }
    }

    pub(super) fn text(status: u16, content_type: &str, text: &str) -> Self {
        let mut headers = HeaderMap::new();
        set(&mut headers, CONTENT_TYPE, content_type);
        Self { status, headers, content: Content::Text(text.to_owned()) }
    }

    /// Adds headers. They replace those that are there.
    pub(super) fn with(mut self, headers: HeaderMap) -> Self {
        self.headers.extend(headers);
        self
    }

    /// Returns whether a proxy in front of Discord made the answer.
    pub(super) fn is_of_proxy(&self) -> bool {
        matches!(self.content, Content::Text(_))
    }

    /// Returns whether the answer counts as an invalid request, as Discord counts them.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(self.status, 401 | 403 | 429)
    }
}

impl From<Answer> for Outgoing {
    fn from(answer: Answer) -> Self {
        match answer {
            Ok(Value::Null) => Self::json(204, Value::Null),
            Ok(body) => Self::json(200, body),
            Err((status, body)) => Self::json(status, body),
        }
    }
}

impl IntoResponse for Outgoing {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or_default();
        let mut response = match self.content {
            Content::Json(Value::Null) if status == StatusCode::NO_CONTENT => status.into_response(),
            Content::Json(body) => (status, Json(body)).into_response(),
            Content::Text(text) => (status, text).into_response(),
        };
        response.headers_mut().extend(self.headers);
        response
    }
}

/// Sets a header. A value that is not a header's is left out.
pub(super) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

//! HTTP answers of the REST API: status, headers and content.

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// The result of a route: a JSON body (`null` for 204), or the status and body of an error.
pub(crate) type Answer = Result<Value, (u16, Value)>;

/// Returns an error in Discord's format: a status, and a body with a code and a message.
pub(crate) fn error<T>(status: u16, code: u32, message: &str) -> Result<T, (u16, Value)> {
    Err((status, json!({ "code": code, "message": message })))
}

/// An HTTP answer of the REST API.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    headers: HeaderMap,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    /// A JSON body. `null` with status 204 is no content.
    Json(Value),
    Text(String),
}

impl Outgoing {
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self { status, headers: HeaderMap::new(), content: Content::Json(body) }
    }

    pub(crate) fn text(status: u16, content_type: &str, text: &str) -> Self {
        let mut headers = HeaderMap::new();
        set(&mut headers, CONTENT_TYPE, content_type);
        Self { status, headers, content: Content::Text(text.to_owned()) }
    }

    /// Adds headers. They replace headers of the same name.
    pub(crate) fn with(mut self, headers: HeaderMap) -> Self {
        self.headers.extend(headers);
        self
    }

    /// Returns whether the answer stands for one that a proxy in front of Discord gave: it is not JSON.
    pub(crate) fn is_of_proxy(&self) -> bool {
        matches!(self.content, Content::Text(_))
    }

    /// Returns whether Discord counts the answer as an invalid request.
    pub(crate) fn is_refusal(&self) -> bool {
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

/// Sets a header. A value that is not valid in a header is ignored.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

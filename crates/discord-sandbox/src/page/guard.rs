//! Lets only the page itself use its server, and adds the headers that keep hostile texts harmless.
//!
//! Another site can send requests to loopback, directly or by DNS rebinding. Its requests have another `Host` or
//! `Origin`, and lack the token.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;
use super::site::Site;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TOKEN: &str = "x-playground-token";

/// Refuses foreign requests. Adds the headers of every answer.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let is_upgrade = request.headers().contains_key(header::UPGRADE);
    let changes = request.method() != Method::GET && request.method() != Method::HEAD;
    let headers = request.headers();
    let is_own = is_own_host(&site, headers)
        && (!(changes || is_upgrade) || has_own_origin(headers))
        && (!changes || text(headers, TOKEN) == Some(&site.token));
    let mut response = if is_own { next.run(request).await } else { Refusal::Foreign.into_response() };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Returns whether the request names this server by loopback.
fn is_own_host(site: &Site, headers: &HeaderMap) -> bool {
    let port = site.address.port();
    text(headers, "host")
        .is_some_and(|host| host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}"))
}

/// Returns whether a page of the same host sent the request.
fn has_own_origin(headers: &HeaderMap) -> bool {
    let origin = text(headers, "origin").and_then(|origin| origin.strip_prefix("http://"));
    origin.is_some() && origin == text(headers, "host")
}

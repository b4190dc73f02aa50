//! The checks before every page, and the headers on every answer.
//!
//! Invariant: without an account that has a password there is no dashboard, and its paths answer as every unknown
//! path does. No answer may be framed, and only fixed files are ever cached.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::super::connection::Peer;
use super::super::request::Refused;
use super::super::store::StoreError;
use super::cookie::token_in;
use super::reply::{PageFailure, problem};
use super::state::Dashboard;
use super::visitor::{ClientAddress, Visitor};

/// Nothing is loaded from elsewhere, and no script or style stands in a page itself.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const HEADERS: [(HeaderName, HeaderValue); 8] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // With `no-referrer`, browsers send no usable `Origin` with a form.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    ),
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
];

/// Checks a request, and adds the headers to its answer.
pub(super) async fn guarded(
    State(dashboard): State<Arc<Dashboard>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let _serving = peer.progress.serving();
    let answer = match dashboard.store.has_password().await {
        Ok(false) => {
            let unknown = Refused(StatusCode::NOT_FOUND, "Unknown endpoint");
            return ([(header::CONNECTION, "close")], unknown).into_response();
        }
        Ok(true) => answered(&dashboard, &peer, request, next).await,
        Err(error) => Err(error),
    };
    let mut answer = answer.unwrap_or_else(|error| PageFailure::from(error).into_response());
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if dashboard.site.is_secure() {
        let a_year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    answer
}

/// Finds the session of an acceptable request, and passes both on.
async fn answered(
    dashboard: &Dashboard,
    peer: &Peer,
    mut request: Request,
    next: Next,
) -> Result<Response, StoreError> {
    let refused = refusal(dashboard, request.method(), request.headers());
    let token = token_in(request.headers(), dashboard.site.is_secure());
    let mut is_known = false;
    let mut answer = if let Some(refused) = refused {
        refused
    } else {
        let address = ClientAddress(address(dashboard, peer, request.headers()));
        request.extensions_mut().insert(address);
        if let Some(token) = token
            && let Some(session) = dashboard.store.session(&token).await?
        {
            let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
            let visitor = Visitor::new(session, token, address, host.unwrap_or_default().to_owned());
            request.extensions_mut().insert(visitor);
            is_known = true;
        }
        next.run(request).await
    };
    // As with the API, only clients that are known may keep their connection.
    if !is_known {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(answer)
}

/// Refuses a request for another host, and a change that another site started.
fn refusal(dashboard: &Dashboard, method: &Method, headers: &HeaderMap) -> Option<Response> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| dashboard.site.accepts_host(host)) else {
        let text =
            "The dashboard is not served under this name. The setting VENDOR_PUBLIC_URL names its address.";
        return Some(problem(StatusCode::MISDIRECTED_REQUEST, "Wrong address", text));
    };
    if method == Method::GET || method == Method::HEAD {
        return None;
    }
    let is_own_site =
        text(HeaderName::from_static("sec-fetch-site")).is_none_or(|site| site == "same-origin");
    let is_own_origin = match headers.get(header::ORIGIN) {
        None => true,
        Some(origin) => origin.to_str().is_ok_and(|origin| dashboard.site.is_own_origin(origin, host)),
    };
    if is_own_site && is_own_origin {
        return None;
    }
    let text = "The form was sent by another site. Nothing was changed.";
    Some(problem(StatusCode::FORBIDDEN, "Not accepted", text))
}

/// Returns the address of the client. A proxy is believed only if the owner says so. Then the last entry counts,
/// which the proxy itself added.
fn address(dashboard: &Dashboard, peer: &Peer, headers: &HeaderMap) -> IpAddr {
    let direct = peer.address.ip().to_canonical();
    if !dashboard.trusts_proxy {
        return direct;
    }
    let forwarded =
        headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
    last.unwrap_or(direct)
}

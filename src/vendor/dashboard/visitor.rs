//! Finds out who a request comes from: the signed-in account, or nobody.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::domain::Timestamp;

use super::super::initiator::Initiator;
use super::super::store::Store;
use super::csrf;
use super::reply::{PageFailure, redirect};
use super::session::{RunningSession, SessionToken};
use super::state::Dashboard;

/// The page on which people sign in.
pub(super) const SIGN_IN: &str = "/dashboard/sign-in";

/// The address of a client, which the guard finds out.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClientAddress(pub(super) IpAddr);

impl ClientAddress {
    /// Returns the database for changes that the client starts.
    pub(super) fn acting_on(self, dashboard: &Dashboard) -> Store {
        dashboard.store.started_by(Initiator::Dashboard(self.0))
    }
}

/// The owner of an account who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub(super) account: i64,
    pub(super) account_name: String,
    pub(super) token: SessionToken,
    /// The token that the forms of this session carry.
    pub(super) csrf: String,
    pub(super) address: ClientAddress,
    /// The host under which the browser reached the dashboard.
    pub(super) host: String,
    used_at: Timestamp,
}

/// A signed-in owner whose request is no page: it does not prolong the session.
pub(super) struct Watcher(pub(super) Visitor);

impl Visitor {
    /// Makes the visitor of a running session.
    pub(super) fn new(
        session: RunningSession,
        token: SessionToken,
        address: ClientAddress,
        host: String,
    ) -> Self {
        let csrf = csrf::token_for(&token);
        let RunningSession { account, account_name, used_at } = session;
        Self { account, account_name, token, csrf, address, host, used_at }
    }

    /// Returns the database for changes that the owner makes.
    pub(super) fn store(&self, dashboard: &Dashboard) -> Store {
        self.address.acting_on(dashboard)
    }
}

/// Returns the visitor that the guard found, and prolongs the session. Sends everybody else to the sign-in.
pub(super) async fn signed_in(extensions: &Extensions, dashboard: &Dashboard) -> Result<Visitor, Response> {
    let visitor = extensions.get::<Visitor>().cloned().ok_or_else(|| redirect(SIGN_IN))?;
    let prolonged = dashboard.store.prolong(&visitor.token, visitor.used_at).await;
    prolonged.map_err(|error| PageFailure::from(error).into_response())?;
    Ok(visitor)
}

/// Returns the address that the guard found out.
pub(super) fn address_in(extensions: &Extensions) -> ClientAddress {
    let unknown = ClientAddress(std::net::Ipv4Addr::UNSPECIFIED.into());
    extensions.get::<ClientAddress>().copied().unwrap_or(unknown)
}

impl FromRequestParts<Arc<Dashboard>> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, dashboard: &Arc<Dashboard>) -> Result<Self, Response> {
        signed_in(&parts.extensions, dashboard).await
    }
}

impl FromRequestParts<Arc<Dashboard>> for Watcher {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Dashboard>) -> Result<Self, StatusCode> {
        parts.extensions.get().cloned().map(Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}

//! The number in a path.
//!
//! Invariant: a path with anything else in its place is answered as one of a thing that does not exist.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::Response;

use super::reply::not_found;
use super::state::Dashboard;

/// The number of a license or an API key in a path.
pub(super) struct PathId(pub(super) i64);

impl FromRequestParts<Arc<Dashboard>> for PathId {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, dashboard: &Arc<Dashboard>) -> Result<Self, Response> {
        let id = Path::<i64>::from_request_parts(parts, dashboard).await;
        id.map(|Path(id)| Self(id)).map_err(|_| not_found())
    }
}

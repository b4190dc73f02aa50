//! The way into the dashboard.

use axum::response::Response;

use super::super::reply::redirect;
use super::super::visitor::Visitor;

/// Leads an owner to the licenses. Everybody else is led to the sign-in.
pub(in super::super) async fn home(_: Visitor) -> Response {
    redirect("/dashboard/licenses")
}

//! The server for health checks and metrics: `/healthz`, `/readyz` and `/metrics`.
//!
//! Invariant: no request calls another service, and none can hold up a sale: connections are few and short.

mod listener;
mod site;

pub use listener::{HttpError, HttpListener};
pub(super) use site::Site;

//! The paths of the dashboard.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};

use super::assets;
use super::guard::guarded;
use super::pages::{
    account, audit, export, home, import, key_changes, keys, license, licenses, sign_in, usage, withdraw,
};
use super::reply::{not_allowed, not_found};
use super::state::Dashboard;

/// Builds the router of the dashboard.
pub(in crate::vendor) fn router(dashboard: Arc<Dashboard>) -> Router {
    let licenses = Router::new()
        .route("/", get(licenses::list).post(licenses::search))
        .route("/products", get(licenses::products))
        .route("/import", get(import::form).post(import::preview))
        .route("/import/confirm", post(import::confirm))
        .route("/withdraw", get(withdraw::form).post(withdraw::withdraw))
        .route("/export", get(export::form).post(export::export))
        .route("/{id}", get(license::show))
        .route("/{id}/reveal", post(license::reveal))
        .route("/{id}/assign", post(license::assign))
        .route("/{id}/withdraw", post(license::withdraw))
        .route("/{id}/restore", post(license::restore));
    let settings = Router::new()
        .route("/keys", get(keys::list).post(keys::create))
        .route("/keys/new", get(keys::form))
        .route("/keys/{id}/roll", get(key_changes::roll_form).post(key_changes::roll))
        .route("/keys/{id}/revoke", get(key_changes::revoke_form).post(key_changes::revoke))
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/sign-out-everywhere", post(account::sign_out_everywhere));
    let unknown = any(|| async { not_found() });
    Router::new()
        .route("/dashboard", get(home::home))
        .route("/dashboard/", get(home::home))
        .route("/dashboard/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .route("/dashboard/sign-out", post(sign_in::sign_out))
        .nest("/dashboard/licenses", licenses)
        .nest("/dashboard/settings", settings)
        .route("/dashboard/usage", get(usage::show))
        .route("/dashboard/usage/figures", get(usage::figures))
        .route("/dashboard/audit", get(audit::show))
        .route("/dashboard/assets/{name}", get(assets::serve))
        .route("/dashboard/{*rest}", unknown)
        .method_not_allowed_fallback(|| async { not_allowed() })
        .layer(from_fn_with_state(Arc::clone(&dashboard), guarded))
        .with_state(dashboard)
}

//! Rolling and revoking an API key, each confirmed with the password.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::super::super::api_keys::{ApiKeyId, KeyFault, KeyState, ListedKey, Overlap};
use super::super::super::store::StoreError;
use super::super::fields::{Field, radios, username};
use super::super::form::Submitted;
use super::super::frame::{Section, framed};
use super::super::parts::{csrf, fault, time};
use super::super::password_check::again;
use super::super::path_id::PathId;
use super::super::reply::{PageResult, not_found, page, redirect};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::key_form::rough;
use super::keys::name;
use super::new_key::shown;

/// Finds a key of the visitor's account.
async fn find(dashboard: &Dashboard, visitor: &Visitor, id: i64) -> Result<Option<ListedKey>, StoreError> {
    let keys = dashboard.store.keys_of(&visitor.account_name).await?;
    Ok(keys.into_iter().find(|key| key.id == ApiKeyId::new(id)))
}

/// Shows the form for rolling a key.
pub(in super::super) async fn roll_form(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    visitor: Visitor,
) -> PageResult {
    let Some(key) = find(&dashboard, &visitor, id).await? else { return Ok(not_found()) };
    if key.state(dashboard.store.clock.now()) != KeyState::Active {
        return Ok(not_active(&visitor));
    }
    Ok(asked(&visitor, "Roll API key", StatusCode::OK, &roll_view(&visitor, &key, "0", None)))
}

/// Replaces a key and shows the new one.
pub(in super::super) async fn roll(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let Some(key) = find(&dashboard, &visitor, id).await? else { return Ok(not_found()) };
    let hours = fields.text("overlap");
    let overlap = hours.parse().ok().and_then(Overlap::from_hours);
    let wrong = again(&dashboard, &visitor, fields.text("password")).await?;
    let (Some(overlap), None) = (overlap, &wrong) else {
        let view = roll_view(&visitor, &key, hours, wrong.as_deref());
        return Ok(asked(&visitor, "Roll API key", StatusCode::UNPROCESSABLE_ENTITY, &view));
    };
    let rolled = visitor.store(&dashboard).roll(Some(&visitor.account_name), key.id, overlap).await;
    match rolled {
        Ok(issued) => {
            let words = html! {
                p {
                    @match overlap {
                        Overlap::None => "The old key no longer works.",
                        Overlap::Hour => "The old key works for one more hour.",
                        Overlap::Day => "The old key works for 24 more hours.",
                    }
                }
            };
            Ok(shown(&dashboard, &visitor, &issued, &words))
        }
        Err(StoreError::Key(KeyFault::NotActive)) => Ok(not_active(&visitor)),
        Err(StoreError::Key(KeyFault::Unknown)) => Ok(not_found()),
        Err(error) => Err(error.into()),
    }
}

/// Shows the form for revoking a key.
pub(in super::super) async fn revoke_form(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    visitor: Visitor,
) -> PageResult {
    let Some(key) = find(&dashboard, &visitor, id).await? else { return Ok(not_found()) };
    Ok(asked(&visitor, "Revoke API key", StatusCode::OK, &revoke_view(&visitor, &key, None)))
}

/// Revokes a key.
pub(in super::super) async fn revoke(
    State(dashboard): State<Arc<Dashboard>>,
    PathId(id): PathId,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let Some(key) = find(&dashboard, &visitor, id).await? else { return Ok(not_found()) };
    if let Some(wrong) = again(&dashboard, &visitor, fields.text("password")).await? {
        let view = revoke_view(&visitor, &key, Some(&wrong));
        return Ok(asked(&visitor, "Revoke API key", StatusCode::UNPROCESSABLE_ENTITY, &view));
    }
    // A key that was revoked meanwhile is as the owner wants it.
    visitor.store(&dashboard).revoke(Some(&visitor.account_name), key.id).await?;
    Ok(redirect("/dashboard/settings/keys?done=revoked"))
}

fn asked(visitor: &Visitor, title: &str, status: StatusCode, view: &Markup) -> Response {
    page(status, framed(visitor, Section::Settings, title, view))
}

fn not_active(visitor: &Visitor) -> Response {
    let view = html! {
        div.head { h1 { "Roll API key" } }
        (fault("Only an active API key can be rolled. This one was rolled or revoked, or has expired."))
        p { a href="/dashboard/settings/keys" { "Back to the API keys" } }
    };
    asked(visitor, "Roll API key", StatusCode::CONFLICT, &view)
}

fn roll_view(visitor: &Visitor, key: &ListedKey, hours: &str, wrong: Option<&str>) -> Markup {
    let life = key.expires_at.map(|end| rough(end.since(key.created_at)));
    html! {
        div.head { h1 { "Roll API key" } }
        form.card method="post" action={ "/dashboard/settings/keys/" (key.id) "/roll" } {
            (csrf(&visitor.csrf))
            (username(&visitor.account_name))
            p { "A new key replaces " strong { (name(key)) } ", with the same name and scope." }
            @if let Some(life) = life { p { "Like the old key, the new one lasts " (life) "." } }
            (radios("overlap", "The old key keeps working for", &[
                ("0", "0 hours", "It stops at once. Choose this if the key has leaked."),
                ("1", "1 hour", "Both keys work for an hour."),
                ("24", "24 hours", "Both keys work for a day."),
            ], hours))
            (Field::new("password", "Your password").hint("Confirms that it is you.").error(wrong).password())
            div.actions {
                button.primary type="submit" { "Roll key" }
                a.button href="/dashboard/settings/keys" { "Cancel" }
            }
        }
    }
}

fn revoke_view(visitor: &Visitor, key: &ListedKey, wrong: Option<&str>) -> Markup {
    html! {
        div.head { h1 { "Revoke API key" } }
        form.card method="post" action={ "/dashboard/settings/keys/" (key.id) "/revoke" } {
            (csrf(&visitor.csrf))
            (username(&visitor.account_name))
            p {
                strong { (name(key)) } " stops working at once. Programs that use it get an error. This cannot be undone."
            }
            @if let Some(at) = key.last_used_at { p { "It was last used at " (time(at)) " UTC." } }
            (Field::new("password", "Your password").hint("Confirms that it is you.").error(wrong).password())
            div.actions {
                button.danger type="submit" { "Revoke key" }
                a.button href="/dashboard/settings/keys" { "Cancel" }
            }
        }
    }
}

//! Settings → API keys: the list, and creating a key.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::domain::Timestamp;

use super::super::super::api_keys::{KeyFault, KeyState, ListedKey};
use super::super::super::store::StoreError;
use super::super::form::{Fields, Submitted};
use super::super::frame::{Section, framed};
use super::super::parts::{count, done, scrolling, sentence, short_text, time, time_or};
use super::super::password_check::again;
use super::super::reply::{PageResult, page};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::key_form::{KeyForm, Wrong};
use super::new_key::shown;

/// The most keys that no longer work and are still listed.
const ENDED: usize = 20;

/// The links within the settings.
pub(super) fn tabs(current: &str) -> Markup {
    html! {
        nav.tabs aria-label="Settings" {
            ul {
                @for (path, name) in [("/dashboard/settings/keys", "API keys"), ("/dashboard/settings/account", "Account")] {
                    li { a href=(path) aria-current=[(name == current).then_some("page")] { (name) } }
                }
            }
        }
    }
}

/// Lists the keys of the account.
pub(in super::super) async fn list(
    State(dashboard): State<Arc<Dashboard>>,
    RawQuery(query): RawQuery,
    visitor: Visitor,
) -> PageResult {
    let mut keys = dashboard.store.keys_of(&visitor.account_name).await?;
    let now = dashboard.store.clock.now();
    keys.reverse();
    let (working, ended): (Vec<_>, Vec<_>) = keys.into_iter().partition(|key| key.state(now).is_accepted());
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let content = html! {
        div.head {
            h1 { "Settings" }
            div.actions { a.button.primary href="/dashboard/settings/keys/new" { "New API key" } }
        }
        (tabs("API keys"))
        @if fields.text("done") == "revoked" { (done("The API key is revoked.")) }
        section.card {
            h2 { "API keys" }
            @if working.is_empty() {
                p.empty { "No API key works at the moment. " a href="/dashboard/settings/keys/new" { "Create one." } }
            } @else {
                div data-live="/dashboard/usage/figures" { (table(&dashboard, "API keys", &working, now)) }
            }
        }
        @if !ended.is_empty() {
            section.card { h2 { "No longer working" } (table(&dashboard, "API keys that no longer work", &ended, now))
                @if ended.len() > ENDED { p.hint { "And " (count(ended.len() - ENDED, "older key")) "." } }
            }
        }
    };
    Ok(page(StatusCode::OK, framed(&visitor, Section::Settings, "API keys", &content)))
}

/// Shows the form for a new key.
pub(in super::super) async fn form(visitor: Visitor) -> PageResult {
    let view = KeyForm::default().view(&visitor, &Wrong::default());
    Ok(page(StatusCode::OK, framed(&visitor, Section::Settings, "New API key", &view)))
}

/// Creates a key after the password was given again.
pub(in super::super) async fn create(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let form = KeyForm::of(&fields);
    let refused = |wrong: &Wrong| {
        let view = form.view(&visitor, wrong);
        page(StatusCode::UNPROCESSABLE_ENTITY, framed(&visitor, Section::Settings, "New API key", &view))
    };
    let password = again(&dashboard, &visitor, fields.text("password")).await?;
    if password.is_some() || !form.has_known_life() {
        return Ok(refused(&Wrong { password, ..Wrong::default() }));
    }
    let request = form.request(dashboard.store.clock.now());
    if request.name.is_empty() {
        return Ok(refused(&Wrong { name: Some("Enter a name.".to_owned()), ..Wrong::default() }));
    }
    match visitor.store(&dashboard).issue_key(&visitor.account_name, &request).await {
        Ok(issued) => Ok(shown(&dashboard, &visitor, &issued, &html! {})),
        Err(StoreError::Key(fault @ KeyFault::Name)) => {
            Ok(refused(&Wrong { name: Some(sentence(&fault)), ..Wrong::default() }))
        }
        Err(error) => Err(error.into()),
    }
}

fn table(dashboard: &Dashboard, label: &str, keys: &[ListedKey], now: Timestamp) -> Markup {
    let working = keys.iter().any(|key| key.state(now).is_accepted());
    scrolling(
        label,
        &html! {
            table {
                thead { tr {
                    th scope="col" { "Name" } th scope="col" { "Key" } th scope="col" { "Scope" } th scope="col" { "State" }
                    th scope="col" { "Created (UTC)" } th scope="col" { "Last used (UTC)" }
                    @if working { th.number scope="col" { "Calls this minute" } th scope="col" { "Actions" } }
                } }
                tbody {
                    @for key in keys.iter().take(if working { usize::MAX } else { ENDED }) {
                        tr {
                            th.words scope="row" { (name(key)) }
                            td { code { @if key.prefix.is_empty() { "older key" } @else { (key.prefix) "…" } } }
                            td { (key.scope) }
                            td { (state(key, now)) }
                            td { (time(key.created_at)) }
                            td { (time_or(key.last_used_at, "never")) }
                            @if working {
                                td.number { span data-calls=(key.id) { (dashboard.limit.used(key.id, Instant::now())) } }
                                td.actions-cell { (actions(key, now)) }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// Shows the name of a key.
pub(super) fn name(key: &ListedKey) -> Markup {
    html! { @if key.name.is_empty() { "API key " (key.id) } @else { (short_text(&key.name)) } }
}

fn state(key: &ListedKey, now: Timestamp) -> Markup {
    let state = key.state(now);
    let kind = match state {
        KeyState::Active => "good",
        KeyState::Overlapping => "warn",
        KeyState::Replaced | KeyState::Expired | KeyState::Revoked => "off",
    };
    html! {
        span class={ "badge " (kind) } { (state) }
        @if let Some(end) = key.expires_at.filter(|_| state.is_accepted()) { " " div.faint { "until " (time(end)) } }
    }
}

/// Links to what can be done with a key. The name of the key tells the links of several keys apart.
fn actions(key: &ListedKey, now: Timestamp) -> Markup {
    let id = key.id;
    html! {
        @if key.state(now) == KeyState::Active {
            a href={ "/dashboard/settings/keys/" (id) "/roll" } { "Roll" span.visually-hidden { " " (name(key)) } }
        }
        a href={ "/dashboard/settings/keys/" (id) "/revoke" } { "Revoke" span.visually-hidden { " " (name(key)) } }
    }
}

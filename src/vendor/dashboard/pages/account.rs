//! Settings → Account: the password, and the running sessions.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use maud::{Markup, html};
use secrecy::SecretString;

use super::super::fields::{Field, username};
use super::super::form::Submitted;
use super::super::frame::{Section, framed};
use super::super::parts::{count, csrf, scrolling, sentence, text, time};
use super::super::password_check::again;
use super::super::reply::{PageResult, page};
use super::super::session::ListedSession;
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::keys::tabs;
use super::sign_in::signed_out;

/// The most sessions that are listed.
const MOST: usize = 20;

/// The faults of the form for a new password.
#[derive(Default)]
struct Wrong {
    password: Option<String>,
    new: Option<String>,
}

/// Shows the account.
pub(in super::super) async fn show(State(dashboard): State<Arc<Dashboard>>, visitor: Visitor) -> PageResult {
    answered(&dashboard, &visitor, StatusCode::OK, &Wrong::default()).await
}

/// Sets a new password, which ends every session.
pub(in super::super) async fn change_password(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let mut wrong =
        Wrong { password: again(&dashboard, &visitor, fields.text("password")).await?, new: None };
    if wrong.password.is_none() {
        let new = SecretString::from(fields.text("new_password"));
        match dashboard.passwords.hash(new).await {
            Ok(hash) => {
                visitor.store(&dashboard).set_password(&visitor.account_name, &hash).await?;
                return Ok(signed_out(&dashboard));
            }
            Err(fault) => wrong.new = Some(sentence(&fault)),
        }
    }
    answered(&dashboard, &visitor, StatusCode::UNPROCESSABLE_ENTITY, &wrong).await
}

/// Ends every session of the account.
pub(in super::super) async fn sign_out_everywhere(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, .. }: Submitted,
) -> PageResult {
    visitor.store(&dashboard).end_sessions(visitor.account).await?;
    Ok(signed_out(&dashboard))
}

async fn answered(dashboard: &Dashboard, visitor: &Visitor, status: StatusCode, wrong: &Wrong) -> PageResult {
    let sessions = dashboard.store.sessions_of(visitor.account).await?;
    let content = html! {
        div.head { h1 { "Settings" } }
        (tabs("Account"))
        section.card {
            h2 { "Sessions" }
            (table(&sessions))
            form method="post" action="/dashboard/settings/account/sign-out-everywhere" {
                (csrf(&visitor.csrf))
                button.danger type="submit" { "Sign out everywhere" }
            }
        }
        section.card {
            h2 { "Change the password" }
            form method="post" action="/dashboard/settings/account/password" {
                (csrf(&visitor.csrf))
                (username(&visitor.account_name))
                (Field::new("password", "Your password").error(wrong.password.as_deref()).password())
                (Field::new("new_password", "New password").hint("At least 12 characters. Every session ends.")
                    .error(wrong.new.as_deref()).new_password())
                button type="submit" { "Change password" }
            }
        }
    };
    Ok(page(status, framed(visitor, Section::Settings, "Account", &content)))
}

fn table(sessions: &[ListedSession]) -> Markup {
    html! {
        (scrolling("Sessions", &html! {
            table {
                thead { tr { th scope="col" { "Signed in (UTC)" } th scope="col" { "Last page (UTC)" } th scope="col" { "Address" } } }
                tbody {
                    @for session in sessions.iter().take(MOST) {
                        tr { th scope="row" { (time(session.created_at)) } td { (time(session.used_at)) } td.words { (text(&session.address)) } }
                    }
                }
            }
        }))
        @if sessions.len() > MOST { p.hint { "And " (count(sessions.len() - MOST, "further session")) "." } }
    }
}

//! Signing in and out.
//!
//! Invariant: a sign-in always begins a new session. A token that the browser held before is never taken over.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::super::attempts::AttemptSubject;
use super::super::cookie;
use super::super::document::bare;
use super::super::fields::Field;
use super::super::form::{Fields, Submitted, sign_in_fields};
use super::super::parts::done;
use super::super::password_check::{Comparison, compare};
use super::super::reply::{PageResult, page, redirect};
use super::super::state::Dashboard;
use super::super::visitor::{SIGN_IN, Visitor, address_in};

/// Shows the form.
pub(in super::super) async fn form(request: Request) -> Response {
    if request.extensions().get::<Visitor>().is_some() {
        return redirect("/dashboard/licenses");
    }
    let is_signed_out =
        Fields::parse(request.uri().query().unwrap_or_default().as_bytes()).text("done") == "signed-out";
    page(StatusCode::OK, view("", None, is_signed_out))
}

/// Compares the password and begins a session.
pub(in super::super) async fn sign_in(
    State(dashboard): State<Arc<Dashboard>>,
    request: Request,
) -> PageResult {
    let address = address_in(request.extensions());
    let before = request.extensions().get::<Visitor>().cloned();
    let fields = match sign_in_fields(request).await {
        Ok(fields) => fields,
        Err(refused) => return Ok(refused),
    };
    let account = fields.text("account").trim();
    let subject = AttemptSubject::account(account);
    let comparison = compare(&dashboard, &subject, account, fields.text("password"), address).await?;
    let matching = match comparison {
        Comparison::Right(matching) => matching,
        refused => return Ok(not_signed_in(account, &refused)),
    };
    let store = address.acting_on(&dashboard);
    if let Some(before) = before {
        store.end_session(before.account, &before.token).await?;
    }
    let Some(token) = store.begin_session(matching.account, &matching.hash, address.0).await? else {
        return Ok(not_signed_in(account, &Comparison::Wrong));
    };
    let mut answer = redirect("/dashboard/licenses");
    if let Some(cookie) = cookie::setting(&token, dashboard.site.is_secure()) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(answer)
}

/// Shows the form again with the reason.
fn not_signed_in(account: &str, refused: &Comparison) -> Response {
    let status = match refused {
        Comparison::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Comparison::Right(_) | Comparison::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page(status, view(account, refused.fault("The account or the password is wrong.").as_deref(), false))
}

/// Ends the session.
pub(in super::super) async fn sign_out(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, .. }: Submitted,
) -> PageResult {
    visitor.store(&dashboard).end_session(visitor.account, &visitor.token).await?;
    Ok(signed_out(&dashboard))
}

/// Leads to the sign-in, and removes the cookie and the pages that the browser keeps.
pub(super) fn signed_out(dashboard: &Dashboard) -> Response {
    let clear = [("clear-site-data", HeaderValue::from_static("\"cache\""))];
    let mut answer = (clear, redirect(&format!("{SIGN_IN}?done=signed-out"))).into_response();
    if let Some(cookie) = cookie::clearing(dashboard.site.is_secure()) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}

fn view(account: &str, wrong: Option<&str>, is_signed_out: bool) -> Markup {
    bare(
        "Sign in",
        &html! {
            h1 { "Sign in" }
            @if is_signed_out { (done("You are signed out.")) }
            form method="post" action=(SIGN_IN) {
                div.field {
                    label for="account" { "Account" }
                    input type="text" id="account" name="account" dir="auto" value=(account) required
                        autocomplete="username" autocapitalize="none" spellcheck="false"
                        aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "password-error")];
                }
                (Field::new("password", "Password").error(wrong).password())
                button.primary type="submit" { "Sign in" }
            }
        },
    )
}

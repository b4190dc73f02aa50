//! The page of a single license.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::super::super::license_pages::{LicenseState, ShownLicense};
use super::super::fields::Field;
use super::super::frame::{Section, framed};
use super::super::parts::{copy_button, csrf, done, fault, text, time};
use super::super::reply::page;
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::license_table::state;

/// How the page shows a license.
#[derive(Default)]
pub(super) struct Showing<'a> {
    pub(super) is_revealed: bool,
    pub(super) done: Option<&'a str>,
    pub(super) fault: Option<&'a str>,
    /// The Discord id that was entered, and what is wrong with it.
    pub(super) buyer: (&'a str, Option<&'a str>),
}

/// Answers with the page of a license.
pub(super) fn shown(
    dashboard: &Dashboard,
    visitor: &Visitor,
    license: &ShownLicense,
    status: StatusCode,
    showing: &Showing,
) -> Response {
    let now = dashboard.store.clock.now();
    let content = html! {
        div.head { h1 { "License" } div.actions { (state(license, now)) } }
        @if let Some(words) = showing.done { (done(words)) }
        @if let Some(words) = showing.fault { (fault(words)) }
        section.card aria-label="Details" {
            dl {
                dt { "Key" }
                dd {
                    @if showing.is_revealed {
                        code.secret #key { bdi { (license.key) } }
                        (copy_button("key", "Copy key"))
                        p.hint role="status" { "The whole key is shown. The audit records it." }
                    } @else {
                        bdi.key { (license.masked()) }
                        (one_button(visitor, license.id, "reveal", "Reveal key"))
                    }
                }
                dt { "Product" } dd.words { (text(&license.product)) }
                @if let Some(buyer) = &license.buyer { dt { "Buyer" } dd { (text(buyer)) } }
                @if let Some(at) = license.assigned_at {
                    dt { "Assigned (UTC)" }
                    dd {
                        (time(at))
                        @if let Some(key) = license.assigned_by { ", by API key " (key) }
                    }
                }
                @if let Some(at) = license.withdrawn_at { dt { "Withdrawn (UTC)" } dd { (time(at)) } }
                dt { "Expires (UTC)" } dd { @match license.expires_at { Some(at) => (time(at)), None => "never" } }
                dt { "Created (UTC)" } dd { (time(license.created_at)) }
            }
        }
        (actions(visitor, license, license.is_expired(now), showing))
        p { a href="/dashboard/licenses" { "Back to the licenses" } }
    };
    page(status, framed(visitor, Section::Licenses, "License", &content))
}

/// Makes the forms for what can be done in the state of a license.
fn actions(visitor: &Visitor, license: &ShownLicense, is_expired: bool, showing: &Showing) -> Markup {
    let (entered, wrong) = showing.buyer;
    html! {
        @match license.state {
            LicenseState::InStock => {
                @if !is_expired {
                    section.card aria-labelledby="assign" {
                        h2 #assign { "Assign by hand" }
                        form method="post" action={ "/dashboard/licenses/" (license.id) "/assign" } {
                            (csrf(&visitor.csrf))
                            (Field::new("discord_user_id", "Discord user id")
                                .hint("The API assigns licenses by itself. An assignment cannot be undone.")
                                .error(wrong).digits(entered, true))
                            button type="submit" { "Assign" }
                        }
                    }
                }
                section.card aria-labelledby="withdraw" {
                    h2 #withdraw { "Withdraw" }
                    p { "A withdrawn license is no longer offered or assigned. It can be restored." }
                    (one_button(visitor, license.id, "withdraw", "Withdraw license"))
                }
            }
            LicenseState::Withdrawn => {
                section.card aria-labelledby="restore" {
                    h2 #restore { "Restore" }
                    p { "The license returns to the stock and may be assigned." }
                    (one_button(visitor, license.id, "restore", "Restore license"))
                }
            }
            LicenseState::Assigned => {}
        }
    }
}

fn one_button(visitor: &Visitor, id: i64, action: &str, words: &str) -> Markup {
    html! {
        form method="post" action={ "/dashboard/licenses/" (id) "/" (action) } {
            (csrf(&visitor.csrf))
            button type="submit" { (words) }
        }
    }
}

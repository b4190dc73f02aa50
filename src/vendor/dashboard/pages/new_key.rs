//! The only page that shows an API key.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::super::super::api_keys::IssuedKey;
use super::super::frame::{Section, framed};
use super::super::parts::{copy_button, done};
use super::super::reply::page;
use super::super::state::Dashboard;
use super::super::visitor::Visitor;

/// Shows a new key, once, with a command that tries it.
pub(super) fn shown(
    dashboard: &Dashboard,
    visitor: &Visitor,
    issued: &IssuedKey,
    words: &Markup,
) -> Response {
    let url = format!("{}/reseller/myavailable", dashboard.site.base_url(&visitor.host));
    let content = html! {
        div.head { h1 { "Your new API key" } }
        (done("The key is created. Copy it now: it is shown only once."))
        section.card aria-label="API key" {
            h2 { "Key" }
            p { code.secret #key { (issued.text) } }
            p { (copy_button("key", "Copy key")) }
            (words)
            h2 { "Try it" }
            pre tabindex="0" { code #curl { "curl \"" (url) "?api_token=" (issued.text) "\"" } }
            p { (copy_button("curl", "Copy command")) }
            p.hint {
                "For the bot, set " code { "RESELLER_BASE_URL" } " to " code { (dashboard.site.base_url(&visitor.host)) }
                " and " code { "RESELLER_API_TOKEN" } " to the key."
            }
        }
        p { a.button href="/dashboard/settings/keys" { "I have stored the key" } }
    };
    page(StatusCode::OK, framed(visitor, Section::Settings, "New API key", &content))
}

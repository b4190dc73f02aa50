//! Usage: calls per minute against the limit, and the last refusals.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use maud::{Markup, html};
use serde::Serialize;

use super::super::super::api_keys::ListedKey;
use super::super::super::store::StoreError;
use super::super::super::usage::{MINUTES, RefusedCall};
use super::super::frame::{Section, framed};
use super::super::parts::{count, grouped, scrolling, time};
use super::super::reply::{PageFailure, PageResult, page};
use super::super::state::Dashboard;
use super::super::visitor::{Visitor, Watcher};
use super::keys::name;

/// The figures that the script keeps up to date.
#[derive(Serialize)]
pub(in super::super) struct Figures {
    /// The calls of each key that count against its limit now.
    calls: BTreeMap<String, usize>,
}

/// Shows the usage of the account.
pub(in super::super) async fn show(State(dashboard): State<Arc<Dashboard>>, visitor: Visitor) -> PageResult {
    let keys = working(&dashboard, &visitor).await?;
    let now = dashboard.store.clock.now();
    let minutes = dashboard.usage.minutes(visitor.account, now);
    let refusals = dashboard.usage.refusals(visitor.account);
    let content = html! {
        div.head { h1 { "Usage" } }
        section.card {
            h2 { "Calls this minute" }
            @if keys.is_empty() { p.empty { "No API key works at the moment." } }
            @else { div data-live="/dashboard/usage/figures" { (calls(&dashboard, &keys)) } }
        }
        section.card {
            h2 { "Calls in the last hour" }
            (chart(&minutes))
        }
        section.card {
            h2 { "Last errors" }
            (errors(&refusals, &keys))
        }
        p.hint { "Calls and errors are counted since the server was started." }
    };
    Ok(page(StatusCode::OK, framed(&visitor, Section::Usage, "Usage", &content)))
}

/// Answers the script. This does not prolong the session.
pub(in super::super) async fn figures(
    State(dashboard): State<Arc<Dashboard>>,
    Watcher(visitor): Watcher,
) -> Result<Json<Figures>, PageFailure> {
    let keys = working(&dashboard, &visitor).await?;
    let now = Instant::now();
    let calls = keys.iter().map(|key| (key.id.to_string(), dashboard.limit.used(key.id, now))).collect();
    Ok(Json(Figures { calls }))
}

async fn working(dashboard: &Dashboard, visitor: &Visitor) -> Result<Vec<ListedKey>, StoreError> {
    let (mut keys, now) =
        (dashboard.store.keys_of(&visitor.account_name).await?, dashboard.store.clock.now());
    keys.retain(|key| key.state(now).is_accepted());
    Ok(keys)
}

fn calls(dashboard: &Dashboard, keys: &[ListedKey]) -> Markup {
    let most = dashboard.limit.most();
    let now = Instant::now();
    scrolling(
        "Calls this minute",
        &html! {
            table {
                thead { tr {
                    th scope="col" { "API key" } th.number scope="col" { "Calls" } th.number scope="col" { "Limit" } th scope="col" { "Used" }
                } }
                tbody {
                    @for key in keys {
                        @let used = dashboard.limit.used(key.id, now);
                        tr {
                            th.words scope="row" { (name(key)) }
                            td.number { span data-calls=(key.id) { (used) } }
                            td.number { (most.map_or_else(|| "none".to_owned(), |most| most.to_string())) }
                            td {
                                @if let Some(most) = most {
                                    meter data-meter=(key.id) min="0" max=(most) high=(most * 4 / 5) value=(used)
                                        aria-label={ "Used by API key " (key.id) } {}
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// Draws a bar for each minute. The same figures stand in words, because a picture is not read aloud.
fn chart(minutes: &[u32]) -> Markup {
    let highest = minutes.iter().copied().max().unwrap_or_default();
    let all: u32 = minutes.iter().sum();
    let words = format!(
        "{} in the last {MINUTES} minutes, at most {} in one minute, {} in the running minute.",
        count(usize::try_from(all).unwrap_or_default(), "call"),
        grouped(highest),
        grouped(minutes.last().copied().unwrap_or_default())
    );
    html! {
        svg.chart viewBox="0 0 600 100" preserveAspectRatio="none" role="img" aria-label="Calls per minute" {
            line x1="0" y1="99.5" x2="600" y2="99.5" {}
            @for (at, calls) in minutes.iter().enumerate().filter(|(_, calls)| **calls > 0) {
                @let height = (calls * 96).div_ceil(highest.max(1));
                rect x=(at * 10 + 1) y=(99 - height.min(99)) width="8" height=(height) rx="1" {}
            }
        }
        div.axis aria-hidden="true" { span { (MINUTES) " minutes ago" } span { "now" } }
        p { (words) }
    }
}

fn errors(refusals: &[RefusedCall], keys: &[ListedKey]) -> Markup {
    if refusals.is_empty() {
        return html! { p.empty { "No call was refused." } };
    }
    let named = |call: &RefusedCall| {
        let key = keys.iter().find(|key| key.id == call.key);
        key.map_or_else(|| html! { "API key " (call.key) }, name)
    };
    scrolling(
        "Last errors",
        &html! {
            table {
                thead { tr {
                    th scope="col" { "Time (UTC)" } th scope="col" { "API key" } th scope="col" { "Endpoint" }
                    th.number scope="col" { "Status" } th scope="col" { "Reason" }
                } }
                tbody {
                    @for call in refusals {
                        tr {
                            th scope="row" { (time(call.at)) } td.words { (named(call)) } td { code { (call.endpoint) } }
                            td.number { (call.status) } td.words { (call.reason) }
                        }
                    }
                }
            }
        },
    )
}

//! The audit: who did what, and when.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use maud::html;

use super::super::form::Fields;
use super::super::frame::{Section, framed};
use super::super::parts::{scrolling, short_text, time};
use super::super::reply::{PageResult, page};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;

/// The entries of a page.
const MOST: usize = 50;

/// Shows the newest entries, or those before the one that the query names.
pub(in super::super) async fn show(
    State(dashboard): State<Arc<Dashboard>>,
    RawQuery(query): RawQuery,
    visitor: Visitor,
) -> PageResult {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let before = fields.text("before").parse().unwrap_or(i64::MAX);
    let most = i64::try_from(MOST).unwrap_or_default() + 1;
    let entries = dashboard.store.audit(visitor.account, before, most).await?;
    let next = entries.get(MOST - 1).filter(|_| entries.len() > MOST).map(|entry| entry.id);
    let table = html! {
        table {
            thead { tr {
                th scope="col" { "Time (UTC)" } th scope="col" { "Action" } th scope="col" { "Subject" } th scope="col" { "By" }
            } }
            tbody {
                @for entry in entries.iter().take(MOST) {
                    tr {
                        th scope="row" { (time(entry.at)) }
                        td { (entry.action) }
                        td.words { (short_text(&entry.subject)) }
                        td.words { (entry.initiator) @if let Some(address) = &entry.address { ", " (short_text(address)) } }
                    }
                }
            }
        }
    };
    let content = html! {
        div.head { h1 { "Audit" } }
        section.card aria-label="Entries" {
            p.hint { "Assignments by the API are not listed here. The page of a license names its API key." }
            @if entries.is_empty() { p.empty { "There are no older entries." } } @else { (scrolling("Audit", &table)) }
            @if let Some(next) = next { p.more { a rel="next" href={ "/dashboard/audit?before=" (next) } { "Older entries" } } }
        }
    };
    Ok(page(StatusCode::OK, framed(&visitor, Section::Audit, "Audit", &content)))
}

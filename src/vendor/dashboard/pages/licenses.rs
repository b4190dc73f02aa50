//! The stock by product, and the search for licenses.
//!
//! Invariant: a search for a key is sent in the body, so that no key gets into a URL, a history or a proxy's log.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use maud::{Markup, html};

use super::super::super::license_pages::{LicenseFilter, LicenseState, ShownLicense};
use super::super::fields::Field;
use super::super::form::{Fields, Submitted};
use super::super::frame::{Section, framed};
use super::super::parts::{csrf, done, grouped};
use super::super::reply::{PageResult, page, redirect};
use super::super::state::Dashboard;
use super::super::visitor::Visitor;
use super::license_table::table;
use super::stock_table::stock_table;

/// The licenses of a page.
const MOST: i64 = 50;
/// The products on the first page, and on a page of products.
const FEW_PRODUCTS: i64 = 8;
const MANY_PRODUCTS: i64 = 100;

/// The search as the form holds it.
#[derive(Default)]
struct Search {
    key: String,
    state: String,
    product: String,
    buyer: String,
}

impl Search {
    fn of(fields: &Fields) -> Self {
        let field = |name| fields.text(name).trim().chars().take(500).collect();
        Self { key: field("key"), state: field("state"), product: field("product"), buyer: field("buyer") }
    }

    fn filter(&self) -> LicenseFilter {
        let text = |text: &String| (!text.is_empty()).then(|| text.clone());
        LicenseFilter {
            state: self.state.parse().ok(),
            product: text(&self.product),
            buyer: text(&self.buyer),
        }
    }

    /// Returns the query of the page that shows the search, without the key.
    fn query(&self, before: Option<i64>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("state", &self.state), ("product", &self.product), ("buyer", &self.buyer)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        query.finish()
    }
}

/// Shows the stock and the licenses that the query asks for.
pub(in super::super) async fn list(
    State(dashboard): State<Arc<Dashboard>>,
    RawQuery(query): RawQuery,
    visitor: Visitor,
) -> PageResult {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (search, store) = (Search::of(&fields), &dashboard.store);
    let before = fields.text("before").parse().unwrap_or(i64::MAX);
    let licenses = store.licenses(visitor.account, &search.filter(), before, MOST + 1).await?;
    let (licenses, next) = cut(licenses);
    let levels = store.stock_levels(visitor.account, "", FEW_PRODUCTS + 1).await?;
    let imported: Option<u32> = fields.text("imported").parse().ok();
    let next = next.map(|next| {
        html! { p.more { a rel="next" href={ "/dashboard/licenses?" (search.query(Some(next))) } { "Older licenses" } } }
    });
    let content = html! {
        div.head {
            h1 { "Licenses" }
            div.actions {
                a.button.primary href="/dashboard/licenses/import" { "Import" }
                a.button href="/dashboard/licenses/withdraw" { "Withdraw" }
                a.button href="/dashboard/licenses/export" { "Export" }
            }
        }
        @if let Some(imported) = imported { (done(&format!("{} imported.", grouped(imported)))) }
        section.card {
            h2 { "Stock by product" }
            (stock_table(&levels, FEW_PRODUCTS))
            @if i64::try_from(levels.len()).unwrap_or_default() > FEW_PRODUCTS {
                p.more { a href="/dashboard/licenses/products" { "All products" } }
            }
        }
        (found(&visitor, &search, &table(&licenses, store.clock.now()), next.as_ref()))
    };
    Ok(page(StatusCode::OK, framed(&visitor, Section::Licenses, "Licenses", &content)))
}

/// Searches for a part of a key. A search without one is shown under an address of its own.
pub(in super::super) async fn search(
    State(dashboard): State<Arc<Dashboard>>,
    Submitted { visitor, fields }: Submitted,
) -> PageResult {
    let search = Search::of(&fields);
    if search.key.is_empty() {
        return Ok(redirect(&format!("/dashboard/licenses?{}", search.query(None))));
    }
    let store = &dashboard.store;
    let after = fields.text("after").parse().unwrap_or(0);
    // A search walks the keys of all accounts, and the API needs the database's other readers.
    // The semaphore is never closed.
    let _search = dashboard.searches.acquire().await;
    let found_ones =
        store.licenses_with_key(visitor.account, &search.key, &search.filter(), after, MOST + 1).await?;
    let (licenses, next) = cut(found_ones);
    let next = next.map(|next| {
        html! {
            form.more method="post" action="/dashboard/licenses" {
                (csrf(&visitor.csrf))
                @for (name, value) in [("key", &search.key), ("state", &search.state), ("product", &search.product), ("buyer", &search.buyer)] {
                    input type="hidden" name=(name) value=(value);
                }
                input type="hidden" name="after" value=(next);
                button type="submit" { "More licenses" }
            }
        }
    });
    let content = html! {
        div.head { h1 { "Licenses" } }
        (found(&visitor, &search, &table(&licenses, store.clock.now()), next.as_ref()))
    };
    Ok(page(StatusCode::OK, framed(&visitor, Section::Licenses, "Licenses", &content)))
}

/// Shows all products.
pub(in super::super) async fn products(
    State(dashboard): State<Arc<Dashboard>>,
    RawQuery(query): RawQuery,
    visitor: Visitor,
) -> PageResult {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let levels =
        dashboard.store.stock_levels(visitor.account, fields.text("after"), MANY_PRODUCTS + 1).await?;
    let shown = usize::try_from(MANY_PRODUCTS).unwrap_or_default();
    let next = (levels.len() > shown).then(|| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("after", &levels[shown - 1].product).finish()
    });
    let content = html! {
        div.head { h1 { "Stock by product" } }
        section.card {
            (stock_table(&levels, MANY_PRODUCTS))
            @if let Some(next) = next {
                p.more { a rel="next" href={ "/dashboard/licenses/products?" (next) } { "More products" } }
            }
        }
        p { a href="/dashboard/licenses" { "Back to the licenses" } }
    };
    Ok(page(StatusCode::OK, framed(&visitor, Section::Licenses, "Stock by product", &content)))
}

/// Cuts a list to one page. Returns the license after which the next page begins, if there is one.
fn cut(mut licenses: Vec<ShownLicense>) -> (Vec<ShownLicense>, Option<i64>) {
    let most = usize::try_from(MOST).unwrap_or_default();
    let has_more = licenses.len() > most;
    licenses.truncate(most);
    let next = licenses.last().filter(|_| has_more).map(|license| license.id);
    (licenses, next)
}

fn found(visitor: &Visitor, search: &Search, table: &Markup, next: Option<&Markup>) -> Markup {
    let states: Vec<(&str, String)> =
        LicenseState::ALL.map(|state| (state.into(), state.to_string())).to_vec();
    let mut entries = vec![("", "any state")];
    entries.extend(states.iter().map(|(value, words)| (*value, words.as_str())));
    html! {
        section.card {
            h2 { "Search" }
            form.search method="post" action="/dashboard/licenses" role="search" {
                (csrf(&visitor.csrf))
                (Field::new("key", "Key or a part of it").line(&search.key, 500, false))
                (Field::new("buyer", "Buyer's Discord id").digits(&search.buyer, false))
                (Field::new("product", "Exact product name").line(&search.product, 500, false))
                (Field::new("state", "State").choice(&entries, &search.state))
                div.field.submit { button type="submit" { "Search" } a href="/dashboard/licenses" { "Reset" } }
            }
            (table)
            @if let Some(next) = next { (next) }
        }
    }
}

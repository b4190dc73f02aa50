//! The table of the stock by product.

use maud::{Markup, html};

use super::super::super::stock_levels::StockLevel;
use super::super::parts::{grouped, scrolling, short_text};

/// The longest name of a product that links hold, in bytes. The import takes only shorter ones.
const LONGEST_LINKED: usize = 400;

/// Makes the table of at most `most` products.
pub(super) fn stock_table(levels: &[StockLevel], most: i64) -> Markup {
    if levels.is_empty() {
        return html! { p.empty { "There are no licenses yet. " a href="/dashboard/licenses/import" { "Import some." } } };
    }
    let cell = |level: &StockLevel, state: &str, number: i64| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let query = query.append_pair("product", &level.product).append_pair("state", state).finish();
        html! {
            td.number {
                @if number == 0 { span.faint { "0" } }
                @else if level.product.len() > LONGEST_LINKED { (grouped(number)) }
                @else { a href={ "/dashboard/licenses?" (query) } { (grouped(number)) } }
            }
        }
    };
    scrolling(
        "Stock by product",
        &html! {
            table {
                thead { tr {
                    th scope="col" { "Product" } th.number scope="col" { "Available" } th.number scope="col" { "Expired" }
                    th.number scope="col" { "Assigned" } th.number scope="col" { "Withdrawn" }
                } }
                tbody {
                    @for level in levels.iter().take(usize::try_from(most).unwrap_or_default()) {
                        tr {
                            th.words scope="row" { (short_text(&level.product)) }
                            (cell(level, "in_stock", level.available))
                            td.number { @if level.expired == 0 { span.faint { "0" } } @else { (grouped(level.expired)) } }
                            (cell(level, "assigned", level.assigned))
                            (cell(level, "withdrawn", level.withdrawn))
                        }
                    }
                }
            }
        },
    )
}

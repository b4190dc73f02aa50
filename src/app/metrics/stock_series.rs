//! The series of the vendor's stock, by product.
//!
//! They are not gauges of the recorder, because those stay for ever when a product leaves the stock.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Weak};

use metrics_exporter_prometheus::formatting::{sanitize_label_value, write_help_line, write_type_line};
use parking_lot::Mutex;

use crate::domain::{Moment, Shelf};
use crate::fulfilment::StockList;

use super::descriptions::{DESCRIPTIONS, STOCK, STOCK_AGE};

/// The largest number of products with a series of their own. The vendor decides how many there are.
const MOST_PRODUCTS: usize = 100;
/// The label of all other products together. No product has an empty name.
const OTHERS: &str = "";

/// Writes the series of the stock. Remembers them for the latest list, because counting takes time.
#[derive(Default)]
pub(super) struct StockSeries(Mutex<(Weak<StockList>, Arc<str>)>);

impl StockSeries {
    /// Writes the series of a stock list. Without a list there are none.
    pub(super) fn write(&self, list: Option<Arc<StockList>>, now: Moment, into: &mut String) {
        let Some(list) = list else { return };
        let series = {
            let mut known = self.0.lock();
            if !Weak::ptr_eq(&known.0, &Arc::downgrade(&list)) {
                // Licenses that expired since the list was fetched count until the next list.
                *known = (Arc::downgrade(&list), series(&list.licenses.shelves(list.as_of)).into());
            }
            Arc::clone(&known.1)
        };
        into.push_str(&series);
        begin(into, STOCK_AGE);
        // Writing to a text cannot fail.
        let _ = writeln!(into, "{STOCK_AGE} {}", now.since(list.asked_at).as_secs());
    }
}

/// Returns the series of the products with the most licenses, and of the others together.
fn series(shelves: &BTreeMap<String, Shelf>) -> String {
    let mut products: Vec<(&str, usize)> =
        shelves.iter().map(|(product, shelf)| (product.as_str(), shelf.count)).collect();
    products.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let others: usize = products.iter().skip(MOST_PRODUCTS).map(|(_, count)| count).sum();
    products.truncate(MOST_PRODUCTS);
    let mut text = String::new();
    begin(&mut text, STOCK);
    for (product, count) in products.into_iter().chain([(OTHERS, others)]) {
        let product = sanitize_label_value(product);
        let _ = writeln!(text, "{STOCK}{{product=\"{product}\"}} {count}");
    }
    text
}

/// Writes the lines before the series of a metric.
fn begin(text: &mut String, metric: &str) {
    let meaning = DESCRIPTIONS.iter().find(|(name, ..)| *name == metric).map_or("", |(.., meaning)| meaning);
    write_help_line(text, metric, None, None, meaning);
    write_type_line(text, metric, None, None, "gauge");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelves(products: impl IntoIterator<Item = (String, usize)>) -> BTreeMap<String, Shelf> {
        products.into_iter().map(|(name, count)| (name, Shelf { count, first_end: None })).collect()
    }

    #[test]
    fn hostile_names_of_products_stay_within_their_label() {
        let hostile =
            ["a\"} 1\nkeyclerk_up 0", "back\\slash", "back\\\"slash", "tab\there", "ü 💥", "{}", "#"];
        let text = series(&shelves(hostile.map(|name| (name.to_owned(), 3))));
        assert_eq!(text.lines().count(), 2 + hostile.len() + 1, "{text}");
        for line in text.lines().skip(2) {
            let label = line.strip_prefix("keyclerk_stock_licenses{product=\"").unwrap();
            let (label, value) = label.rsplit_once("\"} ").unwrap();
            let mut escaped = false;
            for c in label.chars() {
                assert!(escaped || c != '"', "{line}");
                escaped = c == '\\' && !escaped;
            }
            assert!(!escaped && value.parse::<u32>().is_ok(), "{line}");
        }
    }

    #[test]
    fn only_the_products_with_the_most_licenses_have_series() {
        let text = series(&shelves((0..1_000).map(|at| (format!("product {at}"), at))));
        assert_eq!(text.lines().count(), 2 + MOST_PRODUCTS + 1);
        assert!(text.contains("{product=\"product 999\"} 999\n"), "{text}");
        assert!(text.contains(&format!("{{product=\"\"}} {}\n", (0..900).sum::<usize>())), "{text}");
        let nothing = series(&BTreeMap::new());
        assert!(nothing.ends_with("keyclerk_stock_licenses{product=\"\"} 0\n"), "{nothing}");
    }
}

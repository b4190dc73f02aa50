//! Formats sales as text for people.

use std::fmt::Write as _;

use crate::domain::{Product, SaleId};
use crate::i18n::Language;
use crate::ledger::{Ledger, ListedSale, Passage};
use crate::report::{self, fields};

use super::error::SalesError;

/// Returns the sales as a table for people.
pub(super) fn list(sales: &[ListedSale], reveal: bool) -> String {
    if sales.is_empty() {
        return "no matching sales\n".to_owned();
    }
    let mut text = format!(
        "{:>6}  {:<20}  {:<12}  {:<20}  {:<20}  {:<16}  key\n",
        "sale", "asked for", "state", "staff", "buyer", "product"
    );
    for sale in sales {
        for line in fields(sale, reveal) {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{:>6}  {:<20}  {:<12}  {:<20}  {:<20}  {:<16}  {}{}",
                line[0],
                line[2],
                line[4],
                line[6],
                line[7],
                line[8],
                line[9],
                marks(sale)
            );
        }
    }
    text
}

/// Returns the marks of a sale: the sale that it replaces, the sale that replaces it, and its refund.
fn marks(sale: &ListedSale) -> String {
    let replaces = sale.replaces.map(|sale| format!("  replaces {sale}"));
    let replaced_by = sale.replaced_by.map(|sale| format!("  replaced by {sale}"));
    let refunded = sale.refund.as_ref().map(|refund| format!("  refunded {}", refund.at));
    [replaces, replaced_by, refunded].into_iter().flatten().collect()
}

/// Returns one sale with all its events.
///
/// # Errors
/// Returns [`SalesError::NoSuchSale`] and the ledger's errors.
pub(super) async fn show(ledger: &Ledger, sale: SaleId, reveal: bool) -> Result<String, SalesError> {
    let listed = ledger.listed(sale).await?.ok_or(SalesError::NoSuchSale(sale))?;
    let mut text = format!("sale {sale}: {}", listed.state);
    if let Some(failure) = listed.failure {
        let _ = write!(text, " ({})", failure.as_str());
    }
    let _ = writeln!(
        text,
        "{}\n  server {}, staff {}, buyer {}",
        marks(&listed),
        listed.guild,
        listed.staff,
        listed.buyer
    );
    for license in &listed.licenses {
        let product = license.product.as_ref().map_or("?", Product::as_str);
        let key = if reveal { license.key.reveal().to_owned() } else { license.key.to_string() };
        let _ = writeln!(text, "  {key} · {product}");
    }
    let refund = listed.refund.as_ref().map(|refund| refund.reason.as_str());
    for (name, words) in [
        ("reference", listed.reference.as_deref()),
        ("note", listed.note.as_deref()),
        ("refund reason", refund),
    ] {
        if let Some(words) = words {
            let _ = writeln!(text, "  {name}: {}", words.replace(char::is_control, " "));
        }
    }
    for event in ledger.events(sale).await? {
        let actor = event.actor.map_or_else(String::new, |actor| format!(" by {actor}"));
        let passage = match event.passage {
            Some(Passage::Buyer(old, new)) => format!(" from {old} to {new}"),
            Some(Passage::Server(old, new)) => format!(" from {old} to {new}"),
            None => String::new(),
        };
        let _ =
            writeln!(text, "  {}  {}{passage}{actor}", event.at, report::event(Language::English, &event));
    }
    Ok(text)
}

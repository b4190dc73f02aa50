//! A place in the list of sales, as a custom id carries it.
//!
//! A place refers only to rows of the ledger, so that a button still works a month later and after a restart.
//! It does not name the server, because the press does.

use std::fmt;
use std::str::FromStr;

use crate::domain::{BuyerId, LineNumber, SaleId, SaleState, StaffId, Timestamp};
use crate::ledger::ProductMark;

/// The filter of a list of sales, and the sale below which its page begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SalesPlace {
    /// The buyer of the sales.
    pub buyer: Option<BuyerId>,
    /// The staff member who made the sales.
    pub staff: Option<StaffId>,
    /// The product of the sales.
    pub product: Option<ProductMark>,
    /// The state of the sales.
    pub state: Option<SaleState>,
    /// The earliest time of a sale, in whole seconds.
    pub since: Option<Timestamp>,
    /// The sale below which the page begins. Only sales with smaller numbers are listed.
    pub before: Option<SaleId>,
}

/// The error of a text that this version cannot parse as a place. Ignoring an unreadable part would list
/// sales that nobody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in the list of sales")]
pub struct InvalidSalesPlace;

impl fmt::Display for SalesPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |number: Option<i64>| number.map_or_else(String::new, |number| format!("{number:x}"));
        let state = self.state.and_then(|state| SaleState::ALL.iter().position(|one| *one == state));
        let parts = [
            number(self.buyer.map(BuyerId::as_i64)),
            number(self.staff.map(StaffId::as_i64)),
            self.product.map_or_else(String::new, product_text),
            state.map_or_else(String::new, |state| state.to_string()),
            number(self.since.map(Timestamp::as_secs)),
            number(self.before.map(SaleId::as_i64)),
        ];
        f.write_str(&parts.join(":"))
    }
}

impl FromStr for SalesPlace {
    type Err = InvalidSalesPlace;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split(':').collect();
        let [buyer, staff, product, state, since, before] = parts[..] else { return Err(InvalidSalesPlace) };
        Ok(Self {
            buyer: part(buyer, |text| BuyerId::try_from(number(text)?).ok())?,
            staff: part(staff, |text| StaffId::try_from(number(text)?).ok())?,
            product: part(product, product_of)?,
            state: part(state, |text| SaleState::ALL.get(text.parse::<usize>().ok()?).copied())?,
            since: part(since, |text| Some(Timestamp::from_millis(number(text)?.checked_mul(1_000)?)))?,
            before: part(before, |text| number(text).map(SaleId::new))?,
        })
    }
}

/// Parses an optional part.
fn part<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, InvalidSalesPlace> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some).ok_or(InvalidSalesPlace) }
}

fn product_text(product: ProductMark) -> String {
    match product {
        ProductMark::Sold(sale, line) => format!("p{:x}.{:x}", sale.as_i64(), line.as_i64()),
        ProductMark::Asked(sale) => format!("s{:x}", sale.as_i64()),
    }
}

/// Parses the mark of a product. Marks of earlier versions begin with `l` and refer to rows that no longer
/// exist.
fn product_of(text: &str) -> Option<ProductMark> {
    match text.split_at_checked(1)? {
        ("p", line) => {
            let (sale, line) = line.split_once('.')?;
            Some(ProductMark::Sold(SaleId::new(number(sale)?), LineNumber::new(number(line)?)))
        }
        ("s", sale) => Some(ProductMark::Asked(SaleId::new(number(sale)?))),
        _ => None,
    }
}

fn number(text: &str) -> Option<i64> {
    i64::from_str_radix(text, 16).ok().filter(|number| *number >= 0)
}

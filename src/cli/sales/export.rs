//! Formats sales for programs, as CSV and as JSON.

use serde_json::{Value, json};

use crate::ledger::ListedSale;
use crate::report::{COLUMNS, Layout, Table, fields};

use super::error::SalesError;

/// Returns the sales as CSV.
///
/// # Errors
/// Returns [`SalesError::Csv`].
pub(super) fn table(sales: &[ListedSale], reveal: bool, layout: Layout) -> Result<String, SalesError> {
    let mut table = Table::new(usize::MAX, reveal, layout)?;
    for sale in sales {
        table.add(sale)?;
    }
    Ok(String::from_utf8_lossy(&table.into_bytes()).into_owned())
}

/// Returns the sales as a JSON array, one object per license.
pub(super) fn json(sales: &[ListedSale], reveal: bool) -> String {
    let objects: Vec<Value> = sales.iter().flat_map(|sale| objects(sale, reveal)).collect();
    format!("{:#}\n", Value::from(objects))
}

/// Returns the lines of a sale as objects. Ids are strings, because JSON numbers would be rounded.
fn objects(sale: &ListedSale, reveal: bool) -> impl Iterator<Item = Value> {
    fields(sale, reveal).into_iter().map(|fields| {
        let named = COLUMNS.iter().zip(fields).filter(|(_, field)| !field.is_empty());
        named.map(|(column, field)| ((*column).to_owned(), json!(field))).collect()
    })
}

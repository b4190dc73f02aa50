//! Formats sales as a CSV table with one line per license and times in ISO 8601.
//!
//! Invariant: a spreadsheet evaluates no cell with typed text as a formula.

use crate::domain::{License, LicenseKey, SaleId, Timestamp};
use crate::ledger::ListedSale;

use super::csv_cell::Layout;

/// The columns of the table.
pub const COLUMNS: [&str; 18] = [
    "sale",
    "server",
    "requested_at",
    "delivered_at",
    "state",
    "failure",
    "staff",
    "buyer",
    "product",
    "key",
    "expires_at",
    "reference",
    "note",
    "replaces",
    "replaced_by",
    "refunded_at",
    "refunded_by",
    "refund_reason",
];

/// A CSV table with a size limit.
pub struct Table {
    text: Vec<u8>,
    most: usize,
    reveal: bool,
    layout: Layout,
}

impl Table {
    /// Creates a table that contains only its header. The table grows to at most `most` bytes, and
    /// contains whole keys only if `reveal` is set.
    ///
    /// # Errors
    /// Returns an error if the header cannot be written.
    pub fn new(most: usize, reveal: bool, layout: Layout) -> Result<Self, csv::Error> {
        let mut text = layout.mark().as_bytes().to_vec();
        text.extend(line(&COLUMNS, layout)?);
        Ok(Self { text, most, reveal, layout })
    }

    /// Adds a sale with all its licenses. If there is not enough room, adds nothing and returns false.
    ///
    /// # Errors
    /// Returns an error if the sale cannot be written.
    pub fn add(&mut self, sale: &ListedSale) -> Result<bool, csv::Error> {
        let mut lines = Vec::new();
        for mut fields in fields(sale, self.reveal) {
            for (column, field) in COLUMNS.iter().zip(&mut fields) {
                *field = match *column {
                    "key" => self.layout.key(field),
                    _ => self.layout.text(field),
                };
            }
            lines.extend(line(&fields, self.layout)?);
        }
        let fits = self.text.len() + lines.len() <= self.most;
        if fits {
            self.text.extend(lines);
        }
        Ok(fits)
    }

    /// Returns the table as UTF-8.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.text
    }
}

fn line<T: AsRef<[u8]>>(fields: &[T], layout: Layout) -> Result<Vec<u8>, csv::Error> {
    let mut line = csv::WriterBuilder::new().delimiter(layout.separator()).from_writer(Vec::new());
    line.write_record(fields)?;
    line.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// Returns a sale's lines in the order of [`COLUMNS`]: one per license, or one if there is none.
#[must_use]
pub fn fields(sale: &ListedSale, reveal: bool) -> Vec<[String; COLUMNS.len()]> {
    if sale.licenses.is_empty() {
        return vec![of(sale, None, reveal)];
    }
    sale.licenses.iter().map(|license| of(sale, Some(license), reveal)).collect()
}

fn of(sale: &ListedSale, license: Option<&License>, reveal: bool) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let time = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    let number = |sale: Option<SaleId>| sale.map_or_else(String::new, |sale| sale.to_string());
    let product = license.and_then(|license| license.product.as_ref()).or(sale.product.as_ref());
    let refund = sale.refund.as_ref();
    [
        sale.sale.to_string(),
        sale.guild.to_string(),
        sale.requested_at.to_string(),
        time(sale.delivered_at),
        sale.state.to_string(),
        sale.failure.map_or_else(String::new, |failure| failure.as_str().to_owned()),
        sale.staff.to_string(),
        sale.buyer.to_string(),
        product.map_or_else(String::new, ToString::to_string),
        license.map_or_else(String::new, |license| shown(&license.key, reveal)),
        time(license.and_then(|license| license.expires_at)),
        text(&sale.reference),
        text(&sale.note),
        number(sale.replaces),
        number(sale.replaced_by),
        time(refund.map(|refund| refund.at)),
        refund.map_or_else(String::new, |refund| refund.staff.to_string()),
        refund.map_or_else(String::new, |refund| refund.reason.clone()),
    ]
}

fn shown(key: &LicenseKey, reveal: bool) -> String {
    if reveal { key.reveal().to_owned() } else { key.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::csv_cell::Separator;
    use super::*;
    use crate::domain::{BuyerId, GuildId, SaleState, StaffId};

    fn sale() -> ListedSale {
        let license = |key: &str| License { key: key.parse().unwrap(), product: None, expires_at: None };
        ListedSale {
            sale: SaleId::new(17),
            guild: GuildId::new(1).unwrap(),
            requested_at: Timestamp::from_millis(1_767_225_600_000),
            delivered_at: None,
            state: SaleState::Delivered,
            failure: None,
            staff: StaffId::new(2).unwrap(),
            buyer: BuyerId::new(3).unwrap(),
            product: None,
            reference: Some("+49 170".to_owned()),
            note: Some("=HYPERLINK(\"x\")".to_owned()),
            replaces: None,
            replaced_by: Some(SaleId::new(18)),
            refund: None,
            licenses: vec![license("ps-ABCD-EFGHIJK-LMN"), license("ps-DCBA-EFGHIJK-LMN")],
        }
    }

    #[test]
    fn a_sale_is_a_line_for_each_license_masked_and_defused() {
        let mut table = Table::new(10_000, false, Layout::Plain).unwrap();
        assert!(table.add(&sale()).unwrap());
        let text = String::from_utf8(table.into_bytes()).unwrap();
        assert_eq!(text.lines().count(), 3);
        assert!(text.contains("ps-ABCD-•••••••-•••,,'+49 170,\"'=HYPERLINK(\"\"x\"\")\",,18"), "{text}");
        assert!(text.contains("2026-01-01T00:00:00Z"));
    }

    #[test]
    fn excel_gets_its_mark_its_separator_whole_ids_and_whole_keys() {
        let mut sale = sale();
        sale.buyer = BuyerId::new(123_456_789_012_345_678).unwrap();
        let mut table = Table::new(10_000, true, Layout::Excel(Separator::Semicolon)).unwrap();
        assert!(table.add(&sale).unwrap());
        let text = String::from_utf8(table.into_bytes()).unwrap();
        assert!(text.starts_with("\u{feff}sale;server;"), "{text}");
        assert!(text.contains(";\"=\"\"123456789012345678\"\"\";"), "{text}");
        assert!(text.contains(";\"=\"\"ps-ABCD-EFGHIJK-LMN\"\"\";"), "{text}");
        assert!(text.contains(";'+49 170;"), "{text}");
    }

    #[test]
    fn a_table_never_grows_past_its_limit_and_holds_no_half_sale() {
        let mut table = Table::new(300, false, Layout::Plain).unwrap();
        let whole = table.text.len();
        assert!(!table.add(&sale()).unwrap());
        assert_eq!(table.into_bytes().len(), whole);
    }
}

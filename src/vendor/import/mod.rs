//! Imports licenses from a CSV file, as spreadsheets write it.
//!
//! Invariant: an ambiguous file is refused as a whole. Every problem is reported with its line and its
//! remedy. No problem repeats a key.

mod column;
mod date;
mod header;
mod keys;
mod problem;
mod table;

use std::collections::HashMap;

use crate::domain::{LicenseKey, Product, Timestamp};

pub use column::Column;
pub use keys::{NamedKey, parse_keys};
pub use problem::{InvalidTime, Problem, ProblemKind};

use date::Written;
use header::Header;
use keys::exact_key;
use table::Row;

/// A license to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: LicenseKey,
    /// The product that it unlocks.
    pub product: Product,
    /// The time at which it expires, if it does.
    pub expires_at: Option<Timestamp>,
    /// The time at which it was created.
    pub created_at: Timestamp,
}

/// The content of a CSV file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The licenses that have not expired, each with its line.
    pub entries: Vec<(u64, Entry)>,
    /// The lines of licenses that have expired, with the time of expiration.
    pub expired: Vec<(u64, Timestamp)>,
    /// The number of expirations without a time. They mean the end of that day in UTC.
    pub days_of_expiration: usize,
    /// The number of creation dates without a time. They mean the beginning of that day in UTC.
    pub days_of_creation: usize,
    /// The columns that are ignored.
    pub ignored_columns: Vec<String>,
    /// The problems, in the order of their lines.
    pub problems: Vec<Problem>,
}

/// Parses the columns key, product, expiration and, if present, `created_at`. An empty expiration means
/// that the license does not expire. An empty creation date means `now`.
#[must_use]
pub fn parse(bytes: &[u8], now: Timestamp) -> Sheet {
    let failed = |problems| Sheet { problems, ..Sheet::default() };
    let text = match table::decode(bytes) {
        Ok(text) => text,
        Err(problem) => return failed(vec![problem]),
    };
    let Some((header, rows)) = header::split(text) else { return failed(Header::absent()) };
    let problems = header.problems();
    if !problems.is_empty() {
        return failed(problems);
    }
    let mut sheet = Sheet { ignored_columns: header.ignored(), ..Sheet::default() };
    let mut first_lines = HashMap::new();
    for row in rows {
        let line = row.line;
        match entry(&header, &row, now, &mut sheet) {
            Ok(entry) => {
                let first = *first_lines.entry(entry.key.hash()).or_insert(line);
                if first != line {
                    sheet.problems.push(Problem { line, kind: ProblemKind::RepeatedKey { first } });
                } else if let Some(end) = entry.expires_at.filter(|end| *end <= now) {
                    sheet.expired.push((line, end));
                } else {
                    sheet.entries.push((line, entry));
                }
            }
            Err(kinds) => sheet.problems.extend(kinds.into_iter().map(|kind| Problem { line, kind })),
        }
    }
    sheet
}

/// Parses a row, or returns all its problems. Counts dates without a time in `sheet`.
fn entry(header: &Header, row: &Row, now: Timestamp, sheet: &mut Sheet) -> Result<Entry, Vec<ProblemKind>> {
    if let Some(kind) = row.quotes.clone().or_else(|| header.misfit(row)) {
        return Err(vec![kind]);
    }
    let mut problems = Vec::new();
    let key = header.field(row, Column::Key).ok_or(ProblemKind::MissingKey);
    let key = key.and_then(|key| exact_key(key).map_err(ProblemKind::Key));
    let key = key.map_err(|kind| problems.push(kind)).ok();
    let product = header.field(row, Column::Product).and_then(Product::new);
    if product.is_none() {
        problems.push(ProblemKind::MissingProduct);
    }
    let mut time = |column| {
        let written = header.field(row, column).map(date::read).transpose();
        written.map_err(|invalid| problems.push(ProblemKind::Time(column, invalid))).ok().flatten()
    };
    let (expiration, creation) = (time(Column::Expiration), time(Column::CreatedAt));
    let (Some(key), Some(product), true) = (key, product, problems.is_empty()) else {
        return Err(problems);
    };
    sheet.days_of_expiration += usize::from(expiration.is_some_and(Written::is_day));
    sheet.days_of_creation += usize::from(creation.is_some_and(Written::is_day));
    Ok(Entry {
        key,
        product,
        expires_at: expiration.map(Written::end),
        created_at: creation.map_or(now, Written::beginning),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn entries(file: &str) -> Vec<(u64, Entry)> {
        let sheet = parse(file.as_bytes(), NOW);
        assert_eq!(sheet.problems, []);
        sheet.entries
    }

    #[test]
    fn times_come_in_milliseconds_or_iso_8601_and_an_expiration_may_be_missing() {
        let file = "key,product,expiration,created_at\nps-AAAA,lifetime,,\nps-BBBB,\"a, b\",1767225600000,2025-01-01\nps-CCCC,c,2026-01-01T00:00:00Z,\n";
        let entries: Vec<Entry> = entries(file).into_iter().map(|(_, entry)| entry).collect();
        assert_eq!((entries[0].expires_at, entries[0].created_at), (None, NOW));
        assert_eq!(entries[1].product.as_str(), "a, b");
        assert_eq!(entries[1].expires_at, entries[2].expires_at);
        assert_eq!(entries[1].created_at.as_millis(), 1_735_689_600_000);
    }

    #[test]
    fn separators_marks_and_columns_come_as_spreadsheets_write_them() {
        let semicolons = "\u{feff}Product;Expiration;Key\r\nlifetime;;ps-AAAA-BBBBBBB-CC1\r\nmonthly;2027-12-31;ps-AAAA-BBBBBBB-CC2\r\n;;\r\n";
        let read = entries(semicolons);
        assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(read[1].1.key.reveal(), "ps-AAAA-BBBBBBB-CC2");
        for separator in [",", "\t"] {
            assert_eq!(entries(&semicolons.replace(';', separator)), read, "{separator:?}");
        }
        assert_eq!(entries(&semicolons.replace("\r\n", "\n\n"))[1].0, 5);
        let extra = parse(b"key;Notes;product;expiration;;\nps-AAAA;x;a;;;\n", NOW);
        assert_eq!((extra.entries.len(), extra.ignored_columns), (1, vec!["Notes".to_owned()]));
    }

    #[test]
    fn every_problem_is_listed_with_its_line() {
        let file = "key,product,expiration\r\nps-AAAA,a,\r\n,b,03/04/2027\r\nps-AAAA,a,\r\nps-DDDD,,\r\n\r\nps-EEEE,e,yesterday\r\nps-FFFF,f\r\nps-HHHH,h,1767225600\r\nps-GGGG,\"g,\r\n";
        let found = parse(file.as_bytes(), NOW).problems;
        let time = |why| ProblemKind::Time(Column::Expiration, why);
        let expected = [
            (3, ProblemKind::MissingKey),
            (3, time(InvalidTime::Ambiguous)),
            (4, ProblemKind::RepeatedKey { first: 2 }),
            (5, ProblemKind::MissingProduct),
            (7, time(InvalidTime::Unknown)),
            (8, ProblemKind::FieldCount { found: 2, expected: 3 }),
            (9, time(InvalidTime::Seconds)),
            (10, ProblemKind::UnclosedQuote),
        ];
        assert_eq!(found, expected.map(|(line, kind)| Problem { line, kind }));
        let missing = |file: &[u8]| parse(file, NOW).problems.len();
        assert_eq!((missing(b"a,b\n"), missing(b""), missing(b"key,product\n")), (3, 3, 1));
        assert_eq!(missing(b"key,Key,product,expiration\n"), 1);
    }

    #[test]
    fn expired_licenses_are_told_apart() {
        let sheet = parse(b"key,product,expiration\nps-AAAA,a,2020-01-01\nps-BBBB,b,2030-01-01\n", NOW);
        assert_eq!(sheet.expired, [(2, Timestamp::from_millis(1_577_923_199_999))]);
        assert_eq!((sheet.entries.len(), sheet.days_of_expiration), (1, 2));
    }
}

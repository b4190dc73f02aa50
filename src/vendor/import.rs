//! Licenses from a CSV file: all of it, or a list of what is wrong with it.

use std::collections::HashSet;
use std::fmt;

use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;

use crate::domain::{LicenseKey, Product, Timestamp};

const HEADER: [&str; 4] = ["key", "product", "expiration", "created_at"];

/// Numbers that can be meant as Unix milliseconds: from 1973, below which they are seconds, to the
/// year 9999, beyond which they are microseconds.
const MILLIS: std::ops::RangeInclusive<i64> = 100_000_000_000..=253_402_300_799_999;

/// A license to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: LicenseKey,
    /// What it is for.
    pub product: Product,
    /// When it ends, if it does.
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A line that cannot be imported.
#[derive(Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number in the file, from 1.
    pub line: u64,
    /// What is wrong; never the key.
    pub what: &'static str,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Reads `key,product,expiration[,created_at]`; times in Unix milliseconds or ISO 8601, an empty
/// expiration for none. Each license comes with the number of its line.
///
/// # Errors
/// Every bad line; then nothing is to be imported.
pub fn parse(text: &str, now: Timestamp) -> Result<Vec<(u64, Entry)>, Vec<BadLine>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> =
        reader.headers().map(|header| header.iter().map(str::to_owned).collect()).unwrap_or_default();
    let columns = header.len();
    if !(3..=HEADER.len()).contains(&columns) || header != HEADER[..columns] {
        let what = "expected the header key,product,expiration[,created_at]";
        return Err(vec![BadLine { line: 1, what }]);
    }
    let (mut entries, mut bad, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for record in reader.records() {
        let (line, entry) = match record {
            Ok(record) => (record.position().map_or(0, csv::Position::line), entry(&record, columns, now)),
            Err(error) => (error.position().map_or(0, csv::Position::line), Err("it is not readable text")),
        };
        match entry {
            Ok(entry) if seen.insert(entry.key.clone()) => entries.push((line, entry)),
            Ok(_) => bad.push(BadLine { line, what: "the key came before in this file" }),
            Err(what) => bad.push(BadLine { line, what }),
        }
    }
    if bad.is_empty() { Ok(entries) } else { Err(bad) }
}

fn entry(record: &csv::StringRecord, columns: usize, now: Timestamp) -> Result<Entry, &'static str> {
    if record.len() != columns {
        return Err("the number of fields is not that of the header");
    }
    let field = |at: usize| record.get(at).filter(|text| !text.is_empty());
    Ok(Entry {
        key: field(0).and_then(|text| text.parse().ok()).ok_or("the key is no license key")?,
        product: field(1).and_then(Product::new).ok_or("the product is missing")?,
        expires_at: field(2).map(instant).transpose()?,
        created_at: field(3).map(instant).transpose()?.unwrap_or(now),
    })
}

fn instant(text: &str) -> Result<Timestamp, &'static str> {
    const WRONG: &str = "a time is neither Unix milliseconds nor ISO 8601";
    if let Ok(millis) = text.parse::<i64>() {
        return if MILLIS.contains(&millis) { Ok(Timestamp::from_millis(millis)) } else { Err(WRONG) };
    }
    let day = format!("{text}T00:00:00Z");
    let at = OffsetDateTime::parse(text, &Iso8601::DEFAULT)
        .or_else(|_| OffsetDateTime::parse(&day, &Iso8601::DEFAULT));
    let millis = at.map_err(|_| WRONG)?.unix_timestamp_nanos() / 1_000_000;
    i64::try_from(millis).map(Timestamp::from_millis).map_err(|_| WRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn times_come_in_milliseconds_or_iso_8601_and_an_expiration_may_be_missing() {
        let file = "key,product,expiration,created_at\nps-AAAA,lifetime,,\nps-BBBB,\"a, b\",1767225600000,2025-01-01\nps-CCCC,c,2026-01-01T00:00:00Z,\n";
        let entries: Vec<Entry> = parse(file, NOW).unwrap().into_iter().map(|(_, entry)| entry).collect();
        assert_eq!((entries[0].expires_at, entries[0].created_at), (None, NOW));
        assert_eq!(entries[1].product.as_str(), "a, b");
        assert_eq!(entries[1].expires_at, entries[2].expires_at);
        assert_eq!(entries[1].created_at.as_millis(), 1_735_689_600_000);
    }

    #[test]
    fn every_bad_line_is_listed() {
        let file = "key,product,expiration\nps-AAAA,a,\n,b,\nps-AAAA,a,\nps-DDDD,,\nps-EEEE,e,yesterday\nps-FFFF,f\nps-HHHH,h,1767225600000000\nps-GGGG,\"g,\n";
        let lines: Vec<u64> = parse(file, NOW).unwrap_err().iter().map(|bad| bad.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(parse("a,b\n", NOW).unwrap_err()[0].line, 1);
        assert_eq!(parse("", NOW).unwrap_err()[0].line, 1);
    }
}

//! Licenses from a CSV file: all of it, or a list of what is wrong with it.

use std::collections::HashSet;
use std::fmt;

use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;

use crate::domain::{LicenseKey, Product, Timestamp};

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
    pub line: usize,
    /// What is wrong; never the key.
    pub what: &'static str,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Reads `key,product,expiration[,created_at]`; times in Unix milliseconds or ISO 8601, an empty
/// expiration for none. Fields may be quoted.
///
/// # Errors
/// Every bad line; then nothing is to be imported.
pub fn parse(text: &str, now: Timestamp) -> Result<Vec<Entry>, Vec<BadLine>> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let header = lines.next().and_then(|(_, line)| fields(line)).unwrap_or_default();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    if !matches!(
        header[..],
        ["key", "product", "expiration"] | ["key", "product", "expiration", "created_at"]
    ) {
        return Err(vec![BadLine {
            line: 1,
            what: "expected the header key,product,expiration[,created_at]",
        }]);
    }
    let (mut entries, mut bad, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match entry(line, header.len(), now) {
            Ok(entry) if seen.insert(entry.key.clone()) => entries.push(entry),
            Ok(_) => bad.push(BadLine { line: at + 1, what: "the key came before in this file" }),
            Err(what) => bad.push(BadLine { line: at + 1, what }),
        }
    }
    if bad.is_empty() { Ok(entries) } else { Err(bad) }
}

fn entry(line: &str, columns: usize, now: Timestamp) -> Result<Entry, &'static str> {
    let fields = fields(line).ok_or("a quote is not closed")?;
    if fields.len() != columns {
        return Err("the number of fields is not that of the header");
    }
    let created = fields.get(3).map(String::as_str).filter(|text| !text.is_empty());
    Ok(Entry {
        key: fields[0].parse().map_err(|_| "the key is no license key")?,
        product: Product::new(&fields[1]).ok_or("the product is missing")?,
        expires_at: Some(fields[2].as_str()).filter(|text| !text.is_empty()).map(instant).transpose()?,
        created_at: created.map(instant).transpose()?.unwrap_or(now),
    })
}

fn instant(text: &str) -> Result<Timestamp, &'static str> {
    const WRONG: &str = "a time is neither Unix milliseconds nor ISO 8601";
    if let Ok(millis) = text.parse::<i64>() {
        return if millis >= 100_000_000_000 { Ok(Timestamp::from_millis(millis)) } else { Err(WRONG) };
    }
    let day = format!("{text}T00:00:00Z");
    let at = OffsetDateTime::parse(text, &Iso8601::DEFAULT)
        .or_else(|_| OffsetDateTime::parse(&day, &Iso8601::DEFAULT));
    let millis = at.map_err(|_| WRONG)?.unix_timestamp_nanos() / 1_000_000;
    i64::try_from(millis).map(Timestamp::from_millis).map_err(|_| WRONG)
}

/// The fields of a line; `None` when a quote is not closed.
fn fields(line: &str) -> Option<Vec<String>> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field).trim().to_owned()),
            c => field.push(c),
        }
    }
    fields.push(field.trim().to_owned());
    (!quoted).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn times_come_in_milliseconds_or_iso_8601_and_an_expiration_may_be_missing() {
        let file = "key,product,expiration,created_at\nps-AAAA,lifetime,,\nps-BBBB,\"a, b\",1767225600000,2025-01-01\nps-CCCC,c,2026-01-01T00:00:00Z,\n";
        let entries = parse(file, NOW).unwrap();
        assert_eq!((entries[0].expires_at, entries[0].created_at), (None, NOW));
        assert_eq!(entries[1].product.as_str(), "a, b");
        assert_eq!(entries[1].expires_at, entries[2].expires_at);
        assert_eq!(entries[1].created_at.as_millis(), 1_735_689_600_000);
    }

    #[test]
    fn every_bad_line_is_listed() {
        let file = "key,product,expiration\nps-AAAA,a,\n,b,\nps-AAAA,a,\nps-DDDD,,\nps-EEEE,e,yesterday\nps-FFFF,f\nps-GGGG,\"g,\n";
        let lines: Vec<usize> = parse(file, NOW).unwrap_err().iter().map(|bad| bad.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8]);
        assert_eq!(parse("a,b\n", NOW).unwrap_err()[0].line, 1);
        assert_eq!(parse("", NOW).unwrap_err()[0].line, 1);
    }
}

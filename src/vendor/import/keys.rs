//! Parses files that name keys.

use crate::domain::{InvalidLicenseKey, LicenseKey};

use super::column::Column;
use super::header::split;
use super::problem::Problem;
use super::table::decode;

/// A key that a file names, or the reason why it is invalid, with its line.
pub type NamedKey = (u64, Result<LicenseKey, InvalidLicenseKey>);

/// Parses keys from a CSV file with a column `key`, or from a text with one key per line.
///
/// # Errors
/// Returns the problems of a file that cannot be parsed.
pub fn parse_keys(bytes: &[u8]) -> Result<Vec<NamedKey>, Vec<Problem>> {
    let text = decode(bytes).map_err(|problem| vec![problem])?;
    match split(text) {
        Some((header, rows)) if header.has(Column::Key) => {
            let (mut keys, mut problems) = (Vec::new(), Vec::new());
            for row in rows {
                if let Some(kind) = row.quotes.clone().or_else(|| header.misfit(&row)) {
                    problems.push(Problem { line: row.line, kind });
                } else if let Some(key) = header.field(&row, Column::Key) {
                    keys.push((row.line, exact_key(key)));
                }
            }
            if problems.is_empty() { Ok(keys) } else { Err(problems) }
        }
        _ => {
            let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
            Ok(lines.map(|(line, key)| (line, exact_key(key))).collect())
        }
    }
}

/// Parses a key without trimming it.
pub(super) fn exact_key(text: &str) -> Result<LicenseKey, InvalidLicenseKey> {
    text.parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_a_column_or_one_a_line() {
        let lines = |file: &[u8]| -> Vec<u64> {
            parse_keys(file)
                .unwrap()
                .into_iter()
                .filter(|(_, key)| key.is_ok())
                .map(|(line, _)| line)
                .collect()
        };
        assert_eq!(lines(b"product;key\r\na;ps-AAAA\r\n;\r\nb;ps-BBBB\r\n"), [2, 4]);
        assert_eq!(lines(b"ps-AAAA\r\n\r\nps-BBBB"), [1, 3]);
        assert_eq!(lines(b"key\nps-AAAA\n"), [2]);
        assert_eq!(lines(b"ps-AAAA\nx\x07y\n"), [1]);
    }
}

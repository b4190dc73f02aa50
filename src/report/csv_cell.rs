//! Encodes the cells of a table for programs and for spreadsheets.
//!
//! A spreadsheet uses the first characters of a cell to decide whether it is a formula or a number,
//! even if the cell is quoted.

/// The character between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// The separator that Excel expects in regions with a decimal point.
    Comma,
    /// The separator that Excel expects in regions with a decimal comma.
    Semicolon,
}

/// The kind of program that reads a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Any program: commas as separators, and unchanged keys.
    Plain,
    /// Excel: a byte order mark, and ids and keys as text.
    Excel(Separator),
}

/// The maximum length of a string literal in a formula, in characters. Excel accepts 255.
const LONGEST_LITERAL: usize = 250;

impl Layout {
    /// Returns the text with which the file begins. Excel recognises UTF-8 by the byte order mark.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Excel(_) => "\u{feff}",
        }
    }

    /// Returns the separator as a byte.
    pub(super) const fn separator(self) -> u8 {
        match self {
            Self::Plain | Self::Excel(Separator::Comma) => b',',
            Self::Excel(Separator::Semicolon) => b';',
        }
    }

    /// Encodes a text.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::Excel(_) if is_shortened(text) => text_formula(text),
            _ => defused(text),
        }
    }

    /// Encodes a key, which may contain any characters.
    pub(super) fn key(self, key: &str) -> String {
        match self {
            Self::Excel(_) if !key.is_empty() => text_formula(key),
            _ => key.to_owned(),
        }
    }
}

/// Returns true if Excel would read a text as a number or a date and therefore display it differently.
/// A number without a leading zero is displayed in full up to 11 digits.
fn is_shortened(text: &str) -> bool {
    let is_plain = text.len() <= 11 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    let is_numeric = |c: char| c.is_ascii_digit() || ".,:/-+ eE%".contains(c);
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_numeric) && !is_plain
}

/// Returns a formula that evaluates to exactly this text.
fn text_formula(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let literals = characters.chunks(LONGEST_LITERAL).map(|part| {
        let part: String = part.iter().collect();
        format!("\"{}\"", part.replace('"', "\"\""))
    });
    format!("={}", literals.collect::<Vec<_>>().join("&"))
}

/// Returns a cell that no spreadsheet evaluates as a formula
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn defused(cell: &str) -> String {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let is_formula = cell.starts_with(['\t', '\r', '\n']) || cell.trim_start().starts_with(SIGNS);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXCEL: Layout = Layout::Excel(Separator::Comma);

    #[test]
    fn a_formula_in_a_cell_is_text() {
        for layout in [Layout::Plain, EXCEL] {
            for formula in ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", " =1", "＝1"] {
                assert_eq!(layout.text(formula), format!("'{formula}"));
            }
            assert_eq!(layout.text("ticket 4711"), "ticket 4711");
        }
    }

    #[test]
    fn excel_shows_numbers_and_keys_whole() {
        for text in ["123456789012345678", "0049170", "1E10", "3/4", "1.5", "123456789012"] {
            assert_eq!(EXCEL.text(text), format!("=\"{text}\""));
            assert_eq!(Layout::Plain.text(text), text);
        }
        for text in ["17", "12345678901", "2026-01-01T00:00:00Z", "delivered", ""] {
            assert_eq!(EXCEL.text(text), text);
        }
        assert_eq!(EXCEL.key("=a\"b"), "=\"=a\"\"b\"");
        assert_eq!(Layout::Plain.key("=a\"b"), "=a\"b");
        assert_eq!(EXCEL.key(""), "");
        let long = EXCEL.key(&"x".repeat(500));
        assert!(long.split('&').all(|literal| literal.len() <= 255), "{long}");
    }
}

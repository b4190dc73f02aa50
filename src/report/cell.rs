//! The cells of a table as programs and spreadsheets read them.
//!
//! A spreadsheet takes a cell for a formula or a number by its first characters, whether or not it
//! stands between quotation marks.

/// The separators of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// As Excel expects it where numbers have a decimal point.
    Comma,
    /// As Excel expects it where numbers have a decimal comma.
    Semicolon,
}

/// The reader that a table is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Programs: commas, keys exactly as they are.
    Plain,
    /// Excel: a byte order mark, ids and keys as text.
    Excel(Separator),
}

/// The longest text between quotation marks in a formula, in characters; Excel takes 255.
const LONGEST_LITERAL: usize = 250;

impl Layout {
    /// Returns what a file begins with: by the byte order mark Excel knows UTF-8.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Excel(_) => "\u{feff}",
        }
    }

    /// Returns the character between cells.
    pub(super) const fn separator(self) -> u8 {
        match self {
            Self::Plain | Self::Excel(Separator::Comma) => b',',
            Self::Excel(Separator::Semicolon) => b';',
        }
    }

    /// Returns the cell of a text.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::Excel(_) if is_shortened(text) => whole(text),
            _ => defused(text),
        }
    }

    /// Returns the cell of a key, which may look like anything.
    pub(super) fn key(self, key: &str) -> String {
        match self {
            Self::Excel(_) if !key.is_empty() => whole(key),
            _ => key.to_owned(),
        }
    }
}

/// Tells whether Excel would take a text for a number or a date and show it otherwise. A number
/// without a leading zero is shown whole up to 11 digits.
fn is_shortened(text: &str) -> bool {
    let is_plain = text.len() <= 11 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    let is_numeric = |c: char| c.is_ascii_digit() || ".,:/-+ eE%".contains(c);
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_numeric) && !is_plain
}

/// Makes a formula that is nothing but a text.
fn whole(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let literals = characters.chunks(LONGEST_LITERAL).map(|part| {
        let part: String = part.iter().collect();
        format!("\"{}\"", part.replace('"', "\"\""))
    });
    format!("={}", literals.collect::<Vec<_>>().join("&"))
}

/// Makes a cell that no spreadsheet takes for a formula
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

//! Reads a CSV file as spreadsheets write it: its encoding, its rows and their lines.

use super::problem::{Problem, ProblemKind};

/// A row that is not blank.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The number of its first line, from 1.
    pub(super) line: u64,
    /// The fields, unchanged.
    pub(super) fields: Vec<String>,
    /// The fault of its quotation marks, if any.
    pub(super) quotes: Option<ProblemKind>,
}

/// Decodes a file: UTF-8 with or without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.contains(&0) {
        return Err(Problem { line: 1, kind: ProblemKind::Utf16 });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + line_ends(&bytes[..error.valid_up_to()]);
        Problem { line, kind: ProblemKind::NotUtf8 }
    })
}

/// The rows of a text.
pub(super) struct Rows<'a> {
    text: &'a str,
    separator: u8,
    reader: csv::Reader<&'a [u8]>,
    /// The position up to which line ends were counted, and their number.
    counted: (usize, u64),
}

impl<'a> Rows<'a> {
    /// Reads the rows of a text whose fields are separated by `separator`.
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        let mut builder = csv::ReaderBuilder::new();
        let reader =
            builder.flexible(true).has_headers(false).delimiter(separator).from_reader(text.as_bytes());
        Self { text, separator, reader, counted: (0, 0) }
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(self.text.len())
    }

    /// Skips line ends before a record, and returns its position and line. The reader cannot be asked for the
    /// line: it counts CR LF and blank lines only after it has read the record behind them.
    fn line_of(&mut self, place: usize) -> (usize, u64) {
        let rest = &self.text[place..];
        let begin = place + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let (end, lines) = self.counted;
        self.counted = (begin, lines + line_ends(&self.text.as_bytes()[end..begin]));
        (begin, 1 + self.counted.1)
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut record = csv::StringRecord::new();
        loop {
            let (begin, line) = self.line_of(self.place());
            // Reading UTF-8 text from memory with rows of any length fails only at the end.
            if !self.reader.read_record(&mut record).is_ok_and(|is_there| is_there) {
                return None;
            }
            let quotes = misquoted(&self.text[begin..self.place()], self.separator);
            if quotes.is_some() || record.iter().any(|field| !field.trim().is_empty()) {
                return Some(Row { line, fields: record.iter().map(str::to_owned).collect(), quotes });
            }
        }
    }
}

/// Counts the line ends in a text: LF, CR LF or CR.
fn line_ends(text: &[u8]) -> u64 {
    let ends = |at: usize| text[at] == b'\n' || (text[at] == b'\r' && text.get(at + 1) != Some(&b'\n'));
    (0..text.len()).filter(|&at| ends(at)).count() as u64
}

/// Returns the fault of quotation marks that the reader would silently drop, which would change a key.
fn misquoted(row: &str, separator: u8) -> Option<ProblemKind> {
    enum At {
        /// Only blanks have been read.
        Start,
        Plain,
        Enclosed,
        Closed,
    }
    let mut at = At::Start;
    let mut is_blank_before = false;
    for byte in row.trim_end_matches(['\r', '\n']).bytes() {
        at = match (at, byte) {
            (At::Start | At::Plain | At::Closed, byte) if byte == separator => {
                is_blank_before = false;
                At::Start
            }
            (At::Start, b'"') if is_blank_before => return Some(ProblemKind::MisplacedQuote),
            (At::Start | At::Closed, b'"') => At::Enclosed,
            (At::Start, b' ' | b'\t') => {
                is_blank_before = true;
                At::Start
            }
            (At::Closed, _) => return Some(ProblemKind::MisplacedQuote),
            (At::Enclosed, b'"') => At::Closed,
            (At::Enclosed, _) => At::Enclosed,
            (At::Start | At::Plain, _) => At::Plain,
        };
    }
    matches!(at, At::Enclosed).then_some(ProblemKind::UnclosedQuote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, separator: u8) -> Vec<(u64, Vec<String>)> {
        Rows::new(text, separator).map(|row| (row.line, row.fields)).collect()
    }

    #[test]
    fn a_row_is_known_by_its_line_whatever_ends_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "\"c", "d\",e", ",", "f,g", ""].join(end);
            let numbers: Vec<u64> = lines(&text, b',').into_iter().map(|(line, _)| line).collect();
            assert_eq!(numbers, [1, 3, 6], "{end:?}");
        }
    }

    #[test]
    fn fields_are_read_as_they_are_written() {
        let rows = lines(" a ;\"b;\"\"c\"\"\"\nab\"c;d,e\n", b';');
        assert_eq!(rows[0].1, [" a ", "b;\"c\""]);
        assert_eq!(rows[1].1, ["ab\"c", "d,e"]);
    }

    #[test]
    fn quotation_marks_that_would_change_a_value_are_found() {
        for (row, problem) in [
            ("\"a\"b,c", Some(ProblemKind::MisplacedQuote)),
            ("a, \"b\"", Some(ProblemKind::MisplacedQuote)),
            ("a,\"b,c\n", Some(ProblemKind::UnclosedQuote)),
            ("\"a,\nb\",c\"d,\"\"\r\n", None),
        ] {
            assert_eq!(misquoted(row, b','), problem, "{row:?}");
        }
        assert_eq!(misquoted("a\t\"b\"", b'\t'), None);
    }

    #[test]
    fn other_encodings_are_refused_by_their_line() {
        let refused = |bytes: &[u8]| decode(bytes).unwrap_err();
        assert_eq!(refused(b"\xff\xfek\0"), Problem { line: 1, kind: ProblemKind::Utf16 });
        assert_eq!(refused(b"k\0e\0y\0"), Problem { line: 1, kind: ProblemKind::Utf16 });
        assert_eq!(refused(b"key\r\na\r\n\xe4"), Problem { line: 3, kind: ProblemKind::NotUtf8 });
        assert_eq!(decode(b"\xef\xbb\xbfkey").unwrap(), "key");
    }
}

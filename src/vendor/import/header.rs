//! The header of a CSV file, with columns in any order and either case.

use super::column::Column;
use super::problem::{Problem, ProblemKind};
use super::table::{Row, Rows};

/// The separators that spreadsheets write, the most common one last.
const SEPARATORS: [u8; 3] = *b"\t;,";

/// Splits a text into its header and rows, by the separator that yields the most known columns.
pub(super) fn split(text: &str) -> Option<(Header, impl Iterator<Item = Row>)> {
    let header_by = |separator: u8| {
        let first = Rows::new(text, separator).next()?;
        Some((separator, Header::read(&first)))
    };
    // `max_by_key` returns the last of several maxima, which is the comma.
    let headers = SEPARATORS.into_iter().filter_map(header_by);
    let (separator, header) = headers.max_by_key(|(_, header)| header.known_columns())?;
    Some((header, Rows::new(text, separator).skip(1)))
}

/// The names of the columns.
#[derive(Debug)]
pub(super) struct Header {
    line: u64,
    names: Vec<String>,
}

impl Header {
    /// Parses the header from its row.
    pub(super) fn read(row: &Row) -> Self {
        let name = |field: &String| field.trim().trim_start_matches('\u{feff}').to_owned();
        Self { line: row.line, names: row.fields.iter().map(name).collect() }
    }

    /// Returns the problems of a file without a header.
    pub(super) fn absent() -> Vec<Problem> {
        Self { line: 1, names: Vec::new() }.problems()
    }

    /// Returns the number of known columns.
    pub(super) fn known_columns(&self) -> usize {
        Column::ALL.into_iter().filter(|column| self.has(*column)).count()
    }

    /// Returns true if the column is present.
    pub(super) fn has(&self, column: Column) -> bool {
        self.places(column).next().is_some()
    }

    /// Returns the number of columns.
    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    /// Returns the required columns that are missing, and the columns that occur more than once.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let missing = Column::REQUIRED.into_iter().filter(|column| !self.has(*column));
        let repeated = Column::ALL.into_iter().filter(|column| self.places(*column).count() > 1);
        let kinds = missing.map(ProblemKind::MissingColumn).chain(repeated.map(ProblemKind::RepeatedColumn));
        kinds.map(|kind| Problem { line: self.line, kind }).collect()
    }

    /// Returns a field of a row unchanged, or `None` if it is blank.
    pub(super) fn field<'a>(&self, row: &'a Row, column: Column) -> Option<&'a str> {
        let field = row.fields.get(self.places(column).next()?)?;
        (!field.trim().is_empty()).then_some(field.as_str())
    }

    /// Returns the fault of a row's shape, if any. Trailing blank fields are optional.
    pub(super) fn misfit(&self, row: &Row) -> Option<ProblemKind> {
        let width = self.width();
        let is_filled = |field: &String| !field.trim().is_empty();
        if row.fields.len() < width || row.fields.iter().skip(width).any(is_filled) {
            return Some(ProblemKind::FieldCount { found: row.fields.len(), expected: width });
        }
        let unnamed = |(name, field): (&String, &String)| name.is_empty() && is_filled(field);
        self.names.iter().zip(&row.fields).any(unnamed).then_some(ProblemKind::UnnamedColumn)
    }

    /// Returns the names of the columns that the import ignores.
    pub(super) fn ignored(&self) -> Vec<String> {
        let is_known = |name: &str| Column::ALL.iter().any(|column| column.name().eq_ignore_ascii_case(name));
        self.names.iter().filter(|name| !name.is_empty() && !is_known(name)).cloned().collect()
    }

    fn places(&self, column: Column) -> impl Iterator<Item = usize> {
        let fits = move |(_, name): &(usize, &String)| name.eq_ignore_ascii_case(column.name());
        self.names.iter().enumerate().filter(fits).map(|(at, _)| at)
    }
}

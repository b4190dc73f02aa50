//! The first row of a CSV file: its columns, in any order and in upper or lower case.

use super::column::Column;
use super::problem::{Problem, ProblemKind};
use super::table::{Row, Rows};

/// The separators that spreadsheets write, the most usual one last.
const SEPARATORS: [u8; 3] = *b"\t;,";

/// Splits a text into its header and the rows below, by the separator that suits the header best.
pub(super) fn split(text: &str) -> Option<(Header, impl Iterator<Item = Row>)> {
    let header_by = |separator: u8| {
        let first = Rows::new(text, separator).next()?;
        Some((separator, Header::read(&first)))
    };
    // `max_by_key` takes the last of several that suit equally well, which is the comma.
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
    /// Reads a header from its row.
    pub(super) fn read(row: &Row) -> Self {
        let name = |field: &String| field.trim().trim_start_matches('\u{feff}').to_owned();
        Self { line: row.line, names: row.fields.iter().map(name).collect() }
    }

    /// Returns the problem of a file without any header.
    pub(super) fn absent() -> Vec<Problem> {
        Self { line: 1, names: Vec::new() }.problems()
    }

    /// Counts the columns that are known.
    pub(super) fn known_columns(&self) -> usize {
        Column::ALL.into_iter().filter(|column| self.has(*column)).count()
    }

    /// Tells whether there is such a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.places(column).next().is_some()
    }

    /// Returns how many columns there are.
    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    /// Lists the required columns that are missing and those that are there twice.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let missing = Column::REQUIRED.into_iter().filter(|column| !self.has(*column));
        let repeated = Column::ALL.into_iter().filter(|column| self.places(*column).count() > 1);
        let kinds = missing.map(ProblemKind::MissingColumn).chain(repeated.map(ProblemKind::RepeatedColumn));
        kinds.map(|kind| Problem { line: self.line, kind }).collect()
    }

    /// Returns a field of a row exactly as it is written; nothing where it is blank.
    pub(super) fn field<'a>(&self, row: &'a Row, column: Column) -> Option<&'a str> {
        let field = row.fields.get(self.places(column).next()?)?;
        (!field.trim().is_empty()).then_some(field.as_str())
    }

    /// Finds the fault of a row's shape, if it has one. Blank fields at its end may be there or not.
    pub(super) fn misfit(&self, row: &Row) -> Option<ProblemKind> {
        let width = self.width();
        let is_filled = |field: &String| !field.trim().is_empty();
        if row.fields.len() < width || row.fields.iter().skip(width).any(is_filled) {
            return Some(ProblemKind::FieldCount { found: row.fields.len(), expected: width });
        }
        let unnamed = |(name, field): (&String, &String)| name.is_empty() && is_filled(field);
        self.names.iter().zip(&row.fields).any(unnamed).then_some(ProblemKind::UnnamedColumn)
    }

    /// Returns the names of the columns that are not read.
    pub(super) fn ignored(&self) -> Vec<String> {
        let is_known = |name: &str| Column::ALL.iter().any(|column| column.name().eq_ignore_ascii_case(name));
        self.names.iter().filter(|name| !name.is_empty() && !is_known(name)).cloned().collect()
    }

    fn places(&self, column: Column) -> impl Iterator<Item = usize> {
        let fits = move |(_, name): &(usize, &String)| name.eq_ignore_ascii_case(column.name());
        self.names.iter().enumerate().filter(fits).map(|(at, _)| at)
    }
}

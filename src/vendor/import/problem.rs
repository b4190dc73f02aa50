//! The reasons why a file is not imported, each with its remedy.
//!
//! Invariant: no message repeats a value of the file, which might be a key.

use std::fmt;

use crate::domain::InvalidLicenseKey;

use super::super::license_standing::Standing;
use super::column::Column;

/// A line that cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The number of the line in the file, from 1.
    pub line: u64,
    /// The fault.
    pub kind: ProblemKind,
}

/// The fault of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file is encoded as UTF-16.
    Utf16,
    /// The line contains bytes that are not UTF-8.
    NotUtf8,
    /// The header lacks a required column.
    MissingColumn(Column),
    /// A column occurs twice in the header.
    RepeatedColumn(Column),
    /// The line has fewer or more fields than the header.
    FieldCount {
        /// The number of fields in the line.
        found: usize,
        /// The number of fields in the header.
        expected: usize,
    },
    /// A value is in a column without a name.
    UnnamedColumn,
    /// Quotation marks enclose only a part of a field.
    MisplacedQuote,
    /// A quotation mark is opened but not closed.
    UnclosedQuote,
    /// The key is missing.
    MissingKey,
    /// The key is invalid.
    Key(InvalidLicenseKey),
    /// The key occurs in an earlier line.
    RepeatedKey {
        /// The earlier line.
        first: u64,
    },
    /// The key is already known.
    KnownKey(Standing),
    /// The product is missing.
    MissingProduct,
    /// A time cannot be read.
    Time(Column, InvalidTime),
}

/// The reason why a text is not a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidTime {
    /// Day and month could be confused.
    Ambiguous,
    /// The calendar has no such day.
    NoSuchDay,
    /// The year has two digits.
    ShortYear,
    /// The number is Unix seconds instead of milliseconds.
    Seconds,
    /// A spreadsheet has rounded the number, as in `1.77E+12`.
    Shortened,
    /// The time has no time zone.
    NoZone,
    /// The format is unknown.
    Unknown,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.kind)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SAVE: &str = "save it as \"CSV UTF-8\" and import it again";
        match self {
            Self::Utf16 => write!(f, "the file is encoded as UTF-16; {SAVE}"),
            Self::NotUtf8 => write!(f, "the file is not encoded as UTF-8; {SAVE}"),
            Self::MissingColumn(column) => write!(
                f,
                "the column {column} is missing; the first line has to name the columns key, product and \
                 expiration, separated by commas, semicolons or tabs"
            ),
            Self::RepeatedColumn(column) => {
                write!(f, "the column {column} occurs twice; remove or rename one of them")
            }
            Self::FieldCount { found, expected } => write!(
                f,
                "the line has {found} fields, but the first line has {expected}; put a value that contains a separator \
                 in quotation marks"
            ),
            Self::UnnamedColumn => {
                f.write_str("a value is in a column without a name; name the column or remove the value")
            }
            Self::MisplacedQuote => f.write_str(
                "quotation marks have to enclose a whole field; remove them, or write each one inside an \
                 enclosed field twice",
            ),
            Self::UnclosedQuote => f.write_str(
                "a quotation mark is opened but not closed; close or remove it. If it belongs to a value, \
                 enclose the value and write the mark twice",
            ),
            Self::MissingKey => f.write_str("the key is missing; add it or remove the line"),
            Self::Key(error) => write!(f, "the key is {error}; correct it or remove the line"),
            Self::RepeatedKey { first } => {
                write!(f, "the key is the same as in line {first}; remove one of the two lines")
            }
            Self::KnownKey(standing) => write!(f, "the key is {standing} already; {}", remedy(*standing)),
            Self::MissingProduct => f.write_str("the product is missing; add its name"),
            Self::Time(column, invalid) => write!(f, "the column {column} {invalid}"),
        }
    }
}

/// Returns the remedy for a file that contains a known key.
const fn remedy(standing: Standing) -> &'static str {
    match standing {
        Standing::InStock | Standing::Assigned => "remove the line or import with --skip-known",
        Standing::Withdrawn => "remove the line, or restore the license with `keyclerk vendor stock restore`",
        Standing::OfAnotherAccount => "remove the line",
    }
}

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ambiguous => {
                "has a date whose day and month could be confused; write it as 2027-04-03 or 03.04.2027"
            }
            Self::NoSuchDay => "has a day that does not exist; correct it",
            Self::ShortYear => "has a year with two digits; write four",
            Self::Seconds => "has a Unix time in seconds; add 000 for milliseconds",
            Self::Shortened => {
                "has a number that the spreadsheet has rounded; format the column as text or write a date such as 2027-12-31"
            }
            Self::NoZone => "has a time without a time zone; add Z for UTC, as in 2027-12-31T18:00:00Z",
            Self::Unknown => {
                "has no valid time; write a date such as 2027-12-31 or 31.12.2027, a time such as \
                 2027-12-31T18:00:00Z, or Unix milliseconds"
            }
        })
    }
}

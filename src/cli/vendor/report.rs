//! The texts with which `keyclerk vendor stock` reports its results. Keys are masked.

use std::fmt;

use crate::domain::{InvalidLicenseKey, LicenseKey};

use crate::vendor::{Intake, Obstacle, Sheet, Standing};

/// A list that is printed with one item per line.
#[derive(Debug)]
pub struct Lines<T>(pub Vec<T>);

impl<T: fmt::Display> fmt::Display for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, line) in self.0.iter().enumerate() {
            write!(f, "{}{line}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

/// Returns a number with its noun, such as `1 license` or `2 licenses`.
pub(super) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// The report of an import.
pub(super) struct Report<'a> {
    /// The parsed file.
    pub(super) sheet: &'a Sheet,
    /// The licenses that were added to the stock.
    pub(super) intake: &'a Intake,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sheet, intake } = self;
        writeln!(f, "{} imported", count(intake.added, "license"))?;
        if !intake.known.is_empty() {
            let of = |wanted| intake.known.iter().filter(|(_, standing)| *standing == wanted).count();
            let standings = [Standing::InStock, Standing::Assigned, Standing::Withdrawn];
            let parts = standings.map(|standing| (of(standing), standing));
            let parts = parts.iter().filter(|(number, _)| *number > 0);
            let parts: Vec<String> = parts.map(|(number, standing)| format!("{number} {standing}")).collect();
            writeln!(
                f,
                "{} skipped, already known: {}",
                count(intake.known.len(), "license"),
                parts.join(", ")
            )?;
        }
        if sheet.days_of_expiration > 0 {
            let dates = count(sheet.days_of_expiration, "date");
            writeln!(f, "{dates} of expiration without a time: the end of that day (23:59:59 UTC) is used")?;
        }
        if sheet.days_of_creation > 0 {
            let dates = count(sheet.days_of_creation, "date");
            writeln!(f, "{dates} of creation without a time: the beginning of that day (00:00 UTC) is used")?;
        }
        if !sheet.ignored_columns.is_empty() {
            writeln!(f, "ignored columns: {}", sheet.ignored_columns.join(", "))?;
        }
        if !sheet.expired.is_empty() {
            let number = sheet.expired.len();
            let have = if number == 1 { "has expired and is" } else { "have expired and are" };
            let licenses = count(number, "license");
            writeln!(
                f,
                "{licenses} {have} not imported. Correct wrong dates and import the file again with --skip-known:"
            )?;
            for (line, end) in &sheet.expired {
                writeln!(f, "line {line}: expired at {end}")?;
            }
        }
        Ok(())
    }
}

/// The position at which a license is named.
#[derive(Debug, Clone, Copy)]
pub enum Name {
    /// The number of the key among the arguments, from 1.
    Argument(usize),
    /// The line of a file, from 1.
    Line(u64),
}

/// The reason why a license was not changed.
#[derive(Debug)]
pub enum Why {
    /// The text is not a license key.
    NoKey(InvalidLicenseKey),
    /// The standing of the license does not allow the change.
    Obstacle(Obstacle),
}

/// A license that was not changed.
#[derive(Debug)]
pub struct Left {
    pub(super) name: Name,
    pub(super) key: Option<LicenseKey>,
    pub(super) why: Why,
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Name::Argument(at) => write!(f, "key {at}")?,
            Name::Line(line) => write!(f, "line {line}")?,
        }
        if let Some(key) = &self.key {
            write!(f, " ({key})")?;
        }
        match &self.why {
            Why::NoKey(error) => write!(f, ": {error}"),
            Why::Obstacle(Obstacle::Unknown) => f.write_str(": the account has no such license"),
            Why::Obstacle(Obstacle::Standing(standing)) => write!(f, ": the license is {standing}"),
        }
    }
}

//! Imports a stock file, or inspects what an import would do. The command line and the dashboard share it.
//!
//! Invariant: a file with a problem is not imported, not even in part.

use std::sync::Arc;

use crate::domain::LicenseKey;

use super::import::{Entry, Problem, ProblemKind, Sheet, parse};
use super::license_standing::Standing;
use super::stock_keeping::{Intake, KnownKeys};
use super::store::{Store, StoreError};

/// A stock file that was read and compared with the licenses that are known.
#[derive(Debug)]
pub struct Inspection {
    /// The file. Its problems include those of known keys.
    pub sheet: Sheet,
    /// The lines of known licenses that are skipped, with their standing.
    pub skipped: Vec<(u64, Standing)>,
}

/// A file that was imported.
#[derive(Debug)]
pub struct Imported {
    /// The file, without its entries.
    pub sheet: Sheet,
    /// The licenses that were added and those that were skipped.
    pub intake: Intake,
}

impl Store {
    /// Imports a stock file. If it has a problem, imports nothing and returns every problem by its line.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn import_file(
        &self,
        account: &str,
        file: Arc<[u8]>,
        known_keys: KnownKeys,
    ) -> Result<Result<Imported, Vec<Problem>>, StoreError> {
        let mut sheet = self.read_file(file).await;
        if !sheet.problems.is_empty() {
            return Ok(Err(self.compared(account, sheet, known_keys).await?.sheet.problems));
        }
        let (lines, entries): (Vec<u64>, Vec<Entry>) = std::mem::take(&mut sheet.entries).into_iter().unzip();
        let intake = self.take_in(account, &entries, known_keys).await?;
        sort_in(&mut sheet, &lines, &intake.known, known_keys);
        if sheet.problems.is_empty() { Ok(Ok(Imported { sheet, intake })) } else { Ok(Err(sheet.problems)) }
    }

    /// Reads a stock file and compares it with the known licenses. Changes nothing.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn inspect_file(
        &self,
        account: &str,
        file: Arc<[u8]>,
        known_keys: KnownKeys,
    ) -> Result<Inspection, StoreError> {
        let sheet = self.read_file(file).await;
        self.compared(account, sheet, known_keys).await
    }

    /// Parses a file on a thread of its own, because a large one takes long.
    async fn read_file(&self, file: Arc<[u8]>) -> Sheet {
        let now = self.clock.now();
        let parsed = tokio::task::spawn_blocking(move || parse(&file, now));
        // Parsing is not cancelled and does not panic. A file that was not read has no header.
        parsed.await.unwrap_or_else(|_| parse(b"", now))
    }

    async fn compared(
        &self,
        account: &str,
        mut sheet: Sheet,
        known_keys: KnownKeys,
    ) -> Result<Inspection, StoreError> {
        let keys: Vec<&LicenseKey> = sheet.entries.iter().map(|(_, entry)| &entry.key).collect();
        let known = self.known(account, &keys).await?;
        let lines: Vec<u64> = sheet.entries.iter().map(|(line, _)| *line).collect();
        let skipped = sort_in(&mut sheet, &lines, &known, known_keys);
        Ok(Inspection { sheet, skipped })
    }
}

/// Adds the known keys that stop an import to the problems of a file. Returns the lines of the others.
fn sort_in(
    sheet: &mut Sheet,
    lines: &[u64],
    known: &[(usize, Standing)],
    known_keys: KnownKeys,
) -> Vec<(u64, Standing)> {
    let mut skipped = Vec::new();
    for &(at, standing) in known {
        if known_keys.skips(standing) {
            skipped.push((lines[at], standing));
        } else {
            sheet.problems.push(Problem { line: lines[at], kind: ProblemKind::KnownKey(standing) });
        }
    }
    sheet.problems.sort_by_key(|problem| problem.line);
    skipped
}

//! Checks that the ledger can be read and written, and compares it with the vendor's stock.

use std::path::Path;
use std::sync::Arc;

use crate::domain::{Licenses, SystemClock};
use crate::fulfilment::{Balance, balance};
use crate::ledger::{Diagnosis, Ledger, LedgerFiles, OpenError, Sqlite, Thoroughness, Unattributed};
use crate::reseller::Client;

use super::{Check, Findings};

/// The remedy for a damaged ledger.
const REMEDY: &str = "stop keyclerk, keep a copy of the ledger's files, and restore a backup";
const MIB: u64 = 1024 * 1024;
/// The free space below which a hint is given, in addition to the size of the ledger.
const SPARE: u64 = 100 * MIB;
/// The free space below which the disk counts as full.
const FULL: u64 = 16 * MIB;
/// The size from which the write-ahead log is reported. keyclerk truncates it at 16 MiB.
const LONG_LOG: u64 = 64 * MIB;
/// The size above which the database is checked less. A full check of a ledger of a million sales takes a minute.
const LARGE: u64 = 256 * MIB;

/// Checks that the bot can use the ledger, and opens it for reading. Returns `None` if it cannot be read.
pub(super) async fn opened(findings: &mut Findings, path: &Path) -> Option<(Sqlite, Ledger)> {
    // This comes before opening the ledger: when a process closes a file, the process loses all its locks on
    // that file.
    let writable = Sqlite::check_writable(path);
    let files = Sqlite::files(path);
    let ledger = read(path).await;
    let (check, shown) = (Check::setting("DATABASE_URL"), path.display());
    match (&ledger, &writable) {
        (Err(OpenError::Missing(_)), Ok(())) => {
            findings.ok(check, &format!("there is no ledger yet; `keyclerk run` creates {shown}"));
        }
        (Ok(_), Ok(())) => findings.ok(check, &format!("the ledger {shown} can be read and written")),
        (Err(OpenError::Database(error)), Ok(())) => {
            let words = format!("the ledger {shown} cannot be read: {error}; {REMEDY}");
            findings.wrong(check, &words);
        }
        (_, Err(error)) | (Err(error), Ok(())) => findings.wrong(check, &error.to_string()),
    }
    of_files(findings, &files);
    ledger.ok()
}

async fn read(path: &Path) -> Result<(Sqlite, Ledger), OpenError> {
    let file = Sqlite::open_to_read(path).await?;
    let ledger = Ledger::over(Arc::new(file.clone()), Arc::new(SystemClock)).await?;
    Ok((file, ledger))
}

/// Reports the access rights, the free space and the length of the log.
fn of_files(findings: &mut Findings, files: &LedgerFiles) {
    for (file, mode) in &files.accessible {
        let file = file.display();
        let words = format!(
            "{file} has mode {mode:04o}, so that other users can access it; restrict it with: chmod 600 {file}"
        );
        findings.wrong(Check::LedgerMode, &words);
    }
    if files.accessible.is_empty() && files.size > 0 {
        findings.ok(Check::LedgerMode, "only the user who owns it can read it");
    }
    if let Some(free) = files.free {
        disk(findings, free, files.size);
    }
    if files.wal >= LONG_LOG {
        let words = format!(
            "it has grown to {} MiB, because another program reads the ledger without an end; end that program",
            files.wal / MIB
        );
        findings.hint(Check::LedgerLog, &words);
    }
}

fn disk(findings: &mut Findings, free: u64, size: u64) {
    let words = format!("{} MiB are free, and the ledger takes {} MiB", free / MIB, size.div_ceil(MIB));
    let remedy = "free some space: keyclerk sells nothing that it cannot record";
    if free < FULL {
        findings.wrong(Check::LedgerDisk, &format!("{words}; {remedy}"));
    } else if free < size + SPARE {
        findings.hint(Check::LedgerDisk, &format!("{words}; {remedy}"));
    } else {
        findings.ok(Check::LedgerDisk, &words);
    }
}

/// Lets SQLite check the database, more thoroughly if `fully` is set, and less if the ledger is large.
pub(super) async fn database(findings: &mut Findings, path: &Path, ledger: &Sqlite, fully: bool) {
    let thoroughness = match (fully, Sqlite::files(path).size > LARGE) {
        (true, false) => Thoroughness::Full,
        (true, true) | (false, false) => Thoroughness::Quick,
        (false, true) => Thoroughness::None,
    };
    match ledger.diagnose(thoroughness).await {
        Ok(diagnosis) => diagnosed(findings, &diagnosis),
        Err(error) => {
            findings.wrong(Check::LedgerDatabase, &format!("SQLite cannot check it: {error}; {REMEDY}"));
        }
    }
}

fn diagnosed(findings: &mut Findings, diagnosis: &Diagnosis) {
    let Diagnosis { sqlite, tables, faults } = diagnosis;
    let versions = format!("SQLite {sqlite}, tables of version {tables}");
    match faults.as_deref() {
        Some([]) => findings.ok(Check::LedgerDatabase, &format!("it is intact; {versions}")),
        Some(faults) => {
            let words = format!("it is damaged ({}); {REMEDY}; {versions}", faults.join("; "));
            findings.wrong(Check::LedgerDatabase, &words);
        }
        None => findings.ok(
            Check::LedgerDatabase,
            &format!("it was not checked, because it is large; `doctor --ledger` checks it; {versions}"),
        ),
    }
}

/// Compares the ledger with the vendor's stock.
pub(super) async fn compared(
    findings: &mut Findings,
    ledger: Option<&Ledger>,
    vendor: &Client,
    listed: Option<&Licenses>,
) {
    let (Some(ledger), Some(listed)) = (ledger, listed) else {
        let words = "they were not compared, because one of them cannot be read";
        return findings.wrong(Check::Books, words);
    };
    after_restore(findings, ledger).await;
    match balance(listed, vendor, ledger).await {
        Ok(balance) => report(findings, &balance),
        Err(error) => findings.wrong(Check::Books, &error.to_string()),
    }
}

/// Tells what a restore from a backup has left to do.
async fn after_restore(findings: &mut Findings, ledger: &Ledger) {
    if !ledger.is_reconciled() {
        findings.hint(
            Check::Books,
            "it was restored and is not compared yet; `keyclerk run` does it before it sells",
        );
    }
    match ledger.unattributed().await {
        Ok(count) => unattributed(findings, count),
        Err(error) => findings.wrong(Check::Books, &error.to_string()),
    }
}

fn unattributed(findings: &mut Findings, Unattributed { all, may_return }: Unattributed) {
    let gone = all - may_return;
    if gone > 0 {
        let words = format!(
            "{gone} licenses had left the stock when a restore was compared with it, and are never sold; \
            for those that were sold, /sales attribute enters the buyer"
        );
        findings.hint(Check::Books, &words);
    }
    if may_return > 0 {
        let words = format!(
            "{may_return} licenses are not sold, because the vendor's list lacked too much when a restore was \
            compared with it; the running bot sells them again once the vendor has listed them for 15 minutes; \
            for those that were sold, /sales attribute enters the buyer"
        );
        findings.hint(Check::Books, &words);
    }
}

fn report(findings: &mut Findings, balance: &Balance) {
    for (sale, key) in &balance.quarantined {
        let words = format!(
            "sale {sale}: {key} is in quarantine: its assignment was requested, and the outcome is not certain"
        );
        findings.hint(Check::Books, &words);
    }
    if balance.is_even() {
        let words =
            format!("the books balance; {} licenses sold, {} in stock", balance.sold, balance.in_stock);
        return findings.ok(Check::Books, &words);
    }
    for (sale, key) in &balance.sold_and_free {
        let words = format!("sale {sale} sold {key}, but the vendor lists it as free; ask the vendor");
        findings.wrong(Check::Books, &words);
    }
    for sale in &balance.open {
        let words = format!("sale {sale} is not finished; keyclerk finishes it or asks staff to decide");
        findings.wrong(Check::Books, &words);
    }
    if balance.unattributed > 0 {
        let words = format!(
            "{} licenses left the stock and were not sold here; they have expired, or somebody else sells from this account",
            balance.unattributed
        );
        findings.wrong(Check::Books, &words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_free_space_is_a_hint_and_none_is_wrong() {
        for (free, size, mark) in [
            (500 * MIB, 10 * MIB, "ok"),
            (500 * MIB, 450 * MIB, "hint"),
            (99 * MIB, 0, "hint"),
            (15 * MIB, 0, "WRONG"),
        ] {
            let mut findings = Findings::default();
            disk(&mut findings, free, size);
            assert!(findings.to_string().starts_with(mark), "{findings}");
        }
    }

    #[test]
    fn a_long_log_and_a_readable_file_are_reported() {
        let files = LedgerFiles {
            accessible: vec![("keyclerk.db".into(), 0o644)],
            size: LONG_LOG,
            wal: LONG_LOG,
            free: None,
        };
        let mut findings = Findings::default();
        of_files(&mut findings, &files);
        let said = findings.to_string();
        assert!(said.contains("mode 0644") && said.contains("grown to 64 MiB"), "{said}");
        assert_eq!(findings.iter().count(), 2);
    }
}

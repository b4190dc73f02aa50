//! Checks that the ledger can be read and written, and compares it with the vendor's stock.

use std::path::Path;
use std::sync::Arc;

use crate::domain::SystemClock;
use crate::fulfilment::{Balance, balance};
use crate::ledger::{Ledger, OpenError};
use crate::reseller::Client;

use super::Findings;

const SETTING: &str = "DATABASE_URL";

/// Checks that the bot can use the ledger, and opens it for reading. Returns `None` if it cannot be read.
pub(super) async fn opened(findings: &mut Findings, path: &Path) -> Option<Ledger> {
    // This comes before opening the ledger: when a process closes a file, the process loses all its locks on
    // that file.
    let writable = Ledger::check_writable(path);
    let ledger = Ledger::open_to_read(path, Arc::new(SystemClock)).await;
    let path = path.display();
    match (&ledger, &writable) {
        (Err(OpenError::Missing(_)), Ok(())) => {
            findings.ok(SETTING, &format!("there is no ledger yet; `keyclerk run` creates {path}"));
        }
        (Ok(_), Ok(())) => findings.ok(SETTING, &format!("the ledger {path} can be read and written")),
        (_, Err(error)) | (Err(error), Ok(())) => findings.wrong(SETTING, &error.to_string()),
    }
    ledger.ok()
}

/// Compares the ledger with the vendor's stock.
pub(super) async fn compared(findings: &mut Findings, path: &Path, ledger: Option<&Ledger>, vendor: &Client) {
    let what = format!("ledger {}", path.display());
    let Some(ledger) = ledger else {
        return findings.wrong(&what, "it was not compared with the stock, because it cannot be read");
    };
    after_restore(findings, &what, ledger).await;
    match balance(vendor, ledger).await {
        Ok(balance) => report(findings, &what, &balance),
        Err(error) => findings.wrong(&what, &error.to_string()),
    }
}

/// Tells what a restore from a backup has left to do.
async fn after_restore(findings: &mut Findings, what: &str, ledger: &Ledger) {
    if !ledger.is_reconciled() {
        findings
            .hint(what, "it was restored and is not compared yet; `keyclerk run` does it before it sells");
    }
    match ledger.unattributed().await {
        Ok(0) => {}
        Ok(count) => findings.hint(
            what,
            &format!(
                "{count} licenses had left the stock when a restore was compared with it, and are never sold; \
                for those that were sold, /sales attribute enters the buyer"
            ),
        ),
        Err(error) => findings.wrong(what, &error.to_string()),
    }
}

fn report(findings: &mut Findings, what: &str, balance: &Balance) {
    for (sale, key) in &balance.quarantined {
        let words = format!(
            "sale {sale}: {key} is in quarantine: its assignment was requested, and the outcome is not certain"
        );
        findings.hint(what, &words);
    }
    if balance.is_even() {
        return findings.ok(
            what,
            &format!("the books balance; {} licenses sold, {} in stock", balance.sold, balance.in_stock),
        );
    }
    for (sale, key) in &balance.sold_and_free {
        findings
            .wrong(what, &format!("sale {sale} sold {key}, but the vendor lists it as free; ask the vendor"));
    }
    for sale in &balance.open {
        findings.wrong(
            what,
            &format!("sale {sale} is not finished; keyclerk finishes it or asks staff to decide"),
        );
    }
    if balance.unattributed > 0 {
        findings.wrong(
            what,
            &format!(
                "{} licenses left the stock and were not sold here; they have expired, or somebody else sells from this account",
                balance.unattributed
            ),
        );
    }
}

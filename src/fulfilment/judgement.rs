//! What the vendor's answers mean for a sale, and how long to wait after them.

use std::time::Duration;

use crate::courier::Later;
use crate::domain::{LineState, Product, Timestamp};
use crate::ledger::{LedgerError, Line, SaleRecord};
use crate::reseller::{LicenseInfo, VendorError};

use super::StepError;

/// The license that makes the sale be where it is.
pub(super) fn the_line(sale: &SaleRecord, state: LineState) -> Result<&Line, StepError> {
    let line = sale.in_state(state).next();
    line.ok_or_else(|| LedgerError::Corrupt(format!("sale {} has no license that is {state}", sale.id)))
}

pub(super) fn is_free(info: &LicenseInfo, now: Timestamp) -> bool {
    !info.is_assigned && !info.is_expired && !info.license.is_expired(now)
}

pub(super) fn differs(asked: Option<&Product>, found: Option<&Product>) -> bool {
    asked.is_some_and(|asked| found != Some(asked))
}

/// Whether asking again may bring an answer, where asking changes nothing.
pub(super) fn may_pass(error: &VendorError) -> bool {
    error.is_unanswered() || matches!(error, VendorError::NeverSent(_) | VendorError::RateLimited)
}

pub(super) fn pause_before(tries: u32) -> Duration {
    Duration::from_millis(200) * tries * tries
}

/// 1, 2, 4 … seconds, a minute at most.
pub(super) fn back_off(waits: i64) -> Duration {
    Duration::from_secs(1 << waits.clamp(0, 6)).min(Duration::from_mins(1))
}

/// Returns how long a message waits that Discord cannot take now: as long as Discord asks, else
/// longer with each attempt.
pub(super) fn wait_after(attempts: i64, later: Later) -> Duration {
    later.wait.unwrap_or_else(|| back_off(attempts).max(Duration::from_secs(2)))
}

/// An error in a word of the history's own.
pub(super) fn evidence(error: &VendorError) -> &'static str {
    match error {
        VendorError::TimedOut => "timed out",
        VendorError::ConnectionLost => "connection lost",
        VendorError::ServerError(_) => "the vendor's own error",
        VendorError::Blocked(_) => "blocked on the way",
        VendorError::NoSuchAddress(_) => "no such address",
        VendorError::Malformed(_) => "a senseless answer",
        VendorError::Refused(_) => "refused after a doubt",
        VendorError::Unauthorised(_) => "API key refused after a doubt",
        VendorError::RateLimited => "rate limited after a doubt",
        VendorError::NeverSent(_) => "not reached after a doubt",
    }
}

//! What the vendor's answers mean for a sale, and how long to wait after them.

use std::time::Duration;

use crate::courier::Later;
use crate::domain::{Evidence, Failure, Line, LineState, Product, Sale};
use crate::ledger::LedgerError;
use crate::reseller::{Unreachable, VendorError};

use super::StepError;

/// The license that makes the sale be where it is.
pub(super) fn the_line(sale: &Sale, state: LineState) -> Result<&Line, StepError> {
    let line = sale.in_state(state).next();
    line.ok_or_else(|| LedgerError::Corrupt(format!("sale {} has no license that is {state}", sale.id)))
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

/// Returns the evidence that an attempt to assign without an answer of the vendor's own leaves.
pub(super) fn evidence(error: &VendorError) -> Evidence {
    match error {
        VendorError::TimedOut => Evidence::TimedOut,
        VendorError::ConnectionLost => Evidence::ConnectionLost,
        VendorError::ServerError(_) => Evidence::ServerError,
        VendorError::Malformed(_) => Evidence::Senseless,
        VendorError::Blocked(_) => Evidence::Blocked,
        VendorError::NoSuchAddress(_) => Evidence::NoSuchAddress,
        VendorError::Refused(_) => Evidence::Refused,
        VendorError::Unauthorised(_) => Evidence::ApiKeyRefused,
        VendorError::RateLimited => Evidence::RateLimited,
        VendorError::NeverSent(_) => Evidence::NotReached,
    }
}

/// Returns why a sale ends of which nothing was assigned.
pub(super) fn failure(error: &VendorError) -> Failure {
    match error {
        VendorError::Refused(_) => Failure::Refused,
        VendorError::RateLimited => Failure::RateLimited,
        VendorError::Blocked(_) => Failure::Blocked,
        VendorError::NoSuchAddress(_) => Failure::NoSuchVendorAddress,
        VendorError::NeverSent(Unreachable::Name) => Failure::VendorNameUnknown,
        VendorError::NeverSent(Unreachable::Refused) => Failure::VendorRefusesConnections,
        VendorError::NeverSent(Unreachable::Tls) => Failure::VendorTlsFailed,
        _ => Failure::VendorUnreachable,
    }
}

//! Maps the vendor's answers to outcomes of a sale, and to the waits that follow them.

use std::time::Duration;

use crate::courier::Later;
use crate::domain::{Evidence, Failure, Line, LineState, Product, Sale};
use crate::ledger::CorruptRow;
use crate::reseller::{Unreachable, VendorError};

use super::StepError;

/// Returns the sale's first license in the given state.
///
/// # Errors
/// Returns [`CorruptRow::NoLicenseInState`] when the sale has none.
pub(super) fn line_in_state(sale: &Sale, state: LineState) -> Result<&Line, StepError> {
    let line = sale.in_state(state).next();
    line.ok_or_else(|| CorruptRow::NoLicenseInState(sale.id, state).into())
}

/// Returns true if one product was asked for and another was found.
pub(super) fn differs(asked: Option<&Product>, found: Option<&Product>) -> bool {
    asked.is_some_and(|asked| found != Some(asked))
}

/// Returns true if a read-only call that failed with this error is worth repeating.
pub(super) fn may_pass(error: &VendorError) -> bool {
    error.is_unanswered() || matches!(error, VendorError::NeverSent(_) | VendorError::RateLimited)
}

/// Returns the pause after a number of failed tries.
pub(super) fn pause_before(tries: u32) -> Duration {
    Duration::from_millis(200) * tries * tries
}

/// Returns the wait after a number of earlier waits: 1, 2, 4 … seconds, at most a minute.
pub(super) fn back_off(waits: i64) -> Duration {
    Duration::from_secs(1 << waits.clamp(0, 6)).min(Duration::from_mins(1))
}

/// Returns the wait before the next attempt at a message that Discord cannot accept now. It is the wait
/// that Discord asks for, else a back-off that grows with each attempt.
pub(super) fn wait_after(attempts: i64, later: Later) -> Duration {
    later.wait.unwrap_or_else(|| back_off(attempts).max(Duration::from_secs(2)))
}

/// Returns the evidence that a failed attempt to assign provides.
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

/// Returns the failure of a sale that ends without an assigned license.
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

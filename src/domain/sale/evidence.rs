//! The reasons for the state of a license of a sale.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::super::LicenseStatus;
use super::UnknownWord;

/// The reason for the state of a license of a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum Evidence {
    /// No answer came in time.
    #[strum(serialize = "timed out")]
    TimedOut,
    /// The connection broke before the answer was complete.
    #[strum(serialize = "connection lost")]
    ConnectionLost,
    /// The vendor answered with a status of 500 or above.
    #[strum(serialize = "the vendor's own error")]
    ServerError,
    /// The answer does not match the vendor's documentation.
    #[strum(serialize = "a senseless answer")]
    Senseless,
    /// A proxy or firewall between us and the vendor answered.
    #[strum(serialize = "blocked on the way")]
    Blocked,
    /// The vendor's API was not at its address.
    #[strum(serialize = "no such address")]
    NoSuchAddress,
    /// The vendor's rate limit let no request through for too long.
    #[strum(serialize = "rate limited")]
    RateLimited,
    /// A repeated request did not reach the vendor.
    #[strum(serialize = "not reached after a doubt")]
    NotReached,
    /// The vendor refused our API key in answer to a repeated request.
    #[strum(serialize = "API key refused after a doubt")]
    ApiKeyRefused,
    /// The process ended before the answer was recorded.
    Interrupted,
    /// The vendor refused. It may have assigned the license nevertheless.
    Refused,
    /// An attempt was refused, and the license is assigned.
    Contested,
    /// Nobody holds the license, and it has been expired for a minute.
    #[strum(serialize = "expired while in doubt")]
    Expired,
    /// The license has been free for a minute, and yet the vendor refused to assign it.
    #[strum(serialize = "free, but refused again and again")]
    FreeYetRefused,
    /// The vendor has not known the license for a minute.
    #[strum(serialize = "unknown to the vendor")]
    Unknown,
    /// The vendor refused after staff had the license assigned again.
    #[strum(serialize = "refused after staff decided")]
    RefusedAfterDecision,
    /// The license turned out to be assigned after the sale had ended with nothing sold.
    #[strum(serialize = "assigned in quarantine")]
    AssignedInQuarantine,
    /// The vendor answered `ok:true`.
    Assigned,
    /// The license was found assigned after an answer was lost.
    Reconciled,
    /// The ledger was restored from a backup in which the outcome was not certain.
    #[strum(serialize = "ledger restored")]
    Restored,
    /// Staff decided.
    #[strum(serialize = "judged by staff")]
    Judged,
    /// The license was seen free for a quarter of an hour.
    #[strum(serialize = "seen free")]
    SeenFree,
    /// A license was drawn in place of the line of the request.
    Replaced,
    /// The sale ended, and no request for this license had left.
    Ended,
}

impl Evidence {
    /// Every value.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Returns the vendor's status that led to this evidence, if a lookup did.
    pub(super) fn status(self) -> Option<LicenseStatus> {
        match self {
            Self::Contested | Self::AssignedInQuarantine => Some(LicenseStatus::Assigned),
            Self::FreeYetRefused => Some(LicenseStatus::Free),
            Self::Expired => Some(LicenseStatus::Expired),
            Self::Unknown => Some(LicenseStatus::Unknown),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_read_back_as_it_was_written() {
        for evidence in Evidence::ALL {
            assert_eq!(evidence.as_str().parse(), Ok(*evidence));
        }
        assert!("of a later version".parse::<Evidence>().is_err());
    }
}

//! The reasons for the state of a license of a sale.

use super::super::LicenseStatus;

macro_rules! evidence {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// Why a license of a sale is where it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Evidence {
            $($(#[$doc])* $name),*
        }

        impl Evidence {
            /// All of it.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the name, as the ledger stores it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// Returns the evidence of this name; `None` for one that this version does not know.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

evidence!(
    /// No answer came in time.
    TimedOut = "timed out",
    /// The connection broke before the answer was whole.
    ConnectionLost = "connection lost",
    /// The vendor answered with a status of 500 or above.
    ServerError = "the vendor's own error",
    /// The answer was not what the document describes.
    Senseless = "a senseless answer",
    /// Something between us and the vendor answered.
    Blocked = "blocked on the way",
    /// The vendor's API was not at its address.
    NoSuchAddress = "no such address",
    /// The vendor's limit let no request through for long.
    RateLimited = "rate limited",
    /// A repeated request did not reach the vendor.
    NotReached = "not reached after a doubt",
    /// A repeated request was answered by a refusal of our API key.
    ApiKeyRefused = "API key refused after a doubt",
    /// The process ended before the answer was written down.
    Interrupted = "interrupted",
    /// The vendor refused. It may have assigned the license all the same.
    Refused = "refused",
    /// An attempt was refused, and the license is assigned.
    Contested = "contested",
    /// Nobody's, but expired, for a minute.
    Expired = "expired while in doubt",
    /// Free, but refused, for a minute.
    FreeYetRefused = "free, but refused again and again",
    /// Unknown to the vendor, for a minute.
    Unknown = "unknown to the vendor",
    /// Refused again after staff had it assigned again.
    RefusedAfterDecision = "refused after staff decided",
    /// The sale had ended with nothing sold, and then the license was assigned.
    AssignedInQuarantine = "assigned in quarantine",
    /// The vendor answered `ok:true`.
    Assigned = "assigned",
    /// The license was found assigned after an answer was lost.
    Reconciled = "reconciled",
    /// Staff decided.
    Judged = "judged by staff",
    /// Seen free for a quarter of an hour after it was asked for.
    SeenFree = "seen free",
    /// Another license takes the place of the one that staff named, or the same one.
    Replaced = "replaced",
    /// The sale ended, and no request for this license had left.
    Ended = "ended",
);

impl Evidence {
    /// Returns how the vendor called the license when this was found out, where it had been asked.
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
            assert_eq!(Evidence::parse(evidence.as_str()), Some(*evidence));
        }
        assert_eq!(Evidence::parse("of a later version"), None);
    }
}

//! Why a sale ended with nothing sold, or with fewer licenses than were asked for.

use std::str::FromStr;

use super::UnknownWord;

macro_rules! failures {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// Why a sale ended without a license sold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Failure {
            $($(#[$doc])* $name),*
        }

        impl Failure {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name, as the ledger stores it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }

        impl FromStr for Failure {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text {
                    $($text => Ok(Self::$name),)*
                    _ => Err(UnknownWord(text.to_owned())),
                }
            }
        }
    };
}

failures!(
    /// Discord did not accept the deferral; staff saw "did not respond".
    NotAcknowledged = "not_acknowledged",
    /// A quarter of an hour had passed since staff asked for it before any license was asked for.
    TooLate = "too_late",
    /// The stock has no license that fits.
    OutOfStock = "out_of_stock",
    /// The vendor could not be asked for a license, or not be reached to assign one.
    VendorUnreachable = "vendor_unreachable",
    /// A firewall or a proxy answered in the vendor's place.
    Blocked = "blocked_on_the_way",
    /// The vendor's API is not at the address that is set.
    NoSuchVendorAddress = "no_such_address",
    /// The name of the vendor's host cannot be resolved.
    VendorNameUnknown = "vendor_name_unknown",
    /// The vendor's host refuses connections.
    VendorRefusesConnections = "vendor_refuses_connections",
    /// No TLS connection to the vendor's host can be made.
    VendorTlsFailed = "vendor_tls_failed",
    /// The vendor refused, in its own words.
    Refused = "refused",
    /// The vendor refuses our API key.
    ApiKeyRefused = "api_key_refused",
    /// Selling pauses because the vendor refused our API key a moment ago.
    SellingPaused = "selling_paused",
    /// The vendor's rate limit did not let the call through in time.
    RateLimited = "rate_limited",
    /// The license staff named is assigned already.
    NamedIsAssigned = "named_is_assigned",
    /// The license staff named has expired.
    NamedIsExpired = "named_is_expired",
    /// The vendor does not know the license staff named.
    NamedIsUnknown = "named_is_unknown",
    /// The license staff named belongs to another sale of ours.
    NamedIsTaken = "named_is_taken",
    /// The license staff named is of another product than asked.
    NamedIsOther = "named_is_other",
    /// A license that was drawn was no longer free when it was looked up.
    StockMoves = "stock_moves",
    /// The sale seemed to repeat another, and staff said no, or nothing.
    NotConfirmed = "not_confirmed",
    /// Staff decided that a license held in doubt is not the buyer's; its key is in quarantine.
    Quarantined = "quarantined",
);

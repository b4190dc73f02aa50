//! The reasons why a sale ended with nothing sold, or with fewer licenses than asked for.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::UnknownWord;

/// The reason why a sale ended without a license sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum Failure {
    /// Discord did not accept the deferral; staff saw "did not respond".
    NotAcknowledged,
    /// The sale was continued more than a quarter of an hour after staff asked for it.
    TooLate,
    /// The stock has no license that fits.
    OutOfStock,
    /// The vendor could not be reached.
    VendorUnreachable,
    /// A firewall or a proxy answered in the vendor's place.
    #[strum(serialize = "blocked_on_the_way")]
    Blocked,
    /// The vendor's API is not at the configured address.
    #[strum(serialize = "no_such_address")]
    NoSuchVendorAddress,
    /// The name of the vendor's host cannot be resolved.
    VendorNameUnknown,
    /// The vendor's host refuses connections.
    VendorRefusesConnections,
    /// No TLS connection to the vendor's host can be made.
    VendorTlsFailed,
    /// The vendor refused, in its own words.
    Refused,
    /// The vendor refuses our API key.
    ApiKeyRefused,
    /// Selling is paused because the vendor refused our API key recently.
    SellingPaused,
    /// The vendor's rate limit did not let the call through in time.
    RateLimited,
    /// The license staff named is assigned already.
    NamedIsAssigned,
    /// The license staff named has expired.
    NamedIsExpired,
    /// The vendor does not know the license staff named.
    NamedIsUnknown,
    /// The license staff named belongs to another sale of ours.
    NamedIsTaken,
    /// The license staff named belongs to another product than the one asked for.
    NamedIsOther,
    /// A license that was drawn was no longer free when it was looked up.
    StockMoves,
    /// Staff answered a question with no, or not in time.
    NotConfirmed,
    /// Staff decided that a held license does not belong to the buyer. Its key is in quarantine.
    Quarantined,
    /// The license staff named left the stock before a restore was reconciled, so that it may be sold.
    NamedIsUnattributed,
    /// The ledger was restored from a backup that held the sale unfinished. It may have sold since.
    Restored,
    /// The ledger was restored from a backup and is not yet compared with the vendor's stock.
    NotReconciled,
}

impl Failure {
    /// Every reason.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

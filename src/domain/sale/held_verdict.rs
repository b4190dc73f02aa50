//! The decisions of staff about held licenses.

use strum::IntoStaticStr;

use super::super::RoleId;

/// A staff decision about a held license.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Verdict {
    /// The license is assigned to the buyer and is delivered. The shop gives this role for it.
    Deliver(Option<RoleId>),
    /// The license is free and is assigned to the buyer again.
    #[strum(serialize = "deliver")]
    AssignAgain,
    /// The license does not belong to the buyer. It is set aside, and another one is sold.
    #[strum(serialize = "sell another")]
    SellAnother,
    /// The license does not belong to the buyer. It is set aside, and nothing is sold in its place.
    Nothing,
}

impl Verdict {
    /// Returns the word that the ledger stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

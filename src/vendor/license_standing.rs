//! The standing of a license at the vendor, such as in stock or assigned.

use std::fmt;

/// The standing of a license whose key is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is in the account's stock.
    InStock,
    /// It is assigned to a user.
    Assigned,
    /// It was withdrawn.
    Withdrawn,
    /// It belongs to another account.
    OfAnotherAccount,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InStock => "in stock",
            Self::Assigned => "assigned",
            Self::Withdrawn => "withdrawn",
            Self::OfAnotherAccount => "in another account",
        })
    }
}

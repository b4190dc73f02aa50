//! The columns of a CSV file, in any order and either case.

use std::fmt;

/// A column that the import reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The license's key.
    Key,
    /// The name of its product.
    Product,
    /// Its expiration, if it has one.
    Expiration,
    /// The time at which it was created. This column is optional.
    CreatedAt,
}

impl Column {
    pub(super) const ALL: [Self; 4] = [Self::Key, Self::Product, Self::Expiration, Self::CreatedAt];
    pub(super) const REQUIRED: [Self; 3] = [Self::Key, Self::Product, Self::Expiration];

    /// Returns the column's name in the header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Product => "product",
            Self::Expiration => "expiration",
            Self::CreatedAt => "created_at",
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

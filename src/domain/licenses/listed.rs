//! One license of the compact list.

use std::fmt;

use crate::domain::{KeyHash, License, LicenseKey, MaskedKey, Product, Timestamp};

/// The name that stands for a product without a name.
pub(super) const UNNAMED: &str = "?";
/// One of [`Licenses`](super::Licenses). `Debug` masks its key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Listed<'a> {
    pub(super) key: &'a str,
    /// The product, if the vendor named one.
    pub product: Option<&'a Product>,
    /// The end, if there is one.
    pub expires_at: Option<Timestamp>,
}

impl<'a> Listed<'a> {
    /// Returns the whole key, as [`LicenseKey::reveal`] does.
    #[must_use]
    pub fn reveal(&self) -> &'a str {
        self.key
    }

    /// Returns the key as people see it.
    #[must_use]
    pub fn masked(&self) -> MaskedKey<'a> {
        MaskedKey::of(self.key)
    }

    /// Returns the hash of the key.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash::of(self.key)
    }

    /// Returns the name of the product, or `?` if it has none.
    #[must_use]
    pub fn product_name(&self) -> &'a str {
        self.product.map_or(UNNAMED, Product::as_str)
    }

    /// Returns true if the license has ended at `now`.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// Returns an owned copy of the license.
    #[must_use]
    pub fn license(&self) -> License {
        License {
            key: LicenseKey::checked(self.key),
            product: self.product.cloned(),
            expires_at: self.expires_at,
        }
    }
}

impl fmt::Debug for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Listed({})", self.masked())
    }
}

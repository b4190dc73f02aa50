//! Computes the keyed hashes by which the ledger compares and looks up licenses and buyers.
//!
//! The ledger does not need their plain values for this. Nobody can compute a hash without the ledger's
//! own key.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::domain::{BuyerId, KeyHash};

/// A keyed hash: the first 16 bytes of an HMAC-SHA-256.
pub type Hash = [u8; LENGTH];
/// The key of a ledger.
pub(super) type HashKey = [u8; 32];

const LENGTH: usize = 16;

/// Computes the hashes of one ledger.
#[derive(Clone)]
pub(super) struct Hasher(Hmac<Sha256>);

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

impl Hasher {
    pub(super) fn new(key: &HashKey) -> Self {
        #[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
        Self(Hmac::new_from_slice(key).expect("any length"))
    }

    /// Returns the hash of a license.
    pub(super) fn license(&self, key: &KeyHash) -> Hash {
        self.of(b"license", key.as_bytes())
    }

    /// Returns the hash of a buyer.
    pub(super) fn buyer(&self, buyer: BuyerId) -> Hash {
        self.of(b"buyer", &buyer.as_u64().to_be_bytes())
    }

    fn of(&self, kind: &[u8], value: &[u8]) -> Hash {
        let mut mac = self.0.clone();
        mac.update(kind);
        mac.update(value);
        let (whole, mut hash) = (mac.finalize().into_bytes(), [0; LENGTH]);
        hash.copy_from_slice(&whole[..LENGTH]);
        hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::LicenseKey;

    #[test]
    fn a_hash_depends_on_the_ledger_the_kind_and_the_value() {
        let (one, other) = (Hasher::new(&[1; 32]), Hasher::new(&[2; 32]));
        let key = |text: &str| text.parse::<LicenseKey>().unwrap().hash();
        assert_eq!(one.license(&key("ps-A-1")), one.license(&key("ps-A-1")));
        assert_ne!(one.license(&key("ps-A-1")), one.license(&key("ps-A-2")));
        assert_ne!(one.license(&key("ps-A-1")), other.license(&key("ps-A-1")));
        let buyer = BuyerId::new(7).unwrap();
        assert_ne!(one.buyer(buyer), other.buyer(buyer));
        assert_ne!(one.buyer(buyer), one.buyer(BuyerId::new(8).unwrap()));
    }
}

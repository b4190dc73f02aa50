//! Licenses and their keys. A key is money: it shows itself masked unless asked to [`reveal`](LicenseKey::reveal).

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::Timestamp;

/// Longest key taken, in bytes. The vendor's are 19; Discord's message and the ledger bear this.
const LONGEST_KEY: usize = 128;
/// Longest product name taken, in characters: what an autocomplete choice can carry.
const LONGEST_PRODUCT: usize = 100;

/// A text that cannot be a license key. It does not repeat the text, which may be one mistyped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a license key: expected 4 to {LONGEST_KEY} letters, digits, `-`, `_`, `.`, `:`, `+`, `/` or `=`"
)]
pub struct InvalidLicenseKey;

/// A license key. `Debug` and `Display` mask it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LicenseKey(String);

impl LicenseKey {
    /// The whole key. Only for the vendor, the ledger, the buyer, and staff who asked for it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What identifies the key in indexes and in memory without being one.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl FromStr for LicenseKey {
    type Err = InvalidLicenseKey;

    /// Takes a key as typed or pasted; surrounding blanks and code marks are dropped.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let key = text.trim_matches(|c: char| c.is_whitespace() || c == '`');
        let fits = (4..=LONGEST_KEY).contains(&key.len())
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:+/=".contains(&b));
        if fits { Ok(Self(key.to_owned())) } else { Err(InvalidLicenseKey) }
    }
}

impl fmt::Display for LicenseKey {
    /// Masked: of a key in groups, the first two are shown when more than half stays hidden,
    /// else the first; of any other key at most a quarter and never more than four characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<&str> = self.0.split('-').collect();
        let open = |count: usize| groups.iter().take(count).map(|group| group.len()).sum::<usize>();
        let shown = [2, 1].into_iter().find(|&count| groups.len() > count && open(count) * 2 < self.0.len());
        let Some(shown) = shown else {
            return write!(f, "{}•••••••", &self.0[..(self.0.len() / 4).min(4)]);
        };
        for (at, group) in groups.iter().enumerate() {
            let dash = if at == 0 { "" } else { "-" };
            if at < shown {
                write!(f, "{dash}{group}")?;
            } else {
                write!(f, "{dash}{}", "•".repeat(group.len()))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for LicenseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LicenseKey({self})")
    }
}

/// SHA-256 of a key: what UNIQUE indexes and the memory of seen stock hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyHash([u8; 32]);

impl KeyHash {
    /// The hash's bytes, as the ledger stores them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<&[u8]> for KeyHash {
    type Error = ();

    /// Reads a hash back as the ledger stores it; anything but 32 bytes is none.
    fn try_from(bytes: &[u8]) -> Result<Self, ()> {
        bytes.try_into().map(Self).map_err(|_| ())
    }
}

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// What a license is for, as the vendor names it: `lifetime`, `monthly`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Product(String);

impl Product {
    /// Takes the vendor's or a staff member's name for a product: trimmed, without control
    /// characters, cut to 100 characters. `None` when nothing is left.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_PRODUCT).collect();
        (!name.is_empty()).then_some(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A license in stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    /// Its key.
    pub key: LicenseKey,
    /// What it is for; `None` where the vendor did not say, as `fetchlicense` does not.
    pub product: Option<Product>,
    /// When it ends; `None` means that the vendor named no end.
    pub expires_at: Option<Timestamp>,
}

impl License {
    /// Whether it has ended at `now`.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> LicenseKey {
        text.parse().unwrap()
    }

    #[test]
    fn a_key_shows_itself_masked_everywhere_but_in_reveal() {
        let key = key("ps-ABCD-EFGHIJK-LMN");
        assert_eq!(key.to_string(), "ps-ABCD-•••••••-•••");
        assert_eq!(format!("{key:?}"), "LicenseKey(ps-ABCD-•••••••-•••)");
        assert_eq!(key.reveal(), "ps-ABCD-EFGHIJK-LMN");
    }

    #[test]
    fn a_mask_never_shows_half_of_a_key() {
        for text in ["abcd", "ab-cd", "ABCDEFGHIJKLMNOP", "longprefix-a", "a-b-c-d", "ABCD-EFGH"] {
            let masked = key(text).to_string();
            let open = masked.chars().filter(char::is_ascii_alphanumeric).count();
            let all = text.chars().filter(char::is_ascii_alphanumeric).count();
            assert!(open * 2 <= all, "{masked} shows {open} of {all}");
            assert!(masked.contains('•'));
        }
    }

    #[test]
    fn a_pasted_key_is_taken_without_its_blanks_and_code_marks() {
        assert_eq!(key(" `ps-ABCD-EFGHIJK-LMN`\n").reveal(), "ps-ABCD-EFGHIJK-LMN");
        for wrong in ["", "abc", "two words", "ps-ÄÖÜ-1234", "<@123456>", &"x".repeat(129)] {
            assert_eq!(wrong.parse::<LicenseKey>(), Err(InvalidLicenseKey), "{wrong:?}");
        }
    }

    #[test]
    fn a_product_has_a_printable_name() {
        assert_eq!(Product::new(" life\u{7}time ").unwrap().as_str(), "lifetime");
        assert_eq!(Product::new(" \n"), None);
        assert_eq!(Product::new(&"x".repeat(500)).unwrap().as_str().len(), 100);
    }
}

//! Licenses and their keys.
//!
//! Invariant: a key is printed masked everywhere. Only [`reveal`](LicenseKey::reveal) returns it whole.

use std::fmt::{self, Write};
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::Timestamp;

/// The longest accepted key, in characters.
const LONGEST_KEY: usize = 500;
/// The longest accepted product name, in characters. This is Discord's limit for an autocomplete
/// choice.
const LONGEST_PRODUCT: usize = 100;
/// The longest key that is masked group by group, in characters.
const LONGEST_GROUPED: usize = 40;

/// The error for a text that is not a license key. It does not repeat the text, which may be a mistyped
/// key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a license key: expected 1 to {LONGEST_KEY} printable characters on one line")]
pub struct InvalidLicenseKey;

/// A license key, exactly as the vendor writes it. `Debug` and `Display` mask it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LicenseKey(String);

impl LicenseKey {
    /// Parses a key that a person typed or pasted. Drops surrounding blanks and code marks.
    ///
    /// # Errors
    /// Returns [`InvalidLicenseKey`] if nothing is left, or if the rest is not a key.
    pub fn typed(text: &str) -> Result<Self, InvalidLicenseKey> {
        text.trim_matches(|c: char| c.is_whitespace() || c == '`').parse()
    }

    /// Returns true if a text can be a key: 1 to 500 characters, not all blank, and no control
    /// characters or line breaks.
    #[must_use]
    pub fn is_key(text: &str) -> bool {
        let is_printable = |c: char| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}');
        text.chars().all(is_printable)
            && text.chars().any(|c| !c.is_whitespace())
            && (text.len() <= LONGEST_KEY || text.chars().count() <= LONGEST_KEY)
    }

    /// Creates a key from a text that [`Self::is_key`] accepts.
    pub(super) fn checked(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns the whole key. It is only for the vendor, the ledger, the buyer, and staff who asked for
    /// it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Returns the hash that identifies the key in indexes and in memory.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash::of(&self.0)
    }
}

impl FromStr for LicenseKey {
    type Err = InvalidLicenseKey;

    /// Parses a key exactly as it is written.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if Self::is_key(text) { Ok(Self(text.to_owned())) } else { Err(InvalidLicenseKey) }
    }
}

impl fmt::Display for LicenseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        MaskedKey::of(&self.0).fmt(f)
    }
}

impl fmt::Debug for LicenseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LicenseKey({self})")
    }
}

/// A key as people see it. At least half of its characters are hidden, and no shown character has a
/// meaning to Discord inside a code span.
#[derive(Clone, Copy)]
pub struct MaskedKey<'a>(&'a str);

impl<'a> MaskedKey<'a> {
    pub(super) fn of(key: &'a str) -> Self {
        Self(key)
    }

    /// Returns how many groups of the key, with their dashes, can be shown while at least half of the
    /// key stays hidden.
    fn open_groups(self) -> Option<usize> {
        let all = self.0.chars().take(LONGEST_GROUPED + 1).count();
        if all > LONGEST_GROUPED {
            return None;
        }
        let dashes = self.0.matches('-').count();
        let fits = |count: usize| {
            let open: usize = self.0.split('-').take(count).map(|group| group.chars().count()).sum();
            open > 0 && (open + dashes) * 2 <= all
        };
        [2, 1].into_iter().find(|&count| dashes >= count && fits(count))
    }
}

impl fmt::Display for MaskedKey<'_> {
    /// Shows the first two groups of a grouped key if half of the key stays hidden, else only the first
    /// group. Shows at most a quarter of any other key, and never more than four characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(open) = self.open_groups() else {
            let quarter = self.0.chars().take(16).count() / 4;
            self.0.chars().take(quarter).try_for_each(|c| f.write_char(shown(c)))?;
            return f.write_str("•••••••");
        };
        let mut group = 0;
        for c in self.0.chars() {
            group += usize::from(c == '-');
            f.write_char(if c == '-' {
                c
            } else if group < open {
                shown(c)
            } else {
                '•'
            })?;
        }
        Ok(())
    }
}

/// Returns the character if it is harmless in any text, else a bullet.
fn shown(c: char) -> char {
    if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '=') { c } else { '•' }
}

/// The SHA-256 of a key, as unique indexes and caches hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyHash([u8; 32]);

impl KeyHash {
    /// Returns the hash of a key.
    pub(super) fn of(key: &str) -> Self {
        Self(Sha256::digest(key.as_bytes()).into())
    }

    /// Returns the first 64 bits of the hash, to remember many keys in little memory.
    #[must_use]
    pub fn short(&self) -> u64 {
        self.0.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }

    /// Returns the bytes of the hash, as the ledger stores them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The error for bytes that are not the hash of a license key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the hash of a license key has 32 bytes")]
pub struct InvalidKeyHash;

impl TryFrom<&[u8]> for KeyHash {
    type Error = InvalidKeyHash;

    /// Parses a hash as the ledger stores it.
    fn try_from(bytes: &[u8]) -> Result<Self, InvalidKeyHash> {
        bytes.try_into().map(Self).map_err(|_| InvalidKeyHash)
    }
}

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// The product of a license, as the vendor names it: `lifetime`, `monthly`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Product(String);

impl Product {
    /// Trims a name, drops its control characters and cuts it to 100 characters. Returns `None` if
    /// nothing is left.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_PRODUCT).collect();
        (!name.is_empty()).then_some(Self(name))
    }

    /// Returns the name.
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
    /// The product. `None` if the vendor did not name it; `fetchlicense` never does.
    pub product: Option<Product>,
    /// The time at which the license ends. `None` if the vendor named none.
    pub expires_at: Option<Timestamp>,
}

impl License {
    /// Returns true if the license has ended at `now`.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

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
    fn a_mask_hides_at_least_half_of_any_key_and_shows_nothing_that_discord_reads() {
        let mut random = StdRng::seed_from_u64(17);
        let alphabet: Vec<char> = "aZ09-----__:/ {}`*<@>|~()[]#äß漢🔑é".chars().collect();
        let made = |random: &mut StdRng| -> String {
            let length = if random.random_bool(0.1) { 500 } else { random.random_range(1..=60) };
            (0..length).map(|_| alphabet[random.random_range(0..alphabet.len())]).collect()
        };
        let known = ["a", "ab", "abcd", "ab-cd", "-----", "a-b-c-d", "ABCD-EFGH", "漢字漢字", "🔑🔑🔑🔑-a"];
        for text in known.into_iter().map(str::to_owned).chain((0..20_000).map(|_| made(&mut random))) {
            let Ok(key) = text.parse::<LicenseKey>() else { continue };
            let masked = key.to_string();
            let shown = masked.chars().filter(|c| *c != '•').count();
            assert!(shown * 2 <= text.chars().count(), "{masked} shows {shown} of {text}");
            assert!(masked.contains('•') && masked.chars().count() <= LONGEST_GROUPED, "{masked} of {text}");
            assert!(
                !masked.contains(['`', '*', '<', '@', '>', '|', '~', '(', '[', '#', ':', '/']),
                "{masked}"
            );
        }
    }

    #[test]
    fn a_key_is_anything_printable_on_one_line_exactly_as_it_is_written() {
        let longest = "ß".repeat(500);
        for text in [
            " two words ",
            "user:pa$$w0rd!",
            "{6F96-8B86}",
            "https://x.y/?a=b&c=d",
            "`",
            "7",
            "ключ 🔑",
            &longest,
        ] {
            assert_eq!(key(text).reveal(), text);
        }
        for wrong in ["", " ", "\u{a0}", "a\nb", "a\rb", "a\tb", "a\u{0}", "a\u{2028}b", &"x".repeat(501)] {
            assert_eq!(wrong.parse::<LicenseKey>(), Err(InvalidLicenseKey), "{wrong:?}");
        }
    }

    #[test]
    fn a_typed_key_is_taken_without_its_blanks_and_code_marks() {
        assert_eq!(LicenseKey::typed(" `ps-ABCD-EFGHIJK-LMN`\n").unwrap().reveal(), "ps-ABCD-EFGHIJK-LMN");
        assert_eq!(LicenseKey::typed("two words ").unwrap().reveal(), "two words");
        assert_eq!(LicenseKey::typed(" `` "), Err(InvalidLicenseKey));
    }

    #[test]
    fn a_product_has_a_printable_name() {
        assert_eq!(Product::new(" life\u{7}time ").unwrap().as_str(), "lifetime");
        assert_eq!(Product::new(" \n"), None);
        assert_eq!(Product::new(&"x".repeat(500)).unwrap().as_str().len(), 100);
    }
}

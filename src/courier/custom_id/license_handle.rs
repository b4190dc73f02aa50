//! The text of a license handle.

use std::fmt;
use std::str::FromStr;

/// The prefix of every handle. A key with this prefix can be named only while the stock lists it.
const MARK: &str = "stock~";
/// The number of hexadecimal digits after the prefix.
const DIGITS: usize = 32;

/// An opaque name of a license, which autocomplete values and custom ids carry in place of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LicenseHandle([u64; 2]);

/// The error of a text that is not a handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a license handle")]
pub struct InvalidLicenseHandle;

impl LicenseHandle {
    /// Makes a handle from two keyed hashes of a license's key.
    #[must_use]
    pub const fn new(hashes: [u64; 2]) -> Self {
        Self(hashes)
    }

    /// Returns true if a text has the prefix of a handle.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        text.starts_with(MARK)
    }
}

impl fmt::Display for LicenseHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.0;
        write!(f, "{MARK}{first:016x}{second:016x}")
    }
}

impl FromStr for LicenseHandle {
    type Err = InvalidLicenseHandle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix(MARK).filter(|digits| digits.len() == DIGITS);
        let halves = digits.and_then(|digits| digits.split_at_checked(DIGITS / 2));
        let (first, second) = halves.ok_or(InvalidLicenseHandle)?;
        let hash = |digits| u64::from_str_radix(digits, 16).map_err(|_| InvalidLicenseHandle);
        Ok(Self([hash(first)?, hash(second)?]))
    }
}

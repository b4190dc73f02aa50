//! The vendor's word on a license.

use std::str::FromStr;

use super::UnknownWord;

/// How the vendor sees a license. It never says whose an assigned one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LicenseStatus {
    /// Some Discord user's.
    Assigned,
    /// Nobody's, and it can be assigned.
    Free,
    /// Nobody's, and ended.
    Expired,
    /// The vendor does not know it.
    Unknown,
}

impl LicenseStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Assigned, Self::Free, Self::Expired, Self::Unknown];

    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Free => "free",
            Self::Expired => "expired",
            Self::Unknown => "unknown",
        }
    }
}

impl FromStr for LicenseStatus {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|status| status.as_str() == text);
        named.ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_back_as_it_was_written() {
        for status in LicenseStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        assert!("sold".parse::<LicenseStatus>().is_err());
    }
}

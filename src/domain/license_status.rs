//! The vendor's status of a license.

use strum::{EnumString, IntoStaticStr};

use super::UnknownWord;

/// The vendor's status of a license. The vendor never names the holder of an assigned one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum LicenseStatus {
    /// A Discord user holds it.
    Assigned,
    /// Nobody holds it, and it can be assigned.
    Free,
    /// Nobody holds it, and it has expired.
    Expired,
    /// The vendor does not know it.
    Unknown,
}

impl LicenseStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Assigned, Self::Free, Self::Expired, Self::Unknown];

    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
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

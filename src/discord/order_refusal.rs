//! The reasons why an order is refused before anything is recorded or drawn.

use crate::i18n::Language;

use super::license_handles::InvalidLicenseOption;

/// The reason why an order is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OrderRefusal {
    /// The typed quantity is not a number from 1 to the maximum.
    InvalidQuantity,
    /// The license that staff named is invalid.
    InvalidLicense(InvalidLicenseOption),
    /// The buyer is a bot.
    BuyerIsBot,
    /// The buyer is not a member of the server.
    BuyerIsStranger,
    /// Staff named one license and asked for several.
    SeveralOfOneLicense,
}

impl OrderRefusal {
    /// Returns the key of the title that staff see.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::InvalidQuantity | Self::InvalidLicense(_) | Self::SeveralOfOneLicense => "input-title",
            Self::BuyerIsBot | Self::BuyerIsStranger => "buyer-title",
        }
    }

    /// Returns the text that tells staff.
    pub(super) fn words(self, language: Language) -> String {
        language.say(match self {
            Self::InvalidQuantity => "no-quantity",
            Self::InvalidLicense(why) => return why.words(language),
            Self::BuyerIsBot => "buyer-is-bot",
            Self::BuyerIsStranger => "buyer-is-stranger",
            Self::SeveralOfOneLicense => "named-is-one",
        })
    }
}

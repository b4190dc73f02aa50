//! The names of a server's settings.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// Names one of a server's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum ShopSetting {
    /// The roles that sell. Text: ids, separated by commas.
    StaffRoles,
    /// The channel where sales are posted. Text: its id.
    SalesChannel,
    /// The channel where the Claim button is posted. Text: its id.
    ClaimsChannel,
    /// The role of license holders. Text: its id.
    BuyerRole,
    /// The roles of holders of certain products. Text: lines of `product = role id`.
    ProductRoles,
    /// The staff member who paused selling. Text: their id.
    Paused,
    /// Staff have to name a product when the stock holds several. Text: `yes`.
    AskForProduct,
    /// The levels below which stock is low. Text: a number, and lines of `product = number`.
    LowStock,
    /// The days that a drawn license has to last. Text: a number.
    LastingDays,
    /// The owner's message in the DM. Text: as it is.
    DmText,
    /// The place where buyers find help. Text: as it is.
    Help,
    /// The language of the server. Text: as Discord names it.
    Language,
    /// The time within which a sale counts as a repetition. Text: minutes.
    RepeatsWithin,
}

impl ShopSetting {
    /// Every setting, in the order in which people see them.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Returns the name, as the ledger stores it and custom ids carry it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Returns true if the value names channels or roles, which another server does not have.
    #[must_use]
    pub fn is_of_its_server(self) -> bool {
        match self {
            Self::StaffRoles
            | Self::SalesChannel
            | Self::ClaimsChannel
            | Self::BuyerRole
            | Self::ProductRoles => true,
            Self::Paused
            | Self::AskForProduct
            | Self::LowStock
            | Self::LastingDays
            | Self::DmText
            | Self::Help
            | Self::Language
            | Self::RepeatsWithin => false,
        }
    }

    /// Returns the setting of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

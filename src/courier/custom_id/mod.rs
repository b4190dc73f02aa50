//! The custom ids of buttons, menus and forms.
//!
//! Discord returns a custom id when somebody presses the button that carries it. Invariant: an id has at most
//! 100 characters and parses to the value that was written. The format never changes, because buttons stay on
//! messages for months. This module names the right that a press needs, and does not check it.

mod codec;
mod license_handle;
mod name;
mod sales_place;
#[cfg(test)]
mod tests;

use crate::domain::{BuyerId, LineNumber, SaleId, Timestamp};
use crate::ledger::ShopSetting;

pub use license_handle::LicenseHandle;
pub use name::{CustomIdName, Right};
pub use sales_place::SalesPlace;

/// The purpose of a button, a menu or a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomId {
    /// Shows a buyer the keys of a sale.
    Claim(SaleId),
    /// Reminds a buyer before the licenses of a sale expire.
    Remind(SaleId),
    /// Sends a buyer the keys of a sale again.
    SendAgain(SaleId),
    /// Shows a page of the member's own licenses.
    MyLicenses {
        /// The page, from 0.
        page: u32,
    },
    /// Shows a page of the stock.
    Stock {
        /// The page, from 0.
        page: usize,
        /// The position of a product in the list of products. A position fits into an id however long the
        /// name is.
        product: Option<usize>,
    },
    /// Shows a page of the list of sales.
    Sales(SalesPlace),
    /// Shows a sale.
    ShowSale(SaleId),
    /// Shows staff the keys of a sale.
    RevealKeys(SaleId),
    /// Shows staff a page of a member's licenses.
    BuyersLicenses {
        /// The member.
        buyer: BuyerId,
        /// The page, from 0.
        page: u32,
    },
    /// Shows staff the key of a license in stock.
    ShowKey(LicenseHandle),
    /// Sells a license in stock to the chosen member.
    AssignTo(LicenseHandle),
    /// The form of a sale.
    OrderForm {
        /// The buyer.
        buyer: BuyerId,
        /// True if the buyer sees the channel in which the form was opened.
        sees_channel: bool,
    },
    /// The menu of all settings, or the menu or form of one.
    Settings(Option<ShopSetting>),
    /// Answers a sale's question with yes.
    Confirm {
        /// The sale.
        sale: SaleId,
        /// The deadline of the question, which distinguishes it from other questions of the sale. Buttons of
        /// earlier versions lack it.
        asked: Option<Timestamp>,
    },
    /// Answers a sale's question with a product.
    ChooseProduct {
        /// The sale.
        sale: SaleId,
        /// See [`CustomId::Confirm`].
        asked: Option<Timestamp>,
    },
    /// Answers a sale's question with no.
    Cancel {
        /// The sale.
        sale: SaleId,
        /// See [`CustomId::Confirm`].
        asked: Option<Timestamp>,
    },
    /// Sends the buyer of a sale its keys again, for staff.
    Resend(SaleId),
    /// Decides that a held license belongs to the buyer.
    Deliver {
        /// The sale.
        sale: SaleId,
        /// The held license. Buttons of earlier versions lack it.
        line: Option<LineNumber>,
    },
    /// Decides that another license is sold in place of a held one.
    SellAnother {
        /// The sale.
        sale: SaleId,
        /// See [`CustomId::Deliver`].
        line: Option<LineNumber>,
    },
    /// Decides that nothing is sold in place of a held license.
    SellNothing {
        /// The sale.
        sale: SaleId,
        /// See [`CustomId::Deliver`].
        line: Option<LineNumber>,
    },
}

/// The error of a custom id that this version cannot parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the custom id is not one of this version")]
pub struct InvalidCustomId {
    /// The name at the beginning of the id, if this version knows it.
    pub name: Option<CustomIdName>,
}

impl CustomId {
    /// Returns the name at the beginning of the id.
    #[must_use]
    pub const fn name(&self) -> CustomIdName {
        match self {
            Self::Claim(_) => CustomIdName::Claim,
            Self::Remind(_) => CustomIdName::Remind,
            Self::SendAgain(_) => CustomIdName::SendAgain,
            Self::MyLicenses { .. } => CustomIdName::MyLicenses,
            Self::Stock { .. } => CustomIdName::Stock,
            Self::Sales(_) => CustomIdName::Sales,
            Self::ShowSale(_) => CustomIdName::ShowSale,
            Self::RevealKeys(_) => CustomIdName::RevealKeys,
            Self::BuyersLicenses { .. } => CustomIdName::BuyersLicenses,
            Self::ShowKey(_) => CustomIdName::ShowKey,
            Self::AssignTo(_) => CustomIdName::AssignTo,
            Self::OrderForm { .. } => CustomIdName::OrderForm,
            Self::Settings(_) => CustomIdName::Settings,
            Self::Confirm { .. } => CustomIdName::Confirm,
            Self::ChooseProduct { .. } => CustomIdName::ChooseProduct,
            Self::Cancel { .. } => CustomIdName::Cancel,
            Self::Resend(_) => CustomIdName::Resend,
            Self::Deliver { .. } => CustomIdName::Deliver,
            Self::SellAnother { .. } => CustomIdName::SellAnother,
            Self::SellNothing { .. } => CustomIdName::SellNothing,
        }
    }

    /// Returns the right that a press needs.
    #[must_use]
    pub const fn right(&self) -> Right {
        self.name().right()
    }

    /// Returns the sale that the id names, if any. A right about a sale depends on it.
    #[must_use]
    pub const fn sale(&self) -> Option<SaleId> {
        match self {
            Self::Claim(sale)
            | Self::Remind(sale)
            | Self::SendAgain(sale)
            | Self::Resend(sale)
            | Self::ShowSale(sale)
            | Self::RevealKeys(sale)
            | Self::Confirm { sale, .. }
            | Self::ChooseProduct { sale, .. }
            | Self::Cancel { sale, .. }
            | Self::Deliver { sale, .. }
            | Self::SellAnother { sale, .. }
            | Self::SellNothing { sale, .. } => Some(*sale),
            _ => None,
        }
    }
}

impl From<CustomId> for String {
    fn from(id: CustomId) -> Self {
        id.to_string()
    }
}

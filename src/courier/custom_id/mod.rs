//! The custom ids of buttons, menus and forms.
//!
//! Discord returns a custom id when somebody presses the button that carries it. Invariant: an id has at
//! most 100 characters and parses to what it was made of. The format never changes, because buttons stay on
//! messages for months. This module names the right that a press needs; it checks nobody's rights.

mod license_handle;
mod name;
mod sales_place;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use crate::domain::{BuyerId, LineNumber, SaleId, Timestamp};
use crate::ledger::ShopSetting;

pub use license_handle::LicenseHandle;
pub use name::{Name, Right};
pub use sales_place::SalesPlace;

/// What a button, a menu or a form stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomId {
    /// Shows a buyer the keys of a sale.
    Claim(SaleId),
    /// Reminds a buyer before the licenses of a sale end.
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
        /// The position of a product in the list of products. It fits into an id whatever the name is.
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
    /// Sells a license in stock to the member who is chosen.
    AssignTo(LicenseHandle),
    /// The form of a sale.
    OrderForm {
        /// The buyer.
        buyer: BuyerId,
        /// The buyer sees the channel in which the form was opened.
        sees_channel: bool,
    },
    /// The menu of all settings, or the menu or form of one.
    Settings(Option<ShopSetting>),
    /// Answers a sale's question with yes.
    Confirm {
        /// The sale.
        sale: SaleId,
        /// The end of the question's time, which tells it from other questions of the sale. Buttons of
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
    /// Decides that a held license is the buyer's.
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

/// A custom id that this version does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the custom id is not one of this version")]
pub struct InvalidCustomId {
    /// The name that the id begins with, where this version knows it.
    pub name: Option<Name>,
}

impl CustomId {
    /// Returns the name that the id begins with.
    #[must_use]
    pub const fn name(&self) -> Name {
        match self {
            Self::Claim(_) => Name::Claim,
            Self::Remind(_) => Name::Remind,
            Self::SendAgain(_) => Name::SendAgain,
            Self::MyLicenses { .. } => Name::MyLicenses,
            Self::Stock { .. } => Name::Stock,
            Self::Sales(_) => Name::Sales,
            Self::ShowSale(_) => Name::ShowSale,
            Self::RevealKeys(_) => Name::RevealKeys,
            Self::BuyersLicenses { .. } => Name::BuyersLicenses,
            Self::ShowKey(_) => Name::ShowKey,
            Self::AssignTo(_) => Name::AssignTo,
            Self::OrderForm { .. } => Name::OrderForm,
            Self::Settings(_) => Name::Settings,
            Self::Confirm { .. } => Name::Confirm,
            Self::ChooseProduct { .. } => Name::ChooseProduct,
            Self::Cancel { .. } => Name::Cancel,
            Self::Resend(_) => Name::Resend,
            Self::Deliver { .. } => Name::Deliver,
            Self::SellAnother { .. } => Name::SellAnother,
            Self::SellNothing { .. } => Name::SellNothing,
        }
    }

    /// Returns the right that a press needs.
    #[must_use]
    pub const fn right(&self) -> Right {
        self.name().right()
    }

    /// Returns the sale that decides, with [`CustomId::right`], who may press.
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

    /// Reads the part after the name; `None` where it is malformed.
    fn read(name: Name, rest: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<SaleId>().ok();
        let question = || about(rest).map(|(sale, asked)| (sale, asked.map(Timestamp::from_millis)));
        let held = || about(rest).map(|(sale, line)| (sale, line.map(LineNumber::new)));
        Some(match name {
            Name::Claim => Self::Claim(number(rest)?),
            Name::Remind => Self::Remind(number(rest)?),
            Name::SendAgain => Self::SendAgain(number(rest)?),
            Name::ShowSale => Self::ShowSale(number(rest)?),
            Name::RevealKeys => Self::RevealKeys(number(rest)?),
            Name::Resend => Self::Resend(about(rest)?.0),
            // An unreadable page is the first one.
            Name::MyLicenses => Self::MyLicenses { page: rest.parse().unwrap_or_default() },
            Name::Stock => {
                let (page, product) = rest.split_once(':').unwrap_or((rest, ""));
                Self::Stock { page: page.parse().unwrap_or_default(), product: product.parse().ok() }
            }
            Name::Sales => Self::Sales(rest.parse().ok()?),
            Name::BuyersLicenses => {
                let (buyer, page) = rest.split_once(':')?;
                Self::BuyersLicenses { buyer: buyer.parse().ok()?, page: page.parse().ok()? }
            }
            Name::ShowKey => Self::ShowKey(rest.parse().ok()?),
            Name::AssignTo => Self::AssignTo(rest.parse().ok()?),
            Name::OrderForm => {
                let (buyer, sees) = rest.split_once(':')?;
                Self::OrderForm { buyer: buyer.parse().ok()?, sees_channel: sees == "1" }
            }
            Name::Settings if rest.is_empty() => Self::Settings(None),
            Name::Settings => Self::Settings(Some(ShopSetting::parse(rest)?)),
            Name::Confirm => question().map(|(sale, asked)| Self::Confirm { sale, asked })?,
            Name::ChooseProduct => question().map(|(sale, asked)| Self::ChooseProduct { sale, asked })?,
            Name::Cancel => question().map(|(sale, asked)| Self::Cancel { sale, asked })?,
            Name::Deliver => held().map(|(sale, line)| Self::Deliver { sale, line })?,
            Name::SellAnother => held().map(|(sale, line)| Self::SellAnother { sale, line })?,
            Name::SellNothing => held().map(|(sale, line)| Self::SellNothing { sale, line })?,
        })
    }
}

/// Reads a sale and the number of what is decided about it, which buttons of earlier versions lack.
fn about(text: &str) -> Option<(SaleId, Option<i64>)> {
    match text.split_once(':') {
        Some((sale, about)) => Some((sale.parse().ok()?, Some(about.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

/// Writes a sale and the number of what is decided about it.
fn write_about(f: &mut fmt::Formatter<'_>, sale: SaleId, about: Option<i64>) -> fmt::Result {
    match about {
        Some(about) => write!(f, "{sale}:{about}"),
        None => write!(f, "{sale}"),
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name().as_str())?;
        match self {
            Self::Claim(sale)
            | Self::Remind(sale)
            | Self::SendAgain(sale)
            | Self::ShowSale(sale)
            | Self::RevealKeys(sale)
            | Self::Resend(sale) => write!(f, "{sale}"),
            Self::MyLicenses { page } => write!(f, "{page}"),
            Self::Stock { page, product: Some(product) } => write!(f, "{page}:{product}"),
            Self::Stock { page, product: None } => write!(f, "{page}:"),
            Self::Sales(place) => place.fmt(f),
            Self::BuyersLicenses { buyer, page } => write!(f, "{buyer}:{page}"),
            Self::ShowKey(handle) | Self::AssignTo(handle) => handle.fmt(f),
            Self::OrderForm { buyer, sees_channel } => write!(f, "{buyer}:{}", u8::from(*sees_channel)),
            Self::Settings(setting) => f.write_str(setting.map_or("", ShopSetting::as_str)),
            Self::Confirm { sale, asked }
            | Self::ChooseProduct { sale, asked }
            | Self::Cancel { sale, asked } => write_about(f, *sale, asked.map(Timestamp::as_millis)),
            Self::Deliver { sale, line }
            | Self::SellAnother { sale, line }
            | Self::SellNothing { sale, line } => write_about(f, *sale, line.map(LineNumber::as_i64)),
        }
    }
}

impl FromStr for CustomId {
    type Err = InvalidCustomId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, rest) = text.split_once(':').ok_or(InvalidCustomId { name: None })?;
        let name = Name::parse(name).ok_or(InvalidCustomId { name: None })?;
        Self::read(name, rest).ok_or(InvalidCustomId { name: Some(name) })
    }
}

impl From<CustomId> for String {
    fn from(id: CustomId) -> Self {
        id.to_string()
    }
}

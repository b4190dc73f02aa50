//! The text of custom ids: a name, a colon, and the fields of the id.

use std::fmt;
use std::str::FromStr;

use crate::domain::{LineNumber, SaleId, Timestamp};
use crate::ledger::ShopSetting;

use super::{CustomId, CustomIdName, InvalidCustomId};

impl FromStr for CustomId {
    type Err = InvalidCustomId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, rest) = text.split_once(':').ok_or(InvalidCustomId { name: None })?;
        let name = CustomIdName::parse(name).ok_or(InvalidCustomId { name: None })?;
        read(name, rest).ok_or(InvalidCustomId { name: Some(name) })
    }
}

/// Parses the part after the name. Returns `None` if it is malformed.
fn read(name: CustomIdName, rest: &str) -> Option<CustomId> {
    let number = |text: &str| text.parse::<SaleId>().ok();
    let question = || about(rest).map(|(sale, asked)| (sale, asked.map(Timestamp::from_millis)));
    let held = || about(rest).map(|(sale, line)| (sale, line.map(LineNumber::new)));
    Some(match name {
        CustomIdName::Claim => CustomId::Claim(number(rest)?),
        CustomIdName::Remind => CustomId::Remind(number(rest)?),
        CustomIdName::SendAgain => CustomId::SendAgain(number(rest)?),
        CustomIdName::ShowSale => CustomId::ShowSale(number(rest)?),
        CustomIdName::RevealKeys => CustomId::RevealKeys(number(rest)?),
        CustomIdName::Resend => CustomId::Resend(about(rest)?.0),
        // An unreadable page number means the first page.
        CustomIdName::MyLicenses => CustomId::MyLicenses { page: rest.parse().unwrap_or_default() },
        CustomIdName::Stock => {
            let (page, product) = rest.split_once(':').unwrap_or((rest, ""));
            CustomId::Stock { page: page.parse().unwrap_or_default(), product: product.parse().ok() }
        }
        CustomIdName::Sales => CustomId::Sales(rest.parse().ok()?),
        CustomIdName::BuyersLicenses => {
            let (buyer, page) = rest.split_once(':')?;
            CustomId::BuyersLicenses { buyer: buyer.parse().ok()?, page: page.parse().ok()? }
        }
        CustomIdName::ShowKey => CustomId::ShowKey(rest.parse().ok()?),
        CustomIdName::AssignTo => CustomId::AssignTo(rest.parse().ok()?),
        CustomIdName::OrderForm => {
            let (buyer, sees) = rest.split_once(':')?;
            CustomId::OrderForm { buyer: buyer.parse().ok()?, sees_channel: sees == "1" }
        }
        CustomIdName::Settings if rest.is_empty() => CustomId::Settings(None),
        CustomIdName::Settings => CustomId::Settings(Some(ShopSetting::parse(rest)?)),
        CustomIdName::Confirm => question().map(|(sale, asked)| CustomId::Confirm { sale, asked })?,
        CustomIdName::ChooseProduct => {
            question().map(|(sale, asked)| CustomId::ChooseProduct { sale, asked })?
        }
        CustomIdName::Cancel => question().map(|(sale, asked)| CustomId::Cancel { sale, asked })?,
        CustomIdName::Deliver => held().map(|(sale, line)| CustomId::Deliver { sale, line })?,
        CustomIdName::SellAnother => held().map(|(sale, line)| CustomId::SellAnother { sale, line })?,
        CustomIdName::SellNothing => held().map(|(sale, line)| CustomId::SellNothing { sale, line })?,
    })
}

/// Parses a sale and the number of the question or license. Buttons of earlier versions lack the number.
fn about(text: &str) -> Option<(SaleId, Option<i64>)> {
    match text.split_once(':') {
        Some((sale, about)) => Some((sale.parse().ok()?, Some(about.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

/// Writes a sale and the number of the question or license.
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

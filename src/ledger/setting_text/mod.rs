//! Parses the texts of settings, which come from the ledger's rows and from people who type them.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::num::ParseIntError;
use std::time::Duration;

use crate::domain::{InvalidSnowflake, RoleId, is_link};
use crate::i18n::Language;

use super::{SettingChange, SettingValue, ShopSetting};

/// The maximum number of days that a license may be required to last.
const MOST_DAYS: u32 = 3650;
/// The maximum number of minutes within which a sale may count as a repetition.
const MOST_MINUTES: u64 = 1440;
/// The maximum number of characters in the owner's message.
const LONGEST_DM_TEXT: usize = 1000;
/// The maximum number of characters in the text that tells buyers where to find help.
const LONGEST_HELP: usize = 300;

/// The placeholders that the owner's message may contain in braces.
pub const PLACEHOLDERS: [&str; 5] = ["buyer", "product", "expiry", "shop", "sale"];

/// The reason why a text is not a valid value of a setting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSetting {
    /// No setting has this name.
    #[error("there is no setting of this name")]
    UnknownName,
    /// An id of Discord was expected.
    #[error(transparent)]
    NotAnId(#[from] InvalidSnowflake),
    /// A number was expected.
    #[error("not a number: {0}")]
    NotANumber(#[from] ParseIntError),
    /// The number is larger than the setting allows.
    #[error("larger than {0}")]
    TooLarge(u64),
    /// The text has more characters than the setting allows.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// A line is not of the form `product = value`.
    #[error("a line is not of the form `product = value`")]
    NotAPair,
    /// The text contains placeholders that do not exist; these are their names.
    #[error("unknown placeholders: {}", .0.join(", "))]
    UnknownPlaceholders(Vec<String>),
    /// The text begins like a link, but Discord does not accept it as one.
    #[error("not a link that Discord accepts")]
    NotALink,
    /// The language is not one that keyclerk speaks.
    #[error("not a language that keyclerk speaks")]
    UnknownLanguage,
    /// `yes` was expected.
    #[error("not `yes`")]
    NotYes,
}

impl SettingValue {
    /// Parses the text of a setting.
    ///
    /// # Errors
    /// Returns [`InvalidSetting`] if the text is not a valid value of the setting.
    pub fn parse(setting: ShopSetting, text: &str) -> Result<Self, InvalidSetting> {
        Ok(match setting {
            ShopSetting::StaffRoles => {
                Self::StaffRoles(text.split(',').map(str::parse).collect::<Result<_, _>>()?)
            }
            ShopSetting::SalesChannel => Self::SalesChannel(text.parse()?),
            ShopSetting::ClaimsChannel => Self::ClaimsChannel(text.parse()?),
            ShopSetting::BuyerRole => Self::BuyerRole(text.parse()?),
            ShopSetting::ProductRoles => {
                Self::ProductRoles(lines(text).map(product_role).collect::<Result<_, _>>()?)
            }
            ShopSetting::Paused => Self::Paused(text.parse()?),
            ShopSetting::AskForProduct if text == "yes" => Self::AskForProduct,
            ShopSetting::AskForProduct => return Err(InvalidSetting::NotYes),
            ShopSetting::LowStock => levels(text)?,
            ShopSetting::LastingDays => {
                let days: u32 = text.parse()?;
                at_most(days.into(), MOST_DAYS.into())?;
                Self::LastingDays(days)
            }
            ShopSetting::DmText => {
                let unknown = unknown_placeholders(text);
                if !unknown.is_empty() {
                    return Err(InvalidSetting::UnknownPlaceholders(unknown));
                }
                Self::DmText(no_longer_than(text, LONGEST_DM_TEXT)?)
            }
            ShopSetting::Help => {
                // A text that is meant as a link must be a link that Discord accepts.
                let is_meant = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"));
                if is_meant && !is_link(text) {
                    return Err(InvalidSetting::NotALink);
                }
                Self::Help(no_longer_than(text, LONGEST_HELP)?)
            }
            ShopSetting::Language => {
                Self::Language(Language::from_discord(text).ok_or(InvalidSetting::UnknownLanguage)?)
            }
            ShopSetting::RepeatsWithin => {
                let minutes = text.parse()?;
                at_most(minutes, MOST_MINUTES)?;
                Self::RepeatsWithin(Duration::from_mins(minutes))
            }
        })
    }
}

impl SettingChange {
    /// Parses the text of a setting. `None` restores the default.
    ///
    /// # Errors
    /// Returns [`InvalidSetting`] if the text is not a valid value of the setting.
    pub fn parse(setting: ShopSetting, text: Option<&str>) -> Result<Self, InvalidSetting> {
        Ok(match text {
            Some(text) => Self::Set(SettingValue::parse(setting, text)?),
            None => Self::Reset(setting),
        })
    }
}

/// Returns the lines that are not blank, trimmed.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Parses a line of `product = role`. The role may be typed as a mention.
fn product_role(line: &str) -> Result<(String, RoleId), InvalidSetting> {
    let (product, role) = line.rsplit_once('=').ok_or(InvalidSetting::NotAPair)?;
    let role = role.trim_matches(|c: char| !c.is_ascii_digit());
    Ok((product.trim().to_owned(), role.parse()?))
}

/// Parses lines of `product = level`. The last line without a product sets the level of all other
/// products.
fn levels(text: &str) -> Result<SettingValue, InvalidSetting> {
    let (mut all, mut of) = (None, BTreeMap::new());
    for line in lines(text) {
        match line.rsplit_once('=') {
            Some((product, level)) => {
                of.insert(product.trim().to_owned(), level.trim().parse()?);
            }
            None => all = Some(line.parse()?),
        }
    }
    Ok(SettingValue::LowStock { all, of })
}

fn at_most(number: u64, most: u64) -> Result<(), InvalidSetting> {
    if number <= most { Ok(()) } else { Err(InvalidSetting::TooLarge(most)) }
}

fn no_longer_than(text: &str, longest: usize) -> Result<String, InvalidSetting> {
    if text.chars().count() <= longest { Ok(text.to_owned()) } else { Err(InvalidSetting::TooLong(longest)) }
}

/// Returns the names in braces that are not placeholders.
fn unknown_placeholders(text: &str) -> Vec<String> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    names.filter(|name| !PLACEHOLDERS.contains(name)).map(str::to_owned).collect()
}

//! Names the settings of a server, and holds the only conversions between their typed values and text.
//!
//! The text comes from the ledger's rows and from people who type it. Invariant: the text of a value
//! parses to the same value. This module does not know how a setting is shown or changed.

use std::collections::BTreeMap;
use std::fmt;
use std::num::ParseIntError;
use std::time::Duration;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::{ChannelId, InvalidSnowflake, RoleId, StaffId, is_link};
use crate::i18n::Language;

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

    /// Returns the setting of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// A value of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// [`ShopSetting::StaffRoles`].
    StaffRoles(Vec<RoleId>),
    /// [`ShopSetting::SalesChannel`].
    SalesChannel(ChannelId),
    /// [`ShopSetting::ClaimsChannel`].
    ClaimsChannel(ChannelId),
    /// [`ShopSetting::BuyerRole`].
    BuyerRole(RoleId),
    /// [`ShopSetting::ProductRoles`].
    ProductRoles(BTreeMap<String, RoleId>),
    /// [`ShopSetting::Paused`].
    Paused(StaffId),
    /// [`ShopSetting::AskForProduct`].
    AskForProduct,
    /// [`ShopSetting::LowStock`].
    LowStock {
        /// The level of every product without a level of its own.
        all: Option<u32>,
        /// The levels of certain products.
        of: BTreeMap<String, u32>,
    },
    /// [`ShopSetting::LastingDays`].
    LastingDays(u32),
    /// [`ShopSetting::DmText`].
    DmText(String),
    /// [`ShopSetting::Help`].
    Help(String),
    /// [`ShopSetting::Language`].
    Language(Language),
    /// [`ShopSetting::RepeatsWithin`].
    RepeatsWithin(Duration),
}

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

    /// Returns the setting that the value belongs to.
    #[must_use]
    pub const fn setting(&self) -> ShopSetting {
        match self {
            Self::StaffRoles(_) => ShopSetting::StaffRoles,
            Self::SalesChannel(_) => ShopSetting::SalesChannel,
            Self::ClaimsChannel(_) => ShopSetting::ClaimsChannel,
            Self::BuyerRole(_) => ShopSetting::BuyerRole,
            Self::ProductRoles(_) => ShopSetting::ProductRoles,
            Self::Paused(_) => ShopSetting::Paused,
            Self::AskForProduct => ShopSetting::AskForProduct,
            Self::LowStock { .. } => ShopSetting::LowStock,
            Self::LastingDays(_) => ShopSetting::LastingDays,
            Self::DmText(_) => ShopSetting::DmText,
            Self::Help(_) => ShopSetting::Help,
            Self::Language(_) => ShopSetting::Language,
            Self::RepeatsWithin(_) => ShopSetting::RepeatsWithin,
        }
    }
}

impl fmt::Display for SettingValue {
    /// Writes the value as the ledger stores it and people type it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StaffRoles(roles) => write_joined(f, roles, ","),
            Self::SalesChannel(channel) | Self::ClaimsChannel(channel) => channel.fmt(f),
            Self::BuyerRole(role) => role.fmt(f),
            Self::ProductRoles(roles) => {
                write_joined(f, roles.iter().map(|(product, role)| format!("{product} = {role}")), "\n")
            }
            Self::Paused(staff) => staff.fmt(f),
            Self::AskForProduct => f.write_str("yes"),
            Self::LowStock { all, of } => {
                let of = of.iter().map(|(product, level)| format!("{product} = {level}"));
                write_joined(f, all.iter().map(u32::to_string).chain(of), "\n")
            }
            Self::LastingDays(days) => days.fmt(f),
            Self::DmText(text) | Self::Help(text) => f.write_str(text),
            Self::Language(language) => {
                f.write_str(language.discord_locales().first().copied().unwrap_or(language.code()))
            }
            Self::RepeatsWithin(time) => write!(f, "{}", time.as_secs() / 60),
        }
    }
}

/// A change of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingChange {
    /// Sets this value.
    Set(SettingValue),
    /// Restores the default.
    Reset(ShopSetting),
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

    /// Returns the setting that is changed.
    #[must_use]
    pub const fn setting(&self) -> ShopSetting {
        match self {
            Self::Set(value) => value.setting(),
            Self::Reset(setting) => *setting,
        }
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

fn write_joined<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    values: impl IntoIterator<Item = T>,
    separator: &str,
) -> fmt::Result {
    for (at, value) in values.into_iter().enumerate() {
        if at > 0 {
            f.write_str(separator)?;
        }
        value.fmt(f)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_back_as_it_was_written() {
        for (setting, typed, stored) in [
            (ShopSetting::StaffRoles, "12,7", "12,7"),
            (ShopSetting::SalesChannel, "5", "5"),
            (ShopSetting::ClaimsChannel, "6", "6"),
            (ShopSetting::BuyerRole, "8", "8"),
            (ShopSetting::ProductRoles, "b = <@&7>\n\n a=9", "a = 9\nb = 7"),
            (ShopSetting::Paused, "3", "3"),
            (ShopSetting::AskForProduct, "yes", "yes"),
            (ShopSetting::LowStock, "life = time = 3\n 5 ", "5\nlife = time = 3"),
            (ShopSetting::LowStock, "monthly = 0", "monthly = 0"),
            (ShopSetting::LastingDays, "3650", "3650"),
            (ShopSetting::DmText, "Hello {buyer}\nand welcome", "Hello {buyer}\nand welcome"),
            (ShopSetting::Help, "https://example.org/help", "https://example.org/help"),
            (ShopSetting::Language, "es-419", "es-ES"),
            (ShopSetting::RepeatsWithin, "1440", "1440"),
        ] {
            let value = SettingValue::parse(setting, typed).unwrap();
            assert_eq!((value.setting(), value.to_string().as_str()), (setting, stored));
            assert_eq!(SettingValue::parse(setting, stored), Ok(value));
        }
    }

    #[test]
    fn every_setting_and_language_is_read_back_by_its_name() {
        for setting in ShopSetting::ALL {
            assert_eq!(ShopSetting::parse(setting.as_str()), Some(*setting));
        }
        for language in Language::ALL {
            let value = SettingValue::Language(language);
            assert_eq!(SettingValue::parse(ShopSetting::Language, &value.to_string()), Ok(value));
        }
    }

    #[test]
    fn a_text_that_makes_no_sense_is_refused() {
        let too_long = "x".repeat(1001);
        for (setting, text) in [
            (ShopSetting::StaffRoles, "12,abc"),
            (ShopSetting::SalesChannel, "0"),
            (ShopSetting::LowStock, "few"),
            (ShopSetting::LowStock, "lifetime = -1"),
            (ShopSetting::ProductRoles, "lifetime"),
            (ShopSetting::AskForProduct, "no"),
            (ShopSetting::LastingDays, "4000"),
            (ShopSetting::RepeatsWithin, "-1"),
            (ShopSetting::RepeatsWithin, "1441"),
            (ShopSetting::DmText, "Hello {name}"),
            (ShopSetting::DmText, too_long.as_str()),
            (ShopSetting::Language, "tlh"),
            (ShopSetting::Help, "https://help"),
            (ShopSetting::Help, "HTTP://example.org"),
        ] {
            assert!(SettingValue::parse(setting, text).is_err(), "{text}");
        }
        let unknown = |text| SettingValue::parse(ShopSetting::DmText, text);
        let names = vec!["x".to_owned(), " ".to_owned()];
        assert_eq!(unknown("{buyer} {x} { } {shop"), Err(InvalidSetting::UnknownPlaceholders(names)));
    }
}

//! The typed values of a server's settings, and the changes of them.
//!
//! Invariant: the text of a value, as the ledger stores it and people type it, parses to the same value.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::domain::{ChannelId, RoleId, StaffId};
use crate::i18n::Language;

use super::ShopSetting;

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

impl SettingValue {
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
    /// Returns the setting that is changed.
    #[must_use]
    pub const fn setting(&self) -> ShopSetting {
        match self {
            Self::Set(value) => value.setting(),
            Self::Reset(setting) => *setting,
        }
    }
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

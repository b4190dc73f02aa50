//! The typed settings of a server, with defaults for those that the server has not set.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::{ChannelId, RoleId, StaffId};
use crate::i18n::Language;

use super::{SettingChange, SettingValue, ShopSetting};

/// The default of [`ShopSettings::repeats_within`].
const REPEATS: Duration = Duration::from_mins(10);

/// The settings of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopSettings {
    /// The roles that sell. If `None`, the environment decides.
    pub staff_roles: Option<Vec<RoleId>>,
    /// The channel where sales are posted. `None` leaves it to the environment.
    pub sales_channel: Option<ChannelId>,
    /// The channel of the Claim button for buyers who do not see the channel of the sale.
    pub claims_channel: Option<ChannelId>,
    /// The role of everybody who holds a license.
    pub buyer_role: Option<RoleId>,
    /// The roles of those who hold a license of a certain product.
    pub product_roles: BTreeMap<String, RoleId>,
    /// The staff member who paused selling, if it is paused.
    pub paused_by: Option<StaffId>,
    /// True if staff have to name a product when the stock holds several.
    pub ask_for_product: bool,
    /// The number of licenses of a product below which its stock is low.
    pub low_stock: Option<u32>,
    /// The low-stock levels of certain products, which override `low_stock`.
    pub low_stock_of: BTreeMap<String, u32>,
    /// The number of days that a drawn license has to last.
    pub lasting_days: u32,
    /// The owner's message in the DM, with placeholders.
    pub dm_text: Option<String>,
    /// The place where buyers find help: a link, or words that name a channel.
    pub help: Option<String>,
    /// The language of the server.
    pub language: Option<Language>,
    /// The time within which a sale of the same product to the same buyer counts as a repetition. Zero
    /// means never.
    pub repeats_within: Duration,
}

impl Default for ShopSettings {
    fn default() -> Self {
        Self {
            staff_roles: None,
            sales_channel: None,
            claims_channel: None,
            buyer_role: None,
            product_roles: BTreeMap::new(),
            paused_by: None,
            ask_for_product: false,
            low_stock: None,
            low_stock_of: BTreeMap::new(),
            lasting_days: 0,
            dm_text: None,
            help: None,
            language: None,
            repeats_within: REPEATS,
        }
    }
}

impl ShopSettings {
    /// Makes a change.
    pub fn change(&mut self, change: SettingChange) {
        match change {
            SettingChange::Set(value) => self.set(value),
            SettingChange::Reset(setting) => self.reset(setting),
        }
    }

    /// Sets a value.
    pub fn set(&mut self, value: SettingValue) {
        match value {
            SettingValue::StaffRoles(roles) => self.staff_roles = Some(roles),
            SettingValue::SalesChannel(channel) => self.sales_channel = Some(channel),
            SettingValue::ClaimsChannel(channel) => self.claims_channel = Some(channel),
            SettingValue::BuyerRole(role) => self.buyer_role = Some(role),
            SettingValue::ProductRoles(roles) => self.product_roles = roles,
            SettingValue::Paused(staff) => self.paused_by = Some(staff),
            SettingValue::AskForProduct => self.ask_for_product = true,
            SettingValue::LowStock { all, of } => (self.low_stock, self.low_stock_of) = (all, of),
            SettingValue::LastingDays(days) => self.lasting_days = days,
            SettingValue::DmText(text) => self.dm_text = Some(text),
            SettingValue::Help(text) => self.help = Some(text),
            SettingValue::Language(language) => self.language = Some(language),
            SettingValue::RepeatsWithin(time) => self.repeats_within = time,
        }
    }

    fn reset(&mut self, setting: ShopSetting) {
        let default = Self::default();
        match setting {
            ShopSetting::StaffRoles => self.staff_roles = default.staff_roles,
            ShopSetting::SalesChannel => self.sales_channel = default.sales_channel,
            ShopSetting::ClaimsChannel => self.claims_channel = default.claims_channel,
            ShopSetting::BuyerRole => self.buyer_role = default.buyer_role,
            ShopSetting::ProductRoles => self.product_roles = default.product_roles,
            ShopSetting::Paused => self.paused_by = default.paused_by,
            ShopSetting::AskForProduct => self.ask_for_product = default.ask_for_product,
            ShopSetting::LowStock => {
                (self.low_stock, self.low_stock_of) = (default.low_stock, default.low_stock_of);
            }
            ShopSetting::LastingDays => self.lasting_days = default.lasting_days,
            ShopSetting::DmText => self.dm_text = default.dm_text,
            ShopSetting::Help => self.help = default.help,
            ShopSetting::Language => self.language = default.language,
            ShopSetting::RepeatsWithin => self.repeats_within = default.repeats_within,
        }
    }

    /// Returns the value that applies. `None` if the setting is off, or if its default comes from
    /// outside the ledger.
    #[must_use]
    pub fn value(&self, setting: ShopSetting) -> Option<SettingValue> {
        match setting {
            ShopSetting::StaffRoles => self.staff_roles.clone().map(SettingValue::StaffRoles),
            ShopSetting::SalesChannel => self.sales_channel.map(SettingValue::SalesChannel),
            ShopSetting::ClaimsChannel => self.claims_channel.map(SettingValue::ClaimsChannel),
            ShopSetting::BuyerRole => self.buyer_role.map(SettingValue::BuyerRole),
            ShopSetting::ProductRoles => Some(self.product_roles.clone())
                .filter(|roles| !roles.is_empty())
                .map(SettingValue::ProductRoles),
            ShopSetting::Paused => self.paused_by.map(SettingValue::Paused),
            ShopSetting::AskForProduct => self.ask_for_product.then_some(SettingValue::AskForProduct),
            ShopSetting::LowStock if self.low_stock.is_none() && self.low_stock_of.is_empty() => None,
            ShopSetting::LowStock => {
                Some(SettingValue::LowStock { all: self.low_stock, of: self.low_stock_of.clone() })
            }
            ShopSetting::LastingDays => Some(SettingValue::LastingDays(self.lasting_days)),
            ShopSetting::DmText => self.dm_text.clone().map(SettingValue::DmText),
            ShopSetting::Help => self.help.clone().map(SettingValue::Help),
            ShopSetting::Language => self.language.map(SettingValue::Language),
            ShopSetting::RepeatsWithin => Some(SettingValue::RepeatsWithin(self.repeats_within)),
        }
    }

    /// Returns the role that a license of this product gives its holder.
    #[must_use]
    pub fn role_of(&self, product: Option<&str>) -> Option<RoleId> {
        product.and_then(|product| self.product_roles.get(product)).copied().or(self.buyer_role)
    }

    /// Lists every role that licenses give.
    pub fn roles(&self) -> impl Iterator<Item = RoleId> {
        self.buyer_role.into_iter().chain(self.product_roles.values().copied())
    }

    /// Returns the level below which the stock of a product is low. `None` if the server wants no
    /// alerts.
    #[must_use]
    pub fn enough_of(&self, product: &str) -> Option<u32> {
        self.low_stock_of.get(product).copied().or(self.low_stock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(changes: &[(ShopSetting, Option<&str>)]) -> ShopSettings {
        let mut shop = ShopSettings::default();
        for (setting, text) in changes {
            shop.change(SettingChange::parse(*setting, *text).unwrap());
        }
        shop
    }

    #[test]
    fn levels_and_roles_are_set_by_product() {
        let shop = changed(&[
            (ShopSetting::LowStock, Some("5\nlife = time = 3\n")),
            (ShopSetting::ProductRoles, Some("lifetime = <@&7>\n")),
            (ShopSetting::BuyerRole, Some("9")),
        ]);
        assert_eq!((shop.enough_of("monthly"), shop.enough_of("life = time")), (Some(5), Some(3)));
        let role = |product| shop.role_of(product).map(RoleId::as_u64);
        assert_eq!((role(Some("lifetime")), role(Some("other")), role(None)), (Some(7), Some(9), Some(9)));
    }

    #[test]
    fn a_setting_returns_the_value_that_was_set_and_its_default_after_a_reset() {
        for (setting, text) in [
            (ShopSetting::StaffRoles, "12,7"),
            (ShopSetting::SalesChannel, "5"),
            (ShopSetting::ClaimsChannel, "6"),
            (ShopSetting::BuyerRole, "8"),
            (ShopSetting::ProductRoles, "a = 9"),
            (ShopSetting::Paused, "3"),
            (ShopSetting::AskForProduct, "yes"),
            (ShopSetting::LowStock, "5\nmonthly = 2"),
            (ShopSetting::LastingDays, "30"),
            (ShopSetting::DmText, "Hello"),
            (ShopSetting::Help, "#help"),
            (ShopSetting::Language, "de"),
            (ShopSetting::RepeatsWithin, "0"),
        ] {
            let shop = changed(&[(setting, Some(text))]);
            assert_ne!(shop, ShopSettings::default());
            assert_eq!(shop.value(setting).map(|value| value.to_string()).as_deref(), Some(text));
            assert_eq!(changed(&[(setting, Some(text)), (setting, None)]), ShopSettings::default());
        }
    }
}

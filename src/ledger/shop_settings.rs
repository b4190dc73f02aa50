//! What a server may set for itself, and which values make sense: pure, and the same for the panel
//! that changes it and the ledger that keeps it.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::{ChannelId, RoleId, StaffId, is_link};
use crate::i18n::Language;

/// For how long a sale to the same buyer of the same product is taken for a repetition, unless
/// the server says otherwise.
const REPEATS: Duration = Duration::from_mins(10);

/// What a server has set; the default is what holds where it has set nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopSettings {
    /// Roles that sell; in place of the environment's.
    pub staff_roles: Option<Vec<RoleId>>,
    /// Where sales are posted; in place of the environment's.
    pub sales_channel: Option<ChannelId>,
    /// Where the Claim button goes when the buyer does not see the sale's channel.
    pub claims_channel: Option<ChannelId>,
    /// The role of whoever holds a license.
    pub buyer_role: Option<RoleId>,
    /// The role of whoever holds a license of a product.
    pub product_roles: BTreeMap<String, RoleId>,
    /// Who paused selling, if it is paused.
    pub paused_by: Option<StaffId>,
    /// Whether staff have to say which product where the stock holds several.
    pub ask_for_product: bool,
    /// Fewer licenses of a product than this are few.
    pub low_stock: Option<u32>,
    /// The same for certain products.
    pub low_stock_of: BTreeMap<String, u32>,
    /// Licenses that end within so many days are not drawn.
    pub lasting_days: u32,
    /// The owner's own message in the DM, with placeholders.
    pub dm_text: Option<String>,
    /// Where buyers find help: a link, or words that name a channel.
    pub help: Option<String>,
    /// The language of the server, as Discord names it.
    pub language: Option<String>,
    /// For how long a sale to the same buyer of the same product is taken for a repetition; zero
    /// for never.
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

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// One of a server's settings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ShopSetting {
            $($(#[$doc])* $name),*
        }

        impl ShopSetting {
            /// Every setting, in the order people are shown them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name, as the ledger stores it and custom ids carry it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

settings!(
    /// [`ShopSettings::staff_roles`], their ids.
    StaffRoles = "staff_roles",
    /// [`ShopSettings::sales_channel`], its id.
    SalesChannel = "sales_channel",
    /// [`ShopSettings::claims_channel`], its id.
    ClaimsChannel = "claims_channel",
    /// [`ShopSettings::buyer_role`], its id.
    BuyerRole = "buyer_role",
    /// [`ShopSettings::product_roles`], lines of `product = role id`.
    ProductRoles = "product_roles",
    /// [`ShopSettings::paused_by`], the id of whoever paused.
    Paused = "paused",
    /// [`ShopSettings::ask_for_product`], `yes`.
    AskForProduct = "ask_for_product",
    /// [`ShopSettings::low_stock`], a number; and lines of `product = number`.
    LowStock = "low_stock",
    /// [`ShopSettings::lasting_days`], a number.
    LastingDays = "lasting_days",
    /// [`ShopSettings::dm_text`].
    DmText = "dm_text",
    /// [`ShopSettings::help`].
    Help = "help",
    /// [`ShopSettings::language`].
    Language = "language",
    /// [`ShopSettings::repeats_within`], in minutes.
    RepeatsWithin = "repeats_within",
);

impl ShopSetting {
    /// The setting of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.as_str() == name)
    }
}

/// A value that does not fit its setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the value does not fit the setting")]
pub struct InvalidSetting;

impl ShopSettings {
    /// Takes a setting as the ledger stores it.
    ///
    /// # Errors
    /// [`InvalidSetting`]; nothing was taken then.
    pub fn take(&mut self, setting: ShopSetting, value: &str) -> Result<(), InvalidSetting> {
        let wrong = |_| InvalidSetting;
        match setting {
            ShopSetting::StaffRoles => {
                let roles = value.split(',').map(str::parse).collect::<Result<_, _>>();
                self.staff_roles = Some(roles.map_err(|_| InvalidSetting)?);
            }
            ShopSetting::SalesChannel => {
                self.sales_channel = Some(value.parse().map_err(|_| InvalidSetting)?);
            }
            ShopSetting::ClaimsChannel => {
                self.claims_channel = Some(value.parse().map_err(|_| InvalidSetting)?);
            }
            ShopSetting::BuyerRole => self.buyer_role = Some(value.parse().map_err(|_| InvalidSetting)?),
            ShopSetting::ProductRoles => {
                self.product_roles = pairs(value)
                    .map(|pair| {
                        let (product, role) = pair.ok_or(InvalidSetting)?;
                        let role = role.trim_matches(|c: char| !c.is_ascii_digit());
                        Ok((product.to_owned(), role.parse().map_err(|_| InvalidSetting)?))
                    })
                    .collect::<Result<_, InvalidSetting>>()?;
            }
            ShopSetting::Paused => self.paused_by = Some(value.parse().map_err(|_| InvalidSetting)?),
            ShopSetting::AskForProduct => self.ask_for_product = value == "yes",
            ShopSetting::LowStock => {
                let (mut all, mut of) = (None, BTreeMap::new());
                for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    match line.rsplit_once('=') {
                        Some((product, level)) => {
                            of.insert(product.trim().to_owned(), level.trim().parse().map_err(wrong)?);
                        }
                        None => all = Some(line.parse().map_err(wrong)?),
                    }
                }
                (self.low_stock, self.low_stock_of) = (all, of);
            }
            ShopSetting::LastingDays => {
                self.lasting_days = value.parse().ok().filter(|days| *days <= 3650).ok_or(InvalidSetting)?;
            }
            ShopSetting::DmText => {
                let fits = value.chars().count() <= 1000 && unknown_placeholders(value).is_empty();
                self.dm_text = Some(fits.then(|| value.to_owned()).ok_or(InvalidSetting)?);
            }
            ShopSetting::Help => {
                // What is meant as a link has to be one that Discord takes.
                let is_meant = value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"));
                let fits = value.chars().count() <= 300 && (!is_meant || is_link(value));
                self.help = Some(fits.then(|| value.to_owned()).ok_or(InvalidSetting)?);
            }
            ShopSetting::Language => {
                Language::from_discord(value).ok_or(InvalidSetting)?;
                self.language = Some(value.to_owned());
            }
            ShopSetting::RepeatsWithin => {
                let minutes = value.parse().ok().filter(|minutes| *minutes <= 1440).ok_or(InvalidSetting)?;
                self.repeats_within = Duration::from_mins(minutes);
            }
        }
        Ok(())
    }

    /// The role whoever holds a license of this product gets.
    #[must_use]
    pub fn role_of(&self, product: Option<&str>) -> Option<RoleId> {
        product.and_then(|product| self.product_roles.get(product)).copied().or(self.buyer_role)
    }

    /// Every role that is given with licenses.
    pub fn roles(&self) -> impl Iterator<Item = RoleId> {
        self.buyer_role.into_iter().chain(self.product_roles.values().copied())
    }

    /// From how many licenses of a product on there are enough; `None` where nobody is to be told.
    #[must_use]
    pub fn enough_of(&self, product: &str) -> Option<u32> {
        self.low_stock_of.get(product).copied().or(self.low_stock)
    }
}

fn pairs(value: &str) -> impl Iterator<Item = Option<(&str, &str)>> {
    let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| line.rsplit_once('=').map(|(name, value)| (name.trim(), value.trim())))
}

/// What may stand in braces in the owner's message.
pub const PLACEHOLDERS: [&str; 5] = ["buyer", "product", "expiry", "shop", "sale"];

/// The names in braces that stand for nothing.
#[must_use]
pub fn unknown_placeholders(text: &str) -> Vec<String> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    names.filter(|name| !PLACEHOLDERS.contains(name)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_roles_are_set_by_product() {
        let mut shop = ShopSettings::default();
        shop.take(ShopSetting::LowStock, "5\nlife = time = 3\n").unwrap();
        assert_eq!((shop.enough_of("monthly"), shop.enough_of("life = time")), (Some(5), Some(3)));
        shop.take(ShopSetting::ProductRoles, "lifetime = <@&7>\n").unwrap();
        shop.take(ShopSetting::BuyerRole, "9").unwrap();
        let role = |product| shop.role_of(product).map(RoleId::as_u64);
        assert_eq!((role(Some("lifetime")), role(Some("other")), role(None)), (Some(7), Some(9), Some(9)));
    }

    #[test]
    fn what_makes_no_sense_is_refused_and_changes_nothing() {
        let mut shop = ShopSettings::default();
        for (setting, value) in [
            (ShopSetting::StaffRoles, "12,abc"),
            (ShopSetting::SalesChannel, "0"),
            (ShopSetting::LowStock, "few"),
            (ShopSetting::LowStock, "lifetime = -1"),
            (ShopSetting::ProductRoles, "lifetime"),
            (ShopSetting::LastingDays, "4000"),
            (ShopSetting::RepeatsWithin, "-1"),
            (ShopSetting::DmText, "Hello {name}"),
            (ShopSetting::Language, "tlh"),
            (ShopSetting::Help, "https://help"),
            (ShopSetting::Help, "HTTP://example.org"),
        ] {
            assert_eq!(shop.take(setting, value), Err(InvalidSetting), "{value}");
        }
        assert_eq!(shop, ShopSettings::default());
        assert_eq!(unknown_placeholders("{buyer} {x} { } {shop"), ["x", " "]);
    }
}

//! The values of settings, as text.

use crate::courier::letters::buyer::filled_in;
use crate::courier::markup::{channel, role, user};
use crate::courier::safe_text::{cut, excerpt, plain};
use crate::domain::{ChannelId, RoleId};
use crate::i18n::Language;
use crate::ledger::{ShopSetting, ShopSettings};

use super::names::LANGUAGES;

/// The values that apply if a server has set nothing.
pub(in crate::discord) struct Defaults<'a> {
    pub(in crate::discord) staff_roles: &'a [RoleId],
    pub(in crate::discord) sales_channel: Option<ChannelId>,
}

/// Returns the value of a setting as text. The text is marked if the value comes from the environment.
pub(super) fn value(
    language: Language,
    setting: ShopSetting,
    settings: &ShopSettings,
    defaults: &Defaults<'_>,
) -> String {
    let by_environment = |value: String| language.with("by-environment", &[("value", value.into())]);
    let off = || language.say("off");
    match setting {
        ShopSetting::StaffRoles => match &settings.staff_roles {
            Some(own) => roles(language, own),
            None => by_environment(roles(language, defaults.staff_roles)),
        },
        ShopSetting::SalesChannel => match (settings.sales_channel, defaults.sales_channel) {
            (Some(own), _) => channel(own),
            (None, Some(default)) => by_environment(channel(default)),
            (None, None) => off(),
        },
        ShopSetting::ClaimsChannel => settings.claims_channel.map_or_else(off, channel),
        ShopSetting::BuyerRole => settings.buyer_role.map_or_else(off, role),
        ShopSetting::ProductRoles => {
            let lines = settings.product_roles.iter();
            lines_or_off(
                language,
                lines.map(|(product, id)| format!("{}: {}", excerpt(product, 60), role(*id))),
            )
        }
        ShopSetting::Paused => settings.paused_by.map_or_else(
            || language.say("selling-goes-on"),
            |staff| language.with("paused-by", &[("staff", user(staff).into())]),
        ),
        ShopSetting::AskForProduct => language.say(if settings.ask_for_product { "on" } else { "off" }),
        ShopSetting::LowStock => low_stock(language, settings),
        ShopSetting::LastingDays if settings.lasting_days == 0 => off(),
        ShopSetting::LastingDays => language.with("days", &[("count", settings.lasting_days.into())]),
        ShopSetting::DmText => settings.dm_text.as_deref().map_or_else(off, |text| dm_text(language, text)),
        ShopSetting::Help => settings.help.as_deref().map_or_else(off, plain),
        ShopSetting::Language => settings.language.map_or_else(
            || language.say("language-of-discord"),
            |own| {
                let name = LANGUAGES.iter().find(|(locale, _)| own.discord_locales().contains(locale));
                name.map_or(own.code(), |(_, name)| name).to_owned()
            },
        ),
        ShopSetting::RepeatsWithin if settings.repeats_within.is_zero() => off(),
        ShopSetting::RepeatsWithin => {
            language.with("minutes", &[("count", (settings.repeats_within.as_secs() / 60).into())])
        }
    }
}

fn roles(language: Language, roles: &[RoleId]) -> String {
    let named: Vec<String> = roles.iter().copied().map(role).collect();
    if named.is_empty() { language.say("administrators-only") } else { named.join(" ") }
}

/// Returns the threshold for all products, and those for single products.
fn low_stock(language: Language, settings: &ShopSettings) -> String {
    let fewer = |level: u32| language.with("fewer-than", &[("count", level.into())]);
    let of_one = settings.low_stock_of.iter();
    let of_one = of_one.map(|(product, level)| format!("{}: {}", excerpt(product, 60), fewer(*level)));
    lines_or_off(language, settings.low_stock.map(fewer).into_iter().chain(of_one))
}

/// Returns the shop's own message, and how buyers see it.
fn dm_text(language: Language, text: &str) -> String {
    let buyer = format!("@{}", language.say("buyer-label").to_lowercase());
    let (never, shop) = (language.say("never"), language.say("preview-shop"));
    let read = filled_in(text, &[&buyer, "lifetime", &never, &shop, "#1"]);
    format!("{}\n**{}** {}", excerpt(text, 120), language.say("buyers-read"), cut(&read, 140))
}

fn lines_or_off(language: Language, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { language.say("off") } else { lines.join("\n") }
}

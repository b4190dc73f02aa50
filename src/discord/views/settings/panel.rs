//! What the panel shows, as pure builders.

use serenity::all::{CreateEmbed, Permissions};

use crate::courier::letters::{AMBER, BLUE, buyer::filled_in};
use crate::courier::permissions::Lack;
use crate::courier::text::{cut, plain};
use crate::domain::{ChannelId, RoleId};
use crate::language::Language;
use crate::ledger::{ShopSetting, ShopSettings};

/// The key of what is said of a panel that this version did not write.
pub(in crate::discord) const OUTDATED: &str = "panel-outdated";

/// What is shown of a value, and of what is lacking: the panel has to fit into the 6,000
/// characters that Discord takes in all.
const LONGEST_VALUE: usize = 290;
const LONGEST_LACKS: usize = 900;

/// What holds where a server has set nothing.
pub(in crate::discord) struct Defaults<'a> {
    pub(in crate::discord) staff_roles: &'a [RoleId],
    pub(in crate::discord) sales_channel: Option<ChannelId>,
}

/// The key of a setting's name.
pub(in crate::discord) const fn label(setting: ShopSetting) -> &'static str {
    match setting {
        ShopSetting::StaffRoles => "set-staff-roles-label",
        ShopSetting::SalesChannel => "set-sales-channel-label",
        ShopSetting::ClaimsChannel => "set-claims-channel-label",
        ShopSetting::BuyerRole => "set-buyer-role-label",
        ShopSetting::ProductRoles => "set-product-roles-label",
        ShopSetting::Paused => "set-paused-label",
        ShopSetting::AskForProduct => "set-ask-for-product-label",
        ShopSetting::LowStock => "set-low-stock-label",
        ShopSetting::LastingDays => "set-lasting-days-label",
        ShopSetting::DmText => "set-dm-text-label",
        ShopSetting::Help => "set-help-label",
        ShopSetting::Language => "set-language-label",
        ShopSetting::RepeatsWithin => "set-repeats-within-label",
    }
}

/// The key of what it means, in a line.
pub(in crate::discord) const fn meaning(setting: ShopSetting) -> &'static str {
    match setting {
        ShopSetting::StaffRoles => "set-staff-roles-description",
        ShopSetting::SalesChannel => "set-sales-channel-description",
        ShopSetting::ClaimsChannel => "set-claims-channel-description",
        ShopSetting::BuyerRole => "set-buyer-role-description",
        ShopSetting::ProductRoles => "set-product-roles-description",
        ShopSetting::Paused => "set-paused-description",
        ShopSetting::AskForProduct => "set-ask-for-product-description",
        ShopSetting::LowStock => "set-low-stock-description",
        ShopSetting::LastingDays => "set-lasting-days-description",
        ShopSetting::DmText => "set-dm-text-description",
        ShopSetting::Help => "set-help-description",
        ShopSetting::Language => "set-language-description",
        ShopSetting::RepeatsWithin => "set-repeats-within-description",
    }
}

/// The languages keyclerk speaks, as Discord names them.
pub(in crate::discord) const LANGUAGES: [(&str, &str); 6] = [
    ("en-US", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es-ES", "Español"),
    ("pt-BR", "Português do Brasil"),
    ("tr", "Türkçe"),
];

/// Every setting with its value and where it comes from; and what the bot lacks.
pub(in crate::discord) fn embeds(
    language: Language,
    settings: &ShopSettings,
    defaults: &Defaults<'_>,
    lacks: Option<&[Lack]>,
) -> Vec<CreateEmbed> {
    let mut embed = CreateEmbed::new()
        .title(language.say("settings-title"))
        .description(language.say("settings"))
        .color(BLUE);
    for setting in ShopSetting::ALL {
        let mut value = cut(&shown(language, *setting, settings, defaults), LONGEST_VALUE);
        let staff_roles = settings.staff_roles.as_deref().unwrap_or(defaults.staff_roles);
        if matches!(setting, ShopSetting::StaffRoles) && !staff_roles.is_empty() {
            value = format!("{value}\n{}", language.say("staff-roles-see"));
        }
        embed = embed.field(language.say(label(*setting)), value, !matches!(setting, ShopSetting::DmText));
    }
    let mut embeds = vec![embed];
    let words = match lacks {
        None => language.say("lacks-unknown"),
        Some(lacks) => {
            let words: Vec<String> =
                lacks.iter().map(|lack| format!("• {}", lack_words(language, lack))).collect();
            words.join("\n")
        }
    };
    if !words.is_empty() {
        let text = cut(&words, LONGEST_LACKS);
        embeds.push(CreateEmbed::new().title(language.say("lacks-title")).description(text).color(AMBER));
    }
    embeds
}

fn shown(
    language: Language,
    setting: ShopSetting,
    settings: &ShopSettings,
    defaults: &Defaults<'_>,
) -> String {
    let roles = |roles: &[RoleId]| {
        let named: Vec<String> = roles.iter().map(|role| format!("<@&{role}>")).collect();
        if named.is_empty() { language.say("administrators-only") } else { named.join(" ") }
    };
    let channel = |channel: ChannelId| format!("<#{channel}>");
    let by_environment = |value: String| language.with("by-environment", &[("value", value.into())]);
    let off = || language.say("off");
    match setting {
        ShopSetting::StaffRoles => match &settings.staff_roles {
            Some(own) => roles(own),
            None => by_environment(roles(defaults.staff_roles)),
        },
        ShopSetting::SalesChannel => match (settings.sales_channel, defaults.sales_channel) {
            (Some(own), _) => channel(own),
            (None, Some(default)) => by_environment(channel(default)),
            (None, None) => off(),
        },
        ShopSetting::ClaimsChannel => settings.claims_channel.map_or_else(off, channel),
        ShopSetting::BuyerRole => settings.buyer_role.map_or_else(off, |role| format!("<@&{role}>")),
        ShopSetting::ProductRoles => {
            let lines = settings.product_roles.iter();
            lines_or_off(
                language,
                lines.map(|(product, role)| format!("{}: <@&{role}>", cut(&plain(product), 60))),
            )
        }
        ShopSetting::Paused => settings.paused_by.map_or_else(
            || language.say("selling-goes-on"),
            |staff| language.with("paused-by", &[("staff", format!("<@{staff}>").into())]),
        ),
        ShopSetting::AskForProduct => language.say(if settings.ask_for_product { "on" } else { "off" }),
        ShopSetting::LowStock => {
            let all = settings.low_stock.map(|level| language.with("fewer-than", &[("count", level.into())]));
            let of = settings.low_stock_of.iter();
            let of = of.map(|(product, level)| {
                let fewer = language.with("fewer-than", &[("count", (*level).into())]);
                format!("{}: {fewer}", cut(&plain(product), 60))
            });
            lines_or_off(language, all.into_iter().chain(of))
        }
        ShopSetting::LastingDays if settings.lasting_days == 0 => off(),
        ShopSetting::LastingDays => language.with("days", &[("count", settings.lasting_days.into())]),
        ShopSetting::DmText => match &settings.dm_text {
            Some(text) => {
                let buyer = format!("@{}", language.say("buyer-label").to_lowercase());
                let (never, shop) = (language.say("never"), language.say("preview-shop"));
                let read = filled_in(text, &[&buyer, "lifetime", &never, &shop, "#1"]);
                format!("{}\n**{}** {}", cut(&plain(text), 120), language.say("buyers-read"), cut(&read, 140))
            }
            None => off(),
        },
        ShopSetting::Help => settings.help.as_deref().map_or_else(off, plain),
        ShopSetting::Language => settings.language.as_deref().map_or_else(
            || language.say("language-of-discord"),
            |own| {
                LANGUAGES.iter().find(|(locale, _)| *locale == own).map_or(own, |(_, name)| name).to_owned()
            },
        ),
        ShopSetting::RepeatsWithin if settings.repeats_within.is_zero() => off(),
        ShopSetting::RepeatsWithin => {
            language.with("minutes", &[("count", (settings.repeats_within.as_secs() / 60).into())])
        }
    }
}

fn lines_or_off(language: Language, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { language.say("off") } else { lines.join("\n") }
}

/// What the bot lacks, and the remedy.
fn lack_words(language: Language, lack: &Lack) -> String {
    let role = |role: &RoleId| [("role", format!("<@&{role}>").into())];
    let channel = |channel: &ChannelId| [("channel", format!("<#{channel}>").into())];
    match lack {
        Lack::NoSuchChannel(gone) => language.with("lack-channel", &channel(gone)),
        Lack::TakesNoMessages(other) => language.with("lack-no-messages", &channel(other)),
        Lack::Locked(thread) => language.with("lack-locked", &channel(thread)),
        Lack::InChannel(channel, lacking) => {
            let named = [
                (Permissions::VIEW_CHANNEL, "permission-view"),
                (Permissions::SEND_MESSAGES, "permission-send"),
                (Permissions::SEND_MESSAGES_IN_THREADS, "permission-send-in-threads"),
                (Permissions::EMBED_LINKS, "permission-embed"),
            ];
            let lacking = named.iter().filter(|(permission, _)| lacking.contains(*permission));
            let lacking: Vec<String> = lacking.map(|(_, name)| language.say(name)).collect();
            let values =
                [("channel", format!("<#{channel}>").into()), ("permissions", lacking.join(", ").into())];
            language.with("lack-in-channel", &values)
        }
        Lack::NoSuchRole(gone) => language.with("lack-role", &[("role", gone.to_string().into())]),
        Lack::NotGiven(own) => language.with("lack-not-given", &role(own)),
        Lack::TooHigh(high) => language.with("lack-too-high", &role(high)),
        Lack::ManageRoles => language.say("lack-manage-roles"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panel_fits_into_one_message_whatever_is_set() {
        let mut settings = ShopSettings::default();
        let long = "ü".repeat(300);
        let lines: Vec<String> = (0..60).map(|at| format!("{at} {}= 9", "x".repeat(90))).collect();
        let lines = lines.join("\n");
        let roles: Vec<String> = (0..10).map(|at| (u64::MAX / 2 - at).to_string()).collect();
        for (setting, value) in [
            (ShopSetting::StaffRoles, roles.join(",").as_str()),
            (ShopSetting::ProductRoles, &lines),
            (ShopSetting::LowStock, &lines),
            (ShopSetting::DmText, &"{buyer} ".repeat(120)),
            (ShopSetting::Help, &long),
        ] {
            settings.take(setting, value).unwrap();
        }
        let lacks = vec![Lack::ManageRoles; 40];
        let defaults = Defaults { staff_roles: &[], sales_channel: None };
        for language in Language::ALL {
            let embeds = embeds(language, &settings, &defaults, Some(&lacks));
            let shown = serde_json::to_value(&embeds).unwrap();
            let count = |text: &serde_json::Value| text.as_str().unwrap_or_default().chars().count();
            let sum: usize = shown
                .as_array()
                .unwrap()
                .iter()
                .map(|embed| {
                    let fields = embed["fields"].as_array().into_iter().flatten();
                    let fields: usize =
                        fields.map(|field| count(&field["name"]) + count(&field["value"])).sum();
                    count(&embed["title"]) + count(&embed["description"]) + fields
                })
                .sum();
            assert!(sum <= 6_000, "{language:?}: {sum} characters");
        }
    }
}

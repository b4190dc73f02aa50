//! What the panel shows, as pure builders.

use serenity::all::{
    ChannelType, CreateActionRow, CreateEmbed, CreateInputText, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, InputTextStyle,
};

use crate::courier::letters::buyer::filled_in;
use crate::courier::permissions::Lack;
use crate::courier::text::{cut, plain};
use crate::domain::{ChannelId, RoleId};
use crate::ledger::{PLACEHOLDERS, ShopSetting, ShopSettings};

use super::SET;

/// The text input of every modal.
pub(super) const VALUE: &str = "value";

pub(super) const OUTDATED: &str =
    "This panel is from an older keyclerk. Run `/settings` again; nothing was changed.";

const BLUE: u32 = 0x1f_6f_eb;
const AMBER: u32 = 0xd2_99_22;

/// What holds where a server has set nothing.
pub(super) struct Defaults<'a> {
    pub(super) staff_roles: &'a [RoleId],
    pub(super) sales_channel: Option<ChannelId>,
}

/// How a setting is changed.
pub(super) enum Control {
    /// By choosing it.
    Toggle,
    /// By a menu of its own.
    Menu,
    /// By typing.
    Modal,
}

impl Control {
    pub(super) const fn of(setting: ShopSetting) -> Self {
        match setting {
            ShopSetting::Paused | ShopSetting::AskForProduct => Self::Toggle,
            ShopSetting::StaffRoles
            | ShopSetting::SalesChannel
            | ShopSetting::ClaimsChannel
            | ShopSetting::BuyerRole
            | ShopSetting::Language => Self::Menu,
            ShopSetting::ProductRoles
            | ShopSetting::LowStock
            | ShopSetting::LastingDays
            | ShopSetting::DmText
            | ShopSetting::Help
            | ShopSetting::RepeatsWithin => Self::Modal,
        }
    }
}

const fn label(setting: ShopSetting) -> &'static str {
    match setting {
        ShopSetting::StaffRoles => "Roles that sell",
        ShopSetting::SalesChannel => "Sales channel",
        ShopSetting::ClaimsChannel => "Claims channel",
        ShopSetting::BuyerRole => "Role for buyers",
        ShopSetting::ProductRoles => "Roles by product",
        ShopSetting::Paused => "Pause selling",
        ShopSetting::AskForProduct => "Ask which product",
        ShopSetting::LowStock => "Low stock",
        ShopSetting::LastingDays => "Days a license has to last",
        ShopSetting::DmText => "Your message in the DM",
        ShopSetting::Help => "Help for buyers",
        ShopSetting::Language => "Language",
        ShopSetting::RepeatsWithin => "Ask about repetitions",
    }
}

/// What it means, in a line.
const fn meaning(setting: ShopSetting) -> &'static str {
    match setting {
        ShopSetting::StaffRoles => "Who may sell; administrators always may",
        ShopSetting::SalesChannel => "Where every sale is posted, keys masked",
        ShopSetting::ClaimsChannel => "For Claim buttons when the buyer cannot see the sale's channel",
        ShopSetting::BuyerRole => "Given with a license, taken when the last one ends",
        ShopSetting::ProductRoles => "Lines of: product = role id",
        ShopSetting::Paused => "Nothing is sold until it is switched on again",
        ShopSetting::AskForProduct => "When none is named and the stock holds several",
        ShopSetting::LowStock => "A number; or lines of: product = number",
        ShopSetting::LastingDays => "Licenses that end earlier are not drawn, unless named",
        ShopSetting::DmText => "Added to the message that brings the key",
        ShopSetting::Help => "A link, or where to ask",
        ShopSetting::Language => "For channels, and for buyers whose language is unknown",
        ShopSetting::RepeatsWithin => "Minutes in which the same sale again is asked about; 0 for never",
    }
}

/// The languages keyclerk speaks, as Discord names them.
const LANGUAGES: [(&str, &str); 6] = [
    ("en-US", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es-ES", "Español"),
    ("pt-BR", "Português do Brasil"),
    ("tr", "Türkçe"),
];

/// Every setting with its value and where it comes from; and what the bot lacks.
pub(super) fn embeds(settings: &ShopSettings, defaults: &Defaults<'_>, lacks: &[Lack]) -> Vec<CreateEmbed> {
    let mut embed = CreateEmbed::new()
        .title("Settings of this server")
        .description("Choose what to change. What you set here goes before keyclerk's environment.")
        .color(BLUE);
    for setting in ShopSetting::ALL {
        let value = cut(&shown(*setting, settings, defaults), 1000);
        embed = embed.field(label(*setting), value, !matches!(setting, ShopSetting::DmText));
    }
    let mut embeds = vec![embed];
    if !lacks.is_empty() {
        let words: Vec<String> = lacks.iter().map(|lack| format!("• {}", lack.words())).collect();
        let text = cut(&words.join("\n"), 4000);
        embeds.push(
            CreateEmbed::new().title("keyclerk cannot do all of this yet").description(text).color(AMBER),
        );
    }
    embeds
}

fn shown(setting: ShopSetting, settings: &ShopSettings, defaults: &Defaults<'_>) -> String {
    let roles = |roles: &[RoleId]| {
        let named: Vec<String> = roles.iter().map(|role| format!("<@&{role}>")).collect();
        if named.is_empty() { "administrators only".to_owned() } else { named.join(" ") }
    };
    let channel = |channel: ChannelId| format!("<#{channel}>");
    let by_environment = |value: String| format!("{value} (environment)");
    let off = || "off".to_owned();
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
            lines_or_off(lines.map(|(product, role)| format!("{}: <@&{role}>", cut(&plain(product), 60))))
        }
        ShopSetting::Paused => settings
            .paused_by
            .map_or_else(|| "selling".to_owned(), |staff| format!("**paused** by <@{staff}>")),
        ShopSetting::AskForProduct => if settings.ask_for_product { "on" } else { "off" }.to_owned(),
        ShopSetting::LowStock => {
            let all = settings.low_stock.map(|level| format!("fewer than {level}"));
            let of = settings.low_stock_of.iter();
            let of = of.map(|(product, level)| format!("{}: fewer than {level}", cut(&plain(product), 60)));
            lines_or_off(all.into_iter().chain(of))
        }
        ShopSetting::LastingDays if settings.lasting_days == 0 => off(),
        ShopSetting::LastingDays => format!("{} days", settings.lasting_days),
        ShopSetting::DmText => match &settings.dm_text {
            Some(text) => {
                let values = ["@buyer", "lifetime", "never", "your shop", "#1"];
                format!(
                    "{}\n**Buyers read:** {}",
                    cut(&plain(text), 450),
                    cut(&filled_in(text, &values), 450)
                )
            }
            None => off(),
        },
        ShopSetting::Help => settings.help.as_deref().map_or_else(off, plain),
        ShopSetting::Language => settings.language.as_deref().map_or_else(
            || "as Discord has it".to_owned(),
            |own| {
                LANGUAGES.iter().find(|(locale, _)| *locale == own).map_or(own, |(_, name)| name).to_owned()
            },
        ),
        ShopSetting::RepeatsWithin if settings.repeats_within.is_zero() => off(),
        ShopSetting::RepeatsWithin => format!("for {} minutes", settings.repeats_within.as_secs() / 60),
    }
}

fn lines_or_off(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { "off".to_owned() } else { lines.join("\n") }
}

/// The menu of settings, and the one of the setting that is open.
pub(super) fn rows(settings: &ShopSettings, open: Option<ShopSetting>) -> Vec<CreateActionRow> {
    let options = ShopSetting::ALL
        .iter()
        .map(|setting| {
            CreateSelectMenuOption::new(label(*setting), setting.as_str()).description(meaning(*setting))
        })
        .collect();
    let all = CreateSelectMenu::new(SET, CreateSelectMenuKind::String { options })
        .placeholder("Change a setting …");
    let own = open.and_then(|setting| menu(setting, settings));
    [Some(all), own].into_iter().flatten().map(CreateActionRow::SelectMenu).collect()
}

fn menu(setting: ShopSetting, settings: &ShopSettings) -> Option<CreateSelectMenu> {
    let role = |role: &RoleId| serenity::all::RoleId::new(role.as_u64());
    let channel = |channel: ChannelId| vec![serenity::all::ChannelId::new(channel.as_u64())];
    let channels = |default: Option<ChannelId>| CreateSelectMenuKind::Channel {
        channel_types: Some(vec![ChannelType::Text, ChannelType::News]),
        default_channels: default.map(channel),
    };
    let (kind, most) = match setting {
        ShopSetting::StaffRoles => {
            let default_roles = settings.staff_roles.as_ref().map(|roles| roles.iter().map(role).collect());
            (CreateSelectMenuKind::Role { default_roles }, 10)
        }
        ShopSetting::BuyerRole => {
            let default_roles = settings.buyer_role.map(|own| vec![role(&own)]);
            (CreateSelectMenuKind::Role { default_roles }, 1)
        }
        ShopSetting::SalesChannel => (channels(settings.sales_channel), 1),
        ShopSetting::ClaimsChannel => (channels(settings.claims_channel), 1),
        ShopSetting::Language => {
            let mut options: Vec<_> =
                LANGUAGES.iter().map(|(locale, name)| CreateSelectMenuOption::new(*name, *locale)).collect();
            options.push(CreateSelectMenuOption::new("As Discord has it", "default"));
            (CreateSelectMenuKind::String { options }, 1)
        }
        _ => return None,
    };
    let menu = CreateSelectMenu::new(format!("{SET}{}", setting.as_str()), kind);
    Some(menu.placeholder(label(setting)).min_values(0).max_values(most))
}

/// The modal into which a setting is typed.
pub(super) fn modal(setting: ShopSetting, settings: &ShopSettings) -> CreateModal {
    let lines = |lines: Vec<String>| lines.join("\n");
    let (style, longest, present) = match setting {
        ShopSetting::DmText => {
            (InputTextStyle::Paragraph, 1000, settings.dm_text.clone().unwrap_or_default())
        }
        ShopSetting::ProductRoles => {
            let roles = settings.product_roles.iter();
            (
                InputTextStyle::Paragraph,
                3000,
                lines(roles.map(|(product, role)| format!("{product} = {role}")).collect()),
            )
        }
        ShopSetting::LowStock => {
            let all = settings.low_stock.map(|level| level.to_string());
            let of = settings.low_stock_of.iter().map(|(product, level)| format!("{product} = {level}"));
            (InputTextStyle::Paragraph, 3000, lines(all.into_iter().chain(of).collect()))
        }
        ShopSetting::Help => (InputTextStyle::Short, 300, settings.help.clone().unwrap_or_default()),
        ShopSetting::RepeatsWithin => {
            (InputTextStyle::Short, 4, (settings.repeats_within.as_secs() / 60).to_string())
        }
        _ => (InputTextStyle::Short, 4, settings.lasting_days.to_string()),
    };
    let hint = match setting {
        ShopSetting::DmText => {
            let names: Vec<String> = PLACEHOLDERS.iter().map(|name| format!("{{{name}}}")).collect();
            format!("May hold {}", names.join(" "))
        }
        _ => meaning(setting).to_owned(),
    };
    let input = CreateInputText::new(style, cut(label(setting), 45), VALUE)
        .placeholder(cut(&hint, 100))
        .required(false)
        .max_length(longest)
        .value(cut(&present, usize::from(longest)));
    CreateModal::new(format!("{SET}{}", setting.as_str()), cut(label(setting), 45))
        .components(vec![CreateActionRow::InputText(input)])
}

/// Why a text was not taken.
pub(super) fn refused(setting: ShopSetting, unknown: &[String]) -> String {
    let why = match setting {
        ShopSetting::DmText if !unknown.is_empty() => {
            let known: Vec<String> = PLACEHOLDERS.iter().map(|name| format!("`{{{name}}}`")).collect();
            format!("{} stands for nothing. There are {}.", unknown.join(", "), known.join(" "))
        }
        ShopSetting::RepeatsWithin => "It takes whole minutes, 1440 at most; 0 for never.".to_owned(),
        ShopSetting::LastingDays => "It takes whole days, 3650 at most; 0 for any.".to_owned(),
        ShopSetting::LowStock => "It takes a number, and lines of `product = number`.".to_owned(),
        ShopSetting::ProductRoles => "It takes lines of `product = role id`.".to_owned(),
        _ => "It is too long.".to_owned(),
    };
    format!("*{}* was not changed. {}", label(setting), cut(&why, 1500))
}

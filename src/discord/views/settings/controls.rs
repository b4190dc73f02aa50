//! The controls that change the settings.

use serenity::all::{
    ChannelType, CreateActionRow, CreateInputText, CreateModal, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, InputTextStyle,
};

use crate::courier::custom_id::CustomId;
use crate::courier::safe_text::cut;
use crate::domain::{ChannelId, RoleId};
use crate::i18n::Language;
use crate::ledger::{PLACEHOLDERS, ShopSetting, ShopSettings};

use super::names::{LANGUAGES, label, meaning};

/// The name of the single field of each form.
pub(in crate::discord) const VALUE: &str = "value";

/// The kind of control that changes a setting.
pub(in crate::discord) enum Control {
    /// Choosing the setting toggles it.
    Toggle,
    /// The setting has its own menu.
    Menu,
    /// The setting is typed into a form.
    Modal,
}

impl Control {
    pub(in crate::discord) const fn of(setting: ShopSetting) -> Self {
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

/// Builds the menu of settings, and below it the menu of the open setting.
pub(in crate::discord) fn rows(
    language: Language,
    settings: &ShopSettings,
    open: Option<ShopSetting>,
) -> Vec<CreateActionRow> {
    let options = ShopSetting::ALL
        .iter()
        .map(|setting| {
            CreateSelectMenuOption::new(language.say(label(*setting)), setting.as_str())
                .description(language.say(meaning(*setting)))
        })
        .collect();
    let all = CreateSelectMenu::new(CustomId::Settings(None), CreateSelectMenuKind::String { options })
        .placeholder(language.say("settings-placeholder"));
    let own = open.and_then(|setting| menu(language, setting, settings));
    [Some(all), own].into_iter().flatten().map(CreateActionRow::SelectMenu).collect()
}

/// Builds the menu of a setting that has one.
fn menu(language: Language, setting: ShopSetting, settings: &ShopSettings) -> Option<CreateSelectMenu> {
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
            options.push(CreateSelectMenuOption::new(language.say("language-of-discord"), "default"));
            (CreateSelectMenuKind::String { options }, 1)
        }
        _ => return None,
    };
    let menu = CreateSelectMenu::new(CustomId::Settings(Some(setting)), kind);
    Some(menu.placeholder(language.say(label(setting))).min_values(0).max_values(most))
}

/// Builds the form in which a setting is typed.
pub(in crate::discord) fn modal(
    language: Language,
    setting: ShopSetting,
    settings: &ShopSettings,
) -> CreateModal {
    let (style, longest) = match setting {
        ShopSetting::DmText => (InputTextStyle::Paragraph, 1000),
        ShopSetting::ProductRoles | ShopSetting::LowStock => (InputTextStyle::Paragraph, 3000),
        ShopSetting::Help => (InputTextStyle::Short, 300),
        _ => (InputTextStyle::Short, 4),
    };
    let present = settings.value(setting).map(|value| value.to_string()).unwrap_or_default();
    let hint = match setting {
        ShopSetting::DmText => {
            let names: Vec<String> = PLACEHOLDERS.iter().map(|name| format!("{{{name}}}")).collect();
            language.with("may-hold", &[("names", names.join(" ").into())])
        }
        _ => language.say(meaning(setting)),
    };
    let input = CreateInputText::new(style, cut(&language.say(label(setting)), 45), VALUE)
        .placeholder(cut(&hint, 100))
        .required(false)
        .max_length(longest)
        .value(cut(&present, usize::from(longest)));
    CreateModal::new(CustomId::Settings(Some(setting)), cut(&language.say(label(setting)), 45))
        .components(vec![CreateActionRow::InputText(input)])
}

/// Tells the administrator why a text was rejected.
pub(in crate::discord) fn refused(language: Language, setting: ShopSetting, unknown: &[String]) -> String {
    let why = match setting {
        ShopSetting::DmText if !unknown.is_empty() => {
            let known: Vec<String> = PLACEHOLDERS.iter().map(|name| format!("`{{{name}}}`")).collect();
            let values = [("unknown", unknown.join(", ").into()), ("known", known.join(" ").into())];
            language.with("unknown-placeholder", &values)
        }
        ShopSetting::RepeatsWithin => language.say("takes-minutes"),
        ShopSetting::LastingDays => language.say("takes-days"),
        ShopSetting::LowStock => language.say("takes-levels"),
        ShopSetting::ProductRoles => language.say("takes-roles"),
        ShopSetting::Help => language.say("takes-help"),
        _ => language.say("too-long"),
    };
    let values = [("setting", language.say(label(setting)).into()), ("why", cut(&why, 1500).into())];
    language.with("setting-refused", &values)
}

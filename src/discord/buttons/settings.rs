//! The menus and forms of the settings panel.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, ModalInteraction};

use crate::courier::safe_text::excerpt;
use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::commands::settings::panel;
use crate::discord::error::CommandError;
use crate::discord::views::settings::controls::{self, Control, VALUE};
use crate::domain::StaffId;
use crate::ledger::{InvalidSetting, SettingChange, SettingValue, ShopSetting, ShopSettings};

use super::form::field;

/// The key of the message about a panel of another version.
const OUTDATED_PANEL: &str = "panel-outdated";
/// The menu option that restores the default.
const DEFAULT: &str = "default";

/// Handles a choice from the menu of all settings, or from the menu of a single setting.
pub(in crate::discord) async fn choose(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    setting: Option<ShopSetting>,
) -> Result<Answered, CommandError> {
    let chosen = values(&press.data.kind);
    if let Some(setting) = setting {
        let value = Some(chosen.join(",")).filter(|value| !value.is_empty() && value != DEFAULT);
        return match SettingChange::parse(setting, value.as_deref()) {
            Ok(change) => apply(authorised, change).await,
            Err(_) => authorised.invocation.respond(&authorised.language.say(OUTDATED_PANEL)).await,
        };
    }
    match chosen.first().and_then(|name| ShopSetting::parse(name)) {
        Some(setting) => open(authorised, setting).await,
        None => authorised.invocation.respond(&authorised.language.say(OUTDATED_PANEL)).await,
    }
}

/// Opens the control of a setting, or toggles a setting that is on or off.
async fn open(authorised: Authorised<'_>, setting: ShopSetting) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, guild, language } = authorised;
    let settings = bot.fulfilment.ledger.shop(guild);
    match Control::of(setting) {
        Control::Modal => invocation.open_form(controls::modal(language, setting, &settings)).await,
        Control::Toggle => apply(authorised, toggled(setting, &settings, invocation.actor)).await,
        Control::Menu => {
            invocation.acknowledge().await?;
            invocation.edit(panel(authorised, Some(setting)).await).await
        }
    }
}

/// Changes a setting, and updates the panel that contains the control.
async fn apply(authorised: Authorised<'_>, change: SettingChange) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, guild, .. } = authorised;
    invocation.acknowledge().await?;
    bot.fulfilment.ledger.change_setting(guild, change, invocation.actor).await?;
    invocation.edit(panel(authorised, None).await).await
}

/// Returns the change that toggles a setting.
fn toggled(setting: ShopSetting, settings: &ShopSettings, staff: StaffId) -> SettingChange {
    match setting {
        ShopSetting::Paused if settings.paused_by.is_none() => {
            SettingChange::Set(SettingValue::Paused(staff))
        }
        ShopSetting::AskForProduct if !settings.ask_for_product => {
            SettingChange::Set(SettingValue::AskForProduct)
        }
        _ => SettingChange::Reset(setting),
    }
}

/// Returns the values that were chosen from a menu.
fn values(kind: &ComponentInteractionDataKind) -> Vec<String> {
    match kind {
        ComponentInteractionDataKind::StringSelect { values } => values.clone(),
        ComponentInteractionDataKind::RoleSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::ChannelSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        _ => vec![],
    }
}

/// Applies the text that was typed into a setting's form.
pub(in crate::discord) async fn submit(
    authorised: Authorised<'_>,
    form: &ModalInteraction,
    setting: ShopSetting,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, guild, language } = authorised;
    let value = Some(field(form, VALUE).trim()).filter(|value| !value.is_empty());
    let change = match SettingChange::parse(setting, value) {
        Ok(change) => change,
        Err(error) => {
            let unknown = match error {
                InvalidSetting::UnknownPlaceholders(names) => names,
                _ => vec![],
            };
            let unknown: Vec<String> =
                unknown.iter().map(|name| format!("`{{{}}}`", excerpt(name, 30))).collect();
            return invocation.respond(&controls::refused(language, setting, &unknown)).await;
        }
    };
    // A form that was opened from a panel updates that panel. Any other form gets a new answer. The
    // acknowledgement comes before the permission check, because that check takes a while.
    match form.message {
        Some(_) => invocation.acknowledge().await?,
        None => invocation.defer().await?,
    }
    bot.fulfilment.ledger.change_setting(guild, change, invocation.actor).await?;
    invocation.edit(panel(authorised, None).await).await
}

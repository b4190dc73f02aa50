//! The panel of a server's settings: what its menus and modals change.
//!
//! Every press is by an administrator of the server it changes, checked anew. The panel holds no
//! state: a month-old one shows how things stand and changes what it says.

mod controls;
mod panel;

use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, EditInteractionResponse, ModalInteraction,
};

use crate::courier::permissions::{Lack, Standing, channels_of};
use crate::courier::text::{cut, plain};
use crate::domain::{ChannelId, GuildId, StaffId};
use crate::i18n::Language;
use crate::ledger::{InvalidSetting, SettingChange, SettingValue, ShopSetting, ShopSettings};

use super::interaction::{Answered, Invocation};
use super::{Error, Shop};

use controls::Control;

/// Who reads the panel of which server.
type Reader = (Language, GuildId);

/// Begins the custom ids of the panel; a setting's name may follow.
pub(super) const SET: &str = "set:";

/// Builds the panel as things stand; with `open`, the control for one setting below it.
pub(super) async fn panel(
    shop: &Shop,
    (language, guild): Reader,
    open: Option<ShopSetting>,
) -> EditInteractionResponse {
    let settings = shop.fulfilment.ledger.shop(guild);
    // Without an answer the default is left out; the lacks then say that Discord did not answer.
    let default_channel = shop.default_channel.of(guild).await.unwrap_or_default();
    let lacks = lacks(shop, guild, &settings, default_channel).await;
    let defaults =
        panel::Defaults { staff_roles: shop.access.default_roles(), sales_channel: default_channel };
    EditInteractionResponse::new()
        .content("")
        .embeds(panel::embeds(language, &settings, &defaults, lacks.as_deref()))
        .components(controls::rows(language, &settings, open))
}

/// Returns what the bot lacks to do what is set; `None` where Discord does not say.
async fn lacks(
    shop: &Shop,
    guild: GuildId,
    settings: &ShopSettings,
    default_channel: Option<ChannelId>,
) -> Option<Vec<Lack>> {
    if channels_of(settings, default_channel).next().is_none() && settings.roles().next().is_none() {
        return Some(vec![]);
    }
    match Standing::of(&shop.rest, guild, channels_of(settings, default_channel)).await {
        Ok(standing) => Some(standing.lacks(settings, default_channel)),
        Err(failed) => {
            tracing::warn!(%guild, %failed, "the bot's permissions cannot be read");
            None
        }
    }
}

/// Answers a press of the panel's.
pub(super) async fn press(
    shop: &Shop,
    invocation: &Invocation<'_>,
    press: &ComponentInteraction,
    rest: &str,
) -> Result<Answered, Error> {
    let (language, staff) = (invocation.language(), invocation.actor);
    let guild = match shop.access.administrator(invocation) {
        Ok(guild) => guild,
        Err(denied) => return invocation.deny(denied).await,
    };
    let settings = shop.fulfilment.ledger.shop(guild);
    let chosen = values(&press.data.kind);
    let mut open = None;
    let change = match (ShopSetting::parse(rest), chosen.first()) {
        // The menu of settings.
        (None, Some(name)) => {
            let Some(setting) = ShopSetting::parse(name) else {
                return invocation.respond(&language.say(panel::OUTDATED)).await;
            };
            match Control::of(setting) {
                Control::Modal => {
                    return invocation.open_form(controls::modal(language, setting, &settings)).await;
                }
                Control::Toggle => Some(toggled(setting, &settings, staff)),
                Control::Menu => {
                    open = Some(setting);
                    None
                }
            }
        }
        // The menu of one setting.
        (Some(setting), _) => {
            let value = Some(chosen.join(",")).filter(|value| !value.is_empty() && value != "default");
            match SettingChange::parse(setting, value.as_deref()) {
                Ok(change) => Some(change),
                Err(_) => return invocation.respond(&language.say(panel::OUTDATED)).await,
            }
        }
        (None, None) => return invocation.respond(&language.say(panel::OUTDATED)).await,
    };
    invocation.acknowledge().await?;
    if let Some(change) = change {
        shop.fulfilment.ledger.change_setting(guild, change, staff).await?;
    }
    invocation.edit(panel(shop, (language, guild), open).await).await
}

/// The other value of a setting that is on or off.
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

/// Takes a text that was typed into a modal of the panel's.
pub(super) async fn submit(
    shop: &Shop,
    invocation: &Invocation<'_>,
    modal: &ModalInteraction,
    rest: &str,
) -> Result<Answered, Error> {
    let language = invocation.language();
    let guild = match shop.access.administrator(invocation) {
        Ok(guild) => guild,
        Err(denied) => return invocation.deny(denied).await,
    };
    let Some(setting) = ShopSetting::parse(rest) else {
        return invocation.respond(&language.say(panel::OUTDATED)).await;
    };
    let typed = super::modals::field(modal, controls::VALUE);
    let value = Some(typed.trim()).filter(|value| !value.is_empty());
    let change = match SettingChange::parse(setting, value) {
        Ok(change) => change,
        Err(error) => {
            let unknown = match error {
                InvalidSetting::UnknownPlaceholders(names) => names,
                _ => vec![],
            };
            let unknown: Vec<String> =
                unknown.iter().map(|name| format!("`{{{}}}`", cut(&plain(name), 30))).collect();
            return invocation.respond(&controls::refused(language, setting, &unknown)).await;
        }
    };
    // The panel the modal came from shows the change; one that came from none is answered anew.
    // Either way at once: it takes Discord a while to tell what the bot lacks.
    match modal.message {
        Some(_) => invocation.acknowledge().await?,
        None => invocation.defer().await?,
    }
    shop.fulfilment.ledger.change_setting(guild, change, invocation.actor).await?;
    invocation.edit(panel(shop, (language, guild), None).await).await
}

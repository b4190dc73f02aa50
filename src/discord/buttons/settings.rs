//! The panel of a server's settings: what its menus and modals change.
//!
//! Every press is by an administrator of the server it changes, checked anew. The panel holds no
//! state: a month-old one shows how things stand and changes what it says.

use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, EditInteractionResponse, ModalInteraction,
};

use crate::courier::permissions::{Lack, Standing, channels_of};
use crate::courier::text::{cut, plain};
use crate::domain::{ChannelId, GuildId, StaffId};
use crate::language::Language;
use crate::ledger::{ShopSetting, ShopSettings, unknown_placeholders};

use crate::discord::interaction::{Answered, Invocation};
use crate::discord::{Bot, Error};

use crate::discord::views::settings::controls::{self, Control};
use crate::discord::views::settings::panel;

/// Who reads the panel of which server.
type Reader = (Language, GuildId);

/// Begins the custom ids of the panel; a setting's name may follow.
pub(in crate::discord) const SET: &str = "set:";

/// Builds the panel as things stand; with `open`, the control for one setting below it.
pub(in crate::discord) async fn panel(
    bot: &Bot,
    (language, guild): Reader,
    open: Option<ShopSetting>,
) -> EditInteractionResponse {
    let settings = bot.fulfilment.ledger.shop(guild);
    // Without an answer the default is left out; the lacks then say that Discord did not answer.
    let default_channel = bot.default_channel.of(guild).await.unwrap_or_default();
    let lacks = lacks(bot, guild, &settings, default_channel).await;
    let defaults =
        panel::Defaults { staff_roles: bot.access.default_roles(), sales_channel: default_channel };
    EditInteractionResponse::new()
        .content("")
        .embeds(panel::embeds(language, &settings, &defaults, lacks.as_deref()))
        .components(controls::rows(language, &settings, open))
}

/// Returns what the bot lacks to do what is set; `None` where Discord does not say.
async fn lacks(
    bot: &Bot,
    guild: GuildId,
    settings: &ShopSettings,
    default_channel: Option<ChannelId>,
) -> Option<Vec<Lack>> {
    if channels_of(settings, default_channel).next().is_none() && settings.roles().next().is_none() {
        return Some(vec![]);
    }
    match Standing::of(&bot.rest, guild, channels_of(settings, default_channel)).await {
        Ok(standing) => Some(standing.lacks(settings, default_channel)),
        Err(failed) => {
            tracing::warn!(%guild, %failed, "the bot's permissions cannot be read");
            None
        }
    }
}

/// Answers a press of the panel's.
pub(in crate::discord) async fn press(
    bot: &Bot,
    invocation: &Invocation<'_>,
    press: &ComponentInteraction,
    rest: &str,
) -> Result<Answered, Error> {
    let (language, staff) = (invocation.language(), invocation.actor);
    let guild = match bot.access.administrator(invocation) {
        Ok(guild) => guild,
        Err(denied) => return invocation.deny(denied).await,
    };
    let settings = bot.fulfilment.ledger.shop(guild);
    let chosen = values(&press.data.kind);
    let mut open = None;
    let (setting, change) = match (ShopSetting::parse(rest), chosen.first()) {
        // The menu of settings.
        (None, Some(name)) => {
            let Some(setting) = ShopSetting::parse(name) else {
                return invocation.respond(&language.say(panel::OUTDATED)).await;
            };
            match Control::of(setting) {
                Control::Modal => {
                    return invocation.open_form(controls::modal(language, setting, &settings)).await;
                }
                Control::Toggle => (setting, Some(toggled(setting, &settings, staff))),
                Control::Menu => {
                    open = Some(setting);
                    (setting, None)
                }
            }
        }
        // The menu of one setting.
        (Some(setting), _) => {
            (setting, Some(Some(chosen.join(",")).filter(|value| !value.is_empty() && value != "default")))
        }
        (None, None) => return invocation.respond(&language.say(panel::OUTDATED)).await,
    };
    invocation.acknowledge().await?;
    if let Some(value) = change {
        bot.fulfilment.ledger.set(guild, setting, value.as_deref(), staff).await?;
    }
    invocation.edit(panel(bot, (language, guild), open).await).await
}

/// The other value of a setting that is on or off.
fn toggled(setting: ShopSetting, settings: &ShopSettings, staff: StaffId) -> Option<String> {
    match setting {
        ShopSetting::Paused if settings.paused_by.is_none() => Some(staff.to_string()),
        ShopSetting::AskForProduct if !settings.ask_for_product => Some("yes".to_owned()),
        _ => None,
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
pub(in crate::discord) async fn submit(
    bot: &Bot,
    invocation: &Invocation<'_>,
    modal: &ModalInteraction,
    rest: &str,
) -> Result<Answered, Error> {
    let language = invocation.language();
    let guild = match bot.access.administrator(invocation) {
        Ok(guild) => guild,
        Err(denied) => return invocation.deny(denied).await,
    };
    let Some(setting) = ShopSetting::parse(rest) else {
        return invocation.respond(&language.say(panel::OUTDATED)).await;
    };
    let typed = crate::discord::modals::field(modal, controls::VALUE);
    let value = Some(typed.trim()).filter(|value| !value.is_empty());
    if let Some(value) = value
        && ShopSettings::default().take(setting, value).is_err()
    {
        let unknown: Vec<String> = unknown_placeholders(value)
            .iter()
            .map(|name| format!("`{{{}}}`", cut(&plain(name), 30)))
            .collect();
        return invocation.respond(&controls::refused(language, setting, &unknown)).await;
    }
    // The panel the modal came from shows the change; one that came from none is answered anew.
    // Either way at once: it takes Discord a while to tell what the bot lacks.
    match modal.message {
        Some(_) => invocation.acknowledge().await?,
        None => invocation.defer().await?,
    }
    bot.fulfilment.ledger.set(guild, setting, value, invocation.actor).await?;
    invocation.edit(panel(bot, (language, guild), None).await).await
}

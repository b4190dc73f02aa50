//! The panel of a server's settings: what its menus and modals change.
//!
//! Every press is by an administrator of the server it changes, checked anew. The panel holds no
//! state: a month-old one shows how things stand and changes what it says.

mod controls;
mod panel;

use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, CreateInteractionResponse, EditInteractionResponse,
    Http, ModalInteraction,
};

use crate::courier::permissions::{Lack, Standing};
use crate::courier::text::{cut, plain};
use crate::domain::{GuildId, StaffId};
use crate::language::Language;
use crate::ledger::{ShopSetting, ShopSettings, unknown_placeholders};

use super::components::{deny, say};
use super::defer::defer;
use super::{Error, Shop};

use controls::Control;

/// Who reads the panel of which server.
type Reader = (Language, GuildId);

/// Begins the custom ids of the panel; a setting's name may follow.
pub(super) const SET: &str = "set:";

/// The panel as things stand; with `open`, the control for one setting below it.
pub(super) async fn panel(
    shop: &Shop,
    http: &Http,
    reader: Reader,
    open: Option<ShopSetting>,
) -> EditInteractionResponse {
    let (embeds, rows) = parts(shop, http, reader, open).await;
    EditInteractionResponse::new().content("").embeds(embeds).components(rows)
}

async fn parts(
    shop: &Shop,
    http: &Http,
    reader: Reader,
    open: Option<ShopSetting>,
) -> (Vec<serenity::all::CreateEmbed>, Vec<serenity::all::CreateActionRow>) {
    let (language, guild) = reader;
    let settings = shop.fulfilment.ledger.shop(guild);
    let lacks = lacks(shop, http, guild, &settings).await;
    let defaults =
        panel::Defaults { staff_roles: shop.access.default_roles(), sales_channel: shop.sales_channel };
    (
        panel::embeds(language, &settings, &defaults, lacks.as_deref()),
        controls::rows(language, &settings, open),
    )
}

/// What the bot lacks to do what is set; `None` where Discord does not say.
async fn lacks(shop: &Shop, http: &Http, guild: GuildId, settings: &ShopSettings) -> Option<Vec<Lack>> {
    let channel = settings.sales_channel.or(shop.sales_channel).or(settings.claims_channel);
    if channel.is_none() && settings.roles().next().is_none() {
        return Some(vec![]);
    }
    match Standing::of(http, guild).await {
        Ok(standing) => Some(standing.lacks(settings, shop.sales_channel, shop.access.guilds().len() == 1)),
        Err(failed) => {
            tracing::warn!(%guild, %failed, "what the bot may do cannot be told");
            None
        }
    }
}

/// Answers a press of the panel's.
pub(super) async fn press(
    shop: &Shop,
    http: &Http,
    press: &ComponentInteraction,
    rest: &str,
) -> Result<(), Error> {
    let language = Language::or_english(&press.locale);
    let guild = match shop.access.administrator(press.guild_id, press.member.as_ref()) {
        Ok(guild) => guild,
        Err(denied) => return deny(http, press.id, &press.token, denied, language).await,
    };
    let Ok(staff) = StaffId::new(press.user.id.get()) else { return Ok(()) };
    let settings = shop.fulfilment.ledger.shop(guild);
    let chosen = values(&press.data.kind);
    let mut open = None;
    let (setting, change) = match (ShopSetting::parse(rest), chosen.first()) {
        // The menu of settings.
        (None, Some(name)) => {
            let Some(setting) = ShopSetting::parse(name) else {
                return say(http, press.id, &press.token, &language.say(panel::OUTDATED)).await;
            };
            match Control::of(setting) {
                Control::Modal => {
                    let modal =
                        CreateInteractionResponse::Modal(controls::modal(language, setting, &settings));
                    http.create_interaction_response(press.id, &press.token, &modal, vec![]).await?;
                    return Ok(());
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
        (None, None) => return say(http, press.id, &press.token, &language.say(panel::OUTDATED)).await,
    };
    press.create_response(http, CreateInteractionResponse::Acknowledge).await?;
    if let Some(value) = change {
        shop.fulfilment.ledger.set(guild, setting, value.as_deref(), staff).await?;
    }
    let reply = panel(shop, http, (language, guild), open).await;
    http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
    Ok(())
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
pub(super) async fn submit(
    shop: &Shop,
    http: &Http,
    modal: &ModalInteraction,
    rest: &str,
) -> Result<(), Error> {
    let language = Language::or_english(&modal.locale);
    let guild = match shop.access.administrator(modal.guild_id, modal.member.as_ref()) {
        Ok(guild) => guild,
        Err(denied) => return deny(http, modal.id, &modal.token, denied, language).await,
    };
    let (Some(setting), Ok(staff)) = (ShopSetting::parse(rest), StaffId::new(modal.user.id.get())) else {
        return say(http, modal.id, &modal.token, &language.say(panel::OUTDATED)).await;
    };
    let typed = super::modals::field(modal, controls::VALUE);
    let value = Some(typed.trim()).filter(|value| !value.is_empty());
    if let Some(value) = value
        && ShopSettings::default().take(setting, value).is_err()
    {
        let unknown: Vec<String> = unknown_placeholders(value)
            .iter()
            .map(|name| format!("`{{{}}}`", cut(&plain(name), 30)))
            .collect();
        return say(http, modal.id, &modal.token, &controls::refused(language, setting, &unknown)).await;
    }
    // The panel the modal came from shows the change; one that came from none is answered anew.
    // Either way at once: what the bot lacks takes Discord a while to tell.
    match modal.message {
        Some(_) => modal.create_response(http, CreateInteractionResponse::Acknowledge).await?,
        None => defer(http, modal.id, &modal.token).await?,
    }
    shop.fulfilment.ledger.set(guild, setting, value, staff).await?;
    let reply = panel(shop, http, (language, guild), None).await;
    http.edit_original_interaction_response(&modal.token, &reply, vec![]).await?;
    Ok(())
}

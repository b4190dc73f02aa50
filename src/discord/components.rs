//! Buttons and menus. What one may do is derived from the ledger and the presser, never from its
//! custom id alone; an id that is not ours any more is answered in words.

use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, CreateInteractionResponse,
    CreateInteractionResponseMessage, EditInteractionResponse, Http, InteractionId, User,
};

use crate::courier::http::Failed;
use crate::courier::letters::{CLAIM, buyer::owned, nobody};
use crate::domain::{BuyerId, GuildId, SaleId, StaffId};
use crate::language::Language;
use crate::ledger::LedgerError;

use super::access::Denied;
use super::defer::defer;
use super::log::{LOG, REVEAL};
use super::replies::{ASSIGN, MINE, SALE, SHOW, STOCK, THEIRS};
use super::selling::{self, Asked, Order};
use super::settings::{self, SET};
use super::{Error, Shop, buyers, commands, decisions};

const OUTDATED: &str = "outdated";

/// Answers a press.
pub(super) async fn press(shop: &Shop, http: &Http, press: &ComponentInteraction) -> Result<(), Error> {
    let id = press.data.custom_id.as_str();
    let language = Language::or_english(&press.locale);
    if let Some(sale) = id.strip_prefix(CLAIM) {
        return claim(shop, http, press, sale).await;
    }
    if let Some(page) = id.strip_prefix(MINE) {
        let guild = match shop.access.guild(press.guild_id) {
            Ok(guild) => guild,
            Err(denied) => return deny(http, press.id, &press.token, denied, language).await,
        };
        learn(shop, guild, &press.user, &press.locale).await?;
        let reply =
            commands::own_page(shop, language, guild, press.user.id, page.parse().unwrap_or(0)).await?;
        return turn(http, press, &reply).await;
    }
    if buyers::press(shop, http, press).await? {
        return Ok(());
    }
    if let Some(rest) = id.strip_prefix(SET) {
        return settings::press(shop, http, press, rest).await;
    }
    if decisions::press(shop, http, press).await? {
        return Ok(());
    }
    let guild = match shop.access.staff(press.guild_id, press.member.as_ref()) {
        Ok(guild) => guild,
        Err(denied) => return deny(http, press.id, &press.token, denied, language).await,
    };
    if let Some(place) = id.strip_prefix(STOCK) {
        turn(http, press, &commands::stock_page(shop, language, guild, place).await?).await
    } else if let Some(place) = id.strip_prefix(LOG) {
        match commands::sales_page(shop, language, guild, place).await? {
            Some(reply) => turn(http, press, &reply).await,
            None => say(http, press.id, &press.token, &language.say(OUTDATED)).await,
        }
    } else if let Some(sale) = id.strip_prefix(REVEAL) {
        let Ok(staff) = StaffId::new(press.user.id.get()) else { return Ok(()) };
        defer(http, press.id, &press.token).await?;
        let reply = commands::reveal(shop, language, guild, sale, staff).await?;
        http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
        Ok(())
    } else if let Some(place) = id.strip_prefix(THEIRS) {
        match commands::buyers_page(shop, language, guild, place).await? {
            Some(reply) => turn(http, press, &reply).await,
            None => say(http, press.id, &press.token, &language.say(OUTDATED)).await,
        }
    } else if let Some(sale) = id.strip_prefix(SALE) {
        defer(http, press.id, &press.token).await?;
        let reply = commands::shown_sale(shop, language, guild, sale).await?;
        http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
        Ok(())
    } else if let Some(handle) = id.strip_prefix(SHOW) {
        show(shop, http, press, handle).await
    } else if let Some(handle) = id.strip_prefix(ASSIGN) {
        assign(shop, http, press, guild, handle).await
    } else {
        say(http, press.id, &press.token, &language.say(OUTDATED)).await
    }
}

/// The button is one this version does not know.
pub(super) async fn outdated(
    http: &Http,
    id: InteractionId,
    token: &str,
    language: Language,
) -> Result<(), Error> {
    say(http, id, token, &language.say(OUTDATED)).await
}

/// The buyer's own key: authorised by the sale, as often as they like.
async fn claim(shop: &Shop, http: &Http, press: &ComponentInteraction, sale: &str) -> Result<(), Error> {
    let ledger = &shop.fulfilment.ledger;
    let language = Language::or_english(&press.locale);
    let sale = match sale.parse::<SaleId>() {
        Ok(sale) => ledger.sale(sale).await,
        Err(_) => return say(http, press.id, &press.token, &language.say(OUTDATED)).await,
    };
    let sale = match sale {
        Ok(sale) => sale,
        Err(LedgerError::NoSuchSale(_)) => {
            return say(http, press.id, &press.token, &language.say(OUTDATED)).await;
        }
        Err(error) => return Err(error.into()),
    };
    let ours = shop.access.guilds().contains(&sale.guild)
        && press.guild_id.is_none_or(|guild| guild.get() == sale.guild.as_u64());
    if !ours || press.user.id.get() != sale.buyer.as_u64() {
        return say(http, press.id, &press.token, &language.say("not-your-license")).await;
    }
    let licenses: Vec<_> = sale.sold().collect();
    if licenses.is_empty() {
        return say(http, press.id, &press.token, &language.say("no-license-yet")).await;
    }
    defer(http, press.id, &press.token).await?;
    let reply =
        EditInteractionResponse::new().embed(owned(language, &licenses, sale.id)).allowed_mentions(nobody());
    http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
    learn(shop, sale.guild, &press.user, &press.locale).await?;
    ledger.claimed(sale.id).await?;
    Ok(shop.fulfilment.tell(sale.id).await?)
}

/// Remembers which language a buyer reads.
pub(super) async fn learn(shop: &Shop, guild: GuildId, buyer: &User, locale: &str) -> Result<(), Error> {
    let Ok(buyer) = BuyerId::new(buyer.id.get()) else { return Ok(()) };
    Ok(shop.fulfilment.ledger.learn_locale(guild, buyer, locale).await?)
}

async fn show(shop: &Shop, http: &Http, press: &ComponentInteraction, handle: &str) -> Result<(), Error> {
    let known = shop.fulfilment.stock.known();
    let language = Language::or_english(&press.locale);
    let (Some(license), Ok(staff)) =
        (shop.handles.resolve(handle, known.as_deref()), StaffId::new(press.user.id.get()))
    else {
        return say(http, press.id, &press.token, &language.say(OUTDATED)).await;
    };
    shop.fulfilment.ledger.shown(&license.key.hash(), staff).await?;
    tracing::info!(%staff, key = %license.key, "staff were shown a key");
    say(http, press.id, &press.token, &format!("```\n{}\n```", license.key.reveal())).await
}

async fn assign(
    shop: &Shop,
    http: &Http,
    press: &ComponentInteraction,
    guild: GuildId,
    handle: &str,
) -> Result<(), Error> {
    let known = shop.fulfilment.stock.known();
    let language = Language::or_english(&press.locale);
    let chosen = match &press.data.kind {
        ComponentInteractionDataKind::UserSelect { values } => values.first(),
        _ => None,
    };
    let (Some(license), Some(buyer)) = (
        shop.handles.resolve(handle, known.as_deref()),
        chosen.and_then(|id| press.data.resolved.users.get(id)),
    ) else {
        return say(http, press.id, &press.token, &language.say(OUTDATED)).await;
    };
    let asked = Asked {
        id: press.id,
        token: &press.token,
        channel: press.channel_id,
        guild,
        staff: &press.user,
        locale: &press.locale,
        guild_locale: press.guild_locale.as_deref(),
    };
    let member = press.data.resolved.members.get(&buyer.id);
    let order = Order { license: Some(license), ..Order::of(buyer, member) };
    selling::sell(shop, http, asked, order).await
}

/// Replaces the message the button is on.
async fn turn(
    http: &Http,
    press: &ComponentInteraction,
    reply: &EditInteractionResponse,
) -> Result<(), Error> {
    press.create_response(http, CreateInteractionResponse::Acknowledge).await?;
    http.edit_original_interaction_response(&press.token, reply, vec![]).await?;
    Ok(())
}

/// Says no.
pub(super) async fn deny(
    http: &Http,
    id: InteractionId,
    token: &str,
    denied: Denied,
    language: Language,
) -> Result<(), Error> {
    say(http, id, token, &denied.words(language)).await
}

/// Answers at once and ephemerally.
pub(super) async fn say(http: &Http, id: InteractionId, token: &str, text: &str) -> Result<(), Error> {
    let message =
        CreateInteractionResponseMessage::new().content(text).ephemeral(true).allowed_mentions(nobody());
    let response = CreateInteractionResponse::Message(message);
    http.create_interaction_response(id, token, &response, vec![])
        .await
        .map_err(|error| Failed::from_serenity(&error))?;
    Ok(())
}

//! Buttons and menus. What one may do is derived from the ledger and the presser, never from its
//! custom id alone; an id that is not ours any more is answered in words.

use std::future::Future;

use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, EditInteractionResponse, Http,
    InteractionId, User,
};

use crate::courier::http::Failed;
use crate::courier::letters::{CLAIM, buyer::owned, nobody};
use crate::domain::{BuyerId, GuildId, StaffId};
use crate::language::Language;
use crate::ledger::SaleRecord;

use super::access::Denied;
use super::defer::defer;
use super::log::{LOG, REVEAL};
use super::replies::{ASSIGN, MINE, SALE, SHOW, STOCK, THEIRS};
use super::selling::{self, Asked, Order};
use super::settings::{self, SET};
use super::{Error, Shop, buyers, commands, decisions, replies};

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
        let page = page.parse().unwrap_or(0);
        turn(http, press, async {
            commands::own_page(shop, language, guild, press.user.id, page).await.map(Some)
        })
        .await?;
        learn(shop, guild, &press.user, &press.locale).await;
        return Ok(());
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
        // What is left are buttons of a server's; a direct message has none of them.
        Err(_) if press.guild_id.is_none() => return outdated(http, press.id, &press.token, language).await,
        Err(denied) => return deny(http, press.id, &press.token, denied, language).await,
    };
    if let Some(place) = id.strip_prefix(STOCK) {
        turn(http, press, async { commands::stock_page(shop, language, guild, place).await.map(Some) }).await
    } else if let Some(place) = id.strip_prefix(LOG) {
        turn(http, press, commands::sales_page(shop, language, guild, place)).await
    } else if let Some(sale) = id.strip_prefix(REVEAL) {
        let Ok(staff) = StaffId::new(press.user.id.get()) else { return Ok(()) };
        defer(http, press.id, &press.token).await?;
        let reply = commands::reveal(shop, language, guild, sale, staff).await?;
        http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
        Ok(())
    } else if let Some(place) = id.strip_prefix(THEIRS) {
        turn(http, press, commands::buyers_page(shop, language, guild, place)).await
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
    let language = Language::or_english(&press.locale);
    defer(http, press.id, &press.token).await?;
    let own = buyers::own(shop, press, sale).await?;
    let licenses: Vec<_> = own.iter().flat_map(SaleRecord::sold).collect();
    let reply = match &own {
        None => replies::words(&language.say(buyers::NOT_YOURS)),
        Some(_) if licenses.is_empty() => replies::words(&language.say("no-license-yet")),
        Some(sale) => EditInteractionResponse::new()
            .embed(owned(language, &licenses, sale.id))
            .allowed_mentions(nobody()),
    };
    http.edit_original_interaction_response(&press.token, &reply, vec![]).await?;
    let Some(sale) = &own else { return Ok(()) };
    learn(shop, sale.guild, &press.user, &press.locale).await;
    // The buyer has the key; what follows is for staff alone.
    if !licenses.is_empty()
        && let Err(error) = claimed(shop, sale).await
    {
        tracing::error!(sale = %sale.id, %error, "that a key was claimed could not be told");
    }
    Ok(())
}

async fn claimed(shop: &Shop, sale: &SaleRecord) -> Result<(), Error> {
    shop.fulfilment.ledger.claimed(sale.id).await?;
    Ok(shop.fulfilment.tell(sale.id).await?)
}

/// Remembers which language a buyer reads. They have their answer: that this failed is no
/// concern of theirs.
pub(super) async fn learn(shop: &Shop, guild: GuildId, buyer: &User, locale: &str) {
    let Ok(buyer) = BuyerId::new(buyer.id.get()) else { return };
    if let Err(error) = shop.fulfilment.ledger.learn_locale(guild, buyer, locale).await {
        tracing::warn!(%guild, %error, "a buyer's language could not be written down");
    }
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

/// Replaces the message the button is on, which is acknowledged first. Where there is no such
/// page any more, whoever pressed is told and the message stays.
async fn turn(
    http: &Http,
    press: &ComponentInteraction,
    page: impl Future<Output = Result<Option<EditInteractionResponse>, Error>>,
) -> Result<(), Error> {
    press.create_response(http, CreateInteractionResponse::Acknowledge).await?;
    let Some(page) = page.await? else {
        let text = Language::or_english(&press.locale).say(OUTDATED);
        return add(http, &press.token, &text).await;
    };
    http.edit_original_interaction_response(&press.token, &page, vec![]).await?;
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

/// Answers whether or not there was an answer before: Discord takes a first one once, and puts
/// what follows in place of "thinking", or below what was said.
pub(super) async fn say_anyhow(http: &Http, id: InteractionId, token: &str, text: &str) -> Result<(), Error> {
    match say(http, id, token, text).await {
        Err(error) if error.came_before() => add(http, token, text).await,
        said => said,
    }
}

/// Says something more, to whoever asked alone.
async fn add(http: &Http, token: &str, text: &str) -> Result<(), Error> {
    let more =
        CreateInteractionResponseFollowup::new().content(text).ephemeral(true).allowed_mentions(nobody());
    http.create_followup_message(token, &more, vec![]).await?;
    Ok(())
}

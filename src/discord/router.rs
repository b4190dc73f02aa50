//! Buttons and menus. What one may do is derived from the ledger and the presser, never from its
//! custom id alone; an id that is not ours any more is answered in words.

use std::future::Future;

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, EditInteractionResponse};

use crate::courier::letters::{CLAIM, buyer};
use crate::courier::rest::Upload;
use crate::domain::{BuyerId, GuildId};

use super::interaction::{Answered, Invocation};
use super::log::{LOG, REVEAL};
use super::replies::{ASSIGN, MINE, SALE, SHOW, STOCK, THEIRS};
use super::selling::{self, Order};
use super::settings::{self, SET};
use super::{Bot, Error, buyers, commands, decisions, replies};

const OUTDATED: &str = "outdated";

/// Answers a press.
pub(super) async fn press(
    bot: &Bot,
    invocation: &Invocation<'_>,
    press: &ComponentInteraction,
) -> Result<Answered, Error> {
    let id = press.data.custom_id.as_str();
    if let Some(sale) = id.strip_prefix(CLAIM) {
        return claim(bot, invocation, sale).await;
    }
    if let Some(page) = id.strip_prefix(MINE) {
        return own_page(bot, invocation, page).await;
    }
    if let Some(press) = buyers::Press::parse(id) {
        return buyers::press(bot, invocation, press).await;
    }
    if let Some(rest) = id.strip_prefix(SET) {
        return settings::press(bot, invocation, press, rest).await;
    }
    if let Some(decision) = decisions::parse(id) {
        return decisions::press(bot, invocation, press, decision).await;
    }
    staff_press(bot, invocation, press).await
}

/// Answers a press of a button that only staff of a server have.
async fn staff_press(
    bot: &Bot,
    invocation: &Invocation<'_>,
    press: &ComponentInteraction,
) -> Result<Answered, Error> {
    let (id, language) = (press.data.custom_id.as_str(), invocation.language());
    let guild = match bot.access.staff(invocation) {
        Ok(guild) => guild,
        // A direct message has none of these buttons.
        Err(_) if invocation.guild.is_none() => return outdated(invocation).await,
        Err(denied) => return invocation.deny(denied).await,
    };
    if let Some(place) = id.strip_prefix(STOCK) {
        let page = async { commands::stock_page(bot, language, guild, place).await.map(Some) };
        turn(invocation, page).await
    } else if let Some(place) = id.strip_prefix(LOG) {
        turn(invocation, commands::sales_page(bot, language, guild, place)).await
    } else if let Some(sale) = id.strip_prefix(REVEAL) {
        invocation.defer().await?;
        let reply = commands::reveal(bot, language, guild, sale, invocation.actor).await?;
        invocation.edit(reply).await
    } else if let Some(place) = id.strip_prefix(THEIRS) {
        turn(invocation, commands::buyers_page(bot, language, guild, place)).await
    } else if let Some(sale) = id.strip_prefix(SALE) {
        invocation.defer().await?;
        let reply = commands::shown_sale(bot, language, guild, sale).await?;
        invocation.edit(reply).await
    } else if let Some(handle) = id.strip_prefix(SHOW) {
        show(bot, invocation, guild, handle).await
    } else if let Some(handle) = id.strip_prefix(ASSIGN) {
        assign(bot, invocation, press, guild, handle).await
    } else {
        outdated(invocation).await
    }
}

/// Says that the button is one this version does not know.
pub(super) async fn outdated(invocation: &Invocation<'_>) -> Result<Answered, Error> {
    invocation.respond(&invocation.language().say(OUTDATED)).await
}

/// Shows a page of the presser's own licenses.
async fn own_page(bot: &Bot, invocation: &Invocation<'_>, page: &str) -> Result<Answered, Error> {
    let guild = match bot.access.guild(invocation) {
        Ok(guild) => guild,
        Err(denied) => return invocation.deny(denied).await,
    };
    let (page, language) = (page.parse().unwrap_or(0), invocation.language());
    let page = async {
        learn(bot, guild, invocation).await;
        commands::own_page(bot, language, guild, invocation.user.id, page).await.map(Some)
    };
    turn(invocation, page).await
}

/// Shows the buyer's own key: authorised by the sale, as often as they like.
async fn claim(bot: &Bot, invocation: &Invocation<'_>, sale: &str) -> Result<Answered, Error> {
    let language = invocation.language();
    invocation.defer().await?;
    let Some(sale) = buyers::own(bot, invocation, sale).await? else {
        return invocation.edit(replies::words(&language.say(buyers::NOT_YOURS))).await;
    };
    if sale.sold().next().is_none() {
        return invocation.edit(replies::words(&language.say("no-license-yet"))).await;
    }
    // Recorded before it is shown: a reply whose answer is lost may have shown it.
    let sale = bot.fulfilment.claim(sale.id).await?;
    learn(bot, sale.guild, invocation).await;
    let licenses: Vec<_> = sale.sold().collect();
    let answered = invocation.edit(buyer::claimed(language, sale.id, &licenses)).await?;
    // The buyer has the key; the rest is for staff alone.
    if let Err(error) = bot.fulfilment.tell(sale.id).await {
        tracing::error!(%error, "sale {}: the claim could not be told", sale.id);
    }
    Ok(answered)
}

/// Remembers which language a buyer reads, before they have their answer: what they are sold a moment
/// later is told in it. A failure is logged and does not concern them.
pub(super) async fn learn(bot: &Bot, guild: GuildId, invocation: &Invocation<'_>) {
    let Ok(buyer) = BuyerId::new(invocation.user.id.get()) else { return };
    if let Err(error) = bot.fulfilment.ledger.learn_locale(guild, buyer, invocation.locale).await {
        tracing::warn!(%guild, %error, "a buyer's language could not be written down");
    }
}

async fn show(
    bot: &Bot,
    invocation: &Invocation<'_>,
    guild: GuildId,
    handle: &str,
) -> Result<Answered, Error> {
    let known = bot.fulfilment.stock.known();
    let Some(license) = bot.license_handles.resolve(handle, known.as_deref()) else {
        return outdated(invocation).await;
    };
    invocation.defer().await?;
    let (staff, hash, language) = (invocation.actor, license.key.hash(), invocation.language());
    // The button is older than the sale that holds the license: its keys are shown by that sale.
    if let Some(sale) = bot.fulfilment.ledger.holder_of(&hash).await? {
        return invocation.edit(replies::held_by_sale(language, sale)).await;
    }
    bot.fulfilment.ledger.shown(guild, &hash, staff).await?;
    tracing::info!(%staff, key = %license.key, "staff were shown a key");
    invocation.edit(replies::shown(language, &license)).await
}

async fn assign(
    bot: &Bot,
    invocation: &Invocation<'_>,
    press: &ComponentInteraction,
    guild: GuildId,
    handle: &str,
) -> Result<Answered, Error> {
    let known = bot.fulfilment.stock.known();
    let chosen = match &press.data.kind {
        ComponentInteractionDataKind::UserSelect { values } => values.first(),
        _ => None,
    };
    let (Some(license), Some(buyer)) = (
        bot.license_handles.resolve(handle, known.as_deref()),
        chosen.and_then(|id| press.data.resolved.users.get(id)),
    ) else {
        return outdated(invocation).await;
    };
    let member = press.data.resolved.members.get(&buyer.id);
    let order = Order { license: Some(license), ..Order::of(buyer, member)? };
    selling::sell(bot, invocation, guild, order).await
}

/// Replaces the message the button is on, which is acknowledged first. Where there is no such page
/// any more, the presser is told and the message stays.
async fn turn<P: Into<Upload<EditInteractionResponse>>>(
    invocation: &Invocation<'_>,
    page: impl Future<Output = Result<Option<P>, Error>>,
) -> Result<Answered, Error> {
    invocation.acknowledge().await?;
    match page.await? {
        Some(page) => invocation.edit(page).await,
        None => invocation.follow_up(&invocation.language().say(OUTDATED)).await,
    }
}

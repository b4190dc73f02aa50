//! The buttons by which staff decide about a sale, and `/resend`'s way to it.
//!
//! The press has to come from staff of the sale's own server; in a direct message, where Discord
//! names no roles, from the owner of the application. A second press finds the first one's outcome and shows it.

use secrecy::SecretString;
use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, MessageFlags};

use crate::courier::letters::staff_reply::staff_reply;
use crate::courier::letters::{
    CANCEL, CONFIRM, DELIVER, PRODUCT, RESEND, SELL_ANOTHER, SELL_NOTHING, number,
};
use crate::domain::{GuildId, LineNumber, Product, Sale, SaleId, StaffId, Timestamp};
use crate::fulfilment::{Judged, Judgement, Resent};
use crate::language::Language;
use crate::ledger::LedgerError;

use crate::discord::interaction::{Answered, Invocation};
use crate::discord::{Bot, Error, commands, log, replies, selling};

const NO_SUCH_SALE: &str = "no-such-sale";

/// What a button stands for.
#[derive(Clone, Copy)]
pub(in crate::discord) enum Decision {
    Confirm,
    Choose,
    Cancel,
    Resend,
    Judge(Judgement),
}

impl Decision {
    /// Tells whether a license is drawn for the buyer by it.
    fn draws(self) -> bool {
        matches!(self, Self::Confirm | Self::Choose | Self::Judge(Judgement::SellAnother))
    }
}

/// The decision a custom id names, and the sale it is about.
pub(in crate::discord) fn parse(custom_id: &str) -> Option<(Decision, &str)> {
    [
        (CONFIRM, Decision::Confirm),
        (PRODUCT, Decision::Choose),
        (CANCEL, Decision::Cancel),
        (RESEND, Decision::Resend),
        (DELIVER, Decision::Judge(Judgement::Deliver)),
        (SELL_ANOTHER, Decision::Judge(Judgement::SellAnother)),
        (SELL_NOTHING, Decision::Judge(Judgement::Nothing)),
    ]
    .into_iter()
    .find_map(|(prefix, decision)| custom_id.strip_prefix(prefix).map(|sale| (decision, sale)))
}

/// Answers a press of one of these buttons.
pub(in crate::discord) async fn press(
    bot: &Bot,
    invocation: &Invocation<'_>,
    press: &ComponentInteraction,
    (decision, sale): (Decision, &str),
) -> Result<Answered, Error> {
    let (language, staff) = (invocation.language(), invocation.actor);
    let owner = bot.rest.owner().ok().flatten();
    let by_owner = invocation.guild.is_none() && owner == Some(invocation.user.id.get());
    let guild = match bot.access.staff(invocation) {
        Ok(guild) => Some(guild),
        Err(_) if by_owner => None,
        Err(denied) => return invocation.deny(denied).await,
    };
    let (sale, about) = match sale.split_once(':') {
        Some((sale, about)) => (sale, Some(about.parse::<i64>().unwrap_or_default())),
        None => (sale, None),
    };
    let Some(sale) = sale_of(bot, guild, sale).await? else {
        return invocation.respond(&language.say(NO_SUCH_SALE)).await;
    };
    if let Decision::Resend = decision {
        invocation.defer().await?;
        let reply = resend(bot, language, &sale, staff).await?;
        return invocation.edit(reply).await;
    }
    if matches!(decision, Decision::Confirm | Decision::Choose | Decision::Cancel) && sale.staff != staff {
        return invocation.respond(&language.say(NO_SUCH_SALE)).await;
    }
    if decision.draws()
        && let Some(by) = bot.fulfilment.ledger.shop(sale.guild).paused_by
    {
        // The question stays: it may be answered once selling goes on.
        let text = language.with("paused", &[("staff", format!("<@{by}>").into())]);
        return invocation.respond(&text).await;
    }
    if decision.draws()
        && let Err(refusal) = selling::member(bot, language, sale.guild, sale.buyer).await
    {
        // The buyer may have left since the command; the question stays.
        return invocation.answer(refusal).await;
    }
    // The message the button is on is what shows the outcome.
    invocation.acknowledge().await?;
    let fulfilment = &bot.fulfilment;
    let asked = about.map(Timestamp::from_millis);
    let decided = match decision {
        Decision::Confirm | Decision::Choose => {
            let token = SecretString::from(invocation.token);
            fulfilment.confirm(sale.id, staff, &token, chosen(press).as_ref(), asked).await
        }
        Decision::Cancel => fulfilment.decline(sale.id, staff, asked).await,
        Decision::Judge(judgement) => {
            match fulfilment.judge(sale.id, about.map(LineNumber::new), judgement, staff).await {
                Ok(Judged::NotAsked) => return invocation.follow_up(&language.say("not-asked")).await,
                Ok(Judged::Busy) => return invocation.follow_up(&language.say("sale-busy")).await,
                judged => judged.map(drop),
            }
        }
        Decision::Resend => Ok(()),
    };
    match (decided, decision) {
        // Confirmed or cancelled, the sale itself edits this message.
        (Ok(()), Decision::Confirm | Decision::Choose | Decision::Cancel) => Ok(Answered::by_the_sale()),
        // `/sales show` shows the sale as it is by now. Whoever decided first is in its history.
        (Ok(()) | Err(LedgerError::Overtaken(_)), _) if log::shows_sale(&press.message) => {
            let number = sale.id.to_string();
            invocation.edit(commands::shown_sale(bot, language, sale.guild, &number).await?).await
        }
        // The sale's own reply is the sale's to edit: it knows what to link there.
        (Ok(()), _) if is_own(press) && sale.reply_token.is_some() => Ok(Answered::by_the_sale()),
        (Ok(()) | Err(LedgerError::Overtaken(_)), _) => {
            let sale = fulfilment.ledger.sale(sale.id).await?;
            invocation.edit(staff_reply(language_of(press, &sale), &sale, None)).await
        }
        (Err(error), _) => Err(error.into()),
    }
}

/// The language of the message that is pressed on: the presser's where only they see it.
fn language_of(press: &ComponentInteraction, sale: &Sale) -> Language {
    if is_own(press) { Language::or_english(&press.locale) } else { sale.guild_language() }
}

/// Tells whether a press was on a message that only the presser sees.
fn is_own(press: &ComponentInteraction) -> bool {
    press.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// The product chosen from the menu.
fn chosen(press: &ComponentInteraction) -> Option<Product> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => {
            values.first().and_then(|name| Product::new(name))
        }
        _ => None,
    }
}

/// The sale, if it is one of this server's (or anyone's, for the owner).
async fn sale_of(bot: &Bot, guild: Option<GuildId>, number: &str) -> Result<Option<Sale>, Error> {
    let Ok(sale) = number.trim().trim_start_matches('#').parse::<SaleId>() else { return Ok(None) };
    match bot.fulfilment.ledger.sale(sale).await {
        Ok(sale) => Ok(Some(sale).filter(|sale| guild.is_none_or(|guild| guild == sale.guild))),
        Err(LedgerError::NoSuchSale(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// `/resend`: the sale by its number as staff type it.
pub(in crate::discord) async fn resend_by_number(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    number: &str,
    staff: StaffId,
) -> Result<serenity::all::EditInteractionResponse, Error> {
    match sale_of(bot, Some(guild), number).await? {
        Some(sale) => resend(bot, language, &sale, staff).await,
        None => Ok(replies::refusal(&language.say("nothing-sent-title"), &language.say(NO_SUCH_SALE))),
    }
}

async fn resend(
    bot: &Bot,
    language: Language,
    sale: &Sale,
    staff: StaffId,
) -> Result<serenity::all::EditInteractionResponse, Error> {
    let key = match bot.fulfilment.resend(sale.id, staff).await {
        Ok(Resent::Delivered) => "resend-delivered",
        Ok(Resent::Closed) => "resend-closed",
        Ok(Resent::UnderWay) => "resend-under-way",
        Err(LedgerError::Overtaken(_)) => "resend-nothing",
        Err(error) => return Err(error.into()),
    };
    let buyer = format!("<@{}>", sale.buyer);
    let values = [("buyer", buyer.into()), ("sale", number(sale.id).into())];
    Ok(replies::words(&language.with(key, &values)))
}

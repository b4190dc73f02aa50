//! What buyers press: their key sent again, a reminder asked for.
//!
//! Each is authorised by the sale it names: it is the presser's own, in a server of ours.

use serenity::all::EditInteractionResponse;

use crate::courier::letters::buyer::REMIND;
use crate::courier::letters::number;
use crate::domain::{Reminding, Sale, SaleId};
use crate::fulfilment::Resent;
use crate::language::Language;
use crate::ledger::LedgerError;

use crate::discord::components::learn;
use crate::discord::interaction::{Answered, Invocation};
use crate::discord::replies::{SEND, words};
use crate::discord::{Bot, Error};

pub(in crate::discord) const NOT_YOURS: &str = "not-your-license";

/// A buyer's button.
#[derive(Clone, Copy)]
pub(in crate::discord) enum Press<'a> {
    /// *Remind me*; the sale's number follows.
    Remind(&'a str),
    /// *Send it to my DMs again*; the sale's number follows.
    Send(&'a str),
}

impl<'a> Press<'a> {
    /// Reads a custom id; `None` for another's button.
    pub(in crate::discord) fn parse(custom_id: &'a str) -> Option<Self> {
        let remind = custom_id.strip_prefix(REMIND).map(Self::Remind);
        remind.or_else(|| custom_id.strip_prefix(SEND).map(Self::Send))
    }
}

/// Answers a press of one of these buttons.
pub(in crate::discord) async fn press(
    bot: &Bot,
    invocation: &Invocation<'_>,
    press: Press<'_>,
) -> Result<Answered, Error> {
    let language = invocation.language();
    invocation.defer().await?;
    let (Press::Remind(number) | Press::Send(number)) = press;
    let Some(sale) = own(bot, invocation, number).await? else {
        return invocation.edit(words(&language.say(NOT_YOURS))).await;
    };
    learn(bot, sale.guild, invocation).await;
    let reply = match press {
        Press::Remind(_) => reminded(bot, language, &sale).await?,
        Press::Send(_) => sent(bot, invocation, &sale).await?,
    };
    invocation.edit(reply).await
}

/// Returns the sale, if it is the presser's.
pub(in crate::discord) async fn own(
    bot: &Bot,
    invocation: &Invocation<'_>,
    number: &str,
) -> Result<Option<Sale>, Error> {
    let Ok(number) = number.parse::<SaleId>() else { return Ok(None) };
    let sale = match bot.fulfilment.ledger.sale(number).await {
        Ok(sale) => sale,
        Err(LedgerError::NoSuchSale(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let is_ours =
        bot.access.guilds().contains(&sale.guild) && invocation.guild.is_none_or(|guild| guild == sale.guild);
    Ok(Some(sale).filter(|sale| is_ours && invocation.user.id.get() == sale.buyer.as_u64()))
}

async fn reminded(bot: &Bot, language: Language, sale: &Sale) -> Result<EditInteractionResponse, Error> {
    Ok(match bot.fulfilment.remind(sale.id).await {
        Ok(Reminding::For(at)) => {
            words(&language.with("remind-at", &[("at", format!("<t:{}:D>", at.as_secs()).into())]))
        }
        Ok(Reminding::Before) => words(&language.say("remind-before")),
        Ok(Reminding::Nothing) => words(&language.say("remind-nothing")),
        Err(error) => return Err(error.into()),
    })
}

async fn sent(bot: &Bot, invocation: &Invocation<'_>, sale: &Sale) -> Result<EditInteractionResponse, Error> {
    let key = match bot.fulfilment.resend(sale.id, invocation.actor).await {
        Ok(Resent::Delivered) => "sent-again",
        Ok(Resent::Closed) => "sent-again-closed",
        Ok(Resent::UnderWay) => "sent-again-under-way",
        Err(LedgerError::Overtaken(_)) => "no-license-yet",
        Err(error) => return Err(error.into()),
    };
    Ok(words(&invocation.language().with(key, &[("sale", number(sale.id).into())])))
}

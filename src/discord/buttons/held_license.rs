//! The buttons with which staff decide about a held license.

use serenity::all::ComponentInteraction;

use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::error::CommandError;
use crate::domain::{LineNumber, SaleId};
use crate::fulfilment::{Judged, Judgement};
use crate::ledger::LedgerError;

use super::pressed_message;
use super::question::refused_draw;

/// Carries out a decision about a held license. `line` is the license that staff saw on the button's message.
pub(in crate::discord) async fn judge(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    judgement: Judgement,
    sale: SaleId,
    line: Option<LineNumber>,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, language, .. } = authorised;
    if judgement == Judgement::SellAnother
        && let Some(refused) = refused_draw(authorised, sale).await?
    {
        return Ok(refused);
    }
    let before = bot.fulfilment.ledger.sale(sale).await?;
    // The message with the button shows the outcome.
    invocation.acknowledge().await?;
    match bot.fulfilment.judge(sale, line, judgement, invocation.actor).await {
        Ok(Judged::Done) => pressed_message::show_decided(authorised, press, &before).await,
        Ok(Judged::NotAsked) => invocation.follow_up(&language.say("not-asked")).await,
        Ok(Judged::NotReconciled) => invocation.follow_up(&language.say("not-reconciled")).await,
        Ok(Judged::Busy) => invocation.follow_up(&language.say("sale-busy")).await,
        Err(LedgerError::Overtaken(_)) => pressed_message::show(authorised, press, sale).await,
        Err(error) => Err(error.into()),
    }
}

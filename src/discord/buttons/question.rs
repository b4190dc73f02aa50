//! The buttons and the menu with which staff answer a sale's question.

use secrecy::SecretString;
use serenity::all::{ComponentInteraction, ComponentInteractionDataKind};

use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::error::CommandError;
use crate::discord::order;
use crate::discord::views::refusal::paused_words;
use crate::domain::{Product, SaleId, Timestamp};
use crate::ledger::LedgerError;

use super::pressed_message;

/// An answer to a sale's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum QuestionAnswer {
    /// Yes.
    Confirm,
    /// The product that was chosen from the menu.
    Choose,
    /// No.
    Cancel,
}

/// Answers a sale's question, and continues the sale. `asked` distinguishes the question from earlier ones.
pub(in crate::discord) async fn answer(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    answer: QuestionAnswer,
    sale: SaleId,
    asked: Option<Timestamp>,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, .. } = authorised;
    if answer != QuestionAnswer::Cancel
        && let Some(refused) = refused_draw(authorised, sale).await?
    {
        return Ok(refused);
    }
    // The message with the button shows the outcome.
    invocation.acknowledge().await?;
    let (fulfilment, staff) = (&bot.fulfilment, invocation.actor);
    let answered = match answer {
        QuestionAnswer::Confirm | QuestionAnswer::Choose => {
            let token = SecretString::from(invocation.token);
            fulfilment.confirm(sale, staff, &token, chosen(press).as_ref(), asked).await
        }
        QuestionAnswer::Cancel => fulfilment.decline(sale, staff, asked).await,
    };
    match answered {
        // The sale itself edits the message.
        Ok(()) => Ok(Answered::by_the_sale()),
        Err(LedgerError::Overtaken(_)) => pressed_message::show(authorised, press, sale).await,
        Err(error) => Err(error.into()),
    }
}

/// Answers the press if no license may be drawn for the sale now, because selling is paused or the buyer has
/// left. The question remains open and can be answered later. Returns `None` if a license may be drawn.
pub(super) async fn refused_draw(
    authorised: Authorised<'_>,
    sale: SaleId,
) -> Result<Option<Answered>, CommandError> {
    let Authorised { bot, invocation, language, .. } = authorised;
    let sale = bot.fulfilment.ledger.sale(sale).await?;
    if let Some(by) = bot.fulfilment.ledger.shop(sale.guild).paused_by {
        let words = paused_words(language, by);
        return invocation.respond(&words).await.map(Some);
    }
    match order::of_member(authorised, sale.buyer).await {
        Ok(_) => Ok(None),
        Err(refusal) => invocation.answer(refusal).await.map(Some),
    }
}

/// Returns the product that was chosen from the menu.
fn chosen(press: &ComponentInteraction) -> Option<Product> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => {
            values.first().and_then(|name| Product::new(name))
        }
        _ => None,
    }
}

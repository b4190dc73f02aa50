//! The message that a button of a sale is on, which shows the outcome of a press.

use serenity::all::{ActionRowComponent, Button, ButtonKind, ComponentInteraction, Message, MessageFlags};

use crate::courier::custom_id::CustomId;
use crate::courier::letters::staff_reply::staff_reply;
use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::bot::Error;
use crate::discord::commands::sales::shown;
use crate::domain::{Sale, SaleId};
use crate::i18n::Language;

/// Shows on the message how a sale stands after a decision. The sale itself edits its own reply, because it
/// knows the notice that the reply links.
pub(super) async fn show_decided(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    sale: &Sale,
) -> Result<Answered, Error> {
    if is_private(press) && sale.reply_token.is_some() && !shows_sale(&press.message) {
        return Ok(Answered::by_the_sale());
    }
    show(authorised, press, sale.id).await
}

/// Shows on the message how a sale stands now. Its history tells who decided first.
pub(super) async fn show(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    sale: SaleId,
) -> Result<Answered, Error> {
    let invocation = authorised.invocation;
    if shows_sale(&press.message) {
        return invocation.edit(shown(authorised, Some(sale)).await?).await;
    }
    let sale = authorised.bot.fulfilment.ledger.sale(sale).await?;
    invocation.edit(staff_reply(language_of(press, &sale), &sale, None)).await
}

/// Returns the language of the message: its only reader's, or the server's.
fn language_of(press: &ComponentInteraction, sale: &Sale) -> Language {
    if is_private(press) { Language::or_english(&press.locale) } else { sale.guild_language() }
}

/// Tells whether only the user sees the message.
fn is_private(press: &ComponentInteraction) -> bool {
    press.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// Tells whether a message is the answer of `/sales show`, which has a button that reveals the keys.
fn shows_sale(message: &Message) -> bool {
    let mut buttons = message.components.iter().flat_map(|row| &row.components);
    buttons.any(|button| match button {
        ActionRowComponent::Button(Button { data: ButtonKind::NonLink { custom_id, .. }, .. }) => {
            matches!(custom_id.parse(), Ok(CustomId::RevealKeys(_)))
        }
        _ => false,
    })
}

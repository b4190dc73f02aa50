//! Updates the message with the pressed button to show the outcome of the press.

use serenity::all::{ActionRowComponent, Button, ButtonKind, ComponentInteraction, Message, MessageFlags};

use crate::courier::custom_id::CustomId;
use crate::courier::letters::staff_reply::staff_reply;
use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::commands::sales::shown;
use crate::discord::error::CommandError;
use crate::domain::{Sale, SaleId};
use crate::i18n::Language;

/// Updates the message to the sale's state after a decision. If the message is the sale's own reply, the sale
/// edits it, because only the sale knows the notice that the reply links to.
pub(super) async fn show_decided(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    sale: &Sale,
) -> Result<Answered, CommandError> {
    if is_private(press) && sale.reply_token.is_some() && !shows_sale(&press.message) {
        return Ok(Answered::by_the_sale());
    }
    show(authorised, press, sale.id).await
}

/// Updates the message to the sale's current state. The sale's history shows who decided first.
pub(super) async fn show(
    authorised: Authorised<'_>,
    press: &ComponentInteraction,
    sale: SaleId,
) -> Result<Answered, CommandError> {
    let invocation = authorised.invocation;
    if shows_sale(&press.message) {
        return invocation.edit(shown(authorised, Some(sale)).await?).await;
    }
    let sale = authorised.bot.fulfilment.ledger.sale(sale).await?;
    invocation.edit(staff_reply(language_of(press, &sale), &sale, None)).await
}

/// Returns the language of the message: that of its only reader, or the server's.
fn language_of(press: &ComponentInteraction, sale: &Sale) -> Language {
    if is_private(press) { Language::or_english(&press.locale) } else { sale.guild_language() }
}

/// Returns true if only the user sees the message.
fn is_private(press: &ComponentInteraction) -> bool {
    press.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// Returns true if a message is the answer of `/sales show`, which has a button that reveals the keys.
fn shows_sale(message: &Message) -> bool {
    let mut buttons = message.components.iter().flat_map(|row| &row.components);
    buttons.any(|button| match button {
        ActionRowComponent::Button(Button { data: ButtonKind::NonLink { custom_id, .. }, .. }) => {
            matches!(custom_id.parse(), Ok(CustomId::RevealKeys(_)))
        }
        _ => false,
    })
}

//! Turns an order into a sale. The sale starts while the interaction is being deferred.

use secrecy::SecretString;

use crate::domain::SaleRequest;
use crate::fulfilment::{NotSold, Sold};

use super::answer::Answered;
use super::authorised::Authorised;
use super::error::CommandError;
use super::order::{Order, refused};
use super::views::parts::refusal;
use super::views::refusal::{referenced, replaced};

/// The maximum length of a stored note, in characters.
const LONGEST_NOTE: usize = 500;
/// The maximum length of a stored reference, in characters.
const LONGEST_REFERENCE: usize = 100;

/// Sells what was ordered, and defers the interaction at the same time.
pub(super) async fn sell(authorised: Authorised<'_>, order: Order) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, language, .. } = authorised;
    if let Some(refusal) = refused(authorised, &order) {
        return invocation.answer(refusal).await;
    }
    let request = request(authorised, order);
    // Boxed, because a sale's future takes about 20 kB that every interaction's future would contain.
    match Box::pin(bot.fulfilment.sell(request, invocation.defer())).await {
        // The sale's own messages edit the deferred response. If the deferral was not accepted, Discord's
        // client tells staff that the interaction failed.
        Ok(Sold::Begun(_)) | Err(NotSold::NotAcknowledged) => {}
        Ok(Sold::Replayed(sale)) => {
            tracing::info!("sale {sale}: duplicate interaction {} ignored", invocation.id);
        }
        Ok(Sold::UnderWay) => tracing::info!("duplicate interaction {} ignored", invocation.id),
        Ok(Sold::Referenced(sale)) => {
            let sale = bot.fulfilment.ledger.sale(sale).await?;
            return invocation.edit(referenced(language, &sale)).await;
        }
        Ok(Sold::Replaced(sale)) => {
            let sale = bot.fulfilment.ledger.sale(sale).await?;
            return invocation.edit(replaced(language, &sale)).await;
        }
        Err(NotSold::Ledger(error)) => {
            tracing::error!(?error, "interaction {}: sale stopped, recovery takes it up", invocation.id);
            let (title, text) = (language.say("sale-stopped-title"), language.say("ledger-failed"));
            return invocation.edit(refusal(&title, &text)).await;
        }
    }
    Ok(Answered::by_the_sale())
}

/// Converts an order into a request for a sale.
fn request(Authorised { bot, invocation, guild, .. }: Authorised<'_>, order: Order) -> SaleRequest {
    let token = SecretString::from(invocation.token);
    SaleRequest {
        buyer_sees_channel: order.sees_channel && invocation.bot_may_write,
        product: order.product.map(|product| bot.fulfilment.stock.as_stocked(product)),
        quantity: order.quantity,
        reference: order.reference.and_then(|reference| kept(&reference, LONGEST_REFERENCE)),
        replaces: order.replaces,
        license: order.license,
        note: order.note.and_then(|note| kept(&note, LONGEST_NOTE)),
        staff_locale: Some(invocation.locale.to_owned()),
        guild_locale: invocation.guild_locale.map(str::to_owned),
        ..SaleRequest::of_one(guild, invocation.channel, invocation.id, token, invocation.actor, order.buyer)
    }
}

/// Trims and truncates a text that staff typed. Returns `None` if nothing is left.
fn kept(text: &str, longest: usize) -> Option<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').take(longest).collect();
    (!text.is_empty()).then_some(text)
}

//! The buyer's buttons for a sale: *Claim*, *Remind me* and *Send it to my DMs again*.

use crate::courier::letters::buyer;
use crate::courier::markup::{TimeStyle, time};
use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::buyer_language::learn;
use crate::discord::error::CommandError;
use crate::discord::views::parts::words;
use crate::domain::{BuyerId, Reminding, SaleId};
use crate::fulfilment::Resent;
use crate::ledger::LedgerError;

/// Shows a buyer the keys of their own sale, any number of times.
pub(in crate::discord) async fn claim(
    authorised: Authorised<'_>,
    sale: SaleId,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, language, .. } = authorised;
    invocation.defer().await?;
    if bot.fulfilment.ledger.sale(sale).await?.sold().next().is_none() {
        return invocation.edit(words(&language.say("no-license-yet"))).await;
    }
    // The claim is recorded first, because the buyer may have seen the keys even if the response to the reply
    // is lost.
    let buyer = BuyerId::new(invocation.user.id.get())?;
    let sale = match bot.fulfilment.claim(sale, buyer).await {
        Ok(sale) => sale,
        // The sale was transferred to another account after the press was authorised.
        Err(LedgerError::Overtaken(_)) => {
            return invocation.edit(words(&language.say("not-your-license"))).await;
        }
        Err(error) => return Err(error.into()),
    };
    learn(authorised).await;
    let licenses: Vec<_> = sale.sold().collect();
    let answered = invocation.edit(buyer::claimed(language, sale.id, &licenses)).await?;
    // The buyer has the keys. The remaining messages are for staff, so an error does not concern the buyer.
    if let Err(error) = bot.fulfilment.tell(sale.id).await {
        tracing::error!(%error, "sale {}: staff not notified of the claim", sale.id);
    }
    Ok(answered)
}

/// Schedules reminders before the licenses of a sale expire.
pub(in crate::discord) async fn remind(
    authorised: Authorised<'_>,
    sale: SaleId,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, language, .. } = authorised;
    invocation.defer().await?;
    let buyer = BuyerId::new(invocation.user.id.get())?;
    let text = match bot.fulfilment.remind(sale, buyer).await {
        Ok(Reminding::For(at)) => language.with("remind-at", &[("at", time(at, TimeStyle::LongDate).into())]),
        Ok(Reminding::Before) => language.say("remind-before"),
        Ok(Reminding::Nothing) => language.say("remind-nothing"),
        // The sale was transferred to another account after the press was authorised.
        Err(LedgerError::Overtaken(_)) => language.say("not-your-license"),
        Err(error) => return Err(error.into()),
    };
    learn(authorised).await;
    invocation.edit(words(&text)).await
}

/// Sends the keys of a sale to the buyer again.
pub(in crate::discord) async fn send_again(
    authorised: Authorised<'_>,
    sale: SaleId,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, language, .. } = authorised;
    invocation.defer().await?;
    learn(authorised).await;
    let buyer = BuyerId::new(invocation.user.id.get())?;
    let key = match bot.fulfilment.resend_to(sale, buyer, invocation.actor).await {
        Ok(Resent::Delivered) => "sent-again",
        Ok(Resent::Closed) => "sent-again-closed",
        Ok(Resent::UnderWay) => "sent-again-under-way",
        Err(LedgerError::Overtaken(_)) => match bot.fulfilment.ledger.sale(sale).await? {
            record if record.buyer == buyer => "no-license-yet",
            _ => "not-your-license",
        },
        Err(error) => return Err(error.into()),
    };
    invocation.edit(words(&language.say(key))).await
}

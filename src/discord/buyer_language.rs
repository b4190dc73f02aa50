//! The languages of buyers, learnt from their interactions.

use crate::domain::BuyerId;

use super::authorised::Authorised;

/// Remembers the language that a buyer reads, before they have their answer, so that the next sale already
/// uses it. A failure is logged and does not concern the buyer.
pub(super) async fn learn(Authorised { bot, invocation, guild, .. }: Authorised<'_>) {
    let Ok(buyer) = BuyerId::new(invocation.user.id.get()) else { return };
    if let Err(error) = bot.fulfilment.ledger.learn_locale(guild, buyer, invocation.locale).await {
        tracing::warn!(%guild, %error, "buyer's language not saved");
    }
}

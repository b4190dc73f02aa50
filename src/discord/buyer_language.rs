//! Learns the languages of buyers from their interactions.

use crate::domain::BuyerId;

use super::authorised::Authorised;

/// Saves a buyer's language before the interaction is answered, so that the next sale already uses it. A
/// failure is logged and not shown to the buyer.
pub(super) async fn learn(Authorised { bot, invocation, guild, .. }: Authorised<'_>) {
    let Ok(buyer) = BuyerId::new(invocation.user.id.get()) else { return };
    if let Err(error) = bot.fulfilment.ledger.learn_locale(guild, buyer, invocation.locale).await {
        tracing::warn!(%guild, %error, "buyer's language not saved");
    }
}

//! `/sales replace`: a new license for a faulty one, as a sale that is linked to the faulty sale.

use super::super::super::selling::{self, Order};
use super::super::super::{Context, Error, autocomplete, log};
use super::super::Authorised;

/// Longest reason kept, in characters.
const LONGEST_REASON: usize = 500;

/// Give the buyer of a faulty license another one
#[poise::command(slash_command)]
pub(super) async fn replace(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"]
    #[max_length = 20]
    sale: String,
    #[max_length = 500] reason: String,
) -> Result<(), Error> {
    super::super::staff(ctx, |Authorised { shop, invocation, guild, language }| async move {
        let Some(faulty) = super::typed_sale(shop, guild, &sale).await? else {
            return invocation.answer(log::no_such_sale(language)).await;
        };
        let faulty = shop.fulfilment.ledger.sale(faulty.sale).await?;
        let Some(license) = faulty.sold().next() else {
            return invocation.answer(log::nothing_to_replace(language)).await;
        };
        let buyer = match selling::member(shop, language, guild, faulty.buyer).await {
            Ok(buyer) => buyer,
            Err(refusal) => return invocation.answer(refusal).await,
        };
        let order = Order {
            sees_channel: faulty.buyer_sees_channel && faulty.channel == invocation.channel,
            product: license.product.clone(),
            replaces: Some((faulty.id, reason.trim().chars().take(LONGEST_REASON).collect())),
            ..buyer
        };
        selling::sell(shop, &invocation, guild, order).await
    })
    .await
}

//! `/sales replace`: a new license for a faulty one, as a sale that is linked to the faulty sale.

use super::super::super::selling::{self, Order, answer};
use super::super::super::{Context, Error, autocomplete, log};

/// Longest reason kept, in characters.
const LONGEST_REASON: usize = 500;

/// Give the buyer of a faulty license another one
#[poise::command(slash_command)]
pub(super) async fn replace(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::sale"]
    #[max_length = 20]
    sale: String,
    #[max_length = 500] reason: String,
) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::super::staff(ctx).await? else { return Ok(()) };
    let language = asked.language();
    let Some(faulty) = super::typed_sale(shop, asked.guild, &sale).await? else {
        return answer(http, asked, log::no_such_sale(language)).await;
    };
    let faulty = shop.fulfilment.ledger.sale(faulty.sale).await?;
    let Some(license) = faulty.sold().next() else {
        return answer(http, asked, log::nothing_to_replace(language)).await;
    };
    let member = match selling::member(http, language, asked.guild, faulty.buyer).await {
        Ok(member) => member,
        Err(refusal) => return answer(http, asked, refusal).await,
    };
    let order = Order {
        is_member: true,
        sees_channel: faulty.buyer_sees_channel && faulty.channel.as_u64() == asked.channel.get(),
        product: license.product.clone(),
        replaces: Some((faulty.id, reason.trim().chars().take(LONGEST_REASON).collect())),
        ..Order::of(&member.user, None)
    };
    selling::sell(shop, http, asked, order).await
}

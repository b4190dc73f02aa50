//! `/mylicenses`: a buyer's own licenses, whole, seen by nobody else.

use serenity::all::EditInteractionResponse;

use crate::courier::rest::Upload;
use crate::domain::{BuyerId, GuildId};
use crate::language::Language;

use super::Authorised;
use crate::discord::access::Access;
use crate::discord::components::learn;
use crate::discord::{Context, Error, Shop, replies};

/// Your licenses from this server
#[poise::command(slash_command)]
pub(super) async fn mylicenses(ctx: Context<'_>) -> Result<(), Error> {
    super::authorised(ctx, Access::guild, |Authorised { shop, invocation, guild, language }| async move {
        invocation.defer().await?;
        learn(shop, guild, &invocation).await;
        let reply = page(shop, language, guild, invocation.user.id, 0).await?;
        invocation.edit(reply).await
    })
    .await
}

/// A page of the licenses of whoever asks.
pub(in crate::discord) async fn page(
    shop: &Shop,
    language: Language,
    guild: GuildId,
    user: serenity::all::UserId,
    page: u32,
) -> Result<Upload<EditInteractionResponse>, Error> {
    let Ok(buyer) = BuyerId::new(user.get()) else { return Ok(replies::mine(language, &[], None, 0, 0)) };
    let offset = page.saturating_mul(replies::MINE_PAGE);
    let (licenses, count) =
        shop.fulfilment.ledger.licenses_of(guild, buyer, offset, replies::MINE_PAGE).await?;
    let front = shop.fronts.of(guild).await;
    Ok(replies::mine(language, &licenses, front.as_ref().map(|front| front.name.as_str()), page, count))
}

//! `/mylicenses`: a buyer's own licenses, whole, seen by nobody else.

use serenity::all::EditInteractionResponse;

use crate::courier::rest::Upload;
use crate::domain::{BuyerId, GuildId};
use crate::language::Language;

use super::Authorised;
use crate::discord::access::Access;
use crate::discord::components::learn;
use crate::discord::{Bot, Context, Error, replies};

/// Your licenses from this server
#[poise::command(slash_command)]
pub(super) async fn mylicenses(ctx: Context<'_>) -> Result<(), Error> {
    super::authorised(ctx, Access::guild, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        learn(bot, guild, &invocation).await;
        let reply = page(bot, language, guild, invocation.user.id, 0).await?;
        invocation.edit(reply).await
    })
    .await
}

/// A page of the licenses of whoever asks.
pub(in crate::discord) async fn page(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    user: serenity::all::UserId,
    page: u32,
) -> Result<Upload<EditInteractionResponse>, Error> {
    let Ok(buyer) = BuyerId::new(user.get()) else { return Ok(replies::mine(language, &[], None, 0, 0)) };
    let offset = page.saturating_mul(replies::MINE_PAGE);
    let (licenses, count) =
        bot.fulfilment.ledger.licenses_of(guild, buyer, offset, replies::MINE_PAGE).await?;
    let front = bot.guild_profiles.of(guild).await;
    Ok(replies::mine(language, &licenses, front.as_ref().map(|front| front.name.as_str()), page, count))
}

//! `/mylicenses`: a buyer's own licenses, whole, seen by nobody else.

use serenity::all::EditInteractionResponse;

use crate::domain::{BuyerId, GuildId};
use crate::language::Language;

use super::super::components::{deny, learn};
use super::super::defer::defer;
use super::super::{Context, Error, Shop, replies};

/// Your licenses from this server
#[poise::command(slash_command)]
pub(super) async fn mylicenses(ctx: Context<'_>) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let guild = match shop.access.guild(ctx.interaction.guild_id) {
        Ok(guild) => guild,
        Err(denied) => {
            return deny(http, ctx.interaction.id, &ctx.interaction.token, denied, super::language(ctx))
                .await;
        }
    };
    let asked = super::asked(ctx, guild);
    defer(http, asked.id, asked.token).await?;
    let reply = page(shop, asked.language(), guild, asked.staff.id, 0).await?;
    http.edit_original_interaction_response(asked.token, &reply, vec![]).await?;
    learn(shop, guild, asked.staff, asked.locale).await;
    Ok(())
}

/// A page of the licenses of whoever asks.
pub(in super::super) async fn page(
    shop: &Shop,
    language: Language,
    guild: GuildId,
    user: serenity::all::UserId,
    page: u32,
) -> Result<EditInteractionResponse, Error> {
    let Ok(buyer) = BuyerId::new(user.get()) else { return Ok(replies::mine(language, &[], None, 0, 0)) };
    let offset = page.saturating_mul(replies::MINE_PAGE);
    let (licenses, count) =
        shop.fulfilment.ledger.licenses_of(guild, buyer, offset, replies::MINE_PAGE).await?;
    let front = shop.fronts.of(guild).await;
    Ok(replies::mine(language, &licenses, front.as_ref().map(|front| front.name.as_str()), page, count))
}

//! `/mylicenses`, which shows the user's own licenses with their keys. Only the user sees the answer.

use serenity::all::EditInteractionResponse;

use crate::courier::custom_id::Right;
use crate::courier::rest::Upload;
use crate::discord::authorised::Authorised;
use crate::discord::bot::Context;
use crate::discord::buyer_language::learn;
use crate::discord::error::CommandError;
use crate::discord::views::my_licenses::{ON_PAGE, my_licenses};
use crate::domain::BuyerId;

use super::run;

/// Your licenses from this server
#[poise::command(slash_command)]
pub(super) async fn mylicenses(ctx: Context<'_>) -> Result<(), CommandError> {
    run::with(Right::Member, ctx, |authorised| async move {
        authorised.invocation.defer().await?;
        learn(authorised).await;
        let reply = page(authorised, 0).await?;
        authorised.invocation.edit(reply).await
    })
    .await
}

/// Builds a page of the user's licenses.
pub(in crate::discord) async fn page(
    Authorised { bot, invocation, guild, language }: Authorised<'_>,
    page: u32,
) -> Result<Upload<EditInteractionResponse>, CommandError> {
    let buyer = BuyerId::new(invocation.user.id.get())?;
    let offset = page.saturating_mul(ON_PAGE);
    let (licenses, count) = bot.fulfilment.ledger.licenses_of(guild, buyer, offset, ON_PAGE).await?;
    let profile = bot.guild_profiles.of(guild).await;
    let shop = profile.as_ref().map(|profile| profile.name.as_str());
    Ok(my_licenses(language, &licenses, shop, page, count))
}

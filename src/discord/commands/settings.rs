//! `/settings`: the panel, for administrators.

use crate::language::Language;

use super::super::components::deny;
use super::super::defer::defer;
use super::super::{Context, Error, settings as panel};

/// Set up this server's shop
#[poise::command(slash_command)]
pub(super) async fn settings(ctx: Context<'_>) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let language = Language::or_english(&ctx.interaction.locale);
    let guild = match shop.access.administrator(ctx.interaction.guild_id, ctx.interaction.member.as_deref()) {
        Ok(guild) => guild,
        Err(denied) => return deny(http, ctx.interaction.id, &ctx.interaction.token, denied, language).await,
    };
    defer(http, ctx.interaction.id, &ctx.interaction.token).await?;
    let reply = panel::panel(shop, http, (language, guild), None).await;
    http.edit_original_interaction_response(&ctx.interaction.token, &reply, vec![]).await?;
    Ok(())
}

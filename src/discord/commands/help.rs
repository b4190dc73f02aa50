//! `/help`, which lists what the user can do in this server.

use crate::courier::custom_id::Right;
use crate::discord::authorised::Authorised;
use crate::discord::bot::Context;
use crate::discord::buyer_language::learn;
use crate::discord::error::CommandError;
use crate::discord::views::help::help as view;

use super::run;

/// What you can do with keyclerk
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Result<(), CommandError> {
    run::with(Right::Member, ctx, |authorised| async move {
        let Authorised { bot, invocation, language, .. } = authorised;
        invocation.defer().await?;
        let is_staff = bot.access.has(&invocation, Right::Staff).await?;
        let administers = bot.access.has(&invocation, Right::Administrator).await?;
        learn(authorised).await;
        invocation.edit(view(language, is_staff, administers)).await
    })
    .await
}

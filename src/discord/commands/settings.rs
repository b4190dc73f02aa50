//! `/settings`: the panel, for administrators.

use super::Authorised;
use crate::discord::access::Access;
use crate::discord::{Context, Error, settings as panel};

/// Set up this server's shop
#[poise::command(slash_command)]
pub(super) async fn settings(ctx: Context<'_>) -> Result<(), Error> {
    super::authorised(
        ctx,
        Access::administrator,
        |Authorised { bot, invocation, guild, language }| async move {
            invocation.defer().await?;
            invocation.edit(panel::panel(bot, (language, guild), None).await).await
        },
    )
    .await
}

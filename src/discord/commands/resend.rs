//! `/resend`: the key of a sale, once more to its buyer.

use super::Authorised;
use crate::discord::decisions::resend_by_number;
use crate::discord::{Context, Error};

/// Send the buyer their key again
#[poise::command(slash_command)]
pub(super) async fn resend(ctx: Context<'_>, #[max_length = 20] sale: String) -> Result<(), Error> {
    super::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let reply = resend_by_number(bot, language, guild, &sale, invocation.actor).await?;
        invocation.edit(reply).await
    })
    .await
}

//! `/resend`: the key of a sale, once more to its buyer.

use crate::domain::StaffId;

use super::super::decisions::resend_by_number;
use super::super::defer::defer;
use super::super::{Context, Error};

/// Send the buyer their key again
#[poise::command(slash_command)]
pub(super) async fn resend(ctx: Context<'_>, #[max_length = 20] sale: String) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::staff(ctx).await? else { return Ok(()) };
    defer(http, asked.id, asked.token).await?;
    let Ok(staff) = StaffId::new(asked.staff.id.get()) else { return Ok(()) };
    let reply = resend_by_number(shop, asked.language(), asked.guild, &sale, staff).await?;
    http.edit_original_interaction_response(asked.token, &reply, vec![]).await?;
    Ok(())
}

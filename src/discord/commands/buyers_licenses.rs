//! The user menu *Buyer's licenses*, which lists the licenses sold to a member with masked keys.

use serenity::all::{EditInteractionResponse, User};

use crate::discord::authorised::Authorised;
use crate::discord::bot::Context;
use crate::discord::error::CommandError;
use crate::discord::views::buyers_licenses::{ON_PAGE, buyers_licenses as view};
use crate::discord::views::parts::words;
use crate::domain::BuyerId;

use super::run;

/// Lists the licenses sold to the selected member.
#[poise::command(context_menu_command = "Buyer's licenses")]
pub(super) async fn buyers_licenses(ctx: Context<'_>, user: User) -> Result<(), CommandError> {
    run::staff(ctx, |authorised| async move {
        let Authorised { invocation, language, .. } = authorised;
        invocation.defer().await?;
        let reply = match BuyerId::new(user.id.get()) {
            Ok(buyer) => page(authorised, buyer, 0).await?,
            Err(_) => words(&language.say("bad-id")),
        };
        invocation.edit(reply).await
    })
    .await
}

/// Builds a page of the list.
pub(in crate::discord) async fn page(
    Authorised { bot, guild, language, .. }: Authorised<'_>,
    buyer: BuyerId,
    page: u32,
) -> Result<EditInteractionResponse, CommandError> {
    let offset = page.saturating_mul(ON_PAGE);
    let (licenses, count) = bot.fulfilment.ledger.licenses_of(guild, buyer, offset, ON_PAGE).await?;
    Ok(view(language, buyer, &licenses, page, count))
}

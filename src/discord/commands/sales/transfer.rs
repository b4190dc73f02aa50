//! `/sales transfer`, which gives a sale to another account of its buyer.

use serenity::all::{EditInteractionResponse, User};

use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::views::sales::outcome::no_such_sale;
use crate::discord::views::sales::transfer::{NotTransferred, not_transferred, transferred};
use crate::domain::{BuyerId, SaleId, Transfer};
use crate::fulfilment::Transferred;

use super::lookup::{listed_here, typed};

/// Give a sale to the buyer's new account
#[poise::command(slash_command)]
pub(super) async fn transfer(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"]
    #[max_length = 20]
    sale: String,
    member: User,
) -> Result<(), CommandError> {
    let is_member = ctx.interaction.data.resolved.members.contains_key(&member.id);
    run::staff(ctx, |authorised| async move {
        let Authorised { bot, invocation, language, .. } = authorised;
        invocation.defer().await?;
        let Some(sale) = listed_here(authorised, typed(&sale)).await? else {
            return invocation.edit(no_such_sale(language)).await;
        };
        let buyer = BuyerId::new(member.id.get())?;
        let refused = |why| invocation.edit(not_transferred(language, sale.sale, buyer, why));
        if member.bot {
            return refused(NotTransferred::ToBot).await;
        }
        if !is_member {
            return refused(NotTransferred::ToStranger).await;
        }
        let reply = transferred_to(authorised, sale.sale, buyer).await?;
        let answered = invocation.edit(reply).await?;
        // Staff have their answer. After an error, the roles stay due.
        if let Err(error) = bot.fulfilment.tell(sale.sale).await {
            tracing::error!(%error, "sale {}: roles not moved after the transfer", sale.sale);
        }
        Ok(answered)
    })
    .await
}

/// Transfers a sale, and builds the answer to staff.
async fn transferred_to(
    Authorised { bot, invocation, language, .. }: Authorised<'_>,
    sale: SaleId,
    buyer: BuyerId,
) -> Result<EditInteractionResponse, CommandError> {
    let transfer = Transfer { buyer, staff: invocation.actor, interaction: invocation.id };
    Ok(match bot.fulfilment.transfer(sale, &transfer).await? {
        Transferred::Done { buyer, former } => transferred(language, sale, buyer, former),
        Transferred::Refused(why) => not_transferred(language, sale, buyer, NotTransferred::Refused(why)),
    })
}

//! `/resend`, which sends the keys of a sale to its buyer again.

use serenity::all::EditInteractionResponse;

use crate::courier::letters::number;
use crate::courier::markup::user;
use crate::discord::authorised::Authorised;
use crate::discord::bot::Context;
use crate::discord::error::CommandError;
use crate::discord::views::parts::{refusal, words};
use crate::domain::{Sale, SaleId};
use crate::fulfilment::Resent;
use crate::ledger::LedgerError;

use super::run;

/// Send the buyer their key again
#[poise::command(slash_command)]
pub(super) async fn resend(ctx: Context<'_>, #[max_length = 20] sale: String) -> Result<(), CommandError> {
    run::staff(ctx, |authorised| async move {
        let Authorised { invocation, language, .. } = authorised;
        invocation.defer().await?;
        let reply = match sale_here(authorised, &sale).await? {
            Some(sale) => resend_keys(authorised, &sale).await?,
            None => refusal(&language.say("no-such-sale-title"), &language.say("no-such-sale")),
        };
        invocation.edit(reply).await
    })
    .await
}

/// Sends the keys again, and builds the answer to staff.
pub(in crate::discord) async fn resend_keys(
    Authorised { bot, invocation, language, .. }: Authorised<'_>,
    sale: &Sale,
) -> Result<EditInteractionResponse, CommandError> {
    let key = match bot.fulfilment.resend(sale.id, invocation.actor).await {
        Ok(Resent::Delivered) => "resend-delivered",
        Ok(Resent::Closed) => "resend-closed",
        Ok(Resent::UnderWay) => "resend-under-way",
        Err(LedgerError::Overtaken(_)) => "resend-nothing",
        Err(error) => return Err(error.into()),
    };
    let values = [
        ("buyer", user(sale.buyer).into()),
        ("sale", number(sale.id).into()),
        ("count", sale.sold().count().into()),
    ];
    Ok(words(&language.with(key, &values)))
}

/// Returns the sale with the number that staff typed, if it belongs to this server.
async fn sale_here(
    Authorised { bot, guild, .. }: Authorised<'_>,
    typed: &str,
) -> Result<Option<Sale>, CommandError> {
    let Ok(sale) = typed.parse::<SaleId>() else { return Ok(None) };
    match bot.fulfilment.ledger.sale(sale).await {
        Ok(sale) => Ok(Some(sale).filter(|sale| sale.guild == guild)),
        Err(LedgerError::NoSuchSale(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

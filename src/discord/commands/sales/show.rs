//! `/sales show`, which shows one sale with its history.

use serenity::all::EditInteractionResponse;

use crate::courier::letters::judgements;
use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::views::sales::outcome::no_such_sale;
use crate::discord::views::sales::sale::sale as view;
use crate::domain::{SaleId, SaleState};

use super::lookup::{listed_here, typed};

/// Show a sale and everything that happened to it
#[poise::command(slash_command)]
pub(super) async fn show(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"]
    #[max_length = 20]
    sale: String,
) -> Result<(), CommandError> {
    run::staff(ctx, |authorised| async move {
        authorised.invocation.defer().await?;
        let reply = shown(authorised, typed(&sale)).await?;
        authorised.invocation.edit(reply).await
    })
    .await
}

/// Builds the view of a sale. For a held sale, the view has the buttons for staff's decision.
pub(in crate::discord) async fn shown(
    authorised: Authorised<'_>,
    sale: Option<SaleId>,
) -> Result<EditInteractionResponse, CommandError> {
    let Authorised { bot, language, .. } = authorised;
    let Some(sale) = listed_here(authorised, sale).await? else { return Ok(no_such_sale(language)) };
    let ledger = &bot.fulfilment.ledger;
    let decisions = match sale.state {
        SaleState::Held => judgements(language, &ledger.sale(sale.sale).await?),
        _ => vec![],
    };
    Ok(view(language, &sale, &ledger.events(sale.sale).await?, decisions))
}

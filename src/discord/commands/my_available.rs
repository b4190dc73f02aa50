//! `/myavailable`, which shows the stock, counted by product and listed in pages.

use serenity::all::EditInteractionResponse;

use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::error::CommandError;
use crate::discord::views::refusal::vendor_failed;
use crate::discord::views::stock::{count_by_product, stock};
use crate::fulfilment::StockList;

use super::run;
use super::sales::counted;

/// Show the licenses in stock
#[poise::command(slash_command)]
pub(super) async fn myavailable(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"] product: Option<String>,
) -> Result<(), CommandError> {
    run::staff(ctx, |authorised| async move {
        let Authorised { bot, invocation, language, .. } = authorised;
        invocation.defer().await?;
        let reply = match bot.fulfilment.stock.browse().await {
            Ok(list) => view(authorised, &list, product.as_deref(), 0).await?,
            Err(error) => vendor_failed(language, &error),
        };
        invocation.edit(reply).await
    })
    .await
}

/// Builds another page of the same list. `product` is the position of a product in the counts.
pub(in crate::discord) async fn page(
    authorised: Authorised<'_>,
    page: usize,
    product: Option<usize>,
) -> Result<EditInteractionResponse, CommandError> {
    let Authorised { bot, language, .. } = authorised;
    let list = match bot.fulfilment.stock.known() {
        Some(list) => list,
        None => match bot.fulfilment.stock.browse().await {
            Ok(list) => list,
            Err(error) => return Ok(vendor_failed(language, &error)),
        },
    };
    let counts = count_by_product(&list, bot.fulfilment.clock().now());
    let product = product.and_then(|at| counts.keys().nth(at));
    view(authorised, &list, product.map(String::as_str), page).await
}

/// Builds a page. It includes how long each product lasts at the current rate of sales.
async fn view(
    Authorised { bot, guild, language, .. }: Authorised<'_>,
    list: &StockList,
    product: Option<&str>,
    page: usize,
) -> Result<EditInteractionResponse, CommandError> {
    let lasting = counted(bot, guild, Some(list)).await?.stock.unwrap_or_default();
    Ok(stock(language, list, product, &lasting, page, bot.fulfilment.clock().now()))
}

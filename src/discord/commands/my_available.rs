//! `/myavailable`: the stock, counted by product and listed in pages.

use serenity::all::EditInteractionResponse;

use crate::domain::GuildId;
use crate::fulfilment::StockList;
use crate::journal::Lasting;
use crate::language::Language;

use super::Authorised;
use crate::discord::{Bot, Context, Error, autocomplete, replies};

/// Show the licenses in stock
#[poise::command(slash_command)]
pub(super) async fn myavailable(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"] product: Option<String>,
) -> Result<(), Error> {
    super::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let reply = match bot.fulfilment.stock.browse().await {
            Ok(list) => {
                let lasting = lasting(bot, guild, &list).await?;
                let now = bot.fulfilment.clock().now();
                replies::stock(language, &list, product.as_deref(), &lasting, 0, now)
            }
            Err(error) => replies::vendor_failed(language, &error),
        };
        invocation.edit(reply).await
    })
    .await
}

/// Another page of the same list: `place` is the rest of the button's custom id.
pub(in crate::discord) async fn page(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    place: &str,
) -> Result<EditInteractionResponse, Error> {
    let list = match bot.fulfilment.stock.known() {
        Some(list) => list,
        None => match bot.fulfilment.stock.browse().await {
            Ok(list) => list,
            Err(error) => return Ok(replies::vendor_failed(language, &error)),
        },
    };
    let now = bot.fulfilment.clock().now();
    let (page, product) = place.split_once(':').unwrap_or((place, ""));
    let counts = replies::count_by_product(&list, now);
    let product = product.parse().ok().and_then(|at| counts.keys().nth(at));
    let lasting = lasting(bot, guild, &list).await?;
    let page = page.parse().unwrap_or(0);
    Ok(replies::stock(language, &list, product.map(String::as_str), &lasting, page, now))
}

/// How long each product lasts at the present pace.
async fn lasting(bot: &Bot, guild: GuildId, list: &StockList) -> Result<Vec<Lasting>, Error> {
    Ok(super::sales::counted(bot, guild, Some(list)).await?.stock.unwrap_or_default())
}

//! `/sales list`: the newest sales that fit, in pages.

use serenity::all::{EditInteractionResponse, User};

use crate::domain::{GuildId, SaleId};
use crate::ledger::{ProductMark, SaleFilter};

use super::super::super::defer::defer;
use super::super::super::{Context, Error, Shop, autocomplete, log, replies};
use super::filter::{self, Choice, State};

/// List the newest sales
#[poise::command(slash_command)]
pub(super) async fn list(
    ctx: Context<'_>,
    #[description = "Only to this buyer"] buyer: Option<User>,
    #[description = "Only by this staff member"] staff: Option<User>,
    #[description = "Only of this product"]
    #[autocomplete = "autocomplete::sold_product"]
    product: Option<String>,
    #[description = "Only in this state"] state: Option<State>,
    #[description = "Only since this day, such as 2026-11-24"]
    #[max_length = 10]
    since: Option<String>,
) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::super::staff(ctx).await? else { return Ok(()) };
    defer(http, asked.id, asked.token).await?;
    let choice = Choice { buyer, staff, product, state, since };
    let reply = match choice.filter(asked.guild) {
        Ok(filter) => {
            let mark = match &filter.product {
                Some(product) => shop.fulfilment.ledger.mark_of(asked.guild, product).await?,
                None => None,
            };
            listed(shop, &filter, mark, None).await?
        }
        Err(text) => replies::refusal("Nothing was looked up", text),
    };
    super::answer(ctx, reply).await
}

/// Another page of the same list: `place` is the rest of the button's custom id. `None` for a
/// button that is not ours.
pub(in super::super::super) async fn page(
    shop: &Shop,
    guild: GuildId,
    place: &str,
) -> Result<Option<EditInteractionResponse>, Error> {
    let Some((filter, mark, before)) = filter::placed(&shop.fulfilment.ledger, guild, place).await? else {
        return Ok(None);
    };
    Ok(Some(listed(shop, &filter, mark, before).await?))
}

async fn listed(
    shop: &Shop,
    filter: &SaleFilter,
    mark: Option<ProductMark>,
    before: Option<SaleId>,
) -> Result<EditInteractionResponse, Error> {
    let page = shop.fulfilment.ledger.page(filter, before, log::PAGE).await?;
    let newest = filter::place(filter, mark, None);
    let older = page.older.map(|older| filter::place(filter, mark, Some(older)));
    Ok(log::list(filter, &page.sales, before.is_some().then_some(newest), older))
}

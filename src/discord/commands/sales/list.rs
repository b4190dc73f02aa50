//! `/sales list`, which lists the newest matching sales in pages.

use serenity::all::{EditInteractionResponse, User};

use crate::courier::custom_id::SalesPlace;
use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::views::parts::refusal;
use crate::discord::views::sales::list as view;
use crate::domain::SaleId;
use crate::ledger::{ProductMark, SaleFilter};
use crate::report::InvalidDay;

use super::filter::{Choice, StateChoice, filter_of, place as place_of};

/// List the newest sales
#[poise::command(slash_command)]
pub(super) async fn list(
    ctx: Context<'_>,
    buyer: Option<User>,
    staff: Option<User>,
    #[autocomplete = "autocomplete::offered"] product: Option<String>,
    state: Option<StateChoice>,
    #[max_length = 10] since: Option<String>,
) -> Result<(), CommandError> {
    run::staff(ctx, |authorised| async move {
        let Authorised { bot, invocation, guild, language } = authorised;
        invocation.defer().await?;
        let choice = Choice { buyer, staff, product, state, since };
        let reply = match choice.filter(guild) {
            Ok(filter) => {
                let mark = match &filter.product {
                    Some(product) => bot.fulfilment.ledger.mark_of(guild, product).await?,
                    None => None,
                };
                listed(authorised, &filter, mark, None).await?
            }
            Err(InvalidDay) => refusal(&language.say("input-title"), &language.say("since-is-no-day")),
        };
        invocation.edit(reply).await
    })
    .await
}

/// Builds another page of the same list. Returns `None` if the ledger no longer knows the list's product.
pub(in crate::discord) async fn page(
    authorised: Authorised<'_>,
    place: SalesPlace,
) -> Result<Option<EditInteractionResponse>, CommandError> {
    let ledger = &authorised.bot.fulfilment.ledger;
    let Some(filter) = filter_of(ledger, authorised.guild, place).await? else { return Ok(None) };
    Ok(Some(listed(authorised, &filter, place.product, place.before).await?))
}

async fn listed(
    Authorised { bot, language, .. }: Authorised<'_>,
    filter: &SaleFilter,
    mark: Option<ProductMark>,
    before: Option<SaleId>,
) -> Result<EditInteractionResponse, CommandError> {
    let page = bot.fulfilment.ledger.page(filter, before, view::ON_PAGE).await?;
    let newest = before.map(|_| place_of(filter, mark, None));
    let older = page.older.map(|older| place_of(filter, mark, Some(older)));
    Ok(view::list(language, filter, &page.sales, newest, older))
}

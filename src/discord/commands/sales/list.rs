//! `/sales list`: the newest sales that fit, in pages.

use serenity::all::{EditInteractionResponse, User};

use crate::domain::{GuildId, SaleId};
use crate::language::Language;
use crate::ledger::{ProductMark, SaleFilter};

use super::filter::{self, Choice, State};
use crate::discord::commands::Authorised;
use crate::discord::{Bot, Context, Error, autocomplete, log, replies};

/// List the newest sales
#[poise::command(slash_command)]
pub(super) async fn list(
    ctx: Context<'_>,
    buyer: Option<User>,
    staff: Option<User>,
    #[autocomplete = "autocomplete::offered"] product: Option<String>,
    state: Option<State>,
    #[max_length = 10] since: Option<String>,
) -> Result<(), Error> {
    crate::discord::commands::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let choice = Choice { buyer, staff, product, state, since };
        let reply = match choice.filter(guild) {
            Ok(filter) => {
                let mark = match &filter.product {
                    Some(product) => bot.fulfilment.ledger.mark_of(guild, product).await?,
                    None => None,
                };
                listed(bot, language, &filter, mark, None).await?
            }
            Err(why) => replies::refusal(&language.say("nothing-looked-up-title"), &language.say(why)),
        };
        invocation.edit(reply).await
    })
    .await
}

/// Another page of the same list: `place` is the rest of the button's custom id. `None` for a
/// button that is not ours.
pub(in crate::discord) async fn page(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    place: &str,
) -> Result<Option<EditInteractionResponse>, Error> {
    let Some((filter, mark, before)) = filter::placed(&bot.fulfilment.ledger, guild, place).await? else {
        return Ok(None);
    };
    Ok(Some(listed(bot, language, &filter, mark, before).await?))
}

async fn listed(
    bot: &Bot,
    language: Language,
    filter: &SaleFilter,
    mark: Option<ProductMark>,
    before: Option<SaleId>,
) -> Result<EditInteractionResponse, Error> {
    let page = bot.fulfilment.ledger.page(filter, before, log::PAGE).await?;
    let newest = filter::place(filter, mark, None);
    let older = page.older.map(|older| filter::place(filter, mark, Some(older)));
    Ok(log::list(language, filter, &page.sales, before.is_some().then_some(newest), older))
}

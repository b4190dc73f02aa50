//! `/sales export`: the sales that fit, as a table for a spreadsheet.

use serenity::all::User;

use crate::journal::Table;

use super::super::super::defer::defer;
use super::super::super::{Context, Error, autocomplete, log, replies};
use super::filter::{Choice, State};

/// Discord takes 10 MiB; the rest is for what goes with it.
const LARGEST: usize = 10 * 1024 * 1024 - 64 * 1024;
/// Sales read at a time.
const AT_A_TIME: u32 = 1_000;

/// Get the sales as a table (CSV)
#[poise::command(slash_command)]
pub(super) async fn export(
    ctx: Context<'_>,
    buyer: Option<User>,
    staff: Option<User>,
    #[autocomplete = "autocomplete::sold_product"] product: Option<String>,
    state: Option<State>,
    #[max_length = 10] since: Option<String>,
) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::super::staff(ctx).await? else { return Ok(()) };
    let language = asked.language();
    defer(http, asked.id, asked.token).await?;
    let choice = Choice { buyer, staff, product, state, since };
    let filter = match choice.filter(asked.guild) {
        Ok(filter) => filter,
        Err(why) => {
            let (title, text) = (language.say("nothing-exported-title"), language.say(why));
            return super::answer(ctx, replies::refusal(&title, &text)).await;
        }
    };
    let mut table = Table::new(LARGEST, false)?;
    let (mut sales, mut before, mut oldest) = (0, None, None);
    let cut_at = 'pages: loop {
        let page = shop.fulfilment.ledger.page(&filter, before, AT_A_TIME).await?;
        for sale in &page.sales {
            if !table.add(sale)? {
                break 'pages oldest;
            }
            (sales, oldest) = (sales + 1, Some(sale.sale));
        }
        before = page.older;
        if before.is_none() {
            break None;
        }
    };
    super::answer(ctx, log::exported(language, sales, cut_at, table.into_bytes())).await
}

//! `/sales stats`, which shows the last 30 days as a chart and in words.

use std::collections::BTreeMap;

use crate::chart::{self, Chart};
use crate::courier::rest::Rest;
use crate::discord::authorised::Authorised;
use crate::discord::bot::{Bot, Context};
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::views::statistics;
use crate::discord::views::stock::count_by_product;
use crate::domain::{GuildId, StaffId};
use crate::fulfilment::StockList;
use crate::report::{Figures, FiguresInput, figures, first_day};

/// Show what was sold in the last 30 days, and how long the stock lasts
#[poise::command(slash_command)]
pub(super) async fn stats(ctx: Context<'_>) -> Result<(), CommandError> {
    run::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let stock = bot.fulfilment.stock.browse().await.ok();
        let figures = counted(bot, guild, stock.as_deref()).await?;
        let names = names(&bot.rest, guild, &figures).await;
        let picture = drawn(statistics::chart(language, &figures, &names)).await;
        invocation.edit(statistics::month(language, &figures, &names, picture)).await
    })
    .await
}

/// Draws a chart on a blocking thread. Logs a failure and returns `None`.
async fn drawn(chart: Chart) -> Option<Vec<u8>> {
    match tokio::task::spawn_blocking(move || chart::png(&chart)).await {
        Ok(Ok(picture)) => Some(picture),
        Ok(Err(error)) => {
            tracing::error!(%error, "chart left out");
            None
        }
        Err(error) => {
            tracing::error!(%error, "chart left out");
            None
        }
    }
}

/// Counts this server's sales, and estimates how long the stock lasts. All servers sell from the same stock.
pub(in crate::discord) async fn counted(
    bot: &Bot,
    guild: GuildId,
    stock: Option<&StockList>,
) -> Result<Figures, CommandError> {
    let ledger = &bot.fulfilment.ledger;
    let now = bot.fulfilment.clock().now();
    let since = first_day(now);
    let sold = ledger.sold_since(guild, since).await?;
    let mut drawn = sold.clone();
    let mut first_sale_at = ledger.first_sale_at(guild).await?;
    for other in bot.access.guilds().iter().filter(|other| **other != guild) {
        drawn.extend(ledger.sold_since(*other, since).await?);
        let first = ledger.first_sale_at(*other).await?;
        first_sale_at = first_sale_at.into_iter().chain(first).min();
    }
    let stock = stock.map(|list| count_by_product(list, now));
    Ok(figures(&FiguresInput { now, sold: &sold, drawn: &drawn, first_sale_at, stock: stock.as_ref() }))
}

/// Returns the names of staff in this server. A member who has left is missing from the result.
async fn names(rest: &Rest, guild: GuildId, figures: &Figures) -> BTreeMap<StaffId, String> {
    let mut names = BTreeMap::new();
    for staff in figures.staff.iter().filter_map(|(staff, _)| *staff) {
        if let Ok(member) = rest.member(guild, staff.as_u64()).await {
            names.insert(staff, member.display_name().to_owned());
        }
    }
    names
}

//! `/sales`: the log of what this server sold, and what staff note on a sale afterwards.

mod export;
mod filter;
mod list;
mod refund;
mod replace;
mod show;
mod stats;

use crate::domain::{GuildId, SaleId};
use crate::ledger::ListedSale;

use crate::discord::{Bot, Context, Error};

pub(in crate::discord) use list::page;
pub(in crate::discord) use show::{reveal, shown};

use export::export;
use list::list;
use refund::refund;
use replace::replace;
use show::show;
pub(super) use stats::counted;
use stats::stats;

/// The log of sales
#[poise::command(
    slash_command,
    subcommand_required,
    subcommands("list", "show", "export", "stats", "refund", "replace")
)]
#[expect(clippy::unused_async, reason = "the framework wants a future of every command")]
pub(super) async fn sales(_: Context<'_>) -> Result<(), Error> {
    Ok(())
}

/// The sale that a number as typed names, if it is this server's.
async fn typed_sale(bot: &Bot, guild: GuildId, number: &str) -> Result<Option<ListedSale>, Error> {
    let Ok(sale) = number.parse::<SaleId>() else { return Ok(None) };
    let listed = bot.fulfilment.ledger.listed(sale).await?;
    Ok(listed.filter(|sale| sale.guild == guild))
}

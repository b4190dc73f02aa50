//! `/sales`, the log of this server's sales, and the actions of staff on past sales.

mod attribute;
mod export;
mod filter;
mod list;
mod lookup;
mod refund;
mod replace;
mod show;
mod stats;
mod transfer;

use crate::discord::bot::Context;
use crate::discord::error::CommandError;

pub(in crate::discord) use list::page;
pub(in crate::discord) use lookup::listed_here;
pub(in crate::discord) use show::shown;
pub(super) use stats::counted;

use attribute::attribute;
use export::export;
use list::list;
use refund::refund;
use replace::replace;
use show::show;
use stats::stats;
use transfer::transfer;

/// The log of sales
#[poise::command(
    slash_command,
    subcommand_required,
    subcommands("list", "show", "export", "stats", "refund", "replace", "transfer", "attribute")
)]
#[expect(clippy::unused_async, reason = "the framework wants a future of every command")]
pub(super) async fn sales(_: Context<'_>) -> Result<(), CommandError> {
    Ok(())
}

//! `/sales export`, which writes the matching sales as a table for a spreadsheet.

use serenity::all::{EditInteractionResponse, User};

use crate::courier::rest::Upload;
use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::{Bot, Context};
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::views::parts::refusal;
use crate::discord::views::sales::outcome::exported as view;
use crate::i18n::Language;
use crate::ledger::SaleFilter;
use crate::report::{InvalidDay, Layout, Separator, Table};

use super::filter::{Choice, StateChoice};

/// The maximum size of the table, in bytes. Discord accepts 10 MiB for the whole request.
const LARGEST: usize = 10 * 1024 * 1024 - 64 * 1024;
/// The number of sales that are read at a time.
const AT_A_TIME: u32 = 1_000;

/// Get the sales as a table (CSV)
#[poise::command(slash_command)]
pub(super) async fn export(
    ctx: Context<'_>,
    buyer: Option<User>,
    staff: Option<User>,
    #[autocomplete = "autocomplete::offered"] product: Option<String>,
    state: Option<StateChoice>,
    #[max_length = 10] since: Option<String>,
) -> Result<(), CommandError> {
    run::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let choice = Choice { buyer, staff, product, state, since };
        let reply = match choice.filter(guild) {
            Ok(filter) => exported(bot, language, &filter).await?,
            Err(InvalidDay) => refusal(&language.say("input-title"), &language.say("since-is-no-day")).into(),
        };
        invocation.edit(reply).await
    })
    .await
}

/// Returns the separator that Excel expects in countries that speak a language.
const fn separator(language: Language) -> Separator {
    match language {
        Language::English => Separator::Comma,
        Language::German
        | Language::French
        | Language::Spanish
        | Language::BrazilianPortuguese
        | Language::Turkish => Separator::Semicolon,
    }
}

/// Writes the matching sales into a table, newest first. Stops at the maximum size.
async fn exported(
    bot: &Bot,
    language: Language,
    filter: &SaleFilter,
) -> Result<Upload<EditInteractionResponse>, CommandError> {
    let mut table = Table::new(LARGEST, false, Layout::Excel(separator(language)))?;
    let (mut sales, mut before, mut oldest) = (0, None, None);
    let cut_at = 'pages: loop {
        let page = bot.fulfilment.ledger.page(filter, before, AT_A_TIME).await?;
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
    Ok(view(language, sales, cut_at, table.into_bytes()))
}

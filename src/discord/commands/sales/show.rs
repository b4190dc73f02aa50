//! `/sales show`: one sale and everything that happened to it; its keys for staff who ask.

use serenity::all::EditInteractionResponse;

use crate::courier::letters::staff_reply::judgements;
use crate::courier::rest::Upload;
use crate::domain::{GuildId, SaleState, StaffId};
use crate::language::Language;

use crate::discord::commands::Authorised;
use crate::discord::{Bot, Context, Error, autocomplete, log};

/// Show a sale and everything that happened to it
#[poise::command(slash_command)]
pub(super) async fn show(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"]
    #[max_length = 20]
    sale: String,
) -> Result<(), Error> {
    crate::discord::commands::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let reply = shown(bot, language, guild, &sale).await?;
        invocation.edit(reply).await
    })
    .await
}

/// A sale as its number names it; of one that is held, with the buttons by which staff decide.
pub(in crate::discord) async fn shown(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    number: &str,
) -> Result<EditInteractionResponse, Error> {
    let Some(sale) = super::typed_sale(bot, guild, number).await? else {
        return Ok(log::no_such_sale(language));
    };
    let ledger = &bot.fulfilment.ledger;
    let decisions = match sale.state {
        SaleState::Held => judgements(language, &ledger.sale(sale.sale).await?),
        _ => vec![],
    };
    Ok(log::sale(language, &sale, &ledger.events(sale.sale).await?, decisions))
}

/// The keys of a sale, whole, for staff who pressed the button; that they did is in its history
/// before they see them.
pub(in crate::discord) async fn reveal(
    bot: &Bot,
    language: Language,
    guild: GuildId,
    number: &str,
    staff: StaffId,
) -> Result<Upload<EditInteractionResponse>, Error> {
    let Some(sale) = super::typed_sale(bot, guild, number).await? else {
        return Ok(log::no_such_sale(language).into());
    };
    if sale.licenses.is_empty() {
        return Ok(log::no_key(language).into());
    }
    let keys: Vec<_> = sale.licenses.iter().map(|license| license.key.hash()).collect();
    bot.fulfilment.ledger.revealed(guild, sale.sale, &keys, staff).await?;
    tracing::info!(%staff, "sale {}: staff were shown its keys", sale.sale);
    Ok(log::keys(language, &sale))
}

//! The buttons that show staff a sale and its keys.

use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::commands::sales::{listed_here, shown};
use crate::discord::error::CommandError;
use crate::discord::views::sales::outcome::{keys, no_key, no_such_sale};
use crate::domain::SaleId;

/// Shows a sale.
pub(in crate::discord) async fn show(
    authorised: Authorised<'_>,
    sale: SaleId,
) -> Result<Answered, CommandError> {
    authorised.invocation.defer().await?;
    let reply = shown(authorised, Some(sale)).await?;
    authorised.invocation.edit(reply).await
}

/// Shows the keys of a sale. The reveal is recorded in the sale's history before staff see the keys.
pub(in crate::discord) async fn reveal(
    authorised: Authorised<'_>,
    sale: SaleId,
) -> Result<Answered, CommandError> {
    let Authorised { bot, invocation, guild, language } = authorised;
    invocation.defer().await?;
    let Some(sale) = listed_here(authorised, Some(sale)).await? else {
        return invocation.edit(no_such_sale(language)).await;
    };
    if sale.licenses.is_empty() {
        return invocation.edit(no_key(language)).await;
    }
    let hashes: Vec<_> = sale.licenses.iter().map(|license| license.key.hash()).collect();
    let staff = invocation.actor;
    bot.fulfilment.ledger.revealed(guild, sale.sale, &hashes, staff).await?;
    tracing::info!(%staff, "sale {}: keys shown to staff", sale.sale);
    invocation.edit(keys(language, &sale)).await
}

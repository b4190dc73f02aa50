//! Looks up sales of the server by their numbers.

use crate::discord::authorised::Authorised;
use crate::discord::error::CommandError;
use crate::domain::SaleId;
use crate::ledger::ListedSale;

/// Parses a sale's number, as staff type it.
pub(super) fn typed(number: &str) -> Option<SaleId> {
    number.parse().ok()
}

/// Returns a sale if it belongs to this server.
pub(in crate::discord) async fn listed_here(
    Authorised { bot, guild, .. }: Authorised<'_>,
    sale: Option<SaleId>,
) -> Result<Option<ListedSale>, CommandError> {
    let Some(sale) = sale else { return Ok(None) };
    let listed = bot.fulfilment.ledger.listed(sale).await?;
    Ok(listed.filter(|sale| sale.guild == guild))
}

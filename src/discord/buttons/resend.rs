//! The button *Resend*, with which staff send a buyer the keys again.

use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::commands::resend::resend_keys;
use crate::discord::error::CommandError;
use crate::domain::SaleId;

/// Sends the keys of a sale to its buyer again.
pub(in crate::discord) async fn press(
    authorised: Authorised<'_>,
    sale: SaleId,
) -> Result<Answered, CommandError> {
    authorised.invocation.defer().await?;
    let sale = authorised.bot.fulfilment.ledger.sale(sale).await?;
    let reply = resend_keys(authorised, &sale).await?;
    authorised.invocation.edit(reply).await
}

//! `/sales refund`: a mark on a sale, with who, when and why.

use crate::ledger::LedgerError;

use crate::discord::commands::Authorised;
use crate::discord::{Context, Error, autocomplete, log};

/// Longest reason kept, in characters.
const LONGEST_REASON: usize = 500;

/// Mark a sale as refunded; the buyer keeps the license
#[poise::command(slash_command)]
pub(super) async fn refund(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"]
    #[max_length = 20]
    sale: String,
    #[max_length = 500] reason: String,
) -> Result<(), Error> {
    crate::discord::commands::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        invocation.defer().await?;
        let Some(sale) = super::typed_sale(bot, guild, &sale).await? else {
            return invocation.edit(log::no_such_sale(language)).await;
        };
        let reason: String = reason.trim().chars().take(LONGEST_REASON).collect();
        let made = match bot.fulfilment.refund(sale.sale, invocation.actor, &reason).await {
            Ok(_) => true,
            Err(LedgerError::Overtaken(_)) => false,
            Err(error) => return Err(error.into()),
        };
        let Some(sale) = bot.fulfilment.ledger.listed(sale.sale).await? else {
            return invocation.edit(log::no_such_sale(language)).await;
        };
        let answered = invocation.edit(log::refunded(language, &sale, made)).await?;
        // Staff have their answer; the line of the sales channel stays due.
        if made && let Err(error) = bot.fulfilment.tell(sale.sale).await {
            tracing::error!(%error, "sale {}: the refund could not be told", sale.sale);
        }
        Ok(answered)
    })
    .await
}

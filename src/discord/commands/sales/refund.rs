//! `/sales refund`, which marks a sale as refunded and records who did it, when and why.

use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::views::sales::outcome::{no_such_sale, refunded};
use crate::ledger::LedgerError;

use super::lookup::{listed_here, typed};

/// The maximum length of a stored reason, in characters.
const LONGEST_REASON: usize = 500;

/// Mark a sale as refunded; the buyer keeps the license
#[poise::command(slash_command)]
pub(super) async fn refund(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"]
    #[max_length = 20]
    sale: String,
    #[max_length = 500] reason: String,
) -> Result<(), CommandError> {
    run::staff(ctx, |authorised| async move {
        let Authorised { bot, invocation, language, .. } = authorised;
        invocation.defer().await?;
        let Some(sale) = listed_here(authorised, typed(&sale)).await? else {
            return invocation.edit(no_such_sale(language)).await;
        };
        let reason: String = reason.trim().chars().take(LONGEST_REASON).collect();
        let is_made = match bot.fulfilment.refund(sale.sale, invocation.actor, &reason).await {
            Ok(_) => true,
            Err(LedgerError::Overtaken(_)) => false,
            Err(error) => return Err(error.into()),
        };
        let Some(sale) = bot.fulfilment.ledger.listed(sale.sale).await? else {
            return invocation.edit(no_such_sale(language)).await;
        };
        let answered = invocation.edit(refunded(language, &sale, is_made)).await?;
        // Staff have their answer. After an error, the line in the sales channel stays due.
        if is_made && let Err(error) = bot.fulfilment.tell(sale.sale).await {
            tracing::error!(%error, "sale {}: sales channel not notified of the refund", sale.sale);
        }
        Ok(answered)
    })
    .await
}

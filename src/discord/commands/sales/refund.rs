//! `/sales refund`: a mark on a sale, with who, when and why.

use crate::domain::StaffId;
use crate::ledger::LedgerError;

use super::super::super::defer::defer;
use super::super::super::{Context, Error, autocomplete, log};

/// Longest reason kept, in characters.
const LONGEST_REASON: usize = 500;

/// Mark a sale as refunded; the buyer keeps the license
#[poise::command(slash_command)]
pub(super) async fn refund(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::sale"]
    #[max_length = 20]
    sale: String,
    #[max_length = 500] reason: String,
) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::super::staff(ctx).await? else { return Ok(()) };
    let language = asked.language();
    defer(http, asked.id, asked.token).await?;
    let Ok(staff) = StaffId::new(asked.staff.id.get()) else { return Ok(()) };
    let Some(sale) = super::typed_sale(shop, asked.guild, &sale).await? else {
        return super::answer(ctx, log::no_such_sale(language)).await;
    };
    let reason: String = reason.trim().chars().take(LONGEST_REASON).collect();
    let made = match shop.fulfilment.ledger.refund(sale.sale, staff, &reason).await {
        Ok(()) => true,
        Err(LedgerError::Overtaken(_)) => false,
        Err(error) => return Err(error.into()),
    };
    let Some(sale) = shop.fulfilment.ledger.listed(sale.sale).await? else { return Ok(()) };
    super::answer(ctx, log::refunded(language, &sale, made)).await?;
    if made {
        shop.fulfilment.tell(sale.sale).await?;
    }
    Ok(())
}

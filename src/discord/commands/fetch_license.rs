//! `/fetchlicense`, which shows a random license with a masked key, ready to assign or reveal.

use crate::discord::authorised::Authorised;
use crate::discord::bot::Context;
use crate::discord::error::CommandError;
use crate::discord::views::license::fetched;
use crate::discord::views::refusal::{out_of_stock, vendor_failed};
use crate::fulfilment::{DrawError, Drawn, Wish};

use super::run;

/// Take a random license from the stock, without selling it yet
#[poise::command(slash_command)]
pub(super) async fn fetchlicense(ctx: Context<'_>) -> Result<(), CommandError> {
    run::staff(ctx, |Authorised { bot, invocation, language, .. }| async move {
        invocation.defer().await?;
        let staff = invocation.actor;
        let drawn = bot.fulfilment.stock.draw(&Wish::of(staff)).await;
        let reply = match drawn.map(|mut drawn| drawn.pop()) {
            Ok(Some(Drawn { license, .. })) => {
                bot.fulfilment.ledger.fetched(&license.key.hash(), staff).await?;
                fetched(language, &license, bot.license_handles.issue(&license))
            }
            Ok(None) | Err(DrawError::SeveralProducts(_)) => out_of_stock(language, 0),
            Err(DrawError::OutOfStock(unreadable)) => out_of_stock(language, unreadable),
            Err(DrawError::Vendor(error)) => vendor_failed(language, &error),
            Err(DrawError::Ledger(error)) => return Err(error.into()),
        };
        invocation.edit(reply).await
    })
    .await
}

//! `/fetchlicense`: a random license, masked, that its finder may assign or look at.

use crate::fulfilment::{DrawError, Drawn, Wish};

use super::Authorised;
use crate::discord::{Context, Error, replies};

/// Take a random license from the stock, without selling it yet
#[poise::command(slash_command)]
pub(super) async fn fetchlicense(ctx: Context<'_>) -> Result<(), Error> {
    super::staff(ctx, |Authorised { bot, invocation, language, .. }| async move {
        invocation.defer().await?;
        let staff = invocation.actor;
        let drawn = bot.fulfilment.stock.draw(&Wish::of(staff)).await;
        let reply = match drawn.map(|mut drawn| drawn.pop()) {
            Ok(Some(Drawn { license, .. })) => {
                bot.fulfilment.ledger.fetched(&license.key.hash(), staff).await?;
                replies::fetched(language, &license, &bot.license_handles.issue(&license))
            }
            Ok(None) | Err(DrawError::SeveralProducts(_)) => replies::out_of_stock(language, 0),
            Err(DrawError::OutOfStock(unreadable)) => replies::out_of_stock(language, unreadable),
            Err(DrawError::Vendor(error)) => replies::vendor_failed(language, &error),
            Err(DrawError::Ledger(error)) => return Err(error.into()),
        };
        invocation.edit(reply).await
    })
    .await
}

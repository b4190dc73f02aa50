//! `/fetchlicense`: a random license, masked, that its finder may assign or look at.

use crate::domain::StaffId;
use crate::fulfilment::{DrawError, Drawn, Wish};

use super::super::defer::defer;
use super::super::{Context, Error, replies};

/// Take a random license from the stock, without selling it yet
#[poise::command(slash_command)]
pub(super) async fn fetchlicense(ctx: Context<'_>) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::staff(ctx).await? else { return Ok(()) };
    defer(http, asked.id, asked.token).await?;
    let Ok(staff) = StaffId::new(asked.staff.id.get()) else { return Ok(()) };
    let language = asked.language();
    let drawn = shop.fulfilment.stock.draw(&Wish::of(staff)).await;
    let reply = match drawn.map(|mut drawn| drawn.pop()) {
        Ok(Some(Drawn { license, .. })) => {
            shop.fulfilment.ledger.shown(&license.key.hash(), staff).await?;
            replies::fetched(language, &license, &shop.handles.issue(&license))
        }
        Ok(None) | Err(DrawError::OutOfStock | DrawError::SeveralProducts(_)) => {
            replies::refusal(&language.say("stock-empty-title"), &language.say("stock-empty"))
        }
        Err(DrawError::Vendor(error)) => replies::vendor_failed(language, &error),
        Err(DrawError::Ledger(error)) => return Err(error.into()),
    };
    http.edit_original_interaction_response(asked.token, &reply, vec![]).await?;
    Ok(())
}

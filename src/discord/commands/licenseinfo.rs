//! `/licenseinfo`: what the vendor knows of one license.

use crate::reseller::Vendor;

use super::super::defer::defer;
use super::super::selling::{answer, named_license};
use super::super::{Context, Error, autocomplete, replies};

/// Look a license up
#[poise::command(slash_command)]
pub(super) async fn licenseinfo(
    ctx: Context<'_>,
    #[description = "The license: choose one, or paste its key"]
    #[autocomplete = "autocomplete::license"]
    license: String,
) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::staff(ctx).await? else { return Ok(()) };
    let license = match named_license(shop, &license) {
        Ok(license) => license,
        Err(text) => return answer(http, asked, replies::refusal("Nothing was looked up", text)).await,
    };
    defer(http, asked.id, asked.token).await?;
    let reply = match shop.fulfilment.vendor().browsing().license_info(&license.key).await {
        Ok(info) => replies::info(&info, shop.fulfilment.clock().now()),
        Err(error) => replies::vendor_failed(&error),
    };
    http.edit_original_interaction_response(asked.token, &reply, vec![]).await?;
    Ok(())
}

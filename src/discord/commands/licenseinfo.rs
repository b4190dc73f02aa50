//! `/licenseinfo`: what the vendor knows of one license.

use crate::reseller::Vendor;

use super::super::defer::defer;
use super::super::selling::{answer, named_license};
use super::super::{Context, Error, autocomplete, replies};

/// Look a license up
#[poise::command(slash_command)]
pub(super) async fn licenseinfo(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::license"] license: String,
) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::staff(ctx).await? else { return Ok(()) };
    let language = asked.language();
    let license = match named_license(shop, &license) {
        Ok(license) => license,
        Err(why) => {
            let reply = replies::refusal(&language.say("nothing-looked-up-title"), &language.say(why));
            return answer(http, asked, reply).await;
        }
    };
    defer(http, asked.id, asked.token).await?;
    let reply = match shop.fulfilment.vendor().browsing().license_info(&license.key).await {
        Ok(info) => replies::info(language, &info, shop.fulfilment.clock().now()),
        Err(error) => replies::vendor_failed(language, &error),
    };
    http.edit_original_interaction_response(asked.token, &reply, vec![]).await?;
    Ok(())
}

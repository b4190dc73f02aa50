//! `/licenseinfo`: what the vendor knows of one license.

use crate::reseller::Vendor;

use super::Authorised;
use crate::discord::selling::named_license;
use crate::discord::{Context, Error, autocomplete, replies};

/// Look a license up
#[poise::command(slash_command)]
pub(super) async fn licenseinfo(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"] license: String,
) -> Result<(), Error> {
    super::staff(ctx, |Authorised { bot, invocation, language, .. }| async move {
        invocation.defer().await?;
        let reply = match named_license(bot, &license) {
            Ok(license) => match bot.fulfilment.vendor().browsing().license_info(&license.key).await {
                Ok(info) => replies::info(language, &info, bot.fulfilment.clock().now()),
                Err(error) => replies::vendor_failed(language, &error),
            },
            Err(why) => replies::refusal(&language.say("nothing-looked-up-title"), &language.say(why)),
        };
        invocation.edit(reply).await
    })
    .await
}

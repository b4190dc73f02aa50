//! `/licenseinfo`, which shows the vendor's data about one license.

use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::error::CommandError;
use crate::discord::views::license::info;
use crate::discord::views::parts::refusal;
use crate::discord::views::refusal::vendor_failed;
use crate::reseller::Vendor;

use super::run;

/// Look a license up
#[poise::command(slash_command)]
pub(super) async fn licenseinfo(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"] license: String,
) -> Result<(), CommandError> {
    run::staff(ctx, |Authorised { bot, invocation, language, .. }| async move {
        invocation.defer().await?;
        let known = bot.fulfilment.stock.known();
        let reply = match bot.license_handles.named(&license, known.as_deref()) {
            Ok(license) => match bot.fulfilment.vendor().browsing().license_info(&license.key).await {
                Ok(found) => info(language, &found, bot.fulfilment.clock().now()),
                Err(error) => vendor_failed(language, &error),
            },
            Err(why) => refusal(&language.say("input-title"), &why.words(language)),
        };
        invocation.edit(reply).await
    })
    .await
}

//! `/sales attribute`, which enters the buyer of a license that was sold before the ledger was restored.

use secrecy::SecretString;
use serenity::all::User;

use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::views::parts::refusal;
use crate::discord::views::refusal::vendor_failed;
use crate::discord::views::sales::outcome::attributed;
use crate::domain::{BuyerId, SaleRequest};
use crate::fulfilment::BalanceError;

/// Enter the buyer of a license that was sold before a restore
#[poise::command(slash_command)]
pub(super) async fn attribute(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"] license: String,
    member: User,
) -> Result<(), CommandError> {
    let buyer = BuyerId::new(member.id.get())?;
    run::staff(ctx, |authorised| async move {
        let Authorised { bot, invocation, guild, language, .. } = authorised;
        invocation.defer().await?;
        let known = bot.fulfilment.stock.known();
        let license = match bot.license_handles.named(&license, known.as_deref()) {
            Ok(license) => license,
            Err(why) => {
                return invocation.edit(refusal(&language.say("input-title"), &why.words(language))).await;
            }
        };
        let token = SecretString::from(invocation.token);
        let request = SaleRequest {
            staff_locale: Some(invocation.locale.to_owned()),
            guild_locale: invocation.guild_locale.map(str::to_owned),
            ..SaleRequest::of_one(guild, invocation.channel, invocation.id, token, invocation.actor, buyer)
        };
        match bot.fulfilment.attribute(request, &license).await {
            Ok(outcome) => invocation.edit(attributed(language, buyer, outcome)).await,
            Err(BalanceError::Vendor(error)) => invocation.edit(vendor_failed(language, &error)).await,
            Err(BalanceError::Ledger(error)) => Err(error.into()),
        }
    })
    .await
}

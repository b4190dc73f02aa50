//! `/assignlicense` and the user menu *Assign license*: a sale.

use serenity::all::User;

use crate::domain::Product;

use super::Authorised;
use crate::discord::selling::{self, Order, named_license, not_sold};
use crate::discord::{Context, Error, autocomplete, order};

/// Sell a license: assigns it to a member and sends them the key
#[poise::command(slash_command)]
pub(super) async fn assignlicense(
    ctx: Context<'_>,
    member: User,
    #[autocomplete = "autocomplete::offered"] product: Option<String>,
    #[autocomplete = "autocomplete::offered"] license: Option<String>,
    #[min = 1]
    #[max = 25]
    quantity: Option<u8>,
    #[max_length = 100] reference: Option<String>,
    #[max_length = 500] note: Option<String>,
) -> Result<(), Error> {
    let resolved = ctx.interaction.data.resolved.members.get(&member.id);
    super::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        let license = match license.map(|text| named_license(bot, &text)).transpose() {
            Ok(license) => license,
            Err(why) => return invocation.answer(not_sold(language, why)).await,
        };
        let order = Order {
            product: product.as_deref().and_then(Product::new),
            // Discord keeps to the option's bounds; whoever goes round it is served what can be served.
            quantity: quantity.unwrap_or(1).clamp(1, 25),
            license,
            note,
            reference,
            ..Order::of(&member, resolved)?
        };
        selling::sell(bot, &invocation, guild, order).await
    })
    .await
}

/// Opens the form for a sale to the member the menu was opened on; a form is its own first answer.
#[poise::command(context_menu_command = "Assign license")]
pub(super) async fn assign_license_menu(ctx: Context<'_>, user: User) -> Result<(), Error> {
    let resolved = ctx.interaction.data.resolved.members.get(&user.id);
    super::staff(ctx, |Authorised { bot, invocation, guild, language }| async move {
        let order = Order::of(&user, resolved)?;
        if let Some(refusal) = selling::refusal(bot, language, guild, &order) {
            return invocation.answer(refusal).await;
        }
        invocation.open_form(order::form(language, user.id, order.sees_channel)).await
    })
    .await
}

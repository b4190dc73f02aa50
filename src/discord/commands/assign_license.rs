//! `/assignlicense` and the user menu *Assign license*, which sell licenses.

use serenity::all::User;

use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::error::CommandError;
use crate::discord::order::{MOST_LICENSES, Order, refused};
use crate::discord::order_refusal::OrderRefusal;
use crate::discord::sell::sell;
use crate::discord::views::order_form::order_form;
use crate::discord::views::refusal::order_refused;
use crate::domain::Product;

use super::run;

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
) -> Result<(), CommandError> {
    let resolved = ctx.interaction.data.resolved.members.get(&member.id);
    run::staff(ctx, |authorised| async move {
        let Authorised { bot, invocation, language, .. } = authorised;
        let known = bot.fulfilment.stock.known();
        let named = license.map(|text| bot.license_handles.named(&text, known.as_deref()));
        let license = match named.transpose() {
            Ok(license) => license,
            Err(why) => {
                return invocation.answer(order_refused(language, OrderRefusal::InvalidLicense(why))).await;
            }
        };
        let order = Order {
            product: product.as_deref().and_then(Product::new),
            // Discord enforces the option's bounds. A forged quantity is clamped to them.
            quantity: quantity.unwrap_or(1).clamp(1, MOST_LICENSES),
            license,
            note,
            reference,
            ..Order::of(&member, resolved)?
        };
        sell(authorised, order).await
    })
    .await
}

/// Opens the form of a sale to the selected member.
#[poise::command(context_menu_command = "Assign license")]
pub(super) async fn assign_license_menu(ctx: Context<'_>, user: User) -> Result<(), CommandError> {
    let resolved = ctx.interaction.data.resolved.members.get(&user.id);
    run::staff(ctx, |authorised| async move {
        let Authorised { invocation, language, .. } = authorised;
        let order = Order::of(&user, resolved)?;
        if let Some(refusal) = refused(authorised, &order) {
            return invocation.answer(refusal).await;
        }
        // A form has to be the first response, so nothing is deferred.
        invocation.open_form(order_form(language, order.buyer, order.sees_channel)).await
    })
    .await
}

//! `/assignlicense` and the user menu *Assign license*: a sale.

use serenity::all::{CreateInteractionResponse, User};

use crate::domain::Product;

use super::super::selling::{self, Order, answer, named_license, not_sold};
use super::super::{Context, Error, autocomplete, order};

/// Sell a license: assigns it to a member and sends them the key
#[poise::command(slash_command)]
pub(super) async fn assignlicense(
    ctx: Context<'_>,
    member: User,
    #[autocomplete = "autocomplete::product"] product: Option<String>,
    #[autocomplete = "autocomplete::license"] license: Option<String>,
    #[min = 1]
    #[max = 25]
    quantity: Option<u8>,
    #[max_length = 100] reference: Option<String>,
    #[max_length = 500] note: Option<String>,
) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::staff(ctx).await? else { return Ok(()) };
    let license = match license.map(|text| named_license(shop, &text)).transpose() {
        Ok(license) => license,
        Err(why) => return answer(http, asked, not_sold(asked.language(), why)).await,
    };
    let order = Order {
        product: product.as_deref().and_then(Product::new),
        // Discord keeps to the option's bounds; whoever goes round it is served what can be served.
        quantity: quantity.unwrap_or(1).clamp(1, 25),
        license,
        note,
        reference,
        ..Order::of(&member, ctx.interaction.data.resolved.members.get(&member.id))
    };
    selling::sell(shop, http, asked, order).await
}

/// Opens the form for a sale to the member the menu was opened on; a form is its own first answer.
#[poise::command(context_menu_command = "Assign license")]
pub(super) async fn assign_license_menu(ctx: Context<'_>, user: User) -> Result<(), Error> {
    let (shop, http) = (ctx.data(), &ctx.serenity_context().http);
    let Some(asked) = super::staff(ctx).await? else { return Ok(()) };
    let order = Order::of(&user, ctx.interaction.data.resolved.members.get(&user.id));
    if let Some(refusal) = selling::refusal(shop, asked, &order) {
        return answer(http, asked, refusal).await;
    }
    let form = CreateInteractionResponse::Modal(order::form(asked.language(), user.id, order.sees_channel));
    http.create_interaction_response(asked.id, asked.token, &form, vec![]).await?;
    Ok(())
}

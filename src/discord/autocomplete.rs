//! Choices while staff type: from the list in memory, never slower than the vendor allows.

use std::time::Duration;

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use crate::courier::text::cut;
use crate::domain::License;
use crate::fulfilment::StockList;
use crate::language::Language;

use super::Context;

/// How long the very first keystroke waits for a list.
const PATIENCE: Duration = Duration::from_millis(200);
/// Choices Discord takes, and the length of each.
const MOST_CHOICES: usize = 25;
const LONGEST_CHOICE: usize = 100;

/// Products in stock, with their count.
pub(super) async fn product(
    ctx: poise::Context<'_, std::sync::Arc<super::Shop>, super::Error>,
    typed: &str,
) -> CreateAutocompleteResponse {
    let poise::Context::Application(ctx) = ctx else { return CreateAutocompleteResponse::new() };
    let Some(list) = visible_stock(ctx).await else { return CreateAutocompleteResponse::new() };
    let typed = typed.to_lowercase();
    let language = Language::or_english(&ctx.interaction.locale);
    let now = ctx.data().fulfilment.clock().now();
    let choices = super::replies::count_by_product(&list, now)
        .into_iter()
        .filter(|(product, _)| product.to_lowercase().contains(&typed))
        .take(MOST_CHOICES)
        .map(|(product, count)| {
            let label = language
                .with("product-in-stock", &[("product", product.as_str().into()), ("count", count.into())]);
            AutocompleteChoice::new(cut(&label, LONGEST_CHOICE), product)
        })
        .collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// Licenses in stock: labels masked, values opaque.
pub(super) async fn license(
    ctx: poise::Context<'_, std::sync::Arc<super::Shop>, super::Error>,
    typed: &str,
) -> CreateAutocompleteResponse {
    let poise::Context::Application(ctx) = ctx else { return CreateAutocompleteResponse::new() };
    let Some(list) = visible_stock(ctx).await else { return CreateAutocompleteResponse::new() };
    let typed = typed.trim().to_lowercase();
    let now = ctx.data().fulfilment.clock().now();
    let choices = list
        .licenses
        .iter()
        .filter(|license| !license.is_expired(now))
        .filter(|license| {
            label(license).to_lowercase().contains(&typed) || license.key.reveal().to_lowercase() == typed
        })
        .take(MOST_CHOICES)
        .map(|license| {
            AutocompleteChoice::new(cut(&label(license), LONGEST_CHOICE), ctx.data().handles.of(&license.key))
        })
        .collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// Products this server has sold, in stock or not.
pub(super) async fn sold_product(
    ctx: poise::Context<'_, std::sync::Arc<super::Shop>, super::Error>,
    typed: &str,
) -> CreateAutocompleteResponse {
    let none = CreateAutocompleteResponse::new();
    let poise::Context::Application(ctx) = ctx else { return none };
    let Some(guild) = guild_of_staff(ctx) else { return none };
    let Ok(products) = ctx.data().fulfilment.ledger.products(guild).await else { return none };
    let typed = typed.to_lowercase();
    let fitting = products.iter().filter(|product| product.as_str().to_lowercase().contains(&typed));
    let choices = fitting
        .take(MOST_CHOICES)
        .map(|product| AutocompleteChoice::new(cut(product.as_str(), LONGEST_CHOICE), product.as_str()));
    none.set_choices(choices.collect())
}

/// The newest sales of this server whose number begins as typed.
pub(super) async fn sale(
    ctx: poise::Context<'_, std::sync::Arc<super::Shop>, super::Error>,
    typed: &str,
) -> CreateAutocompleteResponse {
    let none = CreateAutocompleteResponse::new();
    let poise::Context::Application(ctx) = ctx else { return none };
    let Some(guild) = guild_of_staff(ctx) else { return none };
    let language = Language::or_english(&ctx.interaction.locale);
    let typed = typed.trim().trim_start_matches('#');
    let number = if typed.is_empty() {
        None
    } else {
        let Ok(number) = typed.parse() else { return none };
        Some(number)
    };
    let most = u32::try_from(MOST_CHOICES).unwrap_or(0);
    let Ok(sales) = ctx.data().fulfilment.ledger.numbered(guild, number, most).await else { return none };
    let choices = sales.iter().map(|sale| {
        AutocompleteChoice::new(
            cut(&super::log::choice(language, sale), LONGEST_CHOICE),
            sale.sale.to_string(),
        )
    });
    none.set_choices(choices.collect())
}

/// The server, for its staff alone: others are shown nothing, not even that there are sales.
fn guild_of_staff(ctx: Context<'_>) -> Option<crate::domain::GuildId> {
    ctx.data().access.staff(ctx.interaction.guild_id, ctx.interaction.member.as_deref()).ok()
}

/// The stock, for staff of our guilds alone: others are shown nothing, not even that there is some.
async fn visible_stock(ctx: Context<'_>) -> Option<std::sync::Arc<StockList>> {
    guild_of_staff(ctx)?;
    ctx.data().fulfilment.stock.glance(PATIENCE).await
}

fn label(license: &License) -> String {
    let product = license.product.as_ref().map_or("?", |product| product.as_str());
    format!("{} · {product}", license.key)
}

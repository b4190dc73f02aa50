//! Choices while staff type: from the list in memory, never slower than the vendor allows.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{AutocompleteChoice, CommandData, CommandDataOptionValue, CreateAutocompleteResponse};

use crate::courier::text::cut;
use crate::domain::{GuildId, Listed, Product, SaleId};
use crate::fulfilment::StockList;

use super::interaction::{Answered, Invocation};
use super::{Bot, Error};

/// How long the very first keystroke waits for a list.
const PATIENCE: Duration = Duration::from_millis(200);
/// Choices Discord takes, and the length of each.
const MOST_CHOICES: usize = 25;
const LONGEST_CHOICE: usize = 100;

/// Marks an option whose choices [`answer`] offers. The framework would answer by itself, past the
/// one way to Discord; it is never asked to.
#[expect(clippy::unused_async, reason = "the framework wants a future")]
pub(super) async fn offered(_: poise::Context<'_, Arc<Bot>, Error>, _: &str) -> CreateAutocompleteResponse {
    CreateAutocompleteResponse::new()
}

/// Offers choices for what is being typed. Only staff are shown any: others do not even learn that
/// there is something.
pub(super) async fn answer(
    bot: &Bot,
    invocation: &Invocation<'_>,
    data: &CommandData,
) -> Result<Answered, Error> {
    let typed = data.autocomplete();
    let choices = match (bot.access.staff(invocation), typed) {
        (Ok(guild), Some(typed)) => match (data.name.as_str(), typed.name) {
            ("sales", "product") => match replaced_sale(data) {
                Some(sale) => products_of(bot, guild, sale, typed.value).await,
                None => sold_products(bot, guild, typed.value).await,
            },
            (_, "product") => products(bot, invocation, typed.value).await,
            (_, "license") => licenses(bot, typed.value).await,
            (_, "sale") => sales(bot, invocation, guild, typed.value).await,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    invocation.suggest(CreateAutocompleteResponse::new().set_choices(choices)).await
}

/// Products in stock, with their count.
async fn products(bot: &Bot, invocation: &Invocation<'_>, typed: &str) -> Vec<AutocompleteChoice> {
    let Some(list) = bot.fulfilment.stock.glance(PATIENCE).await else { return Vec::new() };
    let (typed, language) = (typed.to_lowercase(), invocation.language());
    let now = bot.fulfilment.clock().now();
    super::replies::count_by_product(&list, now)
        .into_iter()
        .filter(|(product, _)| product.to_lowercase().contains(&typed))
        .take(MOST_CHOICES)
        .map(|(product, count)| {
            let label = language
                .with("product-in-stock", &[("product", product.as_str().into()), ("count", count.into())]);
            AutocompleteChoice::new(cut(&label, LONGEST_CHOICE), product)
        })
        .collect()
}

/// Licenses in stock: labels masked, values opaque.
async fn licenses(bot: &Bot, typed: &str) -> Vec<AutocompleteChoice> {
    let Some(list) = bot.fulfilment.stock.glance(PATIENCE).await else { return Vec::new() };
    let fitting = fitting_licenses(&list, typed, bot);
    fitting
        .map(|license| {
            AutocompleteChoice::new(
                cut(&Label(&license).to_string(), LONGEST_CHOICE),
                bot.license_handles.of(license.reveal()),
            )
        })
        .collect()
}

/// Licenses whose label holds what is typed, or whose key is that. Every license may have to be
/// looked at, so that labels are made of those alone that may hold it.
fn fitting_licenses<'a>(list: &'a StockList, typed: &str, bot: &Bot) -> impl Iterator<Item = Listed<'a>> {
    let (typed, now) = (typed.trim().to_lowercase(), bot.fulfilment.clock().now());
    let named = |product: &&Product| product.as_str().to_lowercase().contains(&typed);
    let products: HashSet<&Product> = list.licenses.products().iter().filter(named).collect();
    let fits = move |license: &Listed<'_>| {
        license.product.is_some_and(|product| products.contains(product))
            || (may_hold(license.reveal(), &typed)
                && (Label(license).to_string().to_lowercase().contains(&typed)
                    || license.reveal().trim().to_lowercase() == typed))
    };
    list.licenses.iter().filter(move |license| !license.is_expired(now)).filter(fits).take(MOST_CHOICES)
}

/// Tells whether the label of a key may hold a text. It holds no ASCII of its own but the `?` in place of a
/// product.
fn may_hold(key: &str, typed: &str) -> bool {
    let (key, typed) = (key.as_bytes(), typed.as_bytes());
    !(key.is_ascii() && typed.is_ascii())
        || matches!(typed, [] | b"?")
        || key.windows(typed.len()).any(|part| part.eq_ignore_ascii_case(typed))
}

/// Products this server has sold, in stock or not.
async fn sold_products(bot: &Bot, guild: GuildId, typed: &str) -> Vec<AutocompleteChoice> {
    let Ok(products) = bot.fulfilment.ledger.products(guild).await else { return Vec::new() };
    let typed = typed.to_lowercase();
    let fitting = products.iter().filter(|product| product.as_str().to_lowercase().contains(&typed));
    fitting
        .take(MOST_CHOICES)
        .map(|product| AutocompleteChoice::new(cut(product.as_str(), LONGEST_CHOICE), product.as_str()))
        .collect()
}

/// The number of the sale that `/sales replace` is about, as typed; empty where none is yet.
fn replaced_sale(data: &CommandData) -> Option<&str> {
    let replace = data.options.iter().find(|option| option.name == "replace")?;
    let CommandDataOptionValue::SubCommand(options) = &replace.value else { return None };
    let sale = options.iter().find(|option| option.name == "sale");
    Some(sale.and_then(|sale| sale.value.as_str()).unwrap_or_default())
}

/// Products that a sale has sold, with their count.
async fn products_of(bot: &Bot, guild: GuildId, sale: &str, typed: &str) -> Vec<AutocompleteChoice> {
    let Ok(sale) = sale.parse::<SaleId>() else { return Vec::new() };
    let Ok(sale) = bot.fulfilment.ledger.sale(sale).await else { return Vec::new() };
    let mut counts: BTreeMap<&Product, usize> = BTreeMap::new();
    for product in sale.sold().filter_map(|license| license.product.as_ref()) {
        *counts.entry(product).or_default() += 1;
    }
    let typed = typed.to_lowercase();
    counts
        .into_iter()
        .filter(|(product, _)| sale.guild == guild && product.as_str().to_lowercase().contains(&typed))
        .take(MOST_CHOICES)
        .map(|(product, count)| {
            AutocompleteChoice::new(cut(&format!("{product} × {count}"), LONGEST_CHOICE), product.as_str())
        })
        .collect()
}

/// The newest sales of this server whose number begins as typed.
async fn sales(
    bot: &Bot,
    invocation: &Invocation<'_>,
    guild: GuildId,
    typed: &str,
) -> Vec<AutocompleteChoice> {
    let typed = typed.trim().trim_start_matches('#');
    let number = if typed.is_empty() {
        None
    } else {
        let Ok(number) = typed.parse() else { return Vec::new() };
        Some(number)
    };
    let most = u32::try_from(MOST_CHOICES).unwrap_or(0);
    let Ok(sales) = bot.fulfilment.ledger.numbered(guild, number, most).await else { return Vec::new() };
    let label = |sale| cut(&super::log::choice(invocation.language(), sale), LONGEST_CHOICE);
    sales.iter().map(|sale| AutocompleteChoice::new(label(sale), sale.sale.to_string())).collect()
}

/// A license as it is offered: its key masked, and its product.
struct Label<'a>(&'a Listed<'a>);

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {}", self.0.masked(), self.0.product_name())
    }
}

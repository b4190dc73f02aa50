//! The choices that staff see while they type. They come from the cached stock list and from the ledger.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{AutocompleteChoice, CommandData, CommandDataOptionValue, CreateAutocompleteResponse};

use crate::courier::custom_id::Right;
use crate::courier::safe_text::cut;
use crate::domain::{Listed, Product, SaleId};
use crate::fulfilment::StockList;

use super::answer::Answered;
use super::authorised::Authorised;
use super::bot::Bot;
use super::error::CommandError;
use super::interaction::Invocation;
use super::views::sales::choice;
use super::views::stock::count_by_product;

/// How long the first keystroke waits for a stock list.
const PATIENCE: Duration = Duration::from_millis(200);
/// The maximum number of choices, and the maximum length of one.
const MOST_CHOICES: usize = 25;
const LONGEST_CHOICE: usize = 100;

/// Marks an option for which [`answer`] returns choices. The framework never calls this function. Its answer
/// would bypass [`Rest`](crate::courier::rest::Rest).
#[expect(clippy::unused_async, reason = "the framework wants a future")]
pub(super) async fn offered(
    _: poise::Context<'_, Arc<Bot>, CommandError>,
    _: &str,
) -> CreateAutocompleteResponse {
    CreateAutocompleteResponse::new()
}

/// Sends choices for the option that is being typed. Only staff get any.
pub(super) async fn answer(
    bot: &Bot,
    invocation: Invocation<'_>,
    data: &CommandData,
) -> Result<Answered, CommandError> {
    let choices = match Authorised::of(bot, invocation, Right::Staff, None).await? {
        Ok(authorised) => choices(authorised, data).await,
        Err(_) => Vec::new(),
    };
    invocation.suggest(CreateAutocompleteResponse::new().set_choices(choices)).await
}

async fn choices(authorised: Authorised<'_>, data: &CommandData) -> Vec<AutocompleteChoice> {
    let Some(typed) = data.autocomplete() else { return Vec::new() };
    match (data.name.as_str(), typed.name) {
        ("sales", "product") => match replaced_sale(data) {
            Some(sale) => products_of(authorised, sale, typed.value).await,
            None => sold_products(authorised, typed.value).await,
        },
        (_, "product") => products(authorised, typed.value).await,
        (_, "license") => licenses(authorised.bot, typed.value).await,
        (_, "sale") => sales(authorised, typed.value).await,
        _ => Vec::new(),
    }
}

/// Returns the products in stock, with their counts.
async fn products(Authorised { bot, language, .. }: Authorised<'_>, typed: &str) -> Vec<AutocompleteChoice> {
    let Some(list) = bot.fulfilment.stock.glance(PATIENCE).await else { return Vec::new() };
    let typed = typed.to_lowercase();
    let now = bot.fulfilment.clock().now();
    count_by_product(&list, now)
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

/// Returns licenses in stock. The labels contain masked keys, and the values are handles.
async fn licenses(bot: &Bot, typed: &str) -> Vec<AutocompleteChoice> {
    let Some(list) = bot.fulfilment.stock.glance(PATIENCE).await else { return Vec::new() };
    let fitting = fitting_licenses(&list, typed, bot);
    fitting
        .map(|license| {
            AutocompleteChoice::new(
                cut(&Label(&license).to_string(), LONGEST_CHOICE),
                bot.license_handles.of(license.reveal()).to_string(),
            )
        })
        .collect()
}

/// Lists licenses whose label contains the typed text, or whose key equals it. The search may cover the whole
/// stock, so labels are built only for licenses that may match.
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

/// Returns true if the label of a key may contain a text. Apart from the key, its only ASCII character is the
/// `?` that replaces an unknown product's name.
fn may_hold(key: &str, typed: &str) -> bool {
    let (key, typed) = (key.as_bytes(), typed.as_bytes());
    !(key.is_ascii() && typed.is_ascii())
        || matches!(typed, [] | b"?")
        || key.windows(typed.len()).any(|part| part.eq_ignore_ascii_case(typed))
}

/// Returns the products that this server has sold, whether or not they are in stock.
async fn sold_products(
    Authorised { bot, guild, .. }: Authorised<'_>,
    typed: &str,
) -> Vec<AutocompleteChoice> {
    let Ok(products) = bot.fulfilment.ledger.products(guild).await else { return Vec::new() };
    let typed = typed.to_lowercase();
    let fitting = products.iter().filter(|product| product.as_str().to_lowercase().contains(&typed));
    fitting
        .take(MOST_CHOICES)
        .map(|product| AutocompleteChoice::new(cut(product.as_str(), LONGEST_CHOICE), product.as_str()))
        .collect()
}

/// Returns the typed number of the sale to replace. It is empty before anything is typed.
fn replaced_sale(data: &CommandData) -> Option<&str> {
    let replace = data.options.iter().find(|option| option.name == "replace")?;
    let CommandDataOptionValue::SubCommand(options) = &replace.value else { return None };
    let sale = options.iter().find(|option| option.name == "sale");
    Some(sale.and_then(|sale| sale.value.as_str()).unwrap_or_default())
}

/// Returns the products of a sale, with their counts.
async fn products_of(
    Authorised { bot, guild, .. }: Authorised<'_>,
    sale: &str,
    typed: &str,
) -> Vec<AutocompleteChoice> {
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

/// Returns the newest sales of this server whose number begins with the typed digits.
async fn sales(
    Authorised { bot, guild, language, .. }: Authorised<'_>,
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
    let label = |sale| cut(&choice(language, sale), LONGEST_CHOICE);
    sales.iter().map(|sale| AutocompleteChoice::new(label(sale), sale.sale.to_string())).collect()
}

/// The label of a license: its masked key and its product.
struct Label<'a>(&'a Listed<'a>);

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {}", self.0.masked(), self.0.product_name())
    }
}

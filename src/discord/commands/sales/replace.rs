//! `/sales replace`, which sells new licenses for faulty ones in a sale linked to the faulty sale.

use std::collections::BTreeMap;

use crate::discord::authorised::Authorised;
use crate::discord::autocomplete;
use crate::discord::bot::Context;
use crate::discord::commands::run;
use crate::discord::error::CommandError;
use crate::discord::order::{self, Order};
use crate::discord::sell::sell;
use crate::discord::views::sales::outcome::{NotReplaced, no_such_sale, not_replaced};
use crate::domain::{Product, Sale};

use super::lookup::{listed_here, typed};

/// The maximum length of a stored reason, in characters.
const LONGEST_REASON: usize = 500;

/// Give the buyer of faulty licenses others
#[poise::command(slash_command)]
pub(super) async fn replace(
    ctx: Context<'_>,
    #[autocomplete = "autocomplete::offered"]
    #[max_length = 20]
    sale: String,
    #[max_length = 500] reason: String,
    #[min = 1]
    #[max = 25]
    quantity: Option<u8>,
    #[autocomplete = "autocomplete::offered"] product: Option<String>,
) -> Result<(), CommandError> {
    run::staff(ctx, |authorised| async move {
        let Authorised { bot, invocation, language, .. } = authorised;
        let Some(faulty) = listed_here(authorised, typed(&sale)).await? else {
            return invocation.answer(no_such_sale(language)).await;
        };
        let faulty = bot.fulfilment.ledger.sale(faulty.sale).await?;
        let product = product.as_deref().and_then(Product::new);
        let (product, quantity) = match to_sell(&faulty, product, quantity) {
            Ok(licenses) => licenses,
            Err(why) => return invocation.answer(not_replaced(language, faulty.id, &why)).await,
        };
        let order = match order::of_member(authorised, faulty.buyer).await {
            Ok(order) => order,
            Err(refusal) => return invocation.answer(refusal).await,
        };
        let order = Order {
            sees_channel: faulty.buyer_sees_channel && faulty.channel == invocation.channel,
            product,
            quantity,
            replaces: Some((faulty.id, reason.trim().chars().take(LONGEST_REASON).collect())),
            ..order
        };
        sell(authorised, order).await
    })
    .await
}

/// Returns the product and the number of licenses that replace faulty ones. Unless staff give a number, all
/// licenses of the product are replaced.
fn to_sell(
    sale: &Sale,
    product: Option<Product>,
    faulty: Option<u8>,
) -> Result<(Option<Product>, u8), NotReplaced> {
    let mut sold: BTreeMap<Option<&Product>, u8> = BTreeMap::new();
    for license in sale.sold() {
        *sold.entry(license.product.as_ref()).or_default() += 1;
    }
    if let Some(product) = &product {
        let lower = product.as_str().to_lowercase();
        sold.retain(|one, _| one.is_some_and(|one| one.as_str().to_lowercase() == lower));
        if sold.len() > 1 {
            sold.retain(|one, _| *one == Some(product));
        }
    }
    if sold.len() > 1 {
        let products = sold.into_iter().map(|(product, count)| (product.cloned(), count));
        return Err(NotReplaced::SeveralProducts(products.collect()));
    }
    let Some((one, sold)) = sold.pop_first() else {
        return Err(product.map_or(NotReplaced::NothingSold, NotReplaced::OtherProduct));
    };
    match faulty.unwrap_or(sold) {
        faulty if faulty > sold => Err(NotReplaced::TooMany(sold)),
        // Discord enforces the option's bounds. A forged quantity is clamped to them.
        faulty => Ok((one.cloned(), faulty.max(1))),
    }
}

//! The view of the stock: licenses counted by product and listed in pages.

use std::collections::BTreeMap;

use serenity::all::{CreateEmbed, EditInteractionResponse};

use crate::courier::custom_id::CustomId;

use crate::courier::letters::{BLUE, expiry, nobody, unreadable};
use crate::courier::markup::{code, product_in_line};
use crate::courier::safe_text::{cut, excerpt};
use crate::domain::{Listed, Shelf, Timestamp};
use crate::fulfilment::StockList;
use crate::i18n::Language;
use crate::report::Lasting;

use super::parts::{page_footer, pager};

/// The number of licenses per page.
const ON_PAGE: usize = 15;
/// The maximum number of products in the summary. The list below shows the licenses of all products.
const MOST_PRODUCTS: usize = 20;
/// The maximum length of a description, without and with a note.
const LONGEST: usize = 4_096;
const LONGEST_WITH_NOTE: usize = 3_900;

/// Counts the licenses that can be sold, by product.
pub(in crate::discord) fn count_by_product(list: &StockList, now: Timestamp) -> BTreeMap<String, usize> {
    list.licenses.shelves(now).into_iter().map(|(product, shelf)| (product, shelf.count)).collect()
}

/// Shows a page of the stock: the counts, then the licenses with masked keys. `product` restricts the page to
/// one product.
pub(in crate::discord) fn stock(
    language: Language,
    list: &StockList,
    product: Option<&str>,
    lasting: &[Lasting],
    page: usize,
    now: Timestamp,
) -> EditInteractionResponse {
    let shelves = list.licenses.shelves(now);
    let is_asked = |name: &str| product.is_none_or(|asked| name == asked);
    let asked = shelves.iter().filter(|(name, _)| is_asked(name));
    let count: usize = asked.map(|(_, shelf)| shelf.count).sum();
    let pages = count.div_ceil(ON_PAGE).max(1);
    let page = page.min(pages - 1);
    let fits = |license: &Listed<'_>| !license.is_expired(now) && is_asked(license.product_name());
    let lines = list.licenses.iter().filter(fits).skip(page * ON_PAGE).take(ON_PAGE);
    let lines: Vec<String> = lines.map(|license| line(language, &license)).collect();
    let text = if count == 0 {
        language.say("stock-none")
    } else {
        let summary = summary(language, &shelves, product, lasting);
        format!("{}\n\n{}", summary.join("\n"), lines.join("\n"))
    };
    let text = match unreadable(language, list.licenses.unreadable()) {
        Some(words) => format!("{}\n\n{words}", cut(&text, LONGEST_WITH_NOTE)),
        None => cut(&text, LONGEST),
    };
    let embed = CreateEmbed::new()
        .title(language.with("stock-title", &[("count", count.into())]))
        .description(text)
        .color(BLUE)
        .footer(page_footer(language, page, pages));
    let product = product.and_then(|asked| shelves.keys().position(|name| name == asked));
    let id = |page: usize| CustomId::Stock { page, product };
    EditInteractionResponse::new()
        .embed(embed)
        .allowed_mentions(nobody())
        .components(pager(language, page, pages, id))
}

/// Returns the text of a license in one line.
fn line(language: Language, license: &Listed<'_>) -> String {
    let product = product_in_line(license.product);
    format!("{} · {product} · {}", code(license.masked()), expiry(language, license.expires_at))
}

/// Returns one line per product: the count, the first expiration, and how long the stock lasts.
fn summary(
    language: Language,
    shelves: &BTreeMap<String, Shelf>,
    product: Option<&str>,
    lasting: &[Lasting],
) -> Vec<String> {
    let asked = shelves.iter().filter(|(name, _)| product.is_none_or(|asked| asked == name.as_str()));
    asked
        .take(MOST_PRODUCTS)
        .map(|(name, Shelf { count, first_end })| {
            let days =
                lasting.iter().find(|lasting| lasting.product == *name).and_then(|lasting| lasting.days);
            let ends = first_end
                .map(|end| language.with("first-ends", &[("end", expiry(language, Some(end)).into())]));
            let lasts = days.map(|days| language.with("stock-lasts", &[("days", days.into())]));
            let first = format!("**{}** · {count}", excerpt(name, 80));
            [Some(first), ends, lasts].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
        .collect()
}

//! The text of a sale in one line, for a list and for autocomplete.

use crate::courier::letters::number;
use crate::courier::markup::{TimeStyle, time, user};
use crate::courier::safe_text::excerpt;
use crate::discord::views::parts::state_words;
use crate::domain::SaleId;
use crate::i18n::Language;
use crate::ledger::ListedSale;

/// Returns the text of a sale in a list.
pub(super) fn line(language: Language, sale: &ListedSale) -> String {
    let count = match sale.licenses.len() {
        0 | 1 => String::new(),
        count => format!(" × {count}"),
    };
    format!(
        "**{}** · {} · {}{count} · {}{}\n{} → {}",
        number(sale.sale),
        time(sale.requested_at, TimeStyle::DateTime),
        excerpt(&product(language, sale), 60),
        state_words(language, sale.state),
        marks(language, sale),
        user(sale.staff),
        user(sale.buyer),
    )
}

/// Returns the text of a sale as a choice of autocomplete.
pub(in crate::discord) fn choice(language: Language, sale: &ListedSale) -> String {
    let day = sale.requested_at.to_string();
    let day = day.get(..10).unwrap_or(&day);
    format!(
        "{} · {day} · {} · {}",
        number(sale.sale),
        state_words(language, sale.state),
        product(language, sale)
    )
}

/// Returns the product that was sold, or the text for any product.
pub(super) fn product(language: Language, sale: &ListedSale) -> String {
    sale.sold_product().map_or_else(|| language.say("any-product"), |product| product.as_str().to_owned())
}

/// Returns the marks of a sale, such as a refund.
fn marks(language: Language, sale: &ListedSale) -> String {
    let about = |key: &str, other: SaleId| language.with(key, &[("sale", number(other).into())]);
    let marks = [
        sale.refund.as_ref().map(|_| language.say("mark-refunded")),
        sale.replaces.map(|other| about("mark-replaces", other)),
        sale.replaced_by.map(|other| about("mark-replaced-by", other)),
    ];
    let marks: Vec<String> = marks.into_iter().flatten().map(|mark| format!(" · **{mark}**")).collect();
    marks.concat()
}

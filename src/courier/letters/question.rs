//! The texts of the question that a sale asks staff.

use crate::courier::markup::{TimeStyle, time, user};
use crate::courier::safe_text::excerpt;
use crate::domain::{Question, Sale};
use crate::i18n::Language;

use super::number;

/// Returns the title and text of a sale's question to staff.
pub(super) fn question(language: Language, sale: &Sale) -> (String, String) {
    let buyer = user(sale.buyer);
    match &sale.question {
        Some(Question::Partial(offered)) => {
            let values =
                [("offered", offered.into()), ("quantity", sale.quantity.into()), ("buyer", buyer.into())];
            (language.with("question-partial-title", &values), language.with("question-partial", &values))
        }
        Some(Question::Product(products)) => {
            let mut words = language.with("question-product", &[("buyer", buyer.into())]);
            let more = products.len() - in_menu(products).count();
            if more > 0 {
                words =
                    format!("{words} {}", language.with("question-product-more", &[("count", more.into())]));
            }
            (language.say("question-product-title"), words)
        }
        Some(Question::Repeat) | None => {
            (language.say("question-repeat-title"), repetition(language, sale, buyer))
        }
    }
}

/// Returns the text about an earlier sale to the same buyer.
fn repetition(language: Language, sale: &Sale, buyer: String) -> String {
    let Some(earlier) = &sale.repeats else { return language.say("question-repeat-unknown") };
    let product = earlier.product.as_ref().map_or_else(String::new, |product| excerpt(product.as_str(), 200));
    let key = if product.is_empty() { "question-repeat" } else { "question-repeat-product" };
    language.with(
        key,
        &[
            ("staff", user(earlier.staff).into()),
            ("buyer", buyer.into()),
            ("product", product.into()),
            ("ago", time(earlier.at, TimeStyle::Relative).into()),
            ("sale", number(earlier.sale).into()),
        ],
    )
}

/// Lists the products that fit into a menu. Discord accepts 25 options of 100 characters each.
pub(super) fn in_menu(products: &[(String, u32)]) -> impl Iterator<Item = &(String, u32)> {
    products.iter().filter(|(product, _)| (1..=100).contains(&product.chars().count())).take(25)
}

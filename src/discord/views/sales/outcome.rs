//! The outcomes of staff's actions on a sale: its keys, a table, a refund or a replacement.

use serenity::all::{CreateAttachment, CreateEmbed, CreateEmbedFooter, EditInteractionResponse};

use crate::courier::letters::key_blocks::{Keys, WholeKeys, whole_keys};
use crate::courier::letters::{AMBER, GREEN, Mark, RED, nobody, number};
use crate::courier::markup::user;
use crate::courier::rest::Upload;
use crate::courier::safe_text::{cut, excerpt};
use crate::discord::views::parts::{refusal, sale_number, state_words, words};
use crate::discord::views::refusal::not_sold;
use crate::domain::{BuyerId, Product, SaleId};
use crate::fulfilment::Attribution;
use crate::i18n::Language;
use crate::ledger::ListedSale;

use super::sale::refund_words;

/// The reason why nothing was sold to replace faulty licenses of a sale.
#[derive(Debug)]
pub(in crate::discord) enum NotReplaced {
    /// The sale did not sell anything.
    NothingSold,
    /// The sale has licenses of several products, and staff chose none. Contains the products and counts.
    SeveralProducts(Vec<(Option<Product>, u8)>),
    /// The sale has no license of this product.
    OtherProduct(Product),
    /// The sale has only this number of licenses.
    TooMany(u8),
}

/// Tells staff that there is no such sale. The answer for a sale of another server is the same.
pub(in crate::discord) fn no_such_sale(language: Language) -> EditInteractionResponse {
    refusal(&language.say("no-such-sale-title"), &language.say("no-such-sale"))
}

/// Tells staff that a sale has no key.
pub(in crate::discord) fn no_key(language: Language) -> EditInteractionResponse {
    words(&language.say("sale-without-key"))
}

/// Tells staff why nothing was sold to replace faulty licenses of a sale.
pub(in crate::discord) fn not_replaced(
    language: Language,
    sale: SaleId,
    why: &NotReplaced,
) -> EditInteractionResponse {
    let sale = ("sale", number(sale).into());
    let text = match why {
        NotReplaced::NothingSold => language.say("nothing-to-replace"),
        NotReplaced::SeveralProducts(products) => {
            let named = |product: &Option<Product>| match product {
                Some(product) => excerpt(product.as_str(), 100),
                None => language.say("product-unnamed"),
            };
            let products: Vec<String> =
                products.iter().map(|(product, count)| format!("{} × {count}", named(product))).collect();
            let products = cut(&products.join(", "), 1_000);
            language.with("replace-several-products", &[sale, ("products", products.into())])
        }
        NotReplaced::OtherProduct(product) => {
            let product = excerpt(product.as_str(), 200);
            language.with("replace-other-product", &[sale, ("product", product.into())])
        }
        NotReplaced::TooMany(sold) => {
            language.with("replace-too-many", &[sale, ("count", usize::from(*sold).into())])
        }
    };
    not_sold(language, "not-replaced-title", &text)
}

/// Tells staff whether the buyer of a license is entered.
pub(in crate::discord) fn attributed(
    language: Language,
    buyer: BuyerId,
    outcome: Attribution,
) -> EditInteractionResponse {
    let (title, key, color) = match outcome {
        Attribution::Entered(_) => {
            (Mark::Done.on(&language.say("attribute-done-title")), "attribute-done", GREEN)
        }
        Attribution::HasSale(_) => (language.say("attribute-not-title"), "attribute-has-sale", RED),
        Attribution::Interrupted(_) => (language.say("attribute-not-title"), "attribute-interrupted", RED),
        Attribution::NotLost => (language.say("attribute-not-title"), "attribute-not-lost", RED),
        Attribution::NotAssigned => (language.say("attribute-not-title"), "attribute-not-assigned", RED),
    };
    let sale = match outcome {
        Attribution::Entered(sale) | Attribution::HasSale(sale) | Attribution::Interrupted(sale) => {
            number(sale)
        }
        Attribution::NotLost | Attribution::NotAssigned => String::new(),
    };
    let values = [("sale", sale.into()), ("buyer", user(buyer).into())];
    let embed = CreateEmbed::new().title(title).description(language.with(key, &values)).color(color);
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

/// Shows the keys of a sale to the staff member who requested them.
pub(in crate::discord) fn keys(language: Language, sale: &ListedSale) -> Upload<EditInteractionResponse> {
    let licenses: Vec<_> = sale.licenses.iter().collect();
    let WholeKeys { content, files } = whole_keys(language, Some(sale.sale), "", &[Keys::of(&licenses)]);
    let embed = CreateEmbed::new()
        .title(sale_number(language, sale.sale))
        .color(AMBER)
        .footer(CreateEmbedFooter::new(language.say("keys-footer")));
    let message = EditInteractionResponse::new().content(content).embed(embed).allowed_mentions(nobody());
    Upload { message, files }
}

/// Attaches a table of sales. `cut_at` is the oldest sale in a table that is too small for all sales.
pub(in crate::discord) fn exported(
    language: Language,
    sales: u32,
    cut_at: Option<SaleId>,
    table: Vec<u8>,
) -> Upload<EditInteractionResponse> {
    if sales == 0 {
        return words(&language.say("export-none")).into();
    }
    let mut text = language.with("export-done", &[("count", sales.into())]);
    if let Some(oldest) = cut_at {
        text = format!("{text} {}", language.with("export-cut", &[("sale", number(oldest).into())]));
    }
    Upload { message: words(&text), files: vec![CreateAttachment::bytes(table, "sales.csv")] }
}

/// Tells staff whether a sale was marked as refunded now, was marked before, or cannot be marked.
pub(in crate::discord) fn refunded(
    language: Language,
    sale: &ListedSale,
    is_made: bool,
) -> EditInteractionResponse {
    let refund = refund_words(language, sale);
    let (title, key, color) = match (&refund, is_made) {
        (Some(_), true) => (Mark::Done.on(&language.say("refund-done-title")), "refund-done", GREEN),
        (Some(_), false) => (language.say("refunded-before-title"), "refunded-before", RED),
        (None, _) => (language.say("nothing-refunded-title"), "nothing-refunded", RED),
    };
    let values = [
        ("sale", number(sale.sale).into()),
        ("buyer", user(sale.buyer).into()),
        ("count", sale.licenses.len().into()),
        ("refund", refund.unwrap_or_default().into()),
        ("state", state_words(language, sale.state).into()),
    ];
    let embed = CreateEmbed::new().title(title).description(language.with(key, &values)).color(color);
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

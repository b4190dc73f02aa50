//! The messages of a sale, built by pure functions from its record.
//!
//! Each message is in its reader's language. Invariant: only messages to the buyer contain unmasked keys,
//! which [`key_blocks`] puts into their content.

pub mod buyer;
pub mod channel_messages;
mod decision_buttons;
pub mod key_blocks;
mod question;
mod reader_languages;
mod reasons;
pub mod staff_reply;
mod storefront;
mod title_emoji;

use std::collections::BTreeMap;

use serenity::all::{CreateAllowedMentions, CreateEmbed, CreateEmbedFooter, CreateMessage, Nonce};

use crate::domain::{License, Sale, SaleId, Timestamp};
use crate::i18n::Language;

use super::markup::{TimeStyle, code, time};
use super::safe_text::{cut, excerpt, plain};

pub use decision_buttons::judgements;
pub use reasons::unreadable;
pub use title_emoji::Mark;

/// The colour of an embed about a completed action.
pub const GREEN: u32 = 0x2e_a0_43;
/// The colour of an embed about something that is unfinished or needs attention.
pub const AMBER: u32 = 0xd2_99_22;
/// The colour of an embed if nothing was done or somebody has to act.
pub const RED: u32 = 0xcf_22_2e;
/// The colour of an embed that only informs.
pub const BLUE: u32 = 0x1f_6f_eb;

/// Adds the product and the expiration of a license to an embed.
pub fn license_fields(language: Language, embed: CreateEmbed, license: &License) -> CreateEmbed {
    expiry_field(
        language,
        embed.field(language.say("product-label"), product(language, license), true),
        license,
    )
}

/// Adds the expiration of a license to an embed.
fn expiry_field(language: Language, embed: CreateEmbed, license: &License) -> CreateEmbed {
    embed.field(language.say("expires-label"), expiry(language, license.expires_at), true)
}

/// Adds the fields of licenses for their buyer. A product without a name is left out, because it tells a
/// buyer nothing.
fn buyers_fields(language: Language, embed: CreateEmbed, licenses: &[&License]) -> CreateEmbed {
    match licenses {
        [license] if license.product.is_none() => expiry_field(language, embed, license),
        _ if licenses.iter().all(|license| license.product.is_none()) => {
            ends_field(language, embed, licenses)
        }
        _ => licenses_fields(language, embed, licenses),
    }
}

/// Returns the name of a license's product.
fn product(language: Language, license: &License) -> String {
    let product = license.product.as_ref();
    product.map_or_else(|| language.say("product-unnamed"), |product| excerpt(product.as_str(), 200))
}

/// Adds the products and the expirations of licenses to an embed.
fn licenses_fields(language: Language, embed: CreateEmbed, licenses: &[&License]) -> CreateEmbed {
    let [first, others @ ..] = licenses else { return embed };
    if others.is_empty() {
        return license_fields(language, embed, first);
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for license in licenses {
        *counts.entry(product(language, license)).or_default() += 1;
    }
    let products: Vec<String> =
        counts.iter().map(|(product, count)| format!("{product} × {count}")).collect();
    let embed = embed.field(language.say("products-label"), cut(&products.join("\n"), 1000), true);
    ends_field(language, embed, licenses)
}

/// Adds the expirations of licenses to an embed.
fn ends_field(language: Language, embed: CreateEmbed, licenses: &[&License]) -> CreateEmbed {
    let mut ends: Vec<Option<Timestamp>> = licenses.iter().map(|license| license.expires_at).collect();
    ends.sort_unstable();
    ends.dedup();
    let ends: Vec<String> = ends.into_iter().map(|end| expiry(language, end)).collect();
    embed.field(language.say("expires-label"), cut(&ends.join("\n"), 1000), true)
}

/// Adds the masked keys of licenses to an embed.
fn masked(language: Language, embed: CreateEmbed, licenses: &[&License]) -> CreateEmbed {
    let keys: Vec<String> = licenses.iter().map(|license| code(&license.key)).collect();
    match keys.len() {
        0 => embed,
        1 => embed.field(language.say("key-label"), keys.concat(), true),
        _ => embed.field(language.say("keys-label"), cut(&keys.join("\n"), 1024), false),
    }
}

/// Adds a sale's reference, the sale that it replaces, and its note to an embed.
fn noted(language: Language, mut embed: CreateEmbed, sale: &Sale) -> CreateEmbed {
    if let Some(reference) = &sale.reference {
        embed = embed.field(language.say("reference-label"), excerpt(reference, 400), true);
    }
    if let Some(faulty) = sale.replaces {
        let reason = plain(sale.replace_reason.as_deref().unwrap_or_default());
        let values = [("sale", number(faulty).into()), ("reason", reason.into())];
        let text = cut(&language.with("replaces", &values), 1000);
        embed = embed.field(language.say("replaces-label"), text, false);
    }
    if let Some(note) = &sale.note {
        embed = embed.field(language.say("note-label"), excerpt(note, 1000), false);
    }
    embed
}

/// Returns the text for a license's expiration.
#[must_use]
pub fn expiry(language: Language, at: Option<Timestamp>) -> String {
    at.map_or_else(
        || language.say("never"),
        |at| format!("{} ({})", time(at, TimeStyle::LongDate), time(at, TimeStyle::Relative)),
    )
}

/// Returns the text for a sale's number.
#[must_use]
pub fn number(sale: SaleId) -> String {
    format!("#{sale}")
}

/// Returns what a buyer calls a sale: their order and its number.
#[must_use]
pub fn order(language: Language, sale: SaleId) -> String {
    language.with("order-number", &[("sale", number(sale).into())])
}

/// Builds the footer with a sale's number.
fn sale_footer(language: Language, sale: SaleId) -> CreateEmbedFooter {
    CreateEmbedFooter::new(language.with("sale-number", &[("sale", number(sale).into())]))
}

/// Returns allowed mentions that ping nobody.
pub fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}

/// Adds a nonce to a message. Discord then recognises a repeat of the message.
fn once(message: CreateMessage, nonce: &str) -> CreateMessage {
    message.nonce(Nonce::String(nonce.to_owned())).enforce_nonce(true)
}

//! The messages to the buyer: the DM with the key, the notice with the Claim button, the answer to *Claim*,
//! and reminders.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedAuthor,
    CreateEmbedFooter, CreateMessage, EditInteractionResponse, UserId,
};

use crate::courier::custom_id::CustomId;
use crate::courier::markup::user;
use crate::courier::rest::Upload;
use crate::courier::safe_text::{cut, excerpt, plain};
use crate::domain::{License, Sale, SaleId, is_worth_reminding};
use crate::i18n::Language;
use crate::ledger::PLACEHOLDERS;

pub use super::storefront::Storefront;

use super::key_blocks::{Keys, WholeKeys, whole_keys};
use super::{AMBER, GREEN, Mark, buyers_fields, expiry, expiry_field, masked, nobody, number, once, order};

/// Builds the DM that delivers licenses to their buyer. The shop's own words are in the embed, because the
/// content is reserved for the keys and a line that says what they are.
#[must_use]
pub fn dm(sale: &Sale, licenses: &[&License], nonce: &str, shop: &Storefront<'_>) -> Upload<CreateMessage> {
    let language = sale.buyer_language();
    let mut embed = thanks(sale, licenses);
    if let Some(profile) = shop.profile {
        let author = CreateEmbedAuthor::new(cut(&profile.name, 250));
        embed = embed.author(match &profile.icon {
            Some(icon) => author.icon_url(icon),
            None => author,
        });
    }
    if let Some(text) = &shop.settings.dm_text {
        embed = embed.description(cut(&own_words(text, sale, licenses, shop), 1024));
    }
    let (embed, link) = shop.help(language, embed);
    let mut ends = licenses.iter().filter_map(|license| license.expires_at);
    let remind = ends.any(|end| is_worth_reminding(end, shop.now)).then(|| {
        CreateButton::new(CustomId::Remind(sale.id))
            .label(language.say("remind-button"))
            .style(ButtonStyle::Secondary)
    });
    let buttons: Vec<CreateButton> = link.into_iter().chain(remind).collect();
    sealed(embed, sale, licenses, shop.name(), nonce, buttons)
}

/// Builds the same DM without the shop's own words. It is sent if Discord refuses those words, because the
/// keys have to arrive.
#[must_use]
pub fn bare_dm(sale: &Sale, licenses: &[&License], nonce: &str) -> Upload<CreateMessage> {
    sealed(thanks(sale, licenses), sale, licenses, None, nonce, vec![])
}

/// Builds the embed of a DM, without its key.
fn thanks(sale: &Sale, licenses: &[&License]) -> CreateEmbed {
    let language = sale.buyer_language();
    let count = ("count", licenses.len().into());
    let title = match (sale.delivered_at, sale.replaces) {
        (Some(_), _) => language.with("dm-again-title", &[count]),
        (None, Some(_)) => language.with("dm-replacement-title", &[count]),
        (None, None) => language.say("dm-title"),
    };
    buyers_fields(language, CreateEmbed::new().title(Mark::Key.on(&title)).color(GREEN), licenses)
}

/// Completes a DM with its keys, the advice to keep them, and its buttons.
fn sealed(
    embed: CreateEmbed,
    sale: &Sale,
    licenses: &[&License],
    shop: Option<String>,
    nonce: &str,
    buttons: Vec<CreateButton>,
) -> Upload<CreateMessage> {
    let language = sale.buyer_language();
    let count = ("count", licenses.len().into());
    let (intro, keep_safe) = match shop {
        Some(shop) => {
            let shop = ("shop", shop.into());
            (language.with("dm-intro", &[count, shop.clone()]), language.with("keep-safe", &[shop]))
        }
        None => (language.with("your-license-title", &[count]), language.say("keep-safe-unnamed")),
    };
    let WholeKeys { content, files } = whole_keys(language, Some(sale.id), &intro, &[Keys::of(licenses)]);
    let footer = match sale.replaces {
        Some(faulty) => {
            let replaces = language.with("order-replaces", &[("sale", number(faulty).into())]);
            CreateEmbedFooter::new(format!("{} · {replaces}", order(language, sale.id)))
        }
        None => order_footer(language, sale.id),
    };
    let embed = embed.field(language.say("keep-safe-label"), keep_safe, false).footer(footer);
    let message = CreateMessage::new().content(content).embed(embed).allowed_mentions(nobody());
    let mut message = once(message, nonce);
    if !buttons.is_empty() {
        message = message.components(vec![CreateActionRow::Buttons(buttons)]);
    }
    Upload { message, files }
}

/// Returns the shop's own message to this buyer.
fn own_words(text: &str, sale: &Sale, licenses: &[&License], shop: &Storefront<'_>) -> String {
    let first = licenses.first();
    let language = sale.buyer_language();
    let product = first.map_or_else(String::new, |license| match &license.product {
        Some(product) => excerpt(product.as_str(), 200),
        None => language.say("info-title"),
    });
    let ends = first.map_or_else(String::new, |license| expiry(language, license.expires_at));
    let name = shop.profile.map_or_else(String::new, |profile| plain(&profile.name));
    filled_in(text, &[&user(sale.buyer), &product, &ends, &name, &number(sale.id)])
}

/// Builds the answer that shows a buyer the keys of a sale.
#[must_use]
pub fn claimed(language: Language, sale: SaleId, licenses: &[&License]) -> Upload<EditInteractionResponse> {
    let WholeKeys { content, files } = whole_keys(language, Some(sale), "", &[Keys::of(licenses)]);
    let title = your_license(language, licenses.len());
    let embed = buyers_fields(language, CreateEmbed::new().title(title).color(GREEN), licenses);
    let embed = embed.footer(order_footer(language, sale));
    let message = EditInteractionResponse::new().content(content).embed(embed).allowed_mentions(nobody());
    Upload { message, files }
}

/// Builds the embed about a buyer's license, without its key. Its title is the product.
pub fn owned(language: Language, license: &License, sale: SaleId) -> CreateEmbed {
    let embed = CreateEmbed::new().title(owned_title(language, license)).color(GREEN);
    expiry_field(language, embed, license).footer(order_footer(language, sale))
}

/// Returns what a buyer calls a license: its product if it has a name.
#[must_use]
pub fn owned_title(language: Language, license: &License) -> String {
    let product = license.product.as_ref().map(|product| excerpt(product.as_str(), 200));
    product.unwrap_or_else(|| your_license(language, 1))
}

fn your_license(language: Language, count: usize) -> String {
    language.with("your-license-title", &[("count", count.into())])
}

/// Builds the footer with the number of a buyer's order.
fn order_footer(language: Language, sale: SaleId) -> CreateEmbedFooter {
    CreateEmbedFooter::new(order(language, sale))
}

/// Builds the notice with the Claim button. It is the only message that pings, and it pings only the buyer.
pub fn claim_notice(sale: &Sale, nonce: &str) -> CreateMessage {
    let (buyer, language) = (UserId::new(sale.buyer.as_u64()), sale.buyer_language());
    let claim = CreateButton::new(CustomId::Claim(sale.id)).label(language.say("claim-button"));
    let values = [("buyer", user(sale.buyer).into()), ("count", sale.sold().count().into())];
    let message = CreateMessage::new()
        .content(language.with("claim-notice", &values))
        .allowed_mentions(CreateAllowedMentions::new().users([buyer]))
        .components(vec![CreateActionRow::Buttons(vec![claim.style(ButtonStyle::Success)])]);
    once(message, nonce)
}

/// Reminds a buyer who asked for it that licenses expire soon. All of `licenses` expire at the same time.
/// Tells how to reach the shop, because buyers renew there.
pub fn reminder(sale: &Sale, licenses: &[&License], nonce: &str, shop: &Storefront<'_>) -> CreateMessage {
    let language = sale.buyer_language();
    let count = [("count", licenses.len().into())];
    let embed = CreateEmbed::new()
        .title(language.with("reminder-title", &count))
        .description(language.with("reminder", &count))
        .color(AMBER)
        .footer(order_footer(language, sale.id));
    let embed = masked(language, buyers_fields(language, embed, licenses), licenses);
    let (embed, link) = shop.help(language, embed);
    let message = CreateMessage::new().embed(embed).allowed_mentions(nobody());
    let rows = link.map(|link| CreateActionRow::Buttons(vec![link]));
    once(message.components(rows.into_iter().collect()), nonce)
}

/// Fills in the placeholders of the shop's own message, in the order of [`PLACEHOLDERS`]. Only the shop's
/// words may contain markdown.
#[must_use]
pub fn filled_in(text: &str, values: &[&str; PLACEHOLDERS.len()]) -> String {
    PLACEHOLDERS
        .iter()
        .zip(values)
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

//! The messages to the buyer: the DM with the key, the notice with the Claim button, the answer to *Claim*,
//! and reminders.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedAuthor,
    CreateMessage, EditInteractionResponse, UserId,
};

use crate::courier::custom_id::CustomId;
use crate::courier::guild_profile::GuildProfile;
use crate::courier::markup::{code, user};
use crate::courier::rest::Upload;
use crate::courier::text::{cut, plain};
use crate::domain::{License, Sale, SaleId, Timestamp, is_link, is_worth_reminding};
use crate::i18n::Language;
use crate::ledger::{PLACEHOLDERS, ShopSettings};

use super::keys::{Keys, WholeKeys, whole_keys};
use super::{AMBER, GREEN, expiry, licenses_fields, masked, nobody, number, once, product, sale_footer};

/// The shop that a DM comes from.
pub struct Storefront<'a> {
    /// The server's settings.
    pub settings: &'a ShopSettings,
    /// The server's name and icon, where they are known.
    pub profile: Option<&'a GuildProfile>,
    /// The current time.
    pub now: Timestamp,
}

/// Builds the DM that delivers licenses to their buyer. The shop's own words are in the embed, because the
/// content is reserved for the keys.
#[must_use]
pub fn dm(sale: &Sale, licenses: &[&License], nonce: &str, shop: &Storefront<'_>) -> Upload<CreateMessage> {
    let language = sale.buyer_language();
    let mut embed = about(language, licenses);
    if let Some(profile) = shop.profile {
        let author = CreateEmbedAuthor::new(cut(&profile.name, 250));
        embed = embed.author(match &profile.icon {
            Some(icon) => author.icon_url(icon),
            None => author,
        });
    }
    if let Some(text) = &shop.settings.dm_text {
        let text = cut(&own_words(text, sale, licenses, shop), 1024);
        embed = embed.field(language.say("shop-words-label"), text, false);
    }
    let (help, link) = match shop.settings.help.as_deref() {
        Some(help) if is_link(help) => {
            (None, Some(CreateButton::new_link(help).label(language.say("help-button"))))
        }
        help => (help, None),
    };
    if let Some(help) = help {
        embed = embed.field(language.say("help-label"), cut(help, 1000), false);
    }
    let mut ends = licenses.iter().filter_map(|license| license.expires_at);
    let remind = ends.any(|end| is_worth_reminding(end, shop.now)).then(|| {
        CreateButton::new(CustomId::Remind(sale.id))
            .label(language.say("remind-button"))
            .style(ButtonStyle::Secondary)
    });
    let buttons: Vec<CreateButton> = link.into_iter().chain(remind).collect();
    sealed(embed, sale, licenses, nonce, buttons)
}

/// Builds the same DM without the shop's own words. It is sent if Discord refuses those words, because the
/// keys have to arrive.
#[must_use]
pub fn bare_dm(sale: &Sale, licenses: &[&License], nonce: &str) -> Upload<CreateMessage> {
    sealed(about(sale.buyer_language(), licenses), sale, licenses, nonce, vec![])
}

/// Completes a DM with its keys, the advice to keep them, and its buttons.
fn sealed(
    embed: CreateEmbed,
    sale: &Sale,
    licenses: &[&License],
    nonce: &str,
    buttons: Vec<CreateButton>,
) -> Upload<CreateMessage> {
    let language = sale.buyer_language();
    let WholeKeys { content, files } = whole_keys(language, Some(sale.id), "", &[Keys::of(licenses)]);
    let embed = embed
        .field(language.say("keep-safe-label"), language.say("keep-safe"), false)
        .footer(sale_footer(language, sale.id));
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
    let product = first.map_or_else(String::new, |license| product(sale.buyer_language(), license));
    let ends = first.map_or_else(String::new, |license| expiry(sale.buyer_language(), license.expires_at));
    let name = shop.profile.map_or_else(String::new, |profile| plain(&profile.name));
    filled_in(text, &[&user(sale.buyer), &product, &ends, &name, &number(sale.id)])
}

/// Builds the answer that shows a buyer the keys of a sale.
#[must_use]
pub fn claimed(language: Language, sale: SaleId, licenses: &[&License]) -> Upload<EditInteractionResponse> {
    let WholeKeys { content, files } = whole_keys(language, Some(sale), "", &[Keys::of(licenses)]);
    let embed = about(language, licenses).footer(sale_footer(language, sale));
    let message = EditInteractionResponse::new().content(content).embed(embed).allowed_mentions(nobody());
    Upload { message, files }
}

/// Builds the embed about a buyer's license, without its key.
pub fn owned(language: Language, license: &License, sale: SaleId) -> CreateEmbed {
    about(language, &[license]).footer(sale_footer(language, sale))
}

fn about(language: Language, licenses: &[&License]) -> CreateEmbed {
    let title = language.with("your-license-title", &[("count", licenses.len().into())]);
    licenses_fields(language, CreateEmbed::new().title(title).color(GREEN), licenses)
}

/// Builds the notice with the Claim button. It is the only message that pings, and it pings only the buyer.
pub fn claim_notice(sale: &Sale, nonce: &str) -> CreateMessage {
    let (buyer, language) = (UserId::new(sale.buyer.as_u64()), sale.buyer_language());
    let claim = CreateButton::new(CustomId::Claim(sale.id)).label(language.say("claim-button"));
    let message = CreateMessage::new()
        .content(language.with("claim-notice", &[("buyer", user(sale.buyer).into())]))
        .allowed_mentions(CreateAllowedMentions::new().users([buyer]))
        .components(vec![CreateActionRow::Buttons(vec![claim.style(ButtonStyle::Success)])]);
    once(message, nonce)
}

/// Reminds a buyer who asked for it that licenses expire soon. All of `licenses` expire at the same time.
pub fn reminder(sale: &Sale, licenses: &[&License], nonce: &str) -> CreateMessage {
    let language = sale.buyer_language();
    let embed = CreateEmbed::new()
        .title(language.say("reminder-title"))
        .color(AMBER)
        .footer(sale_footer(language, sale.id));
    let embed = match licenses {
        [license] => embed.description(language.with("reminder", &[("key", code(&license.key).into())])),
        _ => masked(language, embed.description(language.say("reminder-several")), licenses),
    };
    let embed = licenses_fields(language, embed, licenses);
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
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

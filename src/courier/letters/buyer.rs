//! What the buyer reads: the DM with the key, the notice with the Claim button, what it shows.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed,
    CreateEmbedAuthor, CreateEmbedFooter, CreateMessage, UserId,
};

use crate::courier::front::Front;
use crate::courier::rest::Upload;
use crate::courier::text::{cut, plain};
use crate::domain::{License, SaleId, Timestamp, is_link};
use crate::language::Language;
use crate::ledger::{OutboxRow, PLACEHOLDERS, SaleRecord, ShopSettings, is_worth_reminding};

use super::{
    AMBER, CLAIM, GREEN, expiry, licenses_fields, masked, nobody, number, once, product, sale_footer,
};

/// Keys beyond which a DM also brings them as a file.
const MANY: usize = 5;

/// Begins the custom id of *Remind me*; the sale's number follows.
pub const REMIND: &str = "remind:";

/// The shop that a DM comes from.
pub struct Shop<'a> {
    /// What it has set.
    pub settings: &'a ShopSettings,
    /// Its name and icon, where they are known.
    pub front: Option<&'a Front>,
    /// The present instant.
    pub now: Timestamp,
}

/// The DM with the keys it carries: the only message that holds them whole without being asked for.
/// Several are also a file.
#[must_use]
pub fn dm(sale: &SaleRecord, row: &OutboxRow, shop: &Shop<'_>) -> Upload<CreateMessage> {
    let (licenses, language) = (sale.carried_by(row), sale.buyer_language());
    let mut embed = keys(language, &licenses);
    if let Some(front) = shop.front {
        let author = CreateEmbedAuthor::new(cut(&front.name, 250));
        embed = embed.author(match &front.icon {
            Some(icon) => author.icon_url(icon),
            None => author,
        });
    }
    if let Some(text) = &shop.settings.dm_text {
        let text = cut(&own_words(text, sale, &licenses, shop), 1024);
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
        CreateButton::new(format!("{REMIND}{}", sale.id))
            .label(language.say("remind-button"))
            .style(ButtonStyle::Secondary)
    });
    let buttons: Vec<CreateButton> = link.into_iter().chain(remind).collect();
    sealed(embed, sale, row, buttons)
}

/// The same DM without anything of the shop's own, for where Discord refuses what the shop has set:
/// the keys have to arrive.
#[must_use]
pub fn bare_dm(sale: &SaleRecord, row: &OutboxRow) -> Upload<CreateMessage> {
    sealed(keys(sale.buyer_language(), &sale.carried_by(row)), sale, row, vec![])
}

/// A DM with keys, ended: how to keep them, its delivery, its buttons, the file of many.
fn sealed(
    embed: CreateEmbed,
    sale: &SaleRecord,
    row: &OutboxRow,
    buttons: Vec<CreateButton>,
) -> Upload<CreateMessage> {
    let (licenses, language) = (sale.carried_by(row), sale.buyer_language());
    let footer = [("sale", number(sale.id).into()), ("nonce", row.nonce.as_str().into())];
    let embed = embed
        .field(language.say("keep-safe-label"), language.say("keep-safe"), false)
        .footer(CreateEmbedFooter::new(language.with("dm-footer", &footer)));
    let mut message = once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), &row.nonce);
    if !buttons.is_empty() {
        message = message.components(vec![CreateActionRow::Buttons(buttons)]);
    }
    let files = if licenses.len() > MANY { vec![file(sale, &licenses)] } else { Vec::new() };
    Upload { message, files }
}

/// The owner's message to this buyer.
fn own_words(text: &str, sale: &SaleRecord, licenses: &[&License], shop: &Shop<'_>) -> String {
    let first = licenses.first();
    let product = first.map_or_else(String::new, |license| product(sale.buyer_language(), license));
    let ends = first.map_or_else(String::new, |license| expiry(sale.buyer_language(), license.expires_at));
    let name = shop.front.map_or_else(String::new, |front| plain(&front.name));
    filled_in(text, &[&format!("<@{}>", sale.buyer), &product, &ends, &name, &number(sale.id)])
}

/// Keys for their buyer, with what belongs to them.
pub fn owned(language: Language, licenses: &[&License], sale: SaleId) -> CreateEmbed {
    keys(language, licenses).footer(sale_footer(language, sale))
}

fn keys(language: Language, licenses: &[&License]) -> CreateEmbed {
    let title = language.with("your-license-title", &[("count", licenses.len().into())]);
    let embed = CreateEmbed::new().title(title).description(block(licenses)).color(GREEN);
    licenses_fields(language, embed, licenses)
}

/// Keys as one block to be copied.
#[must_use]
pub fn block(licenses: &[&License]) -> String {
    let keys: Vec<&str> = licenses.iter().map(|license| license.key.reveal()).collect();
    format!("```\n{}\n```", keys.join("\n"))
}

fn file(sale: &SaleRecord, licenses: &[&License]) -> CreateAttachment {
    let mut keys = licenses.iter().map(|license| license.key.reveal()).collect::<Vec<_>>().join("\n");
    keys.push('\n');
    CreateAttachment::bytes(keys, format!("licenses-sale-{}.txt", sale.id))
}

/// The notice with the Claim button: the only message that pings, and only the buyer.
pub fn claim_notice(sale: &SaleRecord, nonce: &str) -> CreateMessage {
    let (buyer, language) = (UserId::new(sale.buyer.as_u64()), sale.buyer_language());
    let claim = CreateButton::new(format!("{CLAIM}{}", sale.id)).label(language.say("claim-button"));
    let message = CreateMessage::new()
        .content(language.with("claim-notice", &[("buyer", format!("<@{buyer}>").into())]))
        .allowed_mentions(CreateAllowedMentions::new().users([buyer]))
        .components(vec![CreateActionRow::Buttons(vec![claim.style(ButtonStyle::Success)])]);
    once(message, nonce)
}

/// That licenses end soon, all at one instant, to a buyer who asked to be told.
pub fn reminder(sale: &SaleRecord, licenses: &[&License], nonce: &str) -> CreateMessage {
    let language = sale.buyer_language();
    let embed = CreateEmbed::new()
        .title(language.say("reminder-title"))
        .color(AMBER)
        .footer(sale_footer(language, sale.id));
    let embed = match licenses {
        [license] => {
            embed.description(language.with("reminder", &[("key", format!("`{}`", license.key).into())]))
        }
        _ => masked(language, embed.description(language.say("reminder-several")), licenses),
    };
    let embed = licenses_fields(language, embed, licenses);
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
}

/// The owner's own message, its placeholders filled in, in the order of
/// [`PLACEHOLDERS`]. Only the owner's own words have markdown.
#[must_use]
pub fn filled_in(text: &str, values: &[&str; PLACEHOLDERS.len()]) -> String {
    PLACEHOLDERS
        .iter()
        .zip(values)
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

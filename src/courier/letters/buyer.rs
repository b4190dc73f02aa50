//! What the buyer reads: the DM with the key, the notice with the Claim button, what it shows.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed,
    CreateEmbedFooter, CreateMessage, UserId,
};

use crate::domain::{License, SaleId};
use crate::language::Language;
use crate::ledger::{OutboxRow, SaleRecord};

use super::{CLAIM, GREEN, licenses_fields, nobody, number, once, sale_footer};

/// Keys beyond which a DM also brings them as a file.
const MANY: usize = 5;

/// The DM with the keys it carries: the only message that holds them whole without being asked for.
/// Several are also a file.
pub fn dm(sale: &SaleRecord, row: &OutboxRow) -> CreateMessage {
    let (licenses, language) = (sale.carried_by(row), sale.buyer_language());
    let footer = [("sale", number(sale.id).into()), ("nonce", row.nonce.as_str().into())];
    let embed = keys(language, &licenses)
        .field(language.say("keep-safe-label"), language.say("keep-safe"), false)
        .footer(CreateEmbedFooter::new(language.with("dm-footer", &footer)));
    let message = once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), &row.nonce);
    if licenses.len() > MANY { message.add_file(file(sale, &licenses)) } else { message }
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
pub fn block(licenses: &[&License]) -> String {
    let keys: Vec<&str> = licenses.iter().map(|license| license.key.reveal()).collect();
    format!("```\n{}\n```", keys.join("\n"))
}

fn file(sale: &SaleRecord, licenses: &[&License]) -> CreateAttachment {
    let keys: String = licenses.iter().map(|license| format!("{}\n", license.key.reveal())).collect();
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

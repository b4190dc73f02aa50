//! What the buyer reads: the DM with the key, the notice with the Claim button, what it shows.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed,
    CreateEmbedFooter, CreateMessage, UserId,
};

use crate::domain::{License, SaleId};
use crate::ledger::{OutboxRow, PLACEHOLDERS, SaleRecord};

use super::{AMBER, CLAIM, GREEN, license_fields, licenses_fields, nobody, number, once};

/// Keys beyond which a DM also brings them as a file.
const MANY: usize = 5;

/// The DM with the keys it carries: the only message that holds them whole without being asked for.
/// Several are also a file.
pub fn dm(sale: &SaleRecord, row: &OutboxRow) -> CreateMessage {
    let licenses = sale.carried_by(row);
    let embed = keys(&licenses)
        .field("Keep it safe", "Run /mylicenses in the server to see it again.", false)
        .footer(CreateEmbedFooter::new(format!("Sale {} · delivery {}", number(sale.id), row.nonce)));
    let message = once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), &row.nonce);
    if licenses.len() > MANY { message.add_file(file(sale, &licenses)) } else { message }
}

/// Keys for their buyer, with what belongs to them.
pub fn owned(licenses: &[&License], sale: SaleId) -> CreateEmbed {
    keys(licenses).footer(CreateEmbedFooter::new(format!("Sale {}", number(sale))))
}

fn keys(licenses: &[&License]) -> CreateEmbed {
    let title = if licenses.len() > 1 { "Your licenses" } else { "Your license" };
    let embed = CreateEmbed::new().title(title).description(block(licenses)).color(GREEN);
    licenses_fields(embed, licenses)
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
    let buyer = UserId::new(sale.buyer.as_u64());
    let message = CreateMessage::new()
        .content(format!(
            "<@{buyer}>, your license is ready, but your direct messages are closed. Press **Claim** to see it; only you can."
        ))
        .allowed_mentions(CreateAllowedMentions::new().users([buyer]))
        .components(vec![CreateActionRow::Buttons(vec![
            CreateButton::new(format!("{CLAIM}{}", sale.id)).label("Claim").style(ButtonStyle::Success),
        ])]);
    once(message, nonce)
}

/// That a license ends soon, to a buyer who asked to be told.
pub fn reminder(sale: &SaleRecord, license: &License, nonce: &str) -> CreateMessage {
    let embed = CreateEmbed::new()
        .title("Your license ends soon")
        .description(format!("You asked to be reminded. `{}`", license.key))
        .color(AMBER)
        .footer(CreateEmbedFooter::new(format!("Sale {}", number(sale.id))));
    once(CreateMessage::new().embed(license_fields(embed, license)).allowed_mentions(nobody()), nonce)
}

/// The owner's own message, its placeholders filled in, in the order of
/// [`PLACEHOLDERS`](crate::ledger::PLACEHOLDERS). Only the owner's own words have markdown.
#[must_use]
pub fn filled_in(text: &str, values: &[&str; PLACEHOLDERS.len()]) -> String {
    PLACEHOLDERS
        .iter()
        .zip(values)
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

//! The view of a sale and its history. Keys are masked.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, EditInteractionResponse};

use crate::courier::custom_id::CustomId;
use crate::courier::letters::{AMBER, GREEN, RED, expiry, nobody, number};
use crate::courier::markup::{TimeStyle, code, product_in_line, time, user};
use crate::courier::safe_text::{cut, excerpt, plain};
use crate::discord::views::parts::{sale_number, state_words};
use crate::domain::SaleState;
use crate::i18n::Language;
use crate::ledger::{Event, ListedSale, Passage};
use crate::report;

use super::listed_sale::product;

/// The maximum numbers of first and last events to show.
const FIRST_EVENTS: usize = 8;
const LAST_EVENTS: usize = 14;
/// The maximum length of the history, in characters. Discord accepts 6,000 characters in total, including
/// fields.
const LONGEST_HISTORY: usize = 3_200;
/// The maximum length of the list of licenses, in characters. Discord accepts 1,024 in a field.
const LONGEST_LICENSES: usize = 1_000;

/// Shows a sale. `decisions` are the buttons with which staff decide about it.
pub(in crate::discord) fn sale(
    language: Language,
    sale: &ListedSale,
    events: &[Event],
    decisions: Vec<CreateActionRow>,
) -> EditInteractionResponse {
    let color = match sale.state {
        SaleState::Failed | SaleState::Held => RED,
        SaleState::Delivered if sale.refund.is_none() => GREEN,
        _ => AMBER,
    };
    let embed = CreateEmbed::new()
        .title(format!("{} · {}", sale_number(language, sale.sale), state_words(language, sale.state)))
        .description(history(language, events))
        .color(color)
        .field(language.say("buyer-label"), user(sale.buyer), true)
        .field(language.say("staff-label"), user(sale.staff), true);
    let embed = noted(language, sold(language, embed, sale), sale);
    let mut rows = decisions;
    if !sale.licenses.is_empty() {
        let label = language.with("reveal-button", &[("count", sale.licenses.len().into())]);
        let reveal = CreateButton::new(CustomId::RevealKeys(sale.sale)).label(label);
        rows.push(CreateActionRow::Buttons(vec![reveal.style(ButtonStyle::Danger)]));
    }
    // Empty rows are sent too, because the message may have had buttons before a decision was made.
    EditInteractionResponse::new().embed(embed).components(rows).allowed_mentions(nobody())
}

/// Adds the licenses, or the requested product if there are no licenses yet.
fn sold(language: Language, embed: CreateEmbed, sale: &ListedSale) -> CreateEmbed {
    if sale.licenses.is_empty() {
        embed.field(language.say("product-label"), excerpt(&product(language, sale), 200), true)
    } else {
        embed.field(language.say("licenses-label"), licenses(language, sale), false)
    }
}

/// Adds the data that staff entered about the sale, and its later marks.
fn noted(language: Language, mut embed: CreateEmbed, sale: &ListedSale) -> CreateEmbed {
    if let Some(reference) = &sale.reference {
        embed = embed.field(language.say("reference-label"), excerpt(reference, 200), true);
    }
    if let Some(note) = &sale.note {
        embed = embed.field(language.say("note-label"), excerpt(note, 500), false);
    }
    for (name, other) in [("replaces-label", sale.replaces), ("replaced-by-label", sale.replaced_by)] {
        if let Some(other) = other {
            embed = embed.field(language.say(name), number(other), true);
        }
    }
    if let Some(refund) = refund_words(language, sale) {
        embed = embed.field(language.say("refunded-label"), refund, false);
    }
    embed
}

/// Returns one line per license. Omits licenses that do not fit.
fn licenses(language: Language, sale: &ListedSale) -> String {
    let mut text = String::new();
    for (at, license) in sale.licenses.iter().enumerate() {
        let product = product_in_line(license.product.as_ref());
        let line = format!("{} · {product} · {}\n", code(&license.key), expiry(language, license.expires_at));
        if text.chars().count() + line.chars().count() > LONGEST_LICENSES {
            let left = sale.licenses.len() - at;
            return text + &language.with("more-licenses", &[("count", left.into())]);
        }
        text.push_str(&line);
    }
    text
}

/// Returns a text that says who refunded a sale, when and why.
pub(super) fn refund_words(language: Language, sale: &ListedSale) -> Option<String> {
    let refund = sale.refund.as_ref()?;
    let reason = excerpt(&refund.reason, 500);
    let key = if reason.is_empty() { "refund" } else { "refund-with-reason" };
    let values = [
        ("at", time(refund.at, TimeStyle::DateTime).into()),
        ("staff", user(refund.staff).into()),
        ("reason", reason.into()),
    ];
    Some(language.with(key, &values))
}

/// Returns where a sale moved from and to.
fn passage(passage: &Passage) -> String {
    match passage {
        Passage::Buyer(old, new) => format!(": {} → {}", user(old), user(new)),
        Passage::Server(old, new) => format!(": {old} → {new}"),
    }
}

/// Returns one line per event, oldest first. If there are many, shows only the first and the last ones.
fn history(language: Language, events: &[Event]) -> String {
    let line = |event: &Event| {
        let actor = event.actor.map_or_else(String::new, |actor| format!(" · {}", user(actor)));
        let at = time(event.at, TimeStyle::DateTime);
        let passage = event.passage.as_ref().map_or_else(String::new, passage);
        format!("{at} {}{passage}{actor}", plain(&report::event(language, event)))
    };
    let left_out = events.len().saturating_sub(FIRST_EVENTS + LAST_EVENTS);
    let mut lines: Vec<String> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        if left_out > 0 && at == FIRST_EVENTS {
            lines.push(language.with("more-events", &[("count", left_out.into())]));
        }
        if left_out == 0 || at < FIRST_EVENTS || at >= FIRST_EVENTS + left_out {
            lines.push(line(event));
        }
    }
    cut(&lines.join("\n"), LONGEST_HISTORY)
}

//! What staff read: their reply as the sale goes on, and what they are asked.

use std::time::Duration;

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, CreateMessage,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse,
};

use crate::domain::{License, LineState, SaleState};
use crate::ledger::{Failure, Question, SaleRecord};

use super::{
    AMBER, CANCEL, CONFIRM, DELIVER, GREEN, PRODUCT, QUARANTINE, RED, RESEND, cut, licenses_fields, masked,
    nobody, noted, number, once, plain,
};

/// Staff's reply, as the sale stands now.
pub fn staff_reply(sale: &SaleRecord) -> EditInteractionResponse {
    EditInteractionResponse::new()
        .content("")
        .embed(staff_embed(sale))
        .components(decisions(sale))
        .allowed_mentions(nobody())
}

/// Staff's reply while the vendor takes no more calls: their place, and how long it may take.
pub fn queue_place(sale: &SaleRecord, place: usize, wait: Duration) -> EditInteractionResponse {
    let seconds = wait.as_secs().max(1);
    let words = format!(
        "The vendor takes no more calls for the moment. Your sale to <@{}> is number {place} in the queue and goes on by itself in about {seconds} s – **do not sell again**.",
        sale.buyer
    );
    let embed = CreateEmbed::new()
        .title("Waiting for the vendor")
        .description(words)
        .color(AMBER)
        .footer(CreateEmbedFooter::new(format!("Sale {}", number(sale.id))));
    EditInteractionResponse::new().content("").embed(embed).components(vec![]).allowed_mentions(nobody())
}

/// How a sale stands, in words for staff: what happened, whether anything was sold, what to do next.
pub fn staff_embed(sale: &SaleRecord) -> CreateEmbed {
    let buyer = format!("<@{}>", sale.buyer);
    let (title, color, words) = match sale.state {
        SaleState::Acknowledged if sale.confirm_until.is_some() => {
            let (title, words) = question(sale);
            (title, AMBER, words)
        }
        SaleState::Delivered => {
            let keys = if sale.sold().count() > 1 { "the keys" } else { "the key" };
            let words = if sale.dm_message.is_some() {
                format!("{buyer} has {keys} in a direct message.")
            } else {
                format!("{buyer} has claimed {keys}.")
            };
            let sold = sale.sold().count();
            if sold < usize::from(sale.quantity) {
                (
                    format!("{sold} of {} licenses sold", sale.quantity),
                    AMBER,
                    format!("{words}{}", short_words(sale)),
                )
            } else if sold > 1 {
                (format!("{sold} licenses sold"), GREEN, words)
            } else {
                ("License sold".to_owned(), GREEN, words)
            }
        }
        SaleState::Undelivered if sale.buyer_sees_channel => (
            "Sold – the buyer's DMs are closed".to_owned(),
            AMBER,
            format!(
                "The license is {buyer}'s, but Discord does not let us write to them. A **Claim** button is in this channel; only they can use it, and `/mylicenses` shows them the key too."
            ),
        ),
        SaleState::Undelivered => (
            "Sold – the buyer's DMs are closed".to_owned(),
            AMBER,
            format!(
                "The license is {buyer}'s, but Discord does not let us write to them. Ask them to run `/mylicenses`."
            ),
        ),
        SaleState::Failed => ("Nothing was sold".to_owned(), RED, failure_words(sale)),
        SaleState::Held => (
            "Held – a person has to decide".to_owned(),
            RED,
            format!(
                "The vendor's answers contradict each other, so it is not certain that the license is {buyer}'s: {}\n**Do not sell again.** Look the license up in the vendor's dashboard, then press what is true.",
                evidence(sale)
            ),
        ),
        SaleState::Assigning | SaleState::InDoubt => (
            "The vendor's answer was lost".to_owned(),
            AMBER,
            format!(
                "The sale to {buyer} will finish by itself – **do not sell again**. This message will change when it has."
            ),
        ),
        SaleState::Assigned => (
            "Sold – the message is on its way".to_owned(),
            AMBER,
            format!(
                "The license is {buyer}'s. Discord does not take the message just now; it is sent as soon as it does."
            ),
        ),
        SaleState::Requested | SaleState::Acknowledged | SaleState::Reserved => (
            "Selling …".to_owned(),
            AMBER,
            format!("The vendor is slow to answer. The sale to {buyer} goes on by itself."),
        ),
    };
    let embed = CreateEmbed::new()
        .title(title)
        .description(words)
        .color(color)
        .footer(CreateEmbedFooter::new(format!("Sale {}", number(sale.id))));
    let held = sale.lines.iter().filter(|line| line.state != LineState::Released);
    let licenses: Vec<&License> = held.map(|line| &line.license).collect();
    let embed = if sale.replaces.is_some() && sale.sold().next().is_some() {
        embed.field("The faulty key", "stays the buyer's: the vendor takes no license back.", false)
    } else {
        embed
    };
    noted(masked(licenses_fields(embed, &licenses), &licenses), sale)
}

/// Why fewer licenses were sold than were to be.
fn short_words(sale: &SaleRecord) -> String {
    let why = match sale.short {
        Some(Failure::OutOfStock) => "the stock holds no more",
        Some(Failure::StockMoves) => "the licenses drawn were no longer free",
        Some(Failure::Quarantined) => "staff put a key into quarantine",
        Some(Failure::ApiKeyRefused | Failure::SellingPaused) => "the vendor refuses the shop's API key",
        Some(Failure::RateLimited) => "the vendor took no more calls",
        Some(Failure::Refused) => "the vendor refused",
        _ => "the vendor could not be reached",
    };
    format!(
        "\nThe others were not sold: {why}. Run the command again for what is missing.{}",
        vendor_words(sale)
    )
}

/// What the vendor said, if it did.
fn vendor_words(sale: &SaleRecord) -> String {
    sale.vendor_words
        .as_deref()
        .map_or_else(String::new, |words| format!("\nThe vendor says: “{}”", cut(&plain(words), 600)))
}

/// The outcome for the staff member whose reply Discord does not let us edit any more.
pub fn late_reply(sale: &SaleRecord, nonce: &str) -> CreateMessage {
    let message = CreateMessage::new()
        .content(format!("<@{}>, this is how your sale {} stands:", sale.staff, number(sale.id)))
        .embed(staff_embed(sale))
        .allowed_mentions(nobody());
    once(message, nonce)
}

/// The buttons for what staff may decide now.
pub(super) fn decisions(sale: &SaleRecord) -> Vec<CreateActionRow> {
    let button = |id: &str, label: &str, style| {
        CreateButton::new(format!("{id}{}", sale.id)).label(label).style(style)
    };
    let buttons = match sale.state {
        SaleState::Acknowledged if sale.confirm_until.is_some() => {
            let cancel = button(CANCEL, "Cancel", ButtonStyle::Secondary);
            match &sale.question {
                Some(Question::Product(products)) => {
                    return vec![choose(sale, products), CreateActionRow::Buttons(vec![cancel])];
                }
                Some(Question::Partial(offered)) => {
                    vec![button(CONFIRM, &format!("Sell {offered}"), ButtonStyle::Success), cancel]
                }
                Some(Question::Repeat) | None => {
                    vec![button(CONFIRM, "Sell another", ButtonStyle::Success), cancel]
                }
            }
        }
        SaleState::Undelivered => vec![button(RESEND, "Try the DM again", ButtonStyle::Secondary)],
        SaleState::Held => vec![
            button(DELIVER, "It is the buyer's: deliver", ButtonStyle::Success),
            button(QUARANTINE, "It is not: close and quarantine the key", ButtonStyle::Danger),
        ],
        _ => return vec![],
    };
    vec![CreateActionRow::Buttons(buttons)]
}

/// The menu of products, as many as Discord takes.
fn choose(sale: &SaleRecord, products: &[(String, u32)]) -> CreateActionRow {
    let options = products
        .iter()
        .filter(|(product, _)| (1..=100).contains(&product.chars().count()))
        .take(25)
        .map(|(product, count)| {
            CreateSelectMenuOption::new(cut(product, 100), product).description(format!("{count} in stock"))
        })
        .collect();
    let menu =
        CreateSelectMenu::new(format!("{PRODUCT}{}", sale.id), CreateSelectMenuKind::String { options });
    CreateActionRow::SelectMenu(menu.placeholder("Which product?"))
}

/// What staff are asked, as a title and words.
fn question(sale: &SaleRecord) -> (String, String) {
    let buyer = sale.buyer;
    match &sale.question {
        Some(Question::Partial(offered)) => (
            format!("{offered} of {} in stock – sell {offered}?", sale.quantity),
            format!(
                "The stock holds {offered} of the {} licenses for <@{buyer}>. Nothing is sold yet; sell {offered}?",
                sale.quantity
            ),
        ),
        Some(Question::Product(_)) => (
            "Which product?".to_owned(),
            format!("The stock holds several products. Nothing is sold yet; choose the one for <@{buyer}>."),
        ),
        Some(Question::Repeat) | None => ("Sold a moment ago – sell another?".to_owned(), repetition(sale)),
    }
}

/// Who sold what when, before.
fn repetition(sale: &SaleRecord) -> String {
    let Some(earlier) = &sale.repeats else { return "Sell this buyer another license?".to_owned() };
    let product = earlier.product.as_ref().map_or_else(
        || "a license".to_owned(),
        |product| format!("*{}*", cut(&plain(product.as_str()), 200)),
    );
    format!(
        "<@{}> sold <@{}> {product} <t:{}:R> (sale {}). Nothing is sold yet; sell another?",
        earlier.staff,
        sale.buyer,
        earlier.at.as_secs(),
        number(earlier.sale)
    )
}

/// Why a sale is held.
fn evidence(sale: &SaleRecord) -> &'static str {
    match sale.line().and_then(|line| line.evidence.as_deref()) {
        Some("expired while in doubt") => {
            "an answer was lost, and now the license is assigned to nobody, but expired."
        }
        Some("free, but refused again and again") => {
            "an answer was lost, the license is said to be free, and yet assigning it is refused."
        }
        Some("unknown to the vendor") => "an answer was lost, and now the vendor does not know the license.",
        _ => "see the log of the sale.",
    }
}

fn failure_words(sale: &SaleRecord) -> String {
    let product = sale
        .product
        .as_ref()
        .map_or_else(String::new, |product| format!(" of *{}*", plain(product.as_str())));
    match sale.failure {
        Some(Failure::OutOfStock) => format!(
            "The stock holds no license{product} that can be sold. Restock at the vendor, then run the command again."
        ),
        Some(Failure::VendorUnreachable) => "The vendor cannot be reached. Try again in a minute.".to_owned(),
        Some(Failure::Refused) => format!("The vendor refused. Try again, or ask the owner to look at the vendor's dashboard.{}", vendor_words(sale)),
        Some(Failure::ApiKeyRefused | Failure::SellingPaused) => format!(
            "The vendor refuses the shop's API key, so selling pauses. Tell the owner: a new key is needed.{}",
            vendor_words(sale)
        ),
        Some(Failure::RateLimited) => "The vendor takes no more calls for the moment. Try again in a minute.".to_owned(),
        Some(Failure::NamedIsAssigned) => "The license you named is assigned already. Choose another, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsExpired) => "The license you named has expired. Choose another, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsUnknown) => "The vendor does not know the license you named. Check the key, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsTaken) => "The license you named belongs to another sale of this shop. Choose another, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsOther) => format!("The license you named is not{product}. Choose one that is, or leave `product` empty."),
        Some(Failure::StockMoves) => "The licenses drawn were no longer free; somebody else sells from this stock. Run the command again.".to_owned(),
        Some(Failure::Quarantined) => "Staff decided that the license is not the buyer's; its key is in quarantine and never sold again.".to_owned(),
        Some(Failure::NotConfirmed) => "It was not confirmed. If the sale is meant, run the command again.".to_owned(),
        Some(Failure::NotAcknowledged) | None => "Discord did not answer in time. Run the command again.".to_owned(),
    }
}

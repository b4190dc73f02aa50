//! The messages of a sale, as pure functions of its record.

use std::time::Duration;

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateMessage, EditInteractionResponse, Nonce, UserId,
};

use crate::domain::{License, SaleId, SaleState, Timestamp};
use crate::language::Language;
use crate::ledger::{Failure, OutboxRow, Refund, SaleRecord};

use super::text::{cut, plain};

const GREEN: u32 = 0x2e_a0_43;
const AMBER: u32 = 0xd2_99_22;
const RED: u32 = 0xcf_22_2e;

/// Begins the custom id of a Claim button; the sale's number follows.
pub const CLAIM: &str = "claim:";
/// Begin the custom ids of what staff decide about a sale; its number follows.
pub const CONFIRM: &str = "confirm:";
/// See [`CONFIRM`].
pub const CANCEL: &str = "cancel:";
/// See [`CONFIRM`].
pub const RESEND: &str = "resend:";
/// See [`CONFIRM`].
pub const DELIVER: &str = "deliver:";
/// See [`CONFIRM`].
pub const QUARANTINE: &str = "quarantine:";

/// The DM with the key: the only message that holds it whole without being asked for.
pub fn dm(sale: &SaleRecord, license: &License, row: &OutboxRow) -> CreateMessage {
    let mut embed = CreateEmbed::new()
        .title("Your license")
        .description(key_block(license))
        .color(GREEN)
        .footer(CreateEmbedFooter::new(format!("Sale {} · delivery {}", number(sale.id), row.nonce)));
    embed = license_fields(Language::English, embed, license);
    embed = embed.field("Keep it safe", "Run /mylicenses in the server to see it again.", false);
    CreateMessage::new()
        .embed(embed)
        .allowed_mentions(nobody())
        .nonce(Nonce::String(row.nonce.clone()))
        .enforce_nonce(true)
}

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
            ("Sold a moment ago – sell another?", AMBER, question(sale))
        }
        SaleState::Delivered if sale.dm_message.is_some() => {
            ("License sold", GREEN, format!("{buyer} has the key in a direct message."))
        }
        SaleState::Delivered => ("License sold", GREEN, format!("{buyer} has claimed the key.")),
        SaleState::Undelivered if sale.buyer_sees_channel => (
            "Sold – the buyer's DMs are closed",
            AMBER,
            format!(
                "The license is {buyer}'s, but Discord does not let us write to them. A **Claim** button is in this channel; only they can use it, and `/mylicenses` shows them the key too."
            ),
        ),
        SaleState::Undelivered => (
            "Sold – the buyer's DMs are closed",
            AMBER,
            format!(
                "The license is {buyer}'s, but Discord does not let us write to them. Ask them to run `/mylicenses`."
            ),
        ),
        SaleState::Failed => ("Nothing was sold", RED, failure_words(sale)),
        SaleState::Held => (
            "Held – a person has to decide",
            RED,
            format!(
                "The vendor's answers contradict each other, so it is not certain that the license is {buyer}'s: {}\n**Do not sell again.** Look the license up in the vendor's dashboard, then press what is true.",
                evidence(sale)
            ),
        ),
        SaleState::Assigning | SaleState::InDoubt => (
            "The vendor's answer was lost",
            AMBER,
            format!(
                "The sale to {buyer} will finish by itself – **do not sell again**. This message will change when it has."
            ),
        ),
        SaleState::Assigned => (
            "Sold – the message is on its way",
            AMBER,
            format!(
                "The license is {buyer}'s. Discord does not take the message just now; it is sent as soon as it does."
            ),
        ),
        SaleState::Requested | SaleState::Acknowledged | SaleState::Reserved => (
            "Selling …",
            AMBER,
            format!("The vendor is slow to answer. The sale to {buyer} goes on by itself."),
        ),
    };
    let mut embed = CreateEmbed::new()
        .title(title)
        .description(words)
        .color(color)
        .footer(CreateEmbedFooter::new(format!("Sale {}", number(sale.id))));
    if let Some(line) = sale.line() {
        embed = license_fields(Language::English, embed, &line.license).field(
            "Key",
            format!("`{}`", line.license.key),
            true,
        );
    }
    if let Some(note) = &sale.note {
        embed = embed.field("Note", cut(&plain(note), 1000), false);
    }
    embed
}

/// The line of the sales channel, the key masked.
pub fn sales_line(sale: &SaleRecord, nonce: &str) -> CreateMessage {
    let mut embed = CreateEmbed::new()
        .title(format!("Sale {}", number(sale.id)))
        .description(format!("<@{}> sold to <@{}>", sale.staff, sale.buyer))
        .color(if sale.state == SaleState::Undelivered { AMBER } else { GREEN });
    if let Some(license) = sale.sold().next() {
        embed = license_fields(Language::English, embed, license).field(
            "Key",
            format!("`{}`", license.key),
            true,
        );
    }
    if let Some(note) = &sale.note {
        embed = embed.field("Note", cut(&plain(note), 1000), false);
    }
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
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

/// What the owner has to know.
pub fn alert(sale: &SaleRecord, nonce: &str) -> CreateMessage {
    let embed = match (sale.failure, &sale.refund) {
        (_, Some(refund)) => refund_line(sale, refund),
        (Some(Failure::ApiKeyRefused), None) => CreateEmbed::new().title("The vendor refuses our API key").color(RED).description(
            "Selling pauses. Make a new key in the vendor's dashboard, put it into `RESELLER_API_TOKEN` and start keyclerk again.",
        ),
        _ => staff_embed(sale),
    };
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()).components(decisions(sale)), nonce)
}

/// That a sale was refunded.
fn refund_line(sale: &SaleRecord, refund: &Refund) -> CreateEmbed {
    let embed = CreateEmbed::new()
        .title(format!("Sale {} was refunded", number(sale.id)))
        .description(format!(
            "<@{}> marked it as refunded. <@{}> keeps the license: the vendor takes none back.",
            refund.staff, sale.buyer
        ))
        .color(AMBER);
    let reason = cut(&plain(&refund.reason), 1000);
    if reason.is_empty() { embed } else { embed.field("Reason", reason, false) }
}

/// That a sale has been in doubt for a quarter of an hour.
pub fn doubt_alert(sale: &SaleRecord, nonce: &str) -> CreateMessage {
    let embed = CreateEmbed::new()
        .title("A sale has been in doubt for 15 minutes")
        .description(format!(
            "The vendor's answer about <@{}>'s license was lost, and the vendor has not been reached since. keyclerk goes on asking; the sale finishes by itself. **Do not sell again.** If the vendor is well, look at keyclerk's log.",
            sale.buyer
        ))
        .color(RED)
        .footer(CreateEmbedFooter::new(format!("Sale {}", number(sale.id))));
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
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
fn decisions(sale: &SaleRecord) -> Vec<CreateActionRow> {
    let button = |id: &str, label: &str, style| {
        CreateButton::new(format!("{id}{}", sale.id)).label(label).style(style)
    };
    let buttons = match sale.state {
        SaleState::Acknowledged if sale.confirm_until.is_some() => vec![
            button(CONFIRM, "Sell another", ButtonStyle::Success),
            button(CANCEL, "Cancel", ButtonStyle::Secondary),
        ],
        SaleState::Undelivered => vec![button(RESEND, "Try the DM again", ButtonStyle::Secondary)],
        SaleState::Held => vec![
            button(DELIVER, "It is the buyer's: deliver", ButtonStyle::Success),
            button(QUARANTINE, "It is not: close and quarantine the key", ButtonStyle::Danger),
        ],
        _ => return vec![],
    };
    vec![CreateActionRow::Buttons(buttons)]
}

/// Who sold what when, before.
fn question(sale: &SaleRecord) -> String {
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

/// A key for its buyer, with what belongs to it.
pub fn owned(language: Language, license: &License, sale: SaleId) -> CreateEmbed {
    license_fields(language, CreateEmbed::new().description(key_block(license)).color(GREEN), license)
        .footer(sale_footer(language, sale))
}

/// Product and expiry of a license.
pub fn license_fields(language: Language, embed: CreateEmbed, license: &License) -> CreateEmbed {
    let product = license
        .product
        .as_ref()
        .map_or_else(|| language.say("product-unnamed"), |product| plain(product.as_str()));
    embed.field(language.say("product-label"), cut(&product, 1000), true).field(
        language.say("expires-label"),
        expiry(language, license.expires_at),
        true,
    )
}

/// When a license ends, as a Discord timestamp that each reader sees in their own time zone.
#[must_use]
pub fn expiry(language: Language, at: Option<Timestamp>) -> String {
    at.map_or_else(|| language.say("never"), |at| format!("<t:{0}:D> (<t:{0}:R>)", at.as_secs()))
}

fn sale_footer(language: Language, sale: SaleId) -> CreateEmbedFooter {
    CreateEmbedFooter::new(language.with("sale-number", &[("sale", number(sale).into())]))
}

/// A sale's number as people are told it.
#[must_use]
pub fn number(sale: SaleId) -> String {
    format!("#{sale}")
}

/// Nobody is pinged.
pub fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}

fn once(message: CreateMessage, nonce: &str) -> CreateMessage {
    message.nonce(Nonce::String(nonce.to_owned())).enforce_nonce(true)
}

fn key_block(license: &License) -> String {
    format!("```\n{}\n```", license.key.reveal())
}

fn failure_words(sale: &SaleRecord) -> String {
    let product = sale
        .product
        .as_ref()
        .map_or_else(String::new, |product| format!(" of *{}*", plain(product.as_str())));
    let vendor = || {
        sale.vendor_words
            .as_deref()
            .map_or_else(String::new, |words| format!("\nThe vendor says: “{}”", cut(&plain(words), 600)))
    };
    match sale.failure {
        Some(Failure::OutOfStock) => format!(
            "The stock holds no license{product} that can be sold. Restock at the vendor, then run the command again."
        ),
        Some(Failure::VendorUnreachable) => "The vendor cannot be reached. Try again in a minute.".to_owned(),
        Some(Failure::Refused) => format!("The vendor refused. Try again, or ask the owner to look at the vendor's dashboard.{}", vendor()),
        Some(Failure::ApiKeyRefused | Failure::SellingPaused) => format!(
            "The vendor refuses the shop's API key, so selling pauses. Tell the owner: a new key is needed.{}",
            vendor()
        ),
        Some(Failure::RateLimited) => "The vendor takes no more calls for the moment. Try again in a minute.".to_owned(),
        Some(Failure::NamedIsAssigned) => "The license you named is assigned already. Choose another, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsExpired) => "The license you named has expired. Choose another, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsUnknown) => "The vendor does not know the license you named. Check the key, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsTaken) => "The license you named belongs to another sale of this shop. Choose another, or leave `license` empty.".to_owned(),
        Some(Failure::NamedIsOther) => format!("The license you named is not{product}. Choose one that is, or leave `product` empty."),
        Some(Failure::StockMoves) => "The licenses drawn were no longer free; somebody else sells from this stock. Run the command again.".to_owned(),
        Some(Failure::Quarantined) => "Staff decided that the license is not the buyer's; its key is in quarantine and never sold again.".to_owned(),
        Some(Failure::NotConfirmed) => "It was not confirmed that another license is meant. If it is, run the command again.".to_owned(),
        Some(Failure::NotAcknowledged) | None => "Discord did not answer in time. Run the command again.".to_owned(),
    }
}

//! What staff read: their reply as the sale goes on, and what they are asked.

use std::time::Duration;

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateMessage, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse,
};

use crate::courier::custom_id::CustomId;
use crate::domain::{
    Evidence, Failure, License, LicenseStatus, LineState, PostedNotice, Question, Sale, SaleState,
};
use crate::language::Language;

use super::{
    AMBER, GREEN, RED, cut, licenses_fields, masked, nobody, noted, number, once, plain, sale_footer,
};

/// Builds staff's reply, as the sale stands now. It links the notice with the Claim button once that
/// was posted.
pub fn staff_reply(language: Language, sale: &Sale, notice: Option<PostedNotice>) -> EditInteractionResponse {
    EditInteractionResponse::new()
        .content("")
        .embed(staff_embed(language, sale, notice))
        .components(decisions(language, sale))
        .allowed_mentions(nobody())
}

/// Staff's reply while the vendor takes no more calls: their place, and how long it may take. It leaves
/// the sale's number out: nothing on the disk may hold it yet.
pub fn queue_place(sale: &Sale, place: usize, wait: Duration) -> EditInteractionResponse {
    let language = sale.staff_language();
    let values = [
        ("buyer", format!("<@{}>", sale.buyer).into()),
        ("place", place.into()),
        ("seconds", wait.as_secs().max(1).into()),
    ];
    let embed = CreateEmbed::new()
        .title(language.say("queue-title"))
        .description(language.with("queue", &values))
        .color(AMBER);
    EditInteractionResponse::new().content("").embed(embed).components(vec![]).allowed_mentions(nobody())
}

/// How a sale stands, in words for staff: what happened, whether anything was sold, what to do next.
pub fn staff_embed(language: Language, sale: &Sale, notice: Option<PostedNotice>) -> CreateEmbed {
    let told = |key: &str| language.with(key, &[("buyer", format!("<@{}>", sale.buyer).into())]);
    let say = |title: &str, color: u32, key: &str| (language.say(title), color, told(key));
    let (title, color, words) = match sale.state {
        SaleState::Acknowledged if sale.confirm_until.is_some() => {
            let (title, words) = question(language, sale);
            (title, AMBER, words)
        }
        SaleState::Delivered => delivered(language, sale),
        SaleState::Undelivered => {
            (language.say("dms-closed-title"), AMBER, undelivered(language, sale, notice))
        }
        SaleState::Failed => (language.say("nothing-sold-title"), RED, failure_words(language, sale)),
        SaleState::Held => {
            let words = language.with(
                "held",
                &[
                    ("buyer", format!("<@{}>", sale.buyer).into()),
                    ("evidence", language.say(evidence(sale)).into()),
                ],
            );
            (language.say("held-title"), RED, format!("{words}{}", held_status(language, sale)))
        }
        SaleState::InDoubt if !sale.line().is_some_and(|line| line.unanswered) => {
            say("checking-title", AMBER, "checking")
        }
        SaleState::InDoubt if is_blocked(sale) => say("blocked-title", AMBER, "blocked"),
        SaleState::Assigning | SaleState::InDoubt => say("lost-title", AMBER, "lost"),
        SaleState::Assigned => say("on-its-way-title", AMBER, "on-its-way"),
        SaleState::Requested | SaleState::Acknowledged | SaleState::Reserved => {
            say("selling-title", AMBER, "selling")
        }
    };
    let embed = CreateEmbed::new()
        .title(title)
        .description(words)
        .color(color)
        .footer(sale_footer(language, sale.id));
    let held = sale.lines.iter().filter(|line| line.state != LineState::Released);
    let licenses: Vec<&License> = held.map(|line| &line.license).collect();
    let embed = if sale.replaces.is_some() && sale.sold().next().is_some() {
        let count = [("count", sale.quantity.into())];
        embed.field(language.with("faulty-label", &count), language.with("faulty", &count), false)
    } else {
        embed
    };
    noted(language, masked(language, licenses_fields(language, embed, &licenses), &licenses), sale)
}

/// Says that the buyer takes no DM, and where they find the key.
fn undelivered(language: Language, sale: &Sale, notice: Option<PostedNotice>) -> String {
    let buyer = ("buyer", format!("<@{}>", sale.buyer).into());
    let Some(PostedNotice { channel, message }) = notice else {
        return language.with("dms-closed", &[buyer]);
    };
    let link = format!("https://discord.com/channels/{}/{channel}/{message}", sale.guild);
    language.with("dms-closed-claim", &[buyer, ("notice", link.into())])
}

/// Tells whether a firewall or a proxy answered in the vendor's place when a license was assigned.
fn is_blocked(sale: &Sale) -> bool {
    let mut doubtful = sale.in_state(LineState::InDoubt);
    doubtful.any(|line| line.evidence == Some(Evidence::Blocked))
}

/// That the buyer has what was sold, all of it or less than was asked for.
fn delivered(language: Language, sale: &Sale) -> (String, u32, String) {
    let sold = sale.sold().count();
    let values = [
        ("buyer", format!("<@{}>", sale.buyer).into()),
        ("count", sold.into()),
        ("quantity", sale.quantity.into()),
    ];
    let words =
        language.with(if sale.dm_message.is_some() { "sold-by-dm" } else { "sold-by-claim" }, &values);
    if sold < usize::from(sale.quantity) {
        let words = format!("{words}{}", short_words(language, sale));
        (language.with("short-title", &values), AMBER, words)
    } else {
        (language.with("sold-title", &values), GREEN, words)
    }
}

/// Why fewer licenses were sold than were to be.
fn short_words(language: Language, sale: &Sale) -> String {
    let why = match sale.short {
        Some(Failure::OutOfStock) => "short-out-of-stock",
        Some(Failure::StockMoves) => "short-stock-moves",
        Some(Failure::Quarantined) => "short-quarantined",
        Some(Failure::ApiKeyRefused | Failure::SellingPaused) => "short-api-key-refused",
        Some(Failure::RateLimited) => "short-rate-limited",
        Some(Failure::Refused) if is_own_account(sale) => "short-own-account",
        Some(Failure::Refused) => "short-refused",
        Some(Failure::Blocked) => "short-blocked",
        Some(Failure::NoSuchVendorAddress) => "short-no-such-address",
        Some(Failure::VendorNameUnknown) => "short-name-unknown",
        Some(Failure::VendorRefusesConnections) => "short-connections-refused",
        Some(Failure::VendorTlsFailed) => "short-tls",
        _ => "short-unreachable",
    };
    let words = language.with("short", &[("why", language.say(why).into())]);
    format!("\n{words}{}", vendor_words(language, sale))
}

/// Tells whether the vendor refused because the buyer is its reseller: "Cannot assign to yourself".
/// Only the hint that staff read depends on these words.
fn is_own_account(sale: &Sale) -> bool {
    let words = sale.vendor_words.as_deref().unwrap_or_default().to_lowercase();
    words.split_once("assign").is_some_and(|(_, rest)| rest.contains("yourself"))
}

/// What the vendor said, if it did.
fn vendor_words(language: Language, sale: &Sale) -> String {
    sale.vendor_words.as_deref().map_or_else(String::new, |words| {
        format!("\n{}", language.with("vendor-says", &[("words", cut(&plain(words), 600).into())]))
    })
}

/// The outcome for the staff member whose reply Discord does not let us edit any more.
pub fn late_reply(sale: &Sale, notice: Option<PostedNotice>, nonce: &str) -> CreateMessage {
    let language = sale.staff_language();
    let values = [("staff", format!("<@{}>", sale.staff).into()), ("sale", number(sale.id).into())];
    let message = CreateMessage::new()
        .content(language.with("late-reply", &values))
        .embed(staff_embed(language, sale, notice))
        .allowed_mentions(nobody());
    once(message, nonce)
}

/// The buttons by which staff decide about a held sale; none where nothing is held.
#[must_use]
pub fn judgements(language: Language, sale: &Sale) -> Vec<CreateActionRow> {
    if sale.state == SaleState::Held { decisions(language, sale) } else { vec![] }
}

/// Builds the buttons for what staff may decide now. A button names the question or the license that it is
/// about, so that one that is left from an earlier question or license decides nothing else.
pub(super) fn decisions(language: Language, sale: &Sale) -> Vec<CreateActionRow> {
    match sale.state {
        SaleState::Acknowledged if sale.confirm_until.is_some() => answers(language, sale),
        SaleState::Undelivered => {
            let label = language.say("resend-button");
            vec![row([button(CustomId::Resend(sale.id), label, ButtonStyle::Secondary)])]
        }
        SaleState::Held => vec![verdicts(language, sale)],
        _ => vec![],
    }
}

/// Builds the answers to a sale's question.
fn answers(language: Language, sale: &Sale) -> Vec<CreateActionRow> {
    let (id, asked) = (sale.id, sale.confirm_until);
    let confirm = |label| button(CustomId::Confirm { sale: id, asked }, label, ButtonStyle::Success);
    let label = language.say("cancel-button");
    let cancel = button(CustomId::Cancel { sale: id, asked }, label, ButtonStyle::Secondary);
    match &sale.question {
        Some(Question::Product(products)) => vec![choose(language, sale, products), row([cancel])],
        Some(Question::Partial(offered)) => {
            let label = language.with("sell-offered-button", &[("offered", offered.into())]);
            vec![row([confirm(label), cancel])]
        }
        Some(Question::Repeat) | None => vec![row([confirm(language.say("sell-another-button")), cancel])],
    }
}

/// Builds the decisions about a held license.
fn verdicts(language: Language, sale: &Sale) -> CreateActionRow {
    let line = sale.in_state(LineState::Held).next().map(|line| line.number);
    let id = sale.id;
    let deliver = CustomId::Deliver { sale: id, line };
    let another = CustomId::SellAnother { sale: id, line };
    let nothing = CustomId::SellNothing { sale: id, line };
    let deliver = button(deliver, language.say("deliver-button"), ButtonStyle::Success);
    let another = button(another, language.say("another-button"), ButtonStyle::Secondary);
    let nothing = button(nothing, language.say("nothing-button"), ButtonStyle::Danger);
    if sale.names_its_license() { row([deliver, nothing]) } else { row([deliver, another, nothing]) }
}

fn button(id: CustomId, label: String, style: ButtonStyle) -> CreateButton {
    CreateButton::new(id).label(label).style(style)
}

fn row<const N: usize>(buttons: [CreateButton; N]) -> CreateActionRow {
    CreateActionRow::Buttons(buttons.into())
}

/// Returns the products that a menu of Discord's takes: 25 of them, of 100 characters each.
fn in_menu(products: &[(String, u32)]) -> impl Iterator<Item = &(String, u32)> {
    products.iter().filter(|(product, _)| (1..=100).contains(&product.chars().count())).take(25)
}

/// Builds the menu of products.
fn choose(language: Language, sale: &Sale, products: &[(String, u32)]) -> CreateActionRow {
    let options = in_menu(products)
        .map(|(product, count)| {
            let stock = language.with("stock-count-description", &[("count", count.into())]);
            CreateSelectMenuOption::new(cut(product, 100), product).description(stock)
        })
        .collect();
    let menu = CreateSelectMenu::new(
        CustomId::ChooseProduct { sale: sale.id, asked: sale.confirm_until },
        CreateSelectMenuKind::String { options },
    );
    CreateActionRow::SelectMenu(menu.placeholder(language.say("which-product-placeholder")))
}

/// What staff are asked, as a title and words.
fn question(language: Language, sale: &Sale) -> (String, String) {
    let buyer = format!("<@{}>", sale.buyer);
    match &sale.question {
        Some(Question::Partial(offered)) => {
            let values =
                [("offered", offered.into()), ("quantity", sale.quantity.into()), ("buyer", buyer.into())];
            (language.with("question-partial-title", &values), language.with("question-partial", &values))
        }
        Some(Question::Product(products)) => {
            let mut words = language.with("question-product", &[("buyer", buyer.into())]);
            let more = products.len() - in_menu(products).count();
            if more > 0 {
                words =
                    format!("{words} {}", language.with("question-product-more", &[("count", more.into())]));
            }
            (language.say("question-product-title"), words)
        }
        Some(Question::Repeat) | None => {
            (language.say("question-repeat-title"), repetition(language, sale, buyer))
        }
    }
}

/// Who sold what when, before.
fn repetition(language: Language, sale: &Sale, buyer: String) -> String {
    let Some(earlier) = &sale.repeats else { return language.say("question-repeat-unknown") };
    let product =
        earlier.product.as_ref().map_or_else(String::new, |product| cut(&plain(product.as_str()), 200));
    let key = if product.is_empty() { "question-repeat" } else { "question-repeat-product" };
    language.with(
        key,
        &[
            ("staff", format!("<@{}>", earlier.staff).into()),
            ("buyer", buyer.into()),
            ("product", product.into()),
            ("ago", format!("<t:{}:R>", earlier.at.as_secs()).into()),
            ("sale", number(earlier.sale).into()),
        ],
    )
}

/// Returns the key of the message that says why a sale is held.
fn evidence(sale: &Sale) -> &'static str {
    match sale.line().and_then(|line| line.evidence) {
        Some(Evidence::Expired) => "evidence-expired",
        Some(Evidence::FreeYetRefused) => "evidence-refused",
        Some(Evidence::Unknown) => "evidence-unknown",
        Some(Evidence::Contested) => "evidence-contested",
        Some(Evidence::RefusedAfterDecision) => "evidence-refused-after-decision",
        Some(Evidence::ApiKeyRefused) => "evidence-api-key-refused",
        Some(Evidence::AssignedInQuarantine) => "evidence-assigned-in-quarantine",
        _ => "evidence-other",
    }
}

/// Says how the vendor has called the license since it is held, and what it said when it refused.
fn held_status(language: Language, sale: &Sale) -> String {
    let status = sale.line().and_then(|line| line.status).map(|status| match status {
        LicenseStatus::Assigned => "status-assigned",
        LicenseStatus::Free => "status-free",
        LicenseStatus::Expired => "status-expired",
        LicenseStatus::Unknown => "status-unknown",
    });
    let status = status.map_or_else(String::new, |status| {
        format!("\n{}", language.with("held-status", &[("status", language.say(status).into())]))
    });
    format!("{status}{}", vendor_words(language, sale))
}

/// Tells how many entries of the stock could not be read, if there are any.
#[must_use]
pub fn unreadable(language: Language, entries: u32) -> Option<String> {
    (entries > 0).then(|| language.with("stock-unreadable", &[("count", entries.into())]))
}

fn failure_words(language: Language, sale: &Sale) -> String {
    let product = sale.product.as_ref().map(|product| cut(&plain(product.as_str()), 200));
    let (key, by_vendor) = match sale.failure {
        Some(Failure::TooLate) => ("fail-too-late", false),
        Some(Failure::OutOfStock) if product.is_some() => ("fail-out-of-product", false),
        Some(Failure::OutOfStock) => ("fail-out-of-stock", false),
        Some(Failure::VendorUnreachable) => ("fail-unreachable", false),
        Some(Failure::Blocked) => ("fail-blocked", false),
        Some(Failure::NoSuchVendorAddress) => ("fail-no-such-address", false),
        Some(Failure::VendorNameUnknown) => ("fail-name-unknown", false),
        Some(Failure::VendorRefusesConnections) => ("fail-connections-refused", false),
        Some(Failure::VendorTlsFailed) => ("fail-tls", false),
        Some(Failure::Refused) if is_own_account(sale) => ("fail-own-account", true),
        Some(Failure::Refused) if sale.in_state(LineState::Quarantined).next().is_none() => {
            ("fail-refused-at-once", true)
        }
        Some(Failure::Refused) => ("fail-refused", true),
        Some(Failure::ApiKeyRefused | Failure::SellingPaused) => ("fail-api-key-refused", true),
        Some(Failure::RateLimited) => ("fail-rate-limited", false),
        Some(Failure::NamedIsAssigned) => ("fail-named-assigned", false),
        Some(Failure::NamedIsExpired) => ("fail-named-expired", false),
        Some(Failure::NamedIsUnknown) => ("fail-named-unknown", false),
        Some(Failure::NamedIsTaken) => ("fail-named-taken", false),
        Some(Failure::NamedIsOther) => ("fail-named-other", false),
        Some(Failure::StockMoves) => ("fail-stock-moves", false),
        Some(Failure::Quarantined) if sale.lines.iter().any(|line| line.look_at.is_some()) => {
            ("fail-quarantined", false)
        }
        Some(Failure::Quarantined) => ("fail-quarantined-for-good", false),
        Some(Failure::NotConfirmed) => ("fail-not-confirmed", false),
        Some(Failure::NotAcknowledged) | None => ("fail-not-acknowledged", false),
    };
    let words = language.with(key, &[("product", product.unwrap_or_default().into())]);
    if by_vendor {
        return words + &vendor_words(language, sale);
    }
    let more = unreadable(language, sale.unreadable).filter(|_| sale.failure == Some(Failure::OutOfStock));
    more.map_or_else(|| words.clone(), |more| format!("{words}\n{more}"))
}

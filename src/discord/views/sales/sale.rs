//! What `/sales` answers about sales, as pure builders. What it answers about a month is in
//! [`statistics`](crate::discord::views::statistics).

use serenity::all::{
    ActionRowComponent, Button, ButtonKind, ButtonStyle, CreateActionRow, CreateAttachment, CreateButton,
    CreateEmbed, CreateEmbedFooter, EditInteractionResponse, Message,
};

use crate::courier::letters::keys::{Keys, WholeKeys, whole_keys};
use crate::courier::letters::{AMBER, BLUE, GREEN, RED, expiry, nobody, number};
use crate::courier::rest::Upload;
use crate::courier::text::{cut, plain};
use crate::domain::{Product, SaleId, SaleState};
use crate::journal;
use crate::language::Language;
use crate::ledger::{Event, ListedSale, SaleFilter};

use crate::discord::replies::{refusal, words};

/// Begins the custom id of a page of the log; the place follows.
pub(in crate::discord) const LOG: &str = "sales:";
/// Begins the custom id of *Reveal key*; the sale's number follows.
pub(in crate::discord) const REVEAL: &str = "reveal:";

/// Sales on a page.
pub(in crate::discord) const PAGE: u32 = 10;

/// Events shown of a sale: the first ones and the last ones.
const FIRST_EVENTS: usize = 8;
const LAST_EVENTS: usize = 14;
/// Characters of the events, so that the fields find room beside them: Discord takes 6,000 in all.
const LONGEST_TIMELINE: usize = 3_200;

/// No such sale, or another server's: the same answer to both.
pub(in crate::discord) fn no_such_sale(language: Language) -> EditInteractionResponse {
    refusal(&language.say("nothing-done-title"), &language.say("log-no-such-sale"))
}

/// Why nothing is sold for faulty licenses of a sale.
#[derive(Debug)]
pub(in crate::discord) enum NotReplaced {
    /// The sale has sold nothing.
    NothingSold,
    /// It has sold licenses of several products, and staff chose none. Products and counts.
    SeveralProducts(Vec<(Option<Product>, u8)>),
    /// It has sold no license of this product.
    OtherProduct(Product),
    /// It has sold only so many.
    TooMany(u8),
}

/// Nothing was sold for faulty licenses of a sale.
pub(in crate::discord) fn not_replaced(
    language: Language,
    sale: SaleId,
    why: &NotReplaced,
) -> EditInteractionResponse {
    let sale = ("sale", number(sale).into());
    let text = match why {
        NotReplaced::NothingSold => language.say("nothing-to-replace"),
        NotReplaced::SeveralProducts(products) => {
            let named = |product: &Option<Product>| match product {
                Some(product) => cut(&plain(product.as_str()), 100),
                None => language.say("product-unnamed"),
            };
            let products: Vec<String> =
                products.iter().map(|(product, count)| format!("{} × {count}", named(product))).collect();
            let products = cut(&products.join(", "), 1_000);
            language.with("replace-several-products", &[sale, ("products", products.into())])
        }
        NotReplaced::OtherProduct(product) => {
            let product = cut(&plain(product.as_str()), 200);
            language.with("replace-other-product", &[sale, ("product", product.into())])
        }
        NotReplaced::TooMany(sold) => {
            language.with("replace-too-many", &[sale, ("count", usize::from(*sold).into())])
        }
    };
    refusal(&language.say("nothing-sold-title"), &text)
}

/// The sale holds no key.
pub(in crate::discord) fn no_key(language: Language) -> EditInteractionResponse {
    words(&language.say("sale-without-key"))
}

/// A page of the log. The buttons lead to the newest sales and to older ones, where there are such.
pub(in crate::discord) fn list(
    language: Language,
    filter: &SaleFilter,
    sales: &[ListedSale],
    newest: Option<String>,
    older: Option<String>,
) -> EditInteractionResponse {
    let lines: Vec<String> = sales.iter().map(|sale| line(language, sale)).collect();
    let text = match (lines.is_empty(), older.is_some()) {
        (true, true) => language.say("log-none-here"),
        (true, false) if newest.is_some() => language.say("log-none-older"),
        (true, false) => language.say("log-none"),
        (false, _) => lines.join("\n"),
    };
    let embed = CreateEmbed::new()
        .title(language.say("log-title"))
        .description(cut(&format!("{}{text}", asked(language, filter)), 4096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new(language.say("log-footer")));
    let mut buttons = Vec::new();
    if let Some(place) = newest {
        buttons.push(
            CreateButton::new(format!("{LOG}{place}"))
                .label(language.say("newest-button"))
                .style(ButtonStyle::Secondary),
        );
    }
    if let Some(place) = older {
        buttons.push(
            CreateButton::new(format!("{LOG}{place}"))
                .label(language.say("older-button"))
                .style(ButtonStyle::Secondary),
        );
    }
    let rows = if buttons.is_empty() { vec![] } else { vec![CreateActionRow::Buttons(buttons)] };
    EditInteractionResponse::new().content("").embed(embed).components(rows).allowed_mentions(nobody())
}

/// What was asked for, above the list.
fn asked(language: Language, filter: &SaleFilter) -> String {
    let only = |key: &str, name: &str, value: String| language.with(key, &[(name, value.into())]);
    let parts = [
        filter.buyer.map(|buyer| only("only-buyer", "buyer", format!("<@{buyer}>"))),
        filter.staff.map(|staff| only("only-staff", "staff", format!("<@{staff}>"))),
        filter
            .product
            .as_ref()
            .map(|product| only("only-product", "product", cut(&plain(product.as_str()), 100))),
        filter.state.map(|state| state_words(language, state)),
        filter.since.map(|since| only("only-since", "day", format!("<t:{}:d>", since.as_secs()))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{}\n\n", only("only", "what", parts.join(", ")))
}

fn line(language: Language, sale: &ListedSale) -> String {
    let count = match sale.licenses.len() {
        0 | 1 => String::new(),
        count => format!(" × {count}"),
    };
    format!(
        "**{}** · <t:{}:f> · {}{count} · {}{}\n<@{}> → <@{}>",
        number(sale.sale),
        sale.requested_at.as_secs(),
        cut(&plain(&product(language, sale)), 60),
        state_words(language, sale.state),
        marks(language, sale),
        sale.staff,
        sale.buyer,
    )
}

/// A sale while staff type its number.
pub(in crate::discord) fn choice(language: Language, sale: &ListedSale) -> String {
    let day = sale.requested_at.to_string();
    let day = day.get(..10).unwrap_or(&day);
    format!(
        "{} · {day} · {} · {}",
        number(sale.sale),
        state_words(language, sale.state),
        product(language, sale)
    )
}

fn product(language: Language, sale: &ListedSale) -> String {
    sale.sold_product().map_or_else(|| language.say("any-product"), |product| product.as_str().to_owned())
}

/// What became of a sale afterwards.
fn marks(language: Language, sale: &ListedSale) -> String {
    let about = |key: &str, other: SaleId| language.with(key, &[("sale", number(other).into())]);
    let marks = [
        sale.refund.as_ref().map(|_| language.say("mark-refunded")),
        sale.replaces.map(|other| about("mark-replaces", other)),
        sale.replaced_by.map(|other| about("mark-replaced-by", other)),
    ];
    let marks: Vec<String> = marks.into_iter().flatten().map(|mark| format!(" · **{mark}**")).collect();
    marks.concat()
}

/// Where a sale stands.
pub(in crate::discord) fn state_words(language: Language, state: SaleState) -> String {
    language.say(match state {
        SaleState::Requested | SaleState::Acknowledged | SaleState::Reserved | SaleState::Assigning => {
            "state-under-way"
        }
        SaleState::InDoubt => "state-in-doubt",
        SaleState::Held => "state-held",
        SaleState::Assigned => "state-assigned",
        SaleState::Undelivered => "state-undelivered",
        SaleState::Delivered => "state-delivered",
        SaleState::Failed => "state-failed",
    })
}

/// A sale, whole, its keys masked. `decisions` are the buttons by which staff decide about it.
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
    let mut embed = CreateEmbed::new()
        .title(format!("{} · {}", sale_number(language, sale.sale), state_words(language, sale.state)))
        .description(timeline(language, events))
        .color(color)
        .field(language.say("buyer-label"), format!("<@{}>", sale.buyer), true)
        .field(language.say("staff-label"), format!("<@{}>", sale.staff), true);
    if sale.licenses.is_empty() {
        embed = embed.field(language.say("product-label"), cut(&plain(&product(language, sale)), 200), true);
    } else {
        embed = embed.field(language.say("licenses-label"), licenses(language, sale), false);
    }
    if let Some(reference) = &sale.reference {
        embed = embed.field(language.say("reference-label"), cut(&plain(reference), 200), true);
    }
    if let Some(note) = &sale.note {
        embed = embed.field(language.say("note-label"), cut(&plain(note), 500), false);
    }
    for (name, other) in [("replaces-label", sale.replaces), ("replaced-by-label", sale.replaced_by)] {
        if let Some(other) = other {
            embed = embed.field(language.say(name), number(other), true);
        }
    }
    if let Some(refund) = refund_words(language, sale) {
        embed = embed.field(language.say("refunded-label"), refund, false);
    }
    let mut rows = decisions;
    if !sale.licenses.is_empty() {
        let label = language.with("reveal-button", &[("count", sale.licenses.len().into())]);
        let reveal = CreateButton::new(format!("{REVEAL}{}", sale.sale)).label(label);
        rows.push(CreateActionRow::Buttons(vec![reveal.style(ButtonStyle::Danger)]));
    }
    // Also where there are none: the answer may have had some before a decision.
    EditInteractionResponse::new().embed(embed).components(rows).allowed_mentions(nobody())
}

/// Tells whether a message shows a sale, whole: by its button that reveals the keys.
pub(in crate::discord) fn shows_sale(message: &Message) -> bool {
    let mut buttons = message.components.iter().flat_map(|row| &row.components);
    buttons.any(|button| match button {
        ActionRowComponent::Button(Button { data: ButtonKind::NonLink { custom_id, .. }, .. }) => {
            custom_id.starts_with(REVEAL)
        }
        _ => false,
    })
}

fn licenses(language: Language, sale: &ListedSale) -> String {
    let mut text = String::new();
    for (at, license) in sale.licenses.iter().enumerate() {
        let product = license.product.as_ref().map_or("?", |product| product.as_str());
        let line = format!(
            "`{}` · {} · {}\n",
            license.key,
            cut(&plain(product), 60),
            expiry(language, license.expires_at)
        );
        if text.chars().count() + line.chars().count() > 1_000 {
            let left = sale.licenses.len() - at;
            return text + &language.with("more-licenses", &[("count", left.into())]);
        }
        text.push_str(&line);
    }
    text
}

/// Who, when, why.
fn refund_words(language: Language, sale: &ListedSale) -> Option<String> {
    let refund = sale.refund.as_ref()?;
    let reason = cut(&plain(&refund.reason), 500);
    let key = if reason.is_empty() { "refund" } else { "refund-with-reason" };
    let values = [
        ("at", format!("<t:{}:f>", refund.at.as_secs()).into()),
        ("staff", format!("<@{}>", refund.staff).into()),
        ("reason", reason.into()),
    ];
    Some(language.with(key, &values))
}

/// What happened when and by whom, oldest first; of many events the first and the last.
fn timeline(language: Language, events: &[Event]) -> String {
    let line = |event: &Event| {
        let actor = event.actor.map_or_else(String::new, |actor| format!(" · <@{actor}>"));
        format!("<t:{}:f> {}{actor}", event.at.as_secs(), plain(&journal::event(language, event)))
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
    cut(&lines.join("\n"), LONGEST_TIMELINE)
}

/// The keys of a sale, whole: for the staff member who asked, and that they did is in the log.
pub(in crate::discord) fn keys(language: Language, sale: &ListedSale) -> Upload<EditInteractionResponse> {
    let licenses: Vec<_> = sale.licenses.iter().collect();
    let WholeKeys { content, files } = whole_keys(language, Some(sale.sale), "", &[Keys::of(&licenses)]);
    let embed = CreateEmbed::new()
        .title(sale_number(language, sale.sale))
        .color(AMBER)
        .footer(CreateEmbedFooter::new(language.say("keys-footer")));
    let message = EditInteractionResponse::new().content(content).embed(embed).allowed_mentions(nobody());
    Upload { message, files }
}

/// The table, and whether it holds everything: `cut_at` is the oldest sale that found room in a
/// table that does not.
pub(in crate::discord) fn exported(
    language: Language,
    sales: u32,
    cut_at: Option<SaleId>,
    table: Vec<u8>,
) -> Upload<EditInteractionResponse> {
    if sales == 0 {
        return words(&language.say("export-none")).into();
    }
    let mut text = language.with("export-done", &[("count", sales.into())]);
    if let Some(oldest) = cut_at {
        text = format!("{text} {}", language.with("export-cut", &[("sale", number(oldest).into())]));
    }
    Upload { message: words(&text), files: vec![CreateAttachment::bytes(table, "sales.csv")] }
}

/// What came of marking a sale as refunded.
pub(in crate::discord) fn refunded(
    language: Language,
    sale: &ListedSale,
    made: bool,
) -> EditInteractionResponse {
    let refund = refund_words(language, sale);
    let key = match (&refund, made) {
        (Some(_), true) => "refund-done",
        (Some(_), false) => "refunded-before",
        (None, _) => "nothing-refunded",
    };
    let values = [
        ("sale", number(sale.sale).into()),
        ("buyer", format!("<@{}>", sale.buyer).into()),
        ("refund", refund.unwrap_or_default().into()),
        ("state", state_words(language, sale.state).into()),
    ];
    let (title, text) = (language.say(&format!("{key}-title")), language.with(key, &values));
    let embed = CreateEmbed::new().title(title).description(text);
    let embed = embed.color(if key == "refund-done" { GREEN } else { RED });
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

fn sale_number(language: Language, sale: SaleId) -> String {
    language.with("sale-number", &[("sale", number(sale).into())])
}

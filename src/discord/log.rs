//! What `/sales` answers about sales, as pure builders. What it answers about a month is in
//! [`statistics`](super::statistics).

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAttachment, CreateButton, CreateEmbed, CreateEmbedFooter,
    EditInteractionResponse,
};

use crate::courier::letters::{expiry, nobody, number};
use crate::courier::text::{cut, plain};
use crate::domain::{SaleId, SaleState};
use crate::journal;
use crate::ledger::{Event, ListedSale, SaleFilter};

use super::replies::{refusal, words};

/// Begins the custom id of a page of the log; the place follows.
pub(super) const LOG: &str = "sales:";
/// Begins the custom id of *Reveal key*; the sale's number follows.
pub(super) const REVEAL: &str = "reveal:";

/// Sales on a page.
pub(super) const PAGE: u32 = 10;

const BLUE: u32 = 0x1f_6f_eb;
const GREEN: u32 = 0x2e_a0_43;
const AMBER: u32 = 0xd2_99_22;
const RED: u32 = 0xcf_22_2e;

/// Events shown of a sale: the first ones and the last ones.
const FIRST_EVENTS: usize = 12;
const LAST_EVENTS: usize = 18;

/// No such sale, or another server's: the same answer to both.
pub(super) fn no_such_sale() -> EditInteractionResponse {
    refusal("Nothing was done", "There is no such sale in this server.")
}

/// Nothing was sold that could be faulty.
pub(super) fn nothing_to_replace() -> EditInteractionResponse {
    refusal("Nothing was sold", "That sale has sold no license, so there is none to make good.")
}

/// The sale holds no key.
pub(super) fn no_key() -> EditInteractionResponse {
    words("This sale holds no key.")
}

/// A page of the log. The buttons lead to the newest sales and to older ones, where there are such.
pub(super) fn list(
    filter: &SaleFilter,
    sales: &[ListedSale],
    newest: Option<String>,
    older: Option<String>,
) -> EditInteractionResponse {
    let lines: Vec<String> = sales.iter().map(line).collect();
    let text = match (lines.is_empty(), older.is_some()) {
        (true, true) => "None of the sales looked through fits. Press **Older** to look further.".to_owned(),
        (true, false) if newest.is_some() => "No older sale fits.".to_owned(),
        (true, false) => "No sale fits.".to_owned(),
        (false, _) => lines.join("\n"),
    };
    let embed = CreateEmbed::new()
        .title("Sales")
        .description(cut(&format!("{}{text}", asked(filter)), 4096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new("Newest first · /sales show tells all of one"));
    let mut buttons = Vec::new();
    if let Some(place) = newest {
        buttons
            .push(CreateButton::new(format!("{LOG}{place}")).label("Newest").style(ButtonStyle::Secondary));
    }
    if let Some(place) = older {
        buttons.push(CreateButton::new(format!("{LOG}{place}")).label("Older").style(ButtonStyle::Secondary));
    }
    let rows = if buttons.is_empty() { vec![] } else { vec![CreateActionRow::Buttons(buttons)] };
    EditInteractionResponse::new().content("").embed(embed).components(rows).allowed_mentions(nobody())
}

/// What was asked for, above the list.
fn asked(filter: &SaleFilter) -> String {
    let parts = [
        filter.buyer.map(|buyer| format!("to <@{buyer}>")),
        filter.staff.map(|staff| format!("by <@{staff}>")),
        filter.product.as_ref().map(|product| format!("of *{}*", cut(&plain(product.as_str()), 100))),
        filter.state.map(|state| state_words(state).to_owned()),
        filter.since.map(|since| format!("since <t:{}:d>", since.as_secs())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("Only {}\n\n", parts.join(", ")) }
}

fn line(sale: &ListedSale) -> String {
    let count = match sale.licenses.len() {
        0 | 1 => String::new(),
        count => format!(" × {count}"),
    };
    format!(
        "**{}** · <t:{}:f> · {}{count} · {}{}\n<@{}> → <@{}>",
        number(sale.sale),
        sale.requested_at.as_secs(),
        cut(&plain(product(sale)), 60),
        state_words(sale.state),
        marks(sale),
        sale.staff,
        sale.buyer,
    )
}

/// A sale while staff type its number.
pub(super) fn choice(sale: &ListedSale) -> String {
    let day = sale.requested_at.to_string();
    let day = day.get(..10).unwrap_or(&day);
    format!("{} · {day} · {} · {}", number(sale.sale), state_words(sale.state), product(sale))
}

fn product(sale: &ListedSale) -> &str {
    sale.sold_product().map_or("any product", |product| product.as_str())
}

/// What became of a sale afterwards.
fn marks(sale: &ListedSale) -> String {
    let marks = [
        sale.refund.as_ref().map(|_| "refunded".to_owned()),
        sale.replaces.map(|other| format!("replaces {}", number(other))),
        sale.replaced_by.map(|other| format!("replaced by {}", number(other))),
    ];
    marks.into_iter().flatten().map(|mark| format!(" · **{mark}**")).collect()
}

const fn state_words(state: SaleState) -> &'static str {
    match state {
        SaleState::Requested | SaleState::Acknowledged | SaleState::Reserved | SaleState::Assigning => {
            "under way"
        }
        SaleState::InDoubt => "in doubt",
        SaleState::Held => "held for staff",
        SaleState::Assigned => "sold, message on its way",
        SaleState::Undelivered => "sold, not delivered",
        SaleState::Delivered => "delivered",
        SaleState::Failed => "failed",
    }
}

/// A sale, whole, its keys masked.
pub(super) fn sale(sale: &ListedSale, events: &[Event]) -> EditInteractionResponse {
    let color = match sale.state {
        SaleState::Failed | SaleState::Held => RED,
        SaleState::Delivered if sale.refund.is_none() => GREEN,
        _ => AMBER,
    };
    let mut embed = CreateEmbed::new()
        .title(format!("Sale {} · {}", number(sale.sale), state_words(sale.state)))
        .description(timeline(events))
        .color(color)
        .field("Buyer", format!("<@{}>", sale.buyer), true)
        .field("Staff", format!("<@{}>", sale.staff), true);
    if sale.licenses.is_empty() {
        embed = embed.field("Product", cut(&plain(product(sale)), 200), true);
    } else {
        embed = embed.field("Licenses", licenses(sale), false);
    }
    if let Some(reference) = &sale.reference {
        embed = embed.field("Reference", cut(&plain(reference), 200), true);
    }
    if let Some(note) = &sale.note {
        embed = embed.field("Note", cut(&plain(note), 500), false);
    }
    for (name, other) in [("Replaces", sale.replaces), ("Replaced by", sale.replaced_by)] {
        if let Some(other) = other {
            embed = embed.field(name, number(other), true);
        }
    }
    if let Some(refund) = refund_words(sale) {
        embed = embed.field("Refunded", refund, false);
    }
    let reply = EditInteractionResponse::new().embed(embed).allowed_mentions(nobody());
    if sale.licenses.is_empty() {
        return reply;
    }
    let label = if sale.licenses.len() == 1 { "Reveal key" } else { "Reveal keys" };
    let reveal = CreateButton::new(format!("{REVEAL}{}", sale.sale)).label(label).style(ButtonStyle::Danger);
    reply.components(vec![CreateActionRow::Buttons(vec![reveal])])
}

fn licenses(sale: &ListedSale) -> String {
    let mut text = String::new();
    for (at, license) in sale.licenses.iter().enumerate() {
        let product = license.product.as_ref().map_or("?", |product| product.as_str());
        let line =
            format!("`{}` · {} · {}\n", license.key, cut(&plain(product), 60), expiry(license.expires_at));
        if text.chars().count() + line.chars().count() > 1_000 {
            let left = sale.licenses.len() - at;
            return format!("{text}… and {left} more");
        }
        text.push_str(&line);
    }
    text
}

/// Who, when, why.
fn refund_words(sale: &ListedSale) -> Option<String> {
    let refund = sale.refund.as_ref()?;
    let reason = cut(&plain(&refund.reason), 500);
    let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    Some(format!("<t:{}:f> by <@{}>{reason}", refund.at.as_secs(), refund.staff))
}

/// What happened when and by whom, oldest first; of many events the first and the last.
fn timeline(events: &[Event]) -> String {
    let line = |event: &Event| {
        let actor = event.actor.map_or_else(String::new, |actor| format!(" · <@{actor}>"));
        format!("<t:{}:f> {}{actor}", event.at.as_secs(), plain(&journal::event(event)))
    };
    let left_out = events.len().saturating_sub(FIRST_EVENTS + LAST_EVENTS);
    let mut lines: Vec<String> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        if left_out > 0 && at == FIRST_EVENTS {
            lines.push(format!("… {left_out} more …"));
        }
        if left_out == 0 || at < FIRST_EVENTS || at >= FIRST_EVENTS + left_out {
            lines.push(line(event));
        }
    }
    cut(&lines.join("\n"), 4_096)
}

/// The keys of a sale, whole: for the staff member who asked, and that they did is in the log.
pub(super) fn keys(sale: &ListedSale) -> EditInteractionResponse {
    let keys: Vec<&str> = sale.licenses.iter().map(|license| license.key.reveal()).collect();
    let embed = CreateEmbed::new()
        .title(format!("Sale {}", number(sale.sale)))
        .description(format!("```\n{}\n```", keys.join("\n")))
        .color(AMBER)
        .footer(CreateEmbedFooter::new("Only you see this; that you looked is in the sale's history"));
    EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
}

/// The table, and whether it holds everything: `cut_at` is the oldest sale that found room in a
/// table that does not.
pub(super) fn exported(sales: u32, cut_at: Option<SaleId>, table: Vec<u8>) -> EditInteractionResponse {
    if sales == 0 {
        return words("No sale fits; there is nothing to export.");
    }
    let cut = cut_at.map_or_else(String::new, |oldest| {
        format!(
            " **Not all of them**: Discord takes no larger file. Sale {} is the oldest in it; export the rest with a filter, or with `keyclerk sales export` from a shell.",
            number(oldest)
        )
    });
    let text = format!("Sales in the table: {sales}. Keys are masked, times are in UTC.{cut}");
    words(&text).new_attachment(CreateAttachment::bytes(table, "sales.csv"))
}

/// What came of marking a sale as refunded.
pub(super) fn refunded(sale: &ListedSale, made: bool) -> EditInteractionResponse {
    let number = number(sale.sale);
    match (refund_words(sale), made) {
        (Some(_), true) => {
            let text = format!(
                "Sale {number} is out of the statistics. <@{}> keeps the license: the vendor takes none back. If money is to be paid back, do it where it was paid.",
                sale.buyer
            );
            let embed = CreateEmbed::new().title("Marked as refunded").description(text).color(GREEN);
            EditInteractionResponse::new().embed(embed).allowed_mentions(nobody())
        }
        (Some(refund), false) => {
            let text = format!("Sale {number} was refunded before, {refund}\nNothing was changed.");
            refusal("Refunded before", &text).allowed_mentions(nobody())
        }
        (None, _) => refusal(
            "Nothing was refunded",
            &format!(
                "Only a sale that is sold can be refunded; sale {number} is {}.",
                state_words(sale.state)
            ),
        ),
    }
}

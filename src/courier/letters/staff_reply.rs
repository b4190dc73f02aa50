//! The reply to staff's command, which is edited as the sale progresses.

use serenity::all::{CreateEmbed, CreateMessage, EditInteractionResponse};

use crate::courier::markup::{TimeStyle, time, user};
use crate::domain::{Evidence, License, LineState, PostedNotice, Sale, SaleState, Timestamp};
use crate::i18n::Language;

use super::decision_buttons::decisions;
use super::question::question;
use super::reasons::{evidence, failure_title, failure_words, held_status, short_words};
use super::{AMBER, GREEN, Mark, RED, licenses_fields, masked, nobody, noted, number, once, sale_footer};

/// Builds staff's reply for the sale's current state. Links the notice with the Claim button once it is
/// posted.
pub fn staff_reply(language: Language, sale: &Sale, notice: Option<PostedNotice>) -> EditInteractionResponse {
    EditInteractionResponse::new()
        .content("")
        .embed(staff_embed(language, sale, notice))
        .components(decisions(language, sale))
        .allowed_mentions(nobody())
}

/// Builds staff's reply while the sale waits for the vendor's rate limit: the place in the queue and the
/// expected end of the wait. Leaves out the sale's number, because the sale may not be on disk yet.
pub fn queue_place(sale: &Sale, place: usize, ends: Timestamp) -> EditInteractionResponse {
    let language = sale.staff_language();
    let values = [
        ("buyer", user(sale.buyer).into()),
        ("place", place.into()),
        ("when", time(ends, TimeStyle::Relative).into()),
    ];
    let embed = CreateEmbed::new()
        .title(Mark::Working.on(&language.say("queue-title")))
        .description(language.with("queue", &values))
        .color(AMBER);
    EditInteractionResponse::new().content("").embed(embed).components(vec![]).allowed_mentions(nobody())
}

/// Builds the embed about a sale's state: what happened, whether anything was sold, and what to do next.
pub fn staff_embed(language: Language, sale: &Sale, notice: Option<PostedNotice>) -> CreateEmbed {
    let (title, color, words) = summary(language, sale, notice);
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

/// Returns the title, the colour and the text for a sale's state.
fn summary(language: Language, sale: &Sale, notice: Option<PostedNotice>) -> (String, u32, String) {
    let about = |key: &str| language.with(key, &[("buyer", user(sale.buyer).into())]);
    let working = |title: &str, key: &str| (Mark::Working.on(&language.say(title)), AMBER, about(key));
    match sale.state {
        SaleState::Acknowledged if sale.confirm_until.is_some() => {
            let (title, words) = question(language, sale);
            (Mark::NeedsYou.on(&title), AMBER, words)
        }
        SaleState::Delivered => delivered(language, sale),
        SaleState::Undelivered => {
            let title = Mark::Done.on(&language.say("dms-closed-title"));
            (title, AMBER, undelivered(language, sale, notice))
        }
        SaleState::Failed => {
            let title = Mark::NotSold.on(&language.say(failure_title(sale)));
            (title, RED, failure_words(language, sale))
        }
        SaleState::Held => {
            let evidence = language.say(evidence(sale));
            let words =
                language.with("held", &[("buyer", user(sale.buyer).into()), ("evidence", evidence.into())]);
            (
                Mark::NeedsYou.on(&language.say("held-title")),
                RED,
                format!("{words}{}", held_status(language, sale)),
            )
        }
        SaleState::InDoubt if !sale.line().is_some_and(|line| line.unanswered) => {
            working("checking-title", "checking")
        }
        SaleState::InDoubt if is_blocked(sale) => working("blocked-title", "blocked"),
        SaleState::Assigning | SaleState::InDoubt => working("lost-title", "lost"),
        SaleState::Assigned => working("on-its-way-title", "on-its-way"),
        SaleState::Requested | SaleState::Acknowledged | SaleState::Reserved => {
            working("selling-title", "selling")
        }
    }
}

/// Returns the text that the buyer accepts no DMs, and where they find the key.
fn undelivered(language: Language, sale: &Sale, notice: Option<PostedNotice>) -> String {
    let buyer = ("buyer", user(sale.buyer).into());
    let Some(PostedNotice { channel, message }) = notice else {
        return language.with("dms-closed", &[buyer]);
    };
    let link = format!("https://discord.com/channels/{}/{channel}/{message}", sale.guild);
    language.with("dms-closed-claim", &[buyer, ("notice", link.into())])
}

/// Returns true if a firewall or a proxy answered the request to assign instead of the vendor.
fn is_blocked(sale: &Sale) -> bool {
    let mut doubtful = sale.in_state(LineState::InDoubt);
    doubtful.any(|line| line.evidence == Some(Evidence::Blocked))
}

/// Returns the title, colour and text for delivered licenses, which may be fewer than requested.
fn delivered(language: Language, sale: &Sale) -> (String, u32, String) {
    let sold = sale.sold().count();
    let values =
        [("buyer", user(sale.buyer).into()), ("count", sold.into()), ("quantity", sale.quantity.into())];
    let words =
        language.with(if sale.dm_message.is_some() { "sold-by-dm" } else { "sold-by-claim" }, &values);
    if sold < usize::from(sale.quantity) {
        let words = format!("{words}{}", short_words(language, sale));
        (Mark::NeedsYou.on(&language.with("short-title", &values)), AMBER, words)
    } else {
        (Mark::Done.on(&language.with("sold-title", &values)), GREEN, words)
    }
}

/// Builds a message with the outcome for staff whose reply can no longer be edited.
pub fn late_reply(sale: &Sale, notice: Option<PostedNotice>, nonce: &str) -> CreateMessage {
    let language = sale.staff_language();
    let values = [("staff", user(sale.staff).into()), ("sale", number(sale.id).into())];
    let message = CreateMessage::new()
        .content(language.with("late-reply", &values))
        .embed(staff_embed(language, sale, notice))
        .allowed_mentions(nobody());
    once(message, nonce)
}

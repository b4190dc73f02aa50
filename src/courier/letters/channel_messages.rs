//! The messages to the server's channels and to the bot's owner.

use serenity::all::{CreateEmbed, CreateMessage};

use crate::courier::markup::{TimeStyle, role as mention_role, time, user};
use crate::courier::safe_text::excerpt;
use crate::domain::{
    AlertSubject, BuyerId, Failure, License, Line, Refund, RoleId, RoleRefusal, Sale, SaleState, ServerAlert,
};
use crate::i18n::Language;

use super::decision_buttons::decisions;
use super::staff_reply::staff_embed;
use super::{AMBER, GREEN, Mark, RED, licenses_fields, masked, nobody, noted, number, once, sale_footer};

/// Builds the line of the sales channel. Its keys are masked.
pub fn sales_line(sale: &Sale, nonce: &str) -> CreateMessage {
    let (licenses, language): (Vec<&License>, _) = (sale.sold().collect(), sale.guild_language());
    let product = match licenses[..] {
        [license] => license.product.as_ref().map(|product| excerpt(product.as_str(), 200)),
        _ => None,
    };
    let key = if product.is_some() { "sales-line-product" } else { "sales-line" };
    let values = [
        ("staff", user(sale.staff).into()),
        ("buyer", user(sale.buyer).into()),
        ("count", licenses.len().into()),
        ("product", product.unwrap_or_default().into()),
    ];
    let embed = CreateEmbed::new()
        .title(language.with("sale-number", &[("sale", number(sale.id).into())]))
        .description(language.with(key, &values))
        .color(if sale.state == SaleState::Undelivered { AMBER } else { GREEN });
    let embed = masked(language, licenses_fields(language, embed, &licenses), &licenses);
    let embed = noted(language, embed, sale);
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
}

/// Builds the alert about a sale that needs attention or was refunded.
pub fn alert(sale: &Sale, nonce: &str) -> CreateMessage {
    let language = sale.guild_language();
    let embed = match (sale.failure, &sale.refund) {
        (_, Some(refund)) => refund_line(language, sale, refund),
        (Some(Failure::ApiKeyRefused), None) => CreateEmbed::new()
            .title(Mark::NeedsYou.on(&language.say("api-key-refused-title")))
            .description(language.say("api-key-refused"))
            .color(RED),
        _ => staff_embed(language, sale, None),
    };
    let message = CreateMessage::new().embed(embed).allowed_mentions(nobody());
    once(message.components(decisions(language, sale)), nonce)
}

/// Builds the repeated alert about a held sale, with the buttons for staff's decision.
pub fn held_alert(sale: &Sale, nonce: &str) -> CreateMessage {
    let language = sale.guild_language();
    let message = CreateMessage::new()
        .content(language.with("held-still", &[("at", time(sale.updated_at, TimeStyle::Relative).into())]))
        .embed(staff_embed(language, sale, None))
        .allowed_mentions(nobody());
    once(message.components(decisions(language, sale)), nonce)
}

/// Builds the line about a refund.
fn refund_line(language: Language, sale: &Sale, refund: &Refund) -> CreateEmbed {
    let values = [
        ("staff", user(refund.staff).into()),
        ("buyer", user(sale.buyer).into()),
        ("count", sale.sold().count().into()),
    ];
    let embed = CreateEmbed::new()
        .title(language.with("refunded-title", &[("sale", number(sale.id).into())]))
        .description(language.with("refunded", &values))
        .color(AMBER);
    let reason = excerpt(&refund.reason, 1000);
    if reason.is_empty() { embed } else { embed.field(language.say("reason-label"), reason, false) }
}

/// Builds the alert about a role that could not be given or taken, with the remedy.
pub fn role_refused(
    sale: &Sale,
    member: BuyerId,
    role: RoleId,
    why: RoleRefusal,
    nonce: &str,
) -> CreateMessage {
    let language = sale.guild_language();
    let values = [("role", mention_role(role).into()), ("buyer", user(member).into())];
    let words = match why {
        RoleRefusal::Gone => "role-gone",
        RoleRefusal::NoMember => "role-no-member",
        RoleRefusal::NotAllowed => "role-not-allowed",
    };
    let embed = CreateEmbed::new()
        .title(Mark::NeedsYou.on(&language.say("role-refused-title")))
        .description(language.with(words, &values))
        .color(AMBER)
        .footer(sale_footer(language, sale.id));
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
}

/// Builds the alert about a quarantined license that turned out assigned after its sale could no longer be
/// held.
pub fn found_assigned(sale: &Sale, line: &Line, nonce: &str) -> CreateMessage {
    let language = sale.guild_language();
    let values = [("buyer", user(sale.buyer).into()), ("sale", number(sale.id).into())];
    let embed = CreateEmbed::new()
        .title(Mark::NeedsYou.on(&language.with("found-assigned-title", &values)))
        .description(language.with("found-assigned", &values))
        .color(RED);
    let licenses = [&line.license];
    let embed = masked(language, licenses_fields(language, embed, &licenses), &licenses);
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
}

/// Builds an alert to a server: a product runs low, or there is enough of it again; the backups fail, or work
/// again.
pub fn server_alert(language: Language, alert: &ServerAlert) -> CreateMessage {
    let (mark, title, words, color) = match &alert.subject {
        AlertSubject::Stock { is_low: true, left: 0, .. } => {
            (Mark::NeedsYou, "stock-out-title", "stock-out", RED)
        }
        AlertSubject::Stock { is_low: true, .. } => (Mark::NeedsYou, "stock-low-title", "stock-low", AMBER),
        AlertSubject::Stock { is_low: false, .. } => (Mark::Done, "stock-back-title", "stock-back", GREEN),
        AlertSubject::Backups { fail: true } => (Mark::NeedsYou, "backups-fail-title", "backups-fail", RED),
        AlertSubject::Backups { fail: false } => (Mark::Done, "backups-work-title", "backups-work", GREEN),
    };
    let words = match &alert.subject {
        AlertSubject::Stock { product, left, .. } => {
            language.with(words, &[("product", excerpt(product, 200).into()), ("count", (*left).into())])
        }
        AlertSubject::Backups { .. } => language.say(words),
    };
    let embed = CreateEmbed::new().title(mark.on(&language.say(title))).description(words).color(color);
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), alert.nonce.as_str())
}

/// Builds the alert about a sale that has been in doubt for 15 minutes.
pub fn doubt_alert(sale: &Sale, nonce: &str) -> CreateMessage {
    let language = sale.guild_language();
    let embed = CreateEmbed::new()
        .title(Mark::NeedsYou.on(&language.say("doubt-title")))
        .description(language.with("doubt", &[("buyer", user(sale.buyer).into())]))
        .color(RED)
        .footer(sale_footer(language, sale.id));
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
}

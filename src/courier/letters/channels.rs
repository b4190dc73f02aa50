//! What the server's channels, or its owner, are told.

use serenity::all::{CreateEmbed, CreateEmbedFooter, CreateMessage};

use crate::domain::{License, SaleState};
use crate::ledger::{Failure, Refund, SaleRecord, StockAlert};

use super::staff::{decisions, staff_embed};
use super::{AMBER, GREEN, RED, cut, licenses_fields, masked, nobody, noted, number, once, plain};

/// The line of the sales channel, the keys masked.
pub fn sales_line(sale: &SaleRecord, nonce: &str) -> CreateMessage {
    let licenses: Vec<&License> = sale.sold().collect();
    let embed = CreateEmbed::new()
        .title(format!("Sale {}", number(sale.id)))
        .description(format!("<@{}> sold to <@{}>", sale.staff, sale.buyer))
        .color(if sale.state == SaleState::Undelivered { AMBER } else { GREEN });
    let embed = noted(masked(licenses_fields(embed, &licenses), &licenses), sale);
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
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

/// That a role could not be given or taken, and how that is mended. `subject` is the role's id and
/// the reason.
pub fn role_refused(sale: &SaleRecord, subject: &str, nonce: &str) -> CreateMessage {
    let (role, why) = subject.split_once(' ').unwrap_or((subject, ""));
    let words = match why {
        "gone" => {
            format!("The role of <@{}>'s license was deleted. Choose another in `/settings`.", sale.buyer)
        }
        _ => format!(
            "keyclerk may not change the role <@&{role}> of <@{}>. Give keyclerk the permission *Manage Roles*, and move its own role above that one in *Server Settings → Roles*; then set the role by hand this once.",
            sale.buyer
        ),
    };
    let embed = CreateEmbed::new()
        .title("A role was not changed")
        .description(words)
        .color(AMBER)
        .footer(CreateEmbedFooter::new(format!("Sale {}", number(sale.id))));
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), nonce)
}

/// That a product runs low, or that there is enough of it again.
pub fn stock_alert(alert: &StockAlert) -> CreateMessage {
    let product = cut(&plain(&alert.product), 200);
    let (title, color, words) = match (alert.is_low, alert.left) {
        (true, 0) => ("Out of stock", RED, format!("*{product}* is sold out. Restock at the vendor.")),
        (true, left) => ("Low stock", AMBER, format!("*{product}*: {left} left. Restock at the vendor.")),
        (false, left) => ("Back in stock", GREEN, format!("*{product}*: {left} in stock again.")),
    };
    let embed = CreateEmbed::new().title(title).description(words).color(color);
    once(CreateMessage::new().embed(embed).allowed_mentions(nobody()), &alert.nonce)
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

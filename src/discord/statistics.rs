//! A month's figures for staff, as pure builders: in sentences, and as the chart shows them.

use std::collections::BTreeMap;

use serenity::all::{CreateAttachment, CreateEmbed, CreateEmbedFooter, EditInteractionResponse};
use time::OffsetDateTime;

use crate::chart::{Bar, Bars, Chart, Days, Series, Tone};
use crate::courier::letters::nobody;
use crate::courier::text::{cut, plain};
use crate::domain::{StaffId, Timestamp};
use crate::journal::{DAYS, Figures, Lasting};

const BLUE: u32 = 0x1f_6f_eb;

/// The longest description Discord takes of an attachment, for those who cannot see it.
const LONGEST_ALT: usize = 1024;
/// Days of stock that are little, and very little.
const SOON: u32 = 14;
const URGENT: u32 = 7;
/// Days of stock that fill a bar.
const FULL: u32 = 30;

/// A month in words, and its picture where there is one.
pub(super) fn month(
    figures: &Figures,
    names: &BTreeMap<StaffId, String>,
    picture: Option<Vec<u8>>,
) -> EditInteractionResponse {
    let mention = |staff: StaffId| format!("<@{staff}>");
    let text = summary(figures, &mention, &|name| plain(name)).join("\n");
    let mut embed = CreateEmbed::new()
        .title("The last 30 days")
        .description(cut(&text, 4_096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new("Days in UTC; refunds and replacements are no sales"));
    let reply = EditInteractionResponse::new().allowed_mentions(nobody());
    let Some(picture) = picture else { return reply.embed(embed) };
    embed = embed.attachment("sales.png");
    let name = |staff: StaffId| staff_name(names, staff);
    let alt = summary(figures, &name, &str::to_owned).join(" ");
    reply
        .embed(embed)
        .new_attachment(CreateAttachment::bytes(picture, "sales.png").description(cut(&alt, LONGEST_ALT)))
}

/// The figures in sentences.
fn summary(
    figures: &Figures,
    staff: &dyn Fn(StaffId) -> String,
    text: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let mut lines = vec![format!("Licenses sold: {}.", figures.sold)];
    let counted = |parts: Vec<String>| parts.join(" · ");
    if figures.sold > 0 {
        let products = figures.products.iter().map(|(name, days)| {
            let name = name.as_deref().map_or_else(|| "others".to_owned(), |name| cut(&text(name), 60));
            format!("{name} {}", days.iter().sum::<u32>())
        });
        lines.push(format!("By product: {}.", counted(products.collect())));
        let sellers = figures
            .staff
            .iter()
            .map(|(who, count)| format!("{} {count}", who.map_or_else(|| "others".to_owned(), staff)));
        lines.push(format!("By staff member: {}.", counted(sellers.collect())));
    }
    lines.push(match &figures.stock {
        None => "The vendor does not say what is in stock.".to_owned(),
        Some(stock) if stock.is_empty() => "The stock is empty.".to_owned(),
        Some(stock) => {
            let lasting = stock
                .iter()
                .map(|lasting| format!("{} {}", cut(&text(&lasting.product), 60), lasts(lasting)));
            format!("The stock lasts: {}.", counted(lasting.collect()))
        }
    });
    lines
}

fn lasts(lasting: &Lasting) -> String {
    match lasting {
        Lasting { left: 0, .. } => "none left".to_owned(),
        Lasting { days: None, left, .. } => format!("none sold · {left} left"),
        Lasting { days: Some(0), left, .. } => format!("less than a day · {left} left"),
        Lasting { days: Some(1), left, .. } => format!("1 day · {left} left"),
        Lasting { days: Some(days), left, .. } if *days > 999 => format!("over 999 days · {left} left"),
        Lasting { days: Some(days), left, .. } => format!("{days} days · {left} left"),
    }
}

fn staff_name(names: &BTreeMap<StaffId, String>, staff: StaffId) -> String {
    names.get(&staff).map_or_else(|| format!("…{:04}", staff.as_u64() % 10_000), |name| cut(name, 60))
}

/// The figures as the chart draws them.
pub(super) fn chart(figures: &Figures, names: &BTreeMap<StaffId, String>) -> Chart {
    let labels: Vec<String> = (0..DAYS).map(|at| day(figures.first_day, at)).collect();
    let series = figures.products.iter().map(|(name, counts)| Series {
        name: name.clone().unwrap_or_else(|| "others".to_owned()),
        counts: counts.clone(),
        is_rest: name.is_none(),
    });
    let sellers = figures.staff.iter().map(|(staff, count)| Bar {
        name: staff.map_or_else(|| "others".to_owned(), |staff| staff_name(names, staff)),
        length: length(*count),
        label: count.to_string(),
        tone: if staff.is_some() { Tone::Plain } else { Tone::Rest },
    });
    let stock = figures.stock.iter().flatten().map(|lasting| Bar {
        name: lasting.product.clone(),
        length: length(lasting.days.unwrap_or(0)),
        label: lasts(lasting),
        tone: match lasting.days {
            Some(..URGENT) => Tone::Urgent,
            Some(..SOON) => Tone::Soon,
            _ => Tone::Good,
        },
    });
    Chart {
        title: "Sales of the last 30 days".to_owned(),
        subtitle: format!(
            "{} – {} · licenses sold: {}",
            labels.first().map_or("", String::as_str),
            labels.last().map_or("", String::as_str),
            figures.sold
        ),
        days: Days {
            heading: "Licenses a day, by product".to_owned(),
            nothing: "Nothing was sold in these days".to_owned(),
            series: series.collect(),
            labels,
        },
        bars: vec![
            Bars {
                heading: "Licenses by staff member".to_owned(),
                nothing: "Nobody sold in these days".to_owned(),
                full: None,
                lines: sellers.collect(),
            },
            Bars {
                heading: "Days of stock left at this pace".to_owned(),
                full: Some(length(FULL)),
                nothing: match figures.stock {
                    Some(_) => "The stock is empty".to_owned(),
                    None => "The vendor does not say what is in stock".to_owned(),
                },
                lines: stock.collect(),
            },
        ],
    }
}

/// A day as its label reads: `24 Nov`.
fn day(first: Timestamp, at: usize) -> String {
    let days = i64::try_from(at).unwrap_or(0);
    OffsetDateTime::from_unix_timestamp(first.as_secs() + days * 86_400).map_or_else(
        |_| String::new(),
        |day| format!("{} {}", day.day(), day.month().to_string().chars().take(3).collect::<String>()),
    )
}

#[expect(clippy::cast_precision_loss, reason = "only as long as a bar can show")]
fn length(count: u32) -> f32 {
    count as f32
}

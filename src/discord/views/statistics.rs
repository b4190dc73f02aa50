//! The figures of a month, in sentences and as a chart.

use std::collections::BTreeMap;

use serenity::all::{CreateAttachment, CreateEmbed, CreateEmbedFooter, EditInteractionResponse};
use time::OffsetDateTime;

use crate::chart::{Bar, Bars, Chart, Days, Series, Tone};
use crate::courier::letters::{BLUE, nobody};
use crate::courier::markup::user;
use crate::courier::rest::Upload;
use crate::courier::safe_text::{cut, plain};
use crate::domain::{StaffId, Timestamp};
use crate::i18n::Language;
use crate::report::{DAYS, Figures, Lasting};

/// The maximum length of an attachment's description, which screen readers read.
const LONGEST_ALT: usize = 1024;
/// The numbers of days of stock that count as few and as very few.
const SOON: u32 = 14;
const URGENT: u32 = 7;
/// The number of days of stock that fills a bar.
const FULL: u32 = 30;
/// The maximum number of days of stock that is shown as a number.
const MOST_DAYS: u32 = 999;

/// Shows a month in words, with its chart if there is one.
pub(in crate::discord) fn month(
    language: Language,
    figures: &Figures,
    names: &BTreeMap<StaffId, String>,
    picture: Option<Vec<u8>>,
) -> Upload<EditInteractionResponse> {
    let text = summary(language, figures, &|staff| user(staff), &plain).join("\n");
    let mut embed = CreateEmbed::new()
        .title(language.say("month-title"))
        .description(cut(&text, 4_096))
        .color(BLUE)
        .footer(CreateEmbedFooter::new(language.say("month-footer")));
    let reply = EditInteractionResponse::new().allowed_mentions(nobody());
    let Some(picture) = picture else { return reply.embed(embed).into() };
    embed = embed.attachment("sales.png");
    let name = |staff: StaffId| staff_name(names, staff);
    let alt = summary(language, figures, &name, &str::to_owned).join(" ");
    let picture = CreateAttachment::bytes(picture, "sales.png").description(cut(&alt, LONGEST_ALT));
    Upload { message: reply.embed(embed), files: vec![picture] }
}

/// Returns the figures in sentences. `staff` and `text` format a person and a product.
fn summary(
    language: Language,
    figures: &Figures,
    staff: &dyn Fn(StaffId) -> String,
    text: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let mut lines = vec![language.with("month-sold", &[("count", figures.sold.into())])];
    let of = |key: &str, parts: Vec<String>| language.with(key, &[("counts", parts.join(" · ").into())]);
    if figures.sold > 0 {
        let products = figures.products.iter().map(|(name, days)| {
            let name = name.as_deref().map_or_else(|| language.say("others"), |name| cut(&text(name), 60));
            format!("{name} {}", days.iter().sum::<u32>())
        });
        lines.push(of("month-products", products.collect()));
        let sellers = figures
            .staff
            .iter()
            .map(|(who, count)| format!("{} {count}", who.map_or_else(|| language.say("others"), staff)));
        lines.push(of("month-staff", sellers.collect()));
    }
    lines.push(match &figures.stock {
        None => language.say("month-stock-unknown"),
        Some(stock) if stock.is_empty() => language.say("month-stock-empty"),
        Some(stock) => {
            let lasting = stock
                .iter()
                .map(|lasting| format!("{} {}", cut(&text(&lasting.product), 60), lasts(language, lasting)));
            of("month-stock", lasting.collect())
        }
    });
    lines
}

/// Returns how long a product lasts.
fn lasts(language: Language, lasting: &Lasting) -> String {
    let (key, days) = match lasting {
        Lasting { left: 0, .. } => ("lasts-none", 0),
        Lasting { days: None, .. } => ("lasts-unsold", 0),
        Lasting { days: Some(0), .. } => ("lasts-hours", 0),
        Lasting { days: Some(days), .. } if *days > MOST_DAYS => ("lasts-long", MOST_DAYS),
        Lasting { days: Some(days), .. } => ("lasts-days", *days),
    };
    language.with(key, &[("days", days.into()), ("left", lasting.left.into())])
}

/// Returns the name of a staff member, or the end of the id if the name is unknown.
fn staff_name(names: &BTreeMap<StaffId, String>, staff: StaffId) -> String {
    names.get(&staff).map_or_else(|| format!("…{:04}", staff.as_u64() % 10_000), |name| cut(name, 60))
}

/// Builds the chart of the figures.
pub(in crate::discord) fn chart(
    language: Language,
    figures: &Figures,
    names: &BTreeMap<StaffId, String>,
) -> Chart {
    let labels: Vec<String> = (0..DAYS).map(|at| day(language, figures.first_day, at)).collect();
    let series = figures.products.iter().map(|(name, counts)| Series {
        name: name.clone().unwrap_or_else(|| language.say("others")),
        counts: counts.clone(),
        is_rest: name.is_none(),
    });
    let sellers = figures.staff.iter().map(|(staff, count)| Bar {
        name: staff.map_or_else(|| language.say("others"), |staff| staff_name(names, staff)),
        length: length(*count),
        label: count.to_string(),
        tone: if staff.is_some() { Tone::Plain } else { Tone::Rest },
    });
    let stock = figures.stock.iter().flatten().map(|lasting| Bar {
        name: lasting.product.clone(),
        length: length(lasting.days.unwrap_or(0)),
        label: lasts(language, lasting),
        tone: match lasting.days {
            Some(..URGENT) => Tone::Urgent,
            Some(..SOON) => Tone::Soon,
            _ => Tone::Good,
        },
    });
    Chart {
        title: language.say("chart-title"),
        subtitle: format!(
            "{} – {} · {}",
            labels.first().map_or("", String::as_str),
            labels.last().map_or("", String::as_str),
            language.with("chart-sold", &[("count", figures.sold.into())])
        ),
        days: Days {
            heading: language.say("chart-days"),
            nothing: language.say("chart-days-none"),
            series: series.collect(),
            labels,
        },
        bars: vec![
            Bars {
                heading: language.say("chart-staff"),
                nothing: language.say("chart-staff-none"),
                full: None,
                lines: sellers.collect(),
            },
            Bars {
                heading: language.say("chart-stock"),
                full: Some(length(FULL)),
                nothing: match figures.stock {
                    Some(_) => language.say("chart-stock-empty"),
                    None => language.say("chart-stock-unknown"),
                },
                lines: stock.collect(),
            },
        ],
    }
}

/// Returns the label of a day, for example `24 Nov`.
fn day(language: Language, first: Timestamp, at: usize) -> String {
    let days = i64::try_from(at).unwrap_or(0);
    OffsetDateTime::from_unix_timestamp(first.as_secs() + days * 86_400).map_or_else(
        |_| String::new(),
        |day| language.with(&format!("day-{}", u8::from(day.month())), &[("day", day.day().into())]),
    )
}

#[expect(clippy::cast_precision_loss, reason = "a bar shows no more digits")]
fn length(count: u32) -> f32 {
    count as f32
}

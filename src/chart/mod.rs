//! The chart of a shop's sales, drawn as a PNG from numbers and words.
//!
//! Invariant: no name changes the size or the layout of the picture. A name is drawn without the
//! characters that the font lacks, and shortened before it would touch something else.
//!
//! Drawing is pure and uses an embedded font, so that the picture is the same on every machine. The
//! colours are the palette of Okabe and Ito, which colour-blind people can tell apart. Every bar has its
//! number beside it as text.

mod bars;
mod canvas;
mod days;

use canvas::{Canvas, Ink, Weight};

/// The width of the picture in pixels. Its height depends on the content.
pub const WIDTH: u32 = 900;
/// The maximum number of series in the columns. Further series are not drawn.
pub const MOST_SERIES: usize = 7;
/// The maximum number of bars in one part. Further bars are not drawn.
pub const MOST_BARS: usize = 9;

const MARGIN: f32 = 44.0;
const RIGHT: f32 = 900.0 - MARGIN;
const GAP: f32 = 56.0;

/// The content of a chart.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    /// The title.
    pub title: String,
    /// The line below the title.
    pub subtitle: String,
    /// The upper part.
    pub days: Days,
    /// The parts below it.
    pub bars: Vec<Bars>,
}

/// The content of a stacked column chart with one column per day.
#[derive(Debug, Clone, Default)]
pub struct Days {
    /// The heading above the columns.
    pub heading: String,
    /// The text shown if all columns are zero.
    pub nothing: String,
    /// A label for each day, oldest first.
    pub labels: Vec<String>,
    /// The series, largest first. Each has a count for each day. At most [`MOST_SERIES`] are drawn.
    pub series: Vec<Series>,
}

/// The counts that are drawn in one colour.
#[derive(Debug, Clone)]
pub struct Series {
    /// The name in the legend.
    pub name: String,
    /// The count for each day.
    pub counts: Vec<u32>,
    /// Marks the sum of everything that has no series of its own. It is drawn in grey.
    pub is_rest: bool,
}

/// The content of a horizontal bar chart.
#[derive(Debug, Clone, Default)]
pub struct Bars {
    /// The heading above the bars.
    pub heading: String,
    /// The text shown if there are no bars.
    pub nothing: String,
    /// The length that fills a line. `None` stands for the longest bar.
    pub full: Option<f32>,
    /// The bars. At most [`MOST_BARS`] are drawn.
    pub lines: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// The name before the bar.
    pub name: String,
    /// The length, in the unit of [`Bars::full`].
    pub length: f32,
    /// The text after the bar, usually its number.
    pub label: String,
    /// The urgency, shown as a colour.
    pub tone: Tone,
}

/// The meaning of a bar's colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A number without a judgement.
    Plain,
    /// The sum of everything that has no bar of its own.
    Rest,
    /// Enough.
    Good,
    /// Too little in the near future.
    Soon,
    /// Too little now.
    Urgent,
}

/// The error of a chart that could not be drawn. Memory or the font failed; no content causes it.
#[derive(Debug, thiserror::Error)]
#[error("the chart could not be drawn")]
pub struct NotDrawn;

/// Draws a chart as a PNG that is [`WIDTH`] pixels wide.
///
/// # Errors
/// Returns [`NotDrawn`].
pub fn png(chart: &Chart) -> Result<Vec<u8>, NotDrawn> {
    let fonts = canvas::Fonts::embedded().ok_or(NotDrawn)?;
    let header = MARGIN + 122.0;
    let days = days::height(&chart.days, &fonts);
    let bars: f32 = chart.bars.iter().map(|bars| GAP + bars::height(bars)).sum();
    let mut canvas = Canvas::new(WIDTH, header + days + bars + MARGIN, fonts).ok_or(NotDrawn)?;
    let width = RIGHT - MARGIN;
    let title = canvas.fitted(&chart.title, 38.0, Weight::Strong, width);
    canvas.text(&title, MARGIN, MARGIN + 34.0, 38.0, Weight::Strong, Ink::TEXT);
    let subtitle = canvas.fitted(&chart.subtitle, 24.0, Weight::Regular, width);
    canvas.text(&subtitle, MARGIN, MARGIN + 74.0, 24.0, Weight::Regular, Ink::FAINT);
    let mut top = header + days::draw(&mut canvas, &chart.days, header);
    for part in &chart.bars {
        top += GAP;
        top += bars::draw(&mut canvas, part, top);
    }
    canvas.png().ok_or(NotDrawn)
}

#[cfg(test)]
mod tests {
    use tiny_skia::Pixmap;

    use super::*;

    fn series(name: &str, of: u32) -> Series {
        let counts = (0..30).map(|day| (day * 7 + of * 13) % (17 - of.min(12)) / 2).collect();
        Series { name: name.to_owned(), counts, is_rest: false }
    }

    fn bar(name: &str, length: f32, tone: Tone) -> Bar {
        Bar { name: name.to_owned(), length, label: format!("{length} days · 40 left"), tone }
    }

    fn chart(products: &[&str], staff: &[&str]) -> Chart {
        let tones = [Tone::Urgent, Tone::Soon, Tone::Good, Tone::Good];
        Chart {
            title: "Sales of the last 30 days".to_owned(),
            subtitle: "1–30 Nov 2026 · 412 licenses sold".to_owned(),
            days: Days {
                heading: "Sales a day by product".to_owned(),
                nothing: "No sales in the last 30 days".to_owned(),
                labels: (0..30).map(|day| format!("{:02}.11.", day + 1)).collect(),
                series: products.iter().zip(0..).map(|(name, of)| series(name, of)).collect(),
            },
            bars: vec![
                Bars {
                    heading: "By staff member".to_owned(),
                    nothing: "Nobody sold".to_owned(),
                    full: None,
                    lines: staff
                        .iter()
                        .zip([180.0, 120.0, 64.0, 30.0, 18.0])
                        .map(|(name, sold)| Bar { label: sold.to_string(), ..bar(name, sold, Tone::Plain) })
                        .collect(),
                },
                Bars {
                    heading: "Days of stock left at the present pace".to_owned(),
                    nothing: "The stock is empty".to_owned(),
                    full: Some(30.0),
                    lines: products
                        .iter()
                        .zip([3.0, 11.0, 34.0, 60.0])
                        .zip(tones.into_iter().cycle())
                        .map(|((name, days), tone)| bar(name, days, tone))
                        .collect(),
                },
            ],
        }
    }

    /// Draws a chart. Returns the decoded picture and the number of pixels that differ from the background.
    fn drawn(chart: &Chart) -> (Pixmap, usize) {
        let bytes = png(chart).unwrap();
        if let Ok(folder) = std::env::var("KEYCLERK_CHARTS") {
            let name = format!("{folder}/{}-{}.png", chart.days.series.len(), bytes.len());
            std::fs::write(name, &bytes).unwrap();
        }
        let picture = Pixmap::decode_png(&bytes).unwrap();
        let ground = picture.pixels()[0];
        let inked = picture.pixels().iter().filter(|pixel| **pixel != ground).count();
        (picture, inked)
    }

    #[test]
    fn a_chart_is_a_picture_of_its_size_with_every_colour_in_it() {
        let products = ["lifetime", "monthly", "yearly", "weekly"];
        let (picture, inked) =
            drawn(&chart(&products, &["anna", "Jürgen Größe", "Ayşe İnönü", "João", "Noël"]));
        assert_eq!(picture.width(), WIDTH);
        assert!((1000..1500).contains(&picture.height()), "{}", picture.height());
        assert!(inked > 50_000, "{inked}");
        for colour in [0x56_b4_e9_u32, 0xe6_9f_00, 0x00_9e_73, 0xcc_79_a7, 0xe8_66_1b] {
            let [_, red, green, blue] = colour.to_be_bytes();
            let seen = picture.pixels().iter().any(|p| (p.red(), p.green(), p.blue()) == (red, green, blue));
            assert!(seen, "{colour:06x}");
        }
    }

    #[test]
    fn a_shop_that_sold_nothing_has_a_chart_that_says_so() {
        let (picture, inked) = drawn(&chart(&[], &[]));
        assert!(picture.height() > 600 && inked > 3_000, "{inked}");
        assert!(drawn(&Chart::default()).0.height() > 400);
    }

    #[test]
    fn hostile_names_change_neither_the_size_nor_the_order_of_the_picture() {
        let long = "x".repeat(6_000);
        let zalgo = "z\u{335}\u{322}\u{489}".repeat(500);
        let products = [long.as_str(), "\u{202e}gnitrevni", "龍の鍵", "💎💎💎", &zalgo, "", "a\nb\tc\0d"];
        let (hostile, _) = drawn(&chart(&products, &products));
        let tame = ["long", "one", "two", "three", "four", "five", "six"];
        let (tame, _) = drawn(&chart(&tame, &tame));
        assert_eq!(hostile.width(), tame.width());
        assert!(hostile.height().abs_diff(tame.height()) <= 40, "at most one more line of the legend");
        // Nothing is drawn in the margin.
        let ground = hostile.pixels()[0];
        for row in 0..hostile.height() {
            for column in (0..20).chain(WIDTH - 20..WIDTH) {
                assert_eq!(hostile.pixel(column, row), Some(ground), "{column}, {row}");
            }
        }
    }

    #[test]
    fn names_in_the_languages_keyclerk_speaks_are_drawn_whole() {
        let fonts = canvas::Fonts::embedded().unwrap();
        for name in ["Größe ẞ", "Œuvre élève", "señor ¿¡", "coração à", "ığüşöç İĞÜŞÖÇ", "–—„“”‘’«»…€₺"]
        {
            assert_eq!(fonts.fitted(name, 20.0, Weight::Regular, 900.0), name);
        }
        assert_eq!(fonts.fitted("龍💎", 20.0, Weight::Regular, 900.0), "?");
        assert!(fonts.fitted(&"W".repeat(300), 20.0, Weight::Regular, 100.0).ends_with('…'));
    }
}

//! The chart of a shop's sales, drawn here: numbers and words go in, a PNG comes out.
//!
//! Pure, with a font of its own: it looks the same on every machine. Names are drawn as far as the
//! font knows their characters, and cut where they would touch something else; whatever they hold,
//! the picture has its size and its order. The colours are Okabe and Ito's, told apart by the
//! colour-blind too, and every bar says its number in writing.

mod bars;
mod canvas;
mod days;

use canvas::{Canvas, Ink, Weight};

/// The picture's width; how high it is depends on what it shows.
pub const WIDTH: u32 = 900;
/// Products and lines of bars that are told apart; whatever comes after is cut off.
pub const MOST_SERIES: usize = 7;
/// See [`MOST_SERIES`].
pub const MOST_BARS: usize = 9;

const MARGIN: f32 = 44.0;
const RIGHT: f32 = 900.0 - MARGIN;
const GAP: f32 = 56.0;

/// What a chart shows.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    /// What it is about.
    pub title: String,
    /// A line below the title.
    pub subtitle: String,
    /// The upper part.
    pub days: Days,
    /// The parts below it.
    pub bars: Vec<Bars>,
}

/// Stacked columns, one a day.
#[derive(Debug, Clone, Default)]
pub struct Days {
    /// What they count.
    pub heading: String,
    /// Said in place of columns where all are zero.
    pub nothing: String,
    /// A label for each day, oldest first.
    pub labels: Vec<String>,
    /// The largest first; each has a number for each day. Seven at most are drawn.
    pub series: Vec<Series>,
}

/// What one colour counts.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Its number on each day.
    pub counts: Vec<u32>,
    /// Whether it is what is left over, drawn in grey.
    pub is_rest: bool,
}

/// Bars that lie, one a line.
#[derive(Debug, Clone, Default)]
pub struct Bars {
    /// What they measure.
    pub heading: String,
    /// Said where there is none.
    pub nothing: String,
    /// What fills a bar; `None` for the longest one.
    pub full: Option<f32>,
    /// The bars; nine at most are drawn.
    pub lines: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// How long it is, against what fills a bar.
    pub length: f32,
    /// Its number, as it is written beside it.
    pub label: String,
    /// How urgent it is.
    pub tone: Tone,
}

/// How a bar is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A number like others.
    Plain,
    /// Left over.
    Rest,
    /// Enough.
    Good,
    /// Soon too little.
    Soon,
    /// Too little.
    Urgent,
}

/// A chart that could not be drawn: the memory or the font failed, nothing that was to be shown.
#[derive(Debug, thiserror::Error)]
#[error("the chart could not be drawn")]
pub struct NotDrawn;

/// Draws a chart, as a PNG [`WIDTH`] pixels wide.
///
/// # Errors
/// [`NotDrawn`].
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

    /// The picture, decoded, and how many of its pixels are not the background.
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
        assert!(hostile.height().abs_diff(tame.height()) <= 40, "a line of the legend more at most");
        // Nothing reaches into the margin.
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

//! A horizontal bar chart. Each line has a name, a bar and a label.

use super::canvas::{Canvas, Ink, Weight};
use super::{Bars, MARGIN, MOST_BARS, RIGHT, Tone};

const HEADING: f32 = 46.0;
const LINE: f32 = 46.0;
const THICK: f32 = 24.0;
const NAMES: f32 = 250.0;
const TEXT: f32 = 24.0;

/// Returns the height of this part.
#[expect(clippy::cast_precision_loss, reason = "nine lines at most")]
pub(super) fn height(bars: &Bars) -> f32 {
    HEADING + LINE * bars.lines.len().clamp(1, MOST_BARS) as f32
}

/// Draws this part with its upper edge at `top`, and returns its height.
pub(super) fn draw(canvas: &mut Canvas, bars: &Bars, top: f32) -> f32 {
    let heading = canvas.fitted(&bars.heading, 28.0, Weight::Strong, RIGHT - MARGIN);
    canvas.text(&heading, MARGIN, top + 24.0, 28.0, Weight::Strong, Ink::TEXT);
    if bars.lines.is_empty() {
        let text = canvas.fitted(&bars.nothing, TEXT, Weight::Regular, RIGHT - MARGIN);
        canvas.text(&text, MARGIN, top + HEADING + 30.0, TEXT, Weight::Regular, Ink::FAINT);
        return height(bars);
    }
    let lines = || bars.lines.iter().take(MOST_BARS);
    let longest = lines().map(|bar| bar.length).fold(0.0, f32::max);
    let full = bars.full.unwrap_or(longest).max(f32::MIN_POSITIVE);
    let labels: Vec<String> =
        lines().map(|bar| canvas.fitted(&bar.label, TEXT, Weight::Regular, 330.0)).collect();
    let widest = labels.iter().map(|label| canvas.width(label, TEXT, Weight::Regular)).fold(0.0, f32::max);
    let left = MARGIN + NAMES + 18.0;
    let track = RIGHT - widest - 18.0 - left;
    let mut line = top + HEADING;
    for (bar, label) in lines().zip(&labels) {
        let name = canvas.fitted(&bar.name, TEXT, Weight::Regular, NAMES);
        canvas.text(&name, MARGIN, line + 29.0, TEXT, Weight::Regular, Ink::TEXT);
        canvas.rounded(left, line + 9.0, track, THICK, Ink::TRACK);
        // A value above zero is always visible.
        let length = if bar.length > 0.0 { (track * bar.length / full).max(6.0) } else { 0.0 };
        canvas.rounded(left, line + 9.0, length.min(track), THICK, ink(bar.tone));
        canvas.text(label, left + track + 18.0, line + 29.0, TEXT, Weight::Regular, Ink::TEXT);
        line += LINE;
    }
    height(bars)
}

fn ink(tone: Tone) -> Ink {
    match tone {
        Tone::Plain => Ink::SKY,
        Tone::Rest => Ink::GREY,
        Tone::Good => Ink::GREEN,
        Tone::Soon => Ink::ORANGE,
        Tone::Urgent => Ink::VERMILION,
    }
}

//! A stacked column chart with one column per day, below a legend.

use super::canvas::{Canvas, Fonts, Ink, Weight};
use super::{Days, MARGIN, MOST_SERIES, RIGHT, Series};

const HEADING: f32 = 44.0;
const LEGEND_LINE: f32 = 38.0;
const PLOT: f32 = 330.0;
const LABELS: f32 = 40.0;
const SWATCH: f32 = 20.0;
const LONGEST_NAME: f32 = 250.0;
const SMALL: f32 = 22.0;
const TEXT: f32 = 24.0;
const COLOURS: [Ink; MOST_SERIES] =
    [Ink::SKY, Ink::ORANGE, Ink::GREEN, Ink::PURPLE, Ink::YELLOW, Ink::VERMILION, Ink::GREY];

/// Returns the height of this part.
pub(super) fn height(days: &Days, fonts: &Fonts) -> f32 {
    let lines = legend(days, fonts).last().map_or(0.0, |entry| entry.top + LEGEND_LINE);
    HEADING + lines + PLOT + LABELS
}

/// Draws this part with its upper edge at `top`, and returns its height.
pub(super) fn draw(canvas: &mut Canvas, days: &Days, top: f32) -> f32 {
    let heading = canvas.fitted(&days.heading, 28.0, Weight::Strong, RIGHT - MARGIN);
    canvas.text(&heading, MARGIN, top + 24.0, 28.0, Weight::Strong, Ink::TEXT);
    let entries = legend(days, canvas.fonts());
    let below = entries.last().map_or(0.0, |entry| entry.top + LEGEND_LINE);
    for (series, entry) in shown(days).zip(&entries) {
        let baseline = top + HEADING + entry.top + 22.0;
        canvas.rounded(entry.left, baseline - 17.0, SWATCH, SWATCH, colour(series.0, series.1));
        canvas.text(&entry.name, entry.left + SWATCH + 10.0, baseline, TEXT, Weight::Regular, Ink::TEXT);
    }
    let plot = top + HEADING + below + 12.0;
    columns(canvas, days, plot, PLOT - 12.0);
    HEADING + below + PLOT + LABELS
}

/// A name in the legend, with its position.
struct LegendEntry {
    name: String,
    left: f32,
    top: f32,
}

fn legend(days: &Days, fonts: &Fonts) -> Vec<LegendEntry> {
    let (mut left, mut top) = (MARGIN, 0.0);
    let mut entries = Vec::new();
    for (_, series) in shown(days) {
        let name = fonts.fitted(&series.name, TEXT, Weight::Regular, LONGEST_NAME);
        let width = SWATCH + 10.0 + fonts.width(&name, TEXT, Weight::Regular);
        if left + width > RIGHT && left > MARGIN {
            (left, top) = (MARGIN, top + LEGEND_LINE);
        }
        entries.push(LegendEntry { name, left, top });
        left += width + 30.0;
    }
    entries
}

fn shown(days: &Days) -> impl Iterator<Item = (usize, &Series)> {
    days.series.iter().take(MOST_SERIES).enumerate()
}

fn colour(at: usize, series: &Series) -> Ink {
    if series.is_rest { Ink::GREY } else { COLOURS[at % COLOURS.len()] }
}

#[expect(clippy::cast_precision_loss, reason = "counts and positions are small")]
fn columns(canvas: &mut Canvas, days: &Days, top: f32, height: f32) {
    let count_on = |at: usize, series: &Series| series.counts.get(at).copied().unwrap_or(0);
    let total = |at| shown(days).map(|(_, series)| u64::from(count_on(at, series))).sum::<u64>();
    let highest = (0..days.labels.len()).map(total).max().unwrap_or(0);
    let step = step(highest);
    let ceiling = highest.div_ceil(step).max(1) * step;
    let widest = canvas.width(&ceiling.to_string(), SMALL, Weight::Regular);
    let (left, bottom) = (MARGIN + widest + 14.0, top + height);
    for tick in (0..=ceiling).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
        let at = bottom - height * tick as f32 / ceiling as f32;
        canvas.rectangle(left, at - 1.0, RIGHT - left, 2.0, Ink::GRID);
        let label = tick.to_string();
        let width = canvas.width(&label, SMALL, Weight::Regular);
        canvas.text(&label, left - 14.0 - width, at + 8.0, SMALL, Weight::Regular, Ink::FAINT);
    }
    let slot = (RIGHT - left) / days.labels.len().max(1) as f32;
    let mut free_from = 0.0;
    for (at, label) in days.labels.iter().enumerate() {
        let middle = left + slot * (at as f32 + 0.5);
        let mut base = bottom - 1.0;
        for (number, series) in shown(days) {
            let part = (height * count_on(at, series) as f32) / ceiling as f32;
            // Two colours are separated by a dark gap, unless the part is too thin for one.
            let gap = if part > 4.0 { 1.5 } else { 0.0 };
            canvas.rectangle(
                middle - slot * 0.38,
                base - part + gap,
                slot * 0.76,
                part - gap,
                colour(number, series),
            );
            base -= part;
        }
        let width = canvas.width(label, SMALL, Weight::Regular);
        let from = (middle - width / 2.0).min(RIGHT - width);
        if from >= free_from && at % 5 == 4 {
            canvas.text(label, from, bottom + 30.0, SMALL, Weight::Regular, Ink::FAINT);
            free_from = from + width + 16.0;
        }
    }
    if highest == 0 {
        let text = canvas.fitted(&days.nothing, TEXT, Weight::Regular, RIGHT - left);
        let width = canvas.width(&text, TEXT, Weight::Regular);
        let from = left + (RIGHT - left - width) / 2.0;
        canvas.text(&text, from, top + height / 2.0, TEXT, Weight::Regular, Ink::FAINT);
    }
}

/// Returns the distance between two grid lines. It is 1, 2 or 5 times a power of ten, and large enough
/// that at most five lines are drawn above zero.
fn step(highest: u64) -> u64 {
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if highest <= step * 5 {
                return step;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn a_grid_has_round_numbers_and_few_lines() {
        let steps: Vec<u64> = [0, 1, 5, 6, 11, 26, 51, 999, u64::from(u32::MAX)].map(step).to_vec();
        assert_eq!(steps, [1, 1, 1, 2, 5, 10, 20, 200, 1_000_000_000]);
    }
}

//! The two tables: the comparison of the bots, and the figures of keyclerk alone.

use super::contestant::Contestant;
use super::figures::{Figures, median, millis, percentile};

/// A row of the comparison.
struct Row {
    what: &'static str,
    of: fn(&Figures) -> Option<f64>,
    unit: &'static str,
    decimals: usize,
    aim: &'static str,
}

const fn row_of(
    what: &'static str,
    of: fn(&Figures) -> Option<f64>,
    unit: &'static str,
    decimals: usize,
    aim: &'static str,
) -> Row {
    Row { what, of, unit, decimals, aim }
}

const COMPARISON: [Row; 11] = [
    row_of(
        "lone sale: interaction to DM, p50 of 700",
        |of| Some(millis(percentile(&of.lone.dms, 50))),
        " ms",
        2,
        "≤ 2.0 ms, < five commits",
    ),
    row_of("lone sale: CPU, mean of 700", |of| Some(of.lone.cpu_per_sale()), " ms", 2, "≤ 1.5 ms"),
    row_of(
        "50 at once: CPU per sale, mean of 1,500",
        |of| Some(of.fifty.cpu_per_sale()),
        " ms",
        2,
        "≤ 1.0 ms",
    ),
    row_of(
        "lone sale: first answer, p50 of 700",
        |of| Some(millis(percentile(&of.lone.first_answers, 50))),
        " ms",
        2,
        "≤ 1.2 × no ledger",
    ),
    row_of(
        "50 at once: sales per second, median of 30 bursts",
        |of| Some(median(&of.fifty.rates)),
        "",
        0,
        "≥ 1.5 × base",
    ),
    row_of(
        "200 at once: first answer, p99, median of 9 bursts",
        |of| Some(millis(percentile(&of.two_hundred.late_answers, 50))),
        " ms",
        0,
        "≤ 50 ms",
    ),
    row_of(
        "200 at once: interaction to DM, p50 of 1,800",
        |of| Some(millis(percentile(&of.two_hundred.dms, 50))),
        " ms",
        0,
        "≤ 150 ms",
    ),
    row_of("lone sale: synced writes, checkpoints aside", |of| of.synced_per_sale, "", 2, "1"),
    row_of("resident memory, idle", |of| Some(of.idle), " MiB", 1, "≤ 14 MiB"),
    row_of("resident memory after 720 lone sales", |of| Some(of.after_lone), " MiB", 1, "≤ 20 MiB"),
    row_of("resident memory after the bursts of 200", |of| Some(of.after_bursts), " MiB", 1, "≤ 35 MiB"),
];

/// Prints the comparison of the first bot with the others.
pub fn compare(contestants: &[Contestant]) {
    println!("In parentheses: keyclerk's figure divided by that bot's.\n");
    let columns: Vec<_> = contestants.iter().map(|one| one.column.to_owned()).collect();
    print_line("what", &columns, "aim");
    let dashes: Vec<_> = columns.iter().map(|_| format!("{}:", "-".repeat(19))).collect();
    print_line(&"-".repeat(50), &dashes, &"-".repeat(24));
    for row in &COMPARISON {
        let values: Vec<_> = contestants.iter().map(|one| (row.of)(&one.figures)).collect();
        let mut cells = vec![row.cell(values[0])];
        cells.extend(values[1..].iter().map(|other| row.cell_with_ratio(values[0], *other)));
        print_line(row.what, &cells, row.aim);
    }
    println!();
}

impl Row {
    fn cell(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| format!("{value:.*}{}", self.decimals, self.unit))
    }

    fn cell_with_ratio(&self, keyclerk: Option<f64>, other: Option<f64>) -> String {
        let cell = self.cell(other);
        match (keyclerk, other) {
            (Some(keyclerk), Some(other)) if other > 0.0 => format!("{cell} ({:.2})", keyclerk / other),
            _ => cell,
        }
    }
}

fn print_line(what: &str, cells: &[String], aim: &str) {
    print!("| {what:<50} ");
    for cell in cells {
        print!("| {cell:>20} ");
    }
    println!("| {aim:<24} |");
}

/// Prints the header of keyclerk's own table.
pub fn head() {
    row("keyclerk alone: what", "measured", "aim");
    println!("|{}|{}:|{}:|", "-".repeat(64), "-".repeat(18), "-".repeat(9));
}

/// Prints a row of that table.
pub fn row(what: &str, measured: &str, aim: &str) {
    println!("| {what:<62} | {measured:>17} | {aim:>8} |");
}

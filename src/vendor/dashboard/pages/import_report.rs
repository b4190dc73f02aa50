//! Shows what an import would do, line by line.
//!
//! Invariant: keys are masked, and a long report is cut, so that the page stays small.

use maud::{Markup, html};

use super::super::super::import::{Entry, Problem, ProblemKind};
use super::super::super::license_standing::Standing;
use super::super::super::stock_import::Inspection;
use super::super::parts::{count, fault, scrolling, short_text, time, time_or};

/// The most lines that each list shows.
const MOST: usize = 100;

/// Shows the result of an inspection.
pub(super) fn report(inspection: &Inspection) -> Markup {
    let sheet = &inspection.sheet;
    let new: Vec<&(u64, Entry)> = sheet
        .entries
        .iter()
        // Both lists are in the order of lines.
        .filter(|(line, _)| inspection.skipped.binary_search_by_key(line, |(known, _)| *known).is_err())
        .collect();
    html! {
        @if !sheet.problems.is_empty() {
            (fault(&format!("Nothing will be imported: {} to correct.", count(sheet.problems.len(), "problem"))))
            (problems(&sheet.problems))
        } @else {
            p.notice.info role="status" {
                (count(new.len(), "license")) " will be imported"
                @if !inspection.skipped.is_empty() { ", " (count(inspection.skipped.len(), "known license")) " skipped" }
                @if !sheet.expired.is_empty() { ", " (count(sheet.expired.len(), "expired license")) " left out" }
                "."
            }
        }
        @if !sheet.expired.is_empty() {
            section.card aria-labelledby="expired" {
                h2 #expired { "Expired, not imported" }
                ul.lines {
                    @for (line, end) in sheet.expired.iter().take(MOST) { li { "Line " (line) ": expired at " (time(*end)) " UTC" } }
                }
                (rest(sheet.expired.len()))
            }
        }
        @if !inspection.skipped.is_empty() {
            section.card aria-labelledby="skipped" {
                h2 #skipped { "Known, skipped" }
                ul.lines {
                    @for (line, standing) in inspection.skipped.iter().take(MOST) { li { "Line " (line) ": " (standing) " already" } }
                }
                (rest(inspection.skipped.len()))
            }
        }
        (notes(inspection))
        @if !new.is_empty() { (entries(&new, if sheet.problems.is_empty() { "Licenses" } else { "Lines without a problem" })) }
    }
}

/// Shows the problems of a file by their lines.
pub(super) fn problems(problems: &[Problem]) -> Markup {
    html! {
        section.card aria-labelledby="problems" {
            h2 #problems { "Problems" }
            ul.lines { @for problem in problems.iter().take(MOST) { li { "Line " (problem.line) ": " (fault_of(problem)) } } }
            (rest(problems.len()))
        }
    }
}

/// Says what is wrong with a line, and the remedy as the dashboard offers it.
fn fault_of(problem: &Problem) -> String {
    match &problem.kind {
        ProblemKind::KnownKey(standing @ (Standing::InStock | Standing::Assigned)) => {
            format!("the key is {standing} already; remove the line or tick \"Skip known licenses\"")
        }
        ProblemKind::KnownKey(Standing::Withdrawn) => {
            "the key is withdrawn already; remove the line, or restore the license on its page".to_owned()
        }
        kind => kind.to_string(),
    }
}

fn notes(inspection: &Inspection) -> Markup {
    let sheet = &inspection.sheet;
    html! {
        @if sheet.days_of_expiration > 0 {
            p.hint { (count(sheet.days_of_expiration, "expiration")) " without a time: the end of that day (UTC) is used." }
        }
        @if sheet.days_of_creation > 0 {
            p.hint { (count(sheet.days_of_creation, "creation date")) " without a time: the beginning of that day (UTC) is used." }
        }
        @if !sheet.ignored_columns.is_empty() {
            p.hint { "Ignored columns: " @for column in sheet.ignored_columns.iter().take(10) { (short_text(column)) " " } }
        }
    }
}

fn entries(new: &[&(u64, Entry)], title: &str) -> Markup {
    html! {
        section.card {
            h2 { (title) }
            (scrolling("Licenses of the file", &html! {
                table {
                    thead { tr { th.number scope="col" { "Line" } th scope="col" { "Key" } th scope="col" { "Product" } th scope="col" { "Expires (UTC)" } } }
                    tbody {
                        @for (line, entry) in new.iter().take(MOST) {
                            tr {
                                th.number scope="row" { (line) }
                                td { bdi.key { (entry.key) } }
                                td.words { (short_text(entry.product.as_str())) }
                                td { (time_or(entry.expires_at, "never")) }
                            }
                        }
                    }
                }
            }))
            (rest(new.len()))
        }
    }
}

/// Says how many lines a list leaves out.
fn rest(all: usize) -> Markup {
    html! { @if all > MOST { p.hint { "And " (count(all - MOST, "further line")) "." } } }
}

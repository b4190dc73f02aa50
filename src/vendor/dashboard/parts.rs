//! The parts that pages are made of: texts, times, tables, notices.
//!
//! Invariant: a text from outside is escaped, and its writing direction does not reach beyond it.

use maud::{Markup, html};

use crate::domain::Timestamp;

/// The longest text that a table shows, in characters. The page of the single thing shows it whole.
const LONGEST_IN_TABLE: usize = 120;

/// Shows a text from outside, isolated from the writing direction around it.
pub(super) fn text(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// Shows the beginning of a text from outside in a table.
pub(super) fn short_text(whole: &str) -> Markup {
    match whole.char_indices().nth(LONGEST_IN_TABLE) {
        Some((end, _)) => html! { bdi { (whole[..end]) "…" } },
        None => text(whole),
    }
}

/// Shows a point in time to the minute, in UTC.
pub(super) fn time(at: Timestamp) -> Markup {
    let iso = at.to_string();
    let shown = match (iso.get(..10), iso.get(11..16)) {
        (Some(day), Some(minute)) if iso.contains('T') => format!("{day} {minute}"),
        _ => iso.clone(),
    };
    html! { time datetime=(iso) { (shown) } }
}

/// Shows a point in time that may be missing.
pub(super) fn time_or(at: Option<Timestamp>, otherwise: &str) -> Markup {
    at.map_or_else(|| html! { span.faint { (otherwise) } }, time)
}

/// Shows a number with its noun, such as `1 license` or `2 licenses`.
pub(super) fn count(number: usize, one: &str) -> String {
    format!("{} {one}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// Writes a number with its thousands apart.
pub(super) fn grouped<T: ToString + Copy>(number: T) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Writes a fault, which the command line shows after a colon, as a sentence.
pub(super) fn sentence(fault: &impl ToString) -> String {
    let words = fault.to_string();
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), rest.as_str()))
}

/// Makes the hidden field that every form carries.
pub(super) fn csrf(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// Says that something was done.
pub(super) fn done(words: &str) -> Markup {
    html! { p.notice.good role="status" { (words) } }
}

/// Says why something was not done.
pub(super) fn fault(words: &str) -> Markup {
    html! { p.notice.bad role="alert" { (words) } }
}

/// Surrounds a table, so that it scrolls by itself on a narrow screen, also by keyboard. It is a group and no region,
/// because the section around it often is one with the same name.
pub(super) fn scrolling(label: &str, table: &Markup) -> Markup {
    html! { div.scroll role="group" aria-label=(label) tabindex="0" { (table) } }
}

/// Makes a button that copies the text of an element. Only the script shows it.
pub(super) fn copy_button(id: &str, words: &str) -> Markup {
    html! {
        span.copy {
            button type="button" data-copy=(id) hidden { (words) }
            span.copied role="status" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_text_stays_text() {
        let shown = text("<script>\"'&\u{202e}").into_string();
        assert_eq!(shown, "<bdi>&lt;script&gt;&quot;'&amp;\u{202e}</bdi>");
        let long = "ü".repeat(6000);
        assert_eq!(short_text(&long).into_string().chars().filter(|c| *c == 'ü').count(), LONGEST_IN_TABLE);
    }

    #[test]
    fn numbers_and_times_are_readable() {
        assert_eq!(
            (grouped(999), grouped(1_234_567), count(1, "license")),
            ("999".into(), "1,234,567".into(), "1 license".into())
        );
        let shown = time(Timestamp::from_millis(1_767_225_600_000)).into_string();
        assert_eq!(shown, "<time datetime=\"2026-01-01T00:00:00Z\">2026-01-01 00:00</time>");
    }
}

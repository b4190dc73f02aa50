//! The parts that pages are made of: texts, times, fields, tables, notices.
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
pub(super) fn grouped(number: impl ToString) -> String {
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

/// Makes a field with a label, a hint and an error. Screen readers read hint and error with the field.
pub(super) struct Field<'a> {
    /// The name, which is also its id.
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) hint: Option<&'a str>,
    pub(super) error: Option<&'a str>,
}

impl<'a> Field<'a> {
    pub(super) fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, hint: None, error: None }
    }

    pub(super) fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    pub(super) fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    fn described_by(&self) -> Option<String> {
        let parts = [(self.hint, "hint"), (self.error, "error")];
        let ids: Vec<String> = parts
            .iter()
            .filter(|(text, _)| text.is_some())
            .map(|(_, kind)| format!("{}-{kind}", self.name))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn surrounded(&self, control: &Markup) -> Markup {
        html! {
            div.field {
                label for=(self.name) { (self.label) }
                @if let Some(hint) = self.hint { p.hint id={ (self.name) "-hint" } { (hint) } }
                (control)
                @if let Some(error) = self.error { p.error id={ (self.name) "-error" } { (error) } }
            }
        }
    }

    /// Makes a line of text.
    pub(super) fn line(&self, value: &str, longest: u32, is_required: bool) -> Markup {
        self.surrounded(&html! {
            input type="text" id=(self.name) name=(self.name) value=(value) maxlength=(longest) dir="auto"
                autocomplete="off" spellcheck="false" required[is_required]
                aria-invalid=[self.error.map(|_| "true")] aria-describedby=[self.described_by()];
        })
    }

    /// Makes a line for a Discord id.
    pub(super) fn digits(&self, value: &str, is_required: bool) -> Markup {
        self.surrounded(&html! {
            input type="text" inputmode="numeric" id=(self.name) name=(self.name) value=(value) maxlength="20"
                autocomplete="off" required[is_required] aria-invalid=[self.error.map(|_| "true")]
                aria-describedby=[self.described_by()];
        })
    }

    /// Makes a line for the password of the account.
    pub(super) fn password(&self) -> Markup {
        self.secret("current-password")
    }

    /// Makes a line for a new password.
    pub(super) fn new_password(&self) -> Markup {
        self.secret("new-password")
    }

    fn secret(&self, autocomplete: &str) -> Markup {
        self.surrounded(&html! {
            input type="password" id=(self.name) name=(self.name) required autocomplete=(autocomplete)
                aria-invalid=[self.error.map(|_| "true")] aria-describedby=[self.described_by()];
        })
    }

    /// Makes an area for several lines.
    pub(super) fn area(&self, value: &str, rows: u32) -> Markup {
        self.surrounded(&html! {
            textarea id=(self.name) name=(self.name) rows=(rows) spellcheck="false" autocomplete="off" dir="auto"
                aria-invalid=[self.error.map(|_| "true")] aria-describedby=[self.described_by()] { "\n" (value) }
        })
    }

    /// Makes a field for a file.
    pub(super) fn file(&self, accept: &str) -> Markup {
        self.surrounded(&html! {
            input type="file" id=(self.name) name=(self.name) accept=(accept)
                aria-invalid=[self.error.map(|_| "true")] aria-describedby=[self.described_by()];
        })
    }

    /// Makes a list of which one entry is chosen. The entries are values with their words.
    pub(super) fn choice(&self, entries: &[(&str, &str)], chosen: &str) -> Markup {
        self.surrounded(&html! {
            select id=(self.name) name=(self.name) aria-describedby=[self.described_by()] {
                @for (value, words) in entries {
                    option value=(value) selected[*value == chosen] { (words) }
                }
            }
        })
    }
}

/// Makes a group of which one entry is chosen. The entries are values with their words and a hint.
pub(super) fn radios(name: &str, legend: &str, entries: &[(&str, &str, &str)], chosen: &str) -> Markup {
    html! {
        fieldset.field {
            legend { (legend) }
            @for (value, words, hint) in entries {
                @let id = format!("{name}-{value}");
                div.option {
                    input type="radio" id=(id) name=(name) value=(value) checked[*value == chosen]
                        aria-describedby={ (id) "-hint" };
                    div { label for=(id) { (words) } p.hint id={ (id) "-hint" } { (hint) } }
                }
            }
        }
    }
}

/// Makes a box to tick.
pub(super) fn tick(name: &str, label: &str, hint: &str, is_ticked: bool) -> Markup {
    html! {
        div.option {
            input type="checkbox" id=(name) name=(name) value="yes" checked[is_ticked] aria-describedby={ (name) "-hint" };
            div { label for=(name) { (label) } p.hint id={ (name) "-hint" } { (hint) } }
        }
    }
}

/// Makes the hidden field that every form carries.
pub(super) fn csrf(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// Makes the hidden name for a form with a password, so that password managers know whose password it asks for.
pub(super) fn username(account: &str) -> Markup {
    html! { input type="text" autocomplete="username" value=(account) readonly hidden; }
}

/// Says that something was done.
pub(super) fn done(words: &str) -> Markup {
    html! { p.notice.good role="status" { (words) } }
}

/// Says why something was not done.
pub(super) fn fault(words: &str) -> Markup {
    html! { p.notice.bad role="alert" { (words) } }
}

/// Surrounds a table, so that it scrolls by itself on a narrow screen, also by keyboard.
pub(super) fn scrolling(label: &str, table: &Markup) -> Markup {
    html! { div.scroll role="region" aria-label=(label) tabindex="0" { (table) } }
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
        let line = Field::new("name", "Name").line("\" autofocus onfocus=\"x", 10, true).into_string();
        assert!(line.contains("value=\"&quot; autofocus onfocus=&quot;x\""), "{line}");
    }

    #[test]
    fn an_error_is_linked_to_its_field() {
        let field = Field::new("name", "Name")
            .hint("A hint")
            .error(Some("Too long"))
            .line("", 10, true)
            .into_string();
        assert!(field.contains("aria-invalid=\"true\" aria-describedby=\"name-hint name-error\""), "{field}");
        assert!(field.contains("<p class=\"error\" id=\"name-error\">Too long</p>"), "{field}");
        assert!(!Field::new("name", "Name").line("", 10, true).into_string().contains("aria-describedby"));
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

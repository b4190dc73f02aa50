//! The fields of forms, each with its label, hint and error.
//!
//! Invariant: screen readers read the hint and the error together with the field.

use maud::{Markup, html};

/// Makes a field with a label, a hint and an error.
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
                @if let Some(error) = self.error { p.error role="alert" id={ (self.name) "-error" } { (error) } }
            }
        }
    }

    /// Makes a line of text.
    pub(super) fn line(&self, value: &str, longest: u32, is_required: bool) -> Markup {
        self.surrounded(&html! {
            input type="text" id=(self.name) name=(self.name) dir="auto" value=(value) maxlength=(longest)
                autocomplete="off" spellcheck="false" required[is_required]
                aria-invalid=[self.error.map(|_| "true")] aria-describedby=[self.described_by()];
        })
    }

    /// Makes a line for a Discord id.
    pub(super) fn digits(&self, value: &str, is_required: bool) -> Markup {
        self.surrounded(&html! {
            input type="text" inputmode="numeric" id=(self.name) name=(self.name) dir="auto" value=(value) maxlength="20"
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
            textarea id=(self.name) name=(self.name) dir="auto" rows=(rows) spellcheck="false" autocomplete="off"
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

/// Makes the hidden name for a form with a password, so that password managers know whose password it asks for.
pub(super) fn username(account: &str) -> Markup {
    html! { input type="text" autocomplete="username" value=(account) readonly hidden; }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_linked_to_its_field() {
        let field = Field::new("name", "Name")
            .hint("A hint")
            .error(Some("Too long"))
            .line("", 10, true)
            .into_string();
        assert!(field.contains("aria-invalid=\"true\" aria-describedby=\"name-hint name-error\""), "{field}");
        assert!(
            field.contains("<p class=\"error\" role=\"alert\" id=\"name-error\">Too long</p>"),
            "{field}"
        );
        assert!(!Field::new("name", "Name").line("", 10, true).into_string().contains("aria-describedby"));
    }

    #[test]
    fn a_hostile_value_stays_a_value() {
        let line = Field::new("name", "Name").line("\" autofocus onfocus=\"x", 10, true).into_string();
        assert!(line.contains("value=\"&quot; autofocus onfocus=&quot;x\""), "{line}");
    }
}

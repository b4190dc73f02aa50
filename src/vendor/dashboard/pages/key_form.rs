//! The form for a new API key.

use std::time::Duration;

use maud::{Markup, html};

use crate::domain::Timestamp;

use super::super::super::api_keys::{KeyRequest, KeyScope, lasting_until};
use super::super::fields::{Field, radios, username};
use super::super::form::Fields;
use super::super::parts::csrf;
use super::super::visitor::Visitor;

/// The lives that a key can have, in days.
const LIVES: [(&str, &str); 5] = [
    ("", "never"),
    ("7", "after 7 days"),
    ("30", "after 30 days"),
    ("90", "after 90 days"),
    ("365", "after a year"),
];

/// The values of the form.
#[derive(Default)]
pub(super) struct KeyForm {
    name: String,
    scope: String,
    days: String,
}

/// The faults of a form.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) name: Option<String>,
    pub(super) password: Option<String>,
}

impl KeyForm {
    pub(super) fn of(fields: &Fields) -> Self {
        let field = |name| fields.text(name).trim().to_owned();
        Self { name: field("name"), scope: field("scope"), days: field("expires") }
    }

    /// Returns the key that the form asks for. Anything but the full scope means the smaller one.
    pub(super) fn request(&self, now: Timestamp) -> KeyRequest {
        let days = self.days.parse().ok();
        KeyRequest {
            name: self.name.clone(),
            scope: self.scope.parse().unwrap_or(KeyScope::Read),
            expires_at: days.and_then(|days| lasting_until(now, days)),
        }
    }

    /// Returns true if one of the offered lives is chosen, so that a wrong one is not taken for "never".
    pub(super) fn has_known_life(&self) -> bool {
        LIVES.iter().any(|(days, _)| *days == self.days)
    }

    pub(super) fn view(&self, visitor: &Visitor, wrong: &Wrong) -> Markup {
        let scope = if self.scope.is_empty() { "assign" } else { &self.scope };
        html! {
            div.head { h1 { "New API key" } }
            form.card method="post" action="/dashboard/settings/keys" {
                (csrf(&visitor.csrf))
                (username(&visitor.account_name))
                (Field::new("name", "Name").hint("By which you recognise it, such as the program that uses it.")
                    .error(wrong.name.as_deref()).line(&self.name, 100, true))
                (radios("scope", "Scope", &[
                    ("assign", "Read and assign", "Lists, looks up and assigns licenses. The bot needs this."),
                    ("read", "Read", "Lists and looks up licenses."),
                ], scope))
                (Field::new("expires", "Expires").choice(&LIVES, &self.days))
                (Field::new("password", "Your password").hint("Confirms that it is you.")
                    .error(wrong.password.as_deref()).password())
                div.actions {
                    button.primary type="submit" { "Create key" }
                    a.button href="/dashboard/settings/keys" { "Cancel" }
                }
            }
        }
    }
}

/// Returns a duration in the largest unit that it fills.
pub(super) fn rough(duration: Duration) -> String {
    let minutes = duration.as_secs() / 60;
    let (number, unit) = match minutes {
        0..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

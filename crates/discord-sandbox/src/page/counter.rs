//! The parts that a program shows beside the chat: panels of text, switches, and the steps of a tour.
//!
//! The page knows nothing of their meaning.

use serde::Serialize;

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Panel {
    /// The panel's id. A panel replaces the one with the same id.
    pub id: String,
    /// The heading of the group that it belongs to.
    pub group: String,
    /// The heading.
    pub title: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with one text for each column.
    pub rows: Vec<Vec<String>>,
    /// The text that is shown when there are no rows.
    pub empty: String,
}

/// A switch, or a button that does something once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Switch {
    /// The switch's id. A switch replaces the one with the same id.
    pub id: String,
    /// The heading of the group that it belongs to.
    pub group: String,
    /// The label.
    pub label: String,
    /// A sentence about its effect.
    pub about: String,
    /// True if it is on. `None` if it is a button.
    pub is_on: Option<bool>,
}

/// A step of the guided tour.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TourStep {
    /// The heading.
    pub title: String,
    /// The sentences that say what to do, as markdown.
    pub text: String,
    /// The name of the person who does it.
    pub person: Option<String>,
    /// The command line that can be put into the input.
    pub command: Option<String>,
    /// The ids of the switches that the step is about. The page marks them.
    pub switches: Vec<String>,
    /// True if the step is done.
    pub is_done: bool,
}

/// A press of a switch or button on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// The switch's id.
    pub switch: String,
    /// The state that the person asked for. True for a button.
    pub on: bool,
}

/// Everything that is shown beside the chat.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Counter {
    pub(super) panels: Vec<Panel>,
    pub(super) switches: Vec<Switch>,
    pub(super) tour: Vec<TourStep>,
}

impl Counter {
    /// Adds a panel, or replaces the one with its id. Returns false if nothing changed.
    pub(super) fn show(&mut self, panel: Panel) -> bool {
        put(&mut self.panels, panel, |one, other| one.id == other.id)
    }

    /// Adds a switch, or replaces the one with its id. Returns false if nothing changed.
    pub(super) fn offer(&mut self, switch: Switch) -> bool {
        put(&mut self.switches, switch, |one, other| one.id == other.id)
    }
}

fn put<T: PartialEq>(list: &mut Vec<T>, new: T, is_same: impl Fn(&T, &T) -> bool) -> bool {
    match list.iter_mut().find(|old| is_same(old, &new)) {
        Some(old) if *old == new => return false,
        Some(old) => *old = new,
        None => list.push(new),
    }
    true
}

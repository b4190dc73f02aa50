//! The findings of the doctor, one line each.

use std::fmt;

/// A list of findings, in the order in which they were made. They contain ids and names but no Discord
/// markup, because they are printed in a terminal.
#[derive(Debug, Default)]
pub struct Findings {
    lines: Vec<String>,
    faults: usize,
}

impl Findings {
    pub(super) fn ok(&mut self, what: &str, words: &str) {
        self.add("ok   ", what, words);
    }

    /// Adds an observation that may be intended and is not a fault.
    pub(super) fn hint(&mut self, what: &str, words: &str) {
        self.add("hint ", what, words);
    }

    pub(super) fn wrong(&mut self, what: &str, words: &str) {
        self.add("WRONG", what, words);
        self.faults += 1;
    }

    fn add(&mut self, mark: &str, what: &str, words: &str) {
        // Names come from Discord, and a terminal interprets control characters.
        let words = words.replace(char::is_control, " ");
        self.lines.push(format!("{mark}  {what}: {words}"));
    }

    /// Returns true if no finding is a fault.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.faults == 0
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

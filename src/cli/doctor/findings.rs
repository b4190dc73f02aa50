//! The findings, one line each.

use std::fmt;

/// Findings, in the order in which they were made. They are read in a terminal, so that they hold ids
/// and names but none of Discord's markup.
#[derive(Debug, Default)]
pub struct Findings {
    lines: Vec<String>,
    faults: usize,
}

impl Findings {
    pub(super) fn well(&mut self, what: &str, words: &str) {
        self.add("well ", what, words);
    }

    /// Adds something that may be meant, and is no fault.
    pub(super) fn hint(&mut self, what: &str, words: &str) {
        self.add("hint ", what, words);
    }

    pub(super) fn wrong(&mut self, what: &str, words: &str) {
        self.add("WRONG", what, words);
        self.faults += 1;
    }

    fn add(&mut self, mark: &str, what: &str, words: &str) {
        // Names come from a server, and a terminal obeys control characters.
        let words = words.replace(char::is_control, " ");
        self.lines.push(format!("{mark}  {what}: {words}"));
    }

    /// Tells whether nothing is wrong.
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

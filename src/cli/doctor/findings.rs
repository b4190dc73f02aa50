//! The findings of the doctor, one line each.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::settings::SettingFaults;

use super::Check;

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The part works.
    Ok,
    /// The part works, and something about it may not be intended.
    Hint,
    /// The part does not work.
    Wrong,
}

/// A finding about one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The part.
    pub check: Check,
    /// The result.
    pub status: Status,
    /// The description, with a remedy for a fault. It contains ids and names but no Discord markup, because it
    /// is printed in a terminal.
    pub words: String,
}

/// A finding as a line of JSON. The names of the fields do not change.
#[derive(Serialize)]
struct JsonLine<'a> {
    check: &'a str,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    server: Option<String>,
    words: &'a str,
}

impl Finding {
    fn json(&self) -> String {
        let server = self.check.server().map(|guild| guild.to_string());
        let line = JsonLine { check: self.check.name(), status: self.status, server, words: &self.words };
        // Text always becomes JSON.
        serde_json::to_string(&line).unwrap_or_default()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.status {
            Status::Ok => "ok   ",
            Status::Hint => "hint ",
            Status::Wrong => "WRONG",
        };
        write!(f, "{mark}  {}: {}", self.check, self.words)
    }
}

/// A list of findings, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    pub(in crate::cli) fn ok(&mut self, check: Check, words: &str) {
        self.add(check, Status::Ok, words);
    }

    /// Adds an observation that may be intended and is not a fault.
    pub(in crate::cli) fn hint(&mut self, check: Check, words: &str) {
        self.add(check, Status::Hint, words);
    }

    pub(in crate::cli) fn wrong(&mut self, check: Check, words: &str) {
        self.add(check, Status::Wrong, words);
    }

    fn add(&mut self, check: Check, status: Status, words: &str) {
        // Names come from Discord, and a terminal interprets control characters.
        self.0.push(Finding { check, status, words: words.replace(char::is_control, " ") });
    }

    /// Iterates over the findings.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// Returns true if no finding is a fault.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.0.iter().all(|finding| finding.status != Status::Wrong)
    }

    /// Returns one JSON object per line.
    #[must_use]
    pub fn json_lines(&self) -> String {
        let lines: Vec<String> = self.0.iter().map(Finding::json).collect();
        lines.join("\n")
    }
}

impl From<&SettingFaults> for Findings {
    fn from(faults: &SettingFaults) -> Self {
        let mut findings = Self::default();
        for fault in faults.iter() {
            findings.wrong(Check::Setting(Cow::Owned(fault.place.clone())), &fault.words);
        }
        findings
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::GuildId;

    #[test]
    fn a_finding_is_one_line_for_people_and_one_for_programs() {
        let mut findings = Findings::default();
        findings.ok(Check::Stock, "a \"name\"\nwith a line break");
        findings.hint(Check::Permissions(GuildId::new(7).unwrap()), "fine");
        assert!(findings.is_well());
        findings.wrong(Check::setting("GUILD_IDS"), "is missing");
        assert!(!findings.is_well());
        let lines = "ok     stock: a \"name\" with a line break\nhint   permissions in 7: fine\nWRONG  GUILD_IDS: is missing";
        assert_eq!(findings.to_string(), lines);
        let json = [
            r#"{"check":"stock","status":"ok","words":"a \"name\" with a line break"}"#,
            r#"{"check":"permissions","status":"hint","server":"7","words":"fine"}"#,
            r#"{"check":"GUILD_IDS","status":"wrong","words":"is missing"}"#,
        ];
        assert_eq!(findings.json_lines(), json.join("\n"));
    }
}

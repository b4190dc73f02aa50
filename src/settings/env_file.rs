//! Loads `.env`, completely or not at all.
//!
//! Without this check, an unreadable line would end the loading, and later settings would count as missing or
//! get their defaults. No fault repeats a line, because the line may contain a secret.

use std::path::{Path, PathBuf};

use super::SettingFaults;

const NAME: &str = ".env";

/// Loads `.env` from `folder` or its nearest parent that has one. Variables that are already set keep
/// their values.
///
/// # Errors
/// Returns [`SettingFaults`] with the file and line of each fault. Nothing is loaded in that case.
pub fn load(folder: &Path) -> Result<(), SettingFaults> {
    let Some(path) = find(folder) else { return Ok(()) };
    let mut faults = check(&path);
    if faults.is_empty() && dotenvy::from_path(&path).is_err() {
        faults.add(&path.display().to_string(), "cannot be read");
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Returns the `.env` in `folder` or its nearest parent that has one.
#[must_use]
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// Returns the names and values in the text of a `.env`. An entry that cannot be read is left out.
#[must_use]
pub fn values(text: &str) -> Vec<(String, String)> {
    let readable = entries(text).into_iter().filter(EnvEntry::is_readable);
    readable.filter_map(|entry| dotenvy::from_read_iter(entry.text.as_bytes()).next()?.ok()).collect()
}

/// Returns the text of a `.env` without the entries that cannot be read.
#[must_use]
pub fn without_faults(text: &str) -> String {
    entries(text).into_iter().filter(EnvEntry::is_readable).map(|entry| entry.text).collect()
}

/// Returns every fault of a file.
fn check(path: &Path) -> SettingFaults {
    let mut faults = SettingFaults::default();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            faults.add(&path.display().to_string(), format_args!("cannot be read: {}", error.kind()));
            return faults;
        }
    };
    for entry in entries(&text) {
        let what = if entry.is_substituted {
            "a $ and the name after it would be replaced; put the value in single quotes: NAME='a$value'"
        } else if !entry.is_readable() {
            "is not NAME=value; a value with spaces needs quotes: NAME='a value'"
        } else {
            continue;
        };
        faults.add(&format!("{}, line {}", path.display(), entry.line), what);
    }
    faults
}

/// A line, or several lines that a quotation joins.
pub(super) struct EnvEntry {
    /// The number of the first line.
    line: usize,
    /// The text, with the line breaks.
    pub(super) text: String,
    /// True if the entry contains a `$` that would be replaced by the value of a variable.
    is_substituted: bool,
}

impl EnvEntry {
    fn is_readable(&self) -> bool {
        !self.is_substituted && dotenvy::from_read_iter(self.text.as_bytes()).all(|read| read.is_ok())
    }
}

/// The kind of open quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    No,
    Singly,
    Doubly,
}

/// Splits a file into its entries.
pub(super) fn entries(text: &str) -> Vec<EnvEntry> {
    let mut entries: Vec<EnvEntry> = Vec::new();
    let mut quoted = Quoted::No;
    for (text, line) in text.trim_start_matches('\u{feff}').lines().zip(1..) {
        if quoted == Quoted::No {
            entries.push(EnvEntry { line, text: String::new(), is_substituted: false });
        }
        let Some(entry) = entries.last_mut() else { continue };
        entry.text.push_str(text);
        entry.text.push('\n');
        let is_substituted;
        (quoted, is_substituted) = scan(text, quoted);
        entry.is_substituted |= is_substituted;
    }
    entries
}

/// Scans the quotations of a line. Returns the quotation that is open at its end, and true if a `$` occurs
/// outside single quotes.
fn scan(line: &str, mut quoted: Quoted) -> (Quoted, bool) {
    let (mut chars, mut before, mut is_substituted) = (line.chars(), ' ', false);
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('#', Quoted::No) if before.is_whitespace() => break,
            ('\\', Quoted::No | Quoted::Doubly) => drop(chars.next()),
            ('\'', Quoted::No) => quoted = Quoted::Singly,
            ('"', Quoted::No) => quoted = Quoted::Doubly,
            ('\'', Quoted::Singly) | ('"', Quoted::Doubly) => quoted = Quoted::No,
            ('$', Quoted::No | Quoted::Doubly) => is_substituted = true,
            _ => {}
        }
        before = c;
    }
    (quoted, is_substituted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        std::fs::write(&path, text).unwrap();
        let faults = check(&path).0;
        faults.iter().map(|fault| fault.to_string().replace(&path.display().to_string(), "FILE")).collect()
    }

    #[test]
    fn each_line_that_cannot_be_read_is_named_and_none_is_repeated() {
        for (text, lines) in [
            ("A=1\nGUILD_IDS=80, 81\nB=2\n", vec![2]),
            ("RATE=60 a minute\r\nA=1\r\nRATE=60 a minute\r\n", vec![1, 3]),
            ("A=1\nno setting\n", vec![2]),
            ("A='open\n", vec![1]),
            ("A=1\n# a comment, with $ and 'quotes\n\nB='two words'\nC=\"two words\" # why\n", vec![]),
            ("\u{feff}A=1\n", vec![]),
            ("export A=1\n", vec![]),
        ] {
            let faults = faults(text);
            let expected: Vec<String> = lines.iter().map(|line| format!("FILE, line {line}: ")).collect();
            assert_eq!(faults.len(), expected.len(), "{faults:?} for {text:?}");
            for (fault, expected) in faults.iter().zip(expected) {
                assert!(fault.starts_with(&expected), "{fault} for {text:?}");
                assert!(!fault.contains("minute") && !fault.contains("80"), "{fault}");
            }
        }
    }

    #[test]
    fn a_dollar_is_taken_as_it_is_in_single_quotes_alone() {
        for (text, lines) in [
            ("A=rk_live$x9Z\n", vec![1]),
            ("A=1\nB=\"rk$x\"\n", vec![2]),
            ("A='rk_live$x9Z'\n", vec![]),
            ("A=rk\\$x\n", vec![]),
            ("A='it''s' # costs $5\n", vec![]),
        ] {
            let faults = faults(text);
            assert_eq!(faults.len(), lines.len(), "{faults:?} for {text:?}");
            for (fault, line) in faults.iter().zip(lines) {
                assert!(fault.starts_with(&format!("FILE, line {line}: a $")), "{fault}");
            }
        }
    }
}

//! Changes the text of a `.env`.
//!
//! Invariant: a value that was written is read back unchanged, by keyclerk and by Docker alike. Comments and
//! the lines of other settings stay as they are.

use std::fmt::Write as _;

use super::env_file::entries;

/// The first line of a new file.
const HEAD: &str = "# Written by `keyclerk setup`. docs/settings.md explains every setting.\n";

/// A setting to write. `None` removes it.
type Assignment<'a> = (&'a str, Option<&'a str>);

/// Returns the text with these settings. A setting that the text has is replaced in its place, and a missing
/// one is added at the end.
#[must_use]
pub fn with_settings(text: &str, settings: &[Assignment<'_>]) -> String {
    let mut written = if text.is_empty() { HEAD.to_owned() } else { String::new() };
    let mut done: Vec<&str> = Vec::new();
    for entry in entries(text) {
        let name = name(&entry.text);
        let Some((name, value)) = settings.iter().find(|(own, _)| Some(*own) == name) else {
            written.push_str(&entry.text);
            continue;
        };
        if !done.contains(name) {
            done.push(name);
            add(&mut written, name, *value);
        }
    }
    for (name, value) in settings.iter().filter(|(name, _)| !done.contains(name)) {
        add(&mut written, name, *value);
    }
    written
}

/// Returns the name that an entry sets, or `None` for a comment and the like.
fn name(entry: &str) -> Option<&str> {
    let entry = entry.trim_start();
    let entry = entry.strip_prefix("export ").unwrap_or(entry);
    entry.split_once('=').map(|(name, _)| name.trim())
}

fn add(text: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name}={}", quoted(value));
    }
}

/// Quotes a value only if this is necessary, because Docker does not remove quotes in an `--env-file`.
fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._:/,@%+=-".contains(c);
    if value.chars().all(is_plain) {
        return value.to_owned();
    }
    // Nothing is replaced in single quotes. They cannot contain a single quote, and the parser takes a backslash
    // before the closing one for an escape.
    if !value.contains(['\'', '\\']) {
        return format!("'{value}'");
    }
    let escaped: Vec<String> = value
        .chars()
        .map(|c| if matches!(c, '\\' | '"' | '$') { format!("\\{c}") } else { c.to_string() })
        .collect();
    format!("\"{}\"", escaped.concat())
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    use super::*;
    use crate::settings::{env_file_values, load_env_file};

    fn read(text: &str) -> Vec<(String, String)> {
        env_file_values(text)
    }

    #[test]
    fn every_printable_value_is_read_back_unchanged() {
        let seed = rand::random::<u64>();
        println!("values from seed {seed}");
        let mut rng = StdRng::seed_from_u64(seed);
        let odd = [
            "a$b",
            "it's",
            "say \"x\"",
            "two words",
            "a\\b",
            "$HOME's \"\\\"",
            "#x",
            "'",
            "\"",
            "\\'",
            "x=y",
            "",
        ];
        let random = (0..500).map(|_| {
            let length = rng.random_range(1..30);
            (0..length).map(|_| char::from(rng.random_range(b' '..=b'~'))).collect::<String>()
        });
        for value in odd.into_iter().map(str::to_owned).chain(random) {
            let text = with_settings("", &[("A", Some("1")), ("SECRET", Some(&value)), ("Z", Some("2"))]);
            let expected = [("A", "1"), ("SECRET", &value), ("Z", "2")];
            let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(read(&text), expected, "{text}");
            // A value counts as unreadable if a part of it would be replaced.
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(".env"), text.replace("SECRET", "KEYCLERK_TEST_VALUE"))
                .unwrap();
            assert!(load_env_file(folder.path()).is_ok(), "{text}");
        }
    }

    #[test]
    fn comments_and_other_settings_stay_and_a_repeated_setting_is_written_once() {
        let text = "# mine\nA=1 # one\nRUST_LOG='info'\nexport B=2\n\nA=3\nC='two\nlines'\nD=4\n";
        let settings =
            [("A", Some("it is")), ("B", Some("5")), ("C", Some("6")), ("D", None), ("E", Some("7"))];
        let written = with_settings(text, &settings);
        assert_eq!(written, "# mine\nA='it is'\nRUST_LOG='info'\nB=5\n\nC=6\nE=7\n");
        assert_eq!(with_settings(&written, &[]), written);
    }
}

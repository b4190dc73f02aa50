//! Logging to stderr, as text or as JSON.
//!
//! Invariant: no log line contains a secret. Types keep secrets out of keyclerk's own lines. In addition,
//! every line passes a writer that redacts the registered secrets, interaction tokens (recognised by
//! their first characters), and the vendor's token in URLs and bodies.
//!
//! Other crates log nothing unless `RUST_LOG` names them, and then nothing more detailed than INFO: their
//! DEBUG lines contain whole requests, and their spans would be formatted for each call.

use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{FilterExt, Targets, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

const REDACTED: &str = "[redacted]";
/// The prefix of keyclerk's own log targets.
const OWN: &str = "keyclerk";
/// The first characters of every interaction token of Discord: `interaction` in base64.
const INTERACTION_TOKEN: &str = "aW50ZXJhY3Rpb24";

/// The format of log lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Plain text for people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("expected text or json".to_owned()),
        }
    }
}

/// Checks a filter and returns it unchanged.
///
/// # Errors
/// Returns a description of the expected format if the filter is invalid.
pub fn check_filter(filter: &str) -> Result<String, String> {
    let expected = || "expected a tracing filter such as info or keyclerk=debug".to_owned();
    targets(filter).map(|_| filter.to_owned()).ok_or_else(expected)
}

/// Parses a filter. A level without a target applies to keyclerk only: other crates log nothing and open
/// no spans unless the filter names them. `EnvFilter` is not used: it brings a regex engine into memory.
fn targets(filter: &str) -> Option<Targets> {
    let parts: Vec<&str> = filter.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || filter.contains('[') {
        return None;
    }
    let (levels, named): (Vec<&str>, Vec<&str>) =
        parts.into_iter().partition(|part| part.parse::<LevelFilter>().is_ok());
    let own = levels.last().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::OFF);
    let named: Targets = named.join(",").parse().ok()?;
    let defaults = Targets::new().with_target(OWN, own);
    Some(named.iter().fold(defaults, |targets, (target, level)| targets.with_target(target, level)))
}

/// Starts logging and redacts `secrets` in every line. Does nothing if logging was started before.
pub fn init(filter: &str, format: LogFormat, secrets: Vec<SecretString>) {
    let secrets: Arc<[SecretString]> = secrets.into();
    let capped =
        filter_fn(|metadata| metadata.target().starts_with(OWN) || *metadata.level() <= LevelFilter::INFO)
            // Without this hint, `and` discards the other filter's, and every callsite is evaluated.
            .with_max_level_hint(LevelFilter::TRACE);
    let filter =
        targets(filter).unwrap_or_else(|| Targets::new().with_target(OWN, LevelFilter::INFO)).and(capped);
    let layer =
        tracing_subscriber::fmt::layer().with_writer(move || Redacting { secrets: Arc::clone(&secrets) });
    let layer = match format {
        LogFormat::Text => layer.with_ansi(false).with_filter(filter).boxed(),
        LogFormat::Json => layer.json().with_filter(filter).boxed(),
    };
    // A second call, such as from a demo inside a test, keeps the first subscriber.
    drop(tracing_subscriber::registry().with(layer).try_init());
}

struct Redacting {
    secrets: Arc<[SecretString]>,
}

impl Write for Redacting {
    /// Redacts and writes one line. `tracing` passes a whole line per call, so that no secret is split.
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = redact(&String::from_utf8_lossy(line), &self.secrets);
        std::io::stderr().lock().write_all(text.as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().lock().flush()
    }
}

/// Redacts `secrets`, all interaction tokens, and the vendor's tokens in URLs and bodies.
#[must_use]
pub fn redact(text: &str, secrets: &[SecretString]) -> String {
    let mut text = text.to_owned();
    for secret in secrets {
        text = text.replace(secret.expose_secret(), REDACTED);
    }
    for (mark, skip) in [
        ("api_token=", 0),
        ("api_token\":\"", 0),
        ("api_token\\\":\\\"", 0),
        ("interactions/", 1),
        ("webhooks/", 1),
        (INTERACTION_TOKEN, 0),
    ] {
        text = redact_after(&text, mark, skip);
    }
    text
}

/// Redacts the word that follows each `mark`, after skipping `skip` path segments.
fn redact_after(text: &str, mark: &str, skip: usize) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_.~%+".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (before, mut after) = rest.split_at(at + mark.len());
        out.push_str(before);
        for _ in 0..skip {
            let end = after.find(|c| !is_word(c)).unwrap_or(after.len());
            let end = if after[end..].starts_with('/') { end + 1 } else { end };
            out.push_str(&after[..end]);
            after = &after[end..];
        }
        let end = after.find(|c| !is_word(c)).unwrap_or(after.len());
        if end > 0 {
            out.push_str(REDACTED);
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn a_filter_says_levels_by_target_and_nothing_else() {
        for taken in ["info", "keyclerk=debug,warn", " info, ", "off"] {
            assert_eq!(check_filter(taken).as_deref(), Ok(taken));
        }
        assert_eq!(targets("info,"), targets("info"), "an empty part is ignored");
        for refused in ["", ",", "keyclerk[sale]=debug", "keyclerk=loud"] {
            assert!(check_filter(refused).is_err(), "{refused:?}");
        }
    }

    #[test]
    fn other_crates_are_silent_unless_the_filter_names_them() {
        let is_on = |filter: &str, target: &str, level: Level| {
            targets(filter).is_some_and(|targets| targets.would_enable(target, &level))
        };
        for (filter, target, level, expected) in [
            ("info", "keyclerk::app", Level::INFO, true),
            ("info", "serenity::http", Level::ERROR, false),
            ("trace", "sqlx::query", Level::WARN, false),
            ("info,serenity=info", "serenity::http", Level::INFO, true),
            ("info,serenity=info", "sqlx::query", Level::ERROR, false),
            ("warn,keyclerk::app=debug", "keyclerk::app", Level::DEBUG, true),
            ("warn,keyclerk::app=debug", "keyclerk::ledger", Level::INFO, false),
            ("serenity=warn", "keyclerk::app", Level::ERROR, false),
        ] {
            assert_eq!(is_on(filter, target, level), expected, "{filter}: {target} {level}");
        }
    }

    #[test]
    fn secrets_and_tokens_are_blotted_out_wherever_they_stand() {
        let secrets = [SecretString::from("bot.token-1")];
        for (line, redacted) in [
            ("Authorization: Bot bot.token-1", "Authorization: Bot [redacted]"),
            (
                "GET http://v/reseller/myavailable?api_token=abc-1&x=2",
                "GET http://v/reseller/myavailable?api_token=[redacted]&x=2",
            ),
            (r#"{"api_token":"abc","license":"x"}"#, r#"{"api_token":"[redacted]","license":"x"}"#),
            (
                "POST /api/v10/interactions/12/aW50.tok/callback",
                "POST /api/v10/interactions/12/[redacted]/callback",
            ),
            (
                "https://d/webhooks/9/tok_en/messages/@original",
                "https://d/webhooks/9/[redacted]/messages/@original",
            ),
            ("PATCH webhooks/9/tok_en/messages/@original", "PATCH webhooks/9/[redacted]/messages/@original"),
            (r#"token: "aW50ZXJhY3Rpb246MTI6eA""#, r#"token: "aW50ZXJhY3Rpb24[redacted]""#),
            (
                "{\\\"token\\\":\\\"aW50ZXJhY3Rpb246MTI\\\"}",
                "{\\\"token\\\":\\\"aW50ZXJhY3Rpb24[redacted]\\\"}",
            ),
            ("webhooks%2F9%2FaW50ZXJhY3Rpb246MTI%2Fm", "webhooks%2F9%2FaW50ZXJhY3Rpb24[redacted]"),
            ("nothing to hide", "nothing to hide"),
        ] {
            assert_eq!(redact(line, &secrets), redacted);
        }
    }
}

//! Tests of the message files. They are complete in every language, every message is used, and no message
//! exceeds Discord's limits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use keyclerk::domain::{DmRefusal, EventDetail, Evidence, Failure, LicenseStatus};
use keyclerk::i18n::Language;
use keyclerk::report::detail_key;

/// The messages of a language with the placeholders of each.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn messages(language: Language) -> Messages {
    let mut messages = Messages::new();
    for file in std::fs::read_dir(root().join("locales").join(language.code())).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in &resource.body {
            if let Entry::Message(message) = entry {
                let mut placeholders = BTreeSet::new();
                placeholders_of_pattern(message.value.as_ref().unwrap(), &mut placeholders);
                let before = messages.insert(message.id.name.to_owned(), placeholders);
                assert!(before.is_none(), "{} has {} twice", path.display(), message.id.name);
            }
        }
    }
    messages
}

/// Collects what a pattern refers to: `$buyer` is a value from the code, and `claim-button` is another
/// message.
fn placeholders_of_pattern(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => placeholders_of_inline(inline, into),
                Expression::Select { selector, variants } => {
                    placeholders_of_inline(selector, into);
                    for variant in variants {
                        placeholders_of_pattern(&variant.value, into);
                    }
                }
            }
        }
    }
}

fn placeholders_of_inline(inline: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(into.insert(format!("${}", id.name))),
        InlineExpression::MessageReference { id, .. } => drop(into.insert(id.name.to_owned())),
        // The empty literal prevents a line that begins with a star from being read as a variant.
        InlineExpression::StringLiteral { value: "" } => {}
        other => panic!("the message files must not contain {other:?}"),
    }
}

#[test]
fn no_language_lacks_a_message_or_a_placeholder() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let own = messages(language);
        let keys = |messages: &Messages| messages.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&english), keys(&own), "{language:?}");
        for (key, placeholders) in &own {
            for wanted in placeholders.iter().filter(|wanted| !wanted.starts_with('$')) {
                assert!(english.contains_key(wanted), "{key} refers to {wanted}, which is not a message");
            }
            // A language without plural forms may leave the count to the surrounding text.
            let (mut theirs, mut ours) = (placeholders.clone(), english[key].clone());
            if !key.ends_with("-button") && !key.ends_with("-title") {
                assert_eq!(theirs, ours, "{key} in {language:?}");
            }
            theirs.remove("$count");
            ours.remove("$count");
            assert_eq!(theirs, ours, "{key} in {language:?}");
        }
    }
}

/// Returns the string literals of a source text, without comments and tests.
fn literals(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned)).collect()
}

/// Details in the histories that earlier versions wrote.
const OF_EARLIER_VERSIONS: [&str; 7] = [
    "detail-quarantine",
    "detail-rate-limited-after-a-doubt",
    "detail-refused-after-a-doubt",
    "detail-refused-and-assigned-already",
    "detail-refused-and-expired",
    "detail-refused-and-unknown-to-the-vendor",
    "event-released",
];

/// Lists the words that `strum` makes of the variants of a file's enums.
fn string_variants(text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| line.strip_prefix("    "));
    let names = names.filter(|line| text.contains("IntoStaticStr") && line.starts_with(char::is_uppercase));
    let word = |line: &str| {
        let name = line.chars().take_while(|letter| letter.is_alphanumeric());
        let part = |letter: char| {
            let lower = letter.to_lowercase();
            if letter.is_uppercase() { format!("_{lower}") } else { lower.to_string() }
        };
        let parts = name.map(part);
        parts.collect::<String>().trim_start_matches('_').to_owned()
    };
    names.map(word).collect()
}

fn sources(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            into.extend(literals(&text));
            into.extend(string_variants(&text));
        }
    }
}

/// Tells whether the code builds this key from a name or a number.
fn is_built_by_code(key: &str) -> bool {
    let of_a_command = std::fs::read_to_string(root().join("locales/en/commands.ftl")).unwrap();
    key.strip_prefix("day-").is_some_and(|day| day.parse::<u8>().is_ok())
        || of_a_command.lines().any(|line| line.split(" = ").next() == Some(key))
        || ["refund-done-title", "refunded-before-title", "nothing-refunded-title"].contains(&key)
}

#[test]
fn every_message_is_used_and_every_key_in_the_code_exists() {
    let mut named = BTreeSet::new();
    for layer in ["report", "courier", "discord"] {
        sources(&root().join("src").join(layer), &mut named);
    }
    // The history stores its own words. This collects the message keys that belong to them.
    let mut words = BTreeSet::new();
    for layer in ["domain", "ledger", "fulfilment"] {
        sources(&root().join("src").join(layer), &mut words);
    }
    let mut words: BTreeSet<String> = words.iter().map(|word| detail_key(word)).collect();
    let english = messages(Language::English);
    // People read the reason why a license is in doubt or held. Other evidence is never the detail of an
    // event.
    let untold = [Evidence::Reconciled, Evidence::SeenFree, Evidence::Replaced, Evidence::Ended];
    let details = Evidence::ALL
        .iter()
        .filter(|evidence| !untold.contains(evidence))
        .map(|evidence| evidence.as_str())
        .chain(Failure::ALL.iter().map(|failure| failure.as_str()))
        .chain(LicenseStatus::ALL.iter().map(|status| status.as_str()))
        .chain(DmRefusal::ALL.iter().map(|refusal| refusal.as_str()))
        .chain([EventDetail::LacksAKey, EventDetail::Again].map(EventDetail::as_str));
    for word in details {
        assert!(english.contains_key(&detail_key(word)), "{word} has no message");
    }
    words.extend(OF_EARLIER_VERSIONS.map(str::to_owned));
    let referred: BTreeSet<&String> = english.values().flatten().collect();
    for key in english.keys() {
        assert!(
            named.contains(key) || words.contains(key) || referred.contains(key) || is_built_by_code(key),
            "{key} is never used"
        );
    }
    let kinds: BTreeSet<&str> = english.keys().filter_map(|key| key.split('-').next()).collect();
    let looks_like_a_key = |text: &&String| {
        text.contains('-')
            && text.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()))
            && text.split('-').next().is_some_and(|kind| kinds.contains(kind))
    };
    for text in named.iter().filter(looks_like_a_key) {
        assert!(english.contains_key(text), "{text} is not a message");
    }
}

#[test]
fn texts_for_users_come_from_the_message_files_and_never_from_the_code() {
    let mut named = BTreeSet::new();
    // `courier/permissions.rs` also contains English text, for the output of `keyclerk doctor`.
    for folder in ["report", "courier/letters", "discord"] {
        sources(&root().join("src").join(folder), &mut named);
    }
    // Texts in records, logs and attributes do not contain a full stop followed by more words.
    let sentences = named.iter().filter(|text| text.contains(". ") && !text.contains('{'));
    assert_eq!(sentences.collect::<Vec<_>>(), Vec::<&String>::new());
}

/// Returns the length limit of a message by its key. See `src/i18n/mod.rs`.
fn longest(key: &str) -> usize {
    let lengths = [
        ("-title", 256),
        ("-button", 80),
        ("-placeholder", 100),
        ("-label", 45),
        ("-description", 100),
        ("-name", if key.starts_with("choice-") { 100 } else { 32 }),
    ];
    lengths.iter().find(|(ending, _)| key.ends_with(ending)).map_or(2_000, |(_, longest)| *longest)
}

#[test]
fn every_message_fits_discords_length_limit_for_its_kind() {
    for language in Language::ALL {
        for key in messages(language).keys() {
            // These are the longest possible ids and numbers. The builders cut all other values.
            let values: Vec<(&str, keyclerk::i18n::Value<'_>)> =
                ["count", "quantity", "offered"].map(|name| (name, 25.into())).into_iter().collect();
            let values: Vec<_> =
                values.into_iter().chain([("sale", "#9223372036854775807".into())]).collect();
            let text = language.with(key, &values);
            let length = text.chars().count();
            assert!((1..=longest(key)).contains(&length), "{key} has {length} in {language:?}: {text}");
            assert_eq!(text.trim(), text, "{key} in {language:?}");
        }
    }
}

#[test]
fn command_names_are_valid_for_discord() {
    for language in Language::ALL {
        for key in messages(language).keys().filter(|key| key.ends_with("-name")) {
            let is_free_text = key.starts_with("menu-") || key.starts_with("choice-");
            let name = language.say(key);
            let fits = name.chars().all(|c| {
                (c.is_alphanumeric() || c == '-' || c == '_') && c.to_lowercase().eq(std::iter::once(c))
            });
            assert!(is_free_text || fits, "{key} is {name:?} in {language:?}");
        }
    }
}

#[test]
fn no_two_options_of_a_command_share_a_name() {
    for language in Language::ALL {
        let mut seen = BTreeSet::new();
        let all = messages(language);
        let names = all.keys().filter(|key| key.ends_with("-name") && !key.starts_with("choice-"));
        for key in names {
            let (command, _) = key.trim_end_matches("-name").rsplit_once('-').unwrap();
            assert!(seen.insert((command, language.say(key))), "{key} in {language:?}");
        }
    }
}

#[test]
fn commands_and_bold_text_are_kept_in_every_language() {
    let commands = |text: &str| {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '/' || c == '_'));
        words
            .filter(|word| (word.starts_with('/') && word.len() > 1) || word.contains('_'))
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    let marks = |text: &str| ["**", "`"].map(|mark| text.matches(mark).count() % 2);
    for key in messages(Language::English).keys() {
        let english = Language::English.say(key);
        for language in Language::ALL {
            let text = language.say(key);
            assert_eq!(commands(&english), commands(&text), "{key} in {language:?}");
            assert_eq!(marks(&text), [0, 0], "{key} in {language:?}: {text}");
            assert_eq!(english.contains("**"), text.contains("**"), "{key} in {language:?}: {text}");
        }
    }
}

//! Tests of the form of the messages in every language: plural forms, French spaces, and short buttons.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use keyclerk::i18n::Language;

fn source(language: Language) -> String {
    let files = ["commands", "letters", "log", "replies", "shop"];
    let folder = format!("{}/locales/{}", env!("CARGO_MANIFEST_DIR"), language.code());
    files.map(|file| std::fs::read_to_string(format!("{folder}/{file}.ftl")).unwrap()).join("\n")
}

/// Returns the texts of each message: one for each variant, with `…` for every value.
pub(crate) fn texts(language: Language) -> BTreeMap<String, Vec<String>> {
    let resource = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(part, _)| part);
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name.clone(), spelled(message.value.as_ref()?))),
        _ => None,
    });
    messages.collect()
}

fn spelled(pattern: &Pattern<String>) -> Vec<String> {
    let mut texts = vec![String::new()];
    for element in &pattern.elements {
        let parts = match element {
            PatternElement::TextElement { value } => vec![value.clone()],
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().flat_map(|variant| spelled(&variant.value)).collect()
            }
            PatternElement::Placeable { .. } => vec!["…".to_owned()],
        };
        texts = texts.iter().flat_map(|text| parts.iter().map(move |part| format!("{text}{part}"))).collect();
    }
    texts
}

/// Returns the number of plural forms of each message that chooses by a count.
fn plurals(language: Language) -> BTreeMap<String, usize> {
    let resource = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(part, _)| part);
    let mut plurals = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        for element in &message.value.as_ref().unwrap().elements {
            if let PatternElement::Placeable { expression: Expression::Select { selector, variants } } =
                element
                && let InlineExpression::VariableReference { id } = selector
            {
                assert!(["count", "days"].contains(&id.name.as_str()), "{}", message.id.name);
                plurals.insert(message.id.name.clone(), variants.len());
            }
        }
    }
    plurals
}

#[test]
fn every_language_has_plural_forms_where_english_has_them() {
    let english = plurals(Language::English);
    assert!(english.len() > 25, "{english:?}");
    for language in Language::ALL {
        let own = plurals(language);
        for (key, forms) in &english {
            assert_eq!(*forms, 2, "{key}");
            // Titles and buttons may be worded without a noun that depends on the count.
            let may_lack = key.ends_with("-title") || key.ends_with("-button");
            // A Turkish noun after a number is always in the singular.
            let needs_none = language == Language::Turkish && key == "lasts-days";
            assert!(own.contains_key(key) || may_lack || needs_none, "{key} in {language:?}");
        }
        for (key, forms) in &own {
            assert!(*forms >= 2, "{key} in {language:?}");
        }
    }
}

#[test]
fn one_license_and_several_licenses_read_differently() {
    let keys = [
        "claim-notice",
        "dm-intro",
        "reminder",
        "resend-delivered",
        "faulty",
        "refunded",
        "refund-done",
        "sales-line",
        "replaced-before",
        "sold-by-dm",
        "sold-by-claim",
        "keys-in-file",
    ];
    for language in Language::ALL {
        for key in keys {
            let of = |count: u32| language.with(key, &[("count", count.into())]);
            assert_ne!(of(1), of(2).replace('2', "1"), "{key} in {language:?}");
            assert_eq!(of(2).replace('2', ""), of(25).replace("25", ""), "{key} in {language:?}");
        }
    }
}

#[test]
fn the_program_is_named_only_in_its_commands() {
    for language in Language::ALL {
        for (key, text) in
            texts(language).iter().flat_map(|(key, texts)| texts.iter().map(move |text| (key, text)))
        {
            let named = text.replace("`keyclerk sales export`", "").contains("keyclerk");
            assert!(!named, "{key} in {language:?}: {text}");
        }
    }
}

#[test]
fn french_marks_never_begin_a_line() {
    let mut marks = 0;
    for (key, text) in
        texts(Language::French).iter().flat_map(|(key, texts)| texts.iter().map(move |text| (key, text)))
    {
        let text = text.replace("https://", "");
        let characters: Vec<char> = text.chars().collect();
        for (at, mark) in characters.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| characters[at]);
            let is_right = match mark {
                ';' | '!' | '?' => before == Some('\u{202f}'),
                ':' | '»' => before == Some('\u{a0}'),
                '«' => characters.get(at + 1) == Some(&'\u{a0}'),
                _ => continue,
            };
            assert!(is_right, "{key}: {mark} in {text}");
            marks += 1;
        }
    }
    assert!(marks > 80, "only {marks} marks were found");
}

#[test]
fn every_button_fits_on_a_phone() {
    for language in Language::ALL {
        for key in texts(language).keys().filter(|key| key.ends_with("-button")) {
            for count in [1_u32, 25] {
                let values = [("count", count.into()), ("offered", count.into()), ("sale", "#1234".into())];
                let text = language.with(key, &values);
                assert!(text.chars().count() <= 26, "{key} in {language:?}: {text}");
            }
        }
    }
}

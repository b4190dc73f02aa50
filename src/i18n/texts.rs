//! The message files, embedded in the program and parsed when their language is first used.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Language;

pub(super) type Bundle = FluentBundle<FluentResource>;

/// Defines the bundle of a language from the files in the folder `$code`.
macro_rules! bundle {
    ($code:literal, $separator:literal, $from_digits:literal) => {
        LazyLock::new(|| {
            read(
                $code,
                &[
                    include_str!(concat!("../../locales/", $code, "/commands.ftl")),
                    include_str!(concat!("../../locales/", $code, "/letters.ftl")),
                    include_str!(concat!("../../locales/", $code, "/log.ftl")),
                    include_str!(concat!("../../locales/", $code, "/replies.ftl")),
                    include_str!(concat!("../../locales/", $code, "/shop.ftl")),
                ],
                grouped::<$separator, $from_digits, _>,
            )
        })
    };
}

static ENGLISH: LazyLock<Bundle> = bundle!("en", ',', 4);
static GERMAN: LazyLock<Bundle> = bundle!("de", '.', 4);
static FRENCH: LazyLock<Bundle> = bundle!("fr", '\u{202f}', 4);
static SPANISH: LazyLock<Bundle> = bundle!("es", '.', 5);
static BRAZILIAN_PORTUGUESE: LazyLock<Bundle> = bundle!("pt-BR", '.', 4);
static TURKISH: LazyLock<Bundle> = bundle!("tr", '.', 4);

fn bundle(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::BrazilianPortuguese => &BRAZILIAN_PORTUGUESE,
        Language::Turkish => &TURKISH,
    }
}

pub(super) fn commands(language: Language) -> Bundle {
    let text = match language {
        Language::English => include_str!("../../locales/en/commands.ftl"),
        Language::German => include_str!("../../locales/de/commands.ftl"),
        Language::French => include_str!("../../locales/fr/commands.ftl"),
        Language::Spanish => include_str!("../../locales/es/commands.ftl"),
        Language::BrazilianPortuguese => include_str!("../../locales/pt-BR/commands.ftl"),
        Language::Turkish => include_str!("../../locales/tr/commands.ftl"),
    };
    // No text of a command contains a count, so that the grouping of numbers does not matter.
    read(language.code(), &[text], |_, _| None)
}

pub(super) fn find(language: Language, key: &str, values: &[(&str, FluentValue<'_>)]) -> Option<String> {
    of(bundle(language), key, values)
}

pub(super) fn of(bundle: &Bundle, key: &str, values: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let values: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    // A missing value is shown as its placeholder. Tests check that none is missing.
    let mut missing = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&values), &mut missing).into_owned())
}

type Formatter = fn(&FluentValue<'_>, &intl_memoizer::concurrent::IntlLangMemoizer) -> Option<String>;

/// Parses the files of a language. Skips parts that cannot be parsed; tests check that there are none.
fn read(code: &str, files: &[&str], formatter: Formatter) -> Bundle {
    let language: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(formatter));
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(part, _)| part);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Formats an integer with grouped thousands, if it has at least `FROM_DIGITS` digits.
fn grouped<const SEPARATOR: char, const FROM_DIGITS: usize, M>(
    value: &FluentValue<'_>,
    _: &M,
) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = number.as_string();
    if digits.len() < FROM_DIGITS || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(SEPARATOR);
        }
        text.push(digit);
    }
    Some(text)
}

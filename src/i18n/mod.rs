//! The texts that people read, in their language.
//!
//! The texts are Fluent messages in `locales/<language>/`. English is the source, and the fallback for a
//! message that a language lacks. Numbers are grouped by the rules of the language. Therefore a number that
//! is not a count, such as an id or a sale's number, is passed as text.
//!
//! The suffix of a message's key names its place, which limits its length:
//!
//! | Suffix         | Place                                | Maximum number of characters        |
//! |----------------|--------------------------------------|-------------------------------------|
//! | `-title`       | the title of an embed                | 256                                 |
//! | `-button`      | a button's label                     | 80                                  |
//! | `-placeholder` | a menu without a selection           | 100                                 |
//! | `-label`       | the name of a field or an input      | 45                                  |
//! | `-description` | a command or an option               | 100                                 |
//! | `-name`        | a command, option or choice          | 32, lower case; 100 for a choice    |
//! | anything else  | the text of a message                | 2000, without inserted values       |
//!
//! The keys of a command start with its name, such as `sales-list-description` and
//! `sales-list-buyer-description`. Menus have keys such as `menu-assign-license-name`, and choices have keys
//! such as `choice-delivered-name`.

mod texts;

pub use fluent_bundle::FluentValue as Value;

/// A language that keyclerk speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English: the source of the texts, and the default.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish of all regions.
    Spanish,
    /// Brazilian Portuguese.
    BrazilianPortuguese,
    /// Turkish.
    Turkish,
}

impl Language {
    /// Every language, English first.
    pub const ALL: [Self; 6] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::BrazilianPortuguese, Self::Turkish];

    /// Returns the language of one of Discord's locales, such as `es-419`, or `None` if keyclerk does not
    /// speak it.
    #[must_use]
    pub fn from_discord(locale: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == locale || language.discord_locales().contains(&locale))
    }

    /// Returns the language of one of Discord's locales, or English if keyclerk does not speak it.
    #[must_use]
    pub fn or_english(locale: &str) -> Self {
        Self::from_discord(locale).unwrap_or_default()
    }

    /// Returns Discord's locales of this language.
    #[must_use]
    pub const fn discord_locales(self) -> &'static [&'static str] {
        match self {
            Self::English => &["en-US", "en-GB"],
            Self::German => &["de"],
            Self::French => &["fr"],
            Self::Spanish => &["es-ES", "es-419"],
            Self::BrazilianPortuguese => &["pt-BR"],
            Self::Turkish => &["tr"],
        }
    }

    /// Returns the BCP 47 code, which is also the name of the folder in `locales/`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::BrazilianPortuguese => "pt-BR",
            Self::Turkish => "tr",
        }
    }

    /// Returns the message of a key. Falls back to English, then to the key itself.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// Returns the message of a key with values for its placeholders. Counts are passed as numbers.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        texts::find(self, key, values)
            .or_else(|| texts::find(Self::English, key, values))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Loads the texts of commands separately. Registering commands needs them in every language, and must
    /// not keep every language in memory.
    #[must_use]
    pub fn commands(self) -> Commands {
        Commands(texts::commands(self))
    }
}

/// The texts of commands in one language. They stay in memory as long as this value.
pub struct Commands(texts::Bundle);

impl Commands {
    /// Returns the message of a key, if there is one.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        texts::of(&self.0, key, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discords_locales_are_understood_and_others_are_not() {
        for language in Language::ALL {
            for locale in language.discord_locales() {
                assert_eq!(Language::from_discord(locale), Some(language));
            }
        }
        assert_eq!(Language::from_discord("ja"), None);
        assert_eq!(Language::from_discord(""), None);
    }

    #[test]
    fn a_key_that_is_missing_is_said_itself() {
        assert_eq!(Language::Turkish.say("no-such-message"), "no-such-message");
    }

    #[test]
    fn counts_are_grouped_as_the_language_groups_them_and_texts_are_not() {
        let told = |language: Language, count: u32| language.with("stock-title", &[("count", count.into())]);
        assert_eq!(told(Language::English, 1_234_567), "1,234,567 in stock");
        assert!(told(Language::German, 12_345).starts_with("12.345 "));
        assert!(told(Language::Turkish, 1_234).contains("1.234"));
        assert!(told(Language::Spanish, 1_234).contains("1234"));
        assert!(told(Language::Spanish, 12_345).contains("12.345"));
        let text = Language::German.with("stock-title", &[("count", "12345".into())]);
        assert!(text.starts_with("12345 "), "{text}");
    }

    #[test]
    fn what_is_put_in_stands_without_invisible_marks_around_it() {
        let text = Language::German.with("sale-number", &[("sale", "#1".into())]);
        assert!(text.chars().all(|c| !('\u{2060}'..='\u{2069}').contains(&c)), "{text:?}");
    }
}

//! What people read, in their language.
//!
//! The texts are Fluent messages in `locales/<language>/`; English is the source, and what a
//! language lacks is said in English. Numbers are grouped as the language groups them, so what is
//! no count – a sale's number, an id, a time – is handed over as text.
//!
//! A message's key says where it stands, and so how long it may become:
//!
//! | Key ends with  | Where                                | Characters at most                  |
//! |----------------|--------------------------------------|-------------------------------------|
//! | `-title`       | the title of an embed                | 256                                 |
//! | `-button`      | a button's label                     | 80                                  |
//! | `-placeholder` | a menu before something is chosen    | 100                                 |
//! | `-label`       | the name of a field or an input      | 45                                  |
//! | `-description` | what a command or an option is for   | 100                                 |
//! | `-name`        | a command, option or choice          | 32, lower case; a choice's 100      |
//! | anything else  | the text of a message                | 2000, with nothing put in           |
//!
//! Keys of commands are made of the command's own name: `sales-list-description`,
//! `sales-list-buyer-description`; a menu's is `menu-assign-license-name`, a choice's
//! `choice-delivered-name`.

mod texts;

pub use fluent_bundle::FluentValue as Value;

/// A language that keyclerk speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English: the source, and what is spoken to those whose language is not known.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish, as everywhere.
    Spanish,
    /// Portuguese as in Brazil.
    BrazilianPortuguese,
    /// Turkish.
    Turkish,
}

impl Language {
    /// Every language, English first.
    pub const ALL: [Self; 6] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::BrazilianPortuguese, Self::Turkish];

    /// The language of a locale as Discord names it, such as `es-419`; `None` for one that
    /// keyclerk does not speak.
    #[must_use]
    pub fn from_discord(locale: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == locale || language.discord_locales().contains(&locale))
    }

    /// The language of a locale as Discord names it; English for one that keyclerk does not speak.
    #[must_use]
    pub fn or_english(locale: &str) -> Self {
        Self::from_discord(locale).unwrap_or_default()
    }

    /// The locales that Discord has for it.
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

    /// Its BCP 47 code, which is also the name of its folder in `locales/`.
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

    /// The message of a key; English where the language has none, and the key itself where there
    /// is none at all.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message of a key with values for its placeholders: text as it is, counts as numbers.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        texts::find(self, key, values)
            .or_else(|| texts::find(Self::English, key, values))
            .unwrap_or_else(|| key.to_owned())
    }

    /// The texts of commands, apart from all others: telling Discord of the commands needs those of
    /// every language, and must not keep every language in memory.
    #[must_use]
    pub fn commands(self) -> Commands {
        Commands(texts::commands(self))
    }
}

/// The texts of commands in one language, in memory for as long as this is.
pub struct Commands(texts::Bundle);

impl Commands {
    /// The message of a key, where there is one.
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
        assert_eq!(told(Language::English, 1_234_567), "1,234,567 available");
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

//! The languages of the readers of a sale's messages.

use crate::domain::Sale;
use crate::i18n::Language;

impl Sale {
    /// Returns the language of the staff member who sold.
    #[must_use]
    pub fn staff_language(&self) -> Language {
        spoken(self.staff_locale.as_deref()).unwrap_or_else(|| self.guild_language())
    }

    /// Returns the language of the buyer, or the server's language while the buyer's is unknown.
    #[must_use]
    pub fn buyer_language(&self) -> Language {
        spoken(self.buyer_locale.as_deref()).unwrap_or_else(|| self.guild_language())
    }

    /// Returns the language of the server.
    #[must_use]
    pub fn guild_language(&self) -> Language {
        spoken(self.guild_locale.as_deref()).unwrap_or_default()
    }
}

fn spoken(locale: Option<&str>) -> Option<Language> {
    locale.and_then(Language::from_discord)
}

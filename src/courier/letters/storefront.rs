//! The shop as its buyers see it: its name, its own words, and how to get help.

use serenity::all::{CreateButton, CreateEmbed};

use crate::courier::guild_profile::GuildProfile;
use crate::courier::safe_text::{cut, excerpt};
use crate::domain::{Timestamp, is_link};
use crate::i18n::Language;
use crate::ledger::ShopSettings;

/// The longest name of a shop in a sentence, in characters.
const LONGEST_SHOP: usize = 100;

/// The shop that a DM comes from.
pub struct Storefront<'a> {
    /// The server's settings.
    pub settings: &'a ShopSettings,
    /// The server's name and icon, where they are known.
    pub profile: Option<&'a GuildProfile>,
    /// The current time.
    pub now: Timestamp,
}

impl Storefront<'_> {
    /// Returns the shop's name for a sentence, where it is known.
    pub(super) fn name(&self) -> Option<String> {
        self.profile.map(|profile| excerpt(&profile.name, LONGEST_SHOP)).filter(|name| !name.is_empty())
    }

    /// Adds how buyers get help: a field with the shop's words or its name, or a link.
    pub(super) fn help(&self, language: Language, embed: CreateEmbed) -> (CreateEmbed, Option<CreateButton>) {
        let help = match self.settings.help.as_deref() {
            Some(link) if is_link(link) => {
                let link = CreateButton::new_link(link).label(language.say("help-button"));
                return (embed, Some(link));
            }
            Some(help) => Some(cut(help, 1000)),
            None => self.name().map(|shop| language.with("help-in-shop", &[("shop", shop.into())])),
        };
        match help {
            Some(help) => (embed.field(language.say("help-label"), help, false), None),
            None => (embed, None),
        }
    }
}

//! The commands with their texts in every language. Each text is the message whose key derives from the
//! command's name; see [`language`](crate::i18n).

use std::borrow::Cow;
use std::sync::Arc;

use serenity::all::CreateCommand;

use crate::i18n::{Commands as CommandTexts, Language};

use super::bot::Bot;
use super::commands;
use super::error::CommandError;

type PoiseCommand = poise::Command<Arc<Bot>, CommandError>;
type Localisations = Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>;

/// Returns every command with its localised texts, in the form in which they are registered.
pub(super) fn registered_commands() -> Vec<CreateCommand> {
    let mut commands = commands::unlocalised();
    localise(&mut commands);
    registration(&commands)
}

/// Sets the texts of every language on commands, subcommands, options and choices. A text without a message
/// stays unchanged.
///
/// Only one language is in memory at a time. English comes last, because its texts replace the names in the
/// code, from which the keys of messages derive.
fn localise(commands: &mut [PoiseCommand]) {
    for language in Language::ALL.into_iter().rev() {
        let texts = Texts { language, texts: language.commands() };
        for command in commands.iter_mut() {
            texts.put_on("", command);
        }
    }
}

/// The texts of commands in one language.
struct Texts {
    language: Language,
    texts: CommandTexts,
}

impl Texts {
    fn put_on(&self, parent: &str, command: &mut PoiseCommand) {
        if let Some(menu) = &command.context_menu_name {
            let key = menu_key(menu);
            self.add(&key, &mut command.name_localizations);
            return;
        }
        let path = format!("{parent}{}", command.name);
        let description = format!("{path}-description");
        self.add(&description, &mut command.description_localizations);
        self.take_over(&description, &mut command.description);
        for option in &mut command.parameters {
            let (name, description) =
                (format!("{path}-{}-name", option.name), format!("{path}-{}-description", option.name));
            self.add(&name, &mut option.name_localizations);
            self.add(&description, &mut option.description_localizations);
            self.take_over(&description, &mut option.description);
            for choice in option.choices.to_mut() {
                let name = choice_key(&choice.name);
                self.add(&name, &mut choice.localizations);
                if let (Language::English, Some(text)) = (self.language, self.texts.text(&name)) {
                    choice.name = text.into();
                }
            }
        }
        for one in &mut command.subcommands {
            self.put_on(&format!("{path}-"), one);
        }
    }

    /// Adds the message for each of Discord's locales of the language.
    fn add(&self, key: &str, to: &mut Localisations) {
        let Some(text) = self.texts.text(key) else { return };
        let locales = self.language.discord_locales().iter();
        to.to_mut().extend(locales.map(|locale| (Cow::Borrowed(*locale), Cow::Owned(text.clone()))));
    }

    /// Sets an English text as the default, which Discord shows for all other locales.
    fn take_over(&self, key: &str, text: &mut Option<Cow<'static, str>>) {
        if let (Language::English, Some(english)) = (self.language, self.texts.text(key)) {
            *text = Some(english.into());
        }
    }
}

/// Converts commands to the form in which they are registered. Adds the localised names of menus, which the
/// framework omits.
fn registration(commands: &[PoiseCommand]) -> Vec<CreateCommand> {
    let slash = commands.iter().filter_map(PoiseCommand::create_as_slash_command);
    let menus = commands.iter().filter_map(|command| {
        let menu = command.create_as_context_menu_command()?;
        Some(
            command
                .name_localizations
                .iter()
                .fold(menu, |menu, (locale, name)| menu.name_localized(locale.as_ref(), name.as_ref())),
        )
    });
    slash.chain(menus).collect()
}

/// Returns the key of a menu's name: `Assign license` has the key `menu-assign-license-name`.
fn menu_key(name: &str) -> String {
    format!("menu-{}-name", name.to_lowercase().replace('\'', "").replace(' ', "-"))
}

/// Returns the key of a choice: `InDoubt` has the key `choice-in-doubt-name`.
fn choice_key(name: &str) -> String {
    let mut key = "choice".to_owned();
    for c in name.chars() {
        if c.is_uppercase() {
            key.push('-');
        }
        key.extend(c.to_lowercase());
    }
    format!("{key}-name")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Collects the message keys of a command without texts.
    fn keys(parent: &str, command: &PoiseCommand, into: &mut BTreeSet<String>) {
        if let Some(menu) = &command.context_menu_name {
            into.insert(menu_key(menu));
            return;
        }
        let path = format!("{parent}{}", command.name);
        into.insert(format!("{path}-description"));
        for option in &command.parameters {
            into.insert(format!("{path}-{}-name", option.name));
            into.insert(format!("{path}-{}-description", option.name));
            into.extend(option.choices.iter().map(|choice| choice_key(&choice.name)));
        }
        for one in &command.subcommands {
            keys(&format!("{path}-"), one, into);
        }
    }

    #[test]
    fn everything_of_every_command_has_its_message_and_every_message_its_place() {
        let mut wanted = BTreeSet::new();
        for command in commands::unlocalised() {
            keys("", &command, &mut wanted);
        }
        let file = fluent_syntax::parser::parse(include_str!("../../locales/en/commands.ftl")).unwrap();
        let written = file.body.iter().filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        });
        assert_eq!(wanted, written.collect());
    }

    #[test]
    fn english_names_stay_what_the_code_calls_them() {
        let mut commands = commands::unlocalised();
        localise(&mut commands);
        for command in commands.iter().filter(|command| command.context_menu_name.is_none()) {
            for option in &command.parameters {
                let english = option.name_localizations.iter().find(|(locale, _)| locale == "en-US");
                assert_eq!(english.map(|(_, name)| name), Some(&option.name));
            }
        }
    }
}

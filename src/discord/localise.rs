//! The commands as Discord shows them, in every language. The texts are the messages of the
//! command's name; see [`language`](crate::language).

use std::borrow::Cow;
use std::sync::Arc;

use serenity::all::CreateCommand;

use crate::language::{Commands as CommandTexts, Language};

use super::{Error, Shop};

type Command = poise::Command<Arc<Shop>, Error>;
type Localisations = Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>;

/// The texts of commands in every language, English first.
pub(super) struct Texts(Vec<(Language, CommandTexts)>);

impl Texts {
    pub(super) fn read() -> Self {
        Self(Language::ALL.into_iter().map(|language| (language, language.commands())).collect())
    }

    fn english(&self, key: &str) -> Option<Cow<'static, str>> {
        self.0.first().and_then(|(_, texts)| texts.text(key)).map(Cow::Owned)
    }

    /// The message in every language that has it, by Discord's locales.
    fn everywhere(&self, key: &str) -> Localisations {
        let told = self.0.iter().filter_map(|(language, texts)| Some((language, texts.text(key)?)));
        told.flat_map(|(language, text)| {
            let locales = language.discord_locales().iter();
            locales.map(move |locale| (Cow::Borrowed(*locale), Cow::Owned(text.clone())))
        })
        .collect()
    }

    /// Puts a command's texts on it, and those of its subcommands, options and choices. What has no
    /// message keeps what it has.
    pub(super) fn put_on(&self, command: Command) -> Command {
        self.under("", command)
    }

    fn under(&self, parent: &str, mut command: Command) -> Command {
        if let Some(menu) = &command.context_menu_name {
            command.name_localizations = self.everywhere(&menu_key(menu));
            return command;
        }
        let path = format!("{parent}{}", command.name);
        let description = format!("{path}-description");
        command.description = self.english(&description).or(command.description);
        command.description_localizations = self.everywhere(&description);
        for option in &mut command.parameters {
            let (name, description) =
                (format!("{path}-{}-name", option.name), format!("{path}-{}-description", option.name));
            option.name_localizations = self.everywhere(&name);
            option.description = self.english(&description).or(option.description.take());
            option.description_localizations = self.everywhere(&description);
            for choice in option.choices.to_mut() {
                let name = choice_key(&choice.name);
                choice.localizations = self.everywhere(&name);
                if let Some(english) = self.english(&name) {
                    choice.name = english;
                }
            }
        }
        let subcommands = std::mem::take(&mut command.subcommands);
        command.subcommands =
            subcommands.into_iter().map(|one| self.under(&format!("{path}-"), one)).collect();
        command
    }
}

/// What Discord is told of the commands. The framework leaves the names of menus out.
pub(super) fn registration(commands: &[Command]) -> Vec<CreateCommand> {
    let slash = commands.iter().filter_map(Command::create_as_slash_command);
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

/// `Assign license` has the key `menu-assign-license-name`.
fn menu_key(name: &str) -> String {
    format!("menu-{}-name", name.to_lowercase().replace('\'', "").replace(' ', "-"))
}

/// `InDoubt` has the key `choice-in-doubt-name`.
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

    use super::super::commands;
    use super::*;

    /// The keys of a command that is not localised yet.
    fn keys(parent: &str, command: &Command, into: &mut BTreeSet<String>) {
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
        for command in commands::all().iter().filter(|command| command.context_menu_name.is_none()) {
            for option in &command.parameters {
                let english = option.name_localizations.iter().find(|(locale, _)| locale == "en-US");
                assert_eq!(english.map(|(_, name)| name), Some(&option.name));
            }
        }
    }
}

//! The commands as Discord shows them, in every language. The texts are the messages of the
//! command's name; see [`language`](crate::language).

use std::borrow::Cow;
use std::sync::Arc;

use serenity::all::CreateCommand;

use crate::language::Language;

use super::{Error, Shop};

type Command = poise::Command<Arc<Shop>, Error>;
type Localisations = Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>;

/// Puts a command's texts on it, and those of its subcommands, options and choices. What has no
/// message keeps what it has.
pub(super) fn localised(command: Command) -> Command {
    under("", command)
}

fn under(parent: &str, mut command: Command) -> Command {
    if let Some(menu) = &command.context_menu_name {
        command.name_localizations = everywhere(&menu_key(menu));
        return command;
    }
    let path = format!("{parent}{}", command.name);
    let description = format!("{path}-description");
    put(&mut command.description, &description);
    command.description_localizations = everywhere(&description);
    for option in &mut command.parameters {
        let (name, description) =
            (format!("{path}-{}-name", option.name), format!("{path}-{}-description", option.name));
        option.name_localizations = everywhere(&name);
        put(&mut option.description, &description);
        option.description_localizations = everywhere(&description);
        for choice in option.choices.to_mut() {
            let name = choice_key(&choice.name);
            choice.localizations = everywhere(&name);
            if Language::English.has(&name) {
                choice.name = Cow::Owned(Language::English.say(&name));
            }
        }
    }
    let subcommands = std::mem::take(&mut command.subcommands);
    command.subcommands = subcommands.into_iter().map(|one| under(&format!("{path}-"), one)).collect();
    command
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

fn put(text: &mut Option<Cow<'static, str>>, key: &str) {
    if Language::English.has(key) {
        *text = Some(Cow::Owned(Language::English.say(key)));
    }
}

/// The message in every language that has it, by Discord's locales.
fn everywhere(key: &str) -> Localisations {
    let speaking = Language::ALL.into_iter().filter(|language| language.has(key));
    speaking
        .flat_map(|language| {
            let text = language.say(key);
            language
                .discord_locales()
                .iter()
                .map(move |locale| (Cow::Borrowed(*locale), Cow::Owned(text.clone())))
        })
        .collect()
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

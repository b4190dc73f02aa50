//! A slash command that a person types option by option.

use serde_json::{Value, json};

use super::commands;
use super::people::{below, first_word, named};
use super::{Person, Reply};

/// A slash command that is being typed.
pub struct CommandLine<'a> {
    pub(super) person: &'a Person,
    pub(super) command: String,
    pub(super) options: Vec<Value>,
    pub(super) resolved: Vec<u64>,
}

impl CommandLine<'_> {
    /// Adds a user as an option.
    #[must_use]
    pub fn user(mut self, option: &str, user: &Person) -> Self {
        self.options.push(json!({ "name": option, "type": 6, "value": user.user.to_string() }));
        self.resolved.push(user.user);
        self
    }

    /// Adds a text as an option.
    #[must_use]
    pub fn text(mut self, option: &str, text: &str) -> Self {
        self.options.push(json!({ "name": option, "type": 3, "value": text }));
        self
    }

    /// Adds a whole number as an option.
    #[must_use]
    pub fn integer(mut self, option: &str, number: i64) -> Self {
        self.options.push(json!({ "name": option, "type": 4, "value": number }));
        self
    }

    /// Adds the choice of this name as an option.
    ///
    /// # Panics
    /// When the command offers no such choice.
    #[must_use]
    pub fn choice(mut self, option: &str, name: &str) -> Self {
        let world = self.person.shared.world();
        let guild = self.person.guild.unwrap_or_default();
        let mut options = commands::command(&world, guild, first_word(&self.command), 1);
        if let Some((_, subcommand)) = self.command.split_once(' ') {
            options = options.and_then(|command| named(&command["options"], subcommand));
        }
        let option = options.and_then(|command| named(&command["options"], option)).cloned();
        drop(world);
        let choice = option.as_ref().and_then(|option| named(&option["choices"], name));
        let (Some(option), Some(choice)) = (&option, choice) else { panic!("there is no choice {name:?}") };
        self.options
            .push(json!({ "name": option["name"], "type": option["type"], "value": choice["value"] }));
        self
    }

    /// Sends the command.
    ///
    /// # Panics
    /// When the bot has no such command.
    #[must_use]
    pub fn send(self) -> Reply {
        self.send_odd(|_| {})
    }

    /// Sends the command after a change to its `INTERACTION_CREATE`, as if Discord had left out or renamed a
    /// field.
    ///
    /// # Panics
    /// When the bot has no such command.
    #[must_use]
    pub fn send_odd(self, change: impl FnOnce(&mut Value)) -> Reply {
        let mut data = self.person.command_data(first_word(&self.command), 1, &self.resolved);
        data["options"] = below(&self.command, &json!(self.options));
        self.person.interact_oddly(2, &data, None, change)
    }
}

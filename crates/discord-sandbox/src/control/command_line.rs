//! A slash command that a person types option by option.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::actor::{below, first_word, named};
use super::commands;
use super::world::World;
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

    /// Types into a further option. Returns the names and values of the choices and the time that they
    /// took.
    ///
    /// # Panics
    /// When none come in time.
    pub async fn types(mut self, option: &str, text: &str) -> (Vec<(String, String)>, Duration) {
        self.options.push(json!({ "name": option, "type": 3, "value": text, "focused": true }));
        let mut data = self.person.command_data(first_word(&self.command), 1, &self.resolved);
        data["options"] = below(&self.command, &json!(self.options));
        let (reply, begun) = (self.person.interact(4, &data, None), Instant::now());
        let answered = |world: &World| {
            let sent = world.interactions.get(&reply.id())?;
            Some((sent.choices.clone()?, sent.acknowledged?.1))
        };
        let (choices, at) = self.person.shared.wait_for("choices", answered).await;
        let text = |choice: &Value, name: &str| choice[name].as_str().unwrap_or_default().to_owned();
        let list = choices.iter().map(|choice| (text(choice, "name"), text(choice, "value"))).collect();
        (list, at.duration_since(begun))
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

//! Runs commands: slash commands option by option, and user commands of the context menu.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::server::commands;
use crate::state::world::World;

use super::actor::Person;
use super::bot_reply::Reply;

/// A slash command that is not sent yet.
pub struct CommandLine<'a> {
    pub(crate) person: &'a Person,
    pub(crate) command: String,
    pub(crate) options: Vec<Value>,
    pub(crate) resolved: Vec<u64>,
}

impl Person {
    /// Begins a slash command, such as `/roll` or `/roles list`. [`CommandLine::send`] sends it.
    ///
    /// The second word names a subcommand.
    #[must_use]
    pub fn runs(&self, command: &str) -> CommandLine<'_> {
        let command = command.trim_start_matches('/').to_owned();
        CommandLine { person: self, command, options: Vec::new(), resolved: Vec::new() }
    }

    /// Types into an option with autocomplete. Returns the names and values of the choices, and the time
    /// until they came.
    ///
    /// # Panics
    /// On timeout, or when the bot has no such command.
    pub async fn types(&self, command: &str, option: &str, text: &str) -> (Vec<(String, String)>, Duration) {
        self.runs(command).types(option, text).await
    }

    /// Runs a slash command with a changed `INTERACTION_CREATE`, as if Discord had omitted or renamed a
    /// field.
    ///
    /// # Panics
    /// When the bot has no such command.
    #[must_use]
    pub fn sends_odd(&self, command: &str, change: impl FnOnce(&mut Value)) -> Reply {
        self.runs(command).send_odd(change)
    }

    /// Uses a user command of the context menu on a person.
    ///
    /// # Panics
    /// When the bot has no such command.
    #[must_use]
    pub fn uses(&self, menu: &str, on: &Person) -> Reply {
        let mut data = self.command_data(menu, 2, &[on.user]);
        data["target_id"] = json!(on.user.to_string());
        self.interact(2, &data, None)
    }

    /// Returns the data of a command by its name and type.
    fn command_data(&self, name: &str, kind: u64, resolved: &[u64]) -> Value {
        let world = self.shared.world();
        let id = commands::command(&world, self.guild.unwrap_or_default(), name, kind)
            .map(|command| command["id"].clone());
        drop(world);
        let Some(id) = id else { panic!("the bot has no command {name}") };
        json!({ "id": id, "name": name, "type": kind, "guild_id": self.guild.map(|id| id.to_string()),
            "resolved": self.resolved(resolved) })
    }
}

impl CommandLine<'_> {
    /// Adds an option with a user.
    #[must_use]
    pub fn user(mut self, option: &str, user: &Person) -> Self {
        self.options.push(json!({ "name": option, "type": 6, "value": user.user.to_string() }));
        self.resolved.push(user.user);
        self
    }

    /// Adds an option with a text.
    #[must_use]
    pub fn text(mut self, option: &str, text: &str) -> Self {
        self.options.push(json!({ "name": option, "type": 3, "value": text }));
        self
    }

    /// Adds an option with an integer.
    #[must_use]
    pub fn integer(mut self, option: &str, number: i64) -> Self {
        self.options.push(json!({ "name": option, "type": 4, "value": number }));
        self
    }

    /// Adds an option with the choice of this name.
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
        let (Some(option), Some(choice)) = (&option, choice) else {
            panic!("the command has no choice {name:?}")
        };
        self.options
            .push(json!({ "name": option["name"], "type": option["type"], "value": choice["value"] }));
        self
    }

    /// Types into a further option with autocomplete. Returns the names and values of the choices, and the
    /// time until they came.
    ///
    /// # Panics
    /// On timeout, or when the bot has no such command.
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

    /// Sends the command with a changed `INTERACTION_CREATE`, as if Discord had omitted or renamed a field.
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

fn named<'a>(list: &'a Value, name: &str) -> Option<&'a Value> {
    list.as_array()?.iter().find(|one| one["name"] == name)
}

fn first_word(command: &str) -> &str {
    command.split(' ').next().unwrap_or_default()
}

/// Nests options in their subcommand, if there is one.
fn below(command: &str, options: &Value) -> Value {
    match command.split_once(' ') {
        Some((_, subcommand)) => json!([{ "name": subcommand, "type": 1, "options": options }]),
        None => options.clone(),
    }
}

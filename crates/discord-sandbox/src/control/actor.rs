//! People who use the bot: they run commands, press buttons and read their direct messages.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::command_line::CommandLine;
use super::commands;
use super::guilds::MemberState;
use super::messages::Posted;
use super::render;
use super::reply::Reply;

use super::world::{Shared, World};

/// The permissions of a member: see channels, send messages, use commands.
const MEMBER: u64 = (1 << 10) | (1 << 11) | (1 << 31);
const ADMINISTRATOR: u64 = 1 << 3;

/// A user of Discord, seen from one guild.
#[derive(Clone)]
pub struct Person {
    pub(super) shared: Arc<Shared>,
    pub(super) user: u64,
    pub(super) guild: Option<u64>,
    /// The channel to run commands in; the guild's lobby if none was chosen.
    pub(super) channel: Option<u64>,
}

impl Person {
    pub(super) fn new(shared: Arc<Shared>, user: u64, guild: Option<u64>) -> Self {
        Self { shared, user, guild, channel: None }
    }

    pub(super) fn join(&self, roles: Vec<u64>, administrator: bool) {
        let permissions = MEMBER | if administrator { ADMINISTRATOR } else { 0 };
        let guild = self.guild.unwrap_or_default();
        let member = MemberState { roles, permissions };
        self.shared.world().guilds.entry(guild).or_default().members.insert(self.user, member);
    }

    /// Returns the user's id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.user
    }

    /// Returns the same person in another channel or thread, where they run commands.
    #[must_use]
    pub fn in_channel(&self, channel: u64) -> Self {
        Self { channel: Some(channel), ..self.clone() }
    }

    /// Makes the user a bot.
    #[must_use]
    pub fn bot(self) -> Self {
        if let Some(user) = self.shared.world().users.get_mut(&self.user) {
            user.bot = true;
        }
        self
    }

    /// Closes the user's direct messages, or opens them again.
    pub fn closes_dms(&self, closed: bool) {
        if let Some(user) = self.shared.world().users.get_mut(&self.user) {
            user.dms_closed = closed;
        }
    }

    /// Sets the user's language by Discord's name for it, such as `de` or `pt-BR`.
    pub fn speaks(&self, locale: &str) {
        if let Some(user) = self.shared.world().users.get_mut(&self.user) {
            locale.clone_into(&mut user.locale);
        }
    }

    /// Takes all permissions in the guild from the user.
    pub fn sees_no_channel(&self) {
        if let Some(guild) = self.guild
            && let Some(guild) = self.shared.world().guilds.get_mut(&guild)
            && let Some(member) = guild.members.get_mut(&self.user)
        {
            member.permissions = 0;
        }
    }

    /// Returns the direct messages to the user, oldest first.
    #[must_use]
    pub fn dms(&self) -> Vec<Posted> {
        let mut world = self.shared.world();
        let channel = world.dm_of(self.user);
        world.messages_in(channel)
    }

    /// Waits for a direct message that contains `text`.
    ///
    /// # Panics
    /// When none comes in time.
    pub async fn dm(&self, text: &str) -> Posted {
        let channel = self.shared.world().dm_of(self.user);
        let found = |world: &World| {
            world.messages_in(channel).into_iter().find(|message| render(&message.body).contains(text))
        };
        self.shared.wait_for(&format!("a direct message with {text:?}"), found).await
    }

    /// Begins a slash command, such as `/roll` or `/roles list`. [`CommandLine::send`] sends it.
    #[must_use]
    pub fn runs(&self, command: &str) -> CommandLine<'_> {
        let command = command.trim_start_matches('/').to_owned();
        CommandLine { person: self, command, options: Vec::new(), resolved: Vec::new() }
    }

    /// Uses a user command of the context menu on somebody.
    #[must_use]
    pub fn uses(&self, menu: &str, on: &Person) -> Reply {
        let mut data = self.command_data(menu, 2, &[on.user]);
        data["target_id"] = json!(on.user.to_string());
        self.interact(2, &data, None)
    }

    /// Types into an option of a command. Returns the names and values of the choices and the time
    /// that they took.
    ///
    /// # Panics
    /// When none come in time.
    pub async fn types(&self, command: &str, option: &str, text: &str) -> (Vec<(String, String)>, Duration) {
        self.runs(command).types(option, text).await
    }

    /// Presses the button with this label, in the guild or in a direct message.
    ///
    /// # Panics
    /// When the message has no such button, or it is disabled.
    #[must_use]
    pub fn presses(&self, message: &Posted, label: &str) -> Reply {
        let id = custom_id(message, label);
        let rows = message.body["components"].as_array().into_iter().flatten();
        let mut all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let is_disabled = all.any(|one| one["custom_id"] == id.as_str() && one["disabled"] == true);
        assert!(!is_disabled, "the button {label:?} is disabled");
        self.interact(3, &json!({ "custom_id": id, "component_type": 2, "id": 1 }), Some(message))
    }

    /// Presses a button with any custom id, as a forged client can.
    #[must_use]
    pub fn forges(&self, message: &Posted, custom_id: &str) -> Reply {
        self.interact(3, &json!({ "custom_id": custom_id, "component_type": 2, "id": 1 }), Some(message))
    }

    /// Chooses somebody from the user select with this placeholder.
    ///
    /// # Panics
    /// When the message has no such menu.
    #[must_use]
    pub fn chooses(&self, message: &Posted, placeholder: &str, chosen: &Person) -> Reply {
        let id = custom_id(message, placeholder);
        let data = json!({ "custom_id": id, "component_type": 5, "id": 1,
            "values": [chosen.user.to_string()], "resolved": self.resolved(&[chosen.user]) });
        self.interact(3, &data, Some(message))
    }

    fn resolved(&self, users: &[u64]) -> Value {
        let world = self.shared.world();
        let (mut people, mut members) = (json!({}), json!({}));
        for user in users {
            people[user.to_string()] = world.user_json(*user);
            if let Some(member) = world.member_json(self.guild.unwrap_or_default(), *user) {
                members[user.to_string()] = member;
            }
        }
        json!({ "users": people, "members": members })
    }

    pub(super) fn command_data(&self, name: &str, kind: u64, resolved: &[u64]) -> Value {
        let world = self.shared.world();
        let id = commands::command(&world, self.guild.unwrap_or_default(), name, kind)
            .map(|command| command["id"].clone());
        drop(world);
        let Some(id) = id else { panic!("there is no command {name}") };
        json!({ "id": id, "name": name, "type": kind, "guild_id": self.guild.map(|id| id.to_string()),
            "resolved": self.resolved(resolved) })
    }
}

pub(super) fn custom_id(message: &Posted, label: &str) -> String {
    let components = message.body["components"].as_array().into_iter().flatten();
    let mut all = components.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let found = all.find(|one| one["label"] == label || one["placeholder"] == label);
    match found.and_then(|one| one["custom_id"].as_str()) {
        Some(id) => id.to_owned(),
        None => panic!("there is no {label:?} on the message\n{}", render(&message.body)),
    }
}

pub(super) fn named<'a>(list: &'a Value, name: &str) -> Option<&'a Value> {
    list.as_array()?.iter().find(|one| one["name"] == name)
}

pub(super) fn first_word(command: &str) -> &str {
    command.split(' ').next().unwrap_or_default()
}

/// Nests the options of a subcommand in it, as Discord sends them.
pub(super) fn below(command: &str, options: &Value) -> Value {
    match command.split_once(' ') {
        Some((_, subcommand)) => json!([{ "name": subcommand, "type": 1, "options": options }]),
        None => options.clone(),
    }
}

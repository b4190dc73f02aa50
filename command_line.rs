//! Slash commands as they are typed, and user menus.

use serde_json::{Value, json};

use crate::domain::RoleId;

use super::guild::Channel;
use super::interactions::{Place, SLASH, USER_MENU};
use super::people::Person;
use super::reply::Reply;

const COMMAND: u8 = 2;

/// A slash command that is being typed. Discord's client, and so this, does not let anybody send
/// what the registered command does not take.
pub struct CommandLine<'a> {
    pub(super) person: &'a Person,
    /// The command's name, then those of its groups and subcommand.
    pub(super) path: Vec<String>,
    pub(super) options: Vec<Value>,
    pub(super) people: Vec<u64>,
    pub(super) place: Place,
}

/// A user menu that is open.
pub struct MenuUse<'a> {
    pub(super) person: &'a Person,
    pub(super) menu: &'a str,
}

impl<'a> CommandLine<'a> {
    pub(super) fn new(person: &'a Person, command: &str) -> Self {
        let path = command.trim_start_matches('/').split_whitespace().map(str::to_owned).collect();
        Self { person, path, options: Vec::new(), people: Vec::new(), place: Place::Lobby }
    }

    /// With somebody as an option.
    #[must_use]
    pub fn member(mut self, option: &str, member: &Person) -> Self {
        self.people.push(member.id());
        self.option(option, 6, json!(member.id().to_string()))
    }

    /// With a text as an option.
    #[must_use]
    pub fn text(self, option: &str, text: &str) -> Self {
        self.option(option, 3, json!(text))
    }

    /// With a whole number as an option.
    #[must_use]
    pub fn integer(self, option: &str, number: i64) -> Self {
        self.option(option, 4, json!(number))
    }

    /// With yes or no as an option.
    #[must_use]
    pub fn boolean(self, option: &str, yes: bool) -> Self {
        self.option(option, 5, json!(yes))
    }

    /// With a channel as an option.
    #[must_use]
    pub fn channel(self, option: &str, channel: &Channel) -> Self {
        self.option(option, 7, json!(channel.id.to_string()))
    }

    /// With a role as an option.
    #[must_use]
    pub fn role(self, option: &str, role: RoleId) -> Self {
        self.option(option, 8, json!(role.to_string()))
    }

    /// In this channel instead of the lobby.
    #[must_use]
    pub fn in_channel(mut self, channel: &Channel) -> Self {
        self.place = Place::Channel(channel.id);
        self
    }

    /// In the direct messages with the bot.
    #[must_use]
    pub fn in_dm(mut self) -> Self {
        self.place = Place::DirectMessages;
        self
    }

    pub(super) fn option(mut self, name: &str, kind: u64, value: Value) -> Self {
        self.options.push(json!({ "name": name, "type": kind, "value": value }));
        self
    }

    /// Sends it.
    ///
    /// # Panics
    /// When the bot has no such command here, or the command does not take these options.
    #[must_use]
    pub fn send(self) -> Reply {
        let data = self.data(true);
        self.person.interact(COMMAND, &data, self.place, None)
    }

    /// `data` of the interaction, checked against the registered command.
    pub(super) fn data(&self, whole: bool) -> Value {
        let name = self.path.first().map_or("", String::as_str);
        let mut data = self.person.command_data(name, SLASH, &self.people, self.place);
        let mut taken = self.person.registered(name, SLASH, self.place)["options"].clone();
        for part in &self.path[1..] {
            let sub = taken.as_array().into_iter().flatten().find(|one| one["name"] == part.as_str());
            let sub = sub.cloned().unwrap_or_else(|| panic!("/{name} has no {part}"));
            taken = sub["options"].clone();
        }
        check(name, &taken, &self.options, whole);
        let subcommands = self.path[1..].iter().enumerate().rev();
        data["options"] = subcommands.fold(json!(self.options), |inner, (at, part)| {
            let is_group = at + 2 < self.path.len();
            json!([{ "name": part, "type": if is_group { 2 } else { 1 }, "options": inner }])
        });
        data
    }
}

/// Panics at what Discord's client would not let anybody send.
fn check(command: &str, taken: &Value, given: &[Value], whole: bool) {
    let taken: Vec<&Value> = taken.as_array().into_iter().flatten().collect();
    for option in given {
        let name = &option["name"];
        let Some(known) = taken.iter().find(|one| one["name"] == *name) else {
            panic!("/{command} has no option {name}");
        };
        assert!(known["type"] == option["type"], "/{command}: the option {name} is of type {}", known["type"]);
        let focused = option["focused"] == true;
        if let Some(refused) = (!focused).then(|| refusal(known, &option["value"])).flatten() {
            panic!("/{command}: the option {name} is refused by Discord's client: {refused}");
        }
    }
    for option in taken.iter().filter(|one| whole && one["required"] == true) {
        let is_given = given.iter().any(|one| one["name"] == option["name"]);
        assert!(is_given, "/{command}: the option {} is required", option["name"]);
    }
}

fn refusal(option: &Value, value: &Value) -> Option<String> {
    if let Some(choices) = option["choices"].as_array().filter(|choices| !choices.is_empty())
        && !choices.iter().any(|choice| choice["value"] == *value)
    {
        return Some(format!("{value} is none of its choices"));
    }
    let size = |name: &str| option[name].as_f64();
    let (least, most, given) = match value {
        // Discord takes no text beyond 6000 characters, whatever the option says.
        Value::String(text) if option["type"] == 3 => {
            let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            (size("min_length").unwrap_or(0.0), size("max_length").unwrap_or(6000.0), f64::from(length))
        }
        Value::Number(number) => (
            size("min_value").unwrap_or(f64::MIN),
            size("max_value").unwrap_or(f64::MAX),
            number.as_f64().unwrap_or(0.0),
        ),
        _ => return None,
    };
    (!(least..=most).contains(&given)).then(|| format!("{given} is not from {least} to {most}"))
}

impl MenuUse<'_> {
    /// Uses it on somebody.
    ///
    /// # Panics
    /// When the bot has no such menu here.
    #[must_use]
    pub fn on(&self, target: &Person) -> Reply {
        let mut data = self.person.command_data(self.menu, USER_MENU, &[target.id()], Place::Lobby);
        data["target_id"] = json!(target.id().to_string());
        self.person.interact(COMMAND, &data, Place::Lobby, None)
    }
}

//! Registering commands.

use std::collections::HashSet;

use serde_json::{Value, json};
use twilight_model::application::command::Command;

use super::answer::{Answer, FormError, Refusal};
use super::state::{APPLICATION, World};

const MOST_SLASH_COMMANDS: usize = 100;
const MOST_MENU_COMMANDS: usize = 15;
const MOST_OPTIONS: usize = 25;

impl World {
    /// Replaces the commands of a guild, or the global ones.
    pub(super) fn register(&mut self, guild: Option<u64>, body: &Value) -> Answer {
        if guild.is_some_and(|guild| !self.guilds.contains_key(&guild)) {
            return Err(Refusal::MissingAccess);
        }
        let Some(commands) = body.as_array() else {
            return Err(FormError::new("commands", "the body is no list").into());
        };
        let mut echoes = Vec::new();
        for (at, command) in commands.iter().enumerate() {
            let echo = self.echo(guild, command);
            check(&echo).map_err(|why| FormError::new(format!("{at}.name"), why))?;
            echoes.push(echo);
        }
        check_together(&echoes)?;
        self.commands.insert(guild, echoes.clone());
        match &mut self.session {
            Some(session) if session.is_connected() => session.registered = true,
            _ => self.registered_early = true,
        }
        Ok(json!(echoes))
    }

    /// The command as Discord answers it; one that was there before keeps its id.
    fn echo(&mut self, guild: Option<u64>, command: &Value) -> Value {
        let mut echo = without_nulls(command);
        let kind = command["type"].as_u64().unwrap_or(1);
        let before = self.commands.get(&guild).into_iter().flatten();
        let id = before
            .filter(|one| one["name"] == command["name"] && one["type"] == kind)
            .find_map(|one| one["id"].as_str().map(str::to_owned))
            .unwrap_or_else(|| self.new_id().to_string());
        echo["id"] = json!(id);
        echo["application_id"] = json!(APPLICATION.to_string());
        echo["version"] = json!(self.new_id().to_string());
        echo["type"] = json!(kind);
        if let Some(guild) = guild {
            echo["guild_id"] = json!(guild.to_string());
        }
        for (name, absent) in [("description", json!("")), ("default_member_permissions", Value::Null)] {
            if echo.get(name).is_none() {
                echo[name] = absent;
            }
        }
        echo
    }

    /// The registered command that this guild's members are offered under a name.
    pub(super) fn command(&self, guild: Option<u64>, name: &str, kind: u64) -> Option<&Value> {
        let scopes = [guild.map(Some), Some(None)];
        scopes
            .into_iter()
            .flatten()
            .filter_map(|scope| self.commands.get(&scope))
            .flatten()
            .find(|command| command["name"] == name && command["type"] == kind)
    }
}

fn check(echo: &Value) -> Result<(), String> {
    let command: Command = serde_json::from_value(echo.clone()).map_err(|error| error.to_string())?;
    twilight_validate::command::command(&command).map_err(|error| error.to_string())?;
    options(&echo["options"])
}

/// What twilight does not look at: the options' count, names and order at every depth.
fn options(options: &Value) -> Result<(), String> {
    let options: Vec<&Value> = options.as_array().into_iter().flatten().collect();
    if options.len() > MOST_OPTIONS {
        return Err(format!("{} options", options.len()));
    }
    let (mut names, mut optional_seen) = (HashSet::new(), false);
    for option in options {
        let name = option["name"].as_str().unwrap_or_default();
        twilight_validate::command::option_name(name).map_err(|error| error.to_string())?;
        if !names.insert(name) {
            return Err(format!("the option {name} came twice"));
        }
        let is_required = option["required"] == true;
        if is_required && optional_seen {
            return Err(format!("the required option {name} follows one that is not"));
        }
        optional_seen |= !is_required;
        let has_choices = option["choices"].as_array().is_some_and(|choices| !choices.is_empty());
        if option["autocomplete"] == true && has_choices {
            return Err(format!("the option {name} has choices and autocomplete"));
        }
        self::options(&option["options"])?;
    }
    Ok(())
}

fn check_together(commands: &[Value]) -> Result<(), FormError> {
    let mut names = HashSet::new();
    for command in commands {
        if !names.insert((&command["type"], command["name"].as_str())) {
            return Err(FormError::new("name", format!("{} came twice", command["name"])));
        }
    }
    for (kind, most) in [(1, MOST_SLASH_COMMANDS), (2, MOST_MENU_COMMANDS), (3, MOST_MENU_COMMANDS)] {
        let count = commands.iter().filter(|command| command["type"] == kind).count();
        if count > most {
            return Err(FormError::new("type", format!("{count} commands of type {kind}")));
        }
    }
    Ok(())
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

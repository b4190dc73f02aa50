//! The commands that the bot registered. Each guild has its own.

use serde_json::{Value, json};

use crate::response::{Answer, error};
use crate::state::guild::GuildState;
use crate::state::world::{APPLICATION, World};

use super::validation;

/// Finds a command of a guild by its name and type.
///
/// A guild in which the bot never registered commands has the commands of the other guilds, as if the
/// bot had been configured for it earlier.
pub(crate) fn command<'a>(world: &'a World, guild: u64, name: &str, kind: u64) -> Option<&'a Value> {
    let own = world.guilds.get(&guild).and_then(|guild| guild.commands.as_ref());
    let fits = |command: &&Value| command["name"] == name && command["type"] == kind;
    match own {
        Some(own) => own.iter().find(fits),
        None => world.guilds.values().flat_map(registered).find(fits),
    }
}

/// Returns the commands of a guild.
pub(crate) fn registered(guild: &GuildState) -> &[Value] {
    guild.commands.as_deref().unwrap_or_default()
}

/// Answers the routes `applications/{id}/guilds/{id}/commands`.
pub(crate) fn route(world: &mut World, method: &str, guild: &str, body: &Value) -> Option<Answer> {
    let guild_id = guild.parse().unwrap_or(0);
    let Some(state) = world.guilds.get_mut(&guild_id).filter(|guild| guild.has_bot) else {
        return Some(error(403, 50_001, "Missing Access"));
    };
    match method {
        "GET" => Some(Ok(json!(registered(state)))),
        "PUT" => Some(echoes(guild, body).map(|echoes| {
            let answer = json!(echoes);
            state.commands = Some(echoes);
            answer
        })),
        _ => None,
    }
}

/// Validates commands and returns them as Discord does, with ids and defaults.
fn echoes(guild: &str, body: &Value) -> Result<Vec<Value>, (u16, Value)> {
    let mut echoes = Vec::new();
    for (at, command) in body.as_array().into_iter().flatten().enumerate() {
        let mut echo = without_nulls(command);
        echo["id"] = json!((1_000 + at).to_string());
        echo["application_id"] = json!(APPLICATION.to_string());
        echo["guild_id"] = json!(guild);
        echo["version"] = json!("1");
        for (name, default) in
            [("type", json!(1)), ("description", json!("")), ("default_member_permissions", Value::Null)]
        {
            if echo.get(name).is_none() {
                echo[name] = default;
            }
        }
        if let Err(why) = validation::command(&echo) {
            return error(400, 50_035, &format!("Invalid Form Body: {why}"));
        }
        echoes.push(echo);
    }
    Ok(echoes)
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

//! Discord's limits on messages, commands and modals.
//!
//! `twilight-validate` makes most of the checks. A few that it lacks are made here.

use serde_json::Value;
use twilight_model::application::command::{Command, CommandOptionChoice, CommandOptionChoiceValue};
use twilight_model::channel::message::{Component, Embed};

const LONGEST_NONCE: usize = 25;
const MOST_CHOICES: usize = 25;

/// Checks a message or an edit of one.
pub(crate) fn message(body: &Value, must_hold_something: bool) -> Result<(), String> {
    let content = body["content"].as_str().unwrap_or_default();
    twilight_validate::message::content(content).map_err(|error| error.to_string())?;
    let embeds: Vec<Embed> = list(body, "embeds")?;
    twilight_validate::message::embeds(&embeds).map_err(|error| error.to_string())?;
    let components: Vec<Component> = list(body, "components")?;
    twilight_validate::message::components(&components, false).map_err(|error| error.to_string())?;
    distinct_ids(body)?;
    if let Some(nonce) = body.get("nonce").filter(|nonce| !nonce.is_null())
        && nonce.as_str().is_none_or(|nonce| nonce.is_empty() || nonce.chars().count() > LONGEST_NONCE)
    {
        return Err(format!("nonce: 1 to {LONGEST_NONCE} characters"));
    }
    if must_hold_something && content.is_empty() && embeds.is_empty() && components.is_empty() {
        return Err("50006: cannot send an empty message".to_owned());
    }
    Ok(())
}

/// Checks that no custom id occurs twice.
fn distinct_ids(body: &Value) -> Result<(), String> {
    let mut seen = std::collections::HashSet::new();
    for row in body["components"].as_array().into_iter().flatten() {
        for component in row["components"].as_array().into_iter().flatten() {
            if let Some(id) = component["custom_id"].as_str()
                && !seen.insert(id)
            {
                return Err("components: a custom_id occurs twice".to_owned());
            }
        }
    }
    Ok(())
}

/// Parses a list that may be missing.
fn list<T: serde::de::DeserializeOwned>(body: &Value, name: &str) -> Result<Vec<T>, String> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(list) => serde_json::from_value(list.clone()).map_err(|error| format!("{name}: {error}")),
    }
}

/// Checks a modal (<https://docs.discord.com/developers/components/reference#text-input>).
pub(crate) fn modal(data: &Value) -> Result<(), String> {
    let chars = |value: &Value| value.as_str().unwrap_or_default().chars().count();
    if !(1..=45).contains(&chars(&data["title"])) || !(1..=100).contains(&chars(&data["custom_id"])) {
        return Err("title: 1 to 45 characters; custom_id: 1 to 100 characters".to_owned());
    }
    let rows = data["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !(1..=5).contains(&rows.len()) {
        return Err(format!("components: 1 to 5 rows, not {}", rows.len()));
    }
    for row in rows {
        let input = &row["components"][0];
        if row["type"] != 1 || input["type"] != 4 {
            return Err("components: each row holds one text input".to_owned());
        }
        let longest = input["max_length"].as_u64().unwrap_or(4000);
        let fits = (1..=45).contains(&chars(&input["label"]))
            && (1..=100).contains(&chars(&input["custom_id"]))
            && chars(&input["placeholder"]) <= 100
            && longest <= 4000
            && chars(&input["value"]) as u64 <= longest;
        if !fits {
            return Err(format!("components: {input}"));
        }
    }
    distinct_ids(data)
}

/// Checks a command in the form in which Discord returns it.
pub(crate) fn command(echo: &Value) -> Result<(), String> {
    let command: Command = serde_json::from_value(echo.clone()).map_err(|error| error.to_string())?;
    twilight_validate::command::command(&command).map_err(|error| error.to_string())
}

/// Checks the choices of an autocomplete result, and returns them.
pub(crate) fn choices(data: &Value) -> Result<Vec<Value>, String> {
    let choices: Vec<CommandOptionChoice> = list(data, "choices")?;
    if choices.len() > MOST_CHOICES {
        return Err(format!("choices: at most {MOST_CHOICES}, not {}", choices.len()));
    }
    for choice in &choices {
        twilight_validate::command::choice_name(&choice.name).map_err(|error| error.to_string())?;
        if let CommandOptionChoiceValue::String(value) = &choice.value
            && !(1..=100).contains(&value.chars().count())
        {
            return Err("choices: values have 1 to 100 characters".to_owned());
        }
    }
    Ok(data["choices"].as_array().cloned().unwrap_or_default())
}

//! The options of a slash command, checked as Discord's client checks them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::state::world::World;

use super::refusal::Refusal;

/// The values of a command's options, by the option's name.
pub(super) type Values = BTreeMap<String, Value>;

const STRING: u64 = 3;
const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const USER: u64 = 6;
const CHANNEL: u64 = 7;
const ROLE: u64 = 8;
const NUMBER: u64 = 10;

/// The options of an interaction, and the users that they name.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) options: Vec<Value>,
    pub(super) users: Vec<u64>,
}

/// Checks the values of options against their declarations. `focused` names the option that is being typed: it may
/// be incomplete, and so may be the others.
///
/// # Errors
/// A value is missing, of another type, or out of its bounds.
pub(super) fn fill(
    world: &World,
    declared: &Value,
    values: &Values,
    focused: Option<&str>,
) -> Result<Filled, Refusal> {
    let declared = declared.as_array().map(Vec::as_slice).unwrap_or_default();
    let name_of = |option: &Value| option["name"].as_str().unwrap_or_default().to_owned();
    if let Some(unknown) = values.keys().find(|name| !declared.iter().any(|option| option["name"] == **name))
    {
        return Err(Refusal::Invalid(format!("The command has no option {unknown:?}.")));
    }
    let mut filled = Filled { options: Vec::new(), users: Vec::new() };
    for option in declared {
        let name = name_of(option);
        let is_focused = focused == Some(&name);
        let Some(value) = values.get(&name) else {
            if option["required"] == true && focused.is_none() {
                return Err(Refusal::Invalid(format!("{name}: this option is required")));
            }
            continue;
        };
        let kind = option["type"].as_u64().unwrap_or(0);
        let value =
            if is_focused { json!(value.as_str().unwrap_or_default()) } else { typed(world, option, value)? };
        if kind == USER
            && let Some(user) = value.as_str().and_then(|id| id.parse().ok())
        {
            filled.users.push(user);
        }
        let mut sent = json!({ "name": name, "type": kind, "value": value });
        if is_focused {
            sent["focused"] = json!(true);
        }
        filled.options.push(sent);
    }
    Ok(filled)
}

/// Checks one value.
fn typed(world: &World, option: &Value, value: &Value) -> Result<Value, Refusal> {
    let refuse =
        |why: &str| Refusal::Invalid(format!("{}: {why}", option["name"].as_str().unwrap_or_default()));
    if let Some(choices) = option["choices"].as_array().filter(|choices| !choices.is_empty()) {
        let is_offered = choices.iter().any(|choice| choice["value"] == *value);
        return if is_offered { Ok(value.clone()) } else { Err(refuse("choose one of the values")) };
    }
    let id = || value.as_str().and_then(|id| id.parse::<u64>().ok());
    let is_valid = match option["type"].as_u64().unwrap_or(0) {
        STRING => {
            let text = value.as_str().ok_or_else(|| refuse("a text is expected"))?;
            let count = text.chars().count() as u64;
            let (least, most) = (option["min_length"].as_u64().unwrap_or(1), option["max_length"].as_u64());
            return if count < least.max(1) {
                Err(refuse("the text is too short"))
            } else if count > most.unwrap_or(6000) {
                Err(refuse("the text is too long"))
            } else {
                Ok(value.clone())
            };
        }
        INTEGER => value.is_i64() && is_within(option, value),
        NUMBER => value.is_number() && is_within(option, value),
        BOOLEAN => value.is_boolean(),
        USER => id().is_some_and(|id| world.users.contains_key(&id)),
        CHANNEL => id().is_some_and(|id| world.guilds.values().any(|guild| guild.channels.contains(&id))),
        ROLE => id().is_some_and(|id| {
            world.guilds.values().any(|guild| guild.roles.iter().any(|role| role.id == id))
        }),
        _ => false,
    };
    if is_valid { Ok(value.clone()) } else { Err(refuse("this value is not allowed")) }
}

fn is_within(option: &Value, value: &Value) -> bool {
    let number = value.as_f64().unwrap_or(f64::NAN);
    option["min_value"].as_f64().is_none_or(|least| number >= least)
        && option["max_value"].as_f64().is_none_or(|most| number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(declared: &Value, values: &Value, focused: Option<&str>) -> Result<Filled, Refusal> {
        let values = serde_json::from_value(values.clone()).unwrap_or_default();
        fill(&World::default(), declared, &values, focused)
    }

    #[test]
    fn what_discords_client_would_not_send_is_refused() {
        let declared = json!([
            { "name": "text", "type": 3, "required": true, "max_length": 3 },
            { "name": "count", "type": 4, "min_value": 1, "max_value": 5 },
            { "name": "choice", "type": 3, "choices": [{ "name": "One", "value": "1" }] },
            { "name": "member", "type": 6 },
        ]);
        for values in [
            json!({}),
            json!({ "text": "" }),
            json!({ "text": "long" }),
            json!({ "text": "a", "count": 6 }),
            json!({ "text": "a", "count": 1.5 }),
            json!({ "text": "a", "choice": "2" }),
            json!({ "text": "a", "member": "1" }),
            json!({ "text": "a", "other": "1" }),
        ] {
            assert!(filled(&declared, &values, None).is_err(), "{values}");
        }
        let values = json!({ "text": "abc", "count": 5, "choice": "1" });
        assert_eq!(filled(&declared, &values, None).map(|filled| filled.options.len()), Ok(3));
    }

    #[test]
    fn an_option_that_is_being_typed_may_be_incomplete() {
        let declared = json!([{ "name": "text", "type": 3, "min_length": 3 }, { "name": "member", "type": 6, "required": true }]);
        let options = filled(&declared, &json!({ "text": "a" }), Some("text")).map(|filled| filled.options);
        assert_eq!(options, Ok(vec![json!({ "name": "text", "type": 3, "value": "a", "focused": true })]));
    }
}

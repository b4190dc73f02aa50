//! Uses the bot's components: buttons, select menus and modals.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::render::render;
use crate::server::channels::name;
use crate::state::messages::Posted;
use crate::state::world::World;

use super::actor::Person;
use super::bot_reply::Reply;

impl Person {
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

    /// Presses a button with any custom id, as a modified client can.
    #[must_use]
    pub fn forges(&self, message: &Posted, custom_id: &str) -> Reply {
        self.interact(3, &json!({ "custom_id": custom_id, "component_type": 2, "id": 1 }), Some(message))
    }

    /// Chooses a person from the user select with this placeholder.
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

    /// Chooses a value from the string select with this placeholder.
    ///
    /// # Panics
    /// When the message has no such menu, or the menu has no such value.
    #[must_use]
    pub fn picks(&self, message: &Posted, placeholder: &str, value: &str) -> Reply {
        let menu = menu(message, placeholder);
        let offered = menu["options"].as_array().into_iter().flatten().any(|option| option["value"] == value);
        assert!(offered, "the menu {placeholder:?} has no {value:?}: {menu}");
        self.choosing(message, placeholder, 3, &[value.to_owned()], &json!({}))
    }

    /// Chooses roles from the role select with this placeholder.
    ///
    /// # Panics
    /// When the message has no such menu.
    #[must_use]
    pub fn picks_roles(&self, message: &Posted, placeholder: &str, roles: &[u64]) -> Reply {
        let ids: Vec<String> = roles.iter().map(ToString::to_string).collect();
        let resolved = resolved_roles(&self.shared.world(), &ids);
        self.choosing(message, placeholder, 6, &ids, &resolved)
    }

    /// Chooses a channel from the channel select with this placeholder, or clears it with `None`.
    ///
    /// # Panics
    /// When the message has no such menu.
    #[must_use]
    pub fn picks_channel(&self, message: &Posted, placeholder: &str, channel: Option<u64>) -> Reply {
        let ids: Vec<String> = channel.iter().map(ToString::to_string).collect();
        let resolved = resolved_channels(&self.shared.world(), &ids);
        self.choosing(message, placeholder, 8, &ids, &resolved)
    }

    fn choosing(
        &self,
        message: &Posted,
        placeholder: &str,
        kind: u64,
        values: &[String],
        resolved: &Value,
    ) -> Reply {
        assert_eq!(menu(message, placeholder)["type"], kind, "{placeholder:?} is another kind of menu");
        let id = custom_id(message, placeholder);
        let data = json!({ "custom_id": id, "component_type": kind, "id": 1, "values": values, "resolved": resolved });
        self.interact(3, &data, Some(message))
    }

    /// Fills in the modal that answered an interaction, and submits it. Fields that are not listed keep the
    /// values that the modal offers.
    ///
    /// # Panics
    /// On timeout, when the modal has no such field, or when Discord's client would refuse the input.
    pub async fn submits(&self, reply: &Reply, fields: &[(&str, &str)]) -> Reply {
        let modal = reply.modal().await;
        let typed = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let filled = match filled(&modal, &typed) {
            Ok(filled) => filled,
            Err(why) => panic!("{why}"),
        };
        self.interact(
            5,
            &json!({ "custom_id": modal["custom_id"], "components": filled }),
            reply.pressed().as_ref(),
        )
    }
}

/// Finds the menu with this placeholder.
fn menu<'a>(message: &'a Posted, placeholder: &str) -> &'a Value {
    let rows = message.body["components"].as_array().into_iter().flatten();
    let mut all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    match all.find(|one| one["placeholder"] == placeholder) {
        Some(menu) => menu,
        None => panic!("the message has no menu {placeholder:?}"),
    }
}

/// Finds the custom id of the component with this label or placeholder.
fn custom_id(message: &Posted, label: &str) -> String {
    let components = message.body["components"].as_array().into_iter().flatten();
    let mut all = components.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let found = all.find(|one| one["label"] == label || one["placeholder"] == label);
    match found.and_then(|one| one["custom_id"].as_str()) {
        Some(id) => id.to_owned(),
        None => panic!("the message has no {label:?}:\n{}", render(&message.body)),
    }
}

/// Returns the components of a submitted modal. Fields that nobody typed into keep the values that the modal
/// offers.
///
/// # Errors
/// The modal has no such field, or Discord's client would refuse the input.
pub(crate) fn filled(modal: &Value, typed: &BTreeMap<String, String>) -> Result<Value, String> {
    let rows = modal["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    let inputs: Vec<&Value> = rows.iter().map(|row| &row["components"][0]).collect();
    if let Some(name) = typed.keys().find(|name| !inputs.iter().any(|input| input["custom_id"] == **name)) {
        return Err(format!("no field {name:?} in {modal}"));
    }
    let filled = inputs.iter().map(|input| {
        let typed = input["custom_id"].as_str().and_then(|id| typed.get(id));
        let value = typed.map_or_else(|| input["value"].as_str().unwrap_or_default(), String::as_str);
        let count = value.chars().count() as u64;
        let least = input["min_length"].as_u64().unwrap_or(0);
        // Fields are required by default.
        let may_be_empty = input["required"] == false;
        if if count == 0 { !may_be_empty } else { count < least } {
            return Err(format!("{} is required, or too short", input["label"]));
        }
        if count > input["max_length"].as_u64().unwrap_or(4000) {
            return Err(format!("{} is too long", input["label"]));
        }
        Ok(json!({ "type": 1, "id": 1, "components": [
            { "type": 4, "id": 2, "custom_id": input["custom_id"], "value": value }] }))
    });
    filled.collect()
}

/// Returns the `resolved` field for these roles.
pub(crate) fn resolved_roles(world: &World, ids: &[String]) -> Value {
    let mut resolved = json!({ "roles": {} });
    for id in ids {
        let mut all = world.guilds.values().flat_map(|guild| &guild.roles);
        let name = all.find(|role| role.id.to_string() == *id).map_or("role", |role| &role.name);
        resolved["roles"][id] = json!({ "id": id, "name": name, "color": 0,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
            "hoist": false, "managed": false, "mentionable": false, "permissions": "0", "position": 1, "flags": 0 });
    }
    resolved
}

/// Returns the `resolved` field for these channels.
pub(crate) fn resolved_channels(world: &World, ids: &[String]) -> Value {
    let mut resolved = json!({ "channels": {} });
    for id in ids {
        let guild =
            world.guilds.iter().find(|(_, guild)| guild.channels.iter().any(|one| one.to_string() == *id));
        let name = guild.map_or("channel", |(guild, _)| name(world, *guild, id.parse().unwrap_or(0)));
        resolved["channels"][id] = json!({ "id": id, "name": name, "type": 0, "permissions": "0" });
    }
    resolved
}

//! Buttons, menus and forms in people's hands.

use serde_json::{Value, json};

use super::interactions::Place;
use super::message::{Message, Shown};
use super::people::Person;
use super::reply::Reply;
use super::screen::render;

const COMPONENT: u8 = 3;
const FORM: u8 = 5;
const BUTTON: u64 = 2;
const TEXT_SELECT: u64 = 3;
const USER_SELECT: u64 = 5;

impl Person {
    /// Presses the button with this label or custom id, in the server or in a direct message.
    ///
    /// # Panics
    /// When there is no such button for them to press.
    #[must_use]
    pub fn presses(&self, on: &impl Shown, button: &str) -> Reply {
        let message = on.shown();
        let control = self.find(&message, BUTTON, button);
        self.use_control(&message, &control, &Value::Null)
    }

    /// Chooses values from the menu with this placeholder or custom id.
    ///
    /// # Panics
    /// When there is no such menu for them to use, or a value is none of its options.
    #[must_use]
    pub fn chooses(&self, on: &impl Shown, menu: &str, values: &[&str]) -> Reply {
        let message = on.shown();
        let control = self.find(&message, TEXT_SELECT, menu);
        let options = control["options"].as_array().cloned().unwrap_or_default();
        for value in values {
            assert!(options.iter().any(|one| one["value"] == *value), "{menu:?} has no option {value:?}");
        }
        self.use_control(&message, &control, &json!({ "values": values }))
    }

    /// Chooses somebody from the user menu with this placeholder or custom id.
    ///
    /// # Panics
    /// When there is no such menu for them to use.
    #[must_use]
    pub fn chooses_user(&self, on: &impl Shown, menu: &str, chosen: &Person) -> Reply {
        let message = on.shown();
        let control = self.find(&message, USER_SELECT, menu);
        let resolved = self.resolved(&[chosen.id()], message.channel);
        let values = json!({ "values": [chosen.id().to_string()], "resolved": resolved });
        self.use_control(&message, &control, &values)
    }

    /// Presses a button of any custom id on a message, as a forged client may.
    #[must_use]
    pub fn forges(&self, on: &impl Shown, custom_id: &str) -> Reply {
        let control = json!({ "type": BUTTON, "custom_id": custom_id });
        self.use_control(&on.shown(), &control, &Value::Null)
    }

    /// Fills in and submits the form that a reply has shown; fields by their custom id or label.
    ///
    /// # Panics
    /// When the form is not shown, or has no such field.
    pub async fn submits(&self, form: &Reply, fields: &[(&str, &str)]) -> Reply {
        let modal = form.modal().await;
        let mut rows = Vec::new();
        for row in modal["components"].as_array().into_iter().flatten() {
            let input = if row["type"] == 1 { &row["components"][0] } else { &row["component"] };
            let label = if row["type"] == 1 { &input["label"] } else { &row["label"] };
            let given = fields.iter().find(|(name, _)| input["custom_id"] == *name || *label == *name);
            let filled = json!({ "type": 4, "id": 2, "custom_id": input["custom_id"],
                "value": given.map_or("", |(_, text)| text) });
            rows.push(if row["type"] == 1 {
                json!({ "type": 1, "id": 1, "components": [filled] })
            } else {
                json!({ "type": 18, "id": 1, "component": filled })
            });
        }
        let data = json!({ "custom_id": modal["custom_id"], "components": rows });
        let shown_on = self.source_of(form);
        let place = shown_on.as_ref().map_or(Place::Lobby, |message| Place::Channel(message.channel));
        self.interact(FORM, &data, place, shown_on.as_ref())
    }

    /// The message on which the button was pressed that led to a reply.
    fn source_of(&self, reply: &Reply) -> Option<Message> {
        let world = self.shared.world();
        let pressed = world.interactions.get(&reply.id)?.payload["message"]["id"].as_str()?.parse().ok()?;
        world.message(pressed).cloned()
    }

    fn find(&self, message: &Message, kind: u64, name: &str) -> Value {
        let seen = render(message);
        let for_them = self.can_see(message);
        assert!(for_them, "{} does not see the message\n{seen}", self.user);
        let matches = |control: &&Value| {
            control["type"] == kind && ["label", "placeholder", "custom_id"].iter().any(|by| control[*by] == name)
        };
        let Some(control) = message.controls().find(matches) else {
            panic!("there is no {name:?} to use on the message\n{seen}");
        };
        assert!(control["disabled"] != true, "{name:?} is disabled on the message\n{seen}");
        control.clone()
    }

    fn can_see(&self, message: &Message) -> bool {
        let world = self.shared.world();
        match (message.only_for, world.dm_recipient(message.channel)) {
            (Some(only), _) | (None, Some(only)) => only == self.user,
            (None, None) => world.permissions_in(message.channel, self.user) & super::state::VIEW_CHANNEL != 0,
        }
    }

    fn use_control(&self, message: &Message, control: &Value, values: &Value) -> Reply {
        let mut data = json!({ "custom_id": control["custom_id"], "component_type": control["type"],
            "id": control["id"].as_u64().unwrap_or(1) });
        for (name, value) in values.as_object().into_iter().flatten() {
            data[name] = value.clone();
        }
        self.interact(COMPONENT, &data, Place::Channel(message.channel), Some(message))
    }
}

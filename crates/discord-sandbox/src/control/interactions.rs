//! Creates interactions and sends them to the bot.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use crate::server::channel_kind::place;
use crate::server::channels;
use crate::server::permissions::{IN_DM, of_bot};
use crate::state::interaction::Sent;
use crate::state::messages::Posted;
use crate::state::world::{APPLICATION, World};

use super::actor::Person;
use super::bot_reply::Reply;
use super::sandbox::Sandbox;

impl Person {
    pub(crate) fn interact(&self, kind: u64, data: &Value, message: Option<&Posted>) -> Reply {
        self.interact_oddly(kind, data, message, |_| {})
    }

    pub(crate) fn interact_oddly(
        &self,
        kind: u64,
        data: &Value,
        message: Option<&Posted>,
        change: impl FnOnce(&mut Value),
    ) -> Reply {
        let mut world = self.shared.world();
        let id = world.new_id();
        let token = format!("aW50ZXJhY3Rpb24.{id}.{}", hex::encode(rand::random::<[u8; 16]>()));
        let mut payload = self.payload(&world, message);
        payload["id"] = json!(id.to_string());
        payload["type"] = json!(kind);
        payload["data"] = data.clone();
        payload["token"] = json!(token);
        let mut delivered = payload.clone();
        change(&mut delivered);
        let sent = Sent {
            payload,
            token,
            at: Instant::now(),
            acknowledged: None,
            original: None,
            more: vec![],
            choices: None,
            modal: None,
        };
        deliver(&mut world, &sent.payload["guild_id"], &delivered);
        world.interactions.insert(id, sent);
        world.unanswered.insert(id);
        Reply { shared: Arc::clone(&self.shared), id }
    }

    /// Returns the `resolved` field for these users.
    pub(crate) fn resolved(&self, users: &[u64]) -> Value {
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

    /// Returns the fields that do not depend on the type of interaction.
    fn payload(&self, world: &World, message: Option<&Posted>) -> Value {
        let guild = self.guild.unwrap_or_default();
        let in_dm = message.is_some_and(|message| world.user_in_dm(message.channel).is_some());
        let here = self.channel.unwrap_or_else(|| world.lobby(guild));
        let channel = message.map_or(here, |message| message.channel);
        let locale = world.users.get(&self.user).map_or("en-GB", |user| user.locale.as_str());
        let member = world.member_json(guild, self.user).unwrap_or_else(|| {
            json!({ "roles": [], "joined_at": "2024-01-01T00:00:00+00:00", "flags": 0, "permissions": "0" })
        });
        let own = member["permissions"].as_str().and_then(|own| own.parse().ok()).unwrap_or(0);
        let app = place(world, channel).map_or(0, |place| of_bot(world, place));
        let owner = if in_dm { 0 } else { guild };
        let mut payload = json!({ "application_id": APPLICATION.to_string(), "version": 1,
            "channel_id": channel.to_string(), "app_permissions": app.to_string(), "locale": locale,
            "entitlements": [], "authorizing_integration_owners": { "0": owner.to_string() },
            "context": u8::from(in_dm), "attachment_size_limit": 10_485_760,
            "channel": channels::partial_json(world, channel, if in_dm { IN_DM } else { own }) });
        if in_dm {
            payload["user"] = world.user_json(self.user);
        } else {
            payload["member"] = member;
            payload["member"]["user"] = world.user_json(self.user);
            payload["member"]["deaf"] = json!(false);
            payload["member"]["mute"] = json!(false);
            payload["guild_id"] = json!(guild.to_string());
            payload["guild_locale"] = json!(world.guilds.get(&guild).map_or("", |guild| &guild.locale));
        }
        if let Some(message) = message {
            payload["message"] = world.message_json(message);
        }
        payload
    }
}

/// Sends an interaction to the session of its guild.
fn deliver(world: &mut World, guild: &Value, payload: &Value) {
    let guild = guild.as_str().and_then(|id| id.parse().ok());
    world.sessions.dispatch(guild, 0, "INTERACTION_CREATE", payload);
}

impl Sandbox {
    /// Sends the interaction of a reply to the bot again, as can happen after a RESUME.
    pub fn replay(&self, reply: &Reply) {
        let mut world = self.shared.world();
        let payload = world.interactions[&reply.id()].payload.clone();
        deliver(&mut world, &payload["guild_id"], &payload);
    }
}

//! Interactions as Discord sends them.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::message::Message;
use super::people::Person;
use super::reply::Reply;
use super::state::{APPLICATION, Sent, World};

pub(super) const SLASH: u64 = 1;
pub(super) const USER_MENU: u64 = 2;

/// Where something is done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Lobby,
    Channel(u64),
    DirectMessages,
}

impl World {
    /// The first channel of a server.
    pub(super) fn lobby(&self, guild: u64) -> u64 {
        self.guilds.get(&guild).and_then(|guild| guild.channels.first()).copied().unwrap_or_default()
    }
}

impl Person {
    fn channel_of(&self, place: Place, world: &mut World) -> u64 {
        match (place, self.guild) {
            (Place::Channel(channel), _) => channel,
            (Place::Lobby, Some(guild)) => world.lobby(guild),
            (Place::Lobby, None) | (Place::DirectMessages, _) => world.dm_of(self.user),
        }
    }

    /// The registered command of this name.
    ///
    /// # Panics
    /// When Discord's client would not offer it here.
    pub(super) fn registered(&self, name: &str, kind: u64, place: Place) -> Value {
        let mut world = self.shared.world();
        let channel = self.channel_of(place, &mut world);
        let is_dm = world.dm_recipient(channel).is_some();
        let guild = self.guild.filter(|_| !is_dm);
        let found = world.command(guild, name, kind).cloned();
        drop(world);
        let context = u64::from(is_dm);
        let offered = |command: &Value| {
            let contexts = command["contexts"].as_array();
            contexts.is_none_or(|contexts| contexts.iter().any(|one| *one == context))
        };
        found
            .filter(offered)
            .unwrap_or_else(|| panic!("no command {name:?} is offered here\n{}", self.shared.transcript()))
    }

    pub(super) fn command_data(&self, name: &str, kind: u64, people: &[u64], place: Place) -> Value {
        let command = self.registered(name, kind, place);
        let channel = self.channel_of(place, &mut self.shared.world());
        let mut data = json!({ "id": command["id"], "name": name, "type": kind });
        if let Some(guild) = command["guild_id"].as_str() {
            data["guild_id"] = json!(guild);
        }
        if !people.is_empty() {
            data["resolved"] = self.resolved(people, channel);
        }
        data
    }

    /// People that an interaction names; those who are not in the server come without a member.
    pub(super) fn resolved(&self, people: &[u64], channel: u64) -> Value {
        let world = self.shared.world();
        let (mut users, mut members) = (json!({}), json!({}));
        for person in people {
            users[person.to_string()] = world.user_json(*person);
            if let Some(mut member) = self.guild.and_then(|guild| world.member_json(guild, *person)) {
                member["permissions"] = json!(world.permissions_in(channel, *person).to_string());
                members[person.to_string()] = member;
            }
        }
        json!({ "users": users, "members": members })
    }

    /// Makes an interaction and sends it to the bot.
    pub(super) fn interact(&self, kind: u8, data: &Value, place: Place, on: Option<&Message>) -> Reply {
        let mut world = self.shared.world();
        let id = world.new_id();
        let channel = self.channel_of(place, &mut world);
        let token = format!("aW50ZXJhY3Rpb24.{}", hex::encode(rand::random::<[u8; 16]>()));
        let mut payload = json!({ "id": id.to_string(), "application_id": APPLICATION.to_string(),
            "type": kind, "data": data, "channel_id": channel.to_string(), "token": token, "version": 1,
            "locale": "en-GB", "entitlements": [], "attachment_size_limit": 10_485_760,
            "app_permissions": world.permissions_in(channel, APPLICATION).to_string() });
        self.say_who_and_where(&world, channel, &mut payload);
        if let Some(message) = on {
            // The message as it is by now; the person may be looking at an older one.
            payload["message"] = world.message_json(world.message(message.id).unwrap_or(message));
        }
        let sent = Sent {
            payload: payload.clone(),
            token,
            by: self.user,
            at: Instant::now(),
            expired: false,
            answer: None,
            original: None,
            followups: Vec::new(),
        };
        world.interactions.insert(id, sent);
        world.dispatch("INTERACTION_CREATE", &payload);
        drop(world);
        Reply { shared: Arc::clone(&self.shared), id }
    }

    /// In a server an interaction carries a member, in direct messages a user.
    fn say_who_and_where(&self, world: &World, channel: u64, payload: &mut Value) {
        payload["channel"] = world.channel_json(channel);
        let in_server = world.channels.get(&channel).map(|state| state.guild);
        let Some(guild) = in_server else {
            payload["user"] = world.user_json(self.user);
            payload["context"] = json!(1);
            payload["authorizing_integration_owners"] = json!({ "0": "0" });
            return;
        };
        let permissions = world.permissions_in(channel, self.user).to_string();
        let Some(mut member) = world.whole_member_json(guild, self.user) else {
            panic!("{} is not in the server", self.user);
        };
        member["permissions"] = json!(permissions);
        payload["member"] = member;
        payload["channel"]["permissions"] = json!(permissions);
        payload["guild_id"] = json!(guild.to_string());
        payload["guild_locale"] = json!("en-US");
        payload["guild"] = json!({ "id": guild.to_string(), "locale": "en-US", "features": [] });
        payload["context"] = json!(0);
        payload["authorizing_integration_owners"] = json!({ "0": guild.to_string() });
    }
}

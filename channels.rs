//! Channels, their messages, and direct messages.

use std::time::Instant;

use serde_json::Value;

use crate::domain::{Clock, SystemClock};

use super::answer::{Answer, FormError, Refusal};
use super::limits::{self, EPHEMERAL};
use super::message::{Message, pings};
use super::state::{APPLICATION, DirectMessages, SEND_MESSAGES, Sent, VIEW_CHANNEL, World};

/// Where a message is to go, before anything is known of what is in it.
pub(super) struct Draft {
    channel: u64,
    /// Discord's number for what kind of message it is: 0 by itself, 19 to 23 an answer.
    kind: u8,
    only_for: Option<u64>,
    pub(super) thinking: bool,
    nonce: Option<(String, Instant)>,
}

impl Draft {
    pub(super) fn answering(sent: &Sent, ephemeral: bool) -> Self {
        let channel = sent.payload["channel_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0);
        let kind = match (sent.payload["type"].as_u64(), sent.payload["data"]["type"].as_u64()) {
            (Some(2), Some(2 | 3)) => 23,
            (Some(2), _) => 20,
            _ => 19,
        };
        Self { channel, kind, only_for: ephemeral.then_some(sent.by), thinking: false, nonce: None }
    }
}

impl World {
    pub(super) fn open_dm(&mut self, body: &Value) -> Answer {
        let recipient = &body["recipient_id"];
        let id = recipient.as_u64().or_else(|| recipient.as_str().and_then(|id| id.parse().ok()));
        let user = id.filter(|id| self.users.contains_key(id)).ok_or(Refusal::InvalidRecipient)?;
        if self.users[&user].dms == DirectMessages::NoChannel {
            return Err(Refusal::CannotMessage);
        }
        let channel = self.dm_of(user);
        Ok(self.channel_json(channel))
    }

    pub(super) fn channel_route(&mut self, method: &str, rest: &[&str], query: &str, body: &Value) -> Answer {
        let channel = self.usable(rest[0])?;
        match (method, &rest[1..]) {
            ("GET", []) => Ok(self.channel_json(channel)),
            ("GET", ["messages"]) => self.history(channel, query),
            ("POST", ["messages"]) => self.send(channel, body),
            (_, ["messages", id]) => {
                let id = id.parse().unwrap_or(0);
                // Ephemeral messages are reached through their interaction's token only.
                let known = self.messages_in(channel).any(|message| message.id == id);
                if !known {
                    return Err(Refusal::UnknownMessage);
                }
                self.channel_message(method, id, body)
            }
            _ => Err(Refusal::UnknownRoute),
        }
    }

    fn channel_message(&mut self, method: &str, id: u64, body: &Value) -> Answer {
        match method {
            "GET" => {}
            "PATCH" => {
                limits::message(body)?;
                self.edit(id, body)?;
            }
            "DELETE" => {
                self.messages.retain(|message| message.id != id);
                return Ok(Value::Null);
            }
            _ => return Err(Refusal::UnknownRoute),
        }
        self.message(id).map(|message| self.message_json(message)).ok_or(Refusal::UnknownMessage)
    }

    /// A channel that there is and that the bot sees.
    fn usable(&self, channel: &str) -> Result<u64, Refusal> {
        let channel: u64 = channel.parse().map_err(|_| FormError::new("channel_id", "not a snowflake"))?;
        if !self.channels.contains_key(&channel) && self.dm_recipient(channel).is_none() {
            return Err(Refusal::UnknownChannel);
        }
        if self.permissions_in(channel, APPLICATION) & VIEW_CHANNEL == 0 {
            return Err(Refusal::MissingAccess);
        }
        Ok(channel)
    }

    fn history(&self, channel: u64, query: &str) -> Answer {
        let asked = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).and_then(|(_, value)| value.parse::<u64>().ok())
        };
        let limit = asked("limit").unwrap_or(50);
        if !(1..=100).contains(&limit) {
            return Err(FormError::new("limit", "between 1 and 100").into());
        }
        let (before, after) = (asked("before").unwrap_or(u64::MAX), asked("after").unwrap_or(0));
        let mut found: Vec<&Message> =
            self.messages_in(channel).filter(|message| message.id < before && message.id > after).collect();
        // After a message come the oldest of the later ones, else the newest of all; newest first.
        if after == 0 {
            found.reverse();
        }
        found.truncate(usize::try_from(limit).unwrap_or(50));
        if after != 0 {
            found.reverse();
        }
        Ok(found.into_iter().map(|message| self.message_json(message)).collect())
    }

    fn send(&mut self, channel: u64, body: &Value) -> Answer {
        limits::message(body)?;
        if body["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0 {
            return Err(FormError::new("flags", "only an answer to an interaction can be ephemeral").into());
        }
        if self.permissions_in(channel, APPLICATION) & SEND_MESSAGES == 0 {
            return Err(Refusal::MissingPermissions);
        }
        let recipient = self.dm_recipient(channel).and_then(|user| self.users.get(&user));
        match recipient.map(|user| (user.dms, user.bot)) {
            Some((DirectMessages::NoMutualServer, _)) => return Err(Refusal::NoMutualServer),
            Some((DirectMessages::Closed | DirectMessages::NoChannel, _) | (_, true)) => {
                return Err(Refusal::CannotMessage);
            }
            _ => {}
        }
        let nonce = match &body["nonce"] {
            Value::String(nonce) if !nonce.is_empty() => Some(nonce.clone()),
            Value::Number(nonce) => Some(nonce.to_string()),
            _ => None,
        };
        let window = self.windows.nonce;
        let same = |message: &&Message| {
            message.nonce.as_ref().is_some_and(|(other, at)| Some(other) == nonce.as_ref() && at.elapsed() <= window)
        };
        if body["enforce_nonce"] == true
            && nonce.is_some()
            && let Some(earlier) = self.messages_in(channel).find(same)
        {
            return Ok(self.message_json_with_nonce(earlier, &body["nonce"]));
        }
        let nonce = nonce.map(|nonce| (nonce, Instant::now()));
        let draft = Draft { channel, kind: 0, only_for: None, thinking: false, nonce };
        let id = self.post(draft, body)?;
        let message = self.message(id).ok_or(Refusal::UnknownMessage)?;
        Ok(self.message_json_with_nonce(message, &body["nonce"]))
    }

    /// Makes a message of a body whose limits have been checked.
    pub(super) fn post(&mut self, draft: Draft, body: &Value) -> Result<u64, Refusal> {
        let mut message = Message {
            id: self.new_id(),
            channel: draft.channel,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            ephemeral: draft.only_for.is_some(),
            pings: Vec::new(),
            pings_everyone: false,
            thinking: draft.thinking,
            created_at: SystemClock.now(),
            edited_at: None,
            body: Value::Null,
            kind: draft.kind,
            flags: body["flags"].as_u64().unwrap_or(0),
            only_for: draft.only_for,
            nonce: draft.nonce,
        };
        fill(&mut message, body)?;
        (message.pings, message.pings_everyone) = pings(&message.content, &body["allowed_mentions"]);
        let id = message.id;
        self.messages.push(message);
        Ok(id)
    }

    /// Changes the fields a body names, whose limits have been checked. An edit notifies nobody.
    pub(super) fn edit(&mut self, id: u64, body: &Value) -> Result<(), Refusal> {
        let message = self.message_mut(id).ok_or(Refusal::UnknownMessage)?;
        let mut edited = message.clone();
        if edited.thinking {
            edited.thinking = false;
            (edited.pings, edited.pings_everyone) =
                pings(body["content"].as_str().unwrap_or_default(), &body["allowed_mentions"]);
        } else {
            edited.edited_at = Some(SystemClock.now());
        }
        fill(&mut edited, body)?;
        *message = edited;
        Ok(())
    }
}

fn fill(message: &mut Message, body: &Value) -> Result<(), Refusal> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    if let Some(content) = body.get("content") {
        content.as_str().unwrap_or_default().clone_into(&mut message.content);
    }
    if let Some(embeds) = body.get("embeds") {
        message.embeds = list(embeds);
    }
    if let Some(components) = body.get("components") {
        message.components = list(components);
    }
    message.body = body.clone();
    let empty = message.content.trim().is_empty() && message.embeds.is_empty() && message.components.is_empty();
    if empty && !message.thinking { Err(Refusal::EmptyMessage) } else { Ok(()) }
}

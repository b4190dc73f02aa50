//! The messages that the bot sent, indexed by id and by channel.
//!
//! The indexes keep long benchmarks fast.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The time for which Discord remembers a nonce. Discord does not document it.
const NONCE_WINDOW: Duration = Duration::from_mins(3);

/// A message that the bot sent.
#[derive(Debug, Clone)]
pub struct Posted {
    /// The message's id.
    pub id: u64,
    /// The channel's id.
    pub channel: u64,
    /// The body as the bot sent it: content, embeds, components, allowed mentions.
    pub body: Value,
    /// The attached files.
    pub attachments: Vec<Attachment>,
    pub(crate) ephemeral: bool,
    /// The interaction that the message answers.
    pub(crate) interaction: Option<u64>,
    pub(crate) nonce: Option<(String, Instant)>,
}

/// A file that is attached to a message.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file's name.
    pub name: String,
    /// The alternative text.
    pub description: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// Returns the attachment as messages show it.
    pub(crate) fn json((attachment, id): (&Self, u64)) -> Value {
        let url = format!("https://cdn.discordapp.com/attachments/1/{id}/{}", attachment.name);
        json!({ "id": id.to_string(), "filename": attachment.name, "size": attachment.bytes.len(),
            "url": url, "proxy_url": url, "description": attachment.description })
    }
}

/// All messages.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    by_id: BTreeMap<u64, Posted>,
    by_channel: HashMap<u64, Vec<u64>>,
    /// The ids of sent and changed messages, in this order.
    changes: Vec<u64>,
    pub(crate) nonce_window: Option<Duration>,
}

impl Messages {
    pub(crate) fn add(&mut self, message: Posted) {
        self.by_channel.entry(message.channel).or_default().push(message.id);
        self.changes.push(message.id);
        self.by_id.insert(message.id, message);
    }

    /// Returns the number of changes so far.
    pub(crate) fn changes(&self) -> usize {
        self.changes.len()
    }

    /// Returns the messages that were sent or changed after this number of changes, without duplicates.
    pub(crate) fn since(&self, changes: usize) -> impl Iterator<Item = &Posted> {
        let ids: BTreeSet<u64> = self.changes.iter().skip(changes).copied().collect();
        ids.into_iter().filter_map(|id| self.one(id))
    }

    pub(crate) fn one(&self, id: u64) -> Option<&Posted> {
        self.by_id.get(&id)
    }

    /// Returns a message that the caller is going to change.
    pub(crate) fn one_mut(&mut self, id: u64) -> Option<&mut Posted> {
        self.changes.push(id);
        self.by_id.get_mut(&id)
    }

    /// Returns the messages of a channel, oldest first.
    pub(crate) fn of_channel(&self, channel: u64) -> impl DoubleEndedIterator<Item = &Posted> {
        self.by_channel.get(&channel).into_iter().flatten().filter_map(|id| self.one(*id))
    }

    /// Finds the message that was sent to a channel with a nonce that is still remembered.
    pub(crate) fn with_nonce(&self, channel: u64, nonce: &str) -> Option<&Posted> {
        let window = self.nonce_window.unwrap_or(NONCE_WINDOW);
        self.of_channel(channel).find(|message| {
            message.nonce.as_ref().is_some_and(|(other, at)| other == nonce && at.elapsed() < window)
        })
    }

    /// Forgets every nonce, as Discord does when its window has passed.
    pub(crate) fn forget_nonces(&mut self) {
        for message in self.by_id.values_mut() {
            message.nonce = None;
        }
    }
}

//! The messages of the local Discord, found by their id or their channel: a long run is to measure
//! the bot, not its neighbour.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use serde_json::Value;

use super::attachments::Attachment;

/// A message.
#[derive(Debug, Clone)]
pub struct Posted {
    /// Its snowflake.
    pub id: u64,
    /// Its channel.
    pub channel: u64,
    /// Content, embeds, components and allowed mentions, as sent.
    pub body: Value,
    /// The files on it.
    pub attachments: Vec<Attachment>,
    pub(super) ephemeral: bool,
    pub(super) nonce: Option<(String, Instant)>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Messages {
    by_id: BTreeMap<u64, Posted>,
    by_channel: HashMap<u64, Vec<u64>>,
}

impl Messages {
    pub(super) fn add(&mut self, message: Posted) {
        self.by_channel.entry(message.channel).or_default().push(message.id);
        self.by_id.insert(message.id, message);
    }

    pub(super) fn one(&self, id: u64) -> Option<&Posted> {
        self.by_id.get(&id)
    }

    pub(super) fn one_mut(&mut self, id: u64) -> Option<&mut Posted> {
        self.by_id.get_mut(&id)
    }

    /// Those of a channel, oldest first.
    pub(super) fn of_channel(&self, channel: u64) -> impl DoubleEndedIterator<Item = &Posted> {
        self.by_channel.get(&channel).into_iter().flatten().filter_map(|id| self.one(*id))
    }

    /// As if Discord's window had passed.
    pub(super) fn forget_nonces(&mut self) {
        for message in self.by_id.values_mut() {
            message.nonce = None;
        }
    }
}

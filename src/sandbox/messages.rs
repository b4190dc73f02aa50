//! The messages of the local Discord, found by their id or their channel: a long run is to measure
//! the bot, not its neighbour.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Sandbox;
use super::attachments::Attachment;

/// The time for which a nonce names the same message. Discord does not publish its own.
const NONCE_WINDOW: Duration = Duration::from_mins(3);

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
    nonce_window: Option<Duration>,
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

    /// Finds the message that was sent to a channel with a nonce, while Discord remembers it.
    pub(super) fn with_nonce(&self, channel: u64, nonce: &str) -> Option<&Posted> {
        let window = self.nonce_window.unwrap_or(NONCE_WINDOW);
        self.of_channel(channel).find(|message| {
            message.nonce.as_ref().is_some_and(|(other, at)| other == nonce && at.elapsed() < window)
        })
    }

    /// Forgets every nonce, as Discord does when its window has passed.
    fn forget_nonces(&mut self) {
        for message in self.by_id.values_mut() {
            message.nonce = None;
        }
    }
}

impl Sandbox {
    /// Forgets every nonce, as Discord does when its window has passed.
    pub fn forget_nonces(&self) {
        self.shared.world().messages.forget_nonces();
    }

    /// Remembers a nonce for this long instead of three minutes.
    pub fn nonce_window(&self, window: Duration) {
        self.shared.world().messages.nonce_window = Some(window);
    }
}

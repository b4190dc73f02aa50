//! The state of an interaction: its payload, and the bot's answers.

use std::time::Instant;

use serde_json::Value;

/// An interaction that was sent to the bot.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The payload, without the changes that [`Person::sends_odd`](crate::Person::sends_odd) made.
    pub(crate) payload: Value,
    pub(crate) token: String,
    pub(crate) at: Instant,
    /// The type of the callback and the time at which it came.
    pub(crate) acknowledged: Option<(u64, Instant)>,
    /// The message that `@original` stands for.
    pub(crate) original: Option<u64>,
    /// The follow-up messages.
    pub(crate) more: Vec<u64>,
    pub(crate) choices: Option<Vec<Value>>,
    pub(crate) modal: Option<Value>,
}

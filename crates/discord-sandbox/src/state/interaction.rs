//! An interaction: what was sent to the bot, and how the bot answered.

use std::time::Instant;

use serde_json::Value;

/// An interaction that was sent to the bot.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Its data without the changes of [`Person::sends_odd`](crate::Person::sends_odd).
    pub(crate) payload: Value,
    pub(crate) token: String,
    pub(crate) at: Instant,
    pub(crate) acknowledged: Option<(u64, Instant)>,
    /// The message that `@original` is.
    pub(crate) original: Option<u64>,
    /// The messages that followed it.
    pub(crate) more: Vec<u64>,
    pub(crate) choices: Option<Vec<Value>>,
    pub(crate) modal: Option<Value>,
}

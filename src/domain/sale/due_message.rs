//! Due messages. A change makes a message due, and the message is settled once it was sent.

use super::super::{MessageId, MessageNumber, Timestamp};
use super::{Message, MessageKind, Nonce};

/// A message that is due, now or later.
#[derive(Debug, Clone)]
pub struct DueMessage {
    /// Its number within the sale.
    pub number: MessageNumber,
    /// The message.
    pub message: Message,
    /// The nonce by which Discord recognises a repeat within its window as the same message.
    pub nonce: Nonce,
    /// The number of times that sending it was put off.
    pub attempts: i64,
    /// The instant from which it is to be sent.
    pub due_at: Timestamp,
    /// The instant when it became due. It cannot have been sent earlier.
    pub created_at: Timestamp,
}

impl DueMessage {
    /// Returns the kind.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        self.message.kind()
    }
}

/// The result of an attempt to send a message. `N` numbers the message: within its sale, or among
/// the [alerts to servers](crate::domain::ServerAlertId).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled<N = MessageNumber> {
    /// The message was sent. An edit of an older message has no id.
    Sent(N, Option<MessageId>),
    /// The message can never be sent.
    Dropped(N),
    /// The message is due again later.
    PutOff(N, Timestamp),
}

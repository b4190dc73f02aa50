//! A sale as one aggregate: header, licenses, open question and due messages, under one version.
//!
//! A transition is a method of [`Sale`]. It checks the tables of [`states`](SaleState) and returns a
//! [`Change`]: the changed sale, and everything that has to be written.
//!
//! Nothing here reads a clock, waits, or knows a database. The ledger decides the rules across sales when
//! it records a request.

mod aggregate;
mod assignment;
mod change;
mod delivery;
mod dm_refusal;
mod due_message;
mod event;
mod event_detail;
mod evidence;
mod failing;
mod failure;
mod held_verdict;
mod message;
mod nonce;
mod quarantine;
#[cfg(test)]
mod random;
mod reminders;
mod request;
mod reservation;
mod restoration;
mod sale_line;
mod staff_decisions;
mod state_table;
mod states;
mod step;
mod transfer;

pub use aggregate::{Earlier, Question, QuestionKind, Refund, Sale, Version};
pub use assignment::Attempt;
pub use change::{Change, Durability, LineWrite, NewEvent, NewTransfer, NoSuchStep, Transition};
pub use dm_refusal::DmRefusal;
pub use due_message::{DueMessage, Settled};
pub use event::{Actor, EventKind};
pub use event_detail::EventDetail;
pub use evidence::Evidence;
pub use failure::Failure;
pub use held_verdict::Verdict;
pub use message::{Alert, Message, MessageKind, PostedNotice, RoleRefusal};
pub use nonce::Nonce;
pub use reminders::{Reminder, Reminding, end_together, is_worth_reminding};
pub use request::{REPLY_TOKEN_LIVES, SaleRequest};
pub use sale_line::{DmState, Line};
pub use states::{LineState, SaleState};
pub use transfer::{Transfer, TransferRefusal, TransferredRoles};

/// The error for a word in the ledger that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the ledger holds a word that this version does not know: {0}")]
pub struct UnknownWord(pub String);

impl UnknownWord {
    /// Creates the error for this word.
    pub(crate) fn of(word: &str) -> Self {
        Self(word.to_owned())
    }
}

//! A change of a sale: the sale after it, and everything that has to be written.

use super::super::{BuyerId, InteractionId, LineNumber, MessageNumber, SaleId, Timestamp, TransferNumber};
use super::{Actor, EventDetail, EventKind, Sale, SaleState, Settled};

/// The durability of a write: whether it has to be on the disk before it is answered. A lazy write
/// survives the end of the process. Only a power loss can take it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// The write reaches the disk with the next synced write.
    Lazy,
    /// The write is on the disk before the writer answers.
    Synced,
}

/// A line that a change writes. [`Change::after`] holds its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineWrite {
    /// The line is new.
    Added(LineNumber),
    /// The line has moved to another state, or its next lookup has moved.
    Moved(LineNumber),
    /// Another property of the line has changed.
    Noted(LineNumber),
}

impl LineWrite {
    /// Returns the line's number.
    #[must_use]
    pub fn number(self) -> LineNumber {
        match self {
            Self::Added(number) | Self::Moved(number) | Self::Noted(number) => number,
        }
    }
}

/// An event that a change appends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEvent {
    /// Its number within the sale.
    pub number: i64,
    /// Its kind.
    pub kind: EventKind,
    /// The circumstance, if there is one.
    pub detail: Option<EventDetail>,
    /// The person who caused it, or keyclerk.
    pub actor: Actor,
}

/// A transfer that a change records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTransfer {
    /// Its number within the sale.
    pub number: TransferNumber,
    /// The command. A command transfers a sale once.
    pub interaction: InteractionId,
    /// The buyer before it. [`Change::after`] holds the new one.
    pub old_buyer: BuyerId,
}

/// A change that is not yet written. Only the transitions of [`Sale`] create changes.
#[derive(Debug, Clone)]
pub struct Change {
    /// The state of the sale before the change.
    pub before: SaleState,
    /// The sale after the change. Its version follows the one that was read.
    pub after: Sale,
    /// The instant of the change.
    pub at: Timestamp,
    /// True if a rarely changed part of the header differs: the failure, the question, the quantity,
    /// the product, the reply token or the refund.
    pub changes_details: bool,
    /// The lines that are written.
    pub lines: Vec<LineWrite>,
    /// The events that are appended.
    pub events: Vec<NewEvent>,
    /// The messages that become due. [`Change::after`] holds their content.
    pub made_due: Vec<MessageNumber>,
    /// The messages that are settled.
    pub settled: Vec<Settled>,
    /// The transfer to another account, if the change makes one.
    pub transfer: Option<NewTransfer>,
    /// The durability that the write needs.
    pub durability: Durability,
}

/// The error for a transition that is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchStep {
    /// The state tables do not allow the step.
    #[error("sale {0} cannot become {1} by this step")]
    Illegal(SaleId, SaleState),
    /// The decision was made before, or it comes too late.
    #[error("sale {0} was decided before")]
    Decided(SaleId),
}

/// The result of a transition.
pub type Transition = Result<Change, NoSuchStep>;

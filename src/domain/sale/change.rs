//! A change of a sale: the sale as it will be, and what has to be written for it.

use super::super::{LineNumber, SaleId, Timestamp};
use super::{Actor, EventKind, MessageNumber, Sale, SaleState, Settled};

/// Tells whether a write has to be on the disk before anything follows from it. One that is lazy survives the
/// end of the process, and only a loss of power can take it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// It is on the disk with the next write that is synced.
    Lazy,
    /// It is on the disk before the writer answers.
    Synced,
}

/// A line that a change writes. Its content is that of [`Change::after`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineWrite {
    /// It is new.
    Added(LineNumber),
    /// It is known and has moved to another state, or is looked at at another time.
    Moved(LineNumber),
    /// It is known, and something else of it is different now.
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
    /// The circumstance, in a word of our own.
    pub detail: Option<&'static str>,
    /// Whoever caused it.
    pub actor: Actor,
}

/// A change, not yet written. It is made by the transitions of [`Sale`] alone.
#[derive(Debug, Clone)]
pub struct Change {
    /// The sale as it will be; its version follows the one that was read.
    pub after: Sale,
    /// When it happens.
    pub at: Timestamp,
    /// Something of the header differs besides what every change may move: the failure, the question, the
    /// quantity, the product, the reply token, the refund.
    pub changes_details: bool,
    /// The lines that are written.
    pub lines: Vec<LineWrite>,
    /// The events that are appended.
    pub events: Vec<NewEvent>,
    /// The messages that become due; their content is that of [`Change::after`].
    pub made_due: Vec<MessageNumber>,
    /// The messages that are settled.
    pub settled: Vec<Settled>,
    /// Tells whether it has to be on the disk.
    pub durability: Durability,
}

/// Why a sale cannot be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchStep {
    /// The tables of states know no such step.
    #[error("sale {0} cannot become {1} by this step")]
    Illegal(SaleId, SaleState),
    /// Somebody has decided before, or it is too late.
    #[error("sale {0} was decided before")]
    Decided(SaleId),
}

/// The result of a transition.
pub type Transition = Result<Change, NoSuchStep>;

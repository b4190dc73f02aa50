//! The work that a step of a sale leaves, and what a task knows of a sale that it has begun.

use std::time::Duration;

use crate::domain::{ChannelId, Line, LineNumber, RoleId, Sale, Timestamp, Transition};
use crate::fulfilment::stock::{DrawError, Drawn};

/// The work that a step leaves.
pub(in crate::fulfilment) enum Next {
    /// Go on from here.
    Step(Sale),
    /// The vendor has assigned the last license. This is not recorded yet.
    Assigned(Box<Assigned>),
    /// Nothing before this long from now.
    Later(Sale, Duration),
}

/// How far a task takes a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::fulfilment) enum Until {
    /// Through all that the vendor answers; delivery is another lane's.
    Assigned,
    /// Until it is settled or has to wait.
    Rest,
}

/// The knowledge of the task that began a sale.
#[derive(Default)]
pub(in crate::fulfilment) struct Prepared {
    pub(super) drawn: Option<Result<Vec<Drawn>, DrawError>>,
    pub(super) dm_channel: Option<ChannelId>,
}

/// The vendor's `ok:true` to a request to assign.
pub(in crate::fulfilment) struct Assigned {
    /// The sale as the request found it.
    pub(super) sale: Sale,
    pub(super) line: Line,
    /// The license that is assigned after this one.
    pub(super) next: Option<LineNumber>,
    pub(super) role: Option<RoleId>,
    pub(super) at: Timestamp,
}

impl Assigned {
    /// Records the answer on a sale.
    pub(super) fn transition(&self, sale: &Sale) -> Transition {
        sale.assigned(self.at, self.line.number, false, self.next, self.role)
    }
}

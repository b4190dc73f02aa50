//! The work that remains after a step of a sale, and the data that a new sale has fetched in advance.

use std::time::Duration;

use crate::domain::{ChannelId, Line, LineNumber, RoleId, Sale, Timestamp, Transition};
use crate::fulfilment::stock::{DrawError, Drawn};

/// The work that remains after a step.
pub(in crate::fulfilment) enum Next {
    /// The sale continues from this state.
    Step(Sale),
    /// The vendor has assigned the last license, but this is not recorded yet.
    Assigned(Box<Assigned>),
    /// The sale waits for this duration.
    Later(Sale, Duration),
}

/// The point at which a task stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::fulfilment) enum Until {
    /// Stop after the vendor's last answer. The delivery lane continues.
    Assigned,
    /// Stop when the sale is settled or has to wait.
    Rest,
}

/// The data that the task which began a sale has fetched in advance.
#[derive(Default)]
pub(in crate::fulfilment) struct Prepared {
    pub(super) drawn: Option<Result<Vec<Drawn>, DrawError>>,
    pub(super) dm_channel: Option<ChannelId>,
}

/// The vendor's `ok:true` to an assignment.
pub(in crate::fulfilment) struct Assigned {
    /// The sale at the time of the request.
    pub(super) sale: Sale,
    pub(super) line: Line,
    /// The license to assign after this one.
    pub(super) next: Option<LineNumber>,
    pub(super) role: Option<RoleId>,
    pub(super) at: Timestamp,
}

impl Assigned {
    /// Returns the transition that records the answer on a sale.
    pub(super) fn transition(&self, sale: &Sale) -> Transition {
        sale.assigned(self.at, self.line.number, false, self.next, self.role)
    }
}

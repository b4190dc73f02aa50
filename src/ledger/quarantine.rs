//! Licenses that were asked for and are not known to be assigned: looked at for a while, then back in
//! stock.

use std::time::Duration;

use crate::domain::{LineState, SaleState, Timestamp};

use super::step::{Happened, LineChange};
use super::{EventKind, Evidence, Ledger, LedgerError, Line, OutboxKind, SaleRecord};

/// When a quarantined license is looked at, each counted from the look before it: 1, 5 and 15 minutes
/// after it was set aside.
pub(super) const LOOKS: [Duration; 3] =
    [Duration::from_mins(1), Duration::from_mins(4), Duration::from_mins(10)];

impl Ledger {
    /// Records that a quarantined license is not assigned. After the last look one that is free is back
    /// in stock; one that is not stays where it is.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn quarantined_is_not_assigned(
        &self,
        sale: &SaleRecord,
        line: &Line,
        is_free: bool,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale);
        let next = usize::try_from(line.looks + 1).ok().and_then(|next| LOOKS.get(next));
        let change = LineChange { happened: Some(Happened::Look), ..LineChange::default() };
        self.take(match next {
            Some(wait) => {
                let look_at = Some(step.now.after(*wait));
                step.note(line, LineChange { look_at, ..change })
            }
            None if is_free => {
                let evidence = Some(Evidence::SeenFree);
                let step = step.line(line, LineState::Released, LineChange { evidence, ..change });
                step.event(EventKind::BackInStock, None, None)
            }
            None => step.note(line, change),
        })
        .await
    }

    /// Records that a quarantined license could not be looked at; it is looked at again at `at`.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn quarantined_is_unknown(
        &self,
        sale: &SaleRecord,
        line: &Line,
        at: Timestamp,
    ) -> Result<SaleRecord, LedgerError> {
        let change = LineChange { look_at: Some(at), ..LineChange::default() };
        self.take(self.step(sale).note(line, change)).await
    }

    /// Records that a quarantined license is assigned, perhaps to the buyer. A sale that failed and
    /// that asked for no other license is held for staff. Of any other sale somebody is told.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn quarantined_is_assigned(
        &self,
        sale: &SaleRecord,
        line: &Line,
    ) -> Result<SaleRecord, LedgerError> {
        let evidence = Evidence::AssignedInQuarantine;
        let step = self.step(sale);
        let is_only_one = sale.in_state(LineState::Quarantined).count() == 1;
        self.take(if sale.state == SaleState::Failed && is_only_one {
            let change = LineChange { status: evidence.status(), ..LineChange::because(evidence) };
            let step = step.line(line, LineState::Held, change);
            let step = step.to(SaleState::Held, EventKind::Held, Some(evidence.as_str()));
            step.due(&[OutboxKind::Reply, OutboxKind::Alert])
        } else {
            let now = step.now;
            let step = step.note(line, LineChange::because(evidence));
            step.event(EventKind::FoundAssigned, None, None).due_about(
                OutboxKind::Alert,
                now,
                Some(line.id),
                None,
            )
        })
        .await
    }
}

//! Licenses that were asked for and are not known to be assigned: looked at for a while, then back in
//! stock.

use std::time::Duration;

use crate::domain::{LineState, SaleState, Timestamp};

use super::step::LineChange;
use super::{EventKind, Evidence, Ledger, LedgerError, Line, OutboxKind, SaleRecord};

/// When a quarantined license is looked at, each counted from the look before it: 1, 5 and 15 minutes
/// after it was set aside.
pub(super) const LOOKS: [Duration; 3] =
    [Duration::from_mins(1), Duration::from_mins(4), Duration::from_mins(10)];

/// When a quarantined license is looked at again that is neither assigned nor free.
const NOT_FREE: Duration = Duration::from_mins(15);

impl Ledger {
    /// Records that a quarantined license was found free. After the last look it is back in stock.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn quarantined_is_free(
        &self,
        sale: &SaleRecord,
        line: &Line,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale);
        let next = usize::try_from(line.looks + 1).ok().and_then(|next| LOOKS.get(next));
        let change = LineChange { looks: 1, ..LineChange::default() };
        if let Some(wait) = next {
            let look_at = Some(step.now.after(*wait));
            return self.take(step.note(line, LineChange { look_at, ..change })).await;
        }
        let evidence = Some(Evidence::SeenFree);
        let step = step.line(line, LineState::Released, LineChange { evidence, ..change });
        self.take(step.event(EventKind::BackInStock, None, None)).await
    }

    /// Records that a quarantined license is neither assigned nor free: the looks begin anew in a while.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn quarantined_is_not_free(
        &self,
        sale: &SaleRecord,
        line: &Line,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale);
        let look_at = Some(step.now.after(NOT_FREE));
        let change = LineChange { looks: -line.looks, look_at, ..LineChange::default() };
        self.take(step.note(line, change)).await
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

    /// Records that a quarantined license is assigned, perhaps to the buyer. A sale that failed, that
    /// asked for no other license and that was not made again is held for staff. About any other sale
    /// somebody is told.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn quarantined_is_assigned(
        &self,
        sale: &SaleRecord,
        line: &Line,
    ) -> Result<SaleRecord, LedgerError> {
        let evidence = Evidence::AssignedInQuarantine;
        let is_only_one = sale.in_state(LineState::Quarantined).count() == 1;
        if sale.state == SaleState::Failed && is_only_one {
            let change = LineChange { status: evidence.status(), ..LineChange::because(evidence) };
            let step = self.step(sale).line(line, LineState::Held, change);
            let step = step.to(SaleState::Held, EventKind::Held, Some(evidence.as_str()));
            match self.take(step.due(&[OutboxKind::Reply, OutboxKind::Alert])).await {
                // The sale was made again with its reference, or in place of the same faulty one.
                Err(error) if error.is_unique_violation() => {}
                held => return held,
            }
        }
        let step = self.step(sale).note(line, LineChange::because(evidence));
        let now = step.now;
        let step = step.event(EventKind::FoundAssigned, None, None);
        self.take(step.due_about(OutboxKind::Alert, now, Some(line.id), None)).await
    }
}

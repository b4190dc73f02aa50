//! Reminders that buyers asked for.

use std::time::Duration;

use sqlx::error::ErrorKind;

use crate::domain::{LineState, SaleState, Timestamp};

use super::{EventKind, Ledger, LedgerError, OutboxKind, SaleRecord};

const DAY: Duration = Duration::from_hours(24);

/// When the holder of a license that ends at `end` is reminded: three days before, or one where
/// less than a week is left. `None` where that has passed.
#[must_use]
pub fn reminded_at(end: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let days = if now.after(DAY * 7) < end { 3 } else { 1 };
    Some(end.before(DAY * days)).filter(|at| *at > now)
}

impl Ledger {
    /// Makes a reminder due for each license of the sale that ends; the earliest instant of them.
    /// However often it is asked for, each comes once. `None` where there is nothing to be
    /// reminded of: none ends, it is too late, or the sale was refunded.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where the sale moved meanwhile, or the database's.
    pub async fn remind(&self, sale: &SaleRecord) -> Result<Option<Timestamp>, LedgerError> {
        if sale.refund.is_some() || !matches!(sale.state, SaleState::Delivered | SaleState::Undelivered) {
            return Ok(None);
        }
        let mut step = self.step(sale);
        let (now, mut first) = (step.now, None::<Timestamp>);
        let mut is_new = false;
        for line in sale.in_state(LineState::Assigned) {
            let Some(at) = line.license.expires_at.and_then(|end| reminded_at(end, now)) else { continue };
            first = Some(first.map_or(at, |first| first.min(at)));
            let is_due =
                |row: &&super::OutboxRow| row.kind == OutboxKind::Reminder && row.line == Some(line.id);
            if !sale.due.iter().any(|row| is_due(&row)) {
                step = step.due_about(OutboxKind::Reminder, at, Some(line.id), None);
                is_new = true;
            }
        }
        if !is_new {
            return Ok(first);
        }
        let step = step.event(EventKind::ReminderAsked, None, Some(sale.buyer.as_i64()));
        match self.take(step).await {
            Ok(_) => Ok(first),
            // Another press was faster.
            Err(LedgerError::Database(sqlx::Error::Database(error)))
                if error.kind() == ErrorKind::UniqueViolation =>
            {
                Ok(first)
            }
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_comes_three_days_before_the_end_or_one_where_less_than_a_week_is_left() {
        let now = Timestamp::from_millis(0);
        let end = |days: u32| now.after(DAY * days);
        assert_eq!(reminded_at(end(30), now), Some(end(27)));
        assert_eq!(reminded_at(end(6), now), Some(end(5)));
        assert_eq!(reminded_at(end(1), now), None);
    }
}

//! Reminders that buyers asked for.

use std::time::Duration;

use sqlx::error::ErrorKind;

use crate::domain::{LineId, LineState, SaleId, SaleState, Timestamp};

use super::{EventKind, Ledger, LedgerError, OutboxKind, SaleRecord};

const DAY: Duration = Duration::from_hours(24);

/// Whether a license that ends at `end` is far enough from it for a reminder to be offered.
#[must_use]
pub fn is_worth_reminding(end: Timestamp, now: Timestamp) -> bool {
    end > now.after(DAY * 2)
}

/// Whether two licenses of a sale end so close together that one reminder tells of both.
#[must_use]
pub fn end_together(one: Timestamp, other: Timestamp) -> bool {
    one.max(other) < one.min(other).after(Duration::from_hours(1))
}

/// When the holder of a license that ends at `end` is reminded: three days before, or one where
/// less than a week is left. `None` where that has passed.
#[must_use]
pub fn reminded_at(end: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let days = if now.after(DAY * 7) < end { 3 } else { 1 };
    Some(end.before(DAY * days)).filter(|at| *at > now)
}

/// What came of asking for a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminding {
    /// The next one comes then.
    For(Timestamp),
    /// All there are were sent.
    Before,
    /// There is nothing to be reminded of: no license ends, it is too late, or the sale was refunded.
    Nothing,
}

/// A reminder there is.
struct Reminder {
    line: LineId,
    /// When it comes; `None` where it was sent.
    due: Option<Timestamp>,
}

impl Ledger {
    /// The present instant, by the ledger's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Makes a reminder due for each time at which licenses of the sale end; it is about the first
    /// license of them. However often it is asked for, each comes once.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where the sale moved meanwhile, or the database's.
    pub async fn remind(&self, sale: &SaleRecord) -> Result<Reminding, LedgerError> {
        if sale.refund.is_some() || !matches!(sale.state, SaleState::Delivered | SaleState::Undelivered) {
            return Ok(Reminding::Nothing);
        }
        match self.remind_once(sale).await {
            // Another press was faster: what it made due is there now.
            Err(LedgerError::Database(sqlx::Error::Database(error)))
                if error.kind() == ErrorKind::UniqueViolation =>
            {
                self.remind_once(sale).await
            }
            asked => asked,
        }
    }

    async fn remind_once(&self, sale: &SaleRecord) -> Result<Reminding, LedgerError> {
        let lines = sale.in_state(LineState::Assigned);
        let mut ends: Vec<_> =
            lines.filter_map(|line| line.license.expires_at.map(|end| (end, line.id))).collect();
        ends.sort_by_key(|(end, _)| *end);
        let known = self.reminders(sale.id).await?;
        let mut step = self.step(sale);
        let (now, mut new) = (step.now, Vec::new());
        for together in ends.chunk_by(|(end, _), (next, _)| end_together(*end, *next)) {
            let is_known = |reminder: &Reminder| together.iter().any(|(_, line)| *line == reminder.line);
            let Some((end, line)) = together.first().filter(|_| !known.iter().any(is_known)) else {
                continue;
            };
            let Some(at) = reminded_at(*end, now) else { continue };
            step = step.due_about(OutboxKind::Reminder, at, Some(*line), None);
            new.push(at);
        }
        if !new.is_empty() {
            let step = step.event(EventKind::ReminderAsked, None, Some(sale.buyer.as_i64()));
            self.take(step).await?;
        }
        let next = known.iter().filter_map(|reminder| reminder.due).chain(new).min();
        Ok(match next {
            Some(at) => Reminding::For(at),
            None if known.is_empty() => Reminding::Nothing,
            None => Reminding::Before,
        })
    }

    /// The reminders of a sale that are due or were sent.
    async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError> {
        let sale = sale.as_i64();
        let rows = sqlx::query!(
            r#"select line_id as "line_id!", state, due_at from outbox
            where sale_id = ? and kind = 'reminder' and state <> 'dropped' and line_id is not null"#,
            sale
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let reminder = |line: i64, is_due: bool, at: i64| Reminder {
            line: LineId::new(line),
            due: is_due.then(|| Timestamp::from_millis(at)),
        };
        Ok(rows.into_iter().map(|row| reminder(row.line_id, row.state == "due", row.due_at)).collect())
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
        assert!(is_worth_reminding(end(3), now) && !is_worth_reminding(end(2), now));
    }
}

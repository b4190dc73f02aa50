//! Transitions of the reminders that buyers ask for.

use std::time::Duration;

use super::super::{BuyerId, LineNumber, Timestamp};
use super::step::Step;
use super::{Actor, Change, EventKind, LineState, Message, NoSuchStep, Sale, SaleState};

const DAY: Duration = Duration::from_hours(24);

/// Returns true if a license ends late enough for a reminder to be offered.
#[must_use]
pub fn is_worth_reminding(end: Timestamp, now: Timestamp) -> bool {
    end > now.after(DAY * 2)
}

/// Returns true if two licenses end so close together that one reminder covers both.
#[must_use]
pub fn end_together(one: Timestamp, other: Timestamp) -> bool {
    one.max(other) < one.min(other).after(Duration::from_hours(1))
}

/// Returns the instant of the reminder of a license that ends at `end`. It is three days before the
/// end, or one day if less than a week is left. Returns `None` if that instant has passed.
#[must_use]
fn reminded_at(end: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let days = if now.after(DAY * 7) < end { 3 } else { 1 };
    Some(end.before(DAY * days)).filter(|at| *at > now)
}

/// The answer to a buyer who asks for a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminding {
    /// The next reminder comes at this instant.
    For(Timestamp),
    /// All reminders were sent.
    Before,
    /// No reminder is possible: no license ends, it is too late, or the sale was refunded.
    Nothing,
}

/// A reminder that the buyer asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// The license.
    pub line: LineNumber,
    /// The instant when the reminder is due. `None` if it was sent.
    pub due: Option<Timestamp>,
}

impl Sale {
    /// Schedules a reminder for each time at which licenses of the sale end. The reminder names the
    /// first of these licenses. `known` lists the reminders that are due or were sent, and none of them
    /// is scheduled again. Returns the answer to the buyer, and the change if there is one.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when the sale belongs to another account by now.
    pub fn reminding(
        &self,
        now: Timestamp,
        buyer: BuyerId,
        known: &[Reminder],
    ) -> Result<(Reminding, Option<Change>), NoSuchStep> {
        if buyer != self.buyer {
            return Err(NoSuchStep::Decided(self.id));
        }
        if self.refund.is_some() || !matches!(self.state, SaleState::Delivered | SaleState::Undelivered) {
            return Ok((Reminding::Nothing, None));
        }
        let lines = self.in_state(LineState::Assigned);
        let mut ends: Vec<_> =
            lines.filter_map(|line| line.license.expires_at.map(|end| (end, line.number))).collect();
        ends.sort_by_key(|(end, _)| *end);
        let (mut step, mut new) = (Step::of(self, now), Vec::new());
        for together in ends.chunk_by(|(end, _), (next, _)| end_together(*end, *next)) {
            let is_known = |reminder: &Reminder| together.iter().any(|(_, line)| *line == reminder.line);
            let Some((end, line)) = together.first().filter(|_| !known.iter().any(is_known)) else {
                continue;
            };
            let Some(at) = reminded_at(*end, now) else { continue };
            step = step.due_at(Message::Reminder(*line), at);
            new.push(at);
        }
        let next = known.iter().filter_map(|reminder| reminder.due).chain(new.iter().copied()).min();
        let told = match next {
            Some(at) => Reminding::For(at),
            None if known.is_empty() => Reminding::Nothing,
            None => Reminding::Before,
        };
        if new.is_empty() {
            return Ok((told, None));
        }
        let step = step.event(EventKind::ReminderAsked, None, Actor::Buyer(buyer));
        Ok((told, Some(step.synced().done()?)))
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

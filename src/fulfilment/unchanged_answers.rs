//! Tracks how long the vendor's answers about licenses in doubt have stayed the same.
//!
//! The ages are kept in memory only. A restart begins the waits again, which can only lengthen them.

use std::collections::HashMap;
use std::time::Duration;

use parking_lot::Mutex;

use crate::domain::{LineNumber, Moment, SaleId};

/// The licenses in doubt that this process has looked up.
#[derive(Debug, Default)]
pub(super) struct Contradictions(Mutex<HashMap<(SaleId, LineNumber), Since>>);

#[derive(Debug, Clone, Copy, Default)]
struct Since {
    not_assigned: Option<Moment>,
    contradictory: Option<Moment>,
}

impl Contradictions {
    /// Records that a lookup at `asked_at` found the license not assigned. Returns the time since the
    /// first such lookup after the latest attempt.
    pub(super) fn not_assigned(&self, sale: SaleId, line: LineNumber, asked_at: Moment) -> Duration {
        self.with(sale, line, |since| asked_at.since(*since.not_assigned.get_or_insert(asked_at)))
    }

    /// Records that a lookup at `asked_at` contradicts the evidence. Returns the time since the first
    /// contradiction.
    pub(super) fn contradictory(&self, sale: SaleId, line: LineNumber, asked_at: Moment) -> Duration {
        self.with(sale, line, |since| asked_at.since(*since.contradictory.get_or_insert(asked_at)))
    }

    /// Records that a lookup contradicts nothing. Returns the age of the contradiction, which is zero.
    pub(super) fn agree(&self, sale: SaleId, line: LineNumber) -> Duration {
        self.with(sale, line, |since| since.contradictory = None);
        Duration::ZERO
    }

    /// Records that a new request to assign the license is about to be sent. Earlier lookups say
    /// nothing about its result.
    pub(super) fn attempted(&self, sale: SaleId, line: LineNumber) {
        self.with(sale, line, |since| since.not_assigned = None);
    }

    /// Forgets a license that is no longer in doubt.
    pub(super) fn forget(&self, sale: SaleId, line: LineNumber) {
        self.0.lock().remove(&(sale, line));
    }

    fn with<T>(&self, sale: SaleId, line: LineNumber, change: impl FnOnce(&mut Since) -> T) -> T {
        change(self.0.lock().entry((sale, line)).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_count_from_the_first_look_and_an_attempt_begins_the_looks_anew() {
        let (contradictions, sale, line) = (Contradictions::default(), SaleId::new(1), LineNumber::new(1));
        let at = |seconds| Moment::new(Duration::from_secs(seconds));
        assert_eq!(contradictions.not_assigned(sale, line, at(10)), Duration::ZERO);
        assert_eq!(contradictions.contradictory(sale, line, at(10)), Duration::ZERO);
        assert_eq!(contradictions.not_assigned(sale, line, at(15)), Duration::from_secs(5));
        contradictions.attempted(sale, line);
        assert_eq!(contradictions.not_assigned(sale, line, at(20)), Duration::ZERO);
        assert_eq!(contradictions.contradictory(sale, line, at(20)), Duration::from_secs(10));
        assert_eq!(contradictions.agree(sale, line), Duration::ZERO);
        assert_eq!(contradictions.contradictory(sale, line, at(25)), Duration::ZERO);
        contradictions.forget(sale, line);
        assert_eq!(contradictions.contradictory(sale, line, at(30)), Duration::ZERO);
    }
}

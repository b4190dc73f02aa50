//! Simulated faults of the vendor: lost answers, delays and rate limits. They are for the demo and the tests.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

/// The faults of a server. By default there are none.
#[derive(Debug, Default)]
pub struct Faults {
    lost_assignments: AtomicU32,
    refused_assignments: AtomicU32,
    limited_calls: AtomicU32,
    is_down: AtomicBool,
    latency_ms: AtomicU64,
    calls: AtomicU64,
}

impl Faults {
    /// Makes the next `count` assignments succeed without an answer.
    pub fn lose_assignments(&self, count: u32) {
        self.lost_assignments.store(count, Ordering::SeqCst);
    }

    /// Makes the next `count` assignments succeed, but answers that the license was assigned before. A proxy
    /// that repeats requests has the same effect.
    pub fn refuse_assignments(&self, count: u32) {
        self.refused_assignments.store(count, Ordering::SeqCst);
    }

    /// Answers the next `count` calls with the rate limit's error.
    pub fn limit_calls(&self, count: u32) {
        self.limited_calls.store(count, Ordering::SeqCst);
    }

    /// Answers every call with the status 503 of a proxy whose server is down (`true`), or not (`false`).
    pub fn go_down(&self, down: bool) {
        self.is_down.store(down, Ordering::SeqCst);
    }

    /// Delays every answer by this time.
    pub fn delay(&self, latency: Duration) {
        self.latency_ms.store(u64::try_from(latency.as_millis()).unwrap_or(u64::MAX), Ordering::SeqCst);
    }

    /// Returns the number of requests so far, including those whose answers were lost.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    pub(super) fn count_call(&self) {
        self.calls.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn is_down(&self) -> bool {
        self.is_down.load(Ordering::SeqCst)
    }

    pub(super) fn latency(&self) -> Duration {
        Duration::from_millis(self.latency_ms.load(Ordering::SeqCst))
    }

    pub(super) fn limits_this_call(&self) -> bool {
        one_of(&self.limited_calls)
    }

    pub(super) fn loses_this_assignment(&self) -> bool {
        one_of(&self.lost_assignments)
    }

    pub(super) fn refuses_this_assignment(&self) -> bool {
        one_of(&self.refused_assignments)
    }
}

/// Decrements a counter. Returns false if it is zero.
fn one_of(left: &AtomicU32) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
}

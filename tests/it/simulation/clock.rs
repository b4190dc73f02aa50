//! A clock that is set by hand.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use keyclerk::domain::{Clock, Moment, Timestamp};

pub const START: i64 = 1_790_000_000_000;
/// The age in milliseconds of the list that a shop opens with. It is too old to draw from.
pub(super) const LIST_AGE: i64 = 10_000;

#[derive(Debug)]
pub struct ModelClock {
    now: AtomicI64,
    passed: AtomicI64,
}

impl ModelClock {
    pub(super) fn new() -> Self {
        Self { now: AtomicI64::new(START - LIST_AGE), passed: AtomicI64::new(0) }
    }

    /// Lets time pass. A negative value sets the machine's clock back instead.
    pub fn pass(&self, millis: i64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
        self.passed.fetch_add(millis.max(0), Ordering::SeqCst);
    }

    /// Returns Discord's time, which a change of the machine's clock does not affect.
    pub(super) fn discord_now(&self) -> Timestamp {
        Timestamp::from_millis(START - LIST_AGE + self.passed.load(Ordering::SeqCst))
    }

    /// Sets the clock back without any time passing.
    pub fn set_back(&self, millis: i64) {
        self.now.fetch_sub(millis, Ordering::SeqCst);
    }
}

impl Clock for ModelClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.now.load(Ordering::SeqCst))
    }

    fn moment(&self) -> Moment {
        let passed = self.passed.load(Ordering::SeqCst);
        Moment::new(Duration::from_millis(passed.try_into().unwrap()))
    }

    fn sleep(&self, wait: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.pass(i64::try_from(wait.as_millis()).unwrap());
        Box::pin(std::future::ready(()))
    }
}

//! A clock that stands still until a test moves it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use keyclerk::domain::{Clock, Moment, Timestamp};

/// The time at which the clock begins: 2026-01-01.
const BEGIN: i64 = 1_767_225_600_000;

#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(BEGIN)))
    }
}

impl TestClock {
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Advances the clock to the last millisecond before `by` has passed.
    pub fn advance_almost(&self, by: Duration) {
        self.advance(by.checked_sub(Duration::from_millis(1)).unwrap());
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn moment(&self) -> Moment {
        Moment::new(Duration::from_millis(u64::try_from(self.0.load(Ordering::SeqCst)).unwrap()))
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(wait))
    }
}

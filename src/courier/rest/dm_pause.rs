//! Pauses the opening of DM channels after Discord says that too many are opened at once. That answer names
//! no wait, and Discord quarantines bots that continue.

use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

/// The first pause. Each further pause in a row is twice as long.
const FIRST: Duration = Duration::from_secs(5);
/// The longest pause.
const LONGEST: Duration = Duration::from_mins(5);

/// The state of consecutive pauses.
#[derive(Debug, Default)]
pub(super) struct DmPause(Mutex<Option<(Instant, Duration)>>);

impl DmPause {
    /// Begins a pause and returns the wait until its end. Refusals of concurrent requests count as one pause.
    pub(super) fn begin(&self, now: Instant) -> Duration {
        let mut pause = self.0.lock();
        let (until, length) = match *pause {
            Some((until, length)) if now < until => (until, length),
            Some((_, length)) => {
                let length = (length * 2).min(LONGEST);
                (now + length, length)
            }
            None => (now + FIRST, FIRST),
        };
        *pause = Some((until, length));
        until - now
    }

    /// Records that a DM channel was opened. The next pause has the first length again.
    pub(super) fn end(&self) {
        *self.0.lock() = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_in_a_row_grow_and_refusals_under_way_together_are_one() {
        let (pause, mut now) = (DmPause::default(), Instant::now());
        for seconds in [5, 10, 20, 40, 80, 160, 300, 300] {
            assert_eq!(pause.begin(now), Duration::from_secs(seconds));
            now += Duration::from_secs(1);
            assert_eq!(pause.begin(now), Duration::from_secs(seconds - 1));
            now += Duration::from_secs(seconds);
        }
        pause.end();
        assert_eq!(pause.begin(now), FIRST);
    }
}

//! Keeps keyclerk below Discord's limit of invalid requests. Discord bans an IP address that receives 10,000
//! answers of 401, 403 or 429 within ten minutes (<https://docs.discord.com/developers/topics/rate-limits>).

use std::time::Duration;

use tokio::time::Instant;

/// The number of invalid requests in ten minutes above which nothing is sent. The remainder is a reserve for
/// requests in flight and for other programs at the same IP address.
const MOST: u32 = 8_000;
/// The number of one-minute counters: ten whole minutes, and the current one.
const MINUTES: usize = 11;
const MINUTE: Duration = Duration::from_mins(1);

/// Invalid requests of the last ten minutes.
#[derive(Debug)]
pub(super) struct InvalidRequests {
    started: Instant,
    minute: usize,
    counts: [u32; MINUTES],
}

impl InvalidRequests {
    pub(super) fn new(now: Instant) -> Self {
        Self { started: now, minute: 0, counts: [0; MINUTES] }
    }

    /// Counts an invalid request.
    pub(super) fn add(&mut self, now: Instant) {
        self.pass(now);
        self.counts[self.minute % MINUTES] += 1;
    }

    /// Returns the wait until requests may be sent again, or `None` if they may be sent now.
    pub(super) fn wait(&mut self, now: Instant) -> Option<Duration> {
        self.pass(now);
        let is_spent = self.counts.iter().sum::<u32>() >= MOST;
        let minute = u32::try_from(self.minute).unwrap_or(u32::MAX);
        is_spent.then(|| (MINUTE * (minute + 1)).saturating_sub(now.duration_since(self.started)))
    }

    /// Drops the counts of minutes that are over.
    fn pass(&mut self, now: Instant) {
        let elapsed = now.duration_since(self.started).as_secs() / MINUTE.as_secs();
        let minute = usize::try_from(elapsed).unwrap_or(self.minute);
        for over in self.minute + 1..=minute.min(self.minute + MINUTES) {
            self.counts[over % MINUTES] = 0;
        }
        self.minute = self.minute.max(minute);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_above_the_limit_until_ten_minutes_have_passed() {
        let started = Instant::now();
        let at = |seconds| started + Duration::from_secs(seconds);
        let mut invalid = InvalidRequests::new(started);
        for _ in 1..MOST {
            invalid.add(at(30));
        }
        assert_eq!(invalid.wait(at(30)), None);
        invalid.add(at(90));
        assert_eq!(invalid.wait(at(90)), Some(Duration::from_secs(30)));
        assert!(invalid.wait(at(10 * 60 + 59)).is_some(), "they are not ten minutes old");
        assert_eq!(invalid.wait(at(11 * 60)), None, "the first minute's are forgotten");
        assert_eq!(invalid.wait(at(1_000_000)), None);
    }
}

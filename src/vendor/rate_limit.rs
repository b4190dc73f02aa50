//! The rate limit: a number of requests per API key in any 60 seconds.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::api_keys::ApiKeyId;

const WINDOW: Duration = Duration::from_mins(1);

/// A counter of requests per API key.
#[derive(Debug)]
pub(super) struct Limit {
    most: Option<usize>,
    seen: Mutex<HashMap<ApiKeyId, VecDeque<Instant>>>,
}

impl Limit {
    pub(super) fn new(most: Option<u32>) -> Self {
        Self { most: most.map(|most| most as usize), seen: Mutex::default() }
    }

    /// Returns true, and counts the request, if the key may make a request at `now`.
    pub(super) fn allows(&self, key: ApiKeyId, now: Instant) -> bool {
        let Some(most) = self.most else { return true };
        let mut seen = self.seen.lock();
        let times = seen.entry(key).or_default();
        while times.front().is_some_and(|at| now.duration_since(*at) >= WINDOW) {
            times.pop_front();
        }
        if times.len() >= most {
            return false;
        }
        times.push_back(now);
        true
    }

    /// Returns the number of requests per minute that each key may make, if there is a limit.
    pub(super) fn most(&self) -> Option<usize> {
        self.most
    }

    /// Returns the requests of a key that count against the limit at `now`.
    pub(super) fn used(&self, key: ApiKeyId, now: Instant) -> usize {
        let seen = self.seen.lock();
        seen.get(&key).map_or(0, |times| times.iter().filter(|at| now.duration_since(**at) < WINDOW).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_101st_request_of_a_minute_is_refused_and_another_keys_first_is_not() {
        let (limit, now) = (Limit::new(Some(100)), Instant::now());
        assert!((0..100).all(|_| limit.allows(ApiKeyId::new(1), now)));
        assert!(!limit.allows(ApiKeyId::new(1), now + Duration::from_secs(59)));
        assert!(limit.allows(ApiKeyId::new(2), now));
        assert_eq!((limit.used(ApiKeyId::new(1), now), limit.used(ApiKeyId::new(1), now + WINDOW)), (100, 0));
        assert!(limit.allows(ApiKeyId::new(1), now + WINDOW));
    }
}

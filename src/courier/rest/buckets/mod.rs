//! The buckets of Discord's rate limits, learned from its answers.
//!
//! A bucket is a window of fixed length with a limited number of requests. Each route has one bucket per
//! major id. Discord also identifies buckets by a hash, which is not used, because routes with the same hash
//! are known to have different limits. If two routes share a bucket nevertheless, this costs at most one 429.
//! A route with an unknown limit sends a single request first and learns from its answer. Memory is bounded,
//! because a bucket is dropped some time after its window has ended.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use tokio::time::Instant;

use crate::courier::rest::rate_limit::Quota;
use crate::courier::rest::route::Route;

/// Added to each window, because Discord rounds its headers to milliseconds.
const MARGIN: Duration = Duration::from_millis(25);
/// Added between promised windows, because requests return a little late and a window begins with its first
/// request.
const LATENESS: Duration = Duration::from_millis(500);
/// The number of buckets above which expired ones are dropped.
const SWEEP_FROM: usize = 512;
/// How long other requests wait for a route's first answer.
const LEARNING: Duration = Duration::from_secs(2);

/// The hash of a route, and the major id.
type BucketKey = (u64, u64);

/// The known limit of a route.
#[derive(Debug, Clone, Copy)]
enum KnownLimit {
    /// The first request was sent and not answered yet.
    Learning { since: Instant },
    /// The route's answers contain no limit.
    Unlimited,
    /// The limit in the last answer. It is also assumed for a new major id.
    Limited { limit: u32, window: Duration },
}

#[derive(Debug)]
struct Bucket {
    limit: u32,
    remaining: u32,
    window: Duration,
    ends_at: Instant,
    /// True if an answer contained the end of the window. Until then the end is an estimate.
    is_confirmed: bool,
    /// The number of this window, by which answers to requests of earlier windows are recognised.
    number: u64,
    /// The end of a stop by a 429. Later answers do not shorten it.
    stopped_until: Instant,
    /// The start of the last window that was promised to returning requests.
    promised_window: Instant,
    /// The number of requests that were promised a place in that window.
    promised: u32,
}

/// An admitted request.
#[derive(Debug)]
pub(super) struct Admitted {
    key: BucketKey,
    /// The number of the request's window, or `None` if the limit was not known.
    window: Option<u64>,
}

/// The reason why a request may not be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// The bucket is full, and has room after this wait.
    Full(Duration),
    /// Nothing may be sent before this wait is over, because of a 429 or another limit.
    Stopped(Duration),
    /// The route's first request has not been answered yet. Others stop waiting for it after this time.
    Learning(Duration),
}

/// All buckets.
#[derive(Debug)]
pub(super) struct Buckets {
    routes: HashMap<u64, KnownLimit>,
    windows: HashMap<BucketKey, Bucket>,
    sweep_at: usize,
}

impl Default for Buckets {
    fn default() -> Self {
        Self { routes: HashMap::new(), windows: HashMap::new(), sweep_at: SWEEP_FROM }
    }
}

impl Buckets {
    /// Checks whether a request may be sent, without taking a place.
    pub(super) fn check(&mut self, route: &Route, now: Instant) -> Result<(), Held> {
        let key = key(route);
        let stopped_until = self.windows.get(&key).map(|bucket| bucket.stopped_until);
        if let Some(until) = stopped_until.filter(|until| now < *until) {
            return Err(Held::Stopped(until - now));
        }
        match self.routes.get(&key.0).copied() {
            None | Some(KnownLimit::Unlimited) => Ok(()),
            Some(KnownLimit::Learning { since }) => {
                let left = (since + LEARNING).saturating_duration_since(now);
                if left.is_zero() { Ok(()) } else { Err(Held::Learning(left)) }
            }
            Some(KnownLimit::Limited { limit, window }) => {
                let bucket = self.bucket(key, limit, window, now);
                if bucket.remaining > 0 { Ok(()) } else { Err(Held::Full(bucket.ends_at - now)) }
            }
        }
    }

    /// Takes a request's place in its bucket. [`Self::check`] must have succeeded immediately before.
    pub(super) fn take(&mut self, route: &Route, now: Instant) -> Admitted {
        let key = key(route);
        let window = match self.routes.get(&key.0).copied() {
            None | Some(KnownLimit::Learning { .. }) => {
                self.routes.insert(key.0, KnownLimit::Learning { since: now });
                None
            }
            Some(KnownLimit::Unlimited) => None,
            Some(KnownLimit::Limited { limit, window }) => {
                let bucket = self.bucket(key, limit, window, now);
                bucket.remaining = bucket.remaining.saturating_sub(1);
                Some(bucket.number)
            }
        };
        Admitted { key, window }
    }

    /// Promises a place in the first window with room to a request that will return. Returns the wait until
    /// then.
    pub(super) fn promise(&mut self, route: &Route, wait: Duration, now: Instant) -> Duration {
        let Some(bucket) = self.windows.get_mut(&key(route)) else { return wait };
        bucket.promise().saturating_duration_since(now).max(wait)
    }

    /// Records that a request was not answered. The next request of its route then learns the limit.
    pub(super) fn unanswered(&mut self, admitted: &Admitted) {
        if matches!(self.routes.get(&admitted.key.0), Some(KnownLimit::Learning { .. })) {
            self.routes.remove(&admitted.key.0);
        }
    }

    /// Learns from an answer. `quota` is `None` if its headers contain no limit.
    pub(super) fn learn(&mut self, admitted: &Admitted, quota: Option<Quota>, now: Instant) {
        let Some(quota) = quota else {
            if let Some(known @ KnownLimit::Learning { .. }) = self.routes.get_mut(&admitted.key.0) {
                *known = KnownLimit::Unlimited;
            }
            return;
        };
        let window = match self.windows.get(&admitted.key) {
            // Only the answer to the first request of a window contains the window's whole length.
            Some(bucket) if quota.remaining + 1 < quota.limit => bucket.window.max(quota.reset_after),
            _ => quota.reset_after,
        };
        self.routes.insert(admitted.key.0, KnownLimit::Limited { limit: quota.limit, window });
        let bucket = self.bucket(admitted.key, quota.limit, window, now);
        (bucket.limit, bucket.window) = (quota.limit, window);
        if admitted.window.is_some_and(|number| number != bucket.number) {
            return;
        }
        let ends_at = now + quota.reset_after + MARGIN;
        bucket.remaining = bucket.remaining.min(quota.remaining);
        bucket.ends_at = if bucket.is_confirmed { bucket.ends_at.min(ends_at) } else { ends_at };
        bucket.is_confirmed = true;
    }

    /// Stops a bucket for a while after a 429.
    pub(super) fn stop(&mut self, admitted: &Admitted, wait: Duration, now: Instant) {
        let (limit, window) = match self.routes.get(&admitted.key.0).copied() {
            Some(KnownLimit::Limited { limit, window }) => (limit, window),
            _ => (u32::MAX, Duration::ZERO),
        };
        let bucket = self.bucket(admitted.key, limit, window, now);
        bucket.stopped_until = bucket.stopped_until.max(now + wait + MARGIN);
    }

    /// Returns the state of a bucket at `now`. A window that is over is replaced by the next one.
    fn bucket(&mut self, key: BucketKey, limit: u32, window: Duration, now: Instant) -> &mut Bucket {
        if self.windows.len() >= self.sweep_at {
            self.windows.retain(|_, bucket| now < bucket.ends_at.max(bucket.stopped_until));
            self.sweep_at = SWEEP_FROM.max(2 * self.windows.len());
        }
        let bucket = self.windows.entry(key).or_insert_with(|| Bucket {
            limit,
            remaining: limit,
            window,
            ends_at: now + window + MARGIN,
            is_confirmed: false,
            number: 0,
            stopped_until: now,
            promised_window: now,
            promised: 0,
        });
        if now >= bucket.ends_at {
            bucket.remaining = bucket.limit;
            bucket.ends_at = now + bucket.window + MARGIN;
            bucket.is_confirmed = false;
            bucket.number += 1;
        }
        bucket
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.windows.len() + self.routes.len()
    }
}

impl Bucket {
    /// Promises a place in the first window with room, and returns the start of that window.
    fn promise(&mut self) -> Instant {
        if self.promised_window < self.ends_at {
            (self.promised_window, self.promised) = (self.ends_at, 0);
        } else if self.promised >= self.limit {
            (self.promised_window, self.promised) = (self.promised_window + self.window + LATENESS, 0);
        }
        self.promised += 1;
        self.promised_window
    }
}

/// Returns the key of a route's bucket.
fn key(route: &Route) -> BucketKey {
    let mut hasher = DefaultHasher::new();
    (&route.method, route.template).hash(&mut hasher);
    (hasher.finish(), route.major)
}

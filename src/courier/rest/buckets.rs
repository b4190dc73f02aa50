//! The buckets of Discord's rate limits, as its answers describe them.
//!
//! A bucket is a window of fixed length with so many requests. Routes share a bucket where Discord
//! names the same one for them; each major id of a route has a bucket of its own. A route that was
//! never asked sends one request first and learns from its answer. Memory is bounded: a bucket whose
//! window is over says nothing and is dropped.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use tokio::time::Instant;

use super::rate_limit::Quota;
use super::route::Route;

/// Added to each window: Discord rounds its headers to milliseconds.
const MARGIN: Duration = Duration::from_millis(25);
/// Added between the windows to which requests are told to come back: they come a little late, and a
/// window begins with the first of them.
const LATENESS: Duration = Duration::from_millis(500);
/// Buckets from which on those that are over are dropped.
const SWEEP_FROM: usize = 512;
/// How long the first request of a route is waited for before another one tries.
const LEARNING: Duration = Duration::from_secs(2);

/// A bucket's name and the major id.
type Key = (u64, u64);

/// What the answers of a route have told.
#[derive(Debug, Clone, Copy)]
enum Known {
    /// The first request is under way.
    Learning { since: Instant },
    /// The route's answers name no limit.
    Unlimited,
    /// The route belongs to this bucket.
    Limited { bucket: u64, limit: u32, window: Duration },
}

#[derive(Debug)]
struct Bucket {
    limit: u32,
    remaining: u32,
    window: Duration,
    ends_at: Instant,
    /// An answer has said when the window ends; before, its end is an estimate.
    is_confirmed: bool,
    /// The number of this window, so that an answer to a request of an earlier one is told apart.
    number: u64,
    /// The window to which requests turned away were last told to come back, and how many were.
    next_slot: Instant,
    promised: u32,
}

/// A request that was let through.
#[derive(Debug)]
pub(super) struct Admitted {
    route: u64,
    major: u64,
    bucket: Option<(Key, u64)>,
}

/// Why a request may not be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// There is room after this wait.
    Full(Duration),
    /// The first request of this route has not been answered yet. It is given up after this wait.
    Learning(Duration),
}

/// All buckets.
#[derive(Debug)]
pub(super) struct Buckets {
    routes: HashMap<u64, Known>,
    windows: HashMap<Key, Bucket>,
    sweep_at: usize,
}

impl Default for Buckets {
    fn default() -> Self {
        Self { routes: HashMap::new(), windows: HashMap::new(), sweep_at: SWEEP_FROM }
    }
}

impl Buckets {
    /// Checks whether a request may be sent. Nothing is taken yet.
    pub(super) fn check(&mut self, route: &Route, now: Instant) -> Result<(), Held> {
        let wait = match self.routes.get(&id(route)).copied() {
            None | Some(Known::Unlimited) => {
                let stopped = self.windows.get(&(id(route), route.major));
                stopped.map_or(Duration::ZERO, |bucket| bucket.ends_at.saturating_duration_since(now))
            }
            Some(Known::Learning { since }) => {
                let left = (since + LEARNING).saturating_duration_since(now);
                return if left.is_zero() { Ok(()) } else { Err(Held::Learning(left)) };
            }
            Some(Known::Limited { bucket, limit, window }) => {
                let bucket = self.bucket((bucket, route.major), limit, window, now);
                if bucket.remaining > 0 {
                    Duration::ZERO
                } else {
                    bucket.ends_at.saturating_duration_since(now)
                }
            }
        };
        if wait.is_zero() { Ok(()) } else { Err(Held::Full(wait)) }
    }

    /// Takes a request's place in its bucket. [`Self::check`] has just found room for it.
    pub(super) fn take(&mut self, route: &Route, now: Instant) -> Admitted {
        let admitted = Admitted { route: id(route), major: route.major, bucket: None };
        match self.routes.get(&id(route)).copied() {
            None | Some(Known::Learning { .. }) => {
                self.routes.insert(id(route), Known::Learning { since: now });
                admitted
            }
            Some(Known::Unlimited) => admitted,
            Some(Known::Limited { bucket, limit, window }) => {
                let key = (bucket, route.major);
                let bucket = self.bucket(key, limit, window, now);
                bucket.remaining = bucket.remaining.saturating_sub(1);
                Admitted { bucket: Some((key, bucket.number)), ..admitted }
            }
        }
    }

    /// Turns a request away that would have to wait, and returns when it should come back: to the
    /// first window that is not promised to others.
    pub(super) fn turn_away(&mut self, route: &Route, wait: Duration, now: Instant) -> Duration {
        let Some(Known::Limited { bucket, .. }) = self.routes.get(&id(route)) else { return wait };
        let Some(bucket) = self.windows.get_mut(&(*bucket, route.major)) else { return wait };
        bucket.promise().saturating_duration_since(now).max(wait)
    }

    /// Notes that a request was not answered: the next one of its route learns.
    pub(super) fn unanswered(&mut self, admitted: &Admitted) {
        if matches!(self.routes.get(&admitted.route), Some(Known::Learning { .. })) {
            self.routes.remove(&admitted.route);
        }
    }

    /// Learns from an answer; `quota` is `None` where its headers name no limit.
    pub(super) fn learn(&mut self, admitted: &Admitted, quota: Option<Quota>, now: Instant) {
        let Some(quota) = quota else {
            if let Some(known @ Known::Learning { .. }) = self.routes.get_mut(&admitted.route) {
                *known = Known::Unlimited;
            }
            return;
        };
        let window = match self.routes.get(&admitted.route) {
            // The first request of a window tells its whole length.
            Some(Known::Limited { window, .. }) if quota.remaining + 1 < quota.limit => {
                (*window).max(quota.reset_after)
            }
            _ => quota.reset_after,
        };
        let known = Known::Limited { bucket: quota.bucket, limit: quota.limit, window };
        self.routes.insert(admitted.route, known);
        let key = (quota.bucket, admitted.major);
        let bucket = self.bucket(key, quota.limit, window, now);
        let ends_at = now + quota.reset_after + MARGIN;
        (bucket.limit, bucket.window) = (quota.limit, window);
        match admitted.bucket {
            // The answer is to a request of an earlier window.
            Some((admitted_key, number)) if admitted_key == key && number != bucket.number => {}
            _ => {
                bucket.remaining = bucket.remaining.min(quota.remaining);
                bucket.ends_at = if bucket.is_confirmed { bucket.ends_at.min(ends_at) } else { ends_at };
                bucket.is_confirmed = true;
            }
        }
    }

    /// Stops a bucket for a while: Discord answered 429.
    pub(super) fn stop(&mut self, admitted: &Admitted, wait: Duration, now: Instant) {
        let (key, limit, window) = match self.routes.get(&admitted.route).copied() {
            Some(Known::Limited { bucket, limit, window }) => ((bucket, admitted.major), limit, window),
            // No header names the bucket: the route and the id stand for it.
            _ => ((admitted.route, admitted.major), u32::MAX, Duration::ZERO),
        };
        let bucket = self.bucket(key, limit, window, now);
        bucket.remaining = 0;
        bucket.ends_at = now + wait + MARGIN;
        bucket.is_confirmed = true;
    }

    /// Returns a bucket as it is at `now`: a window that is over gives way to the next one.
    fn bucket(&mut self, key: Key, limit: u32, window: Duration, now: Instant) -> &mut Bucket {
        if self.windows.len() >= self.sweep_at {
            self.windows.retain(|_, bucket| now < bucket.ends_at);
            self.sweep_at = SWEEP_FROM.max(2 * self.windows.len());
        }
        let bucket = self.windows.entry(key).or_insert_with(|| Bucket {
            limit,
            remaining: limit,
            window,
            ends_at: now + window + MARGIN,
            is_confirmed: false,
            number: 0,
            next_slot: now,
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
    /// Promises a place in the first window that has one.
    fn promise(&mut self) -> Instant {
        if self.next_slot < self.ends_at {
            (self.next_slot, self.promised) = (self.ends_at, 0);
        } else if self.promised >= self.limit {
            (self.next_slot, self.promised) = (self.next_slot + self.window + LATENESS, 0);
        }
        self.promised += 1;
        self.next_slot
    }
}

/// Identifies a route without its ids. The number stands for the bucket of a route whose answers
/// name none.
fn id(route: &Route) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&route.method, route.template).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use reqwest::Method;

    use crate::domain::ChannelId;

    use super::*;

    fn route(channel: u64) -> Route {
        Route::messages(Method::POST, ChannelId::new(channel).unwrap())
    }

    fn quota(remaining: u32, millis: u64) -> Quota {
        Quota { bucket: 1, limit: 5, remaining, reset_after: Duration::from_millis(millis) }
    }

    fn taken(buckets: &mut Buckets, route: &Route, now: Instant) -> Option<Admitted> {
        buckets.check(route, now).ok().map(|()| buckets.take(route, now))
    }

    fn wait(buckets: &mut Buckets, route: &Route, now: Instant) -> Duration {
        match buckets.check(route, now) {
            Err(Held::Full(wait)) => wait,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_first_request_of_a_route_is_sent_alone_and_the_others_learn_from_it() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let first = taken(&mut buckets, &route(1), now).unwrap();
        assert!(matches!(buckets.check(&route(2), now), Err(Held::Learning(_))), "of any channel");
        buckets.learn(&first, Some(quota(4, 5_000)), now);
        for _ in 0..4 {
            taken(&mut buckets, &route(1), now).unwrap();
        }
        assert_eq!(wait(&mut buckets, &route(1), now), Duration::from_secs(5) + MARGIN);
        for _ in 0..5 {
            taken(&mut buckets, &route(2), now).unwrap();
        }
        assert!(taken(&mut buckets, &route(2), now).is_none(), "each channel has a bucket of its own");
    }

    #[test]
    fn a_first_request_that_is_lost_leaves_the_learning_to_the_next_one() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let first = taken(&mut buckets, &route(1), now).unwrap();
        buckets.unanswered(&first);
        taken(&mut buckets, &route(1), now).unwrap();
        assert!(taken(&mut buckets, &route(1), now).is_none());
        taken(&mut buckets, &route(1), now + LEARNING).unwrap();
    }

    #[test]
    fn a_route_without_limits_waits_for_nothing_but_a_429() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let first = taken(&mut buckets, &route(1), now).unwrap();
        buckets.learn(&first, None, now);
        for _ in 0..100 {
            taken(&mut buckets, &route(1), now).unwrap();
        }
        buckets.stop(&first, Duration::from_secs(3), now);
        assert_eq!(wait(&mut buckets, &route(1), now), Duration::from_secs(3) + MARGIN);
        taken(&mut buckets, &route(2), now).unwrap();
        taken(&mut buckets, &route(1), now + Duration::from_secs(4)).unwrap();
    }

    #[test]
    fn a_window_that_is_over_gives_way_and_late_answers_do_not_count_in_it() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let first = taken(&mut buckets, &route(1), now).unwrap();
        buckets.learn(&first, Some(quota(4, 5_000)), now);
        let late = taken(&mut buckets, &route(1), now).unwrap();
        let next = now + Duration::from_millis(5_026);
        let of_next = taken(&mut buckets, &route(1), next).unwrap();
        buckets.learn(&late, Some(quota(0, 10)), next);
        for _ in 0..4 {
            taken(&mut buckets, &route(1), next).unwrap();
        }
        buckets.learn(&of_next, Some(quota(4, 5_000)), next);
        assert_eq!(wait(&mut buckets, &route(1), next), Duration::from_secs(5) + MARGIN);
    }

    #[test]
    fn those_turned_away_are_told_the_window_that_has_room_for_them() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let first = taken(&mut buckets, &route(1), now).unwrap();
        buckets.learn(&first, Some(quota(0, 5_000)), now);
        let mut waits = Vec::new();
        for _ in 0..11 {
            let wait = wait(&mut buckets, &route(1), now);
            waits.push(buckets.turn_away(&route(1), wait, now).as_secs());
        }
        assert_eq!(waits, [5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 16]);
    }

    #[test]
    fn a_429_empties_the_bucket_for_as_long_as_it_says() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let first = taken(&mut buckets, &route(1), now).unwrap();
        buckets.learn(&first, Some(quota(4, 5_000)), now);
        buckets.stop(&first, Duration::from_secs(20), now);
        assert_eq!(wait(&mut buckets, &route(1), now), Duration::from_secs(20) + MARGIN);
        taken(&mut buckets, &route(1), now + Duration::from_secs(21)).unwrap();
    }

    #[test]
    fn memory_does_not_grow_with_the_channels() {
        let (mut buckets, mut now) = (Buckets::default(), Instant::now());
        let first = taken(&mut buckets, &route(1), now).unwrap();
        buckets.learn(&first, Some(quota(4, 5_000)), now);
        let mut most = 0;
        for channel in 2..50_000 {
            now += Duration::from_millis(20);
            let admitted = taken(&mut buckets, &route(channel), now).unwrap();
            buckets.learn(&admitted, Some(quota(4, 5_000)), now);
            most = most.max(buckets.len());
        }
        assert!(most <= 2 * SWEEP_FROM, "{most}");
    }
}

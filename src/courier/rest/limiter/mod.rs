//! Decides when a request may be sent. It considers the buckets, the global limit, 429s that stopped all
//! requests, and the limit of invalid requests.
//!
//! Waits are bounded: a request that would exceed its allowed wait is rejected at once, together with the
//! wait that it would need. All times come from the monotonic clock.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::courier::rest::buckets::{Admitted, Buckets, Held};
use crate::courier::rest::invalid_requests::InvalidRequests;
use crate::courier::rest::rate_limit::{Quota, RateLimited, Scope};
use crate::courier::rest::route::{Pacing, Route};

/// The requests per second that Discord accepts from a bot in total.
const GLOBAL_LIMIT: usize = 50;
/// Slightly more than a second, because requests may overtake each other in transit.
const GLOBAL_WINDOW: Duration = Duration::from_millis(1_050);

/// Paces the requests of a bot.
pub(super) struct Limiter {
    state: Mutex<LimiterState>,
    /// Wakes requests that wait for a route's limit to become known.
    learned: Notify,
}

struct LimiterState {
    buckets: Buckets,
    /// The times of the latest requests, or `None` if a proxy paces them.
    sent: Option<VecDeque<Instant>>,
    /// The end of a 429 that stopped every request except interactions.
    bot_stopped_until: Instant,
    /// The end of a 429 that stopped every request of this IP address.
    address_stopped_until: Instant,
    invalid: InvalidRequests,
}

/// The right to send one request. The answer is passed to [`Self::learn`]. If the permit is dropped without
/// an answer, the request counts as unanswered.
pub(super) struct SendPermit<'a> {
    limiter: &'a Limiter,
    /// `None` for interactions, which have no bucket.
    admitted: Option<Admitted>,
}

/// The decision about a request.
pub(super) enum Admission<'a> {
    /// The request may be sent.
    Admitted(SendPermit<'a>),
    /// The request would have to wait this long.
    Later(Duration),
}

impl Limiter {
    /// Makes a limiter. `paces_globally` is false if a proxy enforces the global limit.
    pub(super) fn new(paces_globally: bool) -> Self {
        let now = Instant::now();
        let state = LimiterState {
            buckets: Buckets::default(),
            sent: paces_globally.then(|| VecDeque::with_capacity(GLOBAL_LIMIT)),
            bot_stopped_until: now,
            address_stopped_until: now,
            invalid: InvalidRequests::new(now),
        };
        Self { state: Mutex::new(state), learned: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, LimiterState> {
        self.state.lock()
    }

    /// Waits until a request may be sent, at most until `deadline`. Calls `waits` once if the request has to
    /// wait. A rejected request that comes back later is promised a place at that time.
    pub(super) async fn admit(
        &self,
        route: &Route,
        deadline: Instant,
        comes_back: bool,
        mut waits: impl FnMut(Duration),
    ) -> Admission<'_> {
        let mut has_waited = false;
        loop {
            // This comes before the check, so that no answer in between is missed.
            let learned = self.learned.notified();
            tokio::pin!(learned);
            learned.as_mut().enable();
            let now = Instant::now();
            let held = match self.state().take(route, now) {
                Ok(admitted) => return Admission::Admitted(SendPermit { limiter: self, admitted }),
                Err(held) => held,
            };
            let (Held::Full(wait) | Held::Stopped(wait) | Held::Learning(wait)) = held;
            let in_time = match held {
                Held::Learning(_) => now < deadline,
                Held::Full(_) | Held::Stopped(_) => now + wait <= deadline,
            };
            if !in_time {
                let is_promised = comes_back && matches!(held, Held::Full(_));
                let later = if is_promised { self.state().buckets.promise(route, wait, now) } else { wait };
                return Admission::Later(later);
            }
            if !has_waited {
                waits(wait);
            }
            has_waited = true;
            if let Held::Learning(_) = held {
                drop(tokio::time::timeout(wait.min(deadline - now), learned).await);
            } else {
                tokio::time::sleep(wait).await;
            }
        }
    }
}

impl SendPermit<'_> {
    /// Learns from an answer, with or without rate-limit headers.
    pub(super) fn learn(&mut self, quota: Option<Quota>, is_invalid: bool) {
        let (mut state, now) = (self.limiter.state(), Instant::now());
        if is_invalid {
            state.invalid.add(now);
        }
        if let Some(admitted) = &self.admitted {
            state.buckets.learn(admitted, quota, now);
        }
        drop(state);
        self.limiter.learned.notify_waiters();
    }

    /// Obeys a 429. The caller obeys one that concerns a single interaction.
    pub(super) fn stop(&mut self, limited: RateLimited) {
        let (mut state, now) = (self.limiter.state(), Instant::now());
        match (limited.scope, &self.admitted) {
            (Scope::Bot, _) => {
                state.bot_stopped_until = state.bot_stopped_until.max(now + limited.wait);
            }
            (Scope::Address, _) => {
                state.address_stopped_until = state.address_stopped_until.max(now + limited.wait);
            }
            (Scope::Bucket | Scope::Shared, Some(admitted)) => {
                state.buckets.stop(admitted, limited.wait, now);
            }
            (Scope::Bucket | Scope::Shared, None) => {}
        }
    }
}

impl Drop for SendPermit<'_> {
    /// After an answer there is nothing left to do. Without one, the next request learns the limit.
    fn drop(&mut self) {
        if let Some(admitted) = &self.admitted {
            self.limiter.state().buckets.unanswered(admitted);
            self.limiter.learned.notify_waiters();
        }
    }
}

impl LimiterState {
    /// Takes a place under every limit, or returns why the request has to wait.
    fn take(&mut self, route: &Route, now: Instant) -> Result<Option<Admitted>, Held> {
        let is_interaction = route.pacing == Pacing::Interaction;
        let stopped_until = if is_interaction {
            self.address_stopped_until
        } else {
            self.address_stopped_until.max(self.bot_stopped_until)
        };
        if now < stopped_until {
            return Err(Held::Stopped(stopped_until - now));
        }
        if let Some(wait) = self.invalid.wait(now) {
            return Err(Held::Stopped(wait));
        }
        if is_interaction {
            return Ok(None);
        }
        self.buckets.check(route, now)?;
        if let Some(sent) = &mut self.sent {
            while sent.front().is_some_and(|at| now.duration_since(*at) >= GLOBAL_WINDOW) {
                sent.pop_front();
            }
            if let Some(first) = sent.front()
                && sent.len() >= GLOBAL_LIMIT
            {
                return Err(Held::Stopped(*first + GLOBAL_WINDOW - now));
            }
            sent.push_back(now);
        }
        Ok(Some(self.buckets.take(route, now)))
    }
}

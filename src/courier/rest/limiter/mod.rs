//! Decides when a request may be sent. It considers the buckets, the global limit, 429s that stopped all
//! requests, and the limit of invalid requests.
//!
//! Waits are bounded: a request that would exceed its allowed wait is rejected at once, together with the
//! wait that it would need. All times come from the monotonic clock.

use std::collections::VecDeque;
use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::buckets::{Admitted, Buckets, Held};
use super::invalid_requests::InvalidRequests;
use super::rate_limit::{Quota, RateLimited, Scope};
use super::route::{Pacing, Route};

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

#[cfg(test)]
mod tests {
    use reqwest::Method;

    use crate::domain::{ChannelId, InteractionId};

    use super::*;

    fn message(channel: u64) -> Route {
        Route::messages(Method::POST, ChannelId::new(channel).unwrap())
    }

    fn callback() -> Route {
        Route::callback(InteractionId::new(1).unwrap(), "token")
    }

    async fn admit<'a>(
        limiter: &'a Limiter,
        route: &Route,
        patience: u64,
    ) -> Result<SendPermit<'a>, Duration> {
        let deadline = Instant::now() + Duration::from_secs(patience);
        match limiter.admit(route, deadline, false, |_| {}).await {
            Admission::Admitted(permit) => Ok(permit),
            Admission::Later(wait) => Err(wait),
        }
    }

    /// Sends a request that is answered without headers.
    async fn sent(limiter: &Limiter, route: &Route) -> bool {
        match admit(limiter, route, 60).await {
            Ok(mut permit) => {
                permit.learn(None, false);
                true
            }
            Err(_) => false,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_global_limit_holds_in_every_second_and_does_not_concern_interactions() {
        let limiter = Limiter::new(true);
        let mut times = Vec::new();
        for at in 0..175 {
            assert!(sent(&limiter, &message(at + 1)).await);
            times.push(Instant::now());
            assert!(admit(&limiter, &callback(), 0).await.is_ok());
        }
        for window in times.windows(GLOBAL_LIMIT + 1) {
            assert!(window[GLOBAL_LIMIT] - window[0] > Duration::from_secs(1));
        }
        assert!(times[174] - times[0] < Duration::from_secs(4));
        let proxied = Limiter::new(false);
        for at in 0..175 {
            assert!(sent(&proxied, &message(at + 1)).await);
        }
        assert_eq!(Instant::now(), times[174], "a proxy paces them");
    }

    #[tokio::test(start_paused = true)]
    async fn a_429_for_the_bot_stops_all_but_interactions_and_one_for_the_address_stops_all() {
        let limiter = Limiter::new(true);
        let wait = Duration::from_secs(3);
        let mut permit = admit(&limiter, &callback(), 0).await.ok().unwrap();
        permit.stop(RateLimited { scope: Scope::Bot, wait });
        assert_eq!(admit(&limiter, &message(1), 1).await.err(), Some(wait));
        assert!(admit(&limiter, &callback(), 0).await.is_ok());
        permit.stop(RateLimited { scope: Scope::Address, wait });
        assert_eq!(admit(&limiter, &callback(), 1).await.err(), Some(wait));
        let begun = Instant::now();
        assert!(admit(&limiter, &callback(), 5).await.is_ok());
        assert_eq!(begun.elapsed(), wait);
    }

    #[tokio::test(start_paused = true)]
    async fn who_learns_a_routes_limit_lets_the_others_go_at_once() {
        let limiter = Limiter::new(true);
        let mut first = admit(&limiter, &message(1), 0).await.ok().unwrap();
        let learning = async {
            tokio::time::sleep(Duration::from_millis(30)).await;
            first.learn(None, false);
        };
        let begun = Instant::now();
        let other = message(2);
        let (admitted, ()) = tokio::join!(admit(&limiter, &other, 5), learning);
        assert!(admitted.is_ok());
        assert_eq!(begun.elapsed(), Duration::from_millis(30));
    }

    #[tokio::test(start_paused = true)]
    async fn a_first_request_that_is_given_up_leaves_the_learning_to_the_next_one_at_once() {
        let limiter = Limiter::new(true);
        let first = admit(&limiter, &message(1), 0).await.ok().unwrap();
        assert!(admit(&limiter, &message(1), 0).await.is_err());
        drop(first);
        assert!(admit(&limiter, &message(1), 0).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_is_told_once_and_never_exceeds_the_deadline() {
        let limiter = Limiter::new(true);
        let mut first = admit(&limiter, &message(1), 0).await.ok().unwrap();
        let quota = Quota { limit: 1, remaining: 0, reset_after: Duration::from_secs(4) };
        first.learn(Some(quota), false);
        let mut told = 0;
        let deadline = Instant::now() + Duration::from_secs(5);
        let route = message(1);
        let admission = limiter.admit(&route, deadline, false, |_| told += 1).await;
        assert!(matches!(admission, Admission::Admitted(_)));
        assert_eq!(told, 1);
        assert!(admit(&limiter, &message(1), 1).await.is_err_and(|wait| wait > Duration::from_secs(3)));
    }

    #[tokio::test(start_paused = true)]
    async fn only_requests_that_come_back_are_promised_a_place() {
        let limiter = Limiter::new(true);
        let mut first = admit(&limiter, &message(1), 0).await.ok().unwrap();
        first.learn(Some(Quota { limit: 1, remaining: 0, reset_after: Duration::from_secs(4) }), false);
        let route = message(1);
        let mut waits = Vec::new();
        for comes_back in [false, false, true, false, true, true] {
            let Admission::Later(wait) = limiter.admit(&route, Instant::now(), comes_back, |_| {}).await
            else {
                panic!("the bucket is full")
            };
            waits.push(wait.as_secs());
        }
        assert_eq!(waits, [4, 4, 4, 4, 8, 13]);
    }

    #[tokio::test(start_paused = true)]
    async fn too_many_invalid_requests_stop_everything() {
        let limiter = Limiter::new(true);
        let mut permit = admit(&limiter, &callback(), 0).await.ok().unwrap();
        for _ in 0..8_000 {
            permit.learn(None, true);
        }
        assert!(admit(&limiter, &callback(), 2).await.is_err());
        tokio::time::advance(Duration::from_mins(9)).await;
        assert!(admit(&limiter, &message(1), 2).await.is_err());
        tokio::time::advance(Duration::from_mins(2)).await;
        assert!(admit(&limiter, &callback(), 2).await.is_ok());
    }
}

//! Decides when a request may be sent: by the buckets of Discord's answers, the global limit, the
//! 429s that stopped everything, and the limit of invalid requests.
//!
//! Waits are bounded: a request that would wait for longer than it may is turned away with the wait
//! it would have had. Everything is measured on the monotonic clock.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::buckets::{Admitted, Buckets, Held};
use super::invalid_requests::InvalidRequests;
use super::rate_limit::{Limited, Quota, Scope};
use super::route::{Pacing, Route};

/// Requests a second that Discord takes from a bot in all.
const GLOBAL_LIMIT: usize = 50;
/// The second, and a little more: requests overtake each other on their way.
const GLOBAL_WINDOW: Duration = Duration::from_millis(1_050);

/// Paces the requests of a bot.
pub(super) struct Limiter {
    state: Mutex<State>,
    /// An answer came: who waits to learn a route's limit looks again.
    learned: Notify,
}

struct State {
    buckets: Buckets,
    /// When the latest requests were sent; `None` where a proxy paces them.
    sent: Option<VecDeque<Instant>>,
    /// A 429 stopped every request but interactions until then.
    bot_stopped_until: Instant,
    /// A 429 stopped every request of this address until then.
    address_stopped_until: Instant,
    invalid: InvalidRequests,
}

/// Whether a request was let through.
#[derive(Debug)]
pub(super) enum Admission {
    /// It may be sent. The answer goes to [`Limiter::learn`], a lost one to [`Limiter::unanswered`].
    /// Interactions have no bucket.
    Admitted(Option<Admitted>),
    /// It would have to wait this long.
    Later(Duration),
}

impl Limiter {
    /// Makes a limiter. `paces_globally` is not set where a proxy keeps the global limit.
    pub(super) fn new(paces_globally: bool) -> Self {
        let now = Instant::now();
        let state = State {
            buckets: Buckets::default(),
            sent: paces_globally.then(|| VecDeque::with_capacity(GLOBAL_LIMIT)),
            bot_stopped_until: now,
            address_stopped_until: now,
            invalid: InvalidRequests::new(now),
        };
        Self { state: Mutex::new(state), learned: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a request's turn, at most until `deadline`. `waits` is called once if it waits.
    pub(super) async fn admit(
        &self,
        route: &Route,
        deadline: Instant,
        mut waits: impl FnMut(Duration),
    ) -> Admission {
        let mut has_waited = false;
        loop {
            // Before looking, so that no answer in between is missed.
            let learned = self.learned.notified();
            tokio::pin!(learned);
            learned.as_mut().enable();
            let now = Instant::now();
            let held = match self.state().take(route, now) {
                Ok(admitted) => return Admission::Admitted(admitted),
                Err(held) => held,
            };
            match held {
                Held::Learning(wait) if now < deadline => {
                    drop(tokio::time::timeout(wait.min(deadline - now), learned).await);
                }
                Held::Full(wait) if now + wait <= deadline => {
                    if !has_waited {
                        waits(wait);
                    }
                    has_waited = true;
                    tokio::time::sleep(wait).await;
                }
                Held::Learning(wait) | Held::Full(wait) => {
                    return Admission::Later(self.state().buckets.turn_away(route, wait, now));
                }
            }
        }
    }

    /// Learns from an answer that has rate-limit headers, or none of them.
    pub(super) fn learn(&self, admitted: Option<&Admitted>, quota: Option<Quota>, is_invalid: bool) {
        let (mut state, now) = (self.state(), Instant::now());
        if is_invalid {
            state.invalid.add(now);
        }
        if let Some(admitted) = admitted {
            state.buckets.learn(admitted, quota, now);
        }
        drop(state);
        self.learned.notify_waiters();
    }

    /// Obeys a 429. One that concerns a single interaction is obeyed by its caller.
    pub(super) fn stop(&self, admitted: Option<&Admitted>, limited: Limited) {
        let (mut state, now) = (self.state(), Instant::now());
        match (limited.scope, admitted) {
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

    /// Notes that there was no answer, or none of Discord's own.
    pub(super) fn unanswered(&self, admitted: Option<&Admitted>) {
        if let Some(admitted) = admitted {
            self.state().buckets.unanswered(admitted);
            self.learned.notify_waiters();
        }
    }
}

impl State {
    /// Takes a request's place everywhere, or returns why it has to wait.
    fn take(&mut self, route: &Route, now: Instant) -> Result<Option<Admitted>, Held> {
        let is_interaction = route.pacing == Pacing::Interaction;
        let stopped_until = if is_interaction {
            self.address_stopped_until
        } else {
            self.address_stopped_until.max(self.bot_stopped_until)
        };
        if now < stopped_until {
            return Err(Held::Full(stopped_until - now));
        }
        if let Some(wait) = self.invalid.wait(now) {
            return Err(Held::Full(wait));
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
                return Err(Held::Full(*first + GLOBAL_WINDOW - now));
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

    async fn admit(limiter: &Limiter, route: &Route, patience: u64) -> Result<Option<Admitted>, Duration> {
        match limiter.admit(route, Instant::now() + Duration::from_secs(patience), |_| {}).await {
            Admission::Admitted(admitted) => Ok(admitted),
            Admission::Later(wait) => Err(wait),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_global_limit_holds_in_every_second_and_does_not_concern_interactions() {
        let limiter = Limiter::new(true);
        let mut sent = Vec::new();
        for at in 0..175 {
            let admitted = admit(&limiter, &message(at + 1), 60).await.unwrap();
            limiter.learn(admitted.as_ref(), None, false);
            sent.push(Instant::now());
            assert_eq!(admit(&limiter, &callback(), 0).await.unwrap().map(|_| ()), None);
        }
        for window in sent.windows(GLOBAL_LIMIT + 1) {
            assert!(window[GLOBAL_LIMIT] - window[0] > Duration::from_secs(1));
        }
        assert!(sent[174] - sent[0] < Duration::from_secs(4));
        assert!(admit(&Limiter::new(false), &message(1), 0).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_429_for_the_bot_stops_all_but_interactions_and_one_for_the_address_stops_all() {
        let limiter = Limiter::new(true);
        let wait = Duration::from_secs(3);
        limiter.stop(None, Limited { scope: Scope::Bot, wait });
        assert_eq!(admit(&limiter, &message(1), 1).await.unwrap_err(), wait);
        assert!(admit(&limiter, &callback(), 0).await.is_ok());
        limiter.stop(None, Limited { scope: Scope::Address, wait });
        assert_eq!(admit(&limiter, &callback(), 1).await.unwrap_err(), wait);
        let begun = Instant::now();
        admit(&limiter, &callback(), 5).await.unwrap();
        assert_eq!(begun.elapsed(), wait);
    }

    #[tokio::test(start_paused = true)]
    async fn who_learns_a_routes_limit_lets_the_others_go_at_once() {
        let limiter = Limiter::new(true);
        let first = admit(&limiter, &message(1), 0).await.unwrap();
        let learning = async {
            tokio::time::sleep(Duration::from_millis(30)).await;
            limiter.learn(first.as_ref(), None, false);
        };
        let begun = Instant::now();
        let other = message(2);
        let (admitted, ()) = tokio::join!(admit(&limiter, &other, 5), learning);
        assert!(admitted.is_ok());
        assert_eq!(begun.elapsed(), Duration::from_millis(30));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_is_told_once_and_never_exceeds_the_deadline() {
        let limiter = Limiter::new(true);
        let first = admit(&limiter, &message(1), 0).await.unwrap();
        let quota = Quota { bucket: 1, limit: 1, remaining: 0, reset_after: Duration::from_secs(4) };
        limiter.learn(first.as_ref(), Some(quota), false);
        let mut told = 0;
        let deadline = Instant::now() + Duration::from_secs(5);
        let admission = limiter.admit(&message(1), deadline, |_| told += 1).await;
        assert!(matches!(admission, Admission::Admitted(Some(_))));
        assert_eq!(told, 1);
        assert!(admit(&limiter, &message(1), 1).await.unwrap_err() > Duration::from_secs(3));
    }

    #[tokio::test(start_paused = true)]
    async fn too_many_invalid_requests_stop_everything() {
        let limiter = Limiter::new(true);
        for _ in 0..8_000 {
            limiter.learn(None, None, true);
        }
        assert!(admit(&limiter, &callback(), 2).await.unwrap_err() > Duration::from_secs(2));
        tokio::time::advance(Duration::from_mins(9)).await;
        assert!(admit(&limiter, &message(1), 2).await.is_err());
        tokio::time::advance(Duration::from_mins(2)).await;
        assert!(admit(&limiter, &callback(), 2).await.is_ok());
    }
}

//! The client of Discord's REST API. Every request that keyclerk sends goes through [`Rest`].
//!
//! It paces requests by the limits in Discord's answers, obeys 429s, and retries unanswered requests. No wait
//! exceeds the limit of its call: a call that would have to wait longer fails with [`Failed::Limited`].
//! Memory does not grow with the number of interactions.

mod application;
mod buckets;
mod commands;
mod dm_pause;
mod failed;
mod guilds;
mod in_flight;
mod interactions;
mod invalid_requests;
mod limiter;
mod messages;
mod rate_limit;
mod request;
mod route;
mod upload;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use reqwest::Response;
use reqwest::header::{AGE, AUTHORIZATION, DATE, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::SetOnce;
use tokio::time::Instant;

pub use application::{Application, Gateway, Intent, SessionStarts};
pub use commands::{CommandPermission, CommandPermissions, RegisteredCommand};
pub use failed::{Failed, INVALID_FORM, Refusal, Unanswered};
pub use guilds::{Channel, Guild, Member, OwnGuild, Role, User};
pub use interactions::ALREADY_ACKNOWLEDGED;
pub use messages::Found;
pub use upload::Upload;

use crate::domain::{Clock, ClockSkew, SystemClock, Timestamp};

use dm_pause::DmPause;
use in_flight::InFlight;
use limiter::{Admission, Limiter, SendPermit};
use rate_limit::{Quota, RateLimited, Scope};
use request::{AnswerBody, Request};

/// The host of Discord's REST API.
const DISCORD: &str = "https://discord.com";
const VERSION: &str = "/api/v10/";
/// The maximum number of idle connections that are kept open.
const IDLE_CONNECTIONS: usize = 16;
/// The wait from which a log line is for operators instead of developers.
const NOTABLE_WAIT: Duration = Duration::from_secs(1);
/// The largest accepted answer, in bytes.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// Sends requests to Discord's REST API.
pub struct Rest {
    connections: reqwest::Client,
    base: String,
    authorization: HeaderValue,
    /// The application, once Discord has returned it. The paths of interaction webhooks contain its id.
    application: SetOnce<Application>,
    limiter: Limiter,
    in_flight: InFlight,
    dm_pause: DmPause,
    clock_skew: Mutex<Option<ClockSkew>>,
    waits: AtomicU64,
    limited: AtomicU64,
}

/// Counters since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestCounts {
    /// The number of calls that waited for a rate limit or failed because of one.
    pub waits: u64,
    /// The number of answers with status 429.
    pub limited: u64,
}

/// The error of making a REST client.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The token contains characters that a header cannot contain.
    #[error("DISCORD_TOKEN holds characters that no token has")]
    Token,
    /// The HTTP client could not be built.
    #[error("the HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Rest {
    /// Makes a client for the bot with this token. `proxy` is the address of a proxy for Discord's API, or of
    /// the local Discord. With a proxy, the proxy enforces the global limit.
    ///
    /// # Errors
    /// [`RestError`] if the token cannot be sent or the HTTP client cannot be built.
    pub fn new(token: &SecretString, proxy: Option<&str>) -> Result<Self, RestError> {
        let mut authorization =
            HeaderValue::from_str(&format!("Bot {}", token.expose_secret())).map_err(|_| RestError::Token)?;
        authorization.set_sensitive(true);
        let connections = reqwest::Client::builder()
            .user_agent(concat!("DiscordBot (keyclerk, ", env!("CARGO_PKG_VERSION"), ")"))
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .build()?;
        Ok(Self {
            connections,
            base: format!("{}{VERSION}", proxy.unwrap_or(DISCORD)),
            authorization,
            application: SetOnce::new(),
            limiter: Limiter::new(proxy.is_none()),
            in_flight: InFlight::default(),
            dm_pause: DmPause::default(),
            clock_skew: Mutex::new(None),
            waits: AtomicU64::new(0),
            limited: AtomicU64::new(0),
        })
    }

    /// Returns the counters since the start.
    #[must_use]
    pub fn counts(&self) -> RestCounts {
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        RestCounts { waits: count(&self.waits), limited: count(&self.limited) }
    }

    /// Returns the difference between this machine's clock and Discord's, by the newest answer. `None` if no
    /// answer named its time.
    #[must_use]
    pub fn clock_skew(&self) -> Option<ClockSkew> {
        *self.clock_skew.lock()
    }

    fn compare_clocks(&self, sent: Timestamp, headers: &HeaderMap) {
        // An answer of a cache names the time at which it was stored.
        let date =
            headers.get(DATE).filter(|_| !headers.contains_key(AGE)).and_then(|date| date.to_str().ok());
        if let Some(skew) = date.and_then(|date| ClockSkew::of_date(sent, date, SystemClock.now())) {
            *self.clock_skew.lock() = Some(skew);
        }
    }

    /// Sends a request until it is answered or refused, or until its attempts or its time run out.
    async fn call(&self, request: &Request) -> Result<AnswerBody, Failed> {
        let begun = Instant::now();
        let deadline = begun + request.patience;
        let mut tries = 1;
        loop {
            let waits = |wait| self.waits(request, wait);
            let admission = self.limiter.admit(&request.route, deadline, request.comes_back, waits);
            let permit = match admission.await {
                Admission::Admitted(permit) => permit,
                Admission::Later(wait) => return Err(self.put_off(request, wait)),
            };
            let failed = match self.attempt(request, permit).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let wait = match &failed {
                Failed::Limited(wait) if Instant::now() + *wait <= deadline => *wait,
                Failed::Limited(wait) => return Err(self.put_off(request, *wait)),
                Failed::Unanswered(Unanswered::Status(300..500)) | Failed::Refused(_) => return Err(failed),
                Failed::Unanswered(_) => request.back_off(tries),
            };
            if tries == request.tries {
                return Err(failed);
            }
            tokio::time::sleep(wait).await;
            tries += 1;
        }
    }

    /// Sends a request once.
    async fn attempt(&self, request: &Request, mut permit: SendPermit<'_>) -> Result<AnswerBody, Failed> {
        let _slot = self.in_flight.slot(&request.route).await;
        let url = format!("{}{}", self.base, request.route.path);
        let sending = self
            .connections
            .request(request.route.method.clone(), url)
            .header(AUTHORIZATION, self.authorization.clone())
            .timeout(request.timeout);
        let sent = SystemClock.now();
        let response = request.put_on(sending).send().await.map_err(|error| Failed::of_connection(&error))?;
        self.compare_clocks(sent, response.headers());
        let (status, quota) = (response.status().as_u16(), Quota::of(response.headers()));
        match status {
            // The request succeeded, even if the body of the answer is lost.
            200..300 => {
                permit.learn(quota, false);
                Ok(AnswerBody(request::read(response, LARGEST_ANSWER).await.unwrap_or_default()))
            }
            429 => Err(self.obey(request, &mut permit, response).await),
            400..500 => {
                permit.learn(quota, matches!(status, 401 | 403));
                let body = request::read(response, LARGEST_ANSWER).await.unwrap_or_default();
                let failed = Failed::of_answer(status, &body);
                Err(if failed.is_opening_dms_too_fast() { self.pause_dms(&mut permit) } else { failed })
            }
            _ => Err(Failed::Unanswered(Unanswered::Status(status))),
        }
    }

    /// Obeys a 429, and returns its error.
    async fn obey(&self, request: &Request, permit: &mut SendPermit<'_>, response: Response) -> Failed {
        let headers = response.headers().clone();
        let body = request::read(response, LARGEST_ANSWER).await.unwrap_or_default();
        let limited = RateLimited::of(&headers, &body);
        self.limited.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("keyclerk_rate_limited_total", "service" => "discord").increment(1);
        tracing::warn!(route = %request.route, scope = ?limited.scope, wait = ?limited.wait, "Discord answered 429");
        permit.learn(Quota::of(&headers), limited.scope != Scope::Shared);
        permit.stop(limited);
        Failed::Limited(limited.wait)
    }

    /// Pauses the opening of DM channels.
    fn pause_dms(&self, permit: &mut SendPermit<'_>) -> Failed {
        let wait = self.dm_pause.begin(Instant::now());
        tracing::warn!(?wait, "Discord says that direct messages are opened too fast");
        permit.stop(RateLimited { scope: Scope::Bucket, wait });
        Failed::Limited(wait)
    }

    /// Counts and logs a wait.
    fn waits(&self, request: &Request, wait: Duration) {
        self.count_wait();
        if wait >= NOTABLE_WAIT {
            tracing::info!(route = %request.route, ?wait, "waiting for Discord's rate limit");
        } else {
            tracing::debug!(route = %request.route, ?wait, "waiting for Discord's rate limit");
        }
    }

    fn put_off(&self, request: &Request, wait: Duration) -> Failed {
        self.count_wait();
        tracing::info!(route = %request.route, ?wait, "put off by Discord's rate limit");
        Failed::Limited(wait)
    }

    fn count_wait(&self) {
        self.waits.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("keyclerk_rate_limit_waits_total", "service" => "discord").increment(1);
    }
}

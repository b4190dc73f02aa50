//! The one way to Discord's REST API: every request that keyclerk sends goes through [`Rest`].
//!
//! It paces requests by Discord's answers, waits as long as a 429 says, and repeats what was not
//! answered. No wait exceeds what its call allows; what would take longer fails with
//! [`Failed::Limited`] and its wait. Nothing that grows with the number of interactions is kept.

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

use reqwest::Response;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::SetOnce;
use tokio::time::Instant;

pub use application::{Application, Gateway, SessionStarts};
pub use commands::{CommandPermission, CommandPermissions, RegisteredCommand};
pub use failed::{Failed, INVALID_FORM, Refusal, Unanswered};
pub use guilds::{Channel, Guild, Member, Role, User};
pub use interactions::ALREADY_ACKNOWLEDGED;
pub use messages::Found;
pub use upload::Upload;

use dm_pause::DmPause;
use in_flight::InFlight;
use limiter::{Admission, Limiter, SendPermit};
use rate_limit::{Quota, RateLimited, Scope};
use request::{AnswerBody, Request};

/// Discord's REST API, at the version keyclerk is written for.
const DISCORD: &str = "https://discord.com";
const VERSION: &str = "/api/v10/";
/// Connections kept open while nothing is asked.
const IDLE_CONNECTIONS: usize = 16;
/// A wait from which on it is logged for operators rather than for developers.
const NOTABLE_WAIT: Duration = Duration::from_secs(1);
/// Largest answer read.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// Sends requests to Discord's REST API.
pub struct Rest {
    connections: reqwest::Client,
    base: String,
    authorization: HeaderValue,
    /// The application, once Discord has told it. Interaction webhooks are named by its id.
    application: SetOnce<Application>,
    limiter: Limiter,
    in_flight: InFlight,
    dm_pause: DmPause,
    waits: AtomicU64,
    limited: AtomicU64,
}

/// Counts since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestCounts {
    /// Calls that waited for a rate limit or were put off by one.
    pub waits: u64,
    /// Answers with status 429.
    pub limited: u64,
}

/// The REST client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The token holds characters that a header cannot hold.
    #[error("DISCORD_TOKEN holds characters that no token has")]
    Token,
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Rest {
    /// Makes a client for the bot with this token. `proxy` is the address of a proxy for Discord's
    /// API, or of the local Discord; the proxy then paces the global limit.
    ///
    /// # Errors
    /// [`RestError`] when the token cannot be sent or no HTTP client can be made.
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
            waits: AtomicU64::new(0),
            limited: AtomicU64::new(0),
        })
    }

    /// Returns what was counted since the start.
    #[must_use]
    pub fn counts(&self) -> RestCounts {
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        RestCounts { waits: count(&self.waits), limited: count(&self.limited) }
    }

    /// Sends a request until it is answered, refused, or out of tries or of time.
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
        let response = request.put_on(sending).send().await.map_err(|error| Failed::of_connection(&error))?;
        let (status, quota) = (response.status().as_u16(), Quota::of(response.headers()));
        match status {
            // It is done, also where its body is lost.
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

    /// Obeys a 429.
    async fn obey(&self, request: &Request, permit: &mut SendPermit<'_>, response: Response) -> Failed {
        let headers = response.headers().clone();
        let body = request::read(response, LARGEST_ANSWER).await.unwrap_or_default();
        let limited = RateLimited::of(&headers, &body);
        self.limited.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(route = %request.route, scope = ?limited.scope, wait = ?limited.wait, "Discord answered 429");
        permit.learn(Quota::of(&headers), limited.scope != Scope::Shared);
        permit.stop(limited);
        Failed::Limited(limited.wait)
    }

    /// Stops the opening of direct messages for a while.
    fn pause_dms(&self, permit: &mut SendPermit<'_>) -> Failed {
        let wait = self.dm_pause.begin(Instant::now());
        tracing::warn!(?wait, "Discord says that direct messages are opened too fast");
        permit.stop(RateLimited { scope: Scope::Bucket, wait });
        Failed::Limited(wait)
    }

    /// Counts and logs a wait.
    fn waits(&self, request: &Request, wait: Duration) {
        self.waits.fetch_add(1, Ordering::Relaxed);
        if wait >= NOTABLE_WAIT {
            tracing::info!(route = %request.route, ?wait, "waiting for Discord's rate limit");
        } else {
            tracing::debug!(route = %request.route, ?wait, "waiting for Discord's rate limit");
        }
    }

    fn put_off(&self, request: &Request, wait: Duration) -> Failed {
        self.waits.fetch_add(1, Ordering::Relaxed);
        tracing::info!(route = %request.route, ?wait, "put off by Discord's rate limit");
        Failed::Limited(wait)
    }
}

//! Discord's rate limits: a budget per route and major parameter, and a global one.
//!
//! Windows are fixed: a window begins with its first request. A monotonic clock measures time. Only
//! `X-RateLimit-Reset` is wall-clock time. A route without a limit gets no rate-limit headers.

use std::collections::HashMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::response::{Outgoing, set};

/// The number of windows at which finished ones are dropped for the first time.
const FIRST_SWEEP: usize = 64;

/// A limit on the requests of one method to one route.
#[derive(Debug, Clone)]
pub struct RateLimit {
    method: String,
    pattern: Vec<String>,
    /// The bucket's opaque name, which is the same for every major parameter.
    bucket: String,
    limit: u32,
    window: Duration,
}

impl RateLimit {
    /// Allows `limit` requests per `window` for each major parameter.
    ///
    /// The pattern is a path with `{}` for each parameter, such as `channels/{}/messages`. The major
    /// parameter is the channel, the guild, or the webhook with its token. Any other route has a single
    /// budget.
    #[must_use]
    pub fn route(method: &str, path_pattern: &str, limit: u32, window: Duration) -> Self {
        let path_pattern = path_pattern.trim_start_matches('/');
        let hash = hex::encode(Sha256::digest(format!("{method} {path_pattern}")));
        Self {
            method: method.to_owned(),
            pattern: path_pattern.split('/').map(str::to_owned).collect(),
            bucket: hash.chars().take(32).collect(),
            limit,
            window,
        }
    }

    fn covers(&self, method: &str, path: &str) -> bool {
        let mut parts = path.split('/');
        self.method == method
            && self
                .pattern
                .iter()
                .all(|wanted| parts.next().is_some_and(|part| wanted == "{}" || wanted == part))
            && parts.next().is_none()
    }
}

/// Returns the major parameter of a path.
fn major_parameter(path: &str) -> String {
    let mut parts = path.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("channels" | "guilds"), Some(id), _) => id.to_owned(),
        (Some("webhooks"), Some(id), token) => format!("{id}/{}", token.unwrap_or_default()),
        _ => String::new(),
    }
}

#[derive(Debug)]
struct Window {
    ends: Instant,
    used: u32,
}

impl Window {
    /// Begins a new window if this one is over. Returns the time until the window ends.
    fn left(&mut self, now: Instant, length: Duration) -> Duration {
        if now >= self.ends {
            *self = Self { ends: now + length, used: 0 };
        }
        // Rounded up: a client that waits exactly this long must not be too early.
        let micros = (self.ends - now).as_micros();
        Duration::from_millis(u64::try_from(micros.div_ceil(1000)).unwrap_or(u64::MAX))
    }

    /// Counts a request. Returns false if the limit is reached.
    fn count(&mut self, limit: u32) -> bool {
        let has_room = self.used < limit;
        self.used += u32::from(has_room);
        has_room
    }
}

/// All limits, and how much of them is used.
#[derive(Debug, Default)]
pub(crate) struct RateLimits {
    routes: Vec<RateLimit>,
    /// The windows by bucket and major parameter.
    windows: HashMap<(String, String), Window>,
    sweep_at: usize,
    per_second: Option<u32>,
    second: Option<Window>,
}

impl RateLimits {
    /// Sets the limit of a route. It replaces the route's earlier limit.
    pub(crate) fn set(&mut self, limit: RateLimit) {
        self.routes.retain(|other| other.bucket != limit.bucket);
        self.windows.retain(|(bucket, _), _| *bucket != limit.bucket);
        self.routes.push(limit);
    }

    /// Sets the global limit.
    pub(crate) fn set_global(&mut self, per_second: u32) {
        self.per_second = Some(per_second);
        self.second = None;
    }

    /// Counts a request. Returns the rate-limit headers of its answer.
    ///
    /// # Errors
    /// A limit is reached. The error is the 429 answer.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Result<HeaderMap, Box<Outgoing>> {
        let now = Instant::now();
        // Interaction callbacks and interaction webhooks are exempt from Discord's global limit.
        if let Some(limit) = self.per_second
            && !(path.starts_with("interactions/") || path.starts_with("webhooks/"))
        {
            let second = self.second.get_or_insert(Window { ends: now, used: 0 });
            let left = second.left(now, Duration::from_secs(1));
            if !second.count(limit) {
                return Err(refusal(HeaderMap::new(), left, true));
            }
        }
        let Some(route) = self.routes.iter().find(|route| route.covers(method, path)) else {
            return Ok(HeaderMap::new());
        };
        let key = (route.bucket.clone(), major_parameter(path));
        if !self.windows.contains_key(&key) && self.windows.len() >= self.sweep_at {
            self.windows.retain(|_, window| now < window.ends);
            self.sweep_at = FIRST_SWEEP.max(2 * self.windows.len());
        }
        let window = self.windows.entry(key).or_insert(Window { ends: now, used: 0 });
        let left = window.left(now, route.window);
        let has_room = window.count(route.limit);
        let mut headers = HeaderMap::new();
        let mut add = |name, value: &str| set(&mut headers, HeaderName::from_static(name), value);
        add("x-ratelimit-limit", &route.limit.to_string());
        add("x-ratelimit-remaining", &(route.limit - window.used).to_string());
        let reset = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + left;
        add("x-ratelimit-reset", &format!("{:.3}", reset.as_secs_f64()));
        add("x-ratelimit-reset-after", &format!("{:.3}", left.as_secs_f64()));
        add("x-ratelimit-bucket", &route.bucket);
        if has_room { Ok(headers) } else { Err(refusal(headers, left, false)) }
    }
}

fn refusal(mut headers: HeaderMap, left: Duration, global: bool) -> Box<Outgoing> {
    let mut add = |name, value: &str| set(&mut headers, HeaderName::from_static(name), value);
    add("retry-after", &left.as_millis().div_ceil(1000).to_string());
    add("x-ratelimit-scope", if global { "global" } else { "user" });
    if global {
        add("x-ratelimit-global", "true");
    }
    let body = json!({ "message": "You are being rate limited.", "retry_after": left.as_secs_f64(),
        "global": global });
    Box::new(Outgoing::json(429, body).with(headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finished_windows_are_dropped() {
        let route = RateLimit::route("POST", "webhooks/{}/{}", 1, Duration::ZERO);
        let mut limits = RateLimits { routes: vec![route], ..RateLimits::default() };
        for token in 0..10_000 {
            assert!(limits.take("POST", &format!("webhooks/1/{token}")).is_ok());
        }
        assert!(limits.windows.len() <= FIRST_SWEEP, "{} windows", limits.windows.len());
    }
}

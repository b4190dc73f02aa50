//! Parses the rate-limit data of an answer (<https://docs.discord.com/developers/topics/rate-limits>).

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde::Deserialize;

/// The wait for a 429 that names none.
const UNNAMED_WAIT: Duration = Duration::from_secs(5);
/// The bounds of a wait that an answer names. They prevent a busy loop and an endless sleep.
const SHORTEST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// A bucket as the headers of an answer describe it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quota {
    /// The number of requests per window.
    pub(super) limit: u32,
    /// The number of requests left in this window.
    pub(super) remaining: u32,
    /// The time until this window ends.
    pub(super) reset_after: Duration,
}

impl Quota {
    /// Parses the headers. Returns `None` if there are none, as behind some proxies.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        Some(Self {
            limit: text("x-ratelimit-limit")?.parse().ok().filter(|limit| *limit > 0)?,
            remaining: text("x-ratelimit-remaining")?.parse().ok()?,
            reset_after: seconds(text("x-ratelimit-reset-after")?.parse().ok()?)?,
        })
    }
}

/// The scope of a 429: the requests that it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The requests of the route's bucket.
    Bucket,
    /// The requests of the route's bucket, because of other users' requests. Discord does not count this as
    /// an invalid request.
    Shared,
    /// Every request of the bot except interactions. This is the global limit.
    Bot,
    /// Every request of this IP address, limited by Cloudflare before Discord.
    Address,
}

/// A 429.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RateLimited {
    pub(super) scope: Scope,
    pub(super) wait: Duration,
}

#[derive(Deserialize)]
struct LimitBody {
    #[serde(default)]
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

impl RateLimited {
    /// Parses a 429. Prefers the wait in the body, which is more precise, to the header, which contains
    /// seconds or a date. An answer that is not JSON comes from Cloudflare, which limits IP addresses.
    pub(super) fn of(headers: &HeaderMap, body: &[u8]) -> Self {
        let body: Option<LimitBody> = serde_json::from_slice(body).ok();
        let named =
            body.as_ref().and_then(|body| seconds(body.retry_after?)).or_else(|| header_wait(headers));
        let scope = headers.get("x-ratelimit-scope").and_then(|scope| scope.to_str().ok());
        let scope = match (scope, &body) {
            (Some("global"), _) => Scope::Bot,
            (Some("shared"), _) => Scope::Shared,
            (_, Some(body)) if body.global || headers.contains_key("x-ratelimit-global") => Scope::Bot,
            (Some(_), _) | (None, Some(_)) => Scope::Bucket,
            (None, None) => Scope::Address,
        };
        Self { scope, wait: named.unwrap_or(UNNAMED_WAIT).clamp(SHORTEST_WAIT, LONGEST_WAIT) }
    }
}

/// Parses `Retry-After`. A date is compared with the answer's own date, so that a wrong clock on this machine
/// has no effect.
fn header_wait(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(number) = text.parse() {
        return seconds(number);
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let answered = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    Some(until.duration_since(answered.unwrap_or_else(SystemTime::now)).unwrap_or_default())
}

fn seconds(number: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Headers<'a> = &'a [(&'static str, &'a str)];

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_429_says_what_it_holds_up_and_for_how_long() {
        let json = br#"{"message":"You are being rate limited.","retry_after":1.337,"global":false}"#;
        let global = br#"{"retry_after":0.5,"global":true}"#;
        let date =
            [("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), ("date", "Sun, 06 Nov 1994 08:49:30 GMT")];
        let past = [("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")];
        let cases: &[(Headers<'_>, &[u8], Scope, u64)] = &[
            (&[("retry-after", "2"), ("x-ratelimit-scope", "user")], json, Scope::Bucket, 1_337),
            (&[("x-ratelimit-scope", "shared")], json, Scope::Shared, 1_337),
            (&[], global, Scope::Bot, 500),
            (&[("x-ratelimit-global", "true")], json, Scope::Bot, 1_337),
            (&[("x-ratelimit-scope", "global")], b"{}", Scope::Bot, 5_000),
            (&[], b"{}", Scope::Bucket, 5_000),
            (&[], b"", Scope::Address, 5_000),
            (&[("x-ratelimit-scope", "user"), ("retry-after", "3")], b"", Scope::Bucket, 3_000),
            (&[("retry-after", "30")], b"<html>error 1015</html>", Scope::Address, 30_000),
            (&[("retry-after", "1.5")], b"{}", Scope::Bucket, 1_500),
            (&date, b"<html></html>", Scope::Address, 7_000),
            (&past, b"{}", Scope::Bucket, 50),
            (&[("retry-after", "soon")], b"{}", Scope::Bucket, 5_000),
            (&[("retry-after", "-3")], b"{}", Scope::Bucket, 5_000),
            (&[("retry-after", "NaN")], b"{}", Scope::Bucket, 5_000),
            (&[("retry-after", "1e300")], b"{}", Scope::Bucket, 5_000),
            (&[("retry-after", "999999999")], b"{}", Scope::Bucket, 3_600_000),
            (&[("retry-after", "0")], br#"{"retry_after":0.0}"#, Scope::Bucket, 50),
        ];
        for (at, (pairs, body, scope, millis)) in cases.iter().enumerate() {
            let expected = RateLimited { scope: *scope, wait: Duration::from_millis(*millis) };
            assert_eq!(RateLimited::of(&headers(pairs), body), expected, "case {at}");
        }
    }

    #[test]
    fn a_quota_is_read_whole_or_not_at_all() {
        let whole =
            [("x-ratelimit-limit", "5"), ("x-ratelimit-remaining", "4"), ("x-ratelimit-reset-after", "4.25")];
        let quota = Quota::of(&headers(&whole)).unwrap();
        assert_eq!((quota.limit, quota.remaining), (5, 4));
        assert_eq!(quota.reset_after, Duration::from_millis(4_250));
        for at in 0..whole.len() {
            let mut partly = whole.to_vec();
            partly.remove(at);
            assert_eq!(Quota::of(&headers(&partly)), None);
            partly.insert(at, (whole[at].0, "-1"));
            assert_eq!(Quota::of(&headers(&partly)), None);
        }
    }
}

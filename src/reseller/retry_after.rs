//! Parses `Retry-After`, with which an answer requests a wait before the next call.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// The shortest wait after an answer with status 429.
pub(super) const SHORTEST_AFTER_429: Duration = Duration::from_secs(5);
/// The longest wait, even if an answer asks for more.
const LONGEST: Duration = Duration::from_mins(1);

/// Returns the wait for all calls after an answer with this status.
///
/// After status 429, calls wait even if the header is missing. After status 503, they wait only if it is
/// present. The vendor and a firewall are treated alike.
pub(super) fn wait_after(status: u16, headers: &HeaderMap) -> Option<Duration> {
    let named = named_wait(headers);
    match status {
        429 => Some(named.unwrap_or_default().clamp(SHORTEST_AFTER_429, LONGEST)),
        503 => named.map(|wait| wait.min(LONGEST)),
        _ => None,
    }
}

/// Parses the header: whole seconds, or a date. A date is compared with the date of the answer, so that a
/// wrong clock of this machine has no effect.
fn named_wait(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too large to parse asks for the longest wait.
        return Some(text.parse().map_or(LONGEST, Duration::from_secs));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let answered = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    Some(until.duration_since(answered.unwrap_or_else(SystemTime::now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_named_in_seconds_or_by_a_date_and_has_bounds() {
        let date = "Sun, 06 Nov 1994 08:49:30 GMT";
        for (status, named, expected) in [
            (429, None, Some(5)),
            (429, Some("1"), Some(5)),
            (429, Some(" 20 "), Some(20)),
            (429, Some("3600"), Some(60)),
            (429, Some("99999999999999999999999"), Some(60)),
            (429, Some("-3"), Some(5)),
            (429, Some("soon"), Some(5)),
            (429, Some("Sun, 06 Nov 1994 08:49:47 GMT"), Some(17)),
            (429, Some("Sun, 06 Nov 1994 08:49:00 GMT"), Some(5)),
            (503, None, None),
            (503, Some("soon"), None),
            (503, Some("1"), Some(1)),
            (503, Some("600"), Some(60)),
            (503, Some("Sun, 06 Nov 1994 08:49:47 GMT"), Some(17)),
            (200, Some("20"), None),
            (500, Some("20"), None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, date.parse().unwrap());
            if let Some(named) = named {
                headers.insert(RETRY_AFTER, named.parse().unwrap());
            }
            let wait = wait_after(status, &headers);
            assert_eq!(wait, expected.map(Duration::from_secs), "{status} {named:?}");
        }
    }
}

//! The facts in the headers of an answer that concern no license: the time, and the calls that are left.

use reqwest::header::{AGE, DATE, HeaderMap};

use crate::domain::{ClockSkew, Timestamp};

/// The headers in which servers name the calls that are left. The vendor's document promises neither.
const CALLS_LEFT: [&str; 2] = ["ratelimit-remaining", "x-ratelimit-remaining"];

/// The facts that an answer tells beside its content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AnswerFacts {
    /// The difference between this machine's clock and the server's, if the answer names its time.
    pub clock_skew: Option<ClockSkew>,
    /// The number of calls that are left, if the answer names it.
    pub calls_left: Option<u64>,
}

impl AnswerFacts {
    /// Reads the headers of an answer.
    pub(super) fn of(sent: Timestamp, headers: &HeaderMap, arrived: Timestamp) -> Self {
        let text = |value: &reqwest::header::HeaderValue| value.to_str().map(str::to_owned).ok();
        // An answer of a cache names the time at which it was stored.
        let date = headers.get(DATE).filter(|_| !headers.contains_key(AGE)).and_then(text);
        let calls_left = CALLS_LEFT.iter().find_map(|name| headers.get(*name)).and_then(text);
        Self {
            clock_skew: date.and_then(|date| ClockSkew::of_date(sent, &date, arrived)),
            calls_left: calls_left.and_then(|left| left.trim().parse().ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_odd_headers_tell_nothing() {
        let at = Timestamp::from_millis(784_111_777_000);
        let mut headers = HeaderMap::new();
        assert_eq!(AnswerFacts::of(at, &headers, at), AnswerFacts::default());
        headers.insert(DATE, "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
        headers.insert("x-ratelimit-remaining", "97".parse().unwrap());
        let told = AnswerFacts { clock_skew: Some(ClockSkew::None), calls_left: Some(97) };
        assert_eq!(AnswerFacts::of(at, &headers, at), told);
        headers.insert("x-ratelimit-remaining", "many".parse().unwrap());
        headers.insert(AGE, "60".parse().unwrap());
        assert_eq!(AnswerFacts::of(at, &headers, at), AnswerFacts::default());
    }
}

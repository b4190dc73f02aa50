//! The difference between this machine's clock and that of a server.

use std::time::Duration;

use super::Timestamp;

/// The difference between this machine's clock and that of a server. An answer names its time in whole
/// seconds and takes a while to arrive, so the difference is the smallest that explains the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockSkew {
    /// The clocks agree.
    None,
    /// This machine's clock is ahead of the server's.
    Ahead(Duration),
    /// This machine's clock is behind the server's.
    Behind(Duration),
}

impl ClockSkew {
    /// Computes the difference from the time at which a request was sent, the time in the answer, and the
    /// time at which the answer arrived.
    #[must_use]
    pub fn measured(sent: Timestamp, answered: Timestamp, arrived: Timestamp) -> Self {
        let latest = answered.after(Duration::from_secs(1));
        if sent > latest {
            Self::Ahead(sent.since(latest))
        } else if answered > arrived {
            Self::Behind(answered.since(arrived))
        } else {
            Self::None
        }
    }

    /// Computes the difference as [`Self::measured`] does, from the text of an answer's `Date` header. Returns
    /// `None` if the text is no date.
    #[must_use]
    pub fn of_date(sent: Timestamp, date: &str, arrived: Timestamp) -> Option<Self> {
        let answered = httpdate::parse_http_date(date).ok()?;
        Some(Self::measured(sent, answered.into(), arrived))
    }

    /// Returns the difference without its direction.
    #[must_use]
    pub fn amount(self) -> Duration {
        match self {
            Self::None => Duration::ZERO,
            Self::Ahead(amount) | Self::Behind(amount) => amount,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_difference_that_rounding_and_the_journey_do_not_explain_counts() {
        let at = Timestamp::from_millis;
        for (sent, answered, arrived, expected) in [
            (10_000, 10_000, 10_000, ClockSkew::None),
            (10_999, 10_000, 11_100, ClockSkew::None),
            (9_000, 10_000, 30_000, ClockSkew::None),
            (14_000, 10_000, 14_050, ClockSkew::Ahead(Duration::from_secs(3))),
            (4_000, 10_000, 7_500, ClockSkew::Behind(Duration::from_millis(2_500))),
        ] {
            let skew = ClockSkew::measured(at(sent), at(answered), at(arrived));
            assert_eq!(skew, expected, "{sent} {answered} {arrived}");
        }
    }

    #[test]
    fn a_date_header_is_parsed_leniently() {
        let at = Timestamp::from_millis(784_111_777_500);
        let skew = |date: &str| ClockSkew::of_date(at, date, at);
        assert_eq!(skew("Sun, 06 Nov 1994 08:49:37 GMT"), Some(ClockSkew::None));
        let ahead = ClockSkew::Ahead(Duration::from_millis(59_500));
        assert_eq!(skew("Sun, 06 Nov 1994 08:48:37 GMT"), Some(ahead));
        assert_eq!(ahead.amount(), Duration::from_millis(59_500));
        assert_eq!(skew("yesterday"), None);
    }
}

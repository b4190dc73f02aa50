//! Parses points in time: a day, a time with its zone, or Unix milliseconds.

use time::format_description::well_known::Iso8601;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime};

use crate::domain::Timestamp;

use super::problem::InvalidTime;

/// The numbers that count as Unix milliseconds, from 1973 to the year 9999. Smaller ones are seconds,
/// and larger ones are microseconds.
const MILLIS: std::ops::RangeInclusive<i64> = 100_000_000_000..=253_402_300_799_999;
/// The numbers that count as Unix seconds, from 2001 on.
const SECONDS: std::ops::Range<i64> = 1_000_000_000..100_000_000_000;
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A point in time, with the precision in which it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// A whole day, represented by its beginning in UTC.
    Day(Timestamp),
    /// An instant.
    Instant(Timestamp),
}

impl Written {
    /// Returns the instant, or the last millisecond of a day.
    pub(super) const fn end(self) -> Timestamp {
        match self {
            Self::Day(at) => Timestamp::from_millis(at.as_millis() + DAY - 1),
            Self::Instant(at) => at,
        }
    }

    /// Returns the instant, or the first millisecond of a day.
    pub(super) const fn beginning(self) -> Timestamp {
        match self {
            Self::Day(at) | Self::Instant(at) => at,
        }
    }

    /// Returns true for a day.
    pub(super) const fn is_day(self) -> bool {
        matches!(self, Self::Day(_))
    }
}

/// Parses a point in time.
pub(super) fn read(text: &str) -> Result<Written, InvalidTime> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return match number {
            millis if MILLIS.contains(&millis) => Ok(Written::Instant(Timestamp::from_millis(millis))),
            seconds if SECONDS.contains(&seconds) => Err(InvalidTime::Seconds),
            _ => Err(InvalidTime::Unknown),
        };
    }
    if let Some(day) = day(text) {
        return day;
    }
    if let Ok(at) = OffsetDateTime::parse(text, &Iso8601::DEFAULT) {
        let millis = i64::try_from(at.unix_timestamp_nanos() / 1_000_000);
        return millis
            .map(|at| Written::Instant(Timestamp::from_millis(at)))
            .map_err(|_| InvalidTime::Unknown);
    }
    if PrimitiveDateTime::parse(&text.replacen(' ', "T", 1), &Iso8601::DEFAULT).is_ok() {
        return Err(InvalidTime::NoZone);
    }
    let is_number = |c: char| c.is_ascii_digit() || ".,+Ee".contains(c);
    if text.contains(['E', 'e']) && text.chars().all(is_number) {
        return Err(InvalidTime::Shortened);
    }
    Err(InvalidTime::Unknown)
}

/// Parses a day such as `2027-12-31` or `31.12.2027`. Returns `None` if the text is not three numbers.
fn day(text: &str) -> Option<Result<Written, InvalidTime>> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = text.split(separator).collect();
    let is_number = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let [first, second, third] = parts[..] else { return None };
    if !parts.iter().all(is_number) {
        return None;
    }
    let lengths = (first.len(), second.len(), third.len());
    Some(match (separator, lengths) {
        ('-', (4, 2, 2)) => midnight(first, second, third),
        ('.', (1..=2, 1..=2, 4)) => midnight(third, second, first),
        ('.', (1..=2, 1..=2, 2)) => Err(InvalidTime::ShortYear),
        ('/' | '-', (1..=2, 1..=2, _)) => Err(InvalidTime::Ambiguous),
        _ => Err(InvalidTime::Unknown),
    })
}

fn midnight(year: &str, month: &str, day: &str) -> Result<Written, InvalidTime> {
    let date = || {
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
    };
    let midnight = date().ok_or(InvalidTime::NoSuchDay)?.midnight().assume_utc();
    Ok(Written::Day(Timestamp::from_millis(midnight.unix_timestamp() * 1_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_with_its_last_millisecond_in_utc() {
        for text in ["2027-12-31", "31.12.2027", " 31.12.2027 "] {
            let day = read(text).unwrap();
            assert!(day.is_day());
            assert_eq!(day.end().as_millis(), 1_830_297_600_000 - 1, "{text}");
            assert_eq!(day.beginning().to_string(), "2027-12-31T00:00:00Z");
        }
        assert_eq!(read("3.4.2027"), read("2027-04-03"));
    }

    #[test]
    fn an_instant_is_taken_as_it_is_written() {
        let at = Written::Instant(Timestamp::from_millis(1_767_225_600_000));
        for text in ["1767225600000", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"] {
            assert_eq!(read(text), Ok(at), "{text}");
        }
        assert_eq!(at.end(), at.beginning());
    }

    #[test]
    fn a_time_that_can_be_mistaken_is_refused_with_its_reason() {
        for (text, why) in [
            ("03/04/2027", InvalidTime::Ambiguous),
            ("31/12/2027", InvalidTime::Ambiguous),
            ("3/4/27", InvalidTime::Ambiguous),
            ("03-04-2027", InvalidTime::Ambiguous),
            ("31.12.27", InvalidTime::ShortYear),
            ("2027-02-29", InvalidTime::NoSuchDay),
            ("31.13.2027", InvalidTime::NoSuchDay),
            ("1767225600", InvalidTime::Seconds),
            ("1767225600000000", InvalidTime::Unknown),
            ("1,76723E+12", InvalidTime::Shortened),
            ("2027-12-31T18:00:00", InvalidTime::NoZone),
            ("2027-12-31 18:00:00", InvalidTime::NoZone),
            ("2027/12/31", InvalidTime::Unknown),
            ("46387", InvalidTime::Unknown),
            ("tomorrow", InvalidTime::Unknown),
            ("2027-12-3ä", InvalidTime::Unknown),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }
}

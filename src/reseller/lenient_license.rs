//! Parses the licenses of the vendor's answers leniently.
//!
//! Unused fields are ignored, and values of other types are converted if possible. An entry with an
//! unreadable time or product is dropped, because the license may have expired or be of another product.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::domain::{LicensesBuilder, Product, Timestamp};

/// The limit below which a number is taken as seconds. As milliseconds, it is in March 1973. As seconds, it
/// is in the year 5138.
const EARLIEST_MILLIS: i64 = 100_000_000_000;

/// An unparsed license: an entry of the stock, `license` of `fetchlicense`, or `info` of `licenseinfo`.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct LenientEntry<'a> {
    #[serde(borrow)]
    pub(super) key: Loose<'a>,
    #[serde(borrow)]
    pub(super) product: Loose<'a>,
    #[serde(borrow)]
    pub(super) expiration: Loose<'a>,
    #[serde(borrow)]
    pub(super) is_expired: Loose<'a>,
    #[serde(borrow)]
    pub(super) is_assigned: Loose<'a>,
}

/// A value of any type.
#[derive(Default, PartialEq)]
pub(super) enum Loose<'a> {
    /// Absent, or null.
    #[default]
    Nothing,
    Bool(bool),
    Whole(i64),
    Broken(f64),
    Text(Cow<'a, str>),
    /// An array, an object or a number out of range.
    Other,
}

/// The error of a value that cannot be converted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// Adds an entry to the stock, or counts it as unreadable.
pub(super) fn add(licenses: &mut LicensesBuilder, bytes: &[u8]) {
    let mut read = |entry: LenientEntry<'_>| {
        let (key, product) = (entry.key.key().ok_or(Unreadable)?, entry.product.product()?);
        licenses.add(&key, product, entry.expiration.time()?);
        Ok::<(), Unreadable>(())
    };
    if !serde_json::from_slice(bytes).is_ok_and(|entry| read(entry).is_ok()) {
        licenses.add_unreadable();
    }
}

impl<'a> Loose<'a> {
    /// Converts a key: a string as it is, or the digits of a whole number.
    pub(super) fn key(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Whole(number) => Some(number.to_string().into()),
            _ => None,
        }
    }

    /// Converts the name of a product. An absent or blank name becomes `None`.
    pub(super) fn product(self) -> Result<Option<Product>, Unreadable> {
        match self {
            Self::Nothing => Ok(None),
            Self::Text(text) => Ok(Product::new(&text)),
            Self::Whole(number) => Ok(Product::new(&number.to_string())),
            Self::Broken(number) => Ok(Product::new(&number.to_string())),
            Self::Bool(_) | Self::Other => Err(Unreadable),
        }
    }

    /// Converts an instant: milliseconds or seconds since the Unix epoch, or RFC 3339. An absent or blank
    /// value becomes `None`. So does 0, because no license in stock expired in 1970.
    pub(super) fn time(self) -> Result<Option<Timestamp>, Unreadable> {
        let number = match self {
            Self::Nothing => return Ok(None),
            Self::Text(text) => match text.trim() {
                "" => return Ok(None),
                text => whole(text).or_else(|| date(text)).ok_or(Unreadable)?,
            },
            Self::Whole(number) => number,
            Self::Broken(number) => truncated(number).ok_or(Unreadable)?,
            Self::Bool(_) | Self::Other => return Err(Unreadable),
        };
        match number {
            0 => Ok(None),
            1..EARLIEST_MILLIS => Ok(Some(Timestamp::from_millis(number * 1000))),
            EARLIEST_MILLIS.. => Ok(Some(Timestamp::from_millis(number))),
            _ => Err(Unreadable),
        }
    }

    /// Converts a boolean, a 1 or 0, or a string. Returns `None` for anything else.
    pub(super) fn yes(self) -> Option<bool> {
        let number = match self {
            Self::Bool(yes) => return Some(yes),
            Self::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" => 1,
                "false" => 0,
                text => whole(text)?,
            },
            Self::Whole(number) => number,
            Self::Broken(number) => truncated(number).filter(|_| number.fract() == 0.0)?,
            Self::Nothing | Self::Other => return None,
        };
        match number {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

fn whole(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| truncated(text.parse().ok()?))
}

fn date(text: &str) -> Option<i64> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()
}

/// Truncates a number if JSON can represent integers of this size exactly.
fn truncated(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked")]
    (number.abs() <= EXACT).then_some(number as i64)
}

struct AnyValue;

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = Loose<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Loose::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Loose::Whole(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(value).map_or(Loose::Other, Loose::Whole))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Loose::Broken(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Loose::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Loose::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(Loose::Text(Cow::Owned(value)))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Loose::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loose(json: &str) -> Loose<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_time_is_converted_where_it_can_be() {
        for (json, read) in [
            ("null", Ok(None)),
            ("0", Ok(None)),
            (r#"" ""#, Ok(None)),
            ("1893456000000", Ok(Some(1_893_456_000_000))),
            ("1893456000", Ok(Some(1_893_456_000_000))),
            ("99999999999", Ok(Some(99_999_999_999_000))),
            ("100000000000", Ok(Some(100_000_000_000))),
            ("1893456000000.0", Ok(Some(1_893_456_000_000))),
            ("1.893456e12", Ok(Some(1_893_456_000_000))),
            (r#""1893456000000""#, Ok(Some(1_893_456_000_000))),
            (r#"" 1893456000.5 ""#, Ok(Some(1_893_456_000_000))),
            (r#""2030-01-01T00:00:00Z""#, Ok(Some(1_893_456_000_000))),
            ("-5", Err(Unreadable)),
            ("18446744073709551615", Err(Unreadable)),
            ("1e300", Err(Unreadable)),
            ("true", Err(Unreadable)),
            ("[]", Err(Unreadable)),
            (r#""soon""#, Err(Unreadable)),
        ] {
            let time = loose(json).time().map(|at| at.map(Timestamp::as_millis));
            assert_eq!(time, read, "{json}");
        }
    }

    #[test]
    fn a_yes_or_no_is_converted_where_it_can_be() {
        for (json, read) in [
            ("true", Some(true)),
            ("false", Some(false)),
            ("1", Some(true)),
            ("0", Some(false)),
            ("1.0", Some(true)),
            (r#""1""#, Some(true)),
            (r#""False""#, Some(false)),
            ("2", None),
            ("0.5", None),
            ("null", None),
            (r#""""#, None),
            (r#""no""#, None),
            ("{}", None),
        ] {
            assert_eq!(loose(json).yes(), read, "{json}");
        }
    }

    #[test]
    fn an_entry_is_added_or_counted() {
        for (json, read) in [
            (
                r#"{"key":" a b ","product":7,"created_at":1e999,"x":[{"y":null}]}"#,
                Some((" a b ", Some("7"))),
            ),
            (r#"{"key":12345,"product":null}"#, Some(("12345", None))),
            (r#"{"key":"a","product":" "}"#, Some(("a", None))),
            (r#"{"key":"\ud83d\udd11"}"#, Some(("🔑", None))),
            (r#"{"key":""}"#, None),
            (r#"{"key":null}"#, None),
            (r#"{"key":"a\nb"}"#, None),
            (r#"{"product":"lifetime"}"#, None),
            (r#"{"key":"a","product":{}}"#, None),
            (r#"{"key":"a","expiration":"soon"}"#, None),
            ("[]", None),
            ("7", None),
            ("{", None),
        ] {
            let mut licenses = LicensesBuilder::default();
            add(&mut licenses, json.as_bytes());
            let licenses = licenses.build();
            let one = licenses.at(0).map(|one| (one.reveal(), one.product.map(Product::as_str)));
            assert_eq!((one, licenses.unreadable()), (read, u32::from(read.is_none())), "{json}");
        }
    }
}

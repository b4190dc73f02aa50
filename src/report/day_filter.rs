//! Parses the filters that staff type to select sales.

use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;

use crate::domain::Timestamp;

/// The error for a text that is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a day such as 2026-11-24")]
pub struct InvalidDay;

/// Parses a day such as `2026-11-24`, and returns its beginning in UTC.
///
/// # Errors
/// Returns [`InvalidDay`].
pub fn day(text: &str) -> Result<Timestamp, InvalidDay> {
    let at = OffsetDateTime::parse(&format!("{}T00:00:00Z", text.trim()), &Iso8601::DEFAULT);
    let at = at.map_err(|_| InvalidDay)?;
    Ok(Timestamp::from_millis(at.unix_timestamp() * 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_first_moment_in_utc() {
        assert_eq!(day("2026-11-24 ").unwrap().to_string(), "2026-11-24T00:00:00Z");
        for wrong in ["yesterday", "", "2026-13-01", "2026-02-30", "24.11.2026"] {
            assert_eq!(day(wrong), Err(InvalidDay), "{wrong:?}");
        }
    }
}

//! The time of day, as the panels show it.

use crate::domain::Timestamp;

/// Returns the time of day in UTC, with milliseconds.
pub(super) fn clock_time(at: Timestamp) -> String {
    let millis = at.as_millis().rem_euclid(86_400_000);
    let (seconds, millis) = (millis / 1000, millis % 1000);
    format!("{:02}:{:02}:{:02}.{millis:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_its_milliseconds() {
        assert_eq!(clock_time(Timestamp::from_millis(86_400_000 + 3_723_004)), "01:02:03.004");
    }
}

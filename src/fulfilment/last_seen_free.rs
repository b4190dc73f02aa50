//! Remembers when this process last saw drawn licenses free.
//!
//! The moments come from a monotonic clock, so neither a change of the system clock nor another process
//! affects them.

use std::collections::HashMap;
use std::time::Duration;

use parking_lot::Mutex;

use crate::domain::{KeyHash, Moment};

/// The maximum age of a sighting for a license to be assigned without another lookup.
const FRESH: Duration = Duration::from_mins(1);

/// The licenses that were drawn recently. Each is stored with the moment of the request whose answer
/// showed it free.
#[derive(Debug, Default)]
pub(super) struct Sightings(Mutex<HashMap<KeyHash, Moment>>);

impl Sightings {
    /// Remembers licenses, and forgets those that were seen too long before `now`.
    pub(super) fn remember(&self, seen: impl IntoIterator<Item = (KeyHash, Moment)>, now: Moment) {
        let mut sightings = self.0.lock();
        sightings.retain(|_, asked_at| now.since(*asked_at) <= FRESH);
        sightings.extend(seen);
    }

    /// Returns true if a license was seen free within the last minute.
    pub(super) fn is_fresh(&self, key: &KeyHash, now: Moment) -> bool {
        let sightings = self.0.lock();
        sightings.get(key).is_some_and(|asked_at| now.since(*asked_at) <= FRESH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::LicenseKey;

    #[test]
    fn a_sight_is_fresh_for_a_minute_and_then_forgotten() {
        let (sightings, at) = (Sightings::default(), |seconds| Moment::new(Duration::from_secs(seconds)));
        let key = |text: &str| text.parse::<LicenseKey>().unwrap().hash();
        sightings.remember([(key("ps-A-1"), at(100))], at(101));
        assert!(sightings.is_fresh(&key("ps-A-1"), at(160)));
        assert!(!sightings.is_fresh(&key("ps-A-1"), at(161)));
        assert!(!sightings.is_fresh(&key("ps-B-2"), at(100)));
        sightings.remember([(key("ps-B-2"), at(161))], at(161));
        assert_eq!(sightings.0.lock().len(), 1);
    }
}

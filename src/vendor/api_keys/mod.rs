//! API keys: what they are, how they are created, rolled and revoked, and who calls with them.
//!
//! Invariant: only the hash of a key is stored. The key itself is shown once, when it is created or rolled. The
//! API, the command line and the dashboard share this one implementation.

mod changes;
mod lookup;
mod text;

use std::fmt;
use std::time::Duration;

use crate::domain::Timestamp;

pub(super) use lookup::{Caller, LastUses, Presented, RefusedKey};

/// The longest life of a key that expires, in days: ten years.
const LONGEST_DAYS: u32 = 3650;
/// The longest name of a key, in characters.
const LONGEST_NAME: usize = 100;

/// The number of an API key. The key itself is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApiKeyId(i64);

impl ApiKeyId {
    /// Wraps a number from the database.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self(id)
    }

    /// Returns the number.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

impl fmt::Display for ApiKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The calls that a key may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum KeyScope {
    /// It may read the stock and look licenses up.
    Read,
    /// It may also assign licenses.
    #[default]
    Assign,
}

impl fmt::Display for KeyScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Assign => "read and assign",
        })
    }
}

/// The properties of a key that its owner chooses.
#[derive(Debug, Clone, Default)]
pub struct KeyRequest {
    /// Its name, which may be empty.
    pub name: String,
    /// The calls that it may make.
    pub scope: KeyScope,
    /// The time at which it expires, if it does.
    pub expires_at: Option<Timestamp>,
}

/// A new key. Its text is stored nowhere.
#[derive(Clone)]
pub struct IssuedKey {
    /// Its number.
    pub id: ApiKeyId,
    /// The key itself.
    pub text: String,
}

impl fmt::Debug for IssuedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IssuedKey({})", self.id)
    }
}

/// The time for which a rolled key keeps working beside its successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// It stops at once.
    None,
    /// It works for one more hour.
    Hour,
    /// It works for one more day.
    Day,
}

impl Overlap {
    /// Returns the overlap of this many hours, or `None` for any number but 0, 1 and 24.
    #[must_use]
    pub fn from_hours(hours: u64) -> Option<Self> {
        [Self::None, Self::Hour, Self::Day].into_iter().find(|overlap| overlap.hours() == hours)
    }

    /// Returns the number of hours.
    #[must_use]
    pub fn hours(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Hour => 1,
            Self::Day => 24,
        }
    }

    fn duration(self) -> Duration {
        Duration::from_hours(self.hours())
    }
}

/// A listed API key.
#[derive(Debug, Clone)]
pub struct ListedKey {
    /// Its number.
    pub id: ApiKeyId,
    /// Its account.
    pub account: String,
    /// Its name, which may be empty.
    pub name: String,
    /// Its first characters. They are empty for a key of an earlier version.
    pub prefix: String,
    /// The calls that it may make.
    pub scope: KeyScope,
    /// The time at which it was created.
    pub created_at: Timestamp,
    /// The time at which it expires, if it does.
    pub expires_at: Option<Timestamp>,
    /// The time of its last call, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// The time at which it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
    /// The key that replaces it, if it was rolled.
    pub replaced_by: Option<ApiKeyId>,
}

/// The state of a key at a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It works.
    Active,
    /// It works until its overlap with its successor ends.
    Overlapping,
    /// Its successor replaced it.
    Replaced,
    /// It has expired.
    Expired,
    /// It was revoked.
    Revoked,
}

impl KeyState {
    /// Returns true if the API accepts the key.
    #[must_use]
    pub fn is_accepted(self) -> bool {
        matches!(self, Self::Active | Self::Overlapping)
    }
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Active => "active",
            Self::Overlapping => "being replaced",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        })
    }
}

impl ListedKey {
    /// Returns the state of the key at `now`.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> KeyState {
        let has_ended = self.expires_at.is_some_and(|end| end <= now);
        match (self.revoked_at, has_ended, self.replaced_by) {
            (Some(_), ..) => KeyState::Revoked,
            (None, true, Some(_)) => KeyState::Replaced,
            (None, true, None) => KeyState::Expired,
            (None, false, Some(_)) => KeyState::Overlapping,
            (None, false, None) => KeyState::Active,
        }
    }
}

/// Returns the end of a number of days from `now`, or `None` if there is no such day.
#[must_use]
pub fn lasting_until(now: Timestamp, days: u32) -> Option<Timestamp> {
    (1..=LONGEST_DAYS).contains(&days).then(|| now.after(Duration::from_hours(24 * u64::from(days))))
}

/// The reason why a key is not created or rolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// The name is too long or contains control characters.
    #[error("a name has at most {LONGEST_NAME} characters and no control characters")]
    Name,
    /// The expiry is in the past.
    #[error("the expiry has to be in the future")]
    Expiry,
    /// The account has no such key.
    #[error("there is no such API key")]
    Unknown,
    /// The key no longer works or already has a successor.
    #[error("only an active API key can be rolled")]
    NotActive,
}

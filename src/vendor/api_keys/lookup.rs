//! Finds the API key that a request presents, and records when keys were used last.
//!
//! Invariant: the time of the last use is written at most once a minute for each key, and never delays a call.

use std::collections::HashMap;
use std::time::Duration;

use parking_lot::Mutex;
use sha2::{Digest, Sha256};

use crate::domain::Timestamp;

use super::super::store::{Store, StoreError};
use super::{ApiKeyId, KeyScope};

/// The shortest time between two records of a key's use.
const EVERY: Duration = Duration::from_mins(1);

/// The API key and the account that a request comes from.
#[derive(Debug, Clone, Copy)]
pub(in crate::vendor) struct Caller {
    pub(in crate::vendor) key: ApiKeyId,
    pub(in crate::vendor) account: i64,
    pub(in crate::vendor) scope: KeyScope,
}

/// The reason why a known key is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vendor) enum RefusedKey {
    Revoked,
    Expired,
}

/// The result of looking an API key up.
#[derive(Debug, Clone, Copy)]
pub(in crate::vendor) enum Presented {
    Accepted(Caller),
    Refused(Caller, RefusedKey),
    Unknown,
}

impl Store {
    pub(in crate::vendor) async fn presented(&self, api_token: &str) -> Result<Presented, StoreError> {
        let hash = hash(api_token);
        let hash = hash.as_slice();
        let row = sqlx::query!(
            r#"select id as "id!", account_id, scope, expires_at, revoked_at from vendor_api_key where key_hash = ?"#,
            hash
        )
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(Presented::Unknown) };
        // A scope of a later version that this one does not know must not assign.
        let scope = row.scope.parse().unwrap_or(KeyScope::Read);
        let caller = Caller { key: ApiKeyId(row.id), account: row.account_id, scope };
        let has_ended = row.expires_at.is_some_and(|end| end <= self.clock.now().as_millis());
        Ok(match (row.revoked_at, has_ended) {
            (Some(_), _) => Presented::Refused(caller, RefusedKey::Revoked),
            (None, true) => Presented::Refused(caller, RefusedKey::Expired),
            (None, false) => Presented::Accepted(caller),
        })
    }

    /// Records that a key was used.
    pub(in crate::vendor) async fn record_use(&self, key: ApiKeyId, at: Timestamp) -> Result<(), StoreError> {
        let (id, at) = (key.0, at.as_millis());
        sqlx::query!("update vendor_api_key set last_used_at = ? where id = ?", at, id)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

/// The times at which the use of each key was recorded last.
#[derive(Debug, Default)]
pub(in crate::vendor) struct LastUses(Mutex<HashMap<ApiKeyId, Timestamp>>);

impl LastUses {
    /// Returns true, and remembers `now`, if the use of a key has to be recorded.
    pub(in crate::vendor) fn is_due(&self, key: ApiKeyId, now: Timestamp) -> bool {
        let mut recorded = self.0.lock();
        let is_due = recorded.get(&key).is_none_or(|last| now.since(*last) >= EVERY || now < *last);
        if is_due {
            recorded.insert(key, now);
        }
        is_due
    }
}

/// Returns the hash under which a key is stored.
pub(super) fn hash(api_token: &str) -> [u8; 32] {
    Sha256::digest(api_token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_use_of_a_key_is_recorded_once_a_minute() {
        let (uses, key, at) = (LastUses::default(), ApiKeyId::new(1), Timestamp::from_millis(0));
        let due: Vec<bool> = [0, 1, 59, 60, 61, 119, 120]
            .map(|second| uses.is_due(key, at.after(Duration::from_secs(second))))
            .to_vec();
        assert_eq!(due, [true, false, false, true, false, false, true]);
        assert!(uses.is_due(ApiKeyId::new(2), at), "another key has its own time");
    }
}

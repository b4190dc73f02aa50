//! Sessions: who is signed in, and for how long.
//!
//! Invariant: the database holds only hashes of tokens. A session ends 30 minutes after its last page, and 12 hours
//! after the sign-in at the latest.

use std::net::IpAddr;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::domain::Timestamp;

use super::super::audit::{AuditAction, record};
use super::super::store::{Store, StoreError};

/// The time after the last page at which a session ends.
pub(super) const IDLE: Duration = Duration::from_mins(30);
/// The time after the sign-in at which a session ends.
pub(super) const ABSOLUTE: Duration = Duration::from_hours(12);
/// The shortest time between two records of a session's use.
const RENEWED_EVERY: Duration = Duration::from_mins(1);

/// The secret token of a session, which only the browser holds.
#[derive(Clone)]
pub(super) struct SessionToken(String);

impl SessionToken {
    /// Draws a new token of 256 bits.
    pub(super) fn draw() -> Self {
        Self(hex::encode(rand::random::<[u8; 32]>()))
    }

    /// Parses a token that a browser sent.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_token = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_token.then(|| Self(text.to_owned()))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken")
    }
}

/// A running session.
#[derive(Debug)]
pub(super) struct RunningSession {
    pub(super) account: i64,
    pub(super) account_name: String,
    pub(super) used_at: Timestamp,
}

/// A running session as its owner sees it.
#[derive(Debug)]
pub(super) struct ListedSession {
    pub(super) created_at: Timestamp,
    pub(super) used_at: Timestamp,
    pub(super) address: String,
}

impl Store {
    /// Begins a session with a new token, and removes sessions that have expired. `password` is the hash with
    /// which the password was compared. Returns `None` if the account has another one meanwhile.
    pub(super) async fn begin_session(
        &self,
        account: i64,
        password: &str,
        from: IpAddr,
    ) -> Result<Option<SessionToken>, StoreError> {
        let (token, now) = (SessionToken::draw(), self.clock.now());
        let hash = token.hash();
        let (hash, millis, address) = (hash.as_slice(), now.as_millis(), from.to_string());
        let (idle, absolute) = (now.before(IDLE).as_millis(), now.before(ABSOLUTE).as_millis());
        let mut write = self.writer.begin_with("begin immediate").await?;
        sqlx::query!("delete from vendor_session where used_at <= ? or created_at <= ?", idle, absolute)
            .execute(&mut *write)
            .await?;
        let begun = sqlx::query!(
            "insert into vendor_session (token_hash, account_id, created_at, used_at, address)
            select ?1, id, ?3, ?3, ?4 from vendor_account where id = ?2 and password = ?5",
            hash,
            account,
            millis,
            address,
            password
        )
        .execute(&mut *write)
        .await?;
        if begun.rows_affected() == 0 {
            return Ok(None);
        }
        record(&mut write, &self.initiator, account, now, AuditAction::SignedIn, "").await?;
        write.commit().await?;
        Ok(Some(token))
    }

    /// Returns the running session of a token.
    pub(super) async fn session(&self, token: &SessionToken) -> Result<Option<RunningSession>, StoreError> {
        let (hash, now) = (token.hash(), self.clock.now());
        let hash = hash.as_slice();
        let row = sqlx::query!(
            "select account_id, name, vendor_session.created_at, used_at
            from vendor_session join vendor_account on vendor_account.id = account_id where token_hash = ?",
            hash
        )
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let used_at = Timestamp::from_millis(row.used_at);
        if now.since(used_at) >= IDLE || now.since(Timestamp::from_millis(row.created_at)) >= ABSOLUTE {
            return Ok(None);
        }
        Ok(Some(RunningSession { account: row.account_id, account_name: row.name, used_at }))
    }

    /// Prolongs a session because its owner opened a page. A minute's uses are written once.
    pub(super) async fn prolong(&self, token: &SessionToken, used_at: Timestamp) -> Result<(), StoreError> {
        let now = self.clock.now();
        if now.since(used_at) < RENEWED_EVERY {
            return Ok(());
        }
        let (hash, now) = (token.hash(), now.as_millis());
        let hash = hash.as_slice();
        sqlx::query!("update vendor_session set used_at = ? where token_hash = ?", now, hash)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Returns the running sessions of an account, newest first.
    pub(super) async fn sessions_of(&self, account: i64) -> Result<Vec<ListedSession>, StoreError> {
        let now = self.clock.now();
        let (idle, absolute) = (now.before(IDLE).as_millis(), now.before(ABSOLUTE).as_millis());
        let rows = sqlx::query!(
            "select created_at, used_at, address from vendor_session
            where account_id = ? and used_at > ? and created_at > ? order by created_at desc",
            account,
            idle,
            absolute
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| ListedSession {
                created_at: Timestamp::from_millis(row.created_at),
                used_at: Timestamp::from_millis(row.used_at),
                address: row.address,
            })
            .collect())
    }

    /// Ends one session.
    pub(super) async fn end_session(&self, account: i64, token: &SessionToken) -> Result<(), StoreError> {
        let hash = token.hash();
        let hash = hash.as_slice();
        let mut write = self.writer.begin_with("begin immediate").await?;
        let ended =
            sqlx::query!("delete from vendor_session where token_hash = ? and account_id = ?", hash, account)
                .execute(&mut *write)
                .await?;
        if ended.rows_affected() > 0 {
            let now = self.clock.now();
            record(&mut write, &self.initiator, account, now, AuditAction::SignedOut, "").await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Ends every session of an account.
    pub(super) async fn end_sessions(&self, account: i64) -> Result<(), StoreError> {
        let mut write = self.writer.begin_with("begin immediate").await?;
        sqlx::query!("delete from vendor_session where account_id = ?", account).execute(&mut *write).await?;
        let now = self.clock.now();
        record(&mut write, &self.initiator, account, now, AuditAction::SignedOutEverywhere, "").await?;
        write.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[tokio::test]
    async fn a_password_that_was_changed_during_a_sign_in_begins_no_session() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("vendor.db")).await.unwrap();
        store.set_password("shop", "old").await.unwrap();
        let (account, compared) = store.password_of("shop").await.unwrap().unwrap();
        store.set_password("shop", "new").await.unwrap();
        let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
        assert!(store.begin_session(account, &compared, from).await.unwrap().is_none());
        assert!(store.begin_session(account, "new", from).await.unwrap().is_some());
    }
}

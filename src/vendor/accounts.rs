//! Accounts and their API keys. Only the hash of a key is stored; the key is shown once, when it is created.

use sha2::{Digest, Sha256};

use crate::domain::{Clock, SystemClock, Timestamp};

use super::{Store, StoreError};

/// The number of an API key. The key itself is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ApiKeyId(i64);

impl ApiKeyId {
    /// Wraps a number from the database.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self(id)
    }
}

impl std::fmt::Display for ApiKeyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The API key and the account that a request comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller {
    pub(super) key: ApiKeyId,
    pub(super) account: i64,
}

/// A listed API key.
#[derive(Debug)]
pub struct ListedKey {
    /// Its number.
    pub id: ApiKeyId,
    /// Its account.
    pub account: String,
    /// The time at which it was created.
    pub created_at: Timestamp,
    /// The time at which it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}

impl Store {
    /// Creates an API key for an account, and the account if it is new. Returns the key, which is not stored.
    ///
    /// # Errors
    /// Returns [`StoreError::BadAccountName`], or the database's error.
    pub async fn create_key(&self, account: &str) -> Result<String, StoreError> {
        if !(1..=100).contains(&account.chars().count()) || account.chars().any(char::is_control) {
            return Err(StoreError::BadAccountName);
        }
        let key = format!("kc_{}", hex::encode(rand::random::<[u8; 24]>()));
        let (hash, now) = (hash(&key), SystemClock.now().as_millis());
        let hash = hash.as_slice();
        let mut write = self.writer.begin_with("begin immediate").await?;
        sqlx::query!("insert into vendor_account (name) values (?) on conflict do nothing", account)
            .execute(&mut *write)
            .await?;
        sqlx::query!(
            "insert into vendor_api_key (account_id, hash, created_at)
            select id, ?, ? from vendor_account where name = ?",
            hash,
            now,
            account
        )
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        Ok(key)
    }

    /// Lists all API keys, oldest first.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn keys(&self) -> Result<Vec<ListedKey>, StoreError> {
        let rows = sqlx::query!(
            r#"select key.id as "id!", name, key.created_at, revoked_at
            from vendor_api_key as key join vendor_account on vendor_account.id = account_id order by key.id"#
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| ListedKey {
                id: ApiKeyId(row.id),
                account: row.name,
                created_at: Timestamp::from_millis(row.created_at),
                revoked_at: row.revoked_at.map(Timestamp::from_millis),
            })
            .collect())
    }

    /// Revokes an API key. Returns true if the key existed and was not revoked before.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn revoke(&self, key: i64) -> Result<bool, StoreError> {
        let now = SystemClock.now().as_millis();
        let done = sqlx::query!(
            "update vendor_api_key set revoked_at = ? where id = ? and revoked_at is null",
            now,
            key
        )
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    pub(super) async fn caller(&self, api_token: &str) -> Result<Option<Caller>, StoreError> {
        let hash = hash(api_token);
        let hash = hash.as_slice();
        let row = sqlx::query!(
            r#"select id as "id!", account_id from vendor_api_key where hash = ? and revoked_at is null"#,
            hash
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|row| Caller { key: ApiKeyId(row.id), account: row.account_id }))
    }
}

fn hash(api_token: &str) -> [u8; 32] {
    Sha256::digest(api_token.as_bytes()).into()
}

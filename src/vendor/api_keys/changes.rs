//! Creates, lists, rolls and revokes API keys.

use crate::domain::Timestamp;

use super::super::accounts::{account_id, ensure_account};
use super::super::audit::{AuditAction, record};
use super::super::store::{Store, StoreError};
use super::lookup::hash;
use super::{ApiKeyId, IssuedKey, KeyFault, KeyRequest, LONGEST_NAME, ListedKey, Overlap, text};

impl Store {
    /// Creates an API key without a name or an expiry that may read and assign, and the account if it is new.
    /// Returns the key, which is not stored.
    ///
    /// # Errors
    /// Returns [`StoreError::BadAccountName`], or the database's error.
    pub async fn create_key(&self, account: &str) -> Result<String, StoreError> {
        Ok(self.issue_key(account, &KeyRequest::default()).await?.text)
    }

    /// Creates an API key, and the account if it is new.
    ///
    /// # Errors
    /// Returns [`StoreError::BadAccountName`], [`StoreError::Key`], or the database's error.
    pub async fn issue_key(&self, account: &str, request: &KeyRequest) -> Result<IssuedKey, StoreError> {
        let now = self.clock.now();
        check(request, now)?;
        let mut write = self.writer.begin_with("begin immediate").await?;
        let account = ensure_account(&mut write, account).await?;
        let issued = insert(&mut write, account, request, now).await?;
        let subject = subject(issued.id, &request.name);
        record(&mut write, &self.initiator, account, now, AuditAction::KeyCreated, &subject).await?;
        write.commit().await?;
        Ok(issued)
    }

    /// Lists all API keys, oldest first.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn keys(&self) -> Result<Vec<ListedKey>, StoreError> {
        self.listed(None).await
    }

    /// Lists the API keys of an account, oldest first.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn keys_of(&self, account: &str) -> Result<Vec<ListedKey>, StoreError> {
        let mut reader = self.readers.acquire().await?;
        let account = account_id(&mut reader, account).await?;
        drop(reader);
        self.listed(Some(account)).await
    }

    async fn listed(&self, account: Option<i64>) -> Result<Vec<ListedKey>, StoreError> {
        let rows = sqlx::query!(
            r#"select key.id as "id!", vendor_account.name as account, key.name, prefix, scope, created_at, expires_at,
                last_used_at, revoked_at, replaced_by
            from vendor_api_key as key join vendor_account on vendor_account.id = account_id
            where ?1 is null or account_id = ?1 order by key.id"#,
            account
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| ListedKey {
                id: ApiKeyId(row.id),
                account: row.account,
                name: row.name,
                prefix: row.prefix,
                scope: row.scope.parse().unwrap_or_default(),
                created_at: Timestamp::from_millis(row.created_at),
                expires_at: row.expires_at.map(Timestamp::from_millis),
                last_used_at: row.last_used_at.map(Timestamp::from_millis),
                revoked_at: row.revoked_at.map(Timestamp::from_millis),
                replaced_by: row.replaced_by.map(ApiKeyId),
            })
            .collect())
    }

    /// Replaces an active key with a new one of the same name and scope. The new key lasts as long as the old
    /// one was meant to. The old key works until the overlap ends. With an account, only its keys are found.
    ///
    /// # Errors
    /// Returns [`StoreError::Key`], or the database's error.
    pub async fn roll(
        &self,
        account: Option<&str>,
        key: ApiKeyId,
        overlap: Overlap,
    ) -> Result<IssuedKey, StoreError> {
        let (now, id) = (self.clock.now(), key.0);
        let mut write = self.writer.begin_with("begin immediate").await?;
        let row = sqlx::query!(
            r#"select account_id, key.name, scope, created_at, expires_at, revoked_at, replaced_by
            from vendor_api_key as key join vendor_account on vendor_account.id = account_id
            where key.id = ?1 and (?2 is null or vendor_account.name = ?2)"#,
            id,
            account
        )
        .fetch_optional(&mut *write)
        .await?
        .ok_or(KeyFault::Unknown)?;
        let has_ended = row.expires_at.is_some_and(|end| end <= now.as_millis());
        if row.revoked_at.is_some() || row.replaced_by.is_some() || has_ended {
            return Err(KeyFault::NotActive.into());
        }
        let lifetime = row.expires_at.map(|end| end - row.created_at);
        let request = KeyRequest {
            name: row.name,
            scope: row.scope.parse().unwrap_or_default(),
            expires_at: lifetime.map(|millis| Timestamp::from_millis(now.as_millis().saturating_add(millis))),
        };
        let issued = insert(&mut write, row.account_id, &request, now).await?;
        let end = now.after(overlap.duration()).as_millis();
        let successor = issued.id.0;
        sqlx::query!(
            "update vendor_api_key set replaced_by = ?1, expires_at = min(coalesce(expires_at, ?2), ?2) where id = ?3",
            successor,
            end,
            id
        )
        .execute(&mut *write)
        .await?;
        let hours = overlap.hours();
        let subject = format!("{}, by {}, overlap {hours} h", subject(key, &request.name), issued.id);
        record(&mut write, &self.initiator, row.account_id, now, AuditAction::KeyRolled, &subject).await?;
        write.commit().await?;
        Ok(issued)
    }

    /// Revokes an API key. Returns true if the key existed and was not revoked before. With an account, only its
    /// keys are found.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn revoke(&self, account: Option<&str>, key: ApiKeyId) -> Result<bool, StoreError> {
        let (now, id) = (self.clock.now(), key.0);
        let millis = now.as_millis();
        let mut write = self.writer.begin_with("begin immediate").await?;
        let row = sqlx::query!(
            "update vendor_api_key set revoked_at = ?1 where id = ?2 and revoked_at is null
                and (?3 is null or account_id = (select id from vendor_account where name = ?3))
            returning account_id, name",
            millis,
            id,
            account
        )
        .fetch_optional(&mut *write)
        .await?;
        let Some(row) = row else { return Ok(false) };
        let subject = subject(key, &row.name);
        record(&mut write, &self.initiator, row.account_id, now, AuditAction::KeyRevoked, &subject).await?;
        write.commit().await?;
        Ok(true)
    }
}

fn check(request: &KeyRequest, now: Timestamp) -> Result<(), KeyFault> {
    if request.name.chars().count() > LONGEST_NAME || request.name.chars().any(char::is_control) {
        return Err(KeyFault::Name);
    }
    if request.expires_at.is_some_and(|end| end <= now) { Err(KeyFault::Expiry) } else { Ok(()) }
}

async fn insert(
    write: &mut sqlx::SqliteConnection,
    account: i64,
    request: &KeyRequest,
    now: Timestamp,
) -> Result<IssuedKey, StoreError> {
    let text = text::draw();
    let hash = hash(&text);
    let (hash, prefix, scope): (_, _, &str) = (hash.as_slice(), text::prefix(&text), request.scope.into());
    let (now, expires_at) = (now.as_millis(), request.expires_at.map(Timestamp::as_millis));
    let id = sqlx::query_scalar!(
        r#"insert into vendor_api_key (account_id, key_hash, created_at, name, prefix, scope, expires_at)
        values (?, ?, ?, ?, ?, ?, ?) returning id as "id!""#,
        account,
        hash,
        now,
        request.name,
        prefix,
        scope,
        expires_at
    )
    .fetch_one(write)
    .await?;
    Ok(IssuedKey { id: ApiKeyId(id), text })
}

/// Names a key in the audit.
fn subject(id: ApiKeyId, name: &str) -> String {
    if name.is_empty() { format!("API key {id}") } else { format!("API key {id} ({name})") }
}

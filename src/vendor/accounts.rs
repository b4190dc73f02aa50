//! Accounts, and the passwords with which their owners sign in to the dashboard.
//!
//! Invariant: a new password ends every session of the account in the same transaction.

use sqlx::SqliteConnection;

use super::audit::{AuditAction, record};
use super::store::{Store, StoreError};

impl Store {
    /// Sets the password of an account, as a hash, and creates the account if it is new. Ends all sessions.
    ///
    /// # Errors
    /// Returns [`StoreError::BadAccountName`], or the database's error.
    pub async fn set_password(&self, account: &str, hash: &str) -> Result<(), StoreError> {
        let mut write = self.writer.begin_with("begin immediate").await?;
        let account = ensure_account(&mut write, account).await?;
        sqlx::query!("update vendor_account set password = ? where id = ?", hash, account)
            .execute(&mut *write)
            .await?;
        sqlx::query!("delete from vendor_session where account_id = ?", account).execute(&mut *write).await?;
        let now = self.clock.now();
        record(&mut write, &self.initiator, account, now, AuditAction::PasswordSet, "").await?;
        write.commit().await?;
        Ok(())
    }

    /// Returns the number of an account and the hash of its password, if it has one.
    pub(super) async fn password_of(&self, account: &str) -> Result<Option<(i64, String)>, StoreError> {
        let row = sqlx::query!(
            r#"select id as "id!", password as "password!" from vendor_account where name = ? and password is not null"#,
            account
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|row| (row.id, row.password)))
    }

    /// Returns true if an account has a password. Without one there is no dashboard.
    pub(super) async fn has_password(&self) -> Result<bool, StoreError> {
        let is_there = sqlx::query_scalar!(
            r#"select exists (select 1 from vendor_account where password is not null) as "is_there!: bool""#
        );
        Ok(is_there.fetch_one(&self.readers).await?)
    }
}

/// Returns the number of an account.
pub(super) async fn account_id(connection: &mut SqliteConnection, name: &str) -> Result<i64, StoreError> {
    sqlx::query_scalar!(r#"select id as "id!" from vendor_account where name = ?"#, name)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| StoreError::NoSuchAccount(name.to_owned()))
}

/// Returns the number of an account, and creates the account if it is new.
pub(super) async fn ensure_account(write: &mut SqliteConnection, name: &str) -> Result<i64, StoreError> {
    if !(1..=100).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(StoreError::BadAccountName);
    }
    sqlx::query!("insert into vendor_account (name) values (?) on conflict do nothing", name)
        .execute(&mut *write)
        .await?;
    account_id(write, name).await
}

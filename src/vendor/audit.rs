//! The audit: who did what to an account, and when.
//!
//! Invariant: an action and its entry are one transaction. No entry holds a whole key.

use sqlx::SqliteConnection;

use crate::domain::Timestamp;

use super::initiator::Initiator;
use super::store::{Store, StoreError};

/// An action that the audit records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum AuditAction {
    /// An API key was created.
    KeyCreated,
    /// An API key was replaced with a new one.
    KeyRolled,
    /// An API key was revoked.
    KeyRevoked,
    /// Licenses were imported.
    Imported,
    /// A license was withdrawn.
    Withdrawn,
    /// A license was returned to the stock.
    Restored,
    /// A license was assigned by hand.
    Assigned,
    /// A whole license key was shown.
    Revealed,
    /// Licenses were exported.
    Exported,
    /// The password was set.
    PasswordSet,
    /// The owner signed in.
    SignedIn,
    /// A sign-in failed.
    SignInFailed,
    /// The owner signed out.
    SignedOut,
    /// The owner ended all sessions.
    SignedOutEverywhere,
}

impl AuditAction {
    /// Returns the action in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::KeyCreated => "API key created",
            Self::KeyRolled => "API key rolled",
            Self::KeyRevoked => "API key revoked",
            Self::Imported => "Licenses imported",
            Self::Withdrawn => "License withdrawn",
            Self::Restored => "License restored",
            Self::Assigned => "License assigned",
            Self::Revealed => "License key revealed",
            Self::Exported => "Licenses exported",
            Self::PasswordSet => "Password set",
            Self::SignedIn => "Signed in",
            Self::SignInFailed => "Wrong password",
            Self::SignedOut => "Signed out",
            Self::SignedOutEverywhere => "Signed out everywhere",
        }
    }
}

/// An entry of the audit.
#[derive(Debug)]
pub(super) struct AuditEntry {
    pub(super) id: i64,
    pub(super) at: Timestamp,
    /// The place in words, such as `command line`.
    pub(super) initiator: &'static str,
    pub(super) address: Option<String>,
    pub(super) action: String,
    pub(super) subject: String,
}

impl Store {
    /// Records an action that changes nothing in the database itself.
    pub(super) async fn note(
        &self,
        account: i64,
        action: AuditAction,
        subject: &str,
    ) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        record(&mut connection, &self.initiator, account, self.clock.now(), action, subject).await
    }

    /// Returns the newest entries of an account before the entry `before`.
    pub(super) async fn audit(
        &self,
        account: i64,
        before: i64,
        most: i64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let rows = sqlx::query!(
            r#"select id as "id!", at, initiator, address, action, subject from vendor_audit
            where account_id = ? and id < ? order by id desc limit ?"#,
            account,
            before,
            most
        )
        .fetch_all(&self.readers)
        .await?;
        let words = |action: &str| action.parse().map_or_else(|_| action.to_owned(), action_words);
        Ok(rows
            .into_iter()
            .map(|row| AuditEntry {
                id: row.id,
                at: Timestamp::from_millis(row.at),
                initiator: if row.initiator == "dashboard" { "dashboard" } else { "command line" },
                address: row.address,
                action: words(&row.action),
                subject: row.subject,
            })
            .collect())
    }
}

fn action_words(action: AuditAction) -> String {
    action.words().to_owned()
}

/// Records an action within the transaction that performs it.
pub(super) async fn record(
    connection: &mut SqliteConnection,
    initiator: &Initiator,
    account: i64,
    at: Timestamp,
    action: AuditAction,
    subject: &str,
) -> Result<(), StoreError> {
    let (at, action): (_, &str) = (at.as_millis(), action.into());
    let (initiator, address) = match initiator {
        Initiator::CommandLine => ("command_line", None),
        Initiator::Dashboard(address) => ("dashboard", Some(address.to_string())),
    };
    sqlx::query!(
        "insert into vendor_audit (account_id, at, initiator, address, action, subject) values (?, ?, ?, ?, ?, ?)",
        account,
        at,
        initiator,
        address,
        action,
        subject
    )
    .execute(connection)
    .await?;
    Ok(())
}

//! Assigns licenses to users, for the API and by hand.
//!
//! Invariant: one statement checks a license and assigns it, so that of several callers only one succeeds.

use sqlx::sqlite::SqliteConnection;

use crate::domain::{LicenseKey, Timestamp};

use super::api_keys::{ApiKeyId, Caller};
use super::audit::{AuditAction, record};
use super::store::{Store, StoreError};

/// The outcome of an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assignment {
    Made,
    /// The same user has the license already. Nothing was changed.
    MadeBefore,
    Unknown,
    OfAnother,
    Expired,
    Withdrawn,
}

impl Store {
    /// Assigns a license for a caller of the API.
    pub(super) async fn assign(
        &self,
        caller: Caller,
        key: &str,
        buyer: &str,
    ) -> Result<Assignment, StoreError> {
        let mut connection = self.writer.acquire().await?;
        assign(&mut connection, caller.account, key, buyer, Some(caller.key), self.clock.now()).await
    }

    /// Assigns a license by hand, which the audit records. `license` is its number.
    pub(super) async fn assign_by_hand(
        &self,
        account: i64,
        license: i64,
        key: &LicenseKey,
        buyer: &str,
    ) -> Result<Assignment, StoreError> {
        let now = self.clock.now();
        let mut write = self.writer.begin_with("begin immediate").await?;
        let assignment = assign(&mut write, account, key.reveal(), buyer, None, now).await?;
        if assignment == Assignment::Made {
            let subject = format!("license {license}: {key} to {buyer}");
            record(&mut write, &self.initiator, account, now, AuditAction::Assigned, &subject).await?;
        }
        write.commit().await?;
        Ok(assignment)
    }
}

async fn assign(
    connection: &mut SqliteConnection,
    account: i64,
    key: &str,
    buyer: &str,
    api_key: Option<ApiKeyId>,
    now: Timestamp,
) -> Result<Assignment, StoreError> {
    let (now, api_key) = (now.as_millis(), api_key.map(ApiKeyId::as_i64));
    let made = sqlx::query!(
        "update vendor_license set assigned_to = ?1, assigned_at = ?2, slot = null, assigned_by = ?5
        where license_key = ?3 and account_id = ?4 and assigned_to is null and withdrawn_at is null
            and (expiration is null or expiration > ?2)",
        buyer,
        now,
        key,
        account,
        api_key
    )
    .execute(&mut *connection)
    .await?;
    if made.rows_affected() == 1 {
        return Ok(Assignment::Made);
    }
    let license = sqlx::query!(
        r#"select assigned_to, withdrawn_at is not null as "is_withdrawn!: bool"
        from vendor_license where license_key = ? and account_id = ?"#,
        key,
        account
    )
    .fetch_optional(connection)
    .await?;
    Ok(match license.map(|license| (license.assigned_to, license.is_withdrawn)) {
        None => Assignment::Unknown,
        Some((None, true)) => Assignment::Withdrawn,
        Some((None, false)) => Assignment::Expired,
        Some((Some(holder), _)) if holder == buyer => Assignment::MadeBefore,
        Some((Some(_), _)) => Assignment::OfAnother,
    })
}

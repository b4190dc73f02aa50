//! Adds licenses to the stock, and withdraws and restores them.

use sqlx::sqlite::SqliteConnection;

use crate::domain::{LicenseKey, Timestamp};

use super::accounts::account_id;
use super::audit::{AuditAction, record};
use super::import::Entry;
use super::license_standing::Standing;
use super::store::{Store, StoreError};

/// The treatment of licenses that are already known, whether in stock or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownKeys {
    /// A known license stops the import.
    Refuse,
    /// Known licenses are skipped. A license of another account still stops the import.
    Skip,
}

/// The outcome of an import.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// The number of licenses that were added. It is zero if one of `known` stopped the import.
    pub added: usize,
    /// The known licenses by their position in the import, with their standing.
    pub known: Vec<(usize, Standing)>,
}

/// The reason why a license is not withdrawn or restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The account has no such license.
    Unknown,
    /// The license has this standing.
    Standing(Standing),
}

impl KnownKeys {
    /// Returns true if licenses of this standing are skipped while the other licenses are imported.
    #[must_use]
    pub fn skips(self, standing: Standing) -> bool {
        self == Self::Skip && standing != Standing::OfAnotherAccount
    }
}

impl Store {
    /// Adds licenses to an account's stock. If some of the keys are known, adds none and returns their
    /// positions in `entries`.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn import(
        &self,
        account: &str,
        entries: &[Entry],
    ) -> Result<Result<(), Vec<usize>>, StoreError> {
        let known = self.take_in(account, entries, KnownKeys::Refuse).await?.known;
        Ok(if known.is_empty() { Ok(()) } else { Err(known.into_iter().map(|(at, _)| at).collect()) })
    }

    /// Adds licenses to an account's stock, and treats known ones by `known_keys`.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn take_in(
        &self,
        account: &str,
        entries: &[Entry],
        known_keys: KnownKeys,
    ) -> Result<Intake, StoreError> {
        let mut write = self.writer.begin_with("begin immediate").await?;
        let account = account_id(&mut write, account).await?;
        let mut slot = next_slot(&mut write, account).await?;
        let mut intake = Intake::default();
        for (at, entry) in entries.iter().enumerate() {
            let (key, product) = (entry.key.reveal(), entry.product.as_str());
            let (expiration, created_at) =
                (entry.expires_at.map(Timestamp::as_millis), entry.created_at.as_millis());
            let added = sqlx::query!(
                "insert into vendor_license (account_id, license_key, product, expiration, created_at, slot)
                values (?, ?, ?, ?, ?, ?) on conflict (license_key) do nothing",
                account,
                key,
                product,
                expiration,
                created_at,
                slot
            )
            .execute(&mut *write)
            .await?;
            if added.rows_affected() == 1 {
                slot += 1;
                intake.added += 1;
            } else if let Some(standing) = standing(&mut write, account, key).await? {
                intake.known.push((at, standing));
            }
        }
        if intake.known.iter().all(|(_, standing)| known_keys.skips(*standing)) {
            if intake.added > 0 {
                let subject = licenses(intake.added);
                let now = self.clock.now();
                record(&mut write, &self.initiator, account, now, AuditAction::Imported, &subject).await?;
            }
            write.commit().await?;
        } else {
            intake.added = 0;
        }
        Ok(intake)
    }

    /// Returns the known licenses by their position in `keys`, and changes nothing.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn known(
        &self,
        account: &str,
        keys: &[&LicenseKey],
    ) -> Result<Vec<(usize, Standing)>, StoreError> {
        let mut reader = self.readers.begin().await?;
        let account = account_id(&mut reader, account).await?;
        let mut known = Vec::new();
        for (at, key) in keys.iter().enumerate() {
            known.extend(standing(&mut reader, account, key.reveal()).await?.map(|standing| (at, standing)));
        }
        Ok(known)
    }

    /// Withdraws licenses from an account's stock, so that they are no longer offered or assigned. Returns
    /// the outcome for each license, in the order of the keys.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn withdraw(
        &self,
        account: &str,
        keys: &[LicenseKey],
    ) -> Result<Vec<Result<(), Obstacle>>, StoreError> {
        let now = self.clock.now().as_millis();
        let mut write = self.writer.begin_with("begin immediate").await?;
        let account = account_id(&mut write, account).await?;
        let mut outcomes = Vec::new();
        for key in keys {
            let key = key.reveal();
            let changed = sqlx::query!(
                "update vendor_license set withdrawn_at = ?, slot = null
                where license_key = ? and account_id = ? and assigned_to is null and withdrawn_at is null",
                now,
                key,
                account
            )
            .execute(&mut *write)
            .await?;
            outcomes.push(outcome(changed.rows_affected(), &mut write, account, key).await?);
        }
        self.record_changes(&mut write, account, AuditAction::Withdrawn, keys, &outcomes).await?;
        write.commit().await?;
        Ok(outcomes)
    }

    /// Returns withdrawn licenses to an account's stock. Returns the outcome for each, in the order of the
    /// keys.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn restore(
        &self,
        account: &str,
        keys: &[LicenseKey],
    ) -> Result<Vec<Result<(), Obstacle>>, StoreError> {
        let mut write = self.writer.begin_with("begin immediate").await?;
        let account = account_id(&mut write, account).await?;
        let mut outcomes = Vec::new();
        for key in keys {
            let (key, slot) = (key.reveal(), next_slot(&mut write, account).await?);
            let changed = sqlx::query!(
                "update vendor_license set withdrawn_at = null, slot = ?
                where license_key = ? and account_id = ? and withdrawn_at is not null",
                slot,
                key,
                account
            )
            .execute(&mut *write)
            .await?;
            outcomes.push(outcome(changed.rows_affected(), &mut write, account, key).await?);
        }
        self.record_changes(&mut write, account, AuditAction::Restored, keys, &outcomes).await?;
        write.commit().await?;
        Ok(outcomes)
    }

    /// Records in the audit that licenses were changed. A single license is named by its masked key.
    async fn record_changes(
        &self,
        write: &mut SqliteConnection,
        account: i64,
        action: AuditAction,
        keys: &[LicenseKey],
        outcomes: &[Result<(), Obstacle>],
    ) -> Result<(), StoreError> {
        let mut changed =
            keys.iter().zip(outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(key, _)| key);
        let subject = match (changed.next(), changed.count()) {
            (None, _) => return Ok(()),
            (Some(key), 0) => key.to_string(),
            (Some(_), others) => licenses(others + 1),
        };
        record(write, &self.initiator, account, self.clock.now(), action, &subject).await
    }
}

/// Returns a number of licenses in words.
fn licenses(number: usize) -> String {
    format!("{number} license{}", if number == 1 { "" } else { "s" })
}

/// Returns the first free slot.
async fn next_slot(connection: &mut SqliteConnection, account: i64) -> Result<i64, StoreError> {
    let slot = sqlx::query_scalar!(
        r#"select coalesce(max(slot) + 1, 0) as "slot!: i64" from vendor_license
        where account_id = ? and slot is not null"#,
        account
    );
    Ok(slot.fetch_one(connection).await?)
}

/// Returns the standing of a license as this account sees it.
async fn standing(
    connection: &mut SqliteConnection,
    account: i64,
    key: &str,
) -> Result<Option<Standing>, StoreError> {
    let row = sqlx::query!(
        r#"select account_id, assigned_to is not null as "is_assigned!: bool",
            withdrawn_at is not null as "is_withdrawn!: bool"
        from vendor_license where license_key = ?"#,
        key
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| match (row.account_id == account, row.is_assigned, row.is_withdrawn) {
        (false, ..) => Standing::OfAnotherAccount,
        (true, true, _) => Standing::Assigned,
        (true, false, true) => Standing::Withdrawn,
        (true, false, false) => Standing::InStock,
    }))
}

/// Returns the outcome of a change to one license, given the number of rows that the change affected.
async fn outcome(
    changed: u64,
    connection: &mut SqliteConnection,
    account: i64,
    key: &str,
) -> Result<Result<(), Obstacle>, StoreError> {
    if changed == 1 {
        return Ok(Ok(()));
    }
    Ok(Err(standing(connection, account, key).await?.map_or(Obstacle::Unknown, Obstacle::Standing)))
}

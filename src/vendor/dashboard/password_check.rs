//! Compares a password with that of an account, at the sign-in and before changes to API keys.
//!
//! Invariant: every comparison counts against the limit of attempts, and takes the same work for an account that
//! does not exist.

use std::time::Duration;

use secrecy::SecretString;

use super::super::audit::AuditAction;
use super::super::store::StoreError;
use super::attempts::AttemptSubject;
use super::state::Dashboard;
use super::visitor::{ClientAddress, Visitor};

/// The result of a password.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// The password belongs to an account.
    Right(MatchingPassword),
    Wrong,
    /// There were too many attempts. The next one is possible after this time.
    TooMany(Duration),
}

/// An account whose password was right, and the hash with which it was compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MatchingPassword {
    pub(super) account: i64,
    pub(super) hash: String,
}

impl Comparison {
    /// Returns the fault in words, or `None` if the password is right.
    pub(super) fn fault(&self, wrong: &str) -> Option<String> {
        match self {
            Self::Right(_) => None,
            Self::Wrong => Some(wrong.to_owned()),
            Self::TooMany(wait) => {
                let minutes = wait.as_secs().div_ceil(60);
                let unit = if minutes == 1 { "minute" } else { "minutes" };
                Some(format!("Too many attempts. Try again in {minutes} {unit}."))
            }
        }
    }
}

/// Compares the password of an account by its name. `subject` is what the attempt counts for.
pub(super) async fn compare(
    dashboard: &Dashboard,
    subject: &AttemptSubject,
    account: &str,
    password: &str,
    address: ClientAddress,
) -> Result<Comparison, StoreError> {
    let now = dashboard.store.clock.moment();
    if let Err(wait) = dashboard.attempts.begin(subject, address.0, now) {
        return Ok(Comparison::TooMany(wait));
    }
    let found = dashboard.store.password_of(account).await?;
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let is_right = dashboard.passwords.matches(hash, SecretString::from(password)).await;
    let Some((account, hash)) = found else { return Ok(Comparison::Wrong) };
    if !is_right {
        record_failure(dashboard, account, address);
        return Ok(Comparison::Wrong);
    }
    dashboard.attempts.succeeded(subject, address.0);
    Ok(Comparison::Right(MatchingPassword { account, hash }))
}

/// Records a wrong password in the background. The answer does not wait for it, because it would come sooner for
/// an account that does not exist.
fn record_failure(dashboard: &Dashboard, account: i64, address: ClientAddress) {
    tracing::info!(address = %address.0, "a password of the dashboard was wrong");
    let store = address.acting_on(dashboard);
    tokio::spawn(async move {
        if let Err(error) = store.note(account, AuditAction::SignInFailed, "").await {
            tracing::warn!(%error, "a wrong password could not be recorded in the audit");
        }
    });
}

/// Compares the password of an owner who is signed in, and returns the fault in words.
pub(super) async fn again(
    dashboard: &Dashboard,
    visitor: &Visitor,
    password: &str,
) -> Result<Option<String>, StoreError> {
    let subject = AttemptSubject::Session(visitor.token.hash());
    let verdict = compare(dashboard, &subject, &visitor.account_name, password, visitor.address).await?;
    Ok(verdict.fault("This is not the password of the account."))
}

//! Compares a password with that of an account, at the sign-in and before changes to API keys.
//!
//! Invariant: every comparison counts against the limit of attempts, and takes the same work for an account that
//! does not exist.

use std::time::Duration;

use secrecy::SecretString;

use super::super::audit::AuditAction;
use super::super::store::StoreError;
use super::state::Dashboard;
use super::visitor::{ClientAddress, Visitor};

/// The result of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// The password belongs to the account with this number.
    Right(i64),
    Wrong,
    /// There were too many attempts. The next one is possible after this time.
    TooMany(Duration),
}

impl Comparison {
    /// Returns the fault in words, or `None` if the password is right.
    pub(super) fn fault(self, wrong: &str) -> Option<String> {
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

/// Compares the password of an account by its name.
pub(super) async fn compare(
    dashboard: &Dashboard,
    account: &str,
    password: &str,
    address: ClientAddress,
) -> Result<Comparison, StoreError> {
    let now = dashboard.store.clock.moment();
    if let Err(wait) = dashboard.attempts.begin(account, address.0, now) {
        return Ok(Comparison::TooMany(wait));
    }
    let (id, hash) = dashboard.store.password_of(account).await?.unzip();
    let is_right = dashboard.passwords.matches(hash, SecretString::from(password)).await;
    let Some(id) = id else { return Ok(Comparison::Wrong) };
    if !is_right {
        record_failure(dashboard, id, address);
        return Ok(Comparison::Wrong);
    }
    dashboard.attempts.succeeded(account, address.0);
    Ok(Comparison::Right(id))
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
    let verdict = compare(dashboard, &visitor.account_name, password, visitor.address).await?;
    Ok(verdict.fault("This is not the password of the account."))
}

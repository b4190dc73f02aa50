//! `keyclerk vendor key`: creates, lists, rolls and revokes API keys.

use clap::{Subcommand, ValueEnum};

use crate::domain::{Clock, SystemClock};
use crate::vendor::{ApiKeyId, KeyFault, KeyRequest, KeyScope, Overlap, Store, StoreError, lasting_until};

use crate::cli::output::print;

/// The commands for API keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Create an API key, and the account if it is new; prints the key once
    Create {
        /// The account
        account: String,
        /// A name by which the key is recognised
        #[arg(long, default_value = "")]
        name: String,
        /// The calls that it may make
        #[arg(long, value_enum, default_value_t = Scope::Assign)]
        scope: Scope,
        /// The number of days after which it expires, at most 3650; without it the key never expires
        #[arg(long)]
        days: Option<u32>,
    },
    /// List the API keys by number; the keys themselves are not stored
    List,
    /// Replace an API key with a new one; prints the new key once
    Roll {
        /// The number of the API key
        id: i64,
        /// The hours for which the old key keeps working: 0, 1 or 24
        #[arg(long, default_value = "0")]
        overlap: u64,
    },
    /// Revoke an API key
    Revoke {
        /// The number of the API key
        id: i64,
    },
}

/// The calls that a key may make, as an argument.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Scope {
    /// List and look up licenses
    Read,
    /// Assign licenses as well
    Assign,
}

impl From<Scope> for KeyScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Read => Self::Read,
            Scope::Assign => Self::Assign,
        }
    }
}

/// The reason why a command for API keys failed.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key was not changed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such key, or it is already revoked.
    #[error("there is no API key {0}, or it is already revoked")]
    NoSuchKey(i64),
    /// The number of days is not possible.
    #[error("--days takes a number from 1 to 3650")]
    Days,
    /// The overlap is not possible.
    #[error("--overlap takes 0, 1 or 24")]
    Overlap,
    /// Standard output failed.
    #[error("standard output: {0}")]
    Output(#[from] std::io::Error),
}

/// Runs a command for API keys.
pub(super) async fn run(store: &Store, command: KeyCommand) -> Result<(), KeyError> {
    match command {
        KeyCommand::Create { account, name, scope, days } => {
            let expires_at =
                days.map(|days| lasting_until(SystemClock.now(), days).ok_or(KeyError::Days)).transpose()?;
            let request = KeyRequest { name, scope: scope.into(), expires_at };
            Ok(print(&format!("{}\n", store.issue_key(&account, &request).await?.text))?)
        }
        KeyCommand::List => list(store).await,
        KeyCommand::Roll { id, overlap } => {
            let overlap = Overlap::from_hours(overlap).ok_or(KeyError::Overlap)?;
            match store.roll(None, ApiKeyId::new(id), overlap).await {
                Ok(issued) => Ok(print(&format!("{}\n", issued.text))?),
                Err(StoreError::Key(KeyFault::Unknown)) => Err(KeyError::NoSuchKey(id)),
                Err(error) => Err(error.into()),
            }
        }
        KeyCommand::Revoke { id } => {
            if store.revoke(None, ApiKeyId::new(id)).await? {
                Ok(())
            } else {
                Err(KeyError::NoSuchKey(id))
            }
        }
    }
}

async fn list(store: &Store) -> Result<(), KeyError> {
    let mut lines =
        String::from("number  account  key  name  scope  state  created  expires  last used  revoked\n");
    let now = SystemClock.now();
    for key in store.keys().await? {
        let time =
            |at: Option<crate::domain::Timestamp>| at.map_or_else(|| "-".to_owned(), |at| at.to_string());
        let text = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        lines.extend([format!(
            "{}  {}  {}  {}  {}  {}  {}  {}  {}  {}\n",
            key.id,
            key.account,
            text(&key.prefix),
            text(&key.name),
            key.scope,
            key.state(now),
            key.created_at,
            time(key.expires_at),
            time(key.last_used_at),
            time(key.revoked_at)
        )]);
    }
    Ok(print(&lines)?)
}

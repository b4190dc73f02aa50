//! `keyclerk vendor admin`: sets the password with which an owner signs in to the dashboard.
//!
//! Invariant: a password is never an argument, and a terminal does not show it.

use std::io::Write;

use clap::Subcommand;
use secrecy::{ExposeSecret, SecretString};

use crate::vendor::{PasswordFault, Store, StoreError, hash_password};

use crate::cli::output::print;
use crate::cli::terminal;

/// The commands for the dashboard.
#[derive(Debug, Subcommand)]
pub(super) enum AdminCommand {
    /// Set the password of an account for the dashboard, and create the account if it is new
    ///
    /// The password comes from a prompt, or from the first line of standard input if that is no terminal.
    /// It ends every session of the account.
    SetPassword {
        /// The account
        account: String,
    },
}

/// The reason why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The password is not accepted.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// The two entries differ.
    #[error("the two passwords differ")]
    Differ,
    /// Standard input or output failed.
    #[error("the password cannot be read: {0}")]
    Io(#[from] std::io::Error),
}

/// Runs a command for the dashboard.
pub(super) async fn run(store: &Store, command: AdminCommand) -> Result<(), AdminError> {
    let AdminCommand::SetPassword { account } = command;
    let password = tokio::task::block_in_place(read)?;
    let hash = tokio::task::block_in_place(|| hash_password(&password))?;
    store.set_password(&account, &hash).await?;
    Ok(print(&format!("the password of {account} is set, and its sessions have ended\n"))?)
}

/// Reads the password from a prompt, twice, or from the first line of standard input.
fn read() -> Result<SecretString, AdminError> {
    if !terminal::is_used() {
        return Ok(password(terminal::line()?));
    }
    let first = prompted("Password: ")?;
    let second = prompted("The same again: ")?;
    if first.expose_secret() == second.expose_secret() { Ok(first) } else { Err(AdminError::Differ) }
}

/// Reads a line from the terminal, which does not show it.
fn prompted(words: &str) -> std::io::Result<SecretString> {
    let mut prompt = std::io::stderr();
    write!(prompt, "{words}")?;
    prompt.flush()?;
    let line = terminal::hidden_line();
    writeln!(prompt)?;
    Ok(password(line?))
}

fn password(line: Option<String>) -> SecretString {
    SecretString::from(line.unwrap_or_default())
}

//! `keyclerk vendor …`: serving, API keys, stock.

use std::ffi::OsString;
use std::path::Path;

use clap::{Args, Subcommand};
use tokio::net::TcpListener;

use crate::output::print;
use crate::settings::{NoDatabaseFile, sqlite_path};
use crate::shutdown::StopSignals;

use super::stock::{self, StockCommand, StockError};
use super::{Store, StoreError, VendorServer};

/// Requests a minute and API key, as the document says.
const RATE_LIMIT: u32 = 100;

/// Our own server of the Reseller API.
#[derive(Debug, Args)]
pub struct VendorArgs {
    /// The vendor's database, as sqlite:PATH
    #[arg(
        long,
        global = true,
        env = "VENDOR_DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:vendor.db"
    )]
    database: OsString,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API
    Serve {
        /// Where to listen, as HOST:PORT
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
    },
    /// Make, list and revoke API keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Import, list, withdraw and restore licenses
    #[command(subcommand)]
    Stock(StockCommand),
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Make an API key, and the account when it is new; prints the key once
    Create {
        /// The account
        account: String,
    },
    /// List the API keys by number; the keys themselves are kept nowhere
    List,
    /// Refuse an API key from now on
    Revoke {
        /// Its number
        id: i64,
    },
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VendorCommandError {
    /// The database is named wrongly.
    #[error("VENDOR_DATABASE_URL: {0}")]
    Database(NoDatabaseFile),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A socket or standard output failed.
    #[error("{0}: {1}")]
    Io(String, #[source] std::io::Error),
    /// The stock was not changed as it was asked.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// A fault of keyclerk's own; the panic is told before.
    #[error("the command failed")]
    Panicked,
    /// There is no such key.
    #[error("there is no API key {0} that is not revoked already")]
    NoSuchKey(i64),
}

/// Does what the command line asks, until a stop signal.
///
/// # Errors
/// [`VendorCommandError`], in words.
pub async fn run(args: VendorArgs, stop: &mut StopSignals) -> Result<(), VendorCommandError> {
    let path = args.database.to_str().ok_or(NoDatabaseFile::NotText).and_then(sqlite_path);
    let path = path.map_err(VendorCommandError::Database)?;
    if let Command::Serve { listen } = &args.command {
        let io = |error| VendorCommandError::Io(listen.clone(), error);
        let listener = TcpListener::bind(listen).await.map_err(io)?;
        let mut server = VendorServer::start(&path, listener, Some(RATE_LIMIT)).await?;
        say(&format!("serving the Reseller API at {}/reseller\n", server.url()))?;
        tokio::select! {
            () = server.ended() => {}
            () = stop.received() => {}
        }
        server.stop().await;
        return Ok(());
    }
    // In a task of its own: it may be blocked while a reader of the output does not read.
    let administering = tokio::spawn(async move { administer(&path, args.command).await });
    tokio::select! {
        done = administering => done.unwrap_or(Err(VendorCommandError::Panicked)),
        () = stop.received() => Ok(()),
    }
}

/// Does what changes or reads the database and then ends.
async fn administer(path: &Path, command: Command) -> Result<(), VendorCommandError> {
    let store = Store::open(path).await?;
    match command {
        Command::Serve { .. } => Ok(()),
        Command::Key(KeyCommand::Create { account }) => {
            say(&format!("{}\n", store.create_key(&account).await?))
        }
        Command::Key(KeyCommand::List) => list_keys(&store).await,
        Command::Key(KeyCommand::Revoke { id }) => {
            if store.revoke(id).await? {
                Ok(())
            } else {
                Err(VendorCommandError::NoSuchKey(id))
            }
        }
        Command::Stock(command) => Ok(stock::run(&store, command).await?),
    }
}

async fn list_keys(store: &Store) -> Result<(), VendorCommandError> {
    let mut lines = String::from("number  account  made  revoked\n");
    for key in store.keys().await? {
        let revoked = key.revoked_at.map_or_else(|| "-".to_owned(), |at| at.to_string());
        lines.extend([format!("{}  {}  {}  {revoked}\n", key.id, key.account, key.created_at)]);
    }
    say(&lines)
}

fn say(text: &str) -> Result<(), VendorCommandError> {
    print(text).map_err(|error| VendorCommandError::Io("standard output".to_owned(), error))
}

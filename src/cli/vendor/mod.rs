//! `keyclerk vendor`: serves the Reseller API, and manages its API keys and stock.

mod report;
mod stock;

use std::ffi::OsString;
use std::path::Path;

use clap::{Args, Subcommand};
use tokio::net::TcpListener;

use crate::settings::{NoDatabaseFile, sqlite_path};
use crate::shutdown::StopSignals;
use crate::telemetry;
use crate::vendor::{Store, StoreError, VendorServer};

use super::output::print;

use stock::{StockCommand, StockError};

/// The requests per minute that each API key may make, as the vendor's document states.
const RATE_LIMIT: u32 = 100;

/// Serve the Reseller API, and manage its API keys and licenses
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
        /// The address to listen on, as HOST:PORT
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
    },
    /// Create, list and revoke API keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Import, list, withdraw and restore licenses
    #[command(subcommand)]
    Stock(StockCommand),
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Create an API key, and the account if it is new; prints the key once
    Create {
        /// The account
        account: String,
    },
    /// List the API keys by number; the keys themselves are not stored
    List,
    /// Revoke an API key
    Revoke {
        /// The number of the API key
        id: i64,
    },
}

/// The reason why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum VendorCommandError {
    /// `VENDOR_DATABASE_URL` does not name a database file.
    #[error("VENDOR_DATABASE_URL: {0}")]
    Database(NoDatabaseFile),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A socket or standard output failed.
    #[error("{0}: {1}")]
    Io(String, #[source] std::io::Error),
    /// The stock was not changed or listed as requested.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// The command panicked. The panic was already printed.
    #[error("the command failed")]
    Panicked,
    /// There is no such key, or it is already revoked.
    #[error("there is no API key {0}, or it is already revoked")]
    NoSuchKey(i64),
}

/// Runs the command until it ends or a stop signal arrives.
///
/// # Errors
/// Returns [`VendorCommandError`].
pub async fn run(args: VendorArgs, stop: &mut StopSignals) -> Result<(), VendorCommandError> {
    telemetry::init("info", telemetry::LogFormat::Text, vec![]);
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
    // This is a separate task, because printing blocks while nobody reads the output.
    let command = tokio::spawn(async move { administer(&path, args.command).await });
    tokio::select! {
        done = command => done.unwrap_or(Err(VendorCommandError::Panicked)),
        () = stop.received() => Ok(()),
    }
}

/// Runs a command that reads or changes the database.
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
    let mut lines = String::from("number  account  created  revoked\n");
    for key in store.keys().await? {
        let revoked = key.revoked_at.map_or_else(|| "-".to_owned(), |at| at.to_string());
        lines.extend([format!("{}  {}  {}  {revoked}\n", key.id, key.account, key.created_at)]);
    }
    say(&lines)
}

fn say(text: &str) -> Result<(), VendorCommandError> {
    print(text).map_err(|error| VendorCommandError::Io("standard output".to_owned(), error))
}

//! `keyclerk vendor`: serves the Reseller API and its dashboard, and manages API keys, stock and passwords.

mod admin;
mod key;
mod report;
mod stock;

use std::ffi::OsString;
use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use tokio::net::TcpListener;

use crate::settings::{NoDatabaseFile, sqlite_path};
use crate::shutdown::StopSignals;
use crate::telemetry;
use crate::vendor::{PublicUrl, ServerSetup, Store, StoreError, VendorServer};

use super::output::print;
use super::terminal;

use admin::{AdminCommand, AdminError};
use key::{KeyCommand, KeyError};
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
    /// Serve the API and the dashboard
    Serve(ServeArgs),
    /// Create, list, roll and revoke API keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Import, list, withdraw and restore licenses
    #[command(subcommand)]
    Stock(StockCommand),
    /// Set the passwords for the dashboard
    #[command(subcommand)]
    Admin(AdminCommand),
}

#[derive(Debug, Args)]
struct ServeArgs {
    /// The address to listen on, as HOST:PORT
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// The address under which browsers reach the dashboard through a proxy, such as `https://licenses.example.com`
    #[arg(long, value_name = "URL", env = "VENDOR_PUBLIC_URL", hide_env_values = true)]
    public_url: Option<PublicUrl>,
    /// Take the last entry of X-Forwarded-For for the address of the client, yes or no
    #[arg(
        long,
        value_name = "CHOICE",
        env = "VENDOR_TRUST_PROXY",
        hide_env_values = true,
        value_enum,
        default_value_t = YesNo::No
    )]
    trust_proxy: YesNo,
}

/// The values of a setting that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
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
    /// An API key was not changed or listed as requested.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A password was not set.
    #[error(transparent)]
    Admin(#[from] AdminError),
}

/// Runs the command until it ends or a stop signal arrives.
///
/// # Errors
/// Returns [`VendorCommandError`].
pub async fn run(args: VendorArgs, stop: &mut StopSignals) -> Result<(), VendorCommandError> {
    telemetry::init("info", telemetry::LogFormat::Text, vec![]);
    let path = args.database.to_str().ok_or(NoDatabaseFile::NotText).and_then(sqlite_path);
    let path = path.map_err(VendorCommandError::Database)?;
    if let Command::Serve(serve) = &args.command {
        let io = |error| VendorCommandError::Io(serve.listen.clone(), error);
        let listener = TcpListener::bind(&serve.listen).await.map_err(io)?;
        let setup = ServerSetup {
            public_url: serve.public_url.clone(),
            trusts_proxy: serve.trust_proxy == YesNo::Yes,
            ..ServerSetup::new(&path, Some(RATE_LIMIT))
        };
        let mut server = VendorServer::start_with(setup, listener).await?;
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
        () = stop.received() => {
            terminal::show_input();
            Ok(())
        }
    }
}

/// Runs a command that reads or changes the database.
async fn administer(path: &Path, command: Command) -> Result<(), VendorCommandError> {
    let store = Store::open(path).await?;
    match command {
        Command::Serve(_) => Ok(()),
        Command::Key(command) => Ok(key::run(&store, command).await?),
        Command::Admin(command) => Ok(admin::run(&store, command).await?),
        Command::Stock(command) => Ok(stock::run(&store, command).await?),
    }
}

fn say(text: &str) -> Result<(), VendorCommandError> {
    print(text).map_err(|error| VendorCommandError::Io("standard output".to_owned(), error))
}

//! `keyclerk vendor …`: serving, API keys, stock.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use tokio::net::TcpListener;

use crate::domain::{Clock, LicenseKey, SystemClock, Timestamp};
use crate::settings::{NoDatabaseFile, sqlite_path};
use crate::signals::StopSignals;

use super::{BadLine, Entry, Store, StoreError, VendorServer, parse};

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
    /// Import and list licenses
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

#[derive(Debug, Subcommand)]
enum StockCommand {
    /// Import licenses: all of them, or none when a line is bad
    Import {
        /// The account
        account: String,
        /// A CSV file with the columns key, product, expiration and, if you like, `created_at`
        file: PathBuf,
    },
    /// List the licenses that are available, keys masked
    List {
        /// The account
        account: String,
        /// Show whole keys
        #[arg(long)]
        reveal: bool,
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
    /// A file or a socket failed.
    #[error("{0}: {1}")]
    Io(String, #[source] std::io::Error),
    /// The file has bad lines, listed; nothing was imported.
    #[error("nothing was imported:\n{0}")]
    BadLines(String),
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
        Command::Stock(StockCommand::Import { account, file }) => import(&store, &account, file).await,
        Command::Stock(StockCommand::List { account, reveal }) => list_stock(&store, &account, reveal).await,
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

async fn import(store: &Store, account: &str, file: PathBuf) -> Result<(), VendorCommandError> {
    let text = std::fs::read_to_string(&file)
        .map_err(|error| VendorCommandError::Io(file.display().to_string(), error))?;
    let bad_lines = |bad: Vec<BadLine>| {
        VendorCommandError::BadLines(bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    };
    let (lines, entries): (Vec<u64>, Vec<Entry>) =
        parse(&text, SystemClock.now()).map_err(bad_lines)?.into_iter().unzip();
    let known = |at: usize| BadLine { line: lines[at], what: "the key is in stock already" };
    match store.import(account, &entries).await? {
        Ok(()) => say(&format!("{} licenses imported\n", entries.len())),
        Err(places) => Err(bad_lines(places.into_iter().map(known).collect())),
    }
}

/// As a CSV file that [`import`] takes, keys aside unless they are revealed.
async fn list_stock(store: &Store, account: &str, reveal: bool) -> Result<(), VendorCommandError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut write = |fields: [&str; 4]| {
        table.write_record(fields).map_err(|error| {
            VendorCommandError::Io("standard output".to_owned(), std::io::Error::other(error))
        })
    };
    write(["key", "product", "expiration", "created_at"])?;
    let time = |at: Option<i64>| at.map_or_else(String::new, |at| Timestamp::from_millis(at).to_string());
    for entry in store.stock_of(account).await? {
        let key = match entry.key.parse::<LicenseKey>() {
            Ok(key) if !reveal => key.to_string(),
            _ => entry.key,
        };
        write([&key, &entry.product, &time(entry.expiration), &time(entry.created_at)])?;
    }
    say(&String::from_utf8_lossy(&table.into_inner().unwrap_or_default()))
}

fn say(text: &str) -> Result<(), VendorCommandError> {
    // A reader that does not read blocks this thread; signals are still taken.
    let written = tokio::task::block_in_place(|| {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    });
    written.map_err(|error| VendorCommandError::Io("standard output".to_owned(), error))
}

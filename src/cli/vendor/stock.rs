//! `keyclerk vendor stock`: imports, lists, withdraws and restores licenses.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::domain::{InvalidLicenseKey, LicenseKey, Timestamp};
use crate::vendor::{Imported, KnownKeys, NamedKey, Obstacle, Problem, Store, StoreError, parse_keys};

use crate::cli::output::print;

use super::report::{Left, Lines, Name, Report, Why, count};

/// The commands for the stock.
#[derive(Debug, Subcommand)]
pub(super) enum StockCommand {
    /// Import licenses: all of them, or none if a line has a problem
    ///
    /// The file is CSV in UTF-8, separated by commas, semicolons or tabs. Its first line names the columns
    /// key, product, expiration and optionally `created_at`, in any order. A date such as 2027-12-31 or
    /// 31.12.2027 means the end of that day in UTC as an expiration, and its beginning as `created_at`.
    /// Times such as 2027-12-31T18:00:00Z and Unix milliseconds are accepted as well. A license with an
    /// empty expiration never expires. Expired licenses are reported and not imported.
    Import {
        /// The account
        account: String,
        /// The CSV file
        file: PathBuf,
        /// Skip licenses that are already in stock, or were before
        #[arg(long)]
        skip_known: bool,
    },
    /// List the available licenses, with masked keys
    List {
        /// The account
        account: String,
        /// Show whole keys
        #[arg(long)]
        reveal: bool,
    },
    /// Withdraw licenses that are not assigned; they are no longer offered or assigned
    Withdraw(Selection),
    /// Return withdrawn licenses to the stock
    Restore(Selection),
}

/// The licenses to change.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// The account
    account: String,
    /// Their keys. Prefer --file: other users of the machine can see arguments, and the shell stores them
    #[arg(required_unless_present = "file")]
    keys: Vec<String>,
    /// A CSV file with a column key, or a text file with one key per line
    #[arg(long)]
    file: Option<PathBuf>,
}

/// The position at which a license is named, and its key.
type Named = (Name, Result<LicenseKey, InvalidLicenseKey>);

/// The reason why the stock was not changed or not listed.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read.
    #[error("{0}: {1}")]
    File(String, #[source] std::io::Error),
    /// The file to import has problems.
    #[error("nothing was imported:\n{0}")]
    NotImported(Lines<Problem>),
    /// The file that names licenses has problems.
    #[error("nothing was changed:\n{0}")]
    NotRead(Lines<Problem>),
    /// Some licenses were not changed.
    #[error("not changed:\n{0}")]
    Left(Lines<Left>),
    /// A table could not be written.
    #[error("the table cannot be written: {0}")]
    Table(#[from] csv::Error),
    /// Standard output failed.
    #[error("standard output: {0}")]
    Output(#[from] std::io::Error),
}

/// Runs a command for the stock.
pub(super) async fn run(store: &Store, command: StockCommand) -> Result<(), StockError> {
    match command {
        StockCommand::Import { account, file, skip_known } => {
            let known = if skip_known { KnownKeys::Skip } else { KnownKeys::Refuse };
            import(store, &account, read(&file)?, known).await
        }
        StockCommand::List { account, reveal } => list(store, &account, reveal).await,
        StockCommand::Withdraw(selection) => {
            let (named, keys) = selection.named()?;
            let outcomes = store.withdraw(&selection.account, &keys).await?;
            report("withdrawn", named, outcomes.into_iter())
        }
        StockCommand::Restore(selection) => {
            let (named, keys) = selection.named()?;
            let outcomes = store.restore(&selection.account, &keys).await?;
            report("restored", named, outcomes.into_iter())
        }
    }
}

fn read(file: &Path) -> Result<Vec<u8>, StockError> {
    std::fs::read(file).map_err(|error| StockError::File(file.display().to_string(), error))
}

/// Imports a file. Otherwise returns every problem: invalid lines, and keys that are already known.
async fn import(
    store: &Store,
    account: &str,
    file: Vec<u8>,
    known_keys: KnownKeys,
) -> Result<(), StockError> {
    let imported = store.import_file(account, file.into(), known_keys).await?;
    let Imported { sheet, intake } = imported.map_err(|problems| StockError::NotImported(Lines(problems)))?;
    Ok(print(&Report { sheet: &sheet, intake: &intake }.to_string())?)
}

/// Prints the stock as a CSV file. [`import`] accepts the file if the keys are revealed.
async fn list(store: &Store, account: &str, reveal: bool) -> Result<(), StockError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["key", "product", "expiration", "created_at"])?;
    let time = |at: Option<i64>| at.map_or_else(String::new, |at| Timestamp::from_millis(at).to_string());
    for entry in store.stock_of(account).await? {
        let key = match entry.key.parse::<LicenseKey>() {
            Ok(key) if !reveal => key.to_string(),
            _ => entry.key,
        };
        table.write_record([&key, &entry.product, &time(entry.expiration), &time(entry.created_at)])?;
    }
    Ok(print(&String::from_utf8_lossy(&table.into_inner().unwrap_or_default()))?)
}

impl Selection {
    /// Returns every selected license with its position, and a list of the valid keys.
    fn named(&self) -> Result<(Vec<Named>, Vec<LicenseKey>), StockError> {
        let arguments = (1..).zip(&self.keys).map(|(at, key)| (Name::Argument(at), key.parse()));
        let mut names: Vec<_> = arguments.collect();
        if let Some(file) = &self.file {
            let keys: Vec<NamedKey> =
                parse_keys(&read(file)?).map_err(|problems| StockError::NotRead(Lines(problems)))?;
            names.extend(keys.into_iter().map(|(line, key)| (Name::Line(line), key)));
        }
        let keys = names.iter().filter_map(|(_, key)| key.clone().ok()).collect();
        Ok((names, keys))
    }
}

/// Prints how many licenses were changed, and returns an error that lists the others.
fn report(
    done: &str,
    named: Vec<Named>,
    mut outcomes: impl Iterator<Item = Result<(), Obstacle>>,
) -> Result<(), StockError> {
    let (mut changed, mut left) = (0, Vec::new());
    for (name, key) in named {
        match key {
            Err(error) => left.push(Left { name, key: None, why: Why::NoKey(error) }),
            Ok(key) => match outcomes.next() {
                Some(Err(obstacle)) => left.push(Left { name, key: Some(key), why: Why::Obstacle(obstacle) }),
                _ => changed += 1,
            },
        }
    }
    print(&format!("{} {done}\n", count(changed, "license")))?;
    if left.is_empty() { Ok(()) } else { Err(StockError::Left(Lines(left))) }
}

//! `keyclerk sales`: the ledger read from a shell, beside the bot that writes it.
//!
//! Keys are masked unless they are asked for. What people typed is defused before it reaches a
//! spreadsheet: there a cell that begins like a formula is one.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;

use crate::domain::{LicenseKey, Product, SaleId, SaleState, SystemClock, Timestamp};
use crate::ledger::{Ledger, LedgerError, ListedSale, OpenError, SaleFilter};
use crate::settings::sqlite_path;

/// The columns of an export.
const COLUMNS: [&str; 12] = [
    "sale",
    "server",
    "requested_at",
    "delivered_at",
    "state",
    "failure",
    "staff",
    "buyer",
    "product",
    "key",
    "expires_at",
    "note",
];

/// The ledger from a shell.
#[derive(Debug, Args)]
pub struct SalesArgs {
    #[command(subcommand)]
    command: Command,
    /// The ledger, as sqlite:PATH
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:keyclerk.db",
        hide_env_values = true,
        global = true
    )]
    database_url: OsString,
    /// Show whole keys
    #[arg(long, global = true)]
    reveal: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The newest sales, for people
    List {
        #[command(flatten)]
        which: Which,
        /// Lines shown at most
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// One sale and everything that happened to it
    Show {
        /// Its number
        sale: SaleId,
    },
    /// Every sale, for programs
    Export {
        #[command(flatten)]
        which: Which,
        /// As what
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
    },
}

/// Which sales are meant.
#[derive(Debug, Args)]
struct Which {
    /// Made in this server (its id)
    #[arg(long, value_parser = parsed::<crate::domain::GuildId>)]
    server: Option<crate::domain::GuildId>,
    /// To this buyer (their id)
    #[arg(long, value_parser = parsed::<crate::domain::BuyerId>)]
    buyer: Option<crate::domain::BuyerId>,
    /// By this staff member (their id)
    #[arg(long, value_parser = parsed::<crate::domain::StaffId>)]
    staff: Option<crate::domain::StaffId>,
    /// Of this product
    #[arg(long)]
    product: Option<String>,
    /// In this state, such as delivered or failed
    #[arg(long, value_parser = parsed::<SaleState>)]
    state: Option<SaleState>,
    /// Asked for on this day or later, as 2026-11-24
    #[arg(long, value_parser = day)]
    since: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Json,
}

/// Why the ledger was not shown.
#[derive(Debug, thiserror::Error)]
pub enum SalesError {
    /// The ledger is named wrongly.
    #[error("DATABASE_URL: {0}")]
    Database(String),
    /// There is no ledger, or it cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// There is no such sale.
    #[error("there is no sale {0}")]
    NoSuchSale(SaleId),
    /// It cannot be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(LedgerError),
    /// A table could not be written.
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

impl From<LedgerError> for SalesError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::NoSuchSale(sale) => Self::NoSuchSale(sale),
            error => Self::Ledger(error),
        }
    }
}

fn parsed<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| error.to_string())
}

fn day(text: &str) -> Result<Timestamp, String> {
    let at = OffsetDateTime::parse(&format!("{text}T00:00:00Z"), &Iso8601::DEFAULT);
    let at = at.map_err(|_| "expected a day such as 2026-11-24".to_owned())?;
    Ok(Timestamp::from_millis(at.unix_timestamp() * 1000))
}

/// What the command line asks for, as text.
///
/// # Errors
/// [`SalesError`], in words.
pub async fn run(args: SalesArgs) -> Result<String, SalesError> {
    let path: Result<PathBuf, String> =
        args.database_url.to_str().ok_or_else(|| "is not readable text".to_owned()).and_then(sqlite_path);
    let ledger = Ledger::open_to_read(&path.map_err(SalesError::Database)?, Arc::new(SystemClock)).await?;
    let text = match args.command {
        Command::List { which, limit } => list(&ledger.listed(&which.filter(), limit).await?, args.reveal),
        Command::Show { sale } => show(&ledger, sale, args.reveal).await?,
        Command::Export { which, format } => {
            let sales = ledger.listed(&which.filter(), u32::MAX).await?;
            match format {
                Format::Csv => table(&sales, args.reveal)?,
                Format::Json => {
                    let sales: Vec<Value> = sales.iter().map(|sale| object(sale, args.reveal)).collect();
                    format!("{:#}\n", Value::from(sales))
                }
            }
        }
    };
    ledger.close().await;
    Ok(text)
}

impl Which {
    fn filter(self) -> SaleFilter {
        SaleFilter {
            guild: self.server,
            buyer: self.buyer,
            staff: self.staff,
            product: self.product.as_deref().and_then(Product::new),
            state: self.state,
            since: self.since,
        }
    }
}

fn list(sales: &[ListedSale], reveal: bool) -> String {
    if sales.is_empty() {
        return "no sale fits\n".to_owned();
    }
    let mut text = format!(
        "{:>6}  {:<20}  {:<12}  {:<20}  {:<20}  {:<16}  key\n",
        "sale", "asked for", "state", "staff", "buyer", "product"
    );
    for sale in sales {
        let line = fields(sale, reveal);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:>6}  {:<20}  {:<12}  {:<20}  {:<20}  {:<16}  {}",
            line[0], line[2], line[4], line[6], line[7], line[8], line[9]
        );
    }
    text
}

async fn show(ledger: &Ledger, sale: SaleId, reveal: bool) -> Result<String, SalesError> {
    let record = ledger.sale(sale).await?;
    let mut text = format!("sale {sale}: {}", record.state);
    if let Some(failure) = record.failure {
        let _ = write!(text, " ({})", failure.as_str());
    }
    let _ = writeln!(text, "\n  server {}, staff {}, buyer {}", record.guild, record.staff, record.buyer);
    for line in &record.lines {
        let product = line.license.product.as_ref().map_or("?", Product::as_str);
        let _ = writeln!(text, "  {} · {product} · {}", shown(&line.license.key, reveal), line.state);
    }
    if let Some(note) = &record.note {
        let _ = writeln!(text, "  note: {}", note.replace(char::is_control, " "));
    }
    for event in ledger.events(sale).await? {
        let detail = event.detail.map_or_else(String::new, |detail| format!(" ({detail})"));
        let actor = event.actor.map_or_else(String::new, |actor| format!(" by {actor}"));
        let _ = writeln!(text, "  {}  {}{detail}{actor}", event.at, event.kind);
    }
    Ok(text)
}

fn table(sales: &[ListedSale], reveal: bool) -> Result<String, SalesError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for sale in sales {
        table.write_record(fields(sale, reveal).map(|field| defused(&field)))?;
    }
    let bytes = table.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn object(sale: &ListedSale, reveal: bool) -> Value {
    let named = COLUMNS.iter().zip(fields(sale, reveal)).filter(|(_, field)| !field.is_empty());
    named.map(|(column, field)| ((*column).to_owned(), json!(field))).collect()
}

/// A line in the order of [`COLUMNS`]; ids stay text, for JSON's numbers would round them.
fn fields(sale: &ListedSale, reveal: bool) -> [String; COLUMNS.len()] {
    let time = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    [
        sale.sale.to_string(),
        sale.guild.to_string(),
        sale.requested_at.to_string(),
        time(sale.delivered_at),
        sale.state.to_string(),
        sale.failure.clone().unwrap_or_default(),
        sale.staff.to_string(),
        sale.buyer.to_string(),
        sale.product.clone().unwrap_or_default(),
        sale.key.as_ref().map_or_else(String::new, |key| shown(key, reveal)),
        time(sale.expires_at),
        sale.note.clone().unwrap_or_default(),
    ]
}

fn shown(key: &LicenseKey, reveal: bool) -> String {
    if reveal { key.reveal().to_owned() } else { key.to_string() }
}

/// A cell that no spreadsheet takes for a formula
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn defused(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_cell_is_text() {
        assert_eq!(defused("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(defused("@SUM(1)"), "'@SUM(1)");
        assert_eq!(defused("ticket 4711"), "ticket 4711");
    }

    #[test]
    fn a_day_is_its_first_moment_in_utc() {
        assert_eq!(day("2026-11-24").unwrap().to_string(), "2026-11-24T00:00:00Z");
        assert!(day("yesterday").is_err());
    }
}

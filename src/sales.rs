//! `keyclerk sales`: the ledger read from a shell, beside the bot that writes it.
//!
//! Keys are masked unless they are asked for.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use crate::domain::{Product, SaleId, SaleState, SystemClock, Timestamp};
use crate::i18n::Language;
use crate::ledger::{Ledger, LedgerError, ListedSale, OpenError, SaleFilter};
use crate::report::{self, COLUMNS, Layout, Separator, Table, fields};
use crate::settings::{NoDatabaseFile, ledger_path};

/// Sales read at a time.
const PAGE: u32 = 1_000;

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
        /// As CSV that Excel opens right: ids stay whole and nothing becomes a formula
        #[arg(long, conflicts_with = "format")]
        excel: bool,
        /// The separator that this Excel expects: comma in English, semicolon in most other languages
        #[arg(long, value_enum, default_value_t = ExcelSeparator::Comma, requires = "excel")]
        separator: ExcelSeparator,
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
    #[arg(long, value_parser = report::day)]
    since: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExcelSeparator {
    Comma,
    Semicolon,
}

impl From<ExcelSeparator> for Separator {
    fn from(separator: ExcelSeparator) -> Self {
        match separator {
            ExcelSeparator::Comma => Self::Comma,
            ExcelSeparator::Semicolon => Self::Semicolon,
        }
    }
}

/// Why the ledger was not shown.
#[derive(Debug, thiserror::Error)]
pub enum SalesError {
    /// The ledger is named wrongly.
    #[error("DATABASE_URL: {0}")]
    Database(#[from] NoDatabaseFile),
    /// There is no ledger, or it cannot be opened.
    #[error("DATABASE_URL: {0}")]
    Open(#[from] OpenError),
    /// There is no such sale.
    #[error("there is no sale {0}")]
    NoSuchSale(SaleId),
    /// It cannot be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] LedgerError),
    /// The bot was started on a ledger that seemed to be at rest.
    #[error("the bot began to write this ledger while it was read; run the command again")]
    WrittenMeanwhile,
    /// A table could not be written.
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

impl SalesError {
    /// Tells whether the setting, or what it names, has to be put right before another attempt.
    #[must_use]
    pub fn is_wrong_setting(&self) -> bool {
        match self {
            Self::Database(_) => true,
            Self::Open(error) => error.is_wrong_setting(),
            _ => false,
        }
    }
}

fn parsed<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// What the command line asks for, as text.
///
/// # Errors
/// [`SalesError`], in words.
pub async fn run(args: SalesArgs) -> Result<String, SalesError> {
    let path = ledger_path(&args.database_url)?;
    let ledger = Ledger::open_to_read(&path, Arc::new(SystemClock)).await?;
    let text = answer(&ledger, args.command, args.reveal).await;
    ledger.close().await;
    if ledger.is_outdated() { Err(SalesError::WrittenMeanwhile) } else { text }
}

async fn answer(ledger: &Ledger, command: Command, reveal: bool) -> Result<String, SalesError> {
    Ok(match command {
        Command::List { which, limit } => list(&listed(ledger, &which, limit).await?, reveal),
        Command::Show { sale } => show(ledger, sale, reveal).await?,
        Command::Export { which, format, excel, separator } => {
            let sales = listed(ledger, &which, u32::MAX).await?;
            match format {
                Format::Csv if excel => table(&sales, reveal, Layout::Excel(separator.into()))?,
                Format::Csv => table(&sales, reveal, Layout::Plain)?,
                Format::Json => {
                    let sales: Vec<Value> = sales.iter().flat_map(|sale| objects(sale, reveal)).collect();
                    format!("{:#}\n", Value::from(sales))
                }
            }
        }
    })
}

/// The newest sales that fit, of one server or of all.
async fn listed(ledger: &Ledger, which: &Which, limit: u32) -> Result<Vec<ListedSale>, LedgerError> {
    let guilds = match which.server {
        Some(server) => vec![server],
        None => ledger.guilds().await?,
    };
    let mut sales = Vec::new();
    for guild in guilds {
        let filter = SaleFilter {
            guild,
            buyer: which.buyer,
            staff: which.staff,
            product: which.product.as_deref().and_then(Product::new),
            state: which.state,
            since: which.since,
        };
        let (mut left, mut before) = (limit, None);
        loop {
            let page = ledger.page(&filter, before, left.min(PAGE)).await?;
            left = left.saturating_sub(u32::try_from(page.sales.len()).unwrap_or(u32::MAX));
            sales.extend(page.sales);
            before = page.older;
            if before.is_none() || left == 0 {
                break;
            }
        }
    }
    sales.sort_by_key(|sale| std::cmp::Reverse(sale.sale));
    sales.truncate(limit as usize);
    Ok(sales)
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
        for line in fields(sale, reveal) {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{:>6}  {:<20}  {:<12}  {:<20}  {:<20}  {:<16}  {}{}",
                line[0],
                line[2],
                line[4],
                line[6],
                line[7],
                line[8],
                line[9],
                marks(sale)
            );
        }
    }
    text
}

/// What became of a sale afterwards.
fn marks(sale: &ListedSale) -> String {
    let replaces = sale.replaces.map(|sale| format!("  replaces {sale}"));
    let made_good = sale.replaced_by.map(|sale| format!("  replaced by {sale}"));
    let refunded = sale.refund.as_ref().map(|refund| format!("  refunded {}", refund.at));
    [replaces, made_good, refunded].into_iter().flatten().collect()
}

async fn show(ledger: &Ledger, sale: SaleId, reveal: bool) -> Result<String, SalesError> {
    let listed = ledger.listed(sale).await?.ok_or(SalesError::NoSuchSale(sale))?;
    let mut text = format!("sale {sale}: {}", listed.state);
    if let Some(failure) = &listed.failure {
        let _ = write!(text, " ({failure})");
    }
    let _ = writeln!(
        text,
        "{}\n  server {}, staff {}, buyer {}",
        marks(&listed),
        listed.guild,
        listed.staff,
        listed.buyer
    );
    for license in &listed.licenses {
        let product = license.product.as_ref().map_or("?", Product::as_str);
        let key = if reveal { license.key.reveal().to_owned() } else { license.key.to_string() };
        let _ = writeln!(text, "  {key} · {product}");
    }
    let refund = listed.refund.as_ref().map(|refund| refund.reason.as_str());
    for (name, words) in [
        ("reference", listed.reference.as_deref()),
        ("note", listed.note.as_deref()),
        ("reason of the refund", refund),
    ] {
        if let Some(words) = words {
            let _ = writeln!(text, "  {name}: {}", words.replace(char::is_control, " "));
        }
    }
    for event in ledger.events(sale).await? {
        let actor = event.actor.map_or_else(String::new, |actor| format!(" by {actor}"));
        let _ = writeln!(text, "  {}  {}{actor}", event.at, report::event(Language::English, &event));
    }
    Ok(text)
}

fn table(sales: &[ListedSale], reveal: bool, layout: Layout) -> Result<String, SalesError> {
    let mut table = Table::new(usize::MAX, reveal, layout)?;
    for sale in sales {
        table.add(sale)?;
    }
    Ok(String::from_utf8_lossy(&table.into_bytes()).into_owned())
}

/// A sale's lines with their names; ids stay text, for JSON's numbers would round them.
fn objects(sale: &ListedSale, reveal: bool) -> impl Iterator<Item = Value> {
    fields(sale, reveal).into_iter().map(|fields| {
        let named = COLUMNS.iter().zip(fields).filter(|(_, field)| !field.is_empty());
        named.map(|(column, field)| ((*column).to_owned(), json!(field))).collect()
    })
}

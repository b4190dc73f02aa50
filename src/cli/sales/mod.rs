//! `keyclerk sales`: reads the ledger from a shell, even while the bot writes it, and moves sales of a lost
//! server.
//!
//! Invariant: keys are masked unless `--reveal` is set.

mod arguments;
mod error;
mod export;
mod move_guild;
mod text;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use crate::domain::{BuyerId, GuildId, Product, SaleId, SaleState, StaffId, SystemClock, Timestamp};
use crate::ledger::{Ledger, LedgerError, ListedSale, SaleFilter, Sqlite};
use crate::report::{self, Layout, Separator};
use crate::settings::ledger_path;

use super::exit::{finish, wrong_setting};
use super::output::print;

use arguments::parsed;
use error::SalesError;
use move_guild::MoveArgs;

/// The number of sales that are read at a time.
const PAGE: u32 = 1_000;

/// List, show, export and move the sales of the ledger
#[derive(Debug, Args)]
pub(super) struct SalesArgs {
    #[command(subcommand)]
    command: SalesCommand,
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
enum SalesCommand {
    /// List the newest sales
    List {
        #[command(flatten)]
        which: Which,
        /// The maximum number of sales
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Show one sale and its events
    Show {
        /// The number of the sale
        sale: SaleId,
    },
    /// Export sales for programs
    Export {
        #[command(flatten)]
        which: Which,
        /// The format of the output
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
        /// Write CSV for Excel: ids stay complete, and no cell becomes a formula
        #[arg(long, conflicts_with = "format")]
        excel: bool,
        /// The separator that Excel expects: comma in English, semicolon in most other languages
        #[arg(long, value_enum, default_value_t = ExcelSeparator::Comma, requires = "excel")]
        separator: ExcelSeparator,
    },
    /// Move all sales of a lost server to another one; the bot has to be stopped
    Move(MoveArgs),
}

impl SalesArgs {
    /// Returns true if the command is `keyclerk sales move`, which [`run_move`] runs.
    pub(super) fn is_move(&self) -> bool {
        matches!(self.command, SalesCommand::Move(_))
    }
}

/// The filter for sales.
#[derive(Debug, Args)]
struct Which {
    /// Only sales in this server (its id)
    #[arg(long, value_parser = parsed::<GuildId>)]
    server: Option<GuildId>,
    /// Only sales to this buyer (their id)
    #[arg(long, value_parser = parsed::<BuyerId>)]
    buyer: Option<BuyerId>,
    /// Only sales by this staff member (their id)
    #[arg(long, value_parser = parsed::<StaffId>)]
    staff: Option<StaffId>,
    /// Only sales of this product
    #[arg(long)]
    product: Option<String>,
    /// Only sales in this state, such as delivered or failed
    #[arg(long, value_parser = parsed::<SaleState>)]
    state: Option<SaleState>,
    /// Only sales requested on this day or later, such as 2026-11-24
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

/// Runs a command that reads, prints its output, and returns the exit code.
pub(super) async fn run(args: SalesArgs) -> ExitCode {
    ended(answered(args).await)
}

/// Runs `keyclerk sales move`, prints its output, and returns the exit code.
pub(super) async fn run_move(args: SalesArgs) -> ExitCode {
    let SalesCommand::Move(servers) = args.command else { return ExitCode::FAILURE };
    ended(match ledger_path(&args.database_url) {
        Ok(path) => move_guild::run(&path, &servers).await,
        Err(error) => Err(error.into()),
    })
}

fn ended(answer: Result<String, SalesError>) -> ExitCode {
    match answer {
        Ok(text) => finish(print(&text).context("standard output")),
        Err(error) if error.is_wrong_setting() => wrong_setting(error),
        Err(error) => finish(Err(error)),
    }
}

async fn answered(args: SalesArgs) -> Result<String, SalesError> {
    let path = ledger_path(&args.database_url)?;
    let file = Sqlite::open_to_read(&path).await?;
    let ledger = Ledger::over(Arc::new(file.clone()), Arc::new(SystemClock)).await?;
    let text = answer(&ledger, args.command, args.reveal).await;
    ledger.close().await;
    if file.is_outdated() { Err(SalesError::WrittenMeanwhile) } else { text }
}

async fn answer(ledger: &Ledger, command: SalesCommand, reveal: bool) -> Result<String, SalesError> {
    Ok(match command {
        // [`run_move`] runs this command, because it opens the ledger for writing.
        SalesCommand::Move(_) => String::new(),
        SalesCommand::List { which, limit } => text::list(&listed(ledger, &which, limit).await?, reveal),
        SalesCommand::Show { sale } => text::show(ledger, sale, reveal).await?,
        SalesCommand::Export { which, format, excel, separator } => {
            let sales = listed(ledger, &which, u32::MAX).await?;
            match format {
                Format::Csv if excel => export::table(&sales, reveal, Layout::Excel(separator.into()))?,
                Format::Csv => export::table(&sales, reveal, Layout::Plain)?,
                Format::Json => export::json(&sales, reveal),
            }
        }
    })
}

/// Returns the newest matching sales, of one server or of all.
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

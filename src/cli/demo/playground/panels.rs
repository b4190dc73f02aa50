//! Fills the panels that a shop owner never sees: the sales' steps, the vendor's calls, and its stock.
//!
//! The ledger is read beside the bot, as `keyclerk sales` does, and only after its files have changed.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use discord_sandbox::{Panel, Playground};

use crate::domain::SystemClock;
use crate::ledger::{Event, Ledger, LedgerError, ListedSale, SaleFilter};

use super::super::stage::{ACCOUNT, Stage};
use super::clock_time::clock_time;
use super::headings::{BOT, VENDOR};
use super::people::Cast;

/// The number of sales whose steps are shown.
const SALES: u32 = 12;
/// The number of licenses that are shown.
const LICENSES: usize = 60;

/// A sale with its steps, oldest first.
pub(super) struct ShownSale {
    pub(super) sale: ListedSale,
    pub(super) events: Vec<Event>,
}

/// Reads what the panels show.
#[derive(Default)]
pub(super) struct Panels {
    ledger: Option<Ledger>,
    /// The lengths and times of the ledger's files when they were last read.
    read_at: Option<Vec<(u64, SystemTime)>>,
    sales: Vec<ShownSale>,
    calls: Option<u64>,
}

impl Panels {
    /// Returns the newest sales, newest first.
    pub(super) fn sales(&self) -> &[ShownSale] {
        &self.sales
    }

    /// Closes the ledger, so that its files can be changed.
    pub(super) async fn forget(&mut self) {
        if let Some(ledger) = self.ledger.take() {
            ledger.close().await;
        }
        self.read_at = None;
    }

    /// Shows what has changed.
    pub(super) async fn show(&mut self, page: &Playground, stage: &Stage, cast: &Cast) {
        let names = cast.names();
        let changed = state_of(&stage.ledger_path());
        if self.read_at.as_ref() != Some(&changed) && self.read(stage).await.is_ok() {
            self.read_at = Some(changed);
        }
        page.show(self.steps(&names));
        let calls = stage.vendor.faults.calls();
        let answered = stage.vendor.calls.answered();
        if self.calls != Some(calls + answered) {
            self.calls = Some(calls + answered);
            page.show(vendor_calls(stage));
            if let Some(stock) = stock(stage, &names).await {
                page.show(stock);
            }
        }
    }

    /// Reads the newest sales. The ledger does not exist before the bot has made it.
    async fn read(&mut self, stage: &Stage) -> anyhow::Result<()> {
        let ledger = if let Some(ledger) = &self.ledger {
            ledger.clone()
        } else {
            let opened = Ledger::open_to_read(&stage.ledger_path(), Arc::new(SystemClock)).await?;
            self.ledger.insert(opened).clone()
        };
        match sales(&ledger, stage).await {
            Ok(sales) => self.sales = sales,
            Err(error) => {
                self.forget().await;
                return Err(error.into());
            }
        }
        Ok(())
    }

    fn steps(&self, names: &HashMap<u64, &'static str>) -> Panel {
        let rows = self.sales.iter().flat_map(|ShownSale { sale, events }| {
            let buyer = name(names, &sale.buyer);
            events.iter().rev().map(move |event| {
                let step = match &event.detail {
                    Some(detail) => format!("{} ({detail})", event.kind),
                    None => event.kind.clone(),
                };
                vec![format!("{} · {buyer}", sale.sale), clock_time(event.at), step]
            })
        });
        panel(
            ("ledger", BOT, "The steps of each sale in its ledger"),
            &["Sale", "Time", "Step"],
            rows.collect(),
            "No sale yet.",
        )
    }
}

async fn sales(ledger: &Ledger, stage: &Stage) -> Result<Vec<ShownSale>, LedgerError> {
    let page = ledger.page(&SaleFilter::of(stage.settings.guild_ids[0]), None, SALES).await?;
    let mut shown = Vec::new();
    for sale in page.sales {
        let events = ledger.events(sale.sale).await?;
        shown.push(ShownSale { sale, events });
    }
    Ok(shown)
}

/// Returns the lengths and times of a ledger's files.
fn state_of(ledger: &Path) -> Vec<(u64, SystemTime)> {
    let log = ledger.with_extension("db-wal");
    [ledger, &log]
        .iter()
        .filter_map(|path| std::fs::metadata(path).ok())
        .map(|file| (file.len(), file.modified().unwrap_or(SystemTime::UNIX_EPOCH)))
        .collect()
}

fn vendor_calls(stage: &Stage) -> Panel {
    let rows = stage.vendor.calls.newest().into_iter().map(|call| {
        let status = call.status.map_or_else(|| "…".to_owned(), |status| status.to_string());
        vec![clock_time(call.at), call.endpoint, format!("{status}{}", call.note)]
    });
    panel(("calls", VENDOR, "Its calls"), &["Time", "Call", "Status"], rows.collect(), "No call yet.")
}

async fn stock(stage: &Stage, names: &HashMap<u64, &'static str>) -> Option<Panel> {
    let (assigned, free) =
        (stage.vendor.store.assigned().await.ok()?, stage.vendor.store.stock_of(ACCOUNT).await.ok()?);
    let sold = assigned.iter().rev().map(|(key, buyer)| {
        vec![key.reveal().to_owned(), String::new(), format!("assigned to {}", name(names, buyer))]
    });
    let free = free.iter().map(|entry| vec![entry.key.clone(), entry.product.clone(), "free".to_owned()]);
    let rows = sold.chain(free).take(LICENSES).collect();
    Some(panel(("stock", VENDOR, "Its stock"), &["Key", "Product", "State"], rows, "The stock is empty."))
}

fn name(names: &HashMap<u64, &'static str>, user: &impl ToString) -> String {
    let id = user.to_string();
    let known = id.parse().ok().and_then(|id: u64| names.get(&id));
    known.map_or(id, |name| (*name).to_owned())
}

fn panel(
    (id, group, title): (&str, &str, &str),
    columns: &[&str],
    rows: Vec<Vec<String>>,
    empty: &str,
) -> Panel {
    Panel {
        id: id.to_owned(),
        group: group.to_owned(),
        title: title.to_owned(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows,
        empty: empty.to_owned(),
    }
}

//! Metrics in Prometheus' text format.
//!
//! The layers below count where things happen, through the macros of the crate `metrics`. Without
//! a recorder, the macros do nothing. Values that something already knows, such as the backlog, are
//! read when they are asked for.
//!
//! Invariant: no label contains a key, a secret or the id of a person. The number of series is bounded.

mod descriptions;
mod recorder;
mod stock_series;

use std::sync::Arc;
use std::time::SystemTime;

use metrics::gauge;

use crate::courier::DiscordCourier;
use crate::domain::{GuildId, SaleState};
use crate::fulfilment::Fulfilment;
use crate::health::{Cause, Health};
use crate::ledger::Backlog;
use crate::reseller::Client;

pub use descriptions::{DESCRIPTIONS, Kind};
pub use recorder::Recorder;

use stock_series::StockSeries;

/// The states of sales that are counted by a gauge.
const COUNTED: [SaleState; 8] = [
    SaleState::Requested,
    SaleState::Acknowledged,
    SaleState::Reserved,
    SaleState::Assigning,
    SaleState::InDoubt,
    SaleState::Held,
    SaleState::Assigned,
    SaleState::Undelivered,
];

/// The metrics of a running bot.
pub(super) struct Metrics {
    recorder: Recorder,
    guilds: Vec<GuildId>,
    fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    stock: StockSeries,
}

impl Metrics {
    /// Creates the metrics of a bot that starts now.
    pub(super) fn new(
        recorder: Recorder,
        guilds: Vec<GuildId>,
        fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    ) -> Self {
        gauge!("keyclerk_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
        let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        gauge!("keyclerk_start_time_seconds").set(since_epoch.as_secs_f64().floor());
        Self { recorder, guilds, fulfilment, stock: StockSeries::default() }
    }

    /// Returns every metric as text. Makes no call to another service.
    pub(super) async fn text(&self, health: Health) -> String {
        for cause in [Cause::Gateway, Cause::Ledger, Cause::Selling] {
            let name: &'static str = cause.into();
            let is_well = health.causes().all(|one| one != cause);
            gauge!("keyclerk_up", "part" => name).set(f64::from(u8::from(is_well)));
        }
        match self.fulfilment.ledger.backlog(&self.guilds).await {
            Ok(backlog) => show(&backlog),
            // The old values stay, and `keyclerk_up` tells.
            Err(error) => tracing::warn!(%error, "the ledger's unfinished sales could not be counted"),
        }
        if let Some(left) = self.fulfilment.vendor().calls_left() {
            gauge!("keyclerk_vendor_calls_left").set(u32::try_from(left).unwrap_or(u32::MAX));
        }
        let mut text = self.recorder.render();
        let now = self.fulfilment.clock().moment();
        self.stock.write(self.fulfilment.stock.known(), now, &mut text);
        text
    }
}

fn show(backlog: &Backlog) {
    for state in COUNTED {
        let of_state = backlog.sales.iter().filter(|(one, _)| *one == state);
        let count: u32 = of_state.map(|(_, count)| count).sum();
        gauge!("keyclerk_sales", "state" => state.as_str()).set(count);
    }
    gauge!("keyclerk_licenses_quarantined").set(backlog.quarantined_licenses);
    gauge!("keyclerk_messages_due").set(backlog.due_messages);
}

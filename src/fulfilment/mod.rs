//! Fulfilment: sells a license to a buyer and delivers its key.
//!
//! [`sale`] holds the steps of a sale: begin, reserve, assign, doubt, deliver. `notify` sends the
//! messages about it. [`stock`] draws licenses. [`recovery`] continues unfinished sales with the same
//! code, after a crash or when the vendor did not answer.
//!
//! Invariant: intent is committed before each call to another service and the outcome after it. No
//! transaction is open across a call.
//!
//! Everything here is generic over the vendor and the courier and knows nothing of Discord's types.

mod after_restore;
mod attribution;
mod decisions;
mod in_progress;
mod lane_limits;
mod last_seen_free;
mod notify;
mod outbox;
mod outcome;
mod quarantine;
mod queue_position;
mod reconcile;
pub mod recovery;
mod retry;
mod returns;
mod roles;
pub mod sale;
mod sale_span;
mod selling_pause;
mod server_alerts;
mod speculative_work;
mod step_time;
pub mod stock;
mod stock_levels;
mod time_limit;
mod unchanged_answers;

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::courier::Courier;
use crate::domain::Clock;
use crate::ledger::{Ledger, LedgerError};
use crate::reseller::Vendor;

pub use attribution::Attribution;
pub use decisions::{Judged, Judgement, Transferred};
pub use reconcile::{Balance, BalanceError, balance};
pub use sale::{NotSold, Resent, Sold};
pub use stock::{DrawError, Drawn, Stock, StockList, Wish};

/// The maximum number of DM channels that are opened concurrently. Discord rate-limits opening many at
/// once.
const OPENED_AT_ONCE: usize = 4;

/// Sells licenses. Holds the vendor, the courier, the ledger and the in-memory state of this process.
pub struct Fulfilment<V, C> {
    vendor: V,
    courier: C,
    /// The ledger that sales are written to.
    pub ledger: Ledger,
    /// The stock that licenses are drawn from.
    pub stock: Arc<Stock<V>>,
    clock: Arc<dyn Clock>,
    in_progress: in_progress::InProgress,
    beginning: in_progress::Beginning,
    limits: lane_limits::LaneLimits,
    pause: selling_pause::SellingPause,
    sightings: last_seen_free::Sightings,
    contradictions: unchanged_answers::Contradictions,
    opening: Semaphore,
    watched: stock_levels::Watched,
    alerting: server_alerts::Alerting,
    latest_look: returns::LatestLook,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Creates a fulfilment from its parts.
    pub fn new(vendor: V, courier: C, ledger: Ledger, stock: Arc<Stock<V>>, clock: Arc<dyn Clock>) -> Self {
        Self {
            vendor,
            courier,
            ledger,
            stock,
            clock,
            in_progress: in_progress::InProgress::default(),
            beginning: in_progress::Beginning::default(),
            limits: lane_limits::LaneLimits::default(),
            pause: selling_pause::SellingPause::default(),
            sightings: last_seen_free::Sightings::default(),
            contradictions: unchanged_answers::Contradictions::default(),
            opening: Semaphore::new(OPENED_AT_ONCE),
            watched: stock_levels::Watched::default(),
            alerting: server_alerts::Alerting::default(),
            latest_look: returns::LatestLook::default(),
        }
    }

    /// Returns the vendor, for calls that belong to no sale.
    pub fn vendor(&self) -> &V {
        &self.vendor
    }

    /// Returns false while the vendor's last word is that it refuses our API key, and while a restored ledger
    /// is not compared with the vendor's stock.
    pub fn is_selling(&self) -> bool {
        !self.pause.is_unresolved() && self.ledger.is_reconciled()
    }

    /// Ends the pause after a refused API key, because another key is in use. The next sale tries it.
    pub fn api_key_changed(&self) {
        self.pause.end();
    }

    /// Returns the clock that sales use.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }
}

/// The error of a step of a sale: the ledger failed, or another task has moved the sale.
type StepError = LedgerError;

//! Fulfilment: from "sell this buyer a license" to a key in the buyer's hands.
//!
//! [`sale`] reads as the whole sale: begin, reserve, assign, doubt, deliver. `notify` tells of it.
//! [`stock`] draws licenses. [`recovery`] continues with the same code what a crash or a
//! silent vendor left unfinished. Everything here is generic over the vendor and the courier and
//! knows nothing of Discord's types.
//!
//! Invariant: intent is committed before each foreign call and the outcome after it; no
//! transaction is open across a call.

mod contradictions;
mod decisions;
mod early;
mod held;
mod in_progress;
mod lane_limits;
mod notify;
mod outbox;
mod outcome;
mod pause;
mod quarantine;
mod queue_position;
mod reconcile;
pub mod recovery;
mod retry;
mod roles;
pub mod sale;
mod sightings;
mod span;
pub mod stock;
mod stock_alerts;
mod stock_levels;
mod time_limit;

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::courier::Courier;
use crate::domain::Clock;
use crate::ledger::{Ledger, LedgerError};
use crate::reseller::Vendor;

pub use held::{Judged, Judgement};
pub use reconcile::{Balance, BalanceError, balance};
pub use sale::{NotSold, Resent, Sold};
pub use stock::{DrawError, Drawn, Stock, StockList, Wish};

/// DM channels opened beside each other: Discord takes it amiss when they are too many.
const OPENED_AT_ONCE: usize = 4;

/// The parts a sale is made with.
pub struct Fulfilment<V, C> {
    vendor: V,
    courier: C,
    /// The ledger the sales are written to.
    pub ledger: Ledger,
    /// The stock they are drawn from.
    pub stock: Arc<Stock<V>>,
    clock: Arc<dyn Clock>,
    in_progress: in_progress::InProgress,
    beginning: in_progress::Beginning,
    limits: lane_limits::LaneLimits,
    pause: pause::SellingPause,
    sightings: sightings::Sightings,
    contradictions: contradictions::Contradictions,
    opening: Semaphore,
    watched: stock_levels::Watched,
    alerting: stock_alerts::Alerting,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Puts the parts together.
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
            pause: pause::SellingPause::default(),
            sightings: sightings::Sightings::default(),
            contradictions: contradictions::Contradictions::default(),
            opening: Semaphore::new(OPENED_AT_ONCE),
            watched: stock_levels::Watched::default(),
            alerting: stock_alerts::Alerting::default(),
        }
    }

    /// The vendor, for what is no sale.
    pub fn vendor(&self) -> &V {
        &self.vendor
    }

    /// The clock the sales go by.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }
}

/// Why a step of a sale stopped: the ledger failed or another task has moved the sale.
type StepError = LedgerError;

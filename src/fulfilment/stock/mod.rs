//! The vendor's stock, as this process knows it.
//!
//! `draw` takes random licenses for sales. `refresh` fetches the list and caches the latest one.
//! `recorded` writes sightings into the ledger. `list`, `wish` and `drawn` hold the types that they
//! share.

mod draw;
mod draw_conditions;
mod drawn_license;
mod list;
mod record_sightings;
mod refresh;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::domain::Clock;
use crate::ledger::Ledger;
use crate::reseller::Vendor;

use drawn_license::Holds;
use list::Sequence;
use record_sightings::Recorded;

pub use draw::DrawError;
pub use draw_conditions::Wish;
pub use drawn_license::Drawn;
pub use list::StockList;

/// The vendor's stock, as this process knows it.
pub struct Stock<V> {
    vendor: V,
    /// The vendor handle whose calls yield to those of sales.
    browsing: V,
    ledger: Ledger,
    clock: Arc<dyn Clock>,
    /// Serialises draws.
    drawing: tokio::sync::Mutex<()>,
    /// Counts the draws that have begun and not ended.
    waiting: AtomicUsize,
    list: Mutex<Option<Arc<StockList>>>,
    holds: Holds,
    sequences: AtomicU64,
    recorded: Recorded,
    refreshing: AtomicBool,
}

impl<V: Vendor> Stock<V> {
    /// Creates the stock of `vendor`. Calls on behalf of people who only browse use `browsing`, which
    /// yields to sales.
    pub fn new(vendor: V, browsing: V, ledger: Ledger, clock: Arc<dyn Clock>) -> Self {
        Self {
            vendor,
            browsing,
            ledger,
            clock,
            drawing: tokio::sync::Mutex::new(()),
            waiting: AtomicUsize::new(0),
            list: Mutex::new(None),
            holds: Holds::default(),
            sequences: AtomicU64::new(1),
            recorded: Recorded::default(),
            refreshing: AtomicBool::new(false),
        }
    }

    fn next_sequence(&self) -> Sequence {
        Sequence(self.sequences.fetch_add(1, Ordering::SeqCst))
    }
}

/// Runs a closure when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

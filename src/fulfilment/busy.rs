//! Which sales a task of this process is at work on, so that recovery leaves those alone.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::SaleId;

/// The sales at work.
#[derive(Debug, Clone, Default)]
pub(super) struct Busy(Arc<Mutex<HashSet<SaleId>>>);

/// Keeps a sale marked until it is dropped.
#[derive(Debug)]
pub(super) struct AtWork {
    sale: SaleId,
    busy: Busy,
}

impl Busy {
    /// The place of a sale among those at work, the oldest first; the first is 1.
    pub(super) fn place_of(&self, sale: SaleId) -> usize {
        let busy = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        1 + busy.iter().filter(|other| **other < sale).count()
    }

    /// Marks a sale; `None` when another task is at work on it.
    pub(super) fn begin(&self, sale: SaleId) -> Option<AtWork> {
        let fresh = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(sale);
        fresh.then(|| AtWork { sale, busy: self.clone() })
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.busy.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.sale);
    }
}

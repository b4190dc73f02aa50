//! Licenses that were drawn, and the holds that keep other draws of this process from them.

use std::collections::HashSet;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::domain::{KeyHash, License, Moment};

/// A drawn license. No other draw of this process gets it while this value lives.
#[derive(Debug)]
pub struct Drawn {
    /// The license.
    pub license: License,
    /// The moment of the request whose answer showed the license as free.
    pub asked_at: Moment,
    pub(super) _hold: Option<Hold>,
}

impl Drawn {
    /// Wraps a license that staff named and that the vendor showed as free in answer to a request at
    /// `asked_at`.
    #[must_use]
    pub fn named(license: License, asked_at: Moment) -> Self {
        Self { license, asked_at, _hold: None }
    }
}

/// The licenses that draws of this process hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Holds(Arc<Mutex<HashSet<KeyHash>>>);

/// Holds one license until it is dropped.
#[derive(Debug)]
pub(super) struct Hold {
    key: KeyHash,
    holds: Holds,
}

impl Holds {
    /// Holds a license. Returns `None` if another draw holds it.
    pub(super) fn hold(&self, key: KeyHash) -> Option<Hold> {
        let is_new = self.0.lock().insert(key);
        is_new.then(|| Hold { key, holds: self.clone() })
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.holds.0.lock().remove(&self.key);
    }
}

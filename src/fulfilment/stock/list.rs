//! A stock list as the vendor returned it.

use crate::domain::{LicenseKey, Licenses, Moment, Timestamp};

/// A stock list as the vendor answered it.
#[derive(Debug)]
pub struct StockList {
    /// The licenses.
    pub licenses: Licenses,
    /// The moment of the request. The list does not show later changes.
    pub asked_at: Moment,
    /// The time of the request, by the machine's clock.
    pub as_of: Timestamp,
    pub(super) sequence: Sequence,
}

/// A sequence number that orders the starts of draws and the requests for lists. Each number is used
/// once, whereas two moments of a clock may be equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sequence(pub(super) u64);

impl StockList {
    /// Creates a list that was requested at `asked_at`, which is `as_of` by the machine's clock.
    #[must_use]
    pub fn new(licenses: Licenses, asked_at: Moment, as_of: Timestamp) -> Self {
        Self { licenses, asked_at, as_of, sequence: Sequence(0) }
    }

    /// Returns the key that a typed text refers to. An exact match comes first, then a match without
    /// surrounding blanks or code marks, then the only key that differs by surrounding blanks.
    #[must_use]
    pub fn named(&self, text: &str) -> Option<LicenseKey> {
        let exactly = |text: &str| self.licenses.find(text).map(|license| license.license().key);
        let typed = LicenseKey::typed(text).ok();
        exactly(text).or_else(|| exactly(typed.as_ref()?.reveal())).or_else(|| {
            let typed = typed.as_ref()?.reveal();
            let mut alike = self.licenses.iter().filter(|license| license.reveal().trim() == typed);
            alike.next().filter(|_| alike.next().is_none()).map(|license| license.license().key)
        })
    }
}

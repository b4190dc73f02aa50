//! A sale under test.

use crate::domain::sale::{DueMessage, Sale, SaleState};
use crate::domain::{LineNumber, Timestamp};

/// A sale under test, and what the test remembers about it.
pub(super) struct Trial {
    pub(super) sale: Sale,
    pub(super) now: Timestamp,
    /// A message that was due once and may be settled.
    pub(super) earlier: Option<DueMessage>,
    /// The licenses that staff set aside.
    pub(super) set_aside: Vec<LineNumber>,
    /// The transitions so far, each with the state after it.
    pub(super) story: Vec<(&'static str, SaleState)>,
}

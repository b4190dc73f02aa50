//! Counts what the histories of a run did.

use std::sync::atomic::AtomicU64;

/// The totals of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// The highest number of recovery rounds that a history needed after its faults stopped.
    pub calm_rounds: AtomicU64,
    /// The number of power losses.
    pub losses: AtomicU64,
    /// The number of assignments that arrived after the license was quarantined.
    pub late: AtomicU64,
    /// The highest number of DMs with one key per intended delivery.
    pub repeated: AtomicU64,
}

//! Pauses selling while the vendor refuses our API key.
//!
//! No call can succeed meanwhile, and thousands of refusals could get the shop banned.

use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};

use crate::domain::Moment;

/// How long a pause lasts. The next sale then tests whether the vendor accepts the key again.
const PAUSE: Duration = Duration::from_secs(30);

/// The state of the pause.
#[derive(Debug, Default)]
pub(super) struct SellingPause(Mutex<PauseState>);

#[derive(Debug, Default)]
struct PauseState {
    until: Option<Moment>,
    is_told: bool,
}

impl SellingPause {
    fn state(&self) -> MutexGuard<'_, PauseState> {
        self.0.lock()
    }

    /// Begins a pause, because the vendor refused our API key.
    pub(super) fn begin(&self, now: Moment) {
        self.state().until = Some(now.after(PAUSE));
    }

    /// Returns true if the owner has to be alerted, which the caller then does. Returns true only once
    /// until the vendor accepts the key again.
    pub(super) fn is_news(&self) -> bool {
        !std::mem::replace(&mut self.state().is_told, true)
    }

    /// Ends the pause, because the vendor accepted our API key.
    pub(super) fn end(&self) {
        *self.state() = PauseState::default();
    }

    /// Returns true if the vendor refused our API key and has not accepted it since.
    pub(super) fn is_unresolved(&self) -> bool {
        self.state().until.is_some()
    }

    /// Returns true if selling is paused at `now`.
    pub(super) fn is_on(&self, now: Moment) -> bool {
        self.state().until.is_some_and(|until| now < until)
    }
}

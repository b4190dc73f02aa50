//! Selling pauses while the vendor refuses our API key: no call of that kind can succeed, and ten
//! thousand refusals would only get the shop banned.
use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};

use crate::domain::Moment;

/// How long a pause lasts before one sale may try whether the key is taken again.
const PAUSE: Duration = Duration::from_secs(30);

/// The pause, if the vendor refuses our API key.
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

    /// The vendor refused our API key.
    pub(super) fn begin(&self, now: Moment) {
        self.state().until = Some(now.after(PAUSE));
    }

    /// Tells whether the owner has yet to hear of the refusal. The caller sees to that: the next one is
    /// told no.
    pub(super) fn is_news(&self) -> bool {
        !std::mem::replace(&mut self.state().is_told, true)
    }

    /// The vendor took our API key.
    pub(super) fn end(&self) {
        *self.state() = PauseState::default();
    }

    /// Tells whether selling pauses at `now`.
    pub(super) fn is_on(&self, now: Moment) -> bool {
        self.state().until.is_some_and(|until| now < until)
    }
}

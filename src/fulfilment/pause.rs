//! Selling pauses while the vendor refuses our API key: no call of that kind can succeed, and ten
//! thousand refusals would only get the shop banned.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::Moment;

/// How long a pause lasts before one sale may try whether the key is taken again.
const PAUSE: Duration = Duration::from_secs(30);

/// Until when selling pauses, if it does.
#[derive(Debug, Default)]
pub(super) struct SellingPause(Mutex<Option<Moment>>);

impl SellingPause {
    /// The vendor refused our API key. Whether that is news, which the owner has to hear.
    pub(super) fn begin(&self, now: Moment) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(now.after(PAUSE)).is_none()
    }

    /// The vendor took our API key.
    pub(super) fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Whether selling pauses at `now`.
    pub(super) fn is_on(&self, now: Moment) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|until| now < until)
    }
}

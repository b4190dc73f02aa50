//! Sends one due message of any kind, and computes the time of the next attempt.
//!
//! Invariant: every message of the ledger goes through here, so that sales and alerts to servers share one
//! time limit and one back-off. Nothing here writes to the ledger; callers record the result.

use crate::courier::{Courier, Later, Notified};
use crate::domain::{DueMessage, Sale, ServerAlert, Settled, Timestamp};
use crate::reseller::Vendor;

use super::Fulfilment;
use super::outcome::wait_after;
use super::time_limit::in_time;

/// The subject of a due message.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'a> {
    /// A sale, and the message about it.
    Sale(&'a Sale, &'a DueMessage),
    /// An alert to a server.
    Server(&'a ServerAlert),
}

impl Subject<'_> {
    /// Returns how often sending the message was put off.
    fn attempts(self) -> i64 {
        match self {
            Self::Sale(_, message) => message.attempts,
            Self::Server(alert) => alert.attempts,
        }
    }
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sends a due message.
    ///
    /// # Errors
    /// Returns the instant of the next attempt when Discord cannot accept the message now.
    pub(super) async fn send_due(&self, subject: Subject<'_>) -> Result<Notified, Timestamp> {
        let sent = match subject {
            Subject::Sale(sale, message) => in_time(self.courier.tell(sale, message)).await,
            Subject::Server(alert) => in_time(self.courier.tell_server(alert)).await,
        };
        sent.map_err(|later| self.next_attempt(subject.attempts(), later))
    }

    /// Returns the instant of the next attempt at a message that was put off `attempts` times before.
    pub(super) fn next_attempt(&self, attempts: i64, later: Later) -> Timestamp {
        self.clock.now().after(wait_after(attempts, later))
    }
}

/// Returns the record of an attempt to send a message of this number.
pub(super) fn settled<N>(number: N, sent: Result<Notified, Timestamp>) -> Settled<N> {
    match sent {
        Ok(Notified::Yes(message)) => Settled::Sent(number, message),
        Ok(Notified::Noticed(notice)) => Settled::Sent(number, Some(notice.message)),
        Ok(Notified::Nowhere) => Settled::Dropped(number),
        Err(next_attempt) => Settled::PutOff(number, next_attempt),
    }
}

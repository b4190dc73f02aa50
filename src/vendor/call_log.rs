//! The newest calls of the API with their answers, for the demo. It holds neither keys nor tokens.

use std::collections::VecDeque;

use parking_lot::Mutex;

use crate::domain::Timestamp;

/// The number of calls that are kept.
const KEPT: usize = 40;

/// A call of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The instant at which it arrived.
    pub at: Timestamp,
    /// The path of the endpoint, without parameters.
    pub endpoint: String,
    /// The status of the answer. `None` while it is not answered.
    pub status: Option<u16>,
    /// The fault that was simulated, as a few words after the status.
    pub note: &'static str,
    number: u64,
}

/// The newest calls.
#[derive(Debug, Default)]
pub struct CallLog(Mutex<Calls>);

#[derive(Debug, Default)]
struct Calls {
    newest: VecDeque<Call>,
    begun: u64,
    answered: u64,
}

impl CallLog {
    /// Returns the calls, newest first.
    #[must_use]
    pub fn newest(&self) -> Vec<Call> {
        self.0.lock().newest.iter().cloned().collect()
    }

    /// Returns the number of answered calls.
    #[must_use]
    pub fn answered(&self) -> u64 {
        self.0.lock().answered
    }

    /// Notes a call. Returns its number.
    pub(super) fn begins(&self, at: Timestamp, endpoint: &str) -> u64 {
        let mut calls = self.0.lock();
        calls.begun += 1;
        let number = calls.begun;
        // Anybody can call any path, however long it is.
        let endpoint = endpoint.chars().take(60).collect();
        calls.newest.push_front(Call { at, endpoint, status: None, note: "", number });
        calls.newest.truncate(KEPT);
        number
    }

    /// Notes the answer to a call.
    pub(super) fn ends(&self, number: u64, status: u16, note: &'static str) {
        let mut calls = self.0.lock();
        calls.answered += 1;
        if let Some(call) = calls.newest.iter_mut().find(|call| call.number == number) {
            call.status = Some(status);
            call.note = note;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_calls_are_kept_with_their_answers() {
        let log = CallLog::default();
        let numbers: Vec<u64> = (0..100).map(|at| log.begins(Timestamp::from_millis(at), "/path")).collect();
        log.ends(numbers[99], 200, "");
        log.ends(numbers[0], 200, "");
        let newest = log.newest();
        assert_eq!(
            (newest.len(), newest[0].status, newest[1].status, log.answered()),
            (KEPT, Some(200), None, 2)
        );
    }
}

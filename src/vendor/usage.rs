//! The recent calls of each account: calls per minute and the last refusals, for the dashboard.
//!
//! Invariant: it uses bounded memory for each account and key. It is not stored, and empty after a restart.

use std::collections::{HashMap, VecDeque};

use parking_lot::Mutex;

use crate::domain::Timestamp;

use super::api_keys::ApiKeyId;

/// The number of minutes that are kept.
pub(super) const MINUTES: usize = 60;
/// The number of refusals that are kept for each account.
const REFUSALS: usize = 50;

/// A call that was refused.
#[derive(Debug, Clone)]
pub(super) struct RefusedCall {
    pub(super) at: Timestamp,
    pub(super) key: ApiKeyId,
    pub(super) endpoint: String,
    pub(super) status: u16,
    /// The reason in words, which may say more than the answer did.
    pub(super) reason: &'static str,
}

/// The calls of a key by minute, oldest first.
#[derive(Debug, Default)]
struct Calls(VecDeque<(i64, u32)>);

#[derive(Debug, Default)]
struct AccountUsage {
    keys: HashMap<ApiKeyId, Calls>,
    refusals: VecDeque<RefusedCall>,
}

/// The recent calls of all accounts.
#[derive(Debug, Default)]
pub(super) struct Usage(Mutex<HashMap<i64, AccountUsage>>);

impl Usage {
    /// Counts a call of a valid key.
    pub(super) fn count(&self, account: i64, key: ApiKeyId, now: Timestamp) {
        let minute = minute(now);
        let mut accounts = self.0.lock();
        let Calls(minutes) = accounts.entry(account).or_default().keys.entry(key).or_default();
        match minutes.back_mut() {
            Some((last, calls)) if *last == minute => *calls += 1,
            _ => minutes.push_back((minute, 1)),
        }
        while minutes.len() > MINUTES {
            minutes.pop_front();
        }
    }

    /// Keeps a refused call.
    pub(super) fn refused(&self, account: i64, call: RefusedCall) {
        let mut accounts = self.0.lock();
        let refusals = &mut accounts.entry(account).or_default().refusals;
        refusals.push_front(call);
        refusals.truncate(REFUSALS);
    }

    /// Returns the calls of an account in each of the last minutes, oldest first. The last one is running.
    pub(super) fn minutes(&self, account: i64, now: Timestamp) -> Vec<u32> {
        let mut sums = vec![0; MINUTES];
        let last = minute(now);
        if let Some(usage) = self.0.lock().get(&account) {
            for (at, calls) in usage.keys.values().flat_map(|calls| calls.0.iter()) {
                let age = usize::try_from(last - at).ok().filter(|age| *age < MINUTES);
                if let Some(age) = age {
                    sums[MINUTES - 1 - age] += calls;
                }
            }
        }
        sums
    }

    /// Returns the last refused calls of an account, newest first.
    pub(super) fn refusals(&self, account: i64) -> Vec<RefusedCall> {
        self.0.lock().get(&account).map(|usage| usage.refusals.iter().cloned().collect()).unwrap_or_default()
    }
}

fn minute(at: Timestamp) -> i64 {
    at.as_secs().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_millis(second * 1000)
    }

    #[test]
    fn calls_are_summed_by_minute_and_old_ones_are_forgotten() {
        let usage = Usage::default();
        for (second, key) in [(0, 1), (59, 2), (60, 1), (3600, 1)] {
            usage.count(7, ApiKeyId::new(key), at(second));
        }
        let minutes = usage.minutes(7, at(119));
        assert_eq!(&minutes[MINUTES - 2..], [2, 1]);
        let minutes = usage.minutes(7, at(3600));
        assert_eq!((minutes[0], minutes[MINUTES - 1], minutes.iter().sum::<u32>()), (1, 1, 2));
        assert_eq!(usage.minutes(8, at(60)).iter().sum::<u32>(), 0, "another account");
    }

    #[test]
    fn only_the_last_refusals_are_kept() {
        let usage = Usage::default();
        for status in 0..100 {
            let key = ApiKeyId::new(1);
            let call = RefusedCall { at: at(0), key, endpoint: String::new(), status, reason: "" };
            usage.refused(7, call);
        }
        let refusals = usage.refusals(7);
        assert_eq!((refusals.len(), refusals[0].status), (REFUSALS, 99));
    }
}

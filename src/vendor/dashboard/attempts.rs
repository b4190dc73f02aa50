//! Limits how often passwords may be tried, per account or session and per network.
//!
//! Invariant: an attempt counts before its password is compared, so that parallel attempts are limited as well.
//! Names of accounts that do not exist are limited alike, so that a limit tells nothing about a name.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use parking_lot::Mutex;

use crate::domain::Moment;

/// The time for which an attempt counts.
const WINDOW: Duration = Duration::from_mins(15);
/// The attempts for one account, or in one session, within the window.
const PER_SUBJECT: usize = 10;
/// The attempts from one network within the window.
const PER_NETWORK: usize = 30;
/// The number of subjects, and of networks, that are remembered.
const REMEMBERED: usize = 10_000;
/// The longest name of an account.
const LONGEST_NAME: usize = 100;

/// The subject of an attempt. The owner's session has a limit of its own, so that a stranger who guesses at the
/// account does not keep the owner from revoking an API key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum AttemptSubject {
    /// A sign-in to the account of this name.
    Account(String),
    /// A change that was confirmed with the password, in the session of a token with this hash.
    Session([u8; 32]),
}

impl AttemptSubject {
    /// Returns the subject of a sign-in. The rest of an endless name only takes memory.
    pub(super) fn account(name: &str) -> Self {
        Self::Account(name.chars().take(LONGEST_NAME).collect())
    }
}

/// The failed attempts of the last minutes.
#[derive(Debug)]
pub(super) struct Attempts(Mutex<(Recent<AttemptSubject>, Recent<IpAddr>)>);

impl Default for Attempts {
    fn default() -> Self {
        Self(Mutex::new((Recent::new(PER_SUBJECT), Recent::new(PER_NETWORK))))
    }
}

impl Attempts {
    /// Counts an attempt.
    ///
    /// # Errors
    /// Returns the time after which the next attempt is possible, if there were too many.
    pub(super) fn begin(
        &self,
        subject: &AttemptSubject,
        address: IpAddr,
        now: Moment,
    ) -> Result<(), Duration> {
        let network = network(address);
        let (subjects, networks) = &mut *self.0.lock();
        let wait = subjects.wait(subject, now).max(networks.wait(&network, now));
        if !wait.is_zero() {
            return Err(wait);
        }
        subjects.count(subject.clone(), now);
        networks.count(network, now);
        Ok(())
    }

    /// Forgets the attempts for a subject after its password was right, and the last one from the network.
    pub(super) fn succeeded(&self, subject: &AttemptSubject, address: IpAddr) {
        let (subjects, networks) = &mut *self.0.lock();
        subjects.times.remove(subject);
        if let Some(times) = networks.times.get_mut(&network(address)) {
            times.pop_back();
        }
    }
}

/// The times of the recent attempts of each subject.
#[derive(Debug)]
struct Recent<K> {
    most: usize,
    times: HashMap<K, VecDeque<Moment>>,
}

impl<K: Clone + Eq + Hash> Recent<K> {
    fn new(most: usize) -> Self {
        Self { most, times: HashMap::new() }
    }

    /// Returns the time after which the next attempt of a subject is possible.
    fn wait(&mut self, subject: &K, now: Moment) -> Duration {
        let Some(times) = self.times.get_mut(subject) else { return Duration::ZERO };
        times.retain(|at| now.since(*at) < WINDOW);
        match times.front() {
            Some(oldest) if times.len() >= self.most => WINDOW.saturating_sub(now.since(*oldest)),
            _ => Duration::ZERO,
        }
    }

    /// Counts an attempt. If too many subjects are remembered, the one whose last attempt is oldest is forgotten.
    fn count(&mut self, subject: K, now: Moment) {
        if self.times.len() >= REMEMBERED && !self.times.contains_key(&subject) {
            let by_last = |(_, times): &(&K, &VecDeque<Moment>)| times.back().copied();
            if let Some(oldest) = self.times.iter().min_by_key(by_last).map(|(subject, _)| subject.clone()) {
                self.times.remove(&oldest);
            }
        }
        self.times.entry(subject).or_default().push_back(now);
    }
}

/// Returns the network of an address. One client often has all addresses of an IPv6 network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

    fn account(name: &str) -> AttemptSubject {
        AttemptSubject::account(name)
    }

    fn at(second: u64) -> Moment {
        Moment::new(Duration::from_secs(second))
    }

    #[test]
    fn the_eleventh_attempt_for_an_account_waits() {
        let attempts = Attempts::default();
        for second in 0..10 {
            attempts.begin(&account("shop"), HERE, at(second)).unwrap();
        }
        assert_eq!(attempts.begin(&account("shop"), HERE, at(10)), Err(Duration::from_secs(890)));
        attempts.begin(&account("other"), HERE, at(10)).unwrap();
        attempts.begin(&account("shop"), HERE, at(900)).unwrap();
    }

    #[test]
    fn a_network_is_limited_over_all_names() {
        let attempts = Attempts::default();
        let address = |last| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        for number in 0..30 {
            attempts.begin(&account(&format!("name {number}")), address(number), at(0)).unwrap();
        }
        assert!(attempts.begin(&account("another"), address(99), at(1)).is_err());
        attempts.begin(&account("another"), HERE, at(1)).unwrap();
    }

    #[test]
    fn success_forgets_the_attempts_of_the_account() {
        let attempts = Attempts::default();
        for _ in 0..50 {
            attempts.begin(&account("shop"), HERE, at(0)).unwrap();
            attempts.succeeded(&account("shop"), HERE);
        }
    }

    #[test]
    fn made_up_names_take_bounded_memory() {
        let attempts = Attempts::default();
        for number in 0..20_000_u32 {
            let name = account(&format!("name {number}"));
            let _ = attempts.begin(&name, IpAddr::V4(number.into()), at(u64::from(number / 100)));
        }
        let (subjects, networks) = &*attempts.0.lock();
        assert_eq!((subjects.times.len(), networks.times.len()), (REMEMBERED, REMEMBERED));
    }

    #[test]
    fn a_flood_of_other_subjects_does_not_lift_the_limit_of_one_that_is_tried_on() {
        let attempts = Attempts::default();
        let flood = |number: u32| {
            let name = account(&format!("name {}", number / 2));
            attempts.begin(&name, IpAddr::V4((number / 2).into()), at(0))
        };
        for number in 0..2 * u32::try_from(REMEMBERED).unwrap() {
            let _ = flood(number);
        }
        for second in 1..=10 {
            attempts.begin(&account("shop"), HERE, at(second)).unwrap();
        }
        assert!(attempts.begin(&account("shop"), HERE, at(11)).is_err());
    }

    #[test]
    fn a_session_has_a_limit_of_its_own() {
        let (attempts, session) = (Attempts::default(), AttemptSubject::Session([7; 32]));
        let stranger = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, 1));
        for second in 0..10 {
            attempts.begin(&account("shop"), stranger, at(second)).unwrap();
        }
        assert!(attempts.begin(&account("shop"), HERE, at(10)).is_err());
        for second in 10..20 {
            attempts.begin(&session, HERE, at(second)).unwrap();
        }
        assert!(attempts.begin(&session, HERE, at(20)).is_err());
    }
}

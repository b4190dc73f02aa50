//! Limits how often passwords may be tried, per account and per network.
//!
//! Invariant: an attempt counts before its password is compared, so that parallel attempts are limited as well.
//! Names of accounts that do not exist are limited alike, so that a limit tells nothing about a name.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use parking_lot::Mutex;

use crate::domain::Moment;

/// The time for which an attempt counts.
const WINDOW: Duration = Duration::from_mins(15);
/// The attempts for one account within the window.
const PER_ACCOUNT: usize = 10;
/// The attempts from one network within the window.
const PER_NETWORK: usize = 30;
/// The number of accounts and networks that are remembered.
const REMEMBERED: usize = 10_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Counted {
    Account(String),
    Network(IpAddr),
}

/// The failed attempts of the last minutes.
#[derive(Debug, Default)]
pub(super) struct Attempts(Mutex<HashMap<Counted, VecDeque<Moment>>>);

impl Attempts {
    /// Counts an attempt.
    ///
    /// # Errors
    /// Returns the time after which the next attempt is possible, if there were too many.
    pub(super) fn begin(&self, account: &str, address: IpAddr, now: Moment) -> Result<(), Duration> {
        let subjects = subjects(account, address);
        let mut seen = self.0.lock();
        if seen.len() >= REMEMBERED {
            forget(&mut seen, now);
        }
        let mut wait = Duration::ZERO;
        for (subject, most) in &subjects {
            let Some(times) = seen.get_mut(subject) else { continue };
            times.retain(|at| now.since(*at) < WINDOW);
            if times.len() >= *most {
                let oldest = times.front().map_or(WINDOW, |at| now.since(*at));
                wait = wait.max(WINDOW.saturating_sub(oldest));
            }
        }
        if !wait.is_zero() {
            return Err(wait);
        }
        for (subject, _) in subjects {
            seen.entry(subject).or_default().push_back(now);
        }
        Ok(())
    }

    /// Forgets the attempts for an account after its password was right, and the last one from the network.
    pub(super) fn succeeded(&self, account: &str, address: IpAddr) {
        let [(account, _), (network, _)] = subjects(account, address);
        let mut seen = self.0.lock();
        seen.remove(&account);
        if let Some(times) = seen.get_mut(&network) {
            times.pop_back();
        }
    }
}

fn subjects(account: &str, address: IpAddr) -> [(Counted, usize); 2] {
    // No account has a longer name. The rest only takes memory.
    let account = account.chars().take(100).collect();
    [(Counted::Account(account), PER_ACCOUNT), (Counted::Network(network(address)), PER_NETWORK)]
}

/// Returns the network of an address. One client often has all addresses of an IPv6 network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address @ IpAddr::V4(_) => address,
    }
}

/// Makes room. Single attempts are forgotten first, because they are those of names that were made up.
fn forget(seen: &mut HashMap<Counted, VecDeque<Moment>>, now: Moment) {
    seen.retain(|_, times| times.back().is_some_and(|at| now.since(*at) < WINDOW));
    if seen.len() >= REMEMBERED {
        seen.retain(|_, times| times.len() > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

    fn at(second: u64) -> Moment {
        Moment::new(Duration::from_secs(second))
    }

    #[test]
    fn the_eleventh_attempt_for_an_account_waits() {
        let attempts = Attempts::default();
        for second in 0..10 {
            attempts.begin("shop", HERE, at(second)).unwrap();
        }
        assert_eq!(attempts.begin("shop", HERE, at(10)), Err(Duration::from_secs(890)));
        attempts.begin("other", HERE, at(10)).unwrap();
        attempts.begin("shop", HERE, at(900)).unwrap();
    }

    #[test]
    fn a_network_is_limited_over_all_names() {
        let attempts = Attempts::default();
        let address = |last| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        for number in 0..30 {
            attempts.begin(&format!("name {number}"), address(number), at(0)).unwrap();
        }
        assert!(attempts.begin("another", address(99), at(1)).is_err());
        attempts.begin("another", HERE, at(1)).unwrap();
    }

    #[test]
    fn success_forgets_the_attempts_of_the_account() {
        let attempts = Attempts::default();
        for _ in 0..50 {
            attempts.begin("shop", HERE, at(0)).unwrap();
            attempts.succeeded("shop", HERE);
        }
    }

    #[test]
    fn made_up_names_take_bounded_memory() {
        let attempts = Attempts::default();
        for number in 0..50_000_u32 {
            let _ = attempts.begin(&format!("name {number}"), IpAddr::V4(number.into()), at(0));
        }
        assert!(attempts.0.lock().len() <= REMEMBERED + 2);
    }
}

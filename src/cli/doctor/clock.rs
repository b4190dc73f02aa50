//! Compares this machine's clock with the clocks of Discord and the vendor.
//!
//! A wrong clock shows wrong expiration times, and lets reminders and deadlines come too early or too late.

use std::time::Duration;

use crate::domain::ClockSkew;

use super::{Check, Findings};

/// The difference from which a hint is given.
const NOTABLE: Duration = Duration::from_secs(2);
/// The difference from which the clock counts as wrong.
const WRONG: Duration = Duration::from_secs(30);

/// A clock that this machine's is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    Discord,
    Vendor,
}

impl Peer {
    fn check(self) -> Check {
        match self {
            Self::Discord => Check::DiscordClock,
            Self::Vendor => Check::VendorClock,
        }
    }

    fn remedy(self) -> &'static str {
        match self {
            Self::Discord => "set it by NTP, for example with: timedatectl set-ntp true",
            Self::Vendor => {
                "set it by NTP, for example with: timedatectl set-ntp true. \
                If it agrees with Discord's, the vendor's clock is wrong; tell the vendor"
            }
        }
    }
}

/// Reports the difference between the clocks. `None` means that an answer named no time.
pub(super) fn compared(findings: &mut Findings, peer: Peer, skew: Option<ClockSkew>) {
    let Some(skew) = skew else {
        return findings.hint(peer.check(), "the answers name no time, so the clocks were not compared");
    };
    let amount = skew.amount().as_secs_f64();
    let words = match skew {
        ClockSkew::None => return findings.ok(peer.check(), "they agree"),
        ClockSkew::Ahead(_) => format!("this machine's clock is {amount:.1} s ahead"),
        ClockSkew::Behind(_) => format!("this machine's clock is {amount:.1} s behind"),
    };
    match skew.amount() {
        amount if amount >= WRONG => findings.wrong(peer.check(), &format!("{words}; {}", peer.remedy())),
        amount if amount >= NOTABLE => findings.hint(peer.check(), &format!("{words}; {}", peer.remedy())),
        _ => findings.ok(peer.check(), &words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_a_hint_from_two_seconds_and_wrong_from_thirty() {
        let line = |skew| {
            let mut findings = Findings::default();
            compared(&mut findings, Peer::Discord, skew);
            findings.to_string()
        };
        let seconds = Duration::from_secs;
        for (skew, begins, holds) in [
            (Some(ClockSkew::None), "ok ", "agree"),
            (Some(ClockSkew::Ahead(seconds(1))), "ok ", "1.0 s ahead"),
            (Some(ClockSkew::Behind(seconds(2))), "hint ", "2.0 s behind; set it by NTP"),
            (Some(ClockSkew::Ahead(seconds(29))), "hint ", "29.0 s ahead"),
            (Some(ClockSkew::Behind(seconds(30))), "WRONG ", "30.0 s behind; set it by NTP"),
            (None, "hint ", "not compared"),
        ] {
            let line = line(skew);
            assert!(line.starts_with(begins) && line.contains(holds), "{skew:?}: {line}");
        }
    }
}

//! The states of a sale and of its licenses, and the only ways from one to the next.
//!
//! The ledger asks [`SaleState::may_become`] before it writes, and its `where state = …`
//! makes sure that the state it asked about is still the one in the row.

use std::fmt;
use std::str::FromStr;

/// A state's name that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the ledger names a state this version does not know: {0}")]
pub struct UnknownState(pub String);

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$state_doc:meta])* $state:ident = $text:literal => [$($next:ident),*]),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$state_doc])* $state),*
        }

        impl $name {
            /// Every state, in the order of a sale.
            pub const ALL: &[Self] = &[$(Self::$state),*];

            /// The name, as the ledger stores it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$state => $text),* }
            }

            /// Whether the design knows a way from this state to `next`.
            #[must_use]
            pub fn may_become(self, next: Self) -> bool {
                match self { $(Self::$state => [$(Self::$next),*].contains(&next)),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownState;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$state),)*
                    _ => Err(UnknownState(text.to_owned())),
                }
            }
        }
    };
}

states!(
    /// Where a sale stands. One of several licenses takes them in turns: it is `assigning`, `in_doubt`
    /// or `held` for one of them, and `reserved` again while others wait; it is `assigned` once
    /// none does.
    SaleState {
        /// The row is written under the interaction's id; nothing is acknowledged.
        Requested = "requested" => [Acknowledged, Failed],
        /// Discord accepted the deferral; staff wait for us.
        Acknowledged = "acknowledged" => [Reserved, Assigned, Failed],
        /// A license is ours locally; the vendor knows nothing.
        Reserved = "reserved" => [Assigning, Assigned, Failed],
        /// Committed before the request leaves; the key may be the buyer's.
        Assigning = "assigning" => [Assigned, Reserved, Acknowledged, InDoubt, Failed],
        /// An answer was lost or made no sense.
        InDoubt = "in_doubt" => [Assigned, Reserved, Assigning, Held],
        /// The evidence contradicts itself; staff decide.
        Held = "held" => [Assigned, Reserved, Failed],
        /// The vendor has the license as the buyer's; delivery is due.
        Assigned = "assigned" => [Delivered, Undelivered],
        /// The buyer's DMs are closed; the key can be claimed.
        Undelivered = "undelivered" => [Delivered],
        /// Over: the buyer has the key.
        Delivered = "delivered" => [],
        /// Over: nothing was sold, or a key is in quarantine.
        Failed = "failed" => [],
    }
);

impl SaleState {
    /// Whether the key may be the buyer's without our knowing.
    #[must_use]
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Assigning | Self::InDoubt)
    }

    /// Whether nothing is left to do by ourselves: staff or the buyer move what is not over yet.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Held | Self::Undelivered | Self::Delivered | Self::Failed)
    }
}

states!(
    /// Where one license of a sale stands.
    LineState {
        /// Staff named this key; nothing is reserved yet.
        Wanted = "wanted" => [Reserved, Released],
        /// Ours locally.
        Reserved = "reserved" => [Assigning, Released],
        /// The request to assign it is leaving, or has left.
        Assigning = "assigning" => [Assigned, InDoubt, Released],
        /// The answer was lost or made no sense.
        InDoubt = "in_doubt" => [Assigned, Assigning, Held],
        /// Contradictory evidence; staff decide.
        Held = "held" => [Assigned, Quarantined],
        /// The buyer's.
        Assigned = "assigned" => [],
        /// Given back: the vendor never assigned it for this sale.
        Released = "released" => [],
        /// Never to be sold again.
        Quarantined = "quarantined" => [],
    }
);

impl LineState {
    /// Whether the key is taken: no other sale may hold it.
    #[must_use]
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Wanted | Self::Released)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_back_as_they_were_written() {
        for state in SaleState::ALL {
            assert_eq!(state.as_str().parse(), Ok(*state));
        }
        for state in LineState::ALL {
            assert_eq!(state.as_str().parse(), Ok(*state));
        }
        assert!("sold".parse::<SaleState>().is_err());
    }

    #[test]
    fn a_sale_in_doubt_never_returns_to_another_license() {
        for next in SaleState::ALL {
            let settled = matches!(next, SaleState::Assigned | SaleState::Reserved | SaleState::Held);
            let allowed = settled || *next == SaleState::Assigning;
            assert_eq!(SaleState::InDoubt.may_become(*next), allowed, "{next}");
        }
        assert!(!LineState::InDoubt.may_become(LineState::Released));
    }

    #[test]
    fn what_is_over_stays_over() {
        for over in [SaleState::Delivered, SaleState::Failed] {
            assert!(SaleState::ALL.iter().all(|next| !over.may_become(*next)));
        }
        for over in [LineState::Assigned, LineState::Released, LineState::Quarantined] {
            assert!(LineState::ALL.iter().all(|next| !over.may_become(*next)));
        }
    }
}

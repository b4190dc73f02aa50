//! The states of a sale and of its licenses, and the transitions between them.
//!
//! Invariant: every change checks [`SaleState::may_become`] and [`LineState::may_become`] before it is
//! written.

use super::state_table::states;

states!(
    /// The state of a sale. A sale of several licenses is `assigning`, `in_doubt` or `held` for one of them
    /// at a time, and `reserved` again while others wait. It is `assigned` once none waits.
    SaleState {
        /// The request is recorded under the interaction's id; nothing is acknowledged. Staff may enter a sale
        /// of a lost ledger, which is delivered at once.
        Requested = "requested" => [Acknowledged, Assigning, Delivered, Failed],
        /// Discord accepted the deferral; staff wait for us.
        Acknowledged = "acknowledged" => [Reserved, Assigning, Assigned, Failed],
        /// A license is reserved locally. The vendor does not know of it yet.
        Reserved = "reserved" => [Assigning, Assigned, Failed],
        /// A request to assign is about to leave or has left, so the key may belong to the buyer. This
        /// state is durable first.
        Assigning = "assigning" => [Assigned, Reserved, InDoubt, Held, Failed],
        /// An answer was lost, or a refusal is being checked.
        InDoubt = "in_doubt" => [Assigned, Reserved, Assigning, Held, Failed],
        /// The evidence is contradictory. Only staff can move the sale.
        Held = "held" => [Assigned, Assigning, Reserved, Acknowledged, Failed],
        /// The vendor has assigned the license to the buyer. Delivery is due.
        Assigned = "assigned" => [Delivered, Undelivered],
        /// The buyer's DMs are closed; the key can be claimed.
        Undelivered = "undelivered" => [Delivered],
        /// Over: the buyer has the key.
        Delivered = "delivered" => [],
        /// Nothing was sold. A license that was once requested stays quarantined, because it may turn
        /// out to be assigned.
        Failed = "failed" => [Held],
    }
);

impl SaleState {
    /// Returns true if the key may belong to the buyer without keyclerk knowing.
    #[must_use]
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Assigning | Self::InDoubt)
    }

    /// Returns true if keyclerk has nothing left to do. Staff or the buyer may still move the sale.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Held | Self::Undelivered | Self::Delivered | Self::Failed)
    }
}

states!(
    /// The state of one license of a sale.
    LineState {
        /// Staff named this key; nothing is reserved yet. A license that was sold before the ledger was
        /// restored is assigned already.
        Wanted = "wanted" => [Reserved, Assigned, Released],
        /// Reserved locally.
        Reserved = "reserved" => [Assigning, Released],
        /// The request to assign it is leaving, or has left. The license is released only if no request
        /// has left.
        Assigning = "assigning" => [Assigned, InDoubt, Held, Quarantined, Released],
        /// The answer was lost, or a refusal is being checked.
        InDoubt = "in_doubt" => [Assigned, Assigning, Held, Quarantined],
        /// Contradictory evidence; staff decide.
        Held = "held" => [Assigned, Assigning, Quarantined],
        /// The license belongs to the buyer.
        Assigned = "assigned" => [],
        /// Given back, because no request to assign it has left or it was seen free for a quarter of an
        /// hour.
        Released = "released" => [],
        /// Requested but not known to be assigned. The license is not sold again until it has been seen
        /// free for long enough.
        Quarantined = "quarantined" => [Held, Released],
    }
);

impl LineState {
    /// Returns true if no other sale may hold the key.
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
    fn a_sale_that_has_asked_for_a_license_draws_no_other_by_itself() {
        for asked in [SaleState::Assigning, SaleState::InDoubt] {
            assert!(!asked.may_become(SaleState::Acknowledged), "{asked}");
        }
        assert!(!LineState::InDoubt.may_become(LineState::Released));
        assert!(!LineState::Held.may_become(LineState::Released));
    }

    #[test]
    fn what_is_over_stays_over() {
        assert!(SaleState::ALL.iter().all(|next| !SaleState::Delivered.may_become(*next)));
        for over in [LineState::Assigned, LineState::Released] {
            assert!(LineState::ALL.iter().all(|next| !over.may_become(*next)));
        }
        let after_failed = SaleState::ALL.iter().filter(|next| SaleState::Failed.may_become(**next));
        assert_eq!(after_failed.collect::<Vec<_>>(), [&SaleState::Held]);
    }
}

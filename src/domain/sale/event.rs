//! The history of a sale: append-only, in words of our own.

use strum::{EnumString, IntoStaticStr};

use super::super::{BuyerId, StaffId};
use super::UnknownWord;

/// Names the content of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum EventKind {
    /// Staff asked for the sale.
    Requested,
    /// The sale seems to repeat another; staff are asked whether it is meant.
    Asked,
    /// Staff said that it is meant.
    Confirmed,
    /// Discord accepted the deferral.
    Acknowledged,
    /// A license was reserved.
    Reserved,
    /// A license was given back, and another is drawn. Earlier versions wrote it after a refusal.
    Released,
    /// A license was set aside after staff's decision, and another is drawn.
    SetAside,
    /// A request to assign is about to leave.
    Assigning,
    /// The vendor's answer was lost or made no sense.
    InDoubt,
    /// The vendor refused an assignment. It may have been made all the same.
    Refused,
    /// The evidence contradicts itself.
    Held,
    /// The vendor has the license as the buyer's.
    Assigned,
    /// As above, learnt by asking after an answer was lost.
    Reconciled,
    /// The vendor has one of several licenses as the buyer's; others are still to be assigned.
    PartAssigned,
    /// As above, learnt by asking after an answer was lost.
    PartReconciled,
    /// Fewer licenses are sold than were to be.
    Short,
    /// The DM is with the buyer.
    Delivered,
    /// A DM with some of the licenses is with the buyer.
    PartDelivered,
    /// The buyer takes no DM.
    Undelivered,
    /// The buyer took no DM with some of the licenses.
    PartUndelivered,
    /// Staff asked for the DM to be sent again.
    Resent,
    /// The buyer was shown the key on pressing Claim.
    Claimed,
    /// The sale ended with nothing sold.
    Failed,
    /// The buyer asked to be reminded before a license ends.
    ReminderAsked,
    /// Staff judged a held license.
    Judged,
    /// The vendor's word on a held license changed.
    StatusChanged,
    /// A license in quarantine is back in stock.
    BackInStock,
    /// A license in quarantine turned out assigned.
    FoundAssigned,
    /// Staff were shown the key.
    Revealed,
    /// Staff marked the sale as refunded.
    Refunded,
}

impl EventKind {
    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Whoever caused an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// keyclerk itself.
    Keyclerk,
    /// A member of staff.
    Staff(StaffId),
    /// The buyer.
    Buyer(BuyerId),
}

impl Actor {
    /// Returns the Discord user; `None` for keyclerk itself.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::Keyclerk => None,
            Self::Staff(staff) => Some(staff.as_i64()),
            Self::Buyer(buyer) => Some(buyer.as_i64()),
        }
    }
}

//! The history of a sale: append-only, in words of our own.

use super::super::{BuyerId, StaffId};

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// Names the content of an event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum EventKind {
            $($(#[$doc])* $name),*
        }

        impl EventKind {
            /// The name, as the ledger stores it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// The event of this name; `None` for one that this version does not know.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

events!(
    /// Staff asked for the sale.
    Requested = "requested",
    /// The sale seems to repeat another; staff are asked whether it is meant.
    Asked = "asked",
    /// Staff said that it is meant.
    Confirmed = "confirmed",
    /// Discord accepted the deferral.
    Acknowledged = "acknowledged",
    /// A license was reserved.
    Reserved = "reserved",
    /// A license was given back, and another is drawn. Earlier versions wrote it after a refusal.
    Released = "released",
    /// A license was set aside after staff's decision, and another is drawn.
    SetAside = "set_aside",
    /// A request to assign is about to leave.
    Assigning = "assigning",
    /// The vendor's answer was lost or made no sense.
    InDoubt = "in_doubt",
    /// The vendor refused an assignment. It may have been made all the same.
    Refused = "refused",
    /// The evidence contradicts itself.
    Held = "held",
    /// The vendor has the license as the buyer's.
    Assigned = "assigned",
    /// As above, learnt by asking after an answer was lost.
    Reconciled = "reconciled",
    /// The vendor has one of several licenses as the buyer's; others are still to be assigned.
    PartAssigned = "part_assigned",
    /// As above, learnt by asking after an answer was lost.
    PartReconciled = "part_reconciled",
    /// Fewer licenses are sold than were to be.
    Short = "short",
    /// The DM is with the buyer.
    Delivered = "delivered",
    /// A DM with some of the licenses is with the buyer.
    PartDelivered = "part_delivered",
    /// The buyer takes no DM.
    Undelivered = "undelivered",
    /// The buyer took no DM with some of the licenses.
    PartUndelivered = "part_undelivered",
    /// Staff asked for the DM to be sent again.
    Resent = "resent",
    /// The buyer was shown the key on pressing Claim.
    Claimed = "claimed",
    /// The sale ended with nothing sold.
    Failed = "failed",
    /// The buyer asked to be reminded before a license ends.
    ReminderAsked = "reminder_asked",
    /// Staff judged a held license.
    Judged = "judged",
    /// The vendor's word on a held license changed.
    StatusChanged = "status_changed",
    /// A license in quarantine is back in stock.
    BackInStock = "back_in_stock",
    /// A license in quarantine turned out assigned.
    FoundAssigned = "found_assigned",
    /// Staff were shown the key.
    Revealed = "revealed",
    /// Staff marked the sale as refunded.
    Refunded = "refunded",
);

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

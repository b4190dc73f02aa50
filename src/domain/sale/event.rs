//! The events of a sale's append-only history.

use strum::{EnumString, IntoStaticStr};

use super::super::{BuyerId, StaffId};
use super::UnknownWord;

/// The kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum EventKind {
    /// Staff asked for the sale.
    Requested,
    /// The sale seems to repeat another one. Staff are asked whether that is intended.
    Asked,
    /// Staff answered a question with yes.
    Confirmed,
    /// Discord accepted the deferral.
    Acknowledged,
    /// A license was reserved.
    Reserved,
    /// A license was released, and another one is drawn. Earlier versions wrote this after a refusal.
    Released,
    /// A license was set aside after staff's decision, and another is drawn.
    SetAside,
    /// A request to assign is about to leave.
    Assigning,
    /// The vendor's answer was lost or could not be understood.
    InDoubt,
    /// The vendor refused an assignment. It may have been made nevertheless.
    Refused,
    /// The evidence contradicts itself.
    Held,
    /// The license is assigned to the buyer.
    Assigned,
    /// A lookup after a lost answer found the license assigned.
    Reconciled,
    /// One of several licenses is assigned; others follow.
    PartAssigned,
    /// A lookup after a lost answer found one of several licenses assigned.
    PartReconciled,
    /// Fewer licenses are sold than were asked for.
    Short,
    /// The buyer has the DM.
    Delivered,
    /// The buyer has a DM with some of the licenses.
    PartDelivered,
    /// The buyer accepts no DM.
    Undelivered,
    /// The buyer accepted no DM with some of the licenses.
    PartUndelivered,
    /// Staff asked for the DM to be sent again.
    Resent,
    /// The buyer pressed Claim and was shown the key.
    Claimed,
    /// The sale ended with nothing sold.
    Failed,
    /// The buyer asked to be reminded before a license ends.
    ReminderAsked,
    /// Staff decided about a held license.
    Judged,
    /// The vendor's status of a held license changed.
    StatusChanged,
    /// A quarantined license is back in stock.
    BackInStock,
    /// A quarantined license turned out to be assigned.
    FoundAssigned,
    /// Staff were shown the key.
    Revealed,
    /// Staff marked the sale as refunded.
    Refunded,
    /// Staff transferred the sale to another account of the buyer.
    Transferred,
    /// The sale moved to another server with all sales of its server.
    Moved,
    /// Staff entered the buyer of a license that was sold before the ledger was restored.
    Attributed,
}

impl EventKind {
    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The person who caused an event, or keyclerk.
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
    /// Returns the Discord user, or `None` for keyclerk itself.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::Keyclerk => None,
            Self::Staff(staff) => Some(staff.as_i64()),
            Self::Buyer(buyer) => Some(buyer.as_i64()),
        }
    }
}

//! What happened to a sale: append-only, in words of our own.

use crate::domain::{SaleId, Timestamp};

use super::{Ledger, LedgerError};

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// What an event tells.
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

/// An event of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What, as stored.
    pub kind: String,
    /// The circumstance, in a word of our own.
    pub detail: Option<String>,
    /// The Discord user who acted; `None` for keyclerk itself.
    pub actor: Option<i64>,
}

impl Ledger {
    /// The events of a sale, oldest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn events(&self, sale: SaleId) -> Result<Vec<Event>, LedgerError> {
        let number = sale.as_i64();
        let rows = sqlx::query!(
            "select at, kind, detail, actor_id from sale_event where sale_id = ? order by id",
            number
        )
        .fetch_all(&self.browsing)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Event {
                at: Timestamp::from_millis(row.at),
                kind: row.kind,
                detail: row.detail,
                actor: row.actor_id,
            })
            .collect())
    }
}

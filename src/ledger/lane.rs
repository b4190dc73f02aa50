//! Lanes: the kinds of work about a sale, which do not wait for each other.

use strum::EnumString;

use crate::domain::{DueMessage, MessageKind, Sale, Timestamp, UnknownWord};

/// A kind of work about a sale. Lanes do not wait for each other.
///
/// Work in one lane makes work due only in later lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumString)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum Lane {
    /// Everything up to the assignment, which is the work that needs the vendor.
    Vendor,
    /// Direct messages that bring the buyer their keys.
    Delivery,
    /// Roles to be given to the buyer or removed.
    Role,
    /// The reply to the staff member who sold.
    Reply,
    /// Messages to channels of the server: the sales line, the claim notice and alerts.
    Channel,
    /// Reminders that buyers asked for.
    Reminder,
}

impl Lane {
    /// Every lane, in order.
    pub const ALL: [Self; 6] =
        [Self::Vendor, Self::Delivery, Self::Role, Self::Reply, Self::Channel, Self::Reminder];
}

impl MessageKind {
    /// Returns the lane that sends this kind of message. The query for due work repeats this mapping in
    /// SQL.
    #[must_use]
    pub const fn lane(self) -> Lane {
        match self {
            Self::Dm => Lane::Delivery,
            Self::RoleGive | Self::RoleTake => Lane::Role,
            Self::Reply => Lane::Reply,
            Self::SalesLine | Self::ClaimNotice | Self::Alert | Self::DoubtAlert | Self::HeldAlert => {
                Lane::Channel
            }
            Self::Reminder => Lane::Reminder,
        }
    }
}

impl Sale {
    /// Returns the messages of a lane that are due by `now`, oldest first.
    pub fn due_in(&self, lane: Lane, now: Timestamp) -> impl Iterator<Item = &DueMessage> {
        self.due.iter().filter(move |message| message.kind().lane() == lane && message.due_at <= now)
    }
}

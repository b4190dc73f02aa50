//! Lanes: kinds of work about a sale that do not wait for each other.

use strum::EnumString;

use crate::domain::{DueMessage, MessageKind, Sale, Timestamp, UnknownWord};

/// One kind of work about a sale. Lanes do not wait for each other.
///
/// The order is the order in which work follows from work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumString)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum Lane {
    /// Everything up to the assignment, which the vendor answers.
    Vendor,
    /// Keys, sent to the buyer by direct message.
    Delivery,
    /// Roles, given to the buyer or taken back.
    Role,
    /// Staff's own reply.
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
    /// The lane that sends this kind of message. The search for work that is due says the same in SQL.
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

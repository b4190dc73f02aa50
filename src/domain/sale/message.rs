//! Messages of a sale, each with its subject.

use std::fmt;
use std::str::FromStr;

use super::super::{ChannelId, InvalidSnowflake, LineNumber, MessageId, RoleId};
use super::UnknownWord;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// The kinds of messages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum MessageKind {
            $($(#[$doc])* $name),*
        }

        impl MessageKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the name, as the ledger stores it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

kinds!(
    /// The key, to the buyer.
    Dm = "dm",
    /// The outcome, to staff: edits their reply.
    Reply = "reply",
    /// The line of the sales channel.
    SalesLine = "sales_line",
    /// The notice with the Claim button.
    ClaimNotice = "claim_notice",
    /// Something that a person who can act has to know.
    Alert = "alert",
    /// The alarm about a sale that is in doubt for long; dropped when the doubt ends before.
    DoubtAlert = "doubt_alert",
    /// The alarm about a sale that is still held; repeated until somebody decides.
    HeldAlert = "held_alert",
    /// The role of whoever holds a license, to the buyer.
    RoleGive = "role_give",
    /// The same role, taken back; due when the license ends.
    RoleTake = "role_take",
    /// A reminder of a license that ends soon, to a buyer who asked for it.
    Reminder = "reminder",
);

impl FromStr for MessageKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let kind = Self::ALL.iter().find(|kind| kind.as_str() == text);
        kind.copied().ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// A message, with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The keys that the DM brings: the licenses whose line names it, else all of them.
    Dm,
    /// The outcome. Where the sale waits to be claimed it links the notice with the Claim button.
    Reply(Option<PostedNotice>),
    /// The line of the sales channel.
    SalesLine,
    /// The notice with the Claim button.
    ClaimNotice,
    /// An alarm.
    Alert(Alert),
    /// The alarm about a sale that is in doubt for long.
    DoubtAlert,
    /// The alarm about a sale that is still held.
    HeldAlert,
    /// The role to be given for a license.
    RoleGive(LineNumber, RoleId),
    /// The role to be taken when a license has ended.
    RoleTake(LineNumber, RoleId),
    /// The reminder of a license, and of those that end with it.
    Reminder(LineNumber),
}

/// The subject of an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// The sale as it stands.
    Sale,
    /// A license in quarantine that is assigned, which is not the sale's to decide any more.
    FoundAssigned(LineNumber),
    /// A role that could not be given or taken.
    Role(RoleId, RoleRefusal),
}

/// Why a role could not be given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleRefusal {
    /// The bot may not.
    NotAllowed,
    /// The role is no more.
    Gone,
    /// The buyer is no member.
    NoMember,
}

impl RoleRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::NotAllowed, Self::Gone, Self::NoMember];

    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAllowed => "not allowed",
            Self::Gone => "gone",
            Self::NoMember => "no member",
        }
    }
}

impl Message {
    /// Returns the kind.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Dm => MessageKind::Dm,
            Self::Reply(_) => MessageKind::Reply,
            Self::SalesLine => MessageKind::SalesLine,
            Self::ClaimNotice => MessageKind::ClaimNotice,
            Self::Alert(_) => MessageKind::Alert,
            Self::DoubtAlert => MessageKind::DoubtAlert,
            Self::HeldAlert => MessageKind::HeldAlert,
            Self::RoleGive(..) => MessageKind::RoleGive,
            Self::RoleTake(..) => MessageKind::RoleTake,
            Self::Reminder(_) => MessageKind::Reminder,
        }
    }

    /// Returns the license it is about, where it is about one.
    #[must_use]
    pub const fn line(&self) -> Option<LineNumber> {
        match self {
            Self::Alert(Alert::FoundAssigned(line))
            | Self::RoleGive(line, _)
            | Self::RoleTake(line, _)
            | Self::Reminder(line) => Some(*line),
            _ => None,
        }
    }
}

/// The place of the notice with the Claim button. The reply that is due after it links it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostedNotice {
    /// The channel that took it.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

impl fmt::Display for PostedNotice {
    /// Writes the place as the ledger stores it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.channel, self.message)
    }
}

impl FromStr for PostedNotice {
    type Err = InvalidSnowflake;

    fn from_str(place: &str) -> Result<Self, Self::Err> {
        let (channel, message) = place.split_once(' ').ok_or(InvalidSnowflake)?;
        Ok(Self { channel: channel.parse()?, message: message.parse()? })
    }
}

/// The number of a message within its sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageNumber(i64);

impl MessageNumber {
    /// Takes the number that the ledger stores.
    #[must_use]
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// Returns the number as the ledger stores it.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

//! Messages of a sale, each with its subject.

use std::fmt;
use std::str::FromStr;

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::super::{ChannelId, InvalidSnowflake, LineNumber, MessageId, RoleId};
use super::UnknownWord;

/// The kinds of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum MessageKind {
    /// The key, to the buyer.
    Dm,
    /// The outcome, to staff: edits their reply.
    Reply,
    /// The line of the sales channel.
    SalesLine,
    /// The notice with the Claim button.
    ClaimNotice,
    /// Something that a person who can act has to know.
    Alert,
    /// The alarm about a sale that is in doubt for long; dropped when the doubt ends before.
    DoubtAlert,
    /// The alarm about a sale that is still held; repeated until somebody decides.
    HeldAlert,
    /// The role of whoever holds a license, to the buyer.
    RoleGive,
    /// The same role, taken back; due when the license ends.
    RoleTake,
    /// A reminder of a license that ends soon, to a buyer who asked for it.
    Reminder,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum RoleRefusal {
    /// The bot may not.
    #[strum(serialize = "not allowed")]
    NotAllowed,
    /// The role is no more.
    #[strum(serialize = "gone")]
    Gone,
    /// The buyer is no member.
    #[strum(serialize = "no member")]
    NoMember,
}

impl RoleRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::NotAllowed, Self::Gone, Self::NoMember];

    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
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

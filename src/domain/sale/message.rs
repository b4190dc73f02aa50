//! Messages of a sale, each with its subject.

use std::fmt;
use std::str::FromStr;

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::super::{ChannelId, InvalidSnowflake, LineNumber, MessageId, RoleId, TransferNumber};
use super::UnknownWord;

/// The kind of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum MessageKind {
    /// The DM with the keys.
    Dm,
    /// The outcome, edited into staff's reply.
    Reply,
    /// The line of the sales channel.
    SalesLine,
    /// The notice with the Claim button.
    ClaimNotice,
    /// An alert to a person who can act.
    Alert,
    /// The alarm about a sale that has been in doubt for a long time.
    DoubtAlert,
    /// The alarm about a sale that is still held. It is repeated until staff decide.
    HeldAlert,
    /// The role of a license, given to the buyer.
    RoleGive,
    /// The role of a license, taken from the buyer when the license ends, or from the account that a
    /// transfer left.
    RoleTake,
    /// A reminder to a buyer that a license ends soon.
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
    /// The DM with the keys of the lines that refer to it, or of all lines if none does.
    Dm,
    /// The outcome. It links the notice with the Claim button, if there is one.
    Reply(Option<PostedNotice>),
    /// The line of the sales channel.
    SalesLine,
    /// The notice with the Claim button.
    ClaimNotice,
    /// An alarm.
    Alert(Alert),
    /// The alarm about a sale that has been in doubt for a long time.
    DoubtAlert,
    /// The alarm about a sale that is still held.
    HeldAlert,
    /// The role to be given for a license.
    RoleGive(LineNumber, RoleId),
    /// The role to be taken when a license has ended.
    RoleTake(LineNumber, RoleId),
    /// The role to be taken from the account that was the buyer before this transfer.
    FormerRole(TransferNumber, RoleId),
    /// The reminder of a license, and of those that end with it.
    Reminder(LineNumber),
}

/// The subject of an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// The state of the sale.
    Sale,
    /// A quarantined license that turned out to be assigned after the sale was over.
    FoundAssigned(LineNumber),
    /// A role that could not be given or taken.
    Role(RoleId, RoleRefusal),
    /// A role that could not be taken from the account that was the buyer before this transfer.
    FormerRole(TransferNumber, RoleId, RoleRefusal),
}

/// The reason why a role could not be given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum RoleRefusal {
    /// The bot lacks the permission.
    #[strum(serialize = "not allowed")]
    NotAllowed,
    /// The role was deleted.
    #[strum(serialize = "gone")]
    Gone,
    /// The buyer is not a member of the server.
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
            Self::RoleTake(..) | Self::FormerRole(..) => MessageKind::RoleTake,
            Self::Reminder(_) => MessageKind::Reminder,
        }
    }

    /// Returns the line that the message is about, if there is one.
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

/// The place of the notice with the Claim button, which a later reply links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostedNotice {
    /// The channel.
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

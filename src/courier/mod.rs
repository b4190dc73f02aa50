//! The messages that deliver keys to buyers and report outcomes to staff, channels and owners.
//!
//! [`Courier`] is the interface to Discord that sales use. Closed DMs are an outcome here. An error means
//! that another attempt may succeed. Messages are built by pure functions ([`letters`]). Invariant: only
//! messages to the buyer contain unmasked keys.

pub mod custom_id;
pub mod default_sales_channel;
mod discord;
mod dm_look_back;
pub mod guild_profile;
pub mod letters;
pub mod markup;
pub mod permissions;
pub mod rest;
pub mod safe_text;
pub mod visibility;

use std::future::Future;
use std::time::Duration;

use crate::domain::{
    BuyerId, ChannelId, DueMessage, LineNumber, MessageId, PostedNotice, RoleId, Sale, ServerAlert, Timestamp,
};

pub use discord::DiscordCourier;

/// The error of a call that Discord could not serve now and may serve later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Discord cannot be reached or asks to wait")]
pub struct Later {
    /// How long Discord asks to wait, if it says so.
    pub wait: Option<Duration>,
}

/// The result of opening a buyer's DM channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedDm {
    /// The channel. Only sending shows whether it accepts a message.
    Channel(ChannelId),
    /// Discord does not let the bot write to this buyer.
    Closed,
}

/// The result of sending a DM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The message was sent.
    Delivered {
        /// The DM's channel.
        channel: ChannelId,
        /// The message.
        message: MessageId,
        /// The lines whose keys the message holds, as Discord returned it.
        holds: Vec<LineNumber>,
    },
    /// The buyer accepts no messages from the bot (50007, 50278).
    DmsClosed,
    /// Discord refused the message for another permanent reason.
    Refused,
}

/// The keys to deliver in one message.
#[derive(Debug, Clone, Copy)]
pub struct Parcel<'a> {
    /// The sale it belongs to.
    pub sale: &'a Sale,
    /// The due message. Its nonce lets Discord recognise a repeat.
    pub row: &'a DueMessage,
    /// The buyer's DM channel, if it is open already.
    pub channel: Option<ChannelId>,
    /// True if the sending task has just created the due message, so that no part was sent before.
    pub is_new: bool,
    /// The current time.
    pub now: Timestamp,
}

/// The age from which Discord may have forgotten a nonce. Discord's documentation says only that a nonce is
/// checked for "the past few minutes".
const NONCE_IS_OLD: Duration = Duration::from_mins(1);

impl Parcel<'_> {
    /// Returns true if the keys may have reached the buyer already, in a message that Discord would not
    /// recognise by the nonce.
    #[must_use]
    pub fn may_be_sent(&self) -> bool {
        !self.is_new || self.row.attempts > 0 || self.now.since(self.row.created_at) > NONCE_IS_OLD
    }
}

/// The result of sending a message about an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notified {
    /// It was sent. Contains the message's id if a new message was posted.
    Yes(Option<MessageId>),
    /// The notice with the Claim button was posted here.
    Noticed(PostedNotice),
    /// It can no longer be sent, or there is nowhere to send it.
    Nowhere,
}

/// The result of giving or taking a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleChange {
    /// The role was changed.
    Done,
    /// The bot lacks *Manage Roles*, or the role is not below its own (50013, 50001).
    NotAllowed,
    /// The role no longer exists (10011).
    NoSuchRole,
    /// The buyer is not a member (10007).
    NoMember,
    /// Discord refused for another reason, which nobody can fix.
    Nowhere,
}

/// The interface to Discord that sales use.
pub trait Courier: Send + Sync + 'static {
    /// Opens the buyer's DM channel, or finds the existing one.
    fn open_dm(&self, buyer: BuyerId) -> impl Future<Output = Result<OpenedDm, Later>> + Send;

    /// Sends the key to its buyer. Repeating a parcel does not send it twice.
    fn deliver(&self, parcel: Parcel<'_>) -> impl Future<Output = Result<Delivery, Later>> + Send;

    /// Sends a message about the sale's state: staff's reply, the line in the sales channel, the claim notice
    /// or an alert. Callers never request a DM with keys here.
    fn tell(&self, sale: &Sale, row: &DueMessage) -> impl Future<Output = Result<Notified, Later>> + Send;

    /// Tells a server of its stock, or of the backups.
    fn tell_server(&self, alert: &ServerAlert) -> impl Future<Output = Result<Notified, Later>> + Send;

    /// Gives a role of a sale to a member, or removes it. A repeat changes nothing.
    fn change_role(
        &self,
        sale: &Sale,
        member: BuyerId,
        role: RoleId,
        give: bool,
    ) -> impl Future<Output = Result<RoleChange, Later>> + Send;

    /// Shows staff, in their reply, the place in the queue for the vendor and the expected wait. A failure
    /// has no effect.
    fn tell_place(&self, sale: &Sale, place: usize, wait: Duration) -> impl Future<Output = ()> + Send;
}

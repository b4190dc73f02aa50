//! The messages that bring keys to buyers and outcomes to everybody who waits for them.
//!
//! [`Courier`] is Discord as a sale sees it. Closed DMs are an outcome here; an error means that another
//! attempt may succeed. Messages are built by pure functions ([`letters`]). Invariant: only the buyer's own
//! messages hold whole keys.

pub mod custom_id;
pub mod default_channel;
mod discord;
pub mod guild_profile;
pub mod letters;
mod look_back;
pub mod markup;
pub mod permissions;
pub mod rest;
pub mod text;
pub mod visibility;

use std::future::Future;
use std::time::Duration;

use crate::domain::{
    BuyerId, ChannelId, DueMessage, LineNumber, MessageId, PostedNotice, RoleId, Sale, StockAlert, Timestamp,
};

pub use discord::DiscordCourier;

/// Discord could not do it now and may later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Discord cannot be reached or asks to wait")]
pub struct Later {
    /// How long Discord asks to wait, if it said.
    pub wait: Option<Duration>,
}

/// The result of opening a buyer's DM channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedDm {
    /// The channel. Only sending shows whether it accepts a message.
    Channel(ChannelId),
    /// Discord does not let us write to this buyer.
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
    /// The buyer accepts no messages from us (50007, 50278).
    DmsClosed,
    /// Discord refuses the message for another permanent reason.
    Refused,
}

/// The keys of a message that is to be delivered.
#[derive(Debug, Clone, Copy)]
pub struct Parcel<'a> {
    /// The sale it belongs to.
    pub sale: &'a Sale,
    /// The message. Its nonce makes a repeat the same message.
    pub row: &'a DueMessage,
    /// The buyer's DM channel, if it is open already.
    pub channel: Option<ChannelId>,
    /// The task that sends the message has just made it due, so that no part was sent before.
    pub is_new: bool,
    /// The present instant.
    pub now: Timestamp,
}

/// The age from which Discord may have forgotten a nonce. Discord enforces one for "the past few minutes" and
/// does not say how many.
const NONCE_IS_OLD: Duration = Duration::from_mins(1);

impl Parcel<'_> {
    /// Tells whether the keys may be with the buyer already, in a message that Discord would not
    /// recognise by the nonce.
    #[must_use]
    pub fn may_be_sent(&self) -> bool {
        !self.is_new || self.row.attempts > 0 || self.now.since(self.row.created_at) > NONCE_IS_OLD
    }
}

/// The result of telling an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notified {
    /// It was told. The message is named where a new one was sent.
    Yes(Option<MessageId>),
    /// The notice with the Claim button was posted here.
    Noticed(PostedNotice),
    /// It cannot be told any more, or there is no place to tell it.
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
    /// The buyer is no member (10007).
    NoMember,
    /// Discord refuses for another reason, which nobody can fix.
    Nowhere,
}

/// Discord as sales need it.
pub trait Courier: Send + Sync + 'static {
    /// Opens the buyer's DM channel, or finds the existing one.
    fn open_dm(&self, buyer: BuyerId) -> impl Future<Output = Result<OpenedDm, Later>> + Send;

    /// Sends the key to its buyer. Repeating a parcel does not send it twice.
    fn deliver(&self, parcel: Parcel<'_>) -> impl Future<Output = Result<Delivery, Later>> + Send;

    /// Tells how the sale stands: staff's reply, the sales channel's line, the claim notice or an alert.
    /// Callers never ask for a DM here.
    fn tell(&self, sale: &Sale, row: &DueMessage) -> impl Future<Output = Result<Notified, Later>> + Send;

    /// Tells a server that a product runs low, or that there is enough of it again.
    fn tell_stock(&self, alert: &StockAlert) -> impl Future<Output = Result<Notified, Later>> + Send;

    /// Gives the buyer a role, or takes it. A repeat changes nothing.
    fn change_role(
        &self,
        sale: &Sale,
        role: RoleId,
        give: bool,
    ) -> impl Future<Output = Result<RoleChange, Later>> + Send;

    /// Shows staff in their reply their place in the queue for the vendor and how long it may take. Nothing
    /// depends on it.
    fn tell_place(&self, sale: &Sale, place: usize, wait: Duration) -> impl Future<Output = ()> + Send;
}

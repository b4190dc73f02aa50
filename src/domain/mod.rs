//! The words of the trade, pure: no I/O, no clock of its own, no Discord types.
//!
//! Everything above speaks in these types, so that a buyer is never mistaken for a staff
//! member nor a sale's state changed along a way the design does not know. A value of a
//! type here is valid by construction; text from outside that is not is refused at the edge.

mod clock;
mod ids;
mod license;
mod license_status;
mod licenses;
mod link;
mod sale;
mod stock_alert;

pub use clock::{Clock, Moment, SystemClock, Timestamp};
pub use ids::{
    BuyerId, ChannelId, GuildId, InteractionId, InvalidSnowflake, LineNumber, MessageId, RoleId, SaleId,
    StaffId,
};
pub use license::{InvalidKeyHash, InvalidLicenseKey, KeyHash, License, LicenseKey, MaskedKey, Product};
pub use license_status::LicenseStatus;
pub use licenses::{Licenses, LicensesBuilder, Listed, Shelf};
pub use link::is_link;
pub use sale::{
    Actor, Alert, Attempt, Change, DmRefusal, DmState, DueMessage, Durability, Earlier, EventKind, Evidence,
    Failure, Line, LineState, LineWrite, Message, MessageKind, MessageNumber, NewEvent, NoSuchStep, Nonce,
    PostedNotice, Question, REPLY_TOKEN_LIVES, Refund, Reminder, Reminding, RoleRefusal, Sale, SaleRequest,
    SaleState, Settled, Transition, UnknownWord, Verdict, Version, end_together, is_worth_reminding,
};
pub use stock_alert::{StockAlert, StockAlertId};

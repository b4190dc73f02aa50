//! The pure types and rules of sales, licenses and messages.
//!
//! Invariant: a value of a type here is valid by construction; invalid text from outside is refused when
//! it is parsed. All layers use these types, so that a buyer is never mistaken for a staff member.
//!
//! Nothing here does I/O, reads a clock or knows Discord's types.

mod clock;
mod clock_skew;
mod ids;
mod license;
mod license_status;
mod licenses;
mod sale;
mod server_alert;
mod web_link;

pub use clock::{Clock, Moment, SystemClock, Timestamp};
pub use clock_skew::ClockSkew;
pub use ids::{
    BuyerId, ChannelId, GuildId, InteractionId, InvalidSnowflake, LineNumber, MessageId, MessageNumber,
    RoleId, SaleId, ServerAlertId, StaffId, TransferNumber,
};
pub use license::{InvalidKeyHash, InvalidLicenseKey, KeyHash, License, LicenseKey, MaskedKey, Product};
pub use license_status::LicenseStatus;
pub use licenses::{Licenses, LicensesBuilder, Listed, Shelf};
pub use sale::{
    Actor, Alert, Attempt, Change, DmRefusal, DmState, DueMessage, Durability, Earlier, EventDetail,
    EventKind, Evidence, Failure, Line, LineState, LineWrite, Message, MessageKind, NewEvent, NewTransfer,
    NoSuchStep, Nonce, PostedNotice, Question, QuestionKind, REPLY_TOKEN_LIVES, Refund, Reminder, Reminding,
    RoleRefusal, Sale, SaleRequest, SaleState, Settled, Transfer, TransferRefusal, TransferredRoles,
    Transition, UnknownWord, Verdict, Version, end_together, is_worth_reminding,
};
pub use server_alert::{AlertSubject, ServerAlert};
pub use web_link::is_link;

//! The sale: header, lines, open question and due messages.

use secrecy::SecretString;
use strum::{EnumString, IntoStaticStr};

use super::super::{
    BuyerId, ChannelId, GuildId, InteractionId, License, LineNumber, MessageId, MessageNumber, Product,
    SaleId, StaffId, Timestamp,
};
use super::{DueMessage, Failure, Line, LineState, MessageKind, SaleState, UnknownWord};

/// The version of a sale, for the optimistic lock. Each change increments it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(i64);

impl Version {
    /// The version of a sale that was just requested.
    pub const FIRST: Self = Self(1);

    /// Creates a version from the number that the ledger stores.
    #[must_use]
    pub fn new(version: i64) -> Self {
        Self(version)
    }

    /// Returns the version as the ledger stores it.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }

    pub(super) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// A question that staff have to answer before a sale continues. Nothing is sold meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The sale seems to repeat an earlier one. Is that intended?
    Repeat,
    /// The stock holds fewer licenses than asked for. Is this number enough?
    Partial(u8),
    /// The stock holds several products, and none was named. Which one is to be sold? Holds their names
    /// and counts.
    Product(Vec<(String, u32)>),
}

/// The kind of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownWord, parse_err_fn = UnknownWord::of)]
pub enum QuestionKind {
    /// [`Question::Repeat`].
    Repeat,
    /// [`Question::Partial`].
    Partial,
    /// [`Question::Product`].
    Product,
}

impl Question {
    /// Returns the kind.
    #[must_use]
    pub const fn kind(&self) -> QuestionKind {
        match self {
            Self::Repeat => QuestionKind::Repeat,
            Self::Partial(_) => QuestionKind::Partial,
            Self::Product(_) => QuestionKind::Product,
        }
    }
}

impl QuestionKind {
    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The record that staff returned the money. The buyer keeps the license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// The instant.
    pub at: Timestamp,
    /// The staff member who marked it.
    pub staff: StaffId,
    /// The reason, as typed.
    pub reason: String,
}

/// An earlier sale that a new one seems to repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The earlier sale.
    pub sale: SaleId,
    /// The staff member who sold.
    pub staff: StaffId,
    /// The product, if one is known.
    pub product: Option<Product>,
    /// The instant of the earlier sale.
    pub at: Timestamp,
}

/// A sale.
#[derive(Debug, Clone)]
pub struct Sale {
    /// Its number.
    pub id: SaleId,
    /// The version of this state of the sale.
    pub version: Version,
    /// The number of its newest event.
    pub last_event: i64,
    /// The number of its newest message.
    pub last_message: MessageNumber,
    /// The number of DMs that were made due.
    pub last_dm: i64,
    /// The server it was made in.
    pub guild: GuildId,
    /// The channel the command was run in.
    pub channel: ChannelId,
    /// The interaction that requested it.
    pub interaction: InteractionId,
    /// The staff member who sold.
    pub staff: StaffId,
    /// The buyer.
    pub buyer: BuyerId,
    /// The product asked for, if one was.
    pub product: Option<Product>,
    /// The number of licenses to be sold.
    pub quantity: u8,
    /// Staff's note, as typed.
    pub note: Option<String>,
    /// The payment or ticket it belongs to. Two sales of a server share one only if one of them sold
    /// nothing.
    pub reference: Option<String>,
    /// The faulty sale that it replaces.
    pub replaces: Option<SaleId>,
    /// The fault of the replaced sale, as typed.
    pub replace_reason: Option<String>,
    /// The sale that replaces this one.
    pub replaced_by: Option<SaleId>,
    /// The refund, if there was one.
    pub refund: Option<Refund>,
    /// The state.
    pub state: SaleState,
    /// The reason of its failure, if it failed.
    pub failure: Option<Failure>,
    /// The reason why fewer licenses were sold than asked for, if there were fewer.
    pub short: Option<Failure>,
    /// The vendor's words, if it refused.
    pub vendor_words: Option<String>,
    /// The number of stock entries that could not be read, if no suitable license was found.
    pub unreadable: u32,
    /// True if the buyer can see the channel and the bot may write to it, as Discord reported with the
    /// command.
    pub buyer_sees_channel: bool,
    /// The token that edits staff's reply.
    pub reply_token: Option<SecretString>,
    /// The expiry of the reply token.
    pub reply_token_until: Timestamp,
    /// The channel of the buyer's DM, once known.
    pub dm_channel: Option<ChannelId>,
    /// The DM that holds the key, once sent.
    pub dm_message: Option<MessageId>,
    /// The number of times in a row that the sale was put off.
    pub waits: i64,
    /// The instant at which recovery continues it, if it was put off.
    pub next_attempt_at: Option<Timestamp>,
    /// The sale it seems to repeat.
    pub repeats: Option<Earlier>,
    /// The question that staff are asked.
    pub question: Option<Question>,
    /// The deadline of the answer. Without an answer, the sale does not continue before the deadline.
    pub confirm_until: Option<Timestamp>,
    /// The language of the staff member who sold, as Discord named it.
    pub staff_locale: Option<String>,
    /// The server's language: the one its owner chose, else as Discord named it.
    pub guild_locale: Option<String>,
    /// The language of the buyer, once it is known.
    pub buyer_locale: Option<String>,
    /// The instant of the request.
    pub requested_at: Timestamp,
    /// The instant of the last change of state.
    pub updated_at: Timestamp,
    /// The instant when the buyer received the keys.
    pub delivered_at: Option<Timestamp>,
    /// The licenses, oldest first, including released ones.
    pub lines: Vec<Line>,
    /// The messages to be sent now or later, oldest first.
    pub due: Vec<DueMessage>,
}

impl Sale {
    /// Returns the license that the sale is about: the one being assigned or held, else the newest live
    /// one, else the one that staff named.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        let rank = |line: &Line| match line.state {
            LineState::Assigning | LineState::InDoubt | LineState::Held => 2,
            LineState::Wanted => 0,
            _ => 1,
        };
        self.lines.iter().filter(|line| line.state != LineState::Released).max_by_key(|line| rank(line))
    }

    /// Returns the line of this number.
    #[must_use]
    pub fn numbered(&self, number: LineNumber) -> Option<&Line> {
        self.lines.iter().find(|line| line.number == number)
    }

    /// Lists the lines in a state.
    pub fn in_state(&self, state: LineState) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.state == state)
    }

    /// Lists the lines that the vendor has assigned to the buyer.
    pub fn sold(&self) -> impl Iterator<Item = &License> {
        self.in_state(LineState::Assigned).map(|line| &line.license)
    }

    /// Lists the lines whose keys a DM contains. A repeated DM contains all keys.
    #[must_use]
    pub fn carried_by(&self, dm: MessageNumber) -> Vec<&Line> {
        let own = |line: &&Line| line.dm.is_some_and(|(number, _)| number == dm);
        let carried: Vec<_> = self.in_state(LineState::Assigned).filter(own).collect();
        if carried.is_empty() { self.in_state(LineState::Assigned).collect() } else { carried }
    }

    /// Returns true if some assigned license is in no DM yet.
    #[must_use]
    pub fn has_more_to_deliver(&self) -> bool {
        self.in_state(LineState::Assigned).any(|line| !line.has_dm())
    }

    /// Returns true if the buyer has a DM with each assigned license.
    #[must_use]
    pub fn is_all_brought(&self) -> bool {
        self.in_state(LineState::Assigned).all(Line::is_brought)
    }

    /// Returns the number of licenses still to be drawn.
    #[must_use]
    pub fn to_draw(&self) -> usize {
        let counts = |line: &&Line| line.state.is_live() && line.state != LineState::Quarantined;
        let live = self.lines.iter().filter(counts).count();
        usize::from(self.quantity).saturating_sub(live)
    }

    /// Returns the message of this kind that is due, now or later.
    #[must_use]
    pub fn due_of(&self, kind: MessageKind) -> Option<&DueMessage> {
        self.due.iter().find(|message| message.kind() == kind)
    }

    /// Returns true if staff named the license, so that no other may replace it. Such a sale keeps the
    /// line of the request.
    #[must_use]
    pub fn names_its_license(&self) -> bool {
        self.lines.first().is_some_and(|line| {
            line.state == LineState::Wanted || (line.state == LineState::Released && line.attempts == 0)
        })
    }

    /// Returns a quarantined license whose lookup is due by `now`.
    #[must_use]
    pub fn to_look_at(&self, now: Timestamp) -> Option<&Line> {
        self.in_state(LineState::Quarantined).find(|line| line.look_at.is_some_and(|at| at <= now))
    }
}

//! The sale and all that belongs to it.

use secrecy::SecretString;
use strum::IntoStaticStr;

use super::super::{
    BuyerId, ChannelId, GuildId, InteractionId, License, LineNumber, MessageId, Product, SaleId, StaffId,
    Timestamp,
};
use super::{DueMessage, Failure, Line, LineState, MessageKind, MessageNumber, SaleState};

/// The version of a sale. Each change makes it one more: the optimistic lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(i64);

impl Version {
    /// The version of a sale that was just requested.
    pub const FIRST: Self = Self(1);

    /// Takes the version that the ledger stores.
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

/// A question that staff are asked before a sale goes on. Nothing is sold meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Question {
    /// It seems to repeat an earlier sale; is it meant?
    Repeat,
    /// The stock holds fewer licenses than asked for; are so many enough?
    Partial(u8),
    /// The stock holds several products, and none was named; which one? Names and counts.
    Product(Vec<(String, u32)>),
}

impl Question {
    /// Returns the name, as the ledger stores it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.into()
    }
}

/// A mark of staff's that the money went back. The vendor takes no license back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub staff: StaffId,
    /// Why, as typed.
    pub reason: String,
}

/// An earlier sale that a new one seems to repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The earlier sale.
    pub sale: SaleId,
    /// The staff member who sold.
    pub staff: StaffId,
    /// The product it was about, where one is known.
    pub product: Option<Product>,
    /// When.
    pub at: Timestamp,
}

/// A sale.
#[derive(Debug, Clone)]
pub struct Sale {
    /// Its number.
    pub id: SaleId,
    /// The version of what is written here.
    pub version: Version,
    /// The number of its newest event.
    pub last_event: i64,
    /// The number of its newest message.
    pub last_message: MessageNumber,
    /// How many DMs were made due.
    pub last_dm: i64,
    /// The server it was made in.
    pub guild: GuildId,
    /// The channel the command was run in.
    pub channel: ChannelId,
    /// The interaction it came from.
    pub interaction: InteractionId,
    /// The staff member who sold.
    pub staff: StaffId,
    /// The buyer.
    pub buyer: BuyerId,
    /// The product asked for, if one was.
    pub product: Option<Product>,
    /// How many licenses are to be sold.
    pub quantity: u8,
    /// Staff's note, as typed.
    pub note: Option<String>,
    /// The payment or ticket it belongs to; no two sales of a server share one.
    pub reference: Option<String>,
    /// The faulty sale it makes good.
    pub replaces: Option<SaleId>,
    /// The fault of that one, as typed.
    pub replace_reason: Option<String>,
    /// The sale that makes this one good.
    pub replaced_by: Option<SaleId>,
    /// The mark that the money went back.
    pub refund: Option<Refund>,
    /// Its present state.
    pub state: SaleState,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// Why fewer licenses were sold than were to be, if so.
    pub short: Option<Failure>,
    /// The vendor's words, if it refused.
    pub vendor_words: Option<String>,
    /// Entries of the stock that could not be read, if no license that fits was found.
    pub unreadable: u32,
    /// The buyer can see the channel and the bot may write to it, as Discord told with the command.
    pub buyer_sees_channel: bool,
    /// Edits staff's reply while it lives.
    pub reply_token: Option<SecretString>,
    /// Until when it lives.
    pub reply_token_until: Timestamp,
    /// The channel of the buyer's DM, once known.
    pub dm_channel: Option<ChannelId>,
    /// The DM that holds the key, once sent.
    pub dm_message: Option<MessageId>,
    /// How often it was put off in its present trouble.
    pub waits: i64,
    /// When recovery takes it up again, where it was put off.
    pub next_attempt_at: Option<Timestamp>,
    /// The sale it seems to repeat.
    pub repeats: Option<Earlier>,
    /// The question that staff are asked.
    pub question: Option<Question>,
    /// Until when they may answer; it is not carried on meanwhile.
    pub confirm_until: Option<Timestamp>,
    /// The language of the staff member who sold, as Discord named it.
    pub staff_locale: Option<String>,
    /// The server's language: the one its owner chose, else as Discord named it.
    pub guild_locale: Option<String>,
    /// The buyer's language, once learnt.
    pub buyer_locale: Option<String>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When its state last changed.
    pub updated_at: Timestamp,
    /// When the buyer had the keys.
    pub delivered_at: Option<Timestamp>,
    /// Its licenses, oldest first, the released ones too.
    pub lines: Vec<Line>,
    /// Its messages that are to be sent, now or later, oldest first.
    pub due: Vec<DueMessage>,
}

impl Sale {
    /// The license the sale is about: the one being assigned or judged, else the newest live one,
    /// else the one staff named.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        let rank = |line: &Line| match line.state {
            LineState::Assigning | LineState::InDoubt | LineState::Held => 2,
            LineState::Wanted => 0,
            _ => 1,
        };
        self.lines.iter().filter(|line| line.state != LineState::Released).max_by_key(|line| rank(line))
    }

    /// The line of this number.
    #[must_use]
    pub fn numbered(&self, number: LineNumber) -> Option<&Line> {
        self.lines.iter().find(|line| line.number == number)
    }

    /// The lines in a state.
    pub fn in_state(&self, state: LineState) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.state == state)
    }

    /// The licenses that are the buyer's, because the vendor has them so.
    pub fn sold(&self) -> impl Iterator<Item = &License> {
        self.in_state(LineState::Assigned).map(|line| &line.license)
    }

    /// The lines that a DM brings: those whose DM it is; one that is sent again brings all.
    #[must_use]
    pub fn carried_by(&self, dm: MessageNumber) -> Vec<&Line> {
        let own = |line: &&Line| line.dm.is_some_and(|(number, _)| number == dm);
        let carried: Vec<_> = self.in_state(LineState::Assigned).filter(own).collect();
        if carried.is_empty() { self.in_state(LineState::Assigned).collect() } else { carried }
    }

    /// Tells whether a license of the buyer's is in no DM yet.
    #[must_use]
    pub fn has_more_to_deliver(&self) -> bool {
        self.in_state(LineState::Assigned).any(|line| !line.has_dm())
    }

    /// Tells whether the buyer has a DM with each license that is theirs.
    #[must_use]
    pub fn is_all_brought(&self) -> bool {
        self.in_state(LineState::Assigned).all(Line::is_brought)
    }

    /// How many licenses are still to be drawn.
    #[must_use]
    pub fn to_draw(&self) -> usize {
        let counts = |line: &&Line| line.state.is_live() && line.state != LineState::Quarantined;
        let live = self.lines.iter().filter(counts).count();
        usize::from(self.quantity).saturating_sub(live)
    }

    /// The message of this kind that is due, now or later.
    #[must_use]
    pub fn due_of(&self, kind: MessageKind) -> Option<&DueMessage> {
        self.due.iter().find(|message| message.kind() == kind)
    }

    /// Tells whether staff named the license: then no other replaces it. Such a sale keeps the line
    /// it was asked with, which was never tried.
    #[must_use]
    pub fn names_its_license(&self) -> bool {
        self.lines.first().is_some_and(|line| {
            line.state == LineState::Wanted || (line.state == LineState::Released && line.attempts == 0)
        })
    }

    /// Returns the quarantined license that is to be looked at by `now`, if there is one.
    #[must_use]
    pub fn to_look_at(&self, now: Timestamp) -> Option<&Line> {
        self.in_state(LineState::Quarantined).find(|line| line.look_at.is_some_and(|at| at <= now))
    }
}

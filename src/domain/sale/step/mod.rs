//! The building blocks of transitions.
//!
//! A step begins with a sale as it was read, and ends as a [`Change`]. The step fails if the state
//! tables forbid one of its moves. [`lines`] changes the licenses, and [`messages`] the due messages.

mod lines;
mod messages;

use super::super::{BuyerId, ChannelId, InteractionId, MessageId, Timestamp, TransferNumber};
use super::{
    Actor, Change, Durability, EventDetail, EventKind, Failure, LineState, MessageKind, NewEvent,
    NewTransfer, NoSuchStep, Question, Sale, SaleState, Transition,
};

/// A step in progress.
pub(super) struct Step {
    change: Change,
    is_legal: bool,
    /// True if the sale or a line has moved, or a question was opened.
    is_move: bool,
    /// True if staff have decided. A held sale moves only in such a step.
    is_decided: bool,
}

impl Step {
    /// Begins a step that need not be synced.
    pub(super) fn of(sale: &Sale, now: Timestamp) -> Self {
        let mut after = sale.clone();
        after.version = sale.version.next();
        let change = Change {
            before: sale.state,
            after,
            at: now,
            changes_details: false,
            lines: Vec::new(),
            events: Vec::new(),
            made_due: Vec::new(),
            settled: Vec::new(),
            transfer: None,
            durability: Durability::Lazy,
        };
        Self { change, is_legal: true, is_move: false, is_decided: false }
    }

    /// Ends the step.
    pub(super) fn done(self) -> Transition {
        let after = &self.change.after;
        let delivers = after.state != SaleState::Assigned || after.due_of(MessageKind::Dm).is_some();
        let goes_on = !matches!(after.state, SaleState::Requested | SaleState::Acknowledged);
        let fits = !self.is_move || (state_fits_lines(after) && !(goes_on && after.question.is_some()));
        if self.is_legal && delivers && fits {
            Ok(self.change)
        } else {
            Err(NoSuchStep::Illegal(after.id, after.state))
        }
    }

    /// Returns the sale as changed so far.
    pub(super) fn sale(&self) -> &Sale {
        &self.change.after
    }

    /// Returns the instant of the step.
    pub(super) fn now(&self) -> Timestamp {
        self.change.at
    }

    /// Requires the step to be synced.
    pub(super) fn synced(mut self) -> Self {
        self.change.durability = Durability::Synced;
        self
    }

    /// Marks the step as a decision of staff.
    pub(super) fn decided(mut self) -> Self {
        self.is_decided = true;
        self
    }

    /// Makes the step illegal unless this holds.
    pub(super) fn only_if(mut self, holds: bool) -> Self {
        self.is_legal &= holds;
        self
    }

    /// Moves the sale and appends an event. A step may consist of several moves.
    pub(super) fn to(self, to: SaleState, kind: EventKind, detail: Option<EventDetail>) -> Self {
        self.moved_by(to, kind, detail, Actor::Keyclerk)
    }

    /// Moves the sale and appends an event on behalf of `actor`.
    pub(super) fn moved_by(
        mut self,
        to: SaleState,
        kind: EventKind,
        detail: Option<EventDetail>,
        actor: Actor,
    ) -> Self {
        self.is_move = true;
        let sale = &mut self.change.after;
        if sale.state != to {
            self.is_legal &= sale.state.may_become(to);
            (sale.state, sale.updated_at) = (to, self.change.at);
            (sale.waits, sale.next_attempt_at) = (0, None);
        }
        if to != SaleState::Failed {
            sale.failure = None;
        }
        if to == SaleState::Delivered {
            sale.delivered_at.get_or_insert(self.change.at);
        }
        self.event(kind, detail, actor)
    }

    /// Appends an event.
    pub(super) fn event(mut self, kind: EventKind, detail: Option<EventDetail>, actor: Actor) -> Self {
        self.change.after.last_event += 1;
        let number = self.change.after.last_event;
        self.change.events.push(NewEvent { number, kind, detail, actor });
        self
    }

    /// Changes a rarely written part of the header.
    pub(super) fn detail(mut self, change: impl FnOnce(&mut Sale)) -> Self {
        change(&mut self.change.after);
        self.change.changes_details = true;
        self
    }

    /// Stores the vendor's words, if there are any.
    pub(super) fn words(self, words: Option<&str>) -> Self {
        match words {
            Some(words) => self.detail(|sale| sale.vendor_words = Some(words.to_owned())),
            None => self,
        }
    }

    /// Stores the reason why fewer licenses are sold than asked for.
    pub(super) fn short(self, failure: Failure) -> Self {
        self.detail(|sale| sale.short = Some(failure))
    }

    /// Opens a question to staff. The sale does not continue before `until`.
    pub(super) fn ask(mut self, question: Question, until: Timestamp) -> Self {
        self.is_move = true;
        self.detail(|sale| (sale.question, sale.confirm_until) = (Some(question), Some(until)))
    }

    /// Stores the message that brought the keys, and its channel.
    pub(super) fn dm(mut self, channel: ChannelId, message: MessageId) -> Self {
        let sale = &mut self.change.after;
        (sale.dm_channel, sale.dm_message) = (Some(channel), Some(message));
        self
    }

    /// Makes another account the buyer, and appends the event. Forgets the old account's DM, because the
    /// new account has none.
    pub(super) fn new_buyer(self, buyer: BuyerId, interaction: InteractionId, actor: Actor) -> Self {
        let old_buyer = self.sale().buyer;
        let brought = self.sale().lines.iter().filter(|line| line.has_dm());
        let lines: Vec<_> = brought.map(|line| line.number).collect();
        let mut step = self.event(EventKind::Transferred, None, actor);
        let sale = &mut step.change.after;
        (sale.buyer, sale.buyer_locale, sale.buyer_sees_channel) = (buyer, None, false);
        (sale.dm_channel, sale.dm_message) = (None, None);
        let number = TransferNumber::new(sale.last_event);
        step.change.transfer = Some(NewTransfer { number, interaction, old_buyer });
        lines.into_iter().fold(step, |step, line| step.note(line, |line| line.dm = None))
    }

    /// Returns the number of the transfer that the step records, if it does.
    pub(super) fn transfer(&self) -> Option<TransferNumber> {
        self.change.transfer.map(|transfer| transfer.number)
    }

    /// Lets recovery continue the sale at `at`, and not before.
    pub(super) fn put_off(mut self, at: Timestamp) -> Self {
        let sale = &mut self.change.after;
        (sale.next_attempt_at, sale.waits) = (Some(at), sale.waits + 1);
        self
    }
}

/// Returns true if a sale is `assigning`, `in_doubt` or `held` exactly when one of its lines is, and
/// only one. This ensures that no second license is requested while one is unsettled.
fn state_fits_lines(sale: &Sale) -> bool {
    let count = |state| sale.in_state(state).count();
    let open = [
        (SaleState::Assigning, LineState::Assigning),
        (SaleState::InDoubt, LineState::InDoubt),
        (SaleState::Held, LineState::Held),
    ];
    open.into_iter().all(|(state, line)| count(line) == usize::from(sale.state == state))
}

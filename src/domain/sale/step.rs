//! The building blocks of transitions.
//!
//! A step begins with a sale as it was read, and ends as a [`Change`]. The step fails if the state
//! tables forbid one of its moves.

use super::super::{ChannelId, License, LineNumber, MessageId, RoleId, Timestamp};
use super::{
    Actor, Alert, Change, DmState, DueMessage, Durability, EventDetail, EventKind, Evidence, Failure, Line,
    LineState, LineWrite, Message, MessageKind, MessageNumber, NewEvent, NoSuchStep, Nonce, Question, Sale,
    SaleState, Settled, Transition,
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
            after,
            at: now,
            changes_details: false,
            lines: Vec::new(),
            events: Vec::new(),
            made_due: Vec::new(),
            settled: Vec::new(),
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

    /// Changes a line without moving it.
    pub(super) fn note(mut self, number: LineNumber, change: impl FnOnce(&mut Line)) -> Self {
        let Some(line) = self.change.after.lines.iter_mut().find(|line| line.number == number) else {
            self.is_legal = false;
            return self;
        };
        let place = (line.state, line.look_at);
        change(line);
        let write = if place == (line.state, line.look_at) {
            LineWrite::Noted(number)
        } else {
            LineWrite::Moved(number)
        };
        let writes = &mut self.change.lines;
        match writes.iter_mut().find(|write| write.number() == number) {
            Some(LineWrite::Added(_)) => {}
            Some(earlier) if write == LineWrite::Moved(number) => *earlier = write,
            Some(_) => {}
            None => writes.push(write),
        }
        self
    }

    /// Moves a line.
    pub(super) fn line(mut self, number: LineNumber, to: LineState, change: impl FnOnce(&mut Line)) -> Self {
        let is_decided = self.is_decided;
        let may_move = |line: &Line| {
            let is_staffs = line.state == LineState::Held && !is_decided;
            // An earlier attempt has left, so the license may belong to the buyer.
            let has_left =
                to == LineState::Released && line.state == LineState::Assigning && line.attempts > 1;
            line.state.may_become(to) && !is_staffs && !has_left
        };
        self.is_legal &= self.change.after.numbered(number).is_some_and(may_move);
        self.is_move = true;
        self.note(number, |line| {
            (line.state, line.look_at) = (to, None);
            change(line);
        })
    }

    /// Moves a line and changes nothing but its evidence.
    pub(super) fn line_because(self, number: LineNumber, to: LineState, evidence: Evidence) -> Self {
        self.line(number, to, |line| line.evidence = Some(evidence))
    }

    /// Releases each license in one of these states.
    pub(super) fn release(mut self, states: &[LineState], evidence: Evidence) -> Self {
        let lines = self.change.after.lines.iter().filter(|line| states.contains(&line.state));
        for number in lines.map(|line| line.number).collect::<Vec<_>>() {
            self = self.line_because(number, LineState::Released, evidence);
        }
        self
    }

    /// Adds a license. The ledger refuses one that another live sale holds.
    pub(super) fn add(mut self, license: License, state: LineState) -> Self {
        let last = self.change.after.lines.iter().map(|line| line.number.as_i64()).max();
        let number = LineNumber::new(last.unwrap_or(0) + 1);
        self.change.after.lines.push(Line::new(number, license, state));
        self.change.lines.push(LineWrite::Added(number));
        self
    }

    /// Makes messages due now, in this order.
    pub(super) fn due(mut self, messages: &[Message]) -> Self {
        let now = self.now();
        for message in messages {
            self = self.due_at(*message, now);
        }
        self
    }

    /// Makes a message due at `at`.
    pub(super) fn due_at(self, message: Message, at: Timestamp) -> Self {
        self.due_again(message, at, 0)
    }

    /// Makes a message due at `at` that continues one with this number of attempts.
    pub(super) fn due_again(mut self, message: Message, at: Timestamp, attempts: i64) -> Self {
        let sale = &mut self.change.after;
        let number = MessageNumber::new(sale.last_message.as_i64() + 1);
        sale.last_message = number;
        // A power loss may take back a DM, and an alarm may then get its message number before the DM
        // becomes due again. DMs are therefore counted separately, so that the repeated DM has the same
        // nonce.
        let counted = if message == Message::Dm {
            sale.last_dm += 1;
            MessageNumber::new(sale.last_dm)
        } else {
            number
        };
        let nonce = Nonce::derived(sale.interaction, message.kind(), counted);
        let created_at = self.change.at;
        sale.due.push(DueMessage { number, message, nonce, attempts, due_at: at, created_at });
        // Nobody may see a sale that is not on the disk. A recorded intent was synced, and the sale
        // with it.
        if sale.lines.iter().all(|line| line.attempts == 0) {
            self.change.durability = Durability::Synced;
        }
        self.change.made_due.push(number);
        if message == Message::Dm { self.brought_by(number) } else { self }
    }

    /// Adds to a new DM the licenses that are in no DM yet, or whose DM Discord refused.
    fn brought_by(mut self, dm: MessageNumber) -> Self {
        let lacks = |line: &&Line| matches!(line.dm, None | Some((_, DmState::Dropped)));
        let lines = self.change.after.in_state(LineState::Assigned).filter(lacks);
        for number in lines.map(|line| line.number).collect::<Vec<_>>() {
            self = self.note(number, |line| line.dm = Some((dm, DmState::Due)));
        }
        self
    }

    /// Makes a DM due with the licenses that are in no DM yet. If another DM is due, the new one
    /// becomes due once that one has arrived.
    pub(super) fn due_dm(self) -> Self {
        if self.sale().due_of(MessageKind::Dm).is_some() { self } else { self.due(&[Message::Dm]) }
    }

    /// Makes a DM due with the assigned licenses while the sale waits for the others.
    pub(super) fn due_part(self) -> Self {
        if self.sale().has_more_to_deliver() { self.due_dm() } else { self }
    }

    /// Makes the role of a license due, and its removal at the end of the license.
    pub(super) fn due_role(mut self, number: LineNumber, role: Option<RoleId>) -> Self {
        let (Some(role), Some(line)) = (role, self.sale().numbered(number)) else { return self };
        let end = line.license.expires_at;
        let is_given = |due: &DueMessage| matches!(due.message, Message::RoleGive(_, given) if given == role);
        let is_taken = |due: &DueMessage| {
            matches!(due.message, Message::RoleTake(_, taken) if taken == role) && Some(due.due_at) == end
        };
        let (gives, takes) = (self.sale().due.iter().any(is_given), self.sale().due.iter().any(is_taken));
        if !gives {
            self = self.due(&[Message::RoleGive(number, role)]);
        }
        match end {
            Some(end) if !takes => self.due_at(Message::RoleTake(number, role), end),
            _ => self,
        }
    }

    /// Makes an alarm due now.
    pub(super) fn alert(self, alert: Alert) -> Self {
        self.due(&[Message::Alert(alert)])
    }

    /// Settles a message.
    pub(super) fn settle(mut self, settled: Settled) -> Self {
        let (Settled::Sent(number, _) | Settled::Dropped(number) | Settled::PutOff(number, _)) = settled;
        let due = &mut self.change.after.due;
        match settled {
            Settled::PutOff(_, at) => {
                if let Some(message) = due.iter_mut().find(|message| message.number == number) {
                    (message.due_at, message.attempts) = (at, message.attempts + 1);
                }
            }
            _ => due.retain(|message| message.number != number),
        }
        self.change.settled.push(settled);
        self
    }

    /// Drops every message of this kind that is due.
    pub(super) fn drop_due(mut self, kind: MessageKind) -> Self {
        let due = self.sale().due.iter().filter(|message| message.kind() == kind);
        for number in due.map(|message| message.number).collect::<Vec<_>>() {
            self = self.settle(Settled::Dropped(number));
        }
        self
    }

    /// Drops the alarms about a doubt or a contradiction that has ended.
    pub(super) fn no_more_doubt(self) -> Self {
        self.drop_due(MessageKind::DoubtAlert).drop_due(MessageKind::HeldAlert)
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

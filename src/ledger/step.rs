//! A step of a sale: one write, one way to SQLite's thread and back.
//!
//! A step names the sale as it was read; [`Ledger::take`] writes all of it or nothing. The state, the
//! question and the licenses have to be as they were read, else nothing is changed and the task
//! that lost stops. What has to be told or sent because of a step becomes due with it. A step
//! brings the sale back as it then stands, so that nobody has to read it again.

use std::fmt;

use secrecy::SecretString;
use serde_json::json;

use crate::domain::{
    ChannelId, License, LicenseStatus, LineId, LineState, MessageId, Product, SaleState, Timestamp,
};

use super::quarantine::LOOKS;
use super::{
    Attempt, EventKind, Evidence, Failure, Ledger, Line, OutboxKind, Question, SaleRecord, Settled,
    ShopSettings,
};

/// The changes of a license in a step besides that of its state.
#[derive(Default, Clone, Copy)]
pub(super) struct LineChange {
    pub(super) evidence: Option<Evidence>,
    pub(super) happened: Option<Happened>,
    /// The vendor's latest word on it.
    pub(super) status: Option<LicenseStatus>,
    /// When it is looked at next, in quarantine.
    pub(super) look_at: Option<Timestamp>,
    /// Added to the number of looks that count.
    pub(super) looks: i64,
}

/// An event of a license that is counted or remembered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Happened {
    /// A request to assign it begins.
    Attempt(Attempt),
    /// A request to assign it went unanswered.
    Unanswered,
    /// A request to assign it was refused.
    Refused,
}

impl LineChange {
    /// Nothing but the evidence.
    pub(super) fn because(evidence: Evidence) -> Self {
        Self { evidence: Some(evidence), ..Self::default() }
    }
}

/// A step, not yet taken.
pub(super) struct Step<'a> {
    pub(super) sale: &'a SaleRecord,
    pub(super) now: Timestamp,
    pub(super) state: SaleState,
    pub(super) has_moved: bool,
    pub(super) events: Vec<serde_json::Value>,
    pub(super) moved: Vec<serde_json::Value>,
    pub(super) added: Vec<serde_json::Value>,
    pub(super) due: Vec<serde_json::Value>,
    pub(super) dm_nonce: Option<String>,
    pub(super) settled: Vec<serde_json::Value>,
    pub(super) failure: Option<Failure>,
    pub(super) short: Option<Failure>,
    pub(super) vendor_words: Option<&'a str>,
    pub(super) dm: Option<(ChannelId, MessageId)>,
    pub(super) question: Option<(Question, Timestamp)>,
    pub(super) answer: Option<(&'a SecretString, Timestamp)>,
    pub(super) quantity: u8,
    pub(super) product: Option<&'a Product>,
    pub(super) put_off: Option<Timestamp>,
    pub(super) unreadable: Option<u32>,
    /// Every move is one that the tables of states know.
    pub(super) is_legal: bool,
}

impl fmt::Debug for Step<'_> {
    /// Only where it leads: what it writes holds keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Step of sale {} from {} to {}", self.sale.id, self.sale.state, self.state)
    }
}

impl<'a> Step<'a> {
    /// Moves the sale and appends the event to its history. Several moves are one step.
    pub(super) fn to(self, to: SaleState, kind: EventKind, detail: Option<&str>) -> Self {
        self.moved_by(to, kind, detail, None)
    }

    /// The same, done by somebody.
    pub(super) fn moved_by(
        mut self,
        to: SaleState,
        kind: EventKind,
        detail: Option<&str>,
        actor: Option<i64>,
    ) -> Self {
        self.is_legal &= self.state == to || self.state.may_become(to);
        self.has_moved |= self.state != to;
        self.state = to;
        self.event(kind, detail, actor)
    }

    /// Appends to the history.
    pub(super) fn event(mut self, kind: EventKind, detail: Option<&str>, actor: Option<i64>) -> Self {
        self.events.push(json!([kind.as_str(), detail, actor]));
        self
    }

    /// Moves a license of the sale.
    pub(super) fn line(mut self, line: &Line, to: LineState, change: LineChange) -> Self {
        self.is_legal &= line.state.may_become(to);
        self.moved.push(line_move(line.id, line.state, to, change));
        self
    }

    /// Changes a license of the sale that stays in its state.
    pub(super) fn note(mut self, line: &Line, change: LineChange) -> Self {
        self.moved.push(line_move(line.id, line.state, line.state, change));
        self
    }

    /// Gives back each license in one of these states.
    pub(super) fn release(mut self, states: &[LineState], evidence: Evidence) -> Self {
        let sale = self.sale;
        for line in sale.lines.iter().filter(|line| states.contains(&line.state)) {
            self = self.line(line, LineState::Released, LineChange::because(evidence));
        }
        self
    }

    /// Sets a license aside that was asked for: no sale draws it, and it is looked at in a while. A look
    /// at one that was assigned when staff decided would tell nothing new.
    pub(super) fn quarantine(self, line: &Line, evidence: Evidence) -> Self {
        let is_known = line.status == Some(LicenseStatus::Assigned);
        let look_at = (!is_known).then(|| self.now.after(LOOKS[0]));
        self.line(line, LineState::Quarantined, LineChange { look_at, ..LineChange::because(evidence) })
    }

    /// Adds a license; the unique index over live keys decides between two sales.
    pub(super) fn add(mut self, license: &License, state: LineState, seen_free_at: Timestamp) -> Self {
        self.added.push(json!([
            license.key.reveal(),
            license.key.hash().to_string(),
            license.product.as_ref().map(Product::as_str),
            license.expires_at.map(Timestamp::as_millis),
            state.as_str(),
            seen_free_at.as_millis(),
            i64::from(state == LineState::Assigning),
        ]));
        self
    }

    /// Makes messages due now, in this order.
    pub(super) fn due(mut self, kinds: &[OutboxKind]) -> Self {
        let now = self.now;
        for kind in kinds {
            self = self.due_at(*kind, now);
        }
        self
    }

    /// Makes a message due at `at`.
    pub(super) fn due_at(self, kind: OutboxKind, at: Timestamp) -> Self {
        self.due_about(kind, at, None, None)
    }

    /// Makes a message due at `at` that is about one license, or about something besides.
    pub(super) fn due_about(
        mut self,
        kind: OutboxKind,
        at: Timestamp,
        line: Option<LineId>,
        subject: Option<&str>,
    ) -> Self {
        let nonce = hex::encode(rand::random::<[u8; 12]>());
        if kind == OutboxKind::Dm {
            self.dm_nonce = Some(nonce.clone());
        }
        self.due.push(json!([kind.as_str(), nonce, at.as_millis(), line.map(LineId::as_i64), subject]));
        self
    }

    /// Makes the role due that the shop gives for a license, and its end with the license's.
    pub(super) fn due_role(self, line: &Line, shop: &ShopSettings) -> Self {
        let license = &line.license;
        let Some(role) = shop.role_of(license.product.as_ref().map(Product::as_str)) else { return self };
        let (now, role) = (self.now, role.to_string());
        let is_due = |kind: OutboxKind, at: Timestamp| {
            self.sale.due.iter().any(|row| {
                row.kind == kind
                    && row.subject.as_deref() == Some(&role)
                    && (kind == OutboxKind::RoleGive || row.due_at == at)
            })
        };
        let give = !is_due(OutboxKind::RoleGive, now);
        let take = license.expires_at.filter(|end| !is_due(OutboxKind::RoleTake, *end));
        let step =
            if give { self.due_about(OutboxKind::RoleGive, now, Some(line.id), Some(&role)) } else { self };
        match take {
            Some(end) => step.due_about(OutboxKind::RoleTake, end, Some(line.id), Some(&role)),
            None => step,
        }
    }

    /// Makes the DM with the licenses due that none brings yet, unless one is under way: then
    /// theirs is made due when that one has arrived.
    pub(super) fn due_dm(self) -> Self {
        if self.sale.due_of(OutboxKind::Dm).is_some() { self } else { self.due(&[OutboxKind::Dm]) }
    }

    /// Settles a message.
    pub(super) fn settle(mut self, settled: Settled) -> Self {
        self.settled.push(settled.as_json());
        self
    }

    /// The doubt has ended: nobody is to be alarmed any more.
    pub(super) fn no_more_doubt(self) -> Self {
        match self.sale.due_of(OutboxKind::DoubtAlert) {
            Some(row) => {
                let row = row.id;
                self.settle(Settled::Dropped(row))
            }
            None => self,
        }
    }

    /// Why nothing is sold.
    pub(super) fn failure(mut self, failure: Failure, vendor_words: Option<&'a str>) -> Self {
        self.question = None;
        self.failure = Some(failure);
        self.vendor_words = vendor_words;
        self
    }

    /// The vendor's words.
    pub(super) fn words(mut self, words: &'a str) -> Self {
        self.vendor_words = Some(words);
        self
    }

    /// Why fewer licenses are sold than were to be.
    pub(super) fn short(mut self, failure: Failure, vendor_words: Option<&'a str>) -> Self {
        self.short = Some(failure);
        self.vendor_words = vendor_words;
        self
    }

    /// The message that brought the key, and its channel.
    pub(super) fn dm(mut self, channel: ChannelId, message: MessageId) -> Self {
        self.dm = Some((channel, message));
        self
    }

    /// Asks staff; the sale is not carried on before `until`.
    pub(super) fn ask(mut self, question: Question, until: Timestamp) -> Self {
        self.question = Some((question, until));
        self
    }

    /// Staff have answered: the press of the button, whose token edits the reply, acknowledges the
    /// sale from now on.
    pub(super) fn answered(
        mut self,
        reply_token: &'a SecretString,
        until: Timestamp,
        quantity: u8,
        product: Option<&'a Product>,
    ) -> Self {
        self.question = None;
        self.answer = Some((reply_token, until));
        self.quantity = quantity;
        self.product = product;
        self
    }

    /// Keeps how many entries of the stock could not be read.
    pub(super) fn unreadable(mut self, entries: u32) -> Self {
        self.unreadable = Some(entries);
        self
    }

    /// Has recovery take the sale up again at `at`, and not before.
    pub(super) fn put_off(mut self, at: Timestamp) -> Self {
        self.put_off = Some(at);
        self
    }
}

fn line_move(line: LineId, from: LineState, to: LineState, change: LineChange) -> serde_json::Value {
    let happened = |which: Happened| i64::from(change.happened == Some(which));
    let attempted = matches!(change.happened, Some(Happened::Attempt(_)));
    json!([
        line.as_i64(),
        from.as_str(),
        to.as_str(),
        change.evidence.map(Evidence::as_str),
        i64::from(attempted),
        happened(Happened::Refused),
        happened(Happened::Unanswered),
        happened(Happened::Attempt(Attempt::Contested)),
        happened(Happened::Attempt(Attempt::Decided)),
        change.status.map(LicenseStatus::as_str),
        change.look_at.map(Timestamp::as_millis),
        change.looks,
    ])
}

impl Ledger {
    /// Begins a step of a sale as it was read.
    pub(super) fn step<'a>(&self, sale: &'a SaleRecord) -> Step<'a> {
        Step {
            sale,
            now: self.clock.now(),
            state: sale.state,
            has_moved: false,
            events: Vec::new(),
            moved: Vec::new(),
            added: Vec::new(),
            due: Vec::new(),
            dm_nonce: None,
            settled: Vec::new(),
            failure: None,
            short: None,
            vendor_words: None,
            dm: None,
            question: sale.question.clone().zip(sale.confirm_until),
            answer: None,
            quantity: sale.quantity,
            product: None,
            put_off: None,
            unreadable: None,
            is_legal: true,
        }
    }
}

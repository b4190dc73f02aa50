//! A step of a sale: one write, one way to SQLite's thread and back.
//!
//! A step names the sale as it was read; `Ledger::take` writes all of it or nothing. The state, the
//! question and the licenses have to be as they were read, else nothing is changed and the task
//! that lost stops. What has to be told or sent because of a step becomes due with it. A step
//! brings the sale back as it then stands, so that nobody has to read it again.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use sqlx::error::ErrorKind;

use crate::domain::{ChannelId, License, LineId, LineState, MessageId, Product, SaleState, Timestamp};

use super::whole::record;
use super::{
    EventKind, Failure, Ledger, LedgerError, Line, OutboxKind, Question, SaleRecord, Settled, ShopSettings,
};

/// What a step changes of a license besides its state.
#[derive(Default, Clone, Copy)]
pub(super) struct LineChange<'a> {
    /// Why, in a word of our own.
    pub(super) evidence: Option<&'a str>,
    /// A request to assign it begins.
    pub(super) attempted: bool,
    /// An answer was lost: from now on no refusal is definite.
    pub(super) doubted: bool,
    /// A refusal came after a doubt.
    pub(super) refused: bool,
}

impl<'a> LineChange<'a> {
    /// Nothing but the evidence.
    pub(super) fn because(evidence: &'a str) -> Self {
        Self { evidence: Some(evidence), ..Self::default() }
    }
}

/// A step, not yet taken.
pub(super) struct Step<'a> {
    sale: &'a SaleRecord,
    pub(super) now: Timestamp,
    state: SaleState,
    has_moved: bool,
    events: Vec<serde_json::Value>,
    moved: Vec<serde_json::Value>,
    added: Vec<serde_json::Value>,
    due: Vec<serde_json::Value>,
    dm_nonce: Option<String>,
    settled: Vec<serde_json::Value>,
    failure: Option<Failure>,
    short: Option<Failure>,
    vendor_words: Option<&'a str>,
    dm: Option<(ChannelId, MessageId)>,
    question: Option<(Question, Timestamp)>,
    answer: Option<(&'a SecretString, Timestamp)>,
    quantity: u8,
    product: Option<&'a Product>,
    put_off: Option<Timestamp>,
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
        debug_assert!(self.state == to || self.state.may_become(to), "{} to {to}", self.state);
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
    pub(super) fn line(mut self, line: &Line, to: LineState, change: LineChange<'_>) -> Self {
        debug_assert!(line.state.may_become(to), "license {} to {to}", line.state);
        self.moved.push(line_move(line.id, line.state, to, change));
        self
    }

    /// Moves each license in one of these states that was never in doubt.
    pub(super) fn release(mut self, states: &[LineState], evidence: &str) -> Self {
        let sale = self.sale;
        for line in sale.lines.iter().filter(|line| states.contains(&line.state) && !line.doubtful) {
            self = self.line(line, LineState::Released, LineChange::because(evidence));
        }
        self
    }

    /// Adds a license; the unique index over live keys decides between two sales.
    pub(super) fn add(
        mut self,
        license: &License,
        state: LineState,
        seen_free_at: Option<Timestamp>,
    ) -> Self {
        self.added.push(json!([
            license.key.reveal(),
            license.key.hash().to_string(),
            license.product.as_ref().map(Product::as_str),
            license.expires_at.map(Timestamp::as_millis),
            state.as_str(),
            seen_free_at.map(Timestamp::as_millis),
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

    /// Has recovery take the sale up again at `at`, and not before.
    pub(super) fn put_off(mut self, at: Timestamp) -> Self {
        self.put_off = Some(at);
        self
    }
}

fn line_move(line: LineId, from: LineState, to: LineState, change: LineChange<'_>) -> serde_json::Value {
    json!([
        line.as_i64(),
        from.as_str(),
        to.as_str(),
        change.evidence,
        i64::from(change.attempted),
        i64::from(change.refused),
        i64::from(change.doubted),
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
        }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where the sale is not as it was read any more, a unique
    /// violation where another sale holds an added license, or the database's. Nothing was
    /// changed then.
    #[expect(clippy::too_many_lines, reason = "most of them are the statement and its values")]
    pub(super) async fn take(&self, step: Step<'_>) -> Result<SaleRecord, LedgerError> {
        let sale = step.sale.id;
        let (number, now) = (sale.as_i64(), step.now.as_millis());
        let (from, to) = (step.sale.state.as_str(), step.state.as_str());
        let asked_until = step.sale.confirm_until.map(Timestamp::as_millis);
        let (failure, short) = (step.failure.map(Failure::as_str), step.short.map(Failure::as_str));
        let (dm_channel, dm_message) = (step.dm.map(|dm| dm.0.as_i64()), step.dm.map(|dm| dm.1.as_i64()));
        let delivered_at = (step.state == SaleState::Delivered).then_some(now);
        let (put_off, is_put_off) = (step.put_off.map(Timestamp::as_millis), step.put_off.is_some());
        let ask_until = step.question.as_ref().map(|(_, until)| until.as_millis());
        let (question, offered, choices) = match &step.question {
            None => (None, None, None),
            Some((Question::Repeat, _)) => (Some("repeat"), None, None),
            Some((Question::Partial(offered), _)) => (Some("partial"), Some(i64::from(*offered)), None),
            Some((Question::Product(choices), _)) => {
                (Some("product"), None, Some(json!(choices).to_string()))
            }
        };
        let token = step.answer.map(|(token, _)| token.expose_secret());
        let token_until = step.answer.map(|(_, until)| until.as_millis());
        let product = step.product.map(Product::as_str);
        let list = |list: Vec<serde_json::Value>| serde_json::Value::Array(list).to_string();
        let (events, moved, added) = (list(step.events), list(step.moved), list(step.added));
        let (due, settled) = (list(step.due), list(step.settled));
        let mut trip = self.begin(self.writer().await?);
        // A sale that is not as it was read would be given no state, which the table refuses.
        let written = sqlx::query_scalar!(
            r#"begin immediate;
            update sale set
                state = case when state = ? and confirm_until is ? and not exists (
                    select 1 from json_each(?) where not exists (select 1 from sale_license as line
                        where line.id = value ->> 0 and line.sale_id = sale.id and line.state = value ->> 1)) then ? end,
                updated_at = ?, waits = iif(?, 0, waits + ?),
                next_attempt_at = iif(?, null, coalesce(?, next_attempt_at)), failure = coalesce(?, failure),
                short_reason = coalesce(?, short_reason), vendor_words = coalesce(?, vendor_words),
                confirm_until = ?, question = ?, offered = ?, choices = ?, quantity = ?,
                product = coalesce(?, product), reply_token = coalesce(?, reply_token),
                reply_token_until = coalesce(?, reply_token_until), dm_channel_id = coalesce(?, dm_channel_id),
                dm_message_id = coalesce(?, dm_message_id), delivered_at = coalesce(delivered_at, ?)
                where id = ?;
            insert into sale_event (sale_id, guild_id, at, kind, detail, actor_id)
                select sale.id, guild_id, ?, value ->> 0, value ->> 1, value ->> 2
                from json_each(?), sale where sale.id = ? order by key;
            update sale_license set state = value ->> 2, updated_at = ?, evidence = coalesce(value ->> 3, evidence),
                attempts = attempts + (value ->> 4), refusals = refusals + (value ->> 5),
                doubtful = max(doubtful, value ->> 6)
                from json_each(?) where sale_license.id = value ->> 0;
            insert into sale_license (sale_id, guild_id, license_key, key_hash, product, expires_at, state,
                seen_free_at, attempts, created_at, updated_at)
                select sale.id, guild_id, value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4,
                    value ->> 5, value ->> 6, ?, ?
                from json_each(?), sale where sale.id = ? order by key;
            update outbox set state = value ->> 1, message_id = value ->> 2, settled_at = ?
                from json_each(?) where outbox.id = value ->> 0 and state = 'due';
            insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, line_id, subject, created_at)
                select sale.id, guild_id, value ->> 0, 'due', value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?
                from json_each(?), sale where sale.id = ? order by key;
            update sale_license set dm_id = (select id from outbox where nonce = ? and outbox.sale_id = sale_license.sale_id)
                where sale_id = ? and state = 'assigned' and (dm_id is null or dm_id in (select id from outbox
                    where outbox.sale_id = sale_license.sale_id and kind = 'dm' and state = 'dropped'));
            select whole as "whole!: String" from whole_sale where id = ?;
            commit"#,
            from,
            asked_until,
            moved,
            to,
            now,
            step.has_moved,
            is_put_off,
            step.has_moved,
            put_off,
            failure,
            short,
            step.vendor_words,
            ask_until,
            question,
            offered,
            choices,
            step.quantity,
            product,
            token,
            token_until,
            dm_channel,
            dm_message,
            delivered_at,
            number,
            now,
            events,
            number,
            now,
            moved,
            now,
            now,
            added,
            number,
            now,
            settled,
            now,
            due,
            number,
            step.dm_nonce,
            number,
            number
        )
        .fetch_all(trip.connection())
        .await;
        trip.end(written.is_ok()).await;
        match written {
            Ok(whole) => record(sale, &whole),
            Err(sqlx::Error::Database(error)) if error.kind() == ErrorKind::NotNullViolation => {
                Err(LedgerError::Overtaken(sale))
            }
            Err(error) => self.health.of(Err(error)),
        }
    }
}

//! Converts a change of a sale into statements.
//!
//! Invariant: the update of the header comes first, because its trigger refuses a change of another
//! version of the sale.

use secrecy::ExposeSecret;
use serde_json::json;

use crate::domain::{
    Alert, Change, ChannelId, DueMessage, EventDetail, Evidence, Failure, LicenseStatus, Line, LineNumber,
    LineWrite, Message, MessageId, MessageKind, MessageNumber, PostedNotice, Product, Question, Sale, SaleId,
    Settled, Timestamp,
};

use super::batch::{Batch, SqlValue, values};
use super::hashes::Hasher;

pub(super) const MOVE: &str = "update sale set version = ?, state = ?, updated_at = ?, waits = ?, \
    next_attempt_at = ?, dm_channel_id = ?, dm_message_id = ?, delivered_at = ?, last_event = ?, last_message = ?, \
    last_dm = ?, failure = ? where id = ?";
pub(super) const DETAILS: &str = "update sale set short_reason = ?, vendor_words = ?, unreadable = ?, \
    question = ?, offered = ?, choices = ?, confirm_until = ?, quantity = ?, product = ?, reply_token = ?, \
    reply_token_until = ?, refunded_at = ?, refunded_by = ?, refund_reason = ? where id = ?";
pub(super) const TRANSFER: &str =
    "update sale set buyer_id = ?, buyer_hash = ?, buyer_sees_channel = ? where id = ?";
pub(super) const TRANSFER_LINES: &str = "update line set buyer_hash = ? where sale_id = ?";
pub(super) const ADD_TRANSFER: &str = "insert into transfer (sale_id, number, interaction_id, old_buyer_id, new_buyer_id) values (?, ?, ?, ?, ?)";
pub(super) const ADD_LINE: &str = "insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, \
    product, expires_at, state, attempts, assigning_at, created_at, updated_at) \
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// SQLite writes an index only if one of its columns is set, so a line that does not move leaves the
// indexes unchanged.
pub(super) const MOVE_LINE: &str = "update line set state = ?, look_at = ?, evidence = ?, attempts = ?, refusals = ?, \
    unanswered = ?, contested = ?, decided = ?, status = ?, looks = ?, assigning_at = ?, dm = ?, dm_state = ?, \
    updated_at = ? where sale_id = ? and number = ?";
pub(super) const NOTE_LINE: &str = "update line set evidence = ?, attempts = ?, refusals = ?, unanswered = ?, \
    contested = ?, decided = ?, status = ?, looks = ?, assigning_at = ?, dm = ?, dm_state = ?, updated_at = ? \
    where sale_id = ? and number = ?";
pub(super) const SETTLE: &str = "update message set state = ?, message_id = ?, settled_at = ? \
    where sale_id = ? and number = ? and state = 'due'";
pub(super) const PUT_OFF: &str = "update message set due_at = ?, attempts = attempts + 1 \
    where sale_id = ? and number = ? and state = 'due'";
pub(super) const ADD_EVENT: &str =
    "insert into event (sale_id, number, at, kind, detail, actor_id) values (?, ?, ?, ?, ?, ?)";
pub(super) const ADD_MESSAGE: &str = "insert into message (sale_id, number, kind, state, nonce, attempts, due_at, line, \
    subject, created_at) values (?, ?, ?, 'due', ?, ?, ?, ?, ?, ?)";

/// The sign before the subject of an alert about the role of an account that a transfer left.
pub(super) const FORMER: char = '-';

/// Returns the statements that write a change.
pub(super) fn batch_of(change: &Change, hasher: &Hasher) -> Batch {
    let mut batch = Batch::new(change.durability);
    move_header(&mut batch, change);
    transfer(&mut batch, change, hasher);
    for write in &change.lines {
        write_line(&mut batch, change, *write, hasher);
    }
    append_events(&mut batch, change);
    for settled in &change.settled {
        settle(&mut batch, change.after.id, *settled, change.at);
    }
    add_messages(&mut batch, change);
    batch
}

fn move_header(batch: &mut Batch, change: &Change) {
    let sale = &change.after;
    batch.push(
        MOVE,
        values![
            sale.version.as_i64(),
            sale.state.as_str(),
            sale.updated_at.as_millis(),
            sale.waits,
            sale.next_attempt_at.map(Timestamp::as_millis),
            sale.dm_channel.map(ChannelId::as_i64),
            sale.dm_message.map(MessageId::as_i64),
            sale.delivered_at.map(Timestamp::as_millis),
            sale.last_event,
            sale.last_message.as_i64(),
            sale.last_dm,
            sale.failure.map(Failure::as_str),
            sale.id.as_i64(),
        ],
    );
    if !change.changes_details {
        return;
    }
    let (offered, choices) = match &sale.question {
        Some(Question::Partial(offered)) => (Some(i64::from(*offered)), None),
        Some(Question::Product(choices)) => (None, Some(json!(choices).to_string())),
        Some(Question::Repeat) | None => (None, None),
    };
    batch.push(
        DETAILS,
        values![
            sale.short.map(Failure::as_str),
            sale.vendor_words.as_deref(),
            i64::from(sale.unreadable),
            sale.question.as_ref().map(|question| question.kind().as_str()),
            offered,
            choices,
            sale.confirm_until.map(Timestamp::as_millis),
            i64::from(sale.quantity),
            sale.product.as_ref().map(Product::as_str),
            sale.reply_token.as_ref().map(ExposeSecret::expose_secret),
            sale.reply_token_until.as_millis(),
            sale.refund.as_ref().map(|refund| refund.at.as_millis()),
            sale.refund.as_ref().map(|refund| refund.staff.as_i64()),
            sale.refund.as_ref().map(|refund| refund.reason.as_str()),
            sale.id.as_i64(),
        ],
    );
}

fn transfer(batch: &mut Batch, change: &Change, hasher: &Hasher) {
    let Some(transfer) = &change.transfer else { return };
    let (sale, hash) = (&change.after, hasher.buyer(change.after.buyer));
    let id = sale.id.as_i64();
    batch.push(TRANSFER, values![sale.buyer.as_i64(), hash, sale.buyer_sees_channel, id]);
    batch.push(TRANSFER_LINES, values![hash, id]);
    batch.push(
        ADD_TRANSFER,
        values![
            id,
            transfer.number.as_i64(),
            transfer.interaction.as_i64(),
            transfer.old_buyer.as_i64(),
            sale.buyer.as_i64(),
        ],
    );
}

fn write_line(batch: &mut Batch, change: &Change, write: LineWrite, hasher: &Hasher) {
    let Some(line) = change.after.numbered(write.number()) else { return };
    match write {
        LineWrite::Added(_) => add_line(batch, &change.after, line, change.at, hasher),
        LineWrite::Moved(_) => {
            let place = values![line.state.as_str(), line.look_at.map(Timestamp::as_millis)];
            batch.push(MOVE_LINE, place.into_iter().chain(content(change, line)));
        }
        LineWrite::Noted(_) => batch.push(NOTE_LINE, content(change, line)),
    }
}

/// Returns the unindexed values of a line, and those of its primary key.
fn content(change: &Change, line: &Line) -> [SqlValue; 14] {
    values![
        line.evidence.map(Evidence::as_str),
        line.attempts,
        line.refusals,
        line.unanswered,
        line.contested,
        line.decided,
        line.status.map(LicenseStatus::as_str),
        line.looks,
        line.assigning_at.map(Timestamp::as_millis),
        line.dm.map(|(dm, _)| dm.as_i64()),
        line.dm.map(|(_, state)| state.as_str()),
        change.at.as_millis(),
        change.after.id.as_i64(),
        line.number.as_i64(),
    ]
}

fn add_line(batch: &mut Batch, sale: &Sale, line: &Line, at: Timestamp, hasher: &Hasher) {
    let key = &line.license.key;
    batch.push(
        ADD_LINE,
        values![
            sale.id.as_i64(),
            line.number.as_i64(),
            sale.guild.as_i64(),
            hasher.buyer(sale.buyer),
            key.reveal(),
            hasher.license(&key.hash()),
            line.license.product.as_ref().map(Product::as_str),
            line.license.expires_at.map(Timestamp::as_millis),
            line.state.as_str(),
            line.attempts,
            line.assigning_at.map(Timestamp::as_millis),
            at.as_millis(),
            at.as_millis(),
        ],
    );
}

fn append_events(batch: &mut Batch, change: &Change) {
    for event in &change.events {
        batch.push(
            ADD_EVENT,
            values![
                change.after.id.as_i64(),
                event.number,
                change.at.as_millis(),
                event.kind.as_str(),
                event.detail.map(EventDetail::as_str),
                event.actor.as_i64(),
            ],
        );
    }
}

fn add_messages(batch: &mut Batch, change: &Change) {
    let is_new = |message: &&DueMessage| change.made_due.contains(&message.number);
    for due in change.after.due.iter().filter(is_new) {
        batch.push(
            ADD_MESSAGE,
            values![
                change.after.id.as_i64(),
                due.number.as_i64(),
                due.kind().as_str(),
                // The nonce of any other message follows from its number.
                (due.kind() == MessageKind::Dm).then_some(due.nonce.as_str()),
                due.attempts,
                due.due_at.as_millis(),
                due.message.line().map(LineNumber::as_i64),
                subject(&due.message),
                due.created_at.as_millis(),
            ],
        );
    }
}

/// Returns the subject of a message as the ledger stores it. `load` parses it.
fn subject(message: &Message) -> Option<String> {
    match message {
        Message::Reply(notice) => notice.as_ref().map(PostedNotice::to_string),
        Message::RoleGive(_, role) | Message::RoleTake(_, role) => Some(role.to_string()),
        Message::FormerRole(transfer, role) => Some(format!("{transfer} {role}")),
        Message::Alert(Alert::Role(role, why)) => Some(format!("{role} {}", why.as_str())),
        // No earlier version wrote a subject with the role behind a sign.
        Message::Alert(Alert::FormerRole(transfer, role, why)) => {
            Some(format!("{FORMER}{transfer} {role} {}", why.as_str()))
        }
        _ => None,
    }
}

/// Adds the statement that settles a message. A message that was settled before stays unchanged.
pub(super) fn settle(batch: &mut Batch, sale: SaleId, settled: Settled, at: Timestamp) {
    let key = |number: MessageNumber| vec![sale.as_i64().into(), number.as_i64().into()];
    settle_row(batch, (SETTLE, PUT_OFF), key, settled, at);
}

/// Adds the statement that settles a row of a table of messages. The first of `statements` ends the
/// row, and the second puts it off. `key` returns the values that identify the row.
pub(super) fn settle_row<N>(
    batch: &mut Batch,
    statements: (&'static str, &'static str),
    key: impl Fn(N) -> Vec<SqlValue>,
    settled: Settled<N>,
    at: Timestamp,
) {
    let (end, put_off) = statements;
    let (statement, mut values, number) = match settled {
        Settled::Sent(number, message) => {
            (end, values!["sent", message.map(MessageId::as_i64), at.as_millis()].to_vec(), number)
        }
        Settled::Dropped(number) => (end, values!["dropped", None::<i64>, at.as_millis()].to_vec(), number),
        Settled::PutOff(number, due_at) => (put_off, values![due_at.as_millis()].to_vec(), number),
    };
    values.extend(key(number));
    batch.push(statement, values);
}

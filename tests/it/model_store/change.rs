//! Writes a change of a sale.
//!
//! The model stores the sale that the change names. It does not ask which parts the change claims to change, so
//! that it differs from an engine if the change claims too little.

use std::sync::Arc;

use keyclerk::domain::{
    Change, DmState, DueMessage, Line, LineWrite, MessageKind, NewEvent, SaleState, Settled, Timestamp,
};
use keyclerk::ledger::{Event, LedgerError, Passage};

use super::rows::{MessageRow, Rows, SaleRow, TransferRow};
use super::{refused, taken};

/// Writes a change that follows the stored version.
pub fn apply(rows: &mut Rows, change: &Change) -> Result<(), LedgerError> {
    let id = change.after.id;
    let stored = rows.sales.get(&id).cloned().ok_or_else(|| refused("there is no such sale"))?;
    if change.after.version.as_i64() != stored.sale.version.as_i64() + 1 {
        return Err(LedgerError::Overtaken(id));
    }
    check_header(rows, change)?;
    let mut row = SaleRow { sale: change.after.clone(), ..SaleRow::clone(&stored) };
    keep_what_others_write(&mut row, &stored, change);
    transfer(rows, &mut row, change)?;
    write_lines(rows, &mut row, &stored, change)?;
    row.events.extend(change.events.iter().map(|event| event_of(change, event)));
    for settled in &change.settled {
        settle(&mut row, settled);
    }
    for message in change.after.due.iter().filter(|due| change.made_due.contains(&due.number)) {
        add_message(&mut row, message)?;
    }
    rows.sales.insert(id, Arc::new(row));
    Ok(())
}

/// Checks the header of the sale after the change, which may have left the state of failure.
fn check_header(rows: &Rows, change: &Change) -> Result<(), LedgerError> {
    let sale = &change.after;
    if sale.failure.is_some() != (sale.state == SaleState::Failed) {
        return Err(refused("a failed sale has a reason, and no other has one"));
    }
    if sale.question.is_some() != sale.confirm_until.is_some() || !(1..=25).contains(&sale.quantity) {
        return Err(refused("a question has a deadline, and a number has limits"));
    }
    if sale.state == SaleState::Failed {
        return Ok(());
    }
    let other = |found: Option<_>| found.is_some_and(|found| found != sale.id);
    if other(sale.reference.as_ref().and_then(|reference| rows.referenced(sale.guild, reference))) {
        return Err(taken("another sale has the reference"));
    }
    if other(sale.replaces.and_then(|replaced| rows.replacement(replaced))) {
        return Err(taken("another sale has replaced it"));
    }
    Ok(())
}

/// Restores the parts of a sale that no change writes. The sale may have been read before others wrote them.
fn keep_what_others_write(row: &mut SaleRow, stored: &SaleRow, change: &Change) {
    let (sale, old) = (&mut row.sale, &stored.sale);
    sale.guild = old.guild;
    sale.guild_locale.clone_from(&old.guild_locale);
    sale.repeats.clone_from(&old.repeats);
    if !change.changes_details {
        sale.reply_token.clone_from(&old.reply_token);
    }
    if change.transfer.is_none() {
        (sale.buyer, sale.buyer_sees_channel) = (old.buyer, old.buyer_sees_channel);
    }
}

fn transfer(rows: &Rows, row: &mut SaleRow, change: &Change) -> Result<(), LedgerError> {
    let Some(new) = change.transfer else { return Ok(()) };
    if new.old_buyer == change.after.buyer {
        return Err(refused("a transfer needs another account"));
    }
    let mut transfers = rows.sales.values().flat_map(|row| &row.transfers);
    if transfers.any(|transfer| transfer.interaction == new.interaction) {
        return Err(taken("the command has transferred a sale"));
    }
    let (number, interaction, old_buyer) = (new.number, new.interaction, new.old_buyer);
    row.transfers.push(TransferRow { number, interaction, old_buyer });
    Ok(())
}

/// Writes the lines one after the other. No two live lines may have one license, not even in between.
fn write_lines(rows: &Rows, row: &mut SaleRow, stored: &SaleRow, change: &Change) -> Result<(), LedgerError> {
    let mut written: Vec<Line> = stored.sale.lines.clone();
    for write in &change.lines {
        let Some(line) = change.after.numbered(write.number()) else { continue };
        let key = line.license.key.hash();
        let is_new = matches!(write, LineWrite::Added(_));
        if is_new && line.state.is_live() && rows.unattributed.contains_key(&key) {
            return Err(refused("the license is unattributed"));
        }
        let is_other = |other: &Line| other.number != line.number && other.license.key.hash() == key;
        let holds = |other: &Line| is_other(other) && other.state.is_live();
        let elsewhere = rows.holder(&key).is_some_and(|(sale, _)| sale.id != change.after.id);
        if line.state.is_live() && (elsewhere || written.iter().any(holds)) {
            return Err(taken("another line has the license"));
        }
        match written.iter_mut().find(|other| other.number == line.number) {
            Some(_) if is_new => return Err(taken("the number of a line is taken")),
            Some(old) => *old = line.clone(),
            None if is_new => written.push(line.clone()),
            None => {}
        }
    }
    row.sale.lines.clone_from(&change.after.lines);
    Ok(())
}

fn event_of(change: &Change, event: &NewEvent) -> Event {
    let is_its = |transfer: &keyclerk::domain::NewTransfer| transfer.number.as_i64() == event.number;
    let transfer = change.transfer.filter(is_its);
    Event {
        at: change.at,
        kind: event.kind.as_str().to_owned(),
        detail: event.detail.map(|detail| detail.as_str().to_owned()),
        actor: event.actor.as_i64(),
        passage: transfer.map(|transfer| Passage::Buyer(transfer.old_buyer, change.after.buyer)),
    }
}

/// Settles a message that is due.
pub fn settle(row: &mut SaleRow, settled: &Settled) {
    let (number, state, again): (_, _, Option<Timestamp>) = match *settled {
        Settled::Sent(number, _) => (number, DmState::Sent, None),
        Settled::Dropped(number) => (number, DmState::Dropped, None),
        Settled::PutOff(number, at) => (number, DmState::Due, Some(at)),
    };
    let Some(message) = row.messages.get_mut(&number).filter(|row| row.state == DmState::Due) else { return };
    message.state = state;
    if let Some(at) = again {
        message.message.due_at = at;
        message.message.attempts += 1;
    }
}

fn add_message(row: &mut SaleRow, message: &DueMessage) -> Result<(), LedgerError> {
    let is_double = |other: &MessageRow| match message.kind() {
        MessageKind::Dm => other.state == DmState::Due,
        MessageKind::Reminder => {
            other.message.message.line() == message.message.line() && other.state != DmState::Dropped
        }
        _ => false,
    };
    let mut same = row.messages.values().filter(|other| other.message.kind() == message.kind());
    if same.any(is_double) || row.messages.contains_key(&message.number) {
        return Err(taken("the message is due already"));
    }
    row.messages.insert(message.number, MessageRow { message: message.clone(), state: DmState::Due });
    Ok(())
}

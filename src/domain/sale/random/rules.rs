//! Checks an accepted change against the rules of the design.

use crate::domain::MessageNumber;
use crate::domain::sale::*;

use super::trial::Trial;

/// The events that must survive a power loss.
const SYNCED: &[EventKind] = &[
    EventKind::Assigning,
    EventKind::Refused,
    EventKind::Reconciled,
    EventKind::PartReconciled,
    EventKind::Held,
    EventKind::Failed,
    EventKind::Short,
    EventKind::Asked,
    EventKind::Confirmed,
    EventKind::Judged,
    EventKind::SetAside,
    EventKind::Resent,
    EventKind::Claimed,
    EventKind::ReminderAsked,
    EventKind::Refunded,
    EventKind::Transferred,
    EventKind::Attributed,
];

macro_rules! ensure {
    ($holds:expr, $($words:tt)*) => {
        if !$holds {
            return Err(format!($($words)*));
        }
    };
}

/// Checks an accepted change against the rules.
pub(super) fn check(trial: &Trial, name: &str, change: &Change) -> Result<(), String> {
    let (before, after) = (&trial.sale, &change.after);
    ensure!(after.version.as_i64() == before.version.as_i64() + 1, "the version is {:?}", after.version);
    ensure!(
        after.failure.is_some() == (after.state == SaleState::Failed),
        "{} with {:?}",
        after.state,
        after.failure
    );
    let is_asked =
        after.question.is_none() || matches!(after.state, SaleState::Requested | SaleState::Acknowledged);
    ensure!(is_asked, "{} with an open question", after.state);
    let by_itself = before.state == SaleState::Held && after.state != SaleState::Held && name != "judged";
    ensure!(!by_itself, "a held sale became {} by itself", after.state);
    check_events(before, change)?;
    check_messages(before, change)?;
    check_lines(trial, name, change)?;
    check_buyer(before, change)?;
    check_durability(before, change)
}

/// Checks that events have no gap and follow the state table.
fn check_events(before: &Sale, change: &Change) -> Result<(), String> {
    let numbers = before.last_event + 1..=change.after.last_event;
    ensure!(
        change.events.iter().map(|event| event.number).eq(numbers),
        "the events are numbered {:?}",
        change.events
    );
    let mut state = before.state;
    for event in &change.events {
        let next = match event.kind {
            EventKind::Acknowledged | EventKind::SetAside => SaleState::Acknowledged,
            EventKind::Reserved | EventKind::PartAssigned | EventKind::PartReconciled => SaleState::Reserved,
            EventKind::Assigning => SaleState::Assigning,
            EventKind::InDoubt | EventKind::Refused => SaleState::InDoubt,
            EventKind::Held => SaleState::Held,
            EventKind::Assigned | EventKind::Reconciled | EventKind::Short => SaleState::Assigned,
            EventKind::Failed => SaleState::Failed,
            EventKind::Delivered | EventKind::Attributed => SaleState::Delivered,
            // Neither event changes a sale that is over.
            EventKind::Claimed if state == SaleState::Undelivered => SaleState::Delivered,
            EventKind::Undelivered if state == SaleState::Assigned => SaleState::Undelivered,
            _ => state,
        };
        ensure!(state == next || state.may_become(next), "{state} became {next}");
        state = next;
    }
    ensure!(state == change.after.state, "{} by events that say {state}", change.after.state);
    Ok(())
}

/// Checks that message numbers grow, that the change names each message, and that at most one DM is due.
fn check_messages(before: &Sale, change: &Change) -> Result<(), String> {
    let after = &change.after;
    let numbers = before.last_message.as_i64() + 1..=after.last_message.as_i64();
    ensure!(
        change.made_due.iter().map(|number| number.as_i64()).eq(numbers),
        "messages {:?} are made due",
        change.made_due
    );
    ensure!(after.due.is_sorted_by(|one, next| one.number < next.number), "numbers of messages do not grow");
    let is_over = |number: MessageNumber| {
        let ends = |settled: &Settled| match settled {
            Settled::Sent(over, _) | Settled::Dropped(over) => *over == number,
            Settled::PutOff(..) => false,
        };
        change.settled.iter().any(ends)
    };
    let known = before.due.iter().map(|due| due.number).chain(change.made_due.iter().copied());
    let left = known.filter(|number| !is_over(*number));
    ensure!(after.due.iter().map(|due| due.number).eq(left), "other messages are due than the change tells");
    for due in after.due.iter().filter(|due| change.made_due.contains(&due.number)) {
        let is_dm = due.kind() == MessageKind::Dm;
        let counted = if is_dm { MessageNumber::new(after.last_dm) } else { due.number };
        let derived = Nonce::derived(after.interaction, due.kind(), counted);
        ensure!(due.nonce == derived, "the nonce of {due:?} is not derived");
    }
    let dms = after.due.iter().filter(|due| due.kind() == MessageKind::Dm).count();
    ensure!(dms <= 1, "{dms} DMs are due");
    ensure!(after.state != SaleState::Assigned || dms == 1, "assigned with no DM due");
    Ok(())
}

/// Checks that licenses follow their table, and that none replaces a license that was requested.
fn check_lines(trial: &Trial, name: &str, change: &Change) -> Result<(), String> {
    let (before, after) = (&trial.sale, &change.after);
    let last = i64::try_from(after.lines.len()).unwrap();
    ensure!(after.lines.iter().map(|line| line.number.as_i64()).eq(1..=last), "lines are numbered anew");
    let is_written = |line: &Line| change.lines.iter().any(|write| write.number() == line.number);
    for (at, line) in after.lines.iter().enumerate() {
        let number = line.number;
        let Some(earlier) = before.lines.get(at) else {
            ensure!(change.lines.contains(&LineWrite::Added(number)), "{number:?} is new and not written");
            ensure!(line.attempts <= 1, "{number:?} is new and was asked for {} times", line.attempts);
            continue;
        };
        ensure!(is_written(line) || content(line) == content(earlier), "{number:?} is changed, not written");
        let has_moved = (earlier.state, earlier.look_at) != (line.state, line.look_at);
        let is_moved = change.lines.contains(&LineWrite::Moved(number));
        ensure!(has_moved == is_moved, "{number:?} has moved: {has_moved}, and is written so: {is_moved}");
        let (from, to) = (earlier.state, line.state);
        ensure!(from == to || from.may_become(to), "{number:?}: {from} became {to}");
        ensure!(from != LineState::Held || to == from || name == "judged", "{number:?} left staff's hands");
        if to == LineState::Released && from != to && earlier.attempts > 0 {
            let was_never_sent = name == "unsent" && from == LineState::Assigning && earlier.attempts == 1;
            let was_seen_free = line.evidence == Some(Evidence::SeenFree) && line.looks >= 3;
            ensure!(was_never_sent || was_seen_free, "{number:?} was asked for and released");
        }
        let is_begun = line.attempts == earlier.attempts + 1 && to == LineState::Assigning && from != to;
        ensure!(line.attempts == earlier.attempts || is_begun, "{number:?} has {} attempts", line.attempts);
    }
    let of = |sale: &Sale, number| sale.numbered(number).map_or(0, |line| line.attempts);
    let begun = after.lines.iter().find(|line| line.attempts > of(before, line.number));
    if let Some(begun) = begun {
        for other in after.lines.iter().filter(|line| line.number != begun.number && line.attempts > 0) {
            let is_clear = match other.state {
                LineState::Assigned | LineState::Released => true,
                LineState::Quarantined => trial.set_aside.contains(&other.number),
                _ => false,
            };
            ensure!(is_clear, "{:?} is asked for beside one that is {}", begun.number, other.state);
        }
    }
    Ok(())
}

/// Checks that a sale changes its buyer only by a recorded transfer, and only while no key is on its way.
fn check_buyer(before: &Sale, change: &Change) -> Result<(), String> {
    let after = &change.after;
    let is_told = change.events.iter().any(|event| event.kind == EventKind::Transferred);
    let Some(transfer) = &change.transfer else {
        ensure!(!is_told && before.buyer == after.buyer, "{} became the buyer unrecorded", after.buyer);
        return Ok(());
    };
    ensure!(is_told && transfer.number.as_i64() == after.last_event, "{transfer:?} has another event");
    ensure!(transfer.old_buyer == before.buyer && before.buyer != after.buyer, "{transfer:?} of {before:?}");
    ensure!(
        matches!(before.state, SaleState::Delivered | SaleState::Undelivered) && before.state == after.state,
        "{} was transferred and became {}",
        before.state,
        after.state
    );
    ensure!(after.due_of(MessageKind::Dm).is_none(), "keys are on their way to {}", before.buyer);
    let forgets = after.dm_channel.is_none() && after.lines.iter().all(|line| line.dm.is_none());
    ensure!(forgets, "the old account's DM is remembered");
    Ok(())
}

/// Returns the parts of a line that a change may write, for comparison.
fn content(line: &Line) -> impl PartialEq + use<> {
    (
        (line.state, line.attempts, line.refusals, line.unanswered, line.contested, line.decided),
        (line.evidence, line.status, line.look_at, line.looks, line.assigning_at, line.dm),
    )
}

/// Checks that a change is synced exactly when the design requires it.
fn check_durability(before: &Sale, change: &Change) -> Result<(), String> {
    let is_among = |event: &NewEvent| SYNCED.contains(&event.kind);
    let asks = |event: &NewEvent| event.kind == EventKind::Acknowledged && change.after.question.is_some();
    let repeats = |event: &NewEvent| {
        // A lost answer to a later attempt is ambiguous.
        let is_assigned = |line: &&Line| line.state == LineState::Assigned;
        let was = |line: &Line| before.numbered(line.number).map(|line| line.state);
        let new = |line: &&Line| was(line) != Some(LineState::Assigned) && line.attempts > 1;
        matches!(event.kind, EventKind::Assigned | EventKind::PartAssigned)
            && change.after.lines.iter().filter(is_assigned).any(|line| new(&line))
    };
    // Staff see the sale, and no earlier write of it was synced.
    let shows = change.after.lines.iter().all(|line| line.attempts == 0)
        && change.after.due.iter().any(|due| change.made_due.contains(&due.number));
    let expected = change.events.iter().any(|event| is_among(event) || asks(event) || repeats(event));
    let is_synced = change.durability == Durability::Synced;
    ensure!(is_synced || !expected, "{:?} are not synced", change.events);
    ensure!(is_synced || !shows, "messages of a sale that is not on the disk are due");
    let may_be = expected || shows || change.after.question.is_some();
    ensure!(!is_synced || may_be, "{:?} are synced", change.events);
    Ok(())
}

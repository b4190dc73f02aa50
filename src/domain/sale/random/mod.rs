//! Applies random transitions with random arguments to a sale, and checks every accepted one against the
//! rules of the design.
//!
//! `KEYCLERK_SEED` repeats a run.

use std::time::Duration;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use secrecy::SecretString;

use super::super::{
    ChannelId, InteractionId, License, LicenseStatus, LineNumber, MessageId, Product, RoleId, SaleId,
    StaffId, Timestamp,
};
use super::*;

/// The number of tried transitions. A debug build takes about five seconds.
const TRANSITIONS: u64 = 1_000_000;
/// The limits of one sale: tried transitions, messages and licenses.
const OF_ONE_SALE: u32 = 150;
const MOST_DUE: usize = 12;
const MOST_LINES: usize = 5;

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

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
];

/// A sale under test, and what the test remembers about it.
struct Trial {
    sale: Sale,
    now: Timestamp,
    /// A message that was due once and may be settled.
    earlier: Option<DueMessage>,
    /// The licenses that staff set aside.
    set_aside: Vec<LineNumber>,
    /// The transitions so far, each with the state after it.
    story: Vec<(&'static str, SaleState)>,
}

/// Generates the arguments of transitions.
struct Arguments {
    rng: SmallRng,
    template: Sale,
    licenses: Vec<License>,
    token: SecretString,
}

impl Arguments {
    fn of(seed: u64) -> Self {
        let license = |at: u32| License {
            key: format!("ps-TEST-{at:07}").parse().unwrap(),
            product: Product::new("lifetime"),
            expires_at: at.is_multiple_of(3).then(|| NOW.after(Duration::from_hours(24 * 10))),
        };
        let request = SaleRequest::of_one(
            "100".parse().unwrap(),
            "200".parse().unwrap(),
            InteractionId::new(1).unwrap(),
            SecretString::from("token"),
            StaffId::new(300).unwrap(),
            "400".parse().unwrap(),
        );
        Self {
            rng: SmallRng::seed_from_u64(seed),
            template: request.recorded(SaleId::new(1), NOW, None),
            licenses: (0..8).map(license).collect(),
            token: SecretString::from("press"),
        }
    }

    fn below(&mut self, end: u32) -> u32 {
        self.rng.random_range(0..end)
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.rng.random_range(0..among.len())]
    }

    fn maybe<T>(&mut self, value: T) -> Option<T> {
        self.one_in(2).then_some(value)
    }

    /// Makes a requested sale, sometimes with a named license or an open question.
    fn sale(&mut self) -> Trial {
        let mut sale = self.template.clone();
        sale.quantity = self.pick(&[1, 1, 2, 3]);
        if self.one_in(5) {
            let license = self.licenses[0].clone();
            sale.lines.push(Line::new(LineNumber::new(1), license, LineState::Wanted));
        }
        if self.one_in(8) {
            (sale.question, sale.confirm_until) =
                (Some(Question::Repeat), Some(NOW.after(Duration::from_mins(10))));
        }
        Trial { sale, now: NOW, earlier: None, set_aside: Vec::new(), story: Vec::new() }
    }

    /// Picks a line of the sale, or rarely a line that does not exist.
    fn line(&mut self, sale: &Sale) -> LineNumber {
        let count = u32::try_from(sale.lines.len()).unwrap();
        let number = if count == 0 || self.one_in(32) { count + 1 } else { self.below(count) + 1 };
        LineNumber::new(number.into())
    }

    /// Picks a due message, or rarely one that was settled before.
    fn message(&mut self, trial: &Trial) -> Option<DueMessage> {
        let due = &trial.sale.due;
        match &trial.earlier {
            Some(earlier) if due.is_empty() || self.one_in(8) => Some(earlier.clone()),
            _ if due.is_empty() => None,
            _ => Some(due[self.rng.random_range(0..due.len())].clone()),
        }
    }

    /// Picks the due DM, or rarely another message.
    fn dm(&mut self, trial: &Trial) -> Option<DueMessage> {
        match trial.sale.due_of(MessageKind::Dm) {
            Some(dm) if !self.one_in(16) => Some(dm.clone()),
            _ => self.message(trial),
        }
    }

    fn role(&mut self) -> Option<RoleId> {
        self.maybe(RoleId::new(600).unwrap())
    }

    fn evidence(&mut self) -> Evidence {
        self.pick(Evidence::ALL)
    }

    fn settled(&mut self, message: MessageNumber, now: Timestamp) -> Settled {
        match self.below(3) {
            0 => Settled::Sent(message, None),
            1 => Settled::Dropped(message),
            _ => Settled::PutOff(message, now.after(Duration::from_secs(2))),
        }
    }

    /// Calls a transition. Returns `None` when it is not applicable or changes nothing.
    fn transition(&mut self, trial: &Trial) -> (&'static str, Option<Transition>) {
        let (sale, now) = (&trial.sale, trial.now);
        let line = self.line(sale);
        let later = now.after(Duration::from_mins(1));
        match self.below(38) {
            0 => ("acknowledged", Some(sale.acknowledged(now))),
            1..=2 => {
                let count = self.below(3) + 1;
                let licenses: Vec<License> = (0..count)
                    .map(|_| self.licenses[self.rng.random_range(0..self.licenses.len())].clone())
                    .collect();
                let and_assign = self.one_in(2);
                let short = if self.one_in(8) { Some(self.pick(Failure::ALL)) } else { None };
                ("reserved", Some(sale.reserved(now, licenses, and_assign, short)))
            }
            3 => {
                let short = if self.one_in(2) { Some(self.pick(Failure::ALL)) } else { None };
                ("reserved_enough", Some(sale.reserved_enough(now, short)))
            }
            4 => {
                let question = match self.below(3) {
                    0 => Question::Repeat,
                    1 => Question::Partial(1),
                    _ => Question::Product(vec![("lifetime".to_owned(), 1)]),
                };
                ("asking", Some(sale.asking(now, question)))
            }
            5..=7 => {
                let attempt = self.pick(&[Attempt::Ordinary, Attempt::Contested, Attempt::Decided]);
                ("assigning", Some(sale.assigning(now, line, attempt)))
            }
            8..=10 => {
                let next = if self.one_in(2) { Some(self.line(sale)) } else { None };
                let (reconciled, role) = (self.one_in(2), self.role());
                ("assigned", Some(sale.assigned(now, line, reconciled, next, role)))
            }
            11..=12 => ("in_doubt", Some(sale.in_doubt(now, line, self.evidence()))),
            13..=14 => ("refused", Some(sale.refused(now, line, "no"))),
            15 => {
                let words = self.maybe("no");
                ("holding", Some(sale.holding(now, line, self.evidence(), words)))
            }
            16 => {
                let status = self.pick(&[None, Some(LicenseStatus::Free), Some(LicenseStatus::Assigned)]);
                ("held_is", sale.numbered(line).map(|line| sale.held_is(now, line, status, later)))
            }
            17 => ("waiting", Some(sale.waiting(now, later))),
            18 => ("replying_again", Some(sale.replying_again(now))),
            19 => {
                let product = self.maybe(Product::new("lifetime").unwrap());
                let confirmed = sale.confirmed(now, sale.staff, &self.token, product.as_ref());
                ("confirmed", Some(confirmed))
            }
            20 => {
                let staff = self.maybe(sale.staff);
                ("declined", Some(sale.declined(now, staff)))
            }
            21..=22 => {
                let verdict = match self.below(4) {
                    0 => Verdict::Deliver(self.role()),
                    1 => Verdict::AssignAgain,
                    2 => Verdict::SellAnother,
                    _ => Verdict::Nothing,
                };
                ("judged", Some(sale.judged(now, line, verdict, sale.staff)))
            }
            at => self.after_the_sale(trial, at, line),
        }
    }

    /// Calls a transition that follows an assignment or a failure.
    fn after_the_sale(
        &mut self,
        trial: &Trial,
        at: u32,
        line: LineNumber,
    ) -> (&'static str, Option<Transition>) {
        let (sale, now) = (&trial.sale, trial.now);
        let later = now.after(Duration::from_mins(1));
        match at {
            23 => ("resent", sale.resent(now, sale.staff).transpose()),
            24 => ("refunded", Some(sale.refunded(now, sale.staff, "faulty"))),
            25..=27 => {
                let holds: Vec<LineNumber> =
                    sale.lines.iter().filter(|_| !self.one_in(4)).map(|line| line.number).collect();
                let place = (ChannelId::new(700).unwrap(), MessageId::new(800).unwrap());
                ("delivered", self.dm(trial).map(|dm| sale.delivered(now, &dm, place, &holds)))
            }
            28 => ("undelivered", self.dm(trial).map(|dm| sale.undelivered(now, &dm, DmRefusal::DmsClosed))),
            29 => ("claimed", Some(sale.claimed(now))),
            30 => {
                let (channel, message) = (ChannelId::new(700).unwrap(), MessageId::new(801).unwrap());
                let notice = PostedNotice { channel, message };
                ("noticed", self.message(trial).map(|due| sale.noticed(now, due.number, notice)))
            }
            31 => {
                let settled = self.message(trial).map(|due| self.settled(due.number, now));
                ("settled", settled.map(|settled| sale.settled(now, settled)))
            }
            32 => {
                let why = self.pick(&RoleRefusal::ALL);
                ("role_refused", self.message(trial).map(|due| sale.role_refused(now, &due, why)))
            }
            33 => {
                let words = self.maybe("no");
                ("ended", Some(sale.ended(now, self.pick(Failure::ALL), words)))
            }
            34 if self.one_in(2) => ("out_of_stock", Some(sale.out_of_stock(now, 1))),
            34 => ("unsent", Some(sale.unsent(now, self.pick(Failure::ALL)))),
            35 => match self.below(4) {
                0 => ("quarantined_is_not_free", Some(sale.quarantined_is_not_free(now, line))),
                1 => ("quarantined_is_unknown", Some(sale.quarantined_is_unknown(now, line, later))),
                2 => ("found_assigned", Some(sale.found_assigned(now, line))),
                _ => ("held_again", Some(sale.held_again(now, line))),
            },
            36 => ("quarantined_is_free", Some(sale.quarantined_is_free(now, line))),
            _ => {
                let known = [Reminder { line, due: None }];
                let known = if self.one_in(2) { &known[..] } else { &[] };
                let (_, change) = sale.reminding(now, known).unwrap();
                ("reminding", change.map(Ok))
            }
        }
    }
}

macro_rules! ensure {
    ($holds:expr, $($words:tt)*) => {
        if !$holds {
            return Err(format!($($words)*));
        }
    };
}

/// Checks an accepted change against the rules.
fn check(trial: &Trial, name: &str, change: &Change) -> Result<(), String> {
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
            EventKind::Delivered => SaleState::Delivered,
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

#[test]
fn a_million_random_transitions_keep_the_rules() {
    let seed = std::env::var("KEYCLERK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| rand::random::<u32>().into());
    println!("transitions from seed {seed} (KEYCLERK_SEED={seed} repeats them)");
    let mut arguments = Arguments::of(seed);
    let (mut trial, mut of_this, mut accepted) = (arguments.sale(), 0, 0_u64);
    let mut ways = std::collections::HashSet::new();
    for at in 0..TRANSITIONS {
        if of_this == OF_ONE_SALE || trial.sale.due.len() > MOST_DUE || trial.sale.lines.len() > MOST_LINES {
            (trial, of_this) = (arguments.sale(), 0);
        }
        of_this += 1;
        let (name, transition) = arguments.transition(&trial);
        let Some(Ok(change)) = transition else { continue };
        if let Err(why) = check(&trial, name, &change) {
            let Trial { sale, story, .. } = &trial;
            panic!(
                "seed {seed}, transition {at}, {name}: {why}\nafter {story:?}\n{sale:#?}\nbecame {change:#?}"
            );
        }
        accepted += 1;
        ways.insert((trial.sale.state, change.after.state));
        if name == "judged" {
            let lines = change.after.in_state(LineState::Quarantined).map(|line| line.number);
            let judged = lines.filter(|number| {
                trial.sale.numbered(*number).is_some_and(|line| line.state == LineState::Held)
            });
            trial.set_aside.extend(judged);
        }
        if arguments.one_in(4) {
            trial.earlier = trial.sale.due.first().cloned();
        }
        trial.story.push((name, change.after.state));
        trial.sale = change.after;
        trial.now = trial.now.after(Duration::from_secs(7));
    }
    println!("{accepted} of {TRANSITIONS} were accepted, from {} pairs of states", ways.len());
    // Almost every transition of the table occurs; a few need a long sequence.
    assert!(ways.len() >= 40, "only these ways were gone: {ways:?}");
}

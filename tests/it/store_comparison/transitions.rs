//! Draws transitions of a sale with random arguments.

use std::time::Duration;

use keyclerk::domain::{
    Attempt, BuyerId, Change, ChannelId, DmRefusal, Evidence, Failure, InteractionId, License, LicenseStatus,
    LineNumber, MessageId, MessageKind, MessageNumber, PostedNotice, Product, Question, Reminder, RoleId,
    RoleRefusal, Sale, Settled, Timestamp, Transfer, TransferredRoles, Transition, Verdict, Version,
};
use keyclerk::domain::{DueMessage, LineWrite};
use rand::Rng;
use rand::rngs::StdRng;
use secrecy::SecretString;

/// The number of draws until one is legal.
const DRAWS: usize = 40;

/// Draws a change that the sale allows, if one is found. Prefers one that moves the sale, because many changes are
/// always legal.
pub fn change(rng: &mut StdRng, sale: &Sale, licenses: &[License], now: Timestamp) -> Option<Change> {
    let mut found = None;
    for _ in 0..DRAWS {
        found = transition(rng, sale, licenses, now).and_then(Result::ok).or(found);
        let moves = |change: &Change| change.after.state != sale.state;
        if found.as_ref().is_some_and(|found| moves(found) || rng.random_bool(0.2)) {
            break;
        }
    }
    found
}

/// Spoils a change, so that it breaks one rule. A part that was not read is not spoilt.
pub fn spoil(rng: &mut StdRng, change: &mut Change) {
    match rng.random_range(0..5) {
        0 => {
            let version = change.after.version.as_i64() + rng.random_range(-2..3);
            change.after.version = Version::new(version);
        }
        1 if change.after.failure.is_none() => change.after.failure = Some(Failure::Refused),
        1 => change.after.failure = None,
        2 if change.changes_details => change.after.quantity = 26,
        3 => change.lines.extend(change.after.lines.first().map(|line| LineWrite::Added(line.number))),
        _ => {
            let earlier = change.after.due.iter().find(|due| !change.made_due.contains(&due.number));
            change.made_due.extend(earlier.map(|due| due.number));
        }
    }
}

/// Draws the results of attempts to send messages. Some of the messages do not exist.
pub fn settled(rng: &mut StdRng, sale: &Sale, now: Timestamp) -> Vec<Settled> {
    let mut one = |_| {
        let message = MessageNumber::new(number(rng, sale.last_message.as_i64()));
        outcome(rng, message, now)
    };
    (0..2).map(&mut one).collect()
}

fn outcome(rng: &mut StdRng, message: MessageNumber, now: Timestamp) -> Settled {
    match rng.random_range(0..3) {
        0 => Settled::Sent(message, maybe(rng, MessageId::new(900).unwrap())),
        1 => Settled::Dropped(message),
        _ => Settled::PutOff(message, now.after(Duration::from_mins(2))),
    }
}

fn number(rng: &mut StdRng, last: i64) -> i64 {
    rng.random_range(1..=last + 1)
}

fn maybe<T>(rng: &mut StdRng, value: T) -> Option<T> {
    rng.random_bool(0.5).then_some(value)
}

fn pick<T: Clone>(rng: &mut StdRng, among: &[T]) -> T {
    among[rng.random_range(0..among.len())].clone()
}

fn line(rng: &mut StdRng, sale: &Sale) -> LineNumber {
    LineNumber::new(number(rng, i64::try_from(sale.lines.len()).unwrap()))
}

fn role(rng: &mut StdRng) -> Option<RoleId> {
    let role = RoleId::new(rng.random_range(600..602)).unwrap();
    maybe(rng, role)
}

fn message(rng: &mut StdRng, sale: &Sale) -> Option<DueMessage> {
    (!sale.due.is_empty()).then(|| pick(rng, &sale.due))
}

/// Draws a step of the way to an assignment.
fn transition(rng: &mut StdRng, sale: &Sale, licenses: &[License], now: Timestamp) -> Option<Transition> {
    let line = line(rng, sale);
    Some(match rng.random_range(0..32) {
        0..=2 => sale.acknowledged(now),
        3..=6 => {
            let drawn = (0..rng.random_range(1..4)).map(|_| pick(rng, licenses)).collect();
            sale.reserved(now, drawn, rng.random_bool(0.5), short(rng))
        }
        7 => sale.reserved_enough(now, short(rng)),
        8 => {
            let product = Question::Product(vec![("lifetime".to_owned(), 1)]);
            let question = pick(rng, &[Question::Repeat, Question::Partial(1), product]);
            sale.asking(now, question)
        }
        9..=10 => {
            let attempt = pick(rng, &[Attempt::Ordinary, Attempt::Contested, Attempt::Decided]);
            sale.assigning(now, line, attempt)
        }
        11..=14 => {
            let next = self::line(rng, sale);
            let next = maybe(rng, next);
            sale.assigned(now, line, rng.random_bool(0.5), next, role(rng))
        }
        15 => sale.in_doubt(now, line, pick(rng, Evidence::ALL)),
        16 | 24 => sale.refused(now, line, "no"),
        17 => sale.holding(now, line, pick(rng, Evidence::ALL), maybe(rng, "no")),
        18 => sale.waiting(now, now.after(Duration::from_mins(rng.random_range(1..5)))),
        19 => {
            let token = SecretString::from("press");
            let product = maybe(rng, Product::new("lifetime").unwrap());
            sale.confirmed(now, sale.staff, &token, product.as_ref())
        }
        20 => sale.declined(now, maybe(rng, sale.staff)),
        21 => {
            let verdicts =
                [Verdict::Deliver(role(rng)), Verdict::AssignAgain, Verdict::SellAnother, Verdict::Nothing];
            sale.judged(now, line, pick(rng, &verdicts), sale.staff)
        }
        22 => sale.ended(now, pick(rng, Failure::ALL), maybe(rng, "no")),
        23 if rng.random_bool(0.5) => sale.unsent(now, pick(rng, Failure::ALL)),
        23 => sale.out_of_stock(now, rng.random_range(0..3)),
        _ => return after_the_assignment(rng, sale, line, now),
    })
}

fn short(rng: &mut StdRng) -> Option<Failure> {
    let short = pick(rng, Failure::ALL);
    rng.random_bool(0.1).then_some(short)
}

/// Draws a step of the delivery, a decision about a finished sale, or a lookup.
fn after_the_assignment(
    rng: &mut StdRng,
    sale: &Sale,
    line: LineNumber,
    now: Timestamp,
) -> Option<Transition> {
    let later = now.after(Duration::from_mins(1));
    Some(match rng.random_range(0..20) {
        0..=3 => {
            let dm = sale.due_of(MessageKind::Dm)?;
            let holds: Vec<_> =
                sale.lines.iter().filter(|_| rng.random_bool(0.8)).map(|line| line.number).collect();
            let place = (ChannelId::new(700).unwrap(), MessageId::new(rng.random_range(800..900)).unwrap());
            sale.delivered(now, dm, place, &holds)
        }
        4 => sale.undelivered(now, sale.due_of(MessageKind::Dm)?, DmRefusal::DmsClosed),
        5 => sale.claimed(now, sale.buyer),
        6 => {
            let notice =
                PostedNotice { channel: ChannelId::new(700).unwrap(), message: MessageId::new(801).unwrap() };
            sale.noticed(now, message(rng, sale)?.number, notice)
        }
        7 => {
            let number = message(rng, sale)?.number;
            sale.settled(now, outcome(rng, number, now))
        }
        8 => sale.role_refused(now, &message(rng, sale)?, pick(rng, &RoleRefusal::ALL)),
        9 => sale.resent(now, sale.staff).transpose()?,
        10 => sale.refunded(now, sale.staff, "faulty"),
        11 => sale.quarantined_is_free(now, line),
        12 => sale.quarantined_is_not_free(now, line),
        13 => sale.quarantined_is_unknown(now, line, later),
        14 => sale.found_assigned(now, line),
        15 => sale.held_again(now, line),
        16 => {
            let status = maybe(rng, LicenseStatus::Free);
            sale.held_is(now, sale.numbered(line)?, status, later)
        }
        17 => transferred(rng, sale, line, now),
        18 if rng.random_bool(0.5) => sale.attributed(now, sale.staff, role(rng)),
        18 => sale.replying_again(now),
        _ => {
            // The reminders that the ledger knows are left out, so that some are due twice.
            let known = [Reminder { line, due: None }];
            sale.reminding(now, sale.buyer, if rng.random_bool(0.5) { &known } else { &[] })
                .unwrap()
                .1
                .map(Ok)?
        }
    })
}

fn transferred(rng: &mut StdRng, sale: &Sale, line: LineNumber, now: Timestamp) -> Transition {
    let role = role(rng);
    let roles = TransferredRoles {
        taken: role.into_iter().collect(),
        given: role.map(|role| (line, role)).into_iter().collect(),
    };
    let transfer = Transfer {
        buyer: BuyerId::new(rng.random_range(401..404)).unwrap(),
        staff: sale.staff,
        // Few commands, so that some transfer twice.
        interaction: InteractionId::new(rng.random_range(1..8)).unwrap(),
    };
    sale.transferred(now, &transfer, &roles)
}

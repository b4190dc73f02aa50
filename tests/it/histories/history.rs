//! Draws random histories. The seed determines a history.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::simulation::{Call, Fate, html, reset, server_error, timed_out};

/// The number of seconds by which a step may set the clock back.
pub const LONGEST_JUMP: i64 = 3600;

/// The action of a step.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    Sell {
        buyer: u64,
        named: bool,
        quantity: u8,
    },
    /// Makes two sales at once, to the same buyer or to two buyers.
    SellTwo {
        buyers: [u64; 2],
    },
    /// Delivers one interaction twice at once. Discord accepts only the first deferral.
    SellTwice {
        buyer: u64,
        quantity: u8,
    },
    /// Delivers the last interaction a second time.
    Replay,
    /// Runs recovery once, or repeatedly for some minutes.
    Recover {
        minutes: i64,
    },
    Restart,
    Pass {
        seconds: i64,
    },
    /// Delivers the assignment requests in flight.
    Arrive,
    Dms {
        closed: bool,
    },
    Claim,
    Resend,
    Confirm,
    Decline,
    /// Staff check the vendor's dashboard and decide about held licenses. They may deliver a free
    /// license. They may sell another license if the held one is not the buyer's.
    Judge {
        delivers_free: bool,
        sells_another: bool,
    },
    /// Another program assigns a license of this stock.
    Foreign,
}

/// How a process ends.
#[derive(Debug, Clone, Copy)]
pub enum End {
    /// The process is killed, and all its writes survive.
    Process,
    /// The power fails. `left` thousandths of the unsynced writes survive.
    Power { left: u64 },
}

/// An action and the outcomes of the calls during it.
#[derive(Debug, Clone)]
pub struct Step {
    pub act: Act,
    /// How the process ends if a call crashes it.
    pub end: End,
    pub fates: Vec<(Call, Fate)>,
    /// The last outcome repeats until the step ends.
    pub is_lasting: bool,
    /// Tells whether Discord accepts the deferral.
    pub acknowledged: bool,
}

/// A history: the number of licenses in stock, and the steps.
#[derive(Debug, Clone)]
pub struct History {
    pub stock: usize,
    /// The vendor accepts a second assignment of a license to the same buyer.
    pub is_idempotent: bool,
    /// The vendor refuses a free license after a first request that had no effect.
    pub is_stubborn: bool,
    /// How many minutes Discord remembers a nonce.
    pub nonce_minutes: u64,
    /// The decision that staff make at the end about a sale that is still held, if any.
    pub final_decision: Option<Act>,
    pub steps: Vec<Step>,
}

impl History {
    pub fn of(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut steps: Vec<Step> = (0..rng.random_range(2..9)).map(|_| step(&mut rng)).collect();
        if rng.random_bool(0.05) {
            steps.splice(0..0, decision_before_arrival(&mut rng));
        }
        let final_decision = rng.random_bool(0.5).then(|| judge(&mut rng));
        Self {
            stock: rng.random_range(1..5),
            is_idempotent: rng.random_bool(0.5),
            is_stubborn: rng.random_bool(0.15),
            // This exceeds the longest flight of a message. Otherwise two messages in flight could both
            // arrive.
            nonce_minutes: rng.random_range(2..6),
            final_decision,
            steps,
        }
    }
}

fn step(rng: &mut StdRng) -> Step {
    let buyer = |rng: &mut StdRng| rng.random_range(1..4);
    let act = match rng.random_range(0..26) {
        0..=5 => {
            let named = rng.random_bool(0.15);
            let quantity = if named { 1 } else { [1, 1, 2, 3][rng.random_range(0..4)] };
            Act::Sell { buyer: buyer(rng), named, quantity }
        }
        6..=7 => Act::SellTwo { buyers: [buyer(rng), buyer(rng)] },
        8 => Act::Replay,
        9..=11 => Act::Recover { minutes: [0, 8][rng.random_range(0..2)] },
        12 | 23 => Act::Restart,
        13..=14 => Act::Pass { seconds: [1, 6, 61, 700, 4000, -LONGEST_JUMP][rng.random_range(0..6)] },
        15 => Act::Dms { closed: rng.random_bool(0.6) },
        16 => Act::Claim,
        17 => Act::Resend,
        18 => Act::Confirm,
        19 => Act::Decline,
        20..=21 => judge(rng),
        22 => Act::Foreign,
        24 => Act::SellTwice { buyer: buyer(rng), quantity: rng.random_range(1..3) },
        _ => Act::Arrive,
    };
    let fates = (0..rng.random_range(0..6)).map(|_| (call(rng), fate(rng))).collect();
    let (is_lasting, acknowledged) = (rng.random_bool(0.4), rng.random_bool(0.93));
    Step { act, end: end(rng), fates, is_lasting, acknowledged }
}

fn end(rng: &mut StdRng) -> End {
    match rng.random_range(0..5) {
        0..=1 => End::Process,
        // Losing all unsynced writes is the hardest case, so it is tried often.
        2 => End::Power { left: 0 },
        _ => End::Power { left: rng.random_range(0..=1000) },
    }
}

/// Makes steps in which staff decide about a license before its assignment arrives.
fn decision_before_arrival(rng: &mut StdRng) -> Vec<Step> {
    let step = |rng: &mut StdRng, act, fates| Step {
        act,
        end: end(rng),
        fates,
        is_lasting: true,
        acknowledged: true,
    };
    let late = vec![(Call::Assign, Fate::Late)];
    let quantity = rng.random_range(1..3);
    vec![
        step(rng, Act::Sell { buyer: 1, named: false, quantity }, late),
        step(rng, Act::Recover { minutes: 5 }, vec![(Call::Assign, Fate::Refused)]),
        {
            let decision = judge(rng);
            step(rng, decision, vec![])
        },
        step(rng, Act::Arrive, vec![]),
    ]
}

fn judge(rng: &mut StdRng) -> Act {
    Act::Judge { delivers_free: rng.random_bool(0.5), sells_another: rng.random_bool(0.5) }
}

fn call(rng: &mut StdRng) -> Call {
    [
        Call::Assign,
        Call::Assign,
        Call::Assign,
        Call::Info,
        Call::Info,
        Call::Look,
        Call::OpenDm,
        Call::LookBack,
        Call::Deliver,
        Call::Deliver,
        Call::Tell,
    ][rng.random_range(0..11)]
}

fn fate(rng: &mut StdRng) -> Fate {
    let lost = [timed_out, reset, server_error, html][rng.random_range(0..4)];
    match rng.random_range(0..23) {
        14 => Fate::RefusedAfter,
        15 => Fate::UnauthorisedAfter,
        16 => Fate::RateLimitedAfter,
        17 => Fate::Late,
        18 => Fate::Stale,
        19..=20 => Fate::TakenByAnother,
        0..=1 => Fate::Answered,
        2 | 21..=22 => Fate::Refused,
        3 => Fate::RateLimited,
        4 => Fate::Unauthorised,
        5 => Fate::NeverSent,
        6..=7 => Fate::LostBefore(lost),
        8..=10 => Fate::LostAfter(lost),
        11..=12 => Fate::CrashAfter,
        _ => Fate::CrashBefore,
    }
}

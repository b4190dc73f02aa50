//! Random histories of sales, faults, crashes, power losses, decisions and clock jumps. They run on the
//! real saga and a real ledger. At the end the faults stop. Every sale must then settle within a limit,
//! and the books must balance. The seed determines a history. A history that fails is shrunk and printed.
//!
//! `KEYCLERK_SEED` sets the first seed. `KEYCLERK_HISTORIES` and `KEYCLERK_CHAOS_SECONDS` limit the
//! number of histories or the time.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use keyclerk::domain::{
    BuyerId, Evidence, Failure, InteractionId, LicenseKey, Line, LineState, MessageKind, Sale, SaleId,
    SaleState, StaffId,
};
use keyclerk::fulfilment::Judgement;
use keyclerk::ledger::Event;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use secrecy::SecretString;

use crate::simulation::{
    Call, Fate, MOST_SALES, Shop, Shown, World, buyer_id, html, license, reset, server_error, timed_out,
};

/// The number of histories in an ordinary test run.
const HISTORIES: u64 = 10_000;
/// The number of histories that run in parallel. Each mostly waits for SQLite's threads.
const AT_ONCE: usize = 4;

/// The buyer of another program that uses the same vendor account.
fn foreign() -> BuyerId {
    buyer_id(9_999)
}

/// The longest time that an assignment request may be in flight.
const LONGEST_FLIGHT: Duration = Duration::from_mins(10);

/// The number and the length of the recovery rounds after the faults stop. By then every sale is settled
/// or waits for staff, and every message is sent.
const CALM_ROUNDS: u32 = 40;
const CALM_ROUND: Duration = Duration::from_secs(10);

/// The totals of this run.
static TALLY: Tally = Tally {
    calm_rounds: AtomicU64::new(0),
    losses: AtomicU64::new(0),
    late: AtomicU64::new(0),
    repeated: AtomicU64::new(0),
};

struct Tally {
    /// The highest number of recovery rounds that a history needed after its faults stopped.
    calm_rounds: AtomicU64,
    /// The number of power losses.
    losses: AtomicU64,
    /// The number of assignments that arrived after the license was quarantined.
    late: AtomicU64,
    /// The highest number of DMs with one key per intended delivery.
    repeated: AtomicU64,
}

/// The number of seconds by which a step may set the clock back.
const LONGEST_JUMP: i64 = 3600;

/// The number of repetitions of a lasting outcome. The saga never makes more calls in one step.
const LASTING: usize = 60;

/// The action of a step.
#[derive(Debug, Clone, Copy)]
enum Act {
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
enum End {
    /// The process is killed, and all its writes survive.
    Process,
    /// The power fails. `left` thousandths of the unsynced writes survive.
    Power { left: u64 },
}

/// An action and the outcomes of the calls during it.
#[derive(Debug, Clone)]
struct Step {
    act: Act,
    /// How the process ends if a call crashes it.
    end: End,
    fates: Vec<(Call, Fate)>,
    /// The last outcome repeats until the step ends.
    is_lasting: bool,
    /// Tells whether Discord accepts the deferral.
    acknowledged: bool,
}

/// A history: the number of licenses in stock, and the steps.
#[derive(Debug, Clone)]
struct History {
    stock: usize,
    /// The vendor accepts a second assignment of a license to the same buyer.
    is_idempotent: bool,
    /// The vendor refuses a free license after a first request that had no effect.
    is_stubborn: bool,
    /// How many minutes Discord remembers a nonce.
    nonce_minutes: u64,
    /// The decision that staff make at the end about a sale that is still held, if any.
    final_decision: Option<Act>,
    steps: Vec<Step>,
}

impl History {
    fn of(seed: u64) -> Self {
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

/// A running history.
struct Run {
    shop: Shop,
    interactions: u64,
    /// The interactions whose deferral Discord did not accept.
    unacknowledged: HashSet<InteractionId>,
    /// Tells whether the clock was set back, which makes the times of events meaningless.
    was_set_back: bool,
}

impl Run {
    /// Runs one step. If a call crashes the process, the next process opens the same ledger.
    async fn run_step(mut self, step: &Step) -> Self {
        for (at, (call, fate)) in step.fates.iter().enumerate() {
            let is_lasting = step.is_lasting && at + 1 == step.fates.len();
            let times = if is_lasting { LASTING } else { 1 };
            let mut world = self.shop.model.world();
            world.fates.entry(*call).or_default().extend(std::iter::repeat_n(*fate, times));
        }
        self.was_set_back |= matches!(step.act, Act::Pass { seconds } if seconds < 0);
        let sells = matches!(step.act, Act::Sell { .. } | Act::SellTwo { .. } | Act::SellTwice { .. });
        if !step.acknowledged && sells {
            self.unacknowledged.insert(InteractionId::new(self.interactions + 1).unwrap());
        }
        let ended = self.shop.run_until_crash(Box::pin(self.act(step))).await;
        self.interactions += match step.act {
            Act::Sell { .. } | Act::SellTwice { .. } => 1,
            Act::SellTwo { .. } => 2,
            _ => 0,
        };
        if ended.is_none() || matches!(step.act, Act::Restart) {
            self.shop = match step.end {
                End::Process => self.shop.restart().await,
                End::Power { left } => {
                    TALLY.losses.fetch_add(1, Ordering::Relaxed);
                    self.shop.lose_power(left).await
                }
            };
        }
        self.shop.model.late_requests_arrive_after(LONGEST_FLIGHT);
        self.shop.model.world().fates.clear();
        self
    }

    async fn act(&self, step: &Step) {
        let next = self.interactions + 1;
        match step.act {
            Act::Sell { buyer, named, quantity } => {
                self.sell(next, buyer, (named, quantity), step.acknowledged).await;
            }
            Act::SellTwo { buyers } => {
                let (one, other) = (
                    self.sell(next, buyers[0], (false, 1), step.acknowledged),
                    self.sell(next + 1, buyers[1], (false, 1), true),
                );
                tokio::join!(one, other);
            }
            Act::SellTwice { buyer, quantity } => {
                let (one, other) = (
                    self.sell(next, buyer, (false, quantity), step.acknowledged),
                    self.sell(next, buyer, (false, quantity), false),
                );
                tokio::join!(one, other);
            }
            // Discord either accepted the deferral earlier or never did.
            Act::Replay if self.interactions > 0 => self.sell(self.interactions, 1, (false, 1), false).await,
            Act::Recover { minutes } => {
                for _ in 0..minutes {
                    self.shop.fulfilment.recover().await.unwrap();
                    self.pass(60);
                }
                self.shop.fulfilment.recover().await.unwrap();
            }
            Act::Pass { seconds } if seconds < 0 => self.shop.clock.set_back(-seconds * 1000),
            Act::Pass { seconds } => self.pass(seconds),
            Act::Arrive => self.shop.model.late_requests_arrive(),
            Act::Foreign => {
                let mut world = self.shop.model.world();
                let free = world.holders.values_mut().find(|holder| holder.is_none());
                free.map(|holder| holder.insert(foreign()));
            }
            Act::Dms { closed } => self.shop.model.world().dms_closed = closed,
            Act::Replay | Act::Restart => {}
            Act::Claim | Act::Resend | Act::Confirm | Act::Decline | Act::Judge { .. } => {
                for sale in sales(&self.shop).await {
                    self.decide(step.act, &sale).await;
                }
            }
        }
    }

    fn pass(&self, seconds: i64) {
        self.shop.clock.pass(seconds * 1000);
        self.shop.model.late_requests_arrive_after(LONGEST_FLIGHT);
    }

    /// Runs recovery without faults. Fails if work is left after the last round.
    async fn finish_without_faults(&self) -> Result<(), String> {
        let mut left = Vec::new();
        for round in 1..=CALM_ROUNDS {
            self.shop.fulfilment.recover().await.unwrap();
            self.pass(i64::try_from(CALM_ROUND.as_secs()).unwrap());
            left = self.unfinished_work().await;
            if left.is_empty() {
                TALLY.calm_rounds.fetch_max(round.into(), Ordering::Relaxed);
                return Ok(());
            }
        }
        Err(format!("work left after {CALM_ROUNDS} rounds without faults: {left:?}"))
    }

    /// Lists the work that keyclerk still has to do, without the decisions of staff.
    async fn unfinished_work(&self) -> Vec<String> {
        let mut left = Vec::new();
        for sale in sales(&self.shop).await {
            let waits = sale.state == SaleState::Acknowledged && sale.confirm_until.is_some();
            if !sale.state.is_settled() && !waits {
                left.push(format!("sale {} is {}", sale.id, sale.state));
            }
            let now = self.shop.fulfilment.ledger.now();
            for due in sale.due.iter().filter(|due| due.due_at <= now) {
                left.push(format!("sale {} has a {} due", sale.id, due.kind().as_str()));
            }
        }
        left
    }

    async fn sell(&self, interaction: u64, buyer: u64, (named, quantity): (bool, u8), acknowledged: bool) {
        let first = self.shop.model.world().holders.keys().next().map(license);
        let mut request = Shop::request(interaction, first.filter(|_| named));
        request.buyer = buyer_id(400 + buyer);
        request.quantity = quantity;
        let acknowledge = async move { if acknowledged { Ok(()) } else { Err("not taken".to_owned()) } };
        drop(self.shop.fulfilment.sell(request, acknowledge).await);
    }

    /// Acts on a sale as a person would. An action that comes too late fails and changes nothing.
    async fn decide(&self, act: Act, sale: &Sale) {
        let staff = StaffId::new(300).unwrap();
        let fulfilment = &self.shop.fulfilment;
        match act {
            Act::Claim if sale.sold().next().is_some() && sale.state == SaleState::Undelivered => {
                fulfilment.claim(sale.id, sale.buyer).await.unwrap();
            }
            Act::Resend => drop(fulfilment.resend(sale.id, staff).await),
            Act::Confirm => {
                drop(fulfilment.confirm(sale.id, staff, &SecretString::from("press"), None, None).await);
            }
            Act::Decline => drop(fulfilment.decline(sale.id, staff, None).await),
            Act::Judge { delivers_free, sells_another } if sale.state == SaleState::Held => {
                // Staff check the vendor's dashboard and press the correct button.
                let held = sale.in_state(LineState::Held).next().unwrap();
                let key = &held.license.key;
                let (theirs, free) = {
                    let world = self.shop.model.world();
                    let answers = world.fates.get(&Call::Info).is_none_or(VecDeque::is_empty);
                    (world.holders[key] == Some(sale.buyer), world.holders[key].is_none() && answers)
                };
                let judgement = if theirs || (free && delivers_free) {
                    Judgement::Deliver
                } else if sells_another {
                    Judgement::SellAnother
                } else {
                    Judgement::Nothing
                };
                drop(fulfilment.judge(sale.id, Some(held.number), judgement, staff).await);
            }
            _ => {}
        }
    }
}

/// Returns every sale. A replayed interaction leaves a gap in the numbers.
async fn sales(shop: &Shop) -> Vec<Sale> {
    let mut sales = Vec::new();
    for number in 1..=MOST_SALES {
        sales.extend(shop.fulfilment.ledger.sale(SaleId::new(number)).await.ok());
    }
    sales
}

/// Runs a history to its end and checks the books.
async fn play(history: &History, template: &Path) -> Result<(), String> {
    // The folder is in memory if possible, because the test does not examine the disk.
    let folder = match tempfile::tempdir_in("/dev/shm") {
        Ok(folder) => folder,
        Err(_) => tempfile::tempdir().unwrap(),
    };
    std::fs::copy(template, folder.path().join("ledger.db")).unwrap();
    let mut run = Run {
        shop: Shop::within(folder, history.stock).await,
        interactions: 0,
        unacknowledged: HashSet::new(),
        was_set_back: false,
    };
    run.shop.model.world().is_idempotent = history.is_idempotent;
    run.shop.model.world().is_stubborn = history.is_stubborn;
    run.shop.model.world().nonce_lives = Duration::from_mins(history.nonce_minutes);
    for step in &history.steps {
        run = Box::pin(run.run_step(step)).await;
    }
    run.shop.model.late_requests_arrive();
    // A clock that was set back has delayed work. This lets enough time pass for it.
    let set_back =
        history.steps.iter().filter(|step| matches!(step.act, Act::Pass { seconds } if seconds < 0)).count();
    run.shop.clock.pass(LONGEST_JUMP * 1000 * i64::try_from(set_back).unwrap());
    let mut calm = run.finish_without_faults().await;
    run.shop.settle().await;
    if let Some(act) = history.final_decision {
        for sale in sales(&run.shop).await {
            run.decide(act, &sale).await;
        }
        calm = calm.and(run.finish_without_faults().await);
        run.shop.settle().await;
    }
    let balanced = balance(&run).await;
    run.shop.fulfilment.ledger.close().await;
    calm.and(balanced)
}

macro_rules! ensure {
    ($holds:expr, $($words:tt)*) => {
        if !$holds {
            return Err(format!($($words)*));
        }
    };
}

async fn balance(run: &Run) -> Result<(), String> {
    let Run { shop, unacknowledged, was_set_back, .. } = run;
    let mut taken: BTreeMap<LicenseKey, (BuyerId, Line)> = BTreeMap::new();
    let sales = sales(shop).await;
    for sale in &sales {
        ensure!(sale.state.is_settled(), "sale {} ends as {}", sale.id, sale.state);
        let lines: Vec<_> = sale.lines.iter().filter(|line| line.state.is_live()).collect();
        let (most, quarantined) = (usize::from(sale.quantity), sale.in_state(LineState::Quarantined).count());
        let used = lines.len() - quarantined;
        ensure!(used <= most, "sale {} uses {used} keys for {most}", sale.id);
        let events = shop.fulfilment.ledger.events(sale.id).await.unwrap();
        let set_aside = events.iter().filter(|event| event.kind == "set_aside").count();
        let asked_for = sale.lines.iter().filter(|line| line.attempts > 0).count();
        ensure!(asked_for <= most + set_aside, "sale {} requested {asked_for} keys for {most}", sale.id);
        let named = sale.names_its_license();
        ensure!(!named || asked_for <= 1, "sale {} requested {asked_for} keys, but staff named one", sale.id);
        for line in &lines {
            let before = taken.insert(line.license.key.clone(), (sale.buyer, (*line).clone()));
            ensure!(before.is_none(), "{} is in two sales", line.license.key);
        }
        let sold = sale.sold().next().is_some();
        let made = matches!(sale.state, SaleState::Delivered | SaleState::Undelivered);
        // Assigned licenses belong to the buyer while staff decide about another license of the sale.
        ensure!(
            sold == made || sale.state == SaleState::Held,
            "sale {} is {}, sold: {sold}",
            sale.id,
            sale.state
        );
        let held = sale.in_state(LineState::Held).count();
        ensure!(held == usize::from(sale.state == SaleState::Held), "sale {} holds {held}", sale.id);
        let fits = |state: LineState| match state {
            LineState::Quarantined => true,
            LineState::Held | LineState::Reserved => sale.state == SaleState::Held,
            LineState::Assigned => made || sale.state == SaleState::Held,
            _ => false,
        };
        ensure!(
            lines.iter().all(|line| fits(line.state)),
            "sale {} is {}, which does not fit its keys",
            sale.id,
            sale.state
        );
        let refused = unacknowledged.contains(&sale.interaction);
        ensure!(!(sold && refused), "sale {} was sold, but Discord never accepted the deferral", sale.id);
        check_transitions(sale, &events)?;
        check_refusals(sale, &events)?;
        if !was_set_back {
            check_waits(sale, &events)?;
        }
        check_notifications(shop, sale, &events)?;
    }
    check_shown_states(shop, &sales).await?;
    check_vendor(&shop.model.world(), &sales, &taken)
}

/// Checks that the vendor and the buyers have what the ledger says.
fn check_vendor(
    world: &World,
    sales: &[Sale],
    taken: &BTreeMap<LicenseKey, (BuyerId, Line)>,
) -> Result<(), String> {
    for (key, holder) in &world.holders {
        match (holder, taken.get(key)) {
            (Some(holder), Some((buyer, line))) if holder != buyer && line.state == LineState::Assigned => {
                // The vendor's API does not say who holds an assigned license whose request was never
                // answered.
                let excused = *holder == foreign() && line.unanswered && line.refusals == 0;
                ensure!(excused, "{key} belongs to {holder} but was sold to {buyer}");
            }
            (Some(holder), Some((buyer, line))) if holder == buyer => {
                let holds = |own: &Line| own.state.is_live() && own.license.key == line.license.key;
                let sale = sales.iter().find(|sale| sale.lines.iter().any(holds)).unwrap();
                // An alarm reported the assignment if the sale had not failed yet at that time.
                let alarms = |(id, _, kind): &(SaleId, SaleState, MessageKind)| {
                    *id == sale.id && *kind == MessageKind::Alert
                };
                let is_known =
                    line.evidence == Some(Evidence::AssignedInQuarantine) && world.told.iter().any(alarms);
                let quarantined = sale.in_state(LineState::Quarantined).count();
                let told = sale.state != SaleState::Failed || quarantined > 1 || is_known;
                ensure!(told, "{key} belongs to the buyer, but staff were told that nothing was sold");
            }
            (Some(holder), None) if *holder != foreign() => {
                return Err(format!("{key} belongs to {holder} but is in no sale"));
            }
            (None, Some((_, line))) => {
                ensure!(line.state != LineState::Assigned, "{key} is sold but the vendor has it as free");
            }
            _ => {}
        }
    }
    let is_in_quarantine = |line: &&Line| line.evidence == Some(Evidence::AssignedInQuarantine);
    let late = taken.values().map(|(_, line)| line).filter(is_in_quarantine);
    let late = late.filter(|line| world.came_late.contains(&line.license.key)).count();
    TALLY.late.fetch_add(u64::try_from(late).unwrap(), Ordering::Relaxed);
    let lines_of = |key: &LicenseKey, buyer: BuyerId| {
        let lines = sales.iter().filter(move |sale| sale.buyer == buyer).flat_map(|sale| &sale.lines);
        lines.filter(|line| line.license.key == *key && line.attempts > 0).collect::<Vec<_>>()
    };
    for (key, buyer) in &world.asked_for {
        let kept =
            |line: &&Line| line.state != LineState::Released || line.evidence == Some(Evidence::SeenFree);
        ensure!(
            lines_of(key, *buyer).iter().any(kept),
            "{key} was requested for {buyer} and released at once"
        );
    }
    for ((key, buyer), refusals) in &world.refusals {
        let recorded: i64 = lines_of(key, *buyer).iter().map(|line| line.refusals).sum();
        ensure!(
            recorded >= *refusals,
            "{key} was refused to {buyer} {refusals} times, but {recorded} refusals are recorded"
        );
    }
    for (buyer, key, _) in &world.dms {
        // The DM may be sent before the assignment is synced. A power loss can erase the assignment. If
        // the vendor then does not know the license for a minute, the sale is held.
        let is_theirs = |line: &Line| match line.state {
            LineState::Assigned => true,
            LineState::Held => line.evidence == Some(Evidence::Unknown),
            _ => false,
        };
        let theirs = taken.get(key).is_some_and(|(owner, line)| owner == buyer && is_theirs(line));
        ensure!(theirs, "{buyer} was sent {key}, which is not theirs");
    }
    Ok(())
}

/// Checks that the events lead to the state by legal transitions, and that only staff move a held sale.
fn check_transitions(sale: &Sale, events: &[Event]) -> Result<(), String> {
    let mut state: Option<SaleState> = None;
    let mut is_judged = false;
    for event in events {
        let was_judged = std::mem::replace(&mut is_judged, event.kind == "judged");
        let next = match event.kind.as_str() {
            "set_aside" => SaleState::Acknowledged,
            "refused" => SaleState::InDoubt,
            "reconciled" | "short" => SaleState::Assigned,
            "part_assigned" | "part_reconciled" => SaleState::Reserved,
            "claimed" => SaleState::Delivered,
            kind if !moves(kind) => continue,
            kind => kind.parse().map_err(|_| format!("sale {}: {kind} is not a state", sale.id))?,
        };
        let legal = match state {
            None => next == SaleState::Requested,
            // A resend does not change a finished sale.
            Some(SaleState::Delivered | SaleState::Undelivered) if next == SaleState::Undelivered => continue,
            Some(SaleState::Delivered) => next == SaleState::Delivered,
            Some(state) => state.may_become(next),
        };
        let by_itself = state == Some(SaleState::Held) && !was_judged;
        ensure!(!by_itself, "sale {} was held and became {next} without a decision", sale.id);
        ensure!(legal, "sale {} went from {state:?} to {next}", sale.id);
        state = Some(next);
    }
    ensure!(
        state == Some(sale.state),
        "sale {} is {}, but its events lead to {state:?}",
        sale.id,
        sale.state
    );
    Ok(())
}

/// Checks that a refusal is definite only if every attempt was answered. A contested assignment is
/// repeated once. Then the vendor accepts it, or staff decide.
fn check_refusals(sale: &Sale, events: &[Event]) -> Result<(), String> {
    let (mut in_doubt, mut was_unanswered, mut is_contested) = (false, false, false);
    for event in events.iter().filter(|event| moves(&event.kind)) {
        let (kind, detail) = (event.kind.as_str(), event.detail.as_deref());
        let judged = matches!(kind, "assigned" | "part_assigned" | "held");
        ensure!(!is_contested || judged, "sale {}: {kind} follows a contested assignment", sale.id);
        is_contested = kind == "assigning" && detail == Some(Evidence::Contested.as_str());
        let ends = matches!(kind, "failed" | "short") && in_doubt;
        let is_definite = detail == Some(Failure::Refused.as_str()) && !was_unanswered;
        ensure!(!ends || is_definite, "sale {} ended in doubt: {detail:?}", sale.id);
        in_doubt = matches!(kind, "in_doubt" | "refused");
        was_unanswered &= in_doubt || kind == "assigning";
        was_unanswered |= kind == "in_doubt";
    }
    Ok(())
}

/// Checks the waiting times: a refusal is verified before it is believed, and a quarantine lasts a
/// quarter of an hour.
fn check_waits(sale: &Sale, events: &[Event]) -> Result<(), String> {
    let mut last: Option<&Event> = None;
    let mut set_aside: Option<&Event> = None;
    for event in events {
        let seconds_since = |earlier: &Event| event.at.since(earlier.at).as_secs();
        let ends = matches!(event.kind.as_str(), "failed" | "short");
        if let Some(refused) = last.filter(|last| ends && last.kind == "refused") {
            let seconds = seconds_since(refused);
            ensure!(seconds >= 5, "sale {}: a refusal was accepted after {seconds} s", sale.id);
        }
        if let Some(set_aside) = set_aside.filter(|_| event.kind == "back_in_stock") {
            let minutes = seconds_since(set_aside) / 60;
            ensure!(minutes >= 15, "sale {}: back in stock after {minutes} minutes", sale.id);
        }
        if ends || event.kind == "judged" {
            set_aside.get_or_insert(event);
        }
        if moves(&event.kind) {
            last = Some(event);
        }
    }
    Ok(())
}

/// Tells whether an event of this kind changes the state of a sale.
fn moves(kind: &str) -> bool {
    !matches!(
        kind,
        "asked"
            | "confirmed"
            | "judged"
            | "status_changed"
            | "back_in_stock"
            | "found_assigned"
            | "resent"
            | "revealed"
            | "part_delivered"
            | "part_undelivered"
    )
}

/// Checks that staff were told the final state, and that the buyer got one message per intended delivery.
fn check_notifications(shop: &Shop, sale: &Sale, events: &[Event]) -> Result<(), String> {
    let world = shop.model.world();
    let last = world.told.iter().rev().find(|(id, _, kind)| *id == sale.id && *kind == MessageKind::Reply);
    let outcome = last.map(|(_, state, _)| *state);
    ensure!(
        outcome == Some(sale.state),
        "sale {} is {}, but staff were told {outcome:?}",
        sale.id,
        sale.state
    );
    let happened = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    let meant = 1 + happened("resent");
    let may_lack_one = ["undelivered", "part_undelivered", "claimed"].iter().any(|kind| happened(kind) > 0);
    let mut came = 0;
    for license in sale.sold() {
        let messages = world.dms.iter().filter(|(_, key, _)| *key == license.key).count();
        came += messages;
        TALLY.repeated.fetch_max(u64::try_from(messages.div_ceil(meant)).unwrap(), Ordering::Relaxed);
        ensure!(messages <= meant, "sale {}: {messages} messages were sent, {meant} were intended", sale.id);
        let lacks_one = sale.state == SaleState::Delivered && messages == 0;
        ensure!(may_lack_one || !lacks_one, "sale {} is delivered without {}", sale.id, license.key);
        ensure!(sale.failure != Some(Failure::NotConfirmed), "sale {} was declined and sold", sale.id);
    }
    ensure!(came > 0 || sale.dm_message.is_none(), "sale {} is delivered, but no message was sent", sale.id);
    Ok(())
}

/// Checks that the ledger still holds everything that staff or the buyer saw, also after a power loss.
async fn check_shown_states(shop: &Shop, sales: &[Sale]) -> Result<(), String> {
    let (shown, posted) = {
        let world = shop.model.world();
        (world.shown.clone(), world.posted.clone())
    };
    let find = |id, interaction| {
        let is_it = |sale: &&Sale| sale.id == id && sale.interaction == interaction;
        sales.iter().find(is_it).ok_or_else(|| format!("sale {id} was shown but is lost"))
    };
    for dm in posted {
        find(dm.sale, dm.interaction)?;
    }
    for Shown { sale, interaction, state, failure, question } in shown {
        let sale = find(sale, interaction)?;
        let events = shop.fulfilment.ledger.events(sale.id).await.unwrap();
        let is_event = |kind: &str, detail: Option<&str>| {
            let is_it = |event: &&Event| {
                event.kind == kind && (detail.is_none() || event.detail.as_deref() == detail)
            };
            events.iter().any(|event| is_it(&event))
        };
        let holds = match state {
            SaleState::Failed => is_event("failed", failure.map(Failure::as_str)),
            SaleState::Held => is_event("held", None),
            // The answer `ok:true` is written lazily. If it is lost with the power, and the vendor then refuses to
            // tell of the license, the sale is held with that license until staff decide.
            SaleState::Assigned | SaleState::Delivered | SaleState::Undelivered => {
                sale.sold().next().is_some() || sale.in_state(LineState::Held).next().is_some()
            }
            _ => question.is_none_or(|question| is_event("asked", Some(question))),
        };
        ensure!(
            holds,
            "sale {} was shown as {state} ({failure:?}, {question:?}), which the ledger does not hold",
            sale.id
        );
    }
    Ok(())
}

/// Runs a history in its own thread, so that a panic counts as a failure.
fn outcome(history: &History, template: &Path) -> Result<(), String> {
    let (history, template) = (history.clone(), template.to_owned());
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(&history, &template))
    });
    thread.join().unwrap_or_else(|_| Err("it panicked; see the message above".to_owned()))
}

/// Removes every step and outcome that the failure does not need.
fn shrink(mut history: History, template: &Path) -> History {
    let mut at = 0;
    while at < history.steps.len() {
        let mut without = history.clone();
        without.steps.remove(at);
        if outcome(&without, template).is_err() {
            history = without;
            continue;
        }
        let mut fate = 0;
        while fate < history.steps[at].fates.len() {
            let mut without = history.clone();
            without.steps[at].fates.remove(fate);
            if outcome(&without, template).is_err() {
                history = without;
            } else {
                fate += 1;
            }
        }
        at += 1;
    }
    history
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn random_histories_leave_balanced_books() {
    let begin = number("KEYCLERK_SEED").unwrap_or_else(|| rand::random::<u32>().into());
    let until = number("KEYCLERK_CHAOS_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let count = number("KEYCLERK_HISTORIES").unwrap_or(if until.is_some() { u64::MAX } else { HISTORIES });
    println!("histories from seed {begin} (KEYCLERK_SEED={begin} repeats them)");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let empty = runtime.block_on(Shop::open(0));
    runtime.block_on(empty.fulfilment.ledger.close());
    let template = empty.folder.path().join("ledger.db");
    let (played, failed) = (AtomicU64::new(0), Mutex::new(None));
    let worker = || {
        while failed.lock().unwrap().is_none() && until.is_none_or(|until| Instant::now() < until) {
            let at = played.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let history = History::of(begin + at);
            if let Err(why) = outcome(&history, &template) {
                failed.lock().unwrap().get_or_insert((begin + at, history, why));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(worker);
        }
    });
    if let Some((seed, history, why)) = failed.into_inner().unwrap() {
        let shrunk = shrink(history, &template);
        let at_last = outcome(&shrunk, &template);
        panic!("seed {seed}: {why}\nshrunk to {shrunk:#?}\nwhich fails with {at_last:?}");
    }
    println!("{} histories balanced", played.into_inner().min(count));
    let Tally { calm_rounds, losses, late, repeated } = &TALLY;
    println!(
        "{losses:?} power losses, {late:?} assignments of quarantined licenses, at most {repeated:?} DMs with a key \
        per intended delivery, at most {calm_rounds:?} rounds until all work was done"
    );
}

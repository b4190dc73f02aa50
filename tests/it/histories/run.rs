//! Plays a history on a store.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use keyclerk::domain::{BuyerId, InteractionId, LineState, Sale, SaleId, SaleState, StaffId};
use keyclerk::fulfilment::Judgement;
use secrecy::SecretString;

use super::history::{Act, End, History, LONGEST_JUMP, Step};
use super::tally::Tally;
use crate::simulation::{Call, MOST_SALES, Shop, Store, buyer_id, license};

/// The buyer of another program that uses the same vendor account.
pub fn foreign() -> BuyerId {
    buyer_id(9_999)
}

/// The longest time that an assignment request may be in flight.
const LONGEST_FLIGHT: Duration = Duration::from_mins(10);

/// The number and the length of the recovery rounds after the faults stop. By then every sale is settled
/// or waits for staff, and every message is sent.
const CALM_ROUNDS: u32 = 40;
const CALM_ROUND: Duration = Duration::from_secs(10);

/// The number of repetitions of a lasting outcome. The saga never makes more calls in one step.
const LASTING: usize = 60;

/// A running history.
pub struct Run {
    pub shop: Shop,
    interactions: u64,
    /// The interactions whose deferral Discord did not accept.
    pub unacknowledged: HashSet<InteractionId>,
    /// Tells whether the clock was set back, which makes the times of events meaningless.
    pub was_set_back: bool,
    pub tally: Arc<Tally>,
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
                    self.tally.losses.fetch_add(1, Ordering::Relaxed);
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
                self.tally.calm_rounds.fetch_max(round.into(), Ordering::Relaxed);
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
pub async fn sales(shop: &Shop) -> Vec<Sale> {
    let mut sales = Vec::new();
    for number in 1..=MOST_SALES {
        sales.extend(shop.fulfilment.ledger.sale(SaleId::new(number)).await.ok());
    }
    sales
}

/// Runs a history to its end, and lets all faults stop. Returns the shop, or what work was left.
pub async fn play(history: &History, store: Store, tally: Arc<Tally>) -> (Run, Result<(), String>) {
    let mut run = Run {
        shop: Shop::on(store, history.stock).await,
        interactions: 0,
        unacknowledged: HashSet::new(),
        was_set_back: false,
        tally,
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
    (run, calm)
}

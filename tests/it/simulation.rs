//! Simulates the world around the saga: a vendor, a Discord and a manually set clock. Each call can fail
//! in every way. The saga and the ledger are the real ones.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyclerk::courier::{Courier, Delivery, Later, Notified, OpenedDm, Parcel, RoleChange};
use keyclerk::domain::{
    BuyerId, ChannelId, Clock, DueMessage, Failure, InteractionId, License, LicenseKey, Licenses, Line,
    LineNumber, MessageId, MessageKind, Moment, Product, RoleId, Sale, SaleId, SaleRequest, SaleState,
    StaffId, StockAlert, Timestamp,
};
use keyclerk::fulfilment::{Fulfilment, NotSold, Sold, Stock};
use keyclerk::ledger::{Lane, Ledger, Restored, Sqlite, back_up, restore};
use keyclerk::reseller::{LicenseInfo, MalformedAnswer, Unreachable, Vendor, VendorError, VendorMessage};
use secrecy::SecretString;
use tokio::sync::Notify;

/// The highest sale number that a test here reaches.
pub const MOST_SALES: i64 = 24;

pub const START: i64 = 1_790_000_000_000;
/// The age in milliseconds of the list that a shop opens with. It is too old to draw from.
const LIST_AGE: i64 = 10_000;

/// The longest time that a DM with a lost response may be in flight.
const LATEST_DM: Duration = Duration::from_secs(90);

#[derive(Debug)]
pub struct ModelClock {
    now: AtomicI64,
    passed: AtomicI64,
}

impl ModelClock {
    fn new() -> Self {
        Self { now: AtomicI64::new(START - LIST_AGE), passed: AtomicI64::new(0) }
    }

    /// Lets time pass. A negative value sets the machine's clock back instead.
    pub fn pass(&self, millis: i64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
        self.passed.fetch_add(millis.max(0), Ordering::SeqCst);
    }

    /// Returns Discord's time, which a change of the machine's clock does not affect.
    fn discord_now(&self) -> Timestamp {
        Timestamp::from_millis(START - LIST_AGE + self.passed.load(Ordering::SeqCst))
    }

    /// Sets the clock back without any time passing.
    pub fn set_back(&self, millis: i64) {
        self.now.fetch_sub(millis, Ordering::SeqCst);
    }
}

impl Clock for ModelClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.now.load(Ordering::SeqCst))
    }

    fn moment(&self) -> Moment {
        let passed = self.passed.load(Ordering::SeqCst);
        Moment::new(Duration::from_millis(passed.try_into().unwrap()))
    }

    fn sleep(&self, wait: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.pass(i64::try_from(wait.as_millis()).unwrap());
        Box::pin(std::future::ready(()))
    }
}

/// A call that leaves the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Look,
    Info,
    Assign,
    OpenDm,
    /// Reads the earlier DMs.
    LookBack,
    Deliver,
    Tell,
    Role,
}

/// The outcome of a call.
#[derive(Clone, Copy)]
pub enum Fate {
    Answered,
    Refused,
    RateLimited,
    Unauthorised,
    NeverSent,
    /// The call has no effect, and its response is lost.
    LostBefore(fn() -> VendorError),
    /// The call takes effect, and its response is lost.
    LostAfter(fn() -> VendorError),
    /// The process ends before the request is sent, or before the response arrives.
    CrashBefore,
    CrashAfter,
    /// The call takes effect, but the response is a refusal. A proxy that repeats requests can cause
    /// this.
    RefusedAfter,
    UnauthorisedAfter,
    RateLimitedAfter,
    /// No response arrives. The call takes effect later, in [`Model::late_requests_arrive`].
    Late,
    /// The response shows the state before the assignment.
    Stale,
    /// Somebody else took the license first.
    TakenByAnother,
    /// The call waits until [`Model::release`].
    Hangs,
    /// The code that makes the call panics.
    Panics,
}

impl fmt::Debug for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::LostBefore(error) => return write!(f, "LostBefore({:?})", error()),
            Self::LostAfter(error) => return write!(f, "LostAfter({:?})", error()),
            Self::Answered => "Answered",
            Self::Refused => "Refused",
            Self::RateLimited => "RateLimited",
            Self::Unauthorised => "Unauthorised",
            Self::NeverSent => "NeverSent",
            Self::CrashBefore => "CrashBefore",
            Self::CrashAfter => "CrashAfter",
            Self::RefusedAfter => "RefusedAfter",
            Self::UnauthorisedAfter => "UnauthorisedAfter",
            Self::RateLimitedAfter => "RateLimitedAfter",
            Self::Late => "Late",
            Self::Stale => "Stale",
            Self::TakenByAnother => "TakenByAnother",
            Self::Hangs => "Hangs",
            Self::Panics => "Panics",
        };
        f.write_str(name)
    }
}

pub fn timed_out() -> VendorError {
    VendorError::TimedOut
}
pub fn reset() -> VendorError {
    VendorError::ConnectionLost
}
pub fn server_error() -> VendorError {
    VendorError::ServerError(502)
}
pub fn html() -> VendorError {
    VendorError::Malformed(MalformedAnswer::NotTheJson)
}

/// A DM as Discord stores it.
#[derive(Debug, Clone)]
pub struct Posted {
    pub id: MessageId,
    pub at: Timestamp,
    pub sale: SaleId,
    pub interaction: InteractionId,
    pub buyer: BuyerId,
    pub keys: Vec<LicenseKey>,
    pub nonce: String,
}

/// A sale as it was shown to staff.
#[derive(Debug, Clone)]
pub struct Shown {
    pub sale: SaleId,
    pub interaction: InteractionId,
    pub state: SaleState,
    pub failure: Option<Failure>,
    /// The question to staff, if there was one.
    pub question: Option<&'static str>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is an independent option of a test")]
#[derive(Default)]
pub struct World {
    pub holders: BTreeMap<LicenseKey, Option<BuyerId>>,
    pub fates: BTreeMap<Call, VecDeque<Fate>>,
    /// The buyer, key and nonce of each delivered key. Discord treats a repeated nonce as the same
    /// message.
    pub dms: Vec<(BuyerId, LicenseKey, String)>,
    /// The DMs themselves, oldest first.
    pub posted: Vec<Posted>,
    /// How long Discord remembers a nonce.
    pub nonce_lives: Duration,
    /// Every sale that a message showed to staff, as it was then.
    pub shown: Vec<Shown>,
    pub dms_closed: bool,
    pub told: Vec<(SaleId, SaleState, MessageKind)>,
    /// The product, the number of licenses left, and whether it runs low.
    pub alerts: Vec<(String, u32, bool)>,
    /// The sales whose buyer's role was changed.
    pub roles: Vec<SaleId>,
    /// Messages of these kinds hang until [`Model::release`].
    pub hanging: Vec<MessageKind>,
    /// Discord rejects messages of these kinds for now.
    pub refused: Vec<MessageKind>,
    /// Every call takes a while, so that calls overlap.
    pub is_slow: bool,
    /// The vendor accepts a second assignment to the same buyer. The vendor's document leaves this open.
    pub is_idempotent: bool,
    /// The vendor refuses a free license that was requested before for the same buyer.
    pub is_stubborn: bool,
    /// The assignment requests in flight, and the time at which each was sent.
    pub late: Vec<(LicenseKey, BuyerId, Moment)>,
    /// The DMs in flight. They arrive before the next attempt does.
    pub late_dms: Vec<Posted>,
    /// The licenses that a late request assigned.
    pub came_late: BTreeSet<LicenseKey>,
    /// The licenses and buyers of all assignment requests that were sent.
    pub asked_for: BTreeSet<(LicenseKey, BuyerId)>,
    /// The refusals after which no license information was requested yet.
    pub fresh_refusals: Vec<(LicenseKey, BuyerId)>,
    /// The refusals after which license information was requested. Each must be recorded by then.
    pub refusals: BTreeMap<(LicenseKey, BuyerId), i64>,
    /// The number of calls made.
    pub calls: BTreeMap<Call, usize>,
    /// The number of running calls in each lane, and the highest number that ever ran at once.
    pub under_way: BTreeMap<Lane, usize>,
    pub most_at_once: BTreeMap<Lane, usize>,
    releases: usize,
}

impl World {
    /// Sets the outcomes of the next calls of this kind.
    pub fn fate(&mut self, call: Call, fates: impl IntoIterator<Item = Fate>) {
        self.fates.insert(call, fates.into_iter().collect());
    }

    /// Finds the DMs that delivered keys of these lines, as the real courier does. It looks at DMs since
    /// the intent to assign. For a resend it looks at DMs since the last known one. The clocks may differ
    /// by a quarter of an hour.
    fn find_sent(&self, sale: &Sale, lines: &[&Line]) -> Option<(MessageId, Vec<LineNumber>)> {
        let intended = lines.iter().filter_map(|line| line.assigning_at).min().unwrap_or(sale.requested_at);
        let since = intended.before(Duration::from_mins(15));
        let is_again = lines.iter().any(|line| line.is_brought());
        let is_after = |posted: &&Posted| match sale.dm_message {
            Some(known) if is_again => posted.id.as_u64() > known.as_u64(),
            _ => posted.at >= since,
        };
        let (mut newest, mut found) = (None, Vec::new());
        for posted in self.posted.iter().filter(|posted| posted.buyer == sale.buyer).filter(is_after) {
            let held = posted.holds(lines);
            newest = if held.is_empty() { newest } else { Some(posted.id) };
            found.extend(held);
        }
        newest.map(|newest| (newest, found))
    }

    /// Posts a DM, or returns the recent one with the same nonce.
    fn post(&mut self, dm: &Posted, at: Timestamp) -> Posted {
        let window = self.nonce_lives;
        let is_same = |posted: &&Posted| posted.nonce == dm.nonce && at.since(posted.at) < window;
        if let Some(posted) = self.posted.iter().rev().find(is_same) {
            return posted.clone();
        }
        self.dms.extend(dm.keys.iter().map(|key| (dm.buyer, key.clone(), dm.nonce.clone())));
        let posted = Posted { id: message_id(at, self.posted.len()), at, ..dm.clone() };
        self.posted.push(posted.clone());
        posted
    }

    /// Delivers the DMs in flight that were sent at least `wait` ago, to one buyer or to all.
    fn late_dms_arrive(&mut self, to: Option<BuyerId>, wait: Duration, at: Timestamp) {
        let arrives = |dm: &mut Posted| to.is_none_or(|buyer| dm.buyer == buyer) && at.since(dm.at) >= wait;
        let late: Vec<_> = self.late_dms.extract_if(.., arrives).collect();
        for dm in late.iter().filter(|_| !self.dms_closed).collect::<Vec<_>>() {
            self.post(dm, at);
        }
    }

    /// Records that the vendor was asked about a license.
    fn record_query(&mut self, key: &LicenseKey) {
        let refused = self.fresh_refusals.extract_if(.., |(refused, _)| refused == key);
        for refusal in refused.collect::<Vec<_>>() {
            *self.refusals.entry(refusal).or_default() += 1;
        }
    }
}

impl Posted {
    fn holds(&self, lines: &[&Line]) -> Vec<LineNumber> {
        let held = lines.iter().filter(|line| self.keys.contains(&line.license.key));
        held.map(|line| line.number).collect()
    }
}

/// Makes a Discord id from a time and a number.
fn message_id(at: Timestamp, number: usize) -> MessageId {
    let millis = u64::try_from(at.as_millis() - 1_420_070_400_000).unwrap();
    MessageId::new((millis << 22) + u64::try_from(number).unwrap()).unwrap()
}

#[derive(Clone)]
pub struct Model {
    world: Arc<Mutex<World>>,
    clock: Arc<ModelClock>,
    crashed: Arc<Notify>,
    released: Arc<Notify>,
}

impl Model {
    pub fn world(&self) -> std::sync::MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// Answers every hanging call.
    pub fn release(&self) {
        let mut world = self.world();
        world.hanging.clear();
        world.releases += 1;
        drop(world);
        self.released.notify_waiters();
    }

    /// Delivers all assignment requests in flight.
    pub fn late_requests_arrive(&self) {
        self.late_requests_arrive_after(Duration::ZERO);
    }

    /// Delivers the requests that were sent at least `wait` ago.
    pub fn late_requests_arrive_after(&self, wait: Duration) {
        let now = self.clock.moment();
        let world = &mut *self.world();
        world.late_dms_arrive(None, wait.min(LATEST_DM), self.clock.discord_now());
        for (key, buyer, _) in world.late.extract_if(.., |(.., left)| now.since(*left) >= wait) {
            if world.holders[&key].is_none() {
                world.holders.insert(key.clone(), Some(buyer));
                world.came_late.insert(key);
            }
        }
    }

    async fn hang(&self) {
        let before = self.world().releases;
        loop {
            let released = self.released.notified();
            tokio::pin!(released);
            // The waiter registers before the check, so that it cannot miss a release.
            released.as_mut().enable();
            if self.world().releases != before {
                return;
            }
            released.await;
        }
    }

    /// Makes a call. `act` is the effect at the other end, and `failed` makes the response for any
    /// outcome that is no success. `kind` is `None` for calls to the vendor.
    async fn call<T, E>(
        &self,
        call: Call,
        kind: Option<MessageKind>,
        act: impl FnOnce(&mut World) -> Result<T, E>,
        failed: impl FnOnce(Fate) -> Result<T, E>,
    ) -> Result<T, E> {
        let _under_way = UnderWay::begin(self, kind.map_or(Lane::Vendor, MessageKind::lane));
        let (fate, hangs, is_slow) = {
            let mut world = self.world();
            *world.calls.entry(call).or_default() += 1;
            let fate = world.fates.get_mut(&call).and_then(VecDeque::pop_front).unwrap_or(Fate::Answered);
            let is_among = |kinds: &[MessageKind]| kind.is_some_and(|kind| kinds.contains(&kind));
            let fate = if is_among(&world.refused) { Fate::NeverSent } else { fate };
            (fate, is_among(&world.hanging) || matches!(fate, Fate::Hangs), world.is_slow)
        };
        if hangs {
            self.hang().await;
        }
        for _ in 0..if is_slow { 10 } else { 0 } {
            tokio::task::yield_now().await;
        }
        {
            let mut world = self.world();
            match fate {
                Fate::Answered | Fate::Hangs => return act(&mut world),
                Fate::LostAfter(_)
                | Fate::CrashAfter
                | Fate::RefusedAfter
                | Fate::UnauthorisedAfter
                | Fate::RateLimitedAfter => drop(act(&mut world)),
                _ => {}
            }
        }
        assert!(!matches!(fate, Fate::Panics), "this call panics on purpose");
        if matches!(fate, Fate::CrashBefore | Fate::CrashAfter) {
            self.crashed.notify_one();
            std::future::pending::<()>().await;
        }
        failed(fate)
    }
}

/// Counts a running call until it is dropped.
struct UnderWay(Model, Lane);

impl UnderWay {
    fn begin(model: &Model, lane: Lane) -> Self {
        let world = &mut *model.world();
        let (now, most) =
            (world.under_way.entry(lane).or_default(), world.most_at_once.entry(lane).or_default());
        *now += 1;
        *most = (*most).max(*now);
        Self(model.clone(), lane)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        *self.0.world().under_way.entry(self.1).or_default() -= 1;
    }
}

/// Maps an outcome to the error of the vendor client.
fn vendor_error(fate: Fate) -> VendorError {
    match fate {
        Fate::RateLimited | Fate::RateLimitedAfter => VendorError::RateLimited,
        Fate::Unauthorised | Fate::UnauthorisedAfter => {
            VendorError::Unauthorised(VendorMessage::new("bad key"))
        }
        Fate::NeverSent => VendorError::NeverSent(Unreachable::Other),
        Fate::LostBefore(error) | Fate::LostAfter(error) => error(),
        Fate::Late => timed_out(),
        _ => VendorError::Refused(VendorMessage::new("no")),
    }
}

pub fn license(key: &LicenseKey) -> License {
    License { key: key.clone(), product: Product::new("lifetime"), expires_at: None }
}

fn available(world: &World) -> Vec<License> {
    world.holders.iter().filter(|(_, holder)| holder.is_none()).map(|(key, _)| license(key)).collect()
}

impl Vendor for Model {
    async fn my_available(&self) -> Result<Licenses, VendorError> {
        let list = |world: &mut World| Ok(available(world).into_iter().collect());
        self.call(Call::Look, None, list, |fate| Err(vendor_error(fate))).await
    }

    async fn fetch_license(&self) -> Result<License, VendorError> {
        let first = |world: &mut World| {
            let free = available(world).into_iter().next();
            free.ok_or_else(|| VendorError::Refused(VendorMessage::new("empty")))
        };
        self.call(Call::Look, None, first, |fate| Err(vendor_error(fate))).await
    }

    async fn license_info(&self, key: &LicenseKey) -> Result<LicenseInfo, VendorError> {
        self.world().record_query(key);
        let info = |world: &mut World| {
            let holder = world.holders.get(key);
            let holder = holder.ok_or_else(|| VendorError::Refused(VendorMessage::new("unknown")))?;
            Ok(LicenseInfo { license: license(key), is_expired: false, is_assigned: holder.is_some() })
        };
        let failed = |fate| match fate {
            Fate::Stale => Ok(LicenseInfo { license: license(key), is_expired: false, is_assigned: false }),
            fate => Err(vendor_error(fate)),
        };
        self.call(Call::Info, None, info, failed).await
    }

    async fn assign_license(&self, key: &LicenseKey, buyer: BuyerId) -> Result<(), VendorError> {
        let assign = |world: &mut World| {
            let is_idempotent = world.is_idempotent;
            let is_locked = world.is_stubborn && world.asked_for.contains(&(key.clone(), buyer));
            let holder = world.holders.get_mut(key).unwrap();
            if holder.is_some_and(|holder| holder != buyer || !is_idempotent) {
                return Err(VendorError::Refused(VendorMessage::new("already assigned")));
            }
            if is_locked && holder.is_none() {
                return Err(VendorError::Refused(VendorMessage::new("locked")));
            }
            *holder = Some(buyer);
            Ok(())
        };
        let failed = |fate| {
            let mut world = self.world();
            if matches!(fate, Fate::TakenByAnother) {
                world.holders.get_mut(key).unwrap().get_or_insert(buyer_id(9_999));
            }
            if matches!(fate, Fate::Late) {
                let left = self.clock.moment();
                world.late.push((key.clone(), buyer, left));
            }
            Err(vendor_error(fate))
        };
        let answer = self.call(Call::Assign, None, assign, failed).await;
        let mut world = self.world();
        if !matches!(answer, Err(VendorError::NeverSent(_))) {
            world.asked_for.insert((key.clone(), buyer));
        }
        if matches!(answer, Err(VendorError::Refused(_))) {
            world.fresh_refusals.push((key.clone(), buyer));
        }
        answer
    }
}

impl Courier for Model {
    async fn open_dm(&self, buyer: BuyerId) -> Result<OpenedDm, Later> {
        let open = |_: &mut World| Ok(OpenedDm::Channel(ChannelId::new(buyer.as_u64() + 1).unwrap()));
        self.call(Call::OpenDm, Some(MessageKind::Dm), open, |_| Err(Later { wait: None })).await
    }

    async fn deliver(&self, parcel: Parcel<'_>) -> Result<Delivery, Later> {
        let lines = parcel.sale.carried_by(parcel.row.number);
        assert!(!lines.is_empty(), "a DM needs at least one key");
        let channel = parcel.channel.unwrap_or(parcel.sale.channel);
        if parcel.may_be_sent() {
            let look = |world: &mut World| Ok(world.find_sent(parcel.sale, &lines));
            let failed = |_| Err(Later { wait: None });
            if let Some((message, holds)) =
                self.call(Call::LookBack, Some(MessageKind::Dm), look, failed).await?
            {
                return Ok(Delivery::Delivered { channel, message, holds });
            }
        }
        let at = self.clock.discord_now();
        let dm = Posted {
            id: message_id(at, 0),
            at,
            sale: parcel.sale.id,
            interaction: parcel.sale.interaction,
            buyer: parcel.sale.buyer,
            keys: lines.iter().map(|line| line.license.key.clone()).collect(),
            nonce: parcel.row.nonce.to_string(),
        };
        let send = |world: &mut World| {
            world.late_dms_arrive(Some(dm.buyer), Duration::ZERO, at);
            if world.dms_closed {
                return Ok(Delivery::DmsClosed);
            }
            // Discord returns the message with this nonce, even if its content differs.
            let posted = world.post(&dm, at);
            Ok(Delivery::Delivered { channel, message: posted.id, holds: posted.holds(&lines) })
        };
        let failed = |fate| match fate {
            Fate::Refused => Ok(Delivery::Refused),
            Fate::Late => {
                self.world().late_dms.push(dm.clone());
                Err(Later { wait: None })
            }
            _ => Err(Later { wait: None }),
        };
        self.call(Call::Deliver, Some(MessageKind::Dm), send, failed).await
    }

    async fn tell_stock(&self, alert: &StockAlert) -> Result<Notified, Later> {
        self.world().alerts.push((alert.product.clone(), alert.left, alert.is_low));
        Ok(Notified::Yes(None))
    }

    async fn change_role(&self, sale: &Sale, _: BuyerId, _: RoleId, _: bool) -> Result<RoleChange, Later> {
        let change = |world: &mut World| {
            world.roles.push(sale.id);
            Ok(RoleChange::Done)
        };
        self.call(Call::Role, Some(MessageKind::RoleGive), change, |_| Err(Later { wait: None })).await
    }

    async fn tell(&self, sale: &Sale, row: &DueMessage) -> Result<Notified, Later> {
        let tell = |world: &mut World| {
            world.told.push((sale.id, sale.state, row.kind()));
            world.shown.push(Shown {
                sale: sale.id,
                interaction: sale.interaction,
                state: sale.state,
                failure: sale.failure,
                question: sale.question.as_ref().map(|question| question.kind().as_str()),
            });
            Ok(Notified::Yes(None))
        };
        self.call(Call::Tell, Some(row.kind()), tell, |_| Err(Later { wait: None })).await
    }

    async fn tell_place(&self, _: &Sale, _: usize, _: Duration) {}
}

pub struct Shop {
    pub fulfilment: Arc<Fulfilment<Model, Model>>,
    pub model: Model,
    pub clock: Arc<ModelClock>,
    pub folder: Arc<tempfile::TempDir>,
    pub file: Sqlite,
    /// The length of the write-ahead log that an earlier process had synced to disk.
    on_disk: u64,
}

pub fn buyer_id(id: u64) -> BuyerId {
    BuyerId::new(id).unwrap()
}

impl Shop {
    /// Opens a shop with this many licenses and an old list of them. A single draw takes the product from
    /// that list.
    pub async fn open(stock: usize) -> Self {
        Self::within(tempfile::tempdir().unwrap(), stock).await
    }

    /// Opens a shop whose only sale is held. Its first assignment went unanswered, the second was refused,
    /// and the vendor did not know the license.
    pub async fn with_a_held_sale() -> Self {
        let shop = Self::open(3).await;
        shop.model.world().fate(Call::Assign, [Fate::LostBefore(timed_out), Fate::Refused]);
        shop.model.world().fate(Call::Info, [Fate::Refused; 3]);
        shop.sell(1).await.unwrap();
        for _ in 0..2 {
            shop.clock.pass(61_000);
            shop.fulfilment.recover().await.unwrap();
        }
        assert_eq!(shop.record().await.state, SaleState::Held);
        shop
    }

    /// Opens a shop on the ledger in `folder`, if there is one.
    pub async fn within(folder: tempfile::TempDir, stock: usize) -> Self {
        let world = World {
            holders: (0..stock).map(|at| (format!("ps-TEST-{at:07}-XYZ").parse().unwrap(), None)).collect(),
            nonce_lives: Duration::from_mins(5),
            ..World::default()
        };
        let (world, clock) = (Arc::new(Mutex::new(world)), Arc::new(ModelClock::new()));
        let model = Model { world, clock: clock.clone(), crashed: Arc::default(), released: Arc::default() };
        let shop = Self::over(Arc::new(folder), model, clock).await;
        shop.fulfilment.stock.browse().await.unwrap();
        shop.model.world().calls.clear();
        shop.clock.pass(LIST_AGE);
        shop
    }

    async fn over(folder: Arc<tempfile::TempDir>, model: Model, clock: Arc<ModelClock>) -> Self {
        let file = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
        let ledger = Ledger::over(Arc::new(file.clone()), clock.clone()).await.unwrap();
        let stock = Arc::new(Stock::new(model.clone(), model.clone(), ledger.clone(), clock.clone()));
        let fulfilment = Fulfilment::new(model.clone(), model.clone(), ledger, stock, clock.clone());
        let fulfilment = Arc::new(fulfilment);
        Self { fulfilment, model, clock, folder, file, on_disk: 0 }
    }

    /// Ends the process and opens the same ledger in another one.
    pub async fn restart(self) -> Self {
        let Self { fulfilment, model, clock, folder, .. } = self;
        // The process may have ended before it recorded them.
        model.world().fresh_refusals.clear();
        fulfilment.ledger.close().await;
        drop(fulfilment);
        Self::over(folder, model, clock).await
    }

    /// Ends the process, restores the ledger from a backup, and opens it in another process.
    pub async fn restored_from(self, backup: &Path) -> (Self, Restored) {
        let Self { fulfilment, model, clock, folder, .. } = self;
        model.world().fresh_refusals.clear();
        fulfilment.ledger.close().await;
        drop(fulfilment);
        let restored = restore(&folder.path().join("ledger.db"), backup, clock.now()).await.unwrap();
        (Self::over(folder, model, clock).await, restored)
    }

    /// Backs up the ledger beside the process that writes it.
    pub async fn back_up(&self, name: &str) -> PathBuf {
        let target = self.folder.path().join(name);
        back_up(&self.folder.path().join("ledger.db"), &target, self.clock.now()).await.unwrap().path
    }

    /// Simulates a power loss. The next process finds the synced part of the write-ahead log and `left`
    /// thousandths of the rest.
    pub async fn lose_power(self, left: u64) -> Self {
        let Self { fulfilment, model, clock, folder, file, on_disk } = self;
        model.world().fresh_refusals.clear();
        // Closing the ledger first would copy the log into the database.
        let on_disk = on_disk.max(file.synced_wal());
        let after = tempfile::tempdir_in(folder.path().parent().unwrap()).unwrap();
        std::fs::copy(folder.path().join("ledger.db"), after.path().join("ledger.db")).unwrap();
        let log = std::fs::read(folder.path().join("ledger.db-wal")).unwrap_or_default();
        let length = u64::try_from(log.len()).unwrap();
        let on_disk = on_disk.min(length);
        let kept = on_disk + (length - on_disk) * left / 1000;
        std::fs::write(after.path().join("ledger.db-wal"), &log[..usize::try_from(kept).unwrap()]).unwrap();
        fulfilment.ledger.close().await;
        drop(fulfilment);
        Self { on_disk: kept, ..Self::over(Arc::new(after), model, clock).await }
    }

    pub fn request(interaction: u64, license: Option<License>) -> SaleRequest {
        SaleRequest {
            buyer_sees_channel: true,
            license,
            ..SaleRequest::of_one(
                "100".parse().unwrap(),
                "200".parse().unwrap(),
                InteractionId::new(interaction).unwrap(),
                SecretString::from("token"),
                StaffId::new(300).unwrap(),
                buyer_id(400 + interaction),
            )
        }
    }

    pub async fn sell(&self, interaction: u64) -> Result<Sold, NotSold> {
        self.fulfilment.sell(Self::request(interaction, None), async { Ok::<(), String>(()) }).await
    }

    /// Runs a future until it ends or the process crashes. A crash drops the future and returns `None`.
    pub async fn run_until_crash<T>(&self, doing: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.model.crashed.notified() => None,
            done = doing => Some(done),
        }
    }

    /// Runs recovery while time passes, until nothing changes any more.
    pub async fn settle(&self) {
        for _ in 0..40 {
            self.fulfilment.recover().await.unwrap();
            self.clock.pass(70_000);
            if self.is_quiet().await {
                break;
            }
        }
    }

    /// Tells whether only decisions of staff are left to do.
    async fn is_quiet(&self) -> bool {
        // A replayed interaction leaves a gap in the numbers.
        for number in 1..=MOST_SALES {
            let Ok(sale) = self.fulfilment.ledger.sale(SaleId::new(number)).await else { continue };
            let looks = sale.lines.iter().any(|line| line.look_at.is_some());
            if !sale.state.is_settled() || looks || !sale.due.is_empty() {
                return false;
            }
        }
        true
    }

    pub async fn record(&self) -> Sale {
        self.fulfilment.ledger.sale(SaleId::new(1)).await.unwrap()
    }

    pub fn sold(&self) -> usize {
        self.model.world().holders.values().filter(|holder| **holder == Some(buyer_id(401))).count()
    }
}

/// Runs futures concurrently in this task.
pub async fn futures<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

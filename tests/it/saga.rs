//! The saga in a table: every way the vendor can answer, or not, and a crash at each of them –
//! over a real ledger, with a model vendor, a model Discord and a clock that is set by hand.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyclerk::courier::{Courier, Delivery, Later, OpenedDm, Parcel, Told};
use keyclerk::domain::{
    BuyerId, ChannelId, Clock, InteractionId, License, LicenseKey, MessageId, Product, SaleId, SaleState,
    StaffId, Timestamp,
};
use keyclerk::fulfilment::{Fulfilment, NotSold, Sold, Stock};
use keyclerk::ledger::{Failure, Ledger, OutboxKind, SaleRecord, SaleRequest};
use keyclerk::reseller::{LicenseInfo, Vendor, VendorError, VendorMessage};
use secrecy::SecretString;

const START: i64 = 1_790_000_000_000;

#[derive(Debug)]
struct ModelClock(AtomicI64);

impl Clock for ModelClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, wait: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.fetch_add(i64::try_from(wait.as_millis()).unwrap(), Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }
}

/// What becomes of a request to assign.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Answered,
    Refused,
    RateLimited,
    Unauthorised,
    NeverSent,
    /// The vendor does nothing, and no sensible answer comes.
    LostBefore(fn() -> VendorError),
    /// The vendor assigns, and no sensible answer comes.
    LostAfter(fn() -> VendorError),
    /// The process ends before the request leaves, or before the answer comes.
    CrashBefore,
    CrashAfter,
    /// Somebody else was faster.
    TakenByAnother,
}

#[derive(Default)]
struct World {
    holders: BTreeMap<LicenseKey, Option<BuyerId>>,
    fates: VecDeque<Fate>,
    info_fails: u32,
    dms: Vec<(BuyerId, LicenseKey, String)>,
    dms_closed: bool,
    dm_fails: u32,
    told: Vec<(SaleState, OutboxKind)>,
    crashed: bool,
}

#[derive(Clone)]
struct Model(Arc<Mutex<World>>);

impl Model {
    fn world(&self) -> std::sync::MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    fn info(&self, key: &LicenseKey) -> Result<LicenseInfo, VendorError> {
        let mut world = self.world();
        if world.info_fails > 0 {
            world.info_fails -= 1;
            return Err(VendorError::TimedOut);
        }
        let holder =
            world.holders.get(key).ok_or_else(|| VendorError::Refused(VendorMessage::new("unknown")))?;
        Ok(LicenseInfo { license: license(key), is_expired: false, is_assigned: holder.is_some() })
    }
}

fn license(key: &LicenseKey) -> License {
    License { key: key.clone(), product: Product::new("lifetime"), expires_at: None }
}

impl Vendor for Model {
    async fn my_available(&self) -> Result<Vec<License>, VendorError> {
        let world = self.world();
        Ok(world.holders.iter().filter(|(_, holder)| holder.is_none()).map(|(key, _)| license(key)).collect())
    }

    async fn fetch_license(&self) -> Result<License, VendorError> {
        let free = self.my_available().await?.into_iter().next();
        free.ok_or_else(|| VendorError::Refused(VendorMessage::new("empty")))
    }

    async fn license_info(&self, key: &LicenseKey) -> Result<LicenseInfo, VendorError> {
        self.info(key)
    }

    async fn assign_license(&self, key: &LicenseKey, buyer: BuyerId) -> Result<(), VendorError> {
        let fate = self.world().fates.pop_front().unwrap_or(Fate::Answered);
        if matches!(fate, Fate::CrashBefore | Fate::CrashAfter) {
            {
                let mut world = self.world();
                if matches!(fate, Fate::CrashAfter) {
                    world.holders.insert(key.clone(), Some(buyer));
                }
                world.crashed = true;
            }
            std::future::pending::<()>().await;
        }
        let mut world = self.world();
        match fate {
            Fate::Refused => return Err(VendorError::Refused(VendorMessage::new("no"))),
            Fate::RateLimited => return Err(VendorError::RateLimited),
            Fate::Unauthorised => return Err(VendorError::Unauthorised(VendorMessage::new("bad key"))),
            Fate::NeverSent => return Err(VendorError::NeverSent),
            Fate::LostBefore(error) => return Err(error()),
            Fate::TakenByAnother => {
                world.holders.insert(key.clone(), Some(buyer_id(9_999)));
                return Err(VendorError::Refused(VendorMessage::new("already assigned")));
            }
            _ => {}
        }
        let holder = world.holders.get_mut(key).unwrap();
        if holder.is_some_and(|holder| holder != buyer) {
            return Err(VendorError::Refused(VendorMessage::new("already assigned")));
        }
        *holder = Some(buyer);
        match fate {
            Fate::LostAfter(error) => Err(error()),
            _ => Ok(()),
        }
    }
}

impl Courier for Model {
    async fn open_dm(&self, buyer: BuyerId) -> Result<OpenedDm, Later> {
        Ok(OpenedDm::Channel(ChannelId::new(buyer.as_u64() + 1).unwrap()))
    }

    async fn deliver(&self, parcel: Parcel<'_>) -> Result<Delivery, Later> {
        let mut world = self.world();
        if world.dm_fails > 0 {
            world.dm_fails -= 1;
            return Err(Later { wait: None });
        }
        if world.dms_closed {
            return Ok(Delivery::DmsClosed);
        }
        let key = parcel.sale.sold().unwrap().key.clone();
        world.dms.push((parcel.sale.buyer, key, parcel.row.nonce.clone()));
        Ok(Delivery::Delivered {
            channel: parcel.channel.unwrap_or(parcel.sale.channel),
            message: MessageId::new(1).unwrap(),
        })
    }

    async fn tell(&self, sale: &SaleRecord, kind: OutboxKind, _nonce: &str) -> Result<Told, Later> {
        self.world().told.push((sale.state, kind));
        Ok(Told::Yes(None))
    }
}

struct Shop {
    fulfilment: Fulfilment<Model, Model>,
    model: Model,
    clock: Arc<ModelClock>,
    folder: Arc<tempfile::TempDir>,
}

fn buyer_id(id: u64) -> BuyerId {
    BuyerId::new(id).unwrap()
}

impl Shop {
    async fn open(stock: usize) -> Self {
        let world = World {
            holders: (0..stock).map(|at| (format!("ps-TEST-{at:07}-XYZ").parse().unwrap(), None)).collect(),
            ..World::default()
        };
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let model = Model(Arc::new(Mutex::new(world)));
        Self::over(folder, model, Arc::new(ModelClock(AtomicI64::new(START)))).await
    }

    async fn over(folder: Arc<tempfile::TempDir>, model: Model, clock: Arc<ModelClock>) -> Self {
        let ledger = Ledger::open(&folder.path().join("ledger.db"), clock.clone()).await.unwrap();
        let stock = Arc::new(Stock::new(model.clone(), model.clone(), ledger.clone(), clock.clone()));
        let fulfilment = Fulfilment::new(model.clone(), model.clone(), ledger, stock, clock.clone());
        Self { fulfilment, model, clock, folder }
    }

    /// The process ends and another opens the same ledger.
    async fn restart(self) -> Self {
        let Self { fulfilment, model, clock, folder } = self;
        fulfilment.ledger.close().await;
        drop(fulfilment);
        Self::over(folder, model, clock).await
    }

    fn request(interaction: u64, license: Option<License>) -> SaleRequest {
        SaleRequest {
            guild: "100".parse().unwrap(),
            channel: "200".parse().unwrap(),
            interaction: InteractionId::new(interaction).unwrap(),
            reply_token: SecretString::from("token"),
            staff: StaffId::new(300).unwrap(),
            buyer: buyer_id(400 + interaction),
            buyer_sees_channel: true,
            product: None,
            license,
            note: None,
        }
    }

    async fn sell(&self, interaction: u64) -> Result<Sold, NotSold> {
        self.fulfilment.sell(Self::request(interaction, None), async { Ok::<(), String>(()) }).await
    }

    /// Sells until the process "ends": the task is dropped where it stands.
    async fn sell_and_crash(&self, interaction: u64) {
        tokio::select! {
            _ = self.sell(interaction) => panic!("the sale ended before the crash"),
            () = async { while !self.model.world().crashed { tokio::task::yield_now().await; } } => {}
        }
    }

    /// Lets recovery run, time passing, until nothing changes any more.
    async fn settle(&self) {
        for _ in 0..12 {
            self.fulfilment.recover().await.unwrap();
            self.clock.0.fetch_add(70_000, Ordering::SeqCst);
        }
    }

    async fn record(&self) -> SaleRecord {
        self.fulfilment.ledger.sale(SaleId::new(1)).await.unwrap()
    }

    fn sold(&self) -> usize {
        self.model.world().holders.values().filter(|holder| **holder == Some(buyer_id(401))).count()
    }
}

fn timed_out() -> VendorError {
    VendorError::TimedOut
}
fn reset() -> VendorError {
    VendorError::ConnectionLost
}
fn server_error() -> VendorError {
    VendorError::ServerError(502)
}
fn html() -> VendorError {
    VendorError::Malformed("no JSON")
}

/// How a row of the table ends: the state, the keys that are the buyer's, the DMs.
type End = (SaleState, usize, usize);
const SOLD: End = (SaleState::Delivered, 1, 1);
const NOTHING: End = (SaleState::Failed, 0, 0);

#[tokio::test]
async fn every_fate_of_an_assignment_ends_with_one_key_or_with_none() {
    let mut table: Vec<(Vec<Fate>, End)> = vec![
        (vec![Fate::Answered], SOLD),
        (vec![Fate::Refused], NOTHING),
        (vec![Fate::TakenByAnother], SOLD),
        (vec![Fate::TakenByAnother; 5], NOTHING),
        (vec![Fate::RateLimited, Fate::Answered], SOLD),
        (vec![Fate::Unauthorised], NOTHING),
        (vec![Fate::NeverSent, Fate::NeverSent, Fate::Answered], SOLD),
        (vec![Fate::NeverSent; 3], NOTHING),
    ];
    for lost in [timed_out, reset, server_error, html] {
        for first in [Fate::LostBefore(lost), Fate::LostAfter(lost)] {
            table.push((vec![first], SOLD));
            for second in [Fate::LostBefore(lost), Fate::LostAfter(lost), Fate::NeverSent, Fate::RateLimited]
            {
                table.push((vec![first, second], SOLD));
            }
        }
        // A refusal after a doubt may be our own first success: never a second key.
        table.push((vec![Fate::LostBefore(lost), Fate::Refused, Fate::Answered], SOLD));
        let mut refusals = vec![Fate::LostBefore(lost)];
        refusals.extend([Fate::Refused; 3]);
        table.push((refusals, (SaleState::Held, 0, 0)));
    }
    for (fates, end) in table {
        let shop = Shop::open(8).await;
        shop.model.world().fates = fates.clone().into();
        shop.sell(1).await.unwrap();
        shop.settle().await;
        let record = shop.record().await;
        let got = (record.state, shop.sold(), shop.model.world().dms.len());
        assert_eq!(got, end, "{fates:?}");
        if end.0 == SaleState::Delivered {
            assert_eq!(record.sold().map(|license| &license.key), Some(&shop.model.world().dms[0].1));
        }
        let told = shop.model.world().told.clone();
        assert!(told.contains(&(end.0, OutboxKind::Reply)), "staff were told {told:?} after {fates:?}");
    }
}

#[tokio::test]
async fn a_crash_at_an_assignment_is_finished_by_the_next_process_with_the_same_key() {
    for crash in [Fate::CrashBefore, Fate::CrashAfter] {
        let shop = Shop::open(8).await;
        shop.model.world().fates = [crash].into();
        shop.sell_and_crash(1).await;
        let key = shop.record().await.line().unwrap().license.key.clone();
        let shop = shop.restart().await;
        shop.settle().await;
        assert_eq!(shop.record().await.state, SaleState::Delivered, "{crash:?}");
        assert_eq!(shop.sold(), 1, "{crash:?}");
        let dms = shop.model.world().dms.clone();
        assert_eq!(dms.len(), 1);
        assert_eq!(dms[0].1, key, "{crash:?}");
    }
}

#[tokio::test]
async fn a_crash_before_the_acknowledgement_sells_nothing() {
    let shop = Shop::open(2).await;
    tokio::select! {
        _ = shop.fulfilment.sell(Shop::request(1, None), std::future::pending::<Result<(), String>>()) => {}
        () = async { while shop.fulfilment.ledger.sale(SaleId::new(1)).await.is_err() { tokio::task::yield_now().await; } } => {}
    }
    let shop = shop.restart().await;
    shop.settle().await;
    let record = shop.record().await;
    assert_eq!((record.state, record.failure), (SaleState::Failed, Some(Failure::NotAcknowledged)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn a_vendor_that_cannot_be_asked_leaves_the_sale_in_doubt_and_staff_warned() {
    let shop = Shop::open(3).await;
    {
        let mut world = shop.model.world();
        world.fates = [Fate::LostAfter(timed_out)].into();
        world.info_fails = 9;
    }
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::InDoubt);
    assert_eq!(shop.model.world().told, [(SaleState::InDoubt, OutboxKind::Reply)]);
    shop.settle().await;
    assert_eq!((shop.record().await.state, shop.sold()), (SaleState::Delivered, 1));
}

#[tokio::test]
async fn a_dm_that_discord_does_not_take_now_is_sent_later_and_once() {
    let shop = Shop::open(3).await;
    shop.model.world().dm_fails = 4;
    shop.sell(1).await.unwrap();
    assert_eq!(shop.record().await.state, SaleState::Assigned);
    shop.settle().await;
    assert_eq!(shop.record().await.state, SaleState::Delivered);
    assert_eq!(shop.model.world().dms.len(), 1);
}

#[tokio::test]
async fn closed_dms_leave_a_claim_notice_and_a_claim_delivers() {
    let shop = Shop::open(1).await;
    shop.model.world().dms_closed = true;
    shop.sell(1).await.unwrap();
    let record = shop.record().await;
    assert_eq!(record.state, SaleState::Undelivered);
    assert!(shop.model.world().told.contains(&(SaleState::Undelivered, OutboxKind::ClaimNotice)));
    for _ in 0..2 {
        shop.fulfilment.ledger.claimed(&record).await.unwrap();
    }
    assert_eq!(shop.record().await.state, SaleState::Delivered);
    let events = shop.fulfilment.ledger.events(SaleId::new(1)).await.unwrap();
    assert_eq!(events.iter().filter(|event| event.kind == "claimed").count(), 2);
}

#[tokio::test]
async fn the_same_interaction_sells_once_and_two_sales_never_share_a_key() {
    let shop = Shop::open(30).await;
    let sales = (1..=20).flat_map(|interaction| [shop.sell(interaction), shop.sell(interaction)]);
    let sales = futures(sales.collect()).await;
    assert_eq!(sales.iter().filter(|sold| matches!(sold, Ok(Sold::Begun(_)))).count(), 20);
    let dms = shop.model.world().dms.clone();
    let keys: std::collections::HashSet<_> = dms.iter().map(|(_, key, _)| key.clone()).collect();
    assert_eq!((dms.len(), keys.len()), (20, 20));
}

/// Runs futures beside each other in this task.
async fn futures<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
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

#[tokio::test]
async fn a_named_license_is_never_replaced() {
    let shop = Shop::open(3).await;
    let key: LicenseKey = shop.model.world().holders.keys().next().unwrap().clone();
    shop.model.world().fates = [Fate::TakenByAnother].into();
    let request = Shop::request(1, Some(license(&key)));
    shop.fulfilment.sell(request, async { Ok::<(), String>(()) }).await.unwrap();
    shop.settle().await;
    let record = shop.record().await;
    assert_eq!((record.state, record.failure), (SaleState::Failed, Some(Failure::Refused)));
    assert_eq!(shop.sold(), 0);
}

#[tokio::test]
async fn a_refused_api_key_pauses_selling_and_tells_the_owner_once() {
    let shop = Shop::open(3).await;
    shop.model.world().fates = [Fate::Unauthorised].into();
    for interaction in 1..=3 {
        shop.sell(interaction).await.unwrap();
    }
    let alerts =
        |shop: &Shop| shop.model.world().told.iter().filter(|(_, kind)| *kind == OutboxKind::Alert).count();
    assert_eq!(alerts(&shop), 1);
    assert!(shop.model.world().fates.is_empty() && shop.model.world().dms.is_empty());
    shop.clock.0.fetch_add(60_000, Ordering::SeqCst);
    shop.sell(4).await.unwrap();
    assert_eq!(shop.model.world().dms.len(), 1, "a key that is taken again ends the pause");
    assert_eq!(alerts(&shop), 1);
}

#[tokio::test]
async fn events_cannot_be_changed() {
    let shop = Shop::open(1).await;
    shop.sell(1).await.unwrap();
    let path = shop.folder.path().join("ledger.db");
    shop.fulfilment.ledger.close().await;
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    for statement in ["update sale_event set kind = 'x'", "delete from sale_event"] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

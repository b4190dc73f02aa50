//! A shop: the real saga over a store, with the model of the vendor and Discord.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyclerk::domain::{
    BuyerId, Clock, InteractionId, License, Sale, SaleId, SaleRequest, SaleState, StaffId,
};
use keyclerk::fulfilment::{Fulfilment, NotSold, Sold, Stock};
use keyclerk::ledger::{Ledger, Restored, back_up, restore};
use secrecy::SecretString;

use super::clock::{LIST_AGE, ModelClock};
use super::fates::{Call, Fate, timed_out};
use super::model::Model;
use super::store::Store;
use super::world::World;

/// The highest sale number that a test here reaches.
pub const MOST_SALES: i64 = 24;

pub struct Shop {
    pub fulfilment: Arc<Fulfilment<Model, Model>>,
    pub model: Model,
    pub clock: Arc<ModelClock>,
    pub store: Store,
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
        Self::on(Store::within(folder).await, stock).await
    }

    /// Opens a shop on a store.
    pub async fn on(store: Store, stock: usize) -> Self {
        let world = World {
            holders: (0..stock).map(|at| (format!("ps-TEST-{at:07}-XYZ").parse().unwrap(), None)).collect(),
            nonce_lives: Duration::from_mins(5),
            ..World::default()
        };
        let (world, clock) = (Arc::new(Mutex::new(world)), Arc::new(ModelClock::new()));
        let model = Model { world, clock: clock.clone(), crashed: Arc::default(), released: Arc::default() };
        let shop = Self::over(store, model, clock).await;
        shop.fulfilment.stock.browse().await.unwrap();
        shop.model.world().calls.clear();
        shop.clock.pass(LIST_AGE);
        shop
    }

    async fn over(store: Store, model: Model, clock: Arc<ModelClock>) -> Self {
        let ledger = Ledger::over(store.engine(), clock.clone()).await.unwrap();
        let stock = Arc::new(Stock::new(model.clone(), model.clone(), ledger.clone(), clock.clone()));
        let fulfilment = Fulfilment::new(model.clone(), model.clone(), ledger, stock, clock.clone());
        let fulfilment = Arc::new(fulfilment);
        Self { fulfilment, model, clock, store }
    }

    /// Returns the path of the ledger's file.
    pub fn path(&self) -> PathBuf {
        self.store.file().path()
    }

    /// Ends the process and opens the same ledger in another one.
    pub async fn restart(self) -> Self {
        let (store, model, clock) = self.ended();
        Self::over(store.killed().await, model, clock).await
    }

    /// Ends the process, restores the ledger from a backup, and opens it in another process.
    pub async fn restored_from(self, backup: &Path) -> (Self, Restored) {
        let path = self.path();
        let (store, model, clock) = self.ended();
        store.engine().close().await;
        let restored = restore(&path, backup, clock.now()).await.unwrap();
        (Self::over(store.killed().await, model, clock).await, restored)
    }

    /// Does the same on a new disk, so that nothing is left of the old ledger.
    pub async fn restored_after_a_loss(self, backup: &Path) -> (Self, Restored) {
        let path = self.path();
        let (store, model, clock) = self.ended();
        store.engine().close().await;
        std::fs::remove_file(&path).unwrap();
        let restored = restore(&path, backup, clock.now()).await.unwrap();
        (Self::over(store.killed().await, model, clock).await, restored)
    }

    /// Backs up the ledger beside the process that writes it.
    pub async fn back_up(&self, name: &str) -> PathBuf {
        let target = self.path().with_file_name(name);
        back_up(&self.path(), &target, self.clock.now()).await.unwrap().path
    }

    /// Simulates a power loss. The next process finds what was synced, and `left` thousandths of the rest.
    pub async fn lose_power(self, left: u64) -> Self {
        let (store, model, clock) = self.ended();
        Self::over(store.without_power(left).await, model, clock).await
    }

    /// Drops everything of the process but its store.
    fn ended(self) -> (Store, Model, Arc<ModelClock>) {
        // The process may have ended before it recorded them.
        self.model.world().fresh_refusals.clear();
        (self.store, self.model, self.clock)
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

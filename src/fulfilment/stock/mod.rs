//! Drawing a license: a random one that nobody else has, with as few vendor calls as it takes.
//!
//! Draws are serialised by a mutex. A draw that others wait behind asks for the whole list, which
//! the draws behind it reuse. A lone draw of any product takes `fetchlicense` and needs no list. A
//! list serves draws for two seconds, but only one that was asked for after a draw began tells it
//! that the stock cannot give what it wants. A draw holds its license in memory until the ledger's
//! unique index has it; between processes the index alone decides.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use rand::Rng;
use tokio::task::JoinHandle;

use crate::domain::{
    Clock, KeyHash, License, LicenseKey, Licenses, Listed, Moment, Product, StaffId, Timestamp,
};
use crate::ledger::{Ledger, LedgerError};
use crate::reseller::{Vendor, VendorError};

/// How old a list may be that a draw is served from.
const FRESH: Duration = Duration::from_secs(2);
/// How old a list may be before a glance at it has it fetched anew.
const STALE: Duration = Duration::from_secs(30);

/// Licenses recorded as seen at once.
const RECORDED_AT_ONCE: usize = 500;

/// A stock list as the vendor answered it.
#[derive(Debug)]
pub struct StockList {
    /// The licenses.
    pub licenses: Licenses,
    /// When the vendor was asked. The list says nothing of what happened since.
    pub asked_at: Moment,
    /// When the vendor was asked, by the machine's clock.
    pub as_of: Timestamp,
    turn: Turn,
}

/// A place in the order in which draws begin and lists are asked for. No two are the same, as the
/// moments of a clock may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn(u64);

impl StockList {
    /// Makes a list that was asked for at `asked_at`, which is `as_of` by the machine's clock.
    #[must_use]
    pub fn new(licenses: Licenses, asked_at: Moment, as_of: Timestamp) -> Self {
        Self { licenses, asked_at, as_of, turn: Turn(0) }
    }

    /// Returns the key that a person means by a text: the one that is written exactly so, else the
    /// one they may have typed or pasted with blanks or code marks around it, else the only one that
    /// differs by the blanks around it.
    #[must_use]
    pub fn named(&self, text: &str) -> Option<LicenseKey> {
        let exactly = |text: &str| self.licenses.find(text).map(|license| license.license().key);
        let typed = LicenseKey::typed(text).ok();
        exactly(text).or_else(|| exactly(typed.as_ref()?.reveal())).or_else(|| {
            let typed = typed.as_ref()?.reveal();
            let mut alike = self.licenses.iter().filter(|license| license.reveal().trim() == typed);
            alike.next().filter(|_| alike.next().is_none()).map(|license| license.license().key)
        })
    }
}

/// Why nothing was drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// No license of the stock fits. So many entries of the stock could not be read.
    #[error("the stock holds no license that fits; {0} entries could not be read")]
    OutOfStock(u32),
    /// The stock holds several products, and the wish is for one that it does not name: their
    /// names and counts.
    #[error("the stock holds several products")]
    SeveralProducts(Vec<(String, u32)>),
    /// The vendor could not be asked.
    #[error(transparent)]
    Vendor(#[from] VendorError),
    /// The ledger could not be asked.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What is to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// Of this product, or of any.
    pub product: Option<&'a Product>,
    /// So many.
    pub count: usize,
    /// For a sale of this staff member, who may be shown one.
    pub staff: StaffId,
    /// Where no product is named, all of one product or none.
    pub one_product: bool,
    /// None that ends before this instant.
    pub lasting_until: Option<Timestamp>,
}

impl Wish<'_> {
    /// One license of any product.
    #[must_use]
    pub fn of(staff: StaffId) -> Self {
        Self { product: None, count: 1, staff, one_product: false, lasting_until: None }
    }

    fn fits(&self, product: Option<&Product>, end: Option<Timestamp>, now: Timestamp) -> bool {
        end.is_none_or(|end| end > now && self.lasting_until.is_none_or(|until| end > until))
            && self.product.is_none_or(|wanted| product == Some(wanted))
    }
}

/// A license drawn: no other draw of this process gets it while this lives.
#[derive(Debug)]
pub struct Drawn {
    /// The license.
    pub license: License,
    /// When the vendor was asked that called it free.
    pub asked_at: Moment,
    _hold: Option<Hold>,
}

impl Drawn {
    /// Makes a license of one that staff named and the vendor called free; it was not drawn from the
    /// stock. The vendor was asked at `asked_at`.
    #[must_use]
    pub fn named(license: License, asked_at: Moment) -> Self {
        Self { license, asked_at, _hold: None }
    }
}

#[derive(Debug)]
struct Hold {
    key: KeyHash,
    holds: Arc<Mutex<HashSet<KeyHash>>>,
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.holds.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// The stock, as this process knows it.
pub struct Stock<V> {
    vendor: V,
    browsing: V,
    ledger: Ledger,
    clock: Arc<dyn Clock>,
    desk: tokio::sync::Mutex<()>,
    waiting: AtomicUsize,
    list: Mutex<Option<Arc<StockList>>>,
    holds: Arc<Mutex<HashSet<KeyHash>>>,
    turns: AtomicU64,
    recorded: Arc<Mutex<HashSet<u64>>>,
    refreshing: AtomicBool,
}

impl<V: Vendor> Stock<V> {
    /// The stock of `vendor`; what only looks asks through `browsing`, which gives way to sales.
    pub fn new(vendor: V, browsing: V, ledger: Ledger, clock: Arc<dyn Clock>) -> Self {
        Self {
            vendor,
            browsing,
            ledger,
            clock,
            desk: tokio::sync::Mutex::new(()),
            waiting: AtomicUsize::new(0),
            list: Mutex::new(None),
            holds: Arc::default(),
            turns: AtomicU64::new(1),
            recorded: Arc::default(),
            refreshing: AtomicBool::new(false),
        }
    }

    /// Draws random, unexpired licenses: as many as are wished for, or fewer where the stock does
    /// not hold so many, but never none.
    ///
    /// # Errors
    /// [`DrawError`]; nothing is held then.
    pub async fn draw(&self, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
        let began = self.turn();
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let _leaves_line = OnDrop(|| {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
        });
        let _desk = self.desk.lock().await;
        let known = self.known();
        let fresh = known.clone().filter(|list| self.clock.moment().since(list.asked_at) <= FRESH);
        // A crowd shares a list, and begins with the first who sees it coming.
        let alone = self.waiting.load(Ordering::SeqCst) == 1;
        let any_one = wish.product.is_none() && wish.count == 1 && !wish.one_product;
        if any_one
            && alone
            && fresh.is_none()
            && let Some(drawn) = self.fetch(known.as_deref(), wish).await?
        {
            return Ok(vec![drawn]);
        }
        if let Some(list) = fresh {
            let picked = self.pick(&list, wish).await;
            let is_no = match &picked {
                Ok(drawn) => drawn.len() < wish.count,
                Err(error) => matches!(error, DrawError::OutOfStock(_) | DrawError::SeveralProducts(_)),
            };
            if !is_no || list.turn > began {
                return picked;
            }
        }
        let list = self.refresh(&self.vendor).await?;
        self.pick(&list, wish).await
    }

    fn turn(&self) -> Turn {
        Turn(self.turns.fetch_add(1, Ordering::SeqCst))
    }

    /// Lets the vendor choose. `None` when its choice is not ours to sell.
    async fn fetch(&self, known: Option<&StockList>, wish: &Wish<'_>) -> Result<Option<Drawn>, DrawError> {
        let asked_at = self.clock.moment();
        let mut license = match self.vendor.fetch_license().await {
            Ok(license) => license,
            // An empty stock is told in the vendor's own words, and the choice may be one that cannot be
            // read; the list tells both beyond doubt.
            Err(VendorError::Refused(_) | VendorError::Malformed(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if !wish.fits(None, license.expires_at, self.clock.now()) {
            return Ok(None);
        }
        let Some(hold) = self.hold(license.key.hash(), wish).await? else { return Ok(None) };
        license.product = match known.and_then(|known| known.licenses.find(license.key.reveal())) {
            Some(listed) => listed.product.cloned(),
            None => match self.vendor.license_info(&license.key).await {
                Ok(info) if !info.is_assigned && !info.is_expired => info.license.product,
                // The list says what this leaves open.
                Ok(_) | Err(_) => return Ok(None),
            },
        };
        Ok(Some(Drawn { license, asked_at, _hold: Some(hold) }))
    }

    async fn pick(&self, list: &StockList, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
        let now = self.clock.now();
        let fits = |license: &Listed<'_>| wish.fits(license.product, license.expires_at, now);
        if wish.one_product && wish.product.is_none() {
            let shelves = list.licenses.shelves_of(fits);
            if shelves.len() > 1 {
                let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
                let products = shelves.into_iter().map(|(product, shelf)| (product, count(shelf.count)));
                return Err(DrawError::SeveralProducts(products.collect()));
            }
        }
        let mut fitting: Vec<u32> = (0..)
            .zip(list.licenses.iter())
            .filter_map(|(at, license)| fits(&license).then_some(at))
            .collect();
        let mut drawn = Vec::with_capacity(wish.count);
        // Swap-removing random ones visits the list in a random order, each license once.
        while drawn.len() < wish.count && !fitting.is_empty() {
            let at = rand::rng().random_range(0..fitting.len());
            let Some(license) = list.licenses.at(fitting.swap_remove(at) as usize) else { continue };
            if let Some(hold) = self.hold(license.hash(), wish).await? {
                let asked_at = list.asked_at;
                drawn.push(Drawn { license: license.license(), asked_at, _hold: Some(hold) });
            }
        }
        if drawn.is_empty() { Err(DrawError::OutOfStock(list.licenses.unreadable())) } else { Ok(drawn) }
    }

    /// Holds a license in memory if it is ours to sell; the hold comes first, so that two draws
    /// never both find it free.
    async fn hold(&self, key: KeyHash, wish: &Wish<'_>) -> Result<Option<Hold>, LedgerError> {
        if !self.holds.lock().unwrap_or_else(PoisonError::into_inner).insert(key) {
            return Ok(None);
        }
        let hold = Hold { key, holds: Arc::clone(&self.holds) };
        Ok(self.ledger.is_free(&key, wish.staff).await?.then_some(hold))
    }

    /// The list as it was last answered, however old.
    pub fn known(&self) -> Option<Arc<StockList>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks for the list at browsing priority, for staff who look.
    ///
    /// # Errors
    /// The vendor's.
    pub async fn browse(&self) -> Result<Arc<StockList>, VendorError> {
        self.refresh(&self.browsing).await
    }

    /// The list for autocomplete: what is known at once, renewed behind the caller's back when it
    /// is old; with nothing known yet the first answer, if it comes within `patience`.
    pub async fn glance(self: &Arc<Self>, patience: Duration) -> Option<Arc<StockList>> {
        let known = self.known();
        let renewal = self.renew_if_older(STALE);
        if known.is_some() {
            return known;
        }
        tokio::time::timeout(patience, renewal?).await.ok()?.ok()?
    }

    /// The list as it is known, renewed behind the caller's back when it is older than `age`.
    pub fn glance_within(self: &Arc<Self>, age: Duration) -> Option<Arc<StockList>> {
        drop(self.renew_if_older(age));
        self.known()
    }

    /// A product that staff typed as the list names it, as far as it is known: as typed where the
    /// list has it so, else the only one that differs by capitals alone.
    #[must_use]
    pub fn as_stocked(&self, typed: Product) -> Product {
        let Some(list) = self.known() else { return typed };
        let named = list.licenses.products();
        if named.contains(&typed) {
            return typed;
        }
        let lower = typed.as_str().to_lowercase();
        let mut alike = named.iter().filter(|product| product.as_str().to_lowercase() == lower);
        match (alike.next(), alike.next()) {
            (Some(product), None) => product.clone(),
            _ => typed,
        }
    }

    /// Has the list renewed, unless somebody is at it.
    fn renew_if_older(self: &Arc<Self>, age: Duration) -> Option<JoinHandle<Option<Arc<StockList>>>> {
        let old = self.known().is_none_or(|list| self.clock.moment().since(list.asked_at) > age);
        if !old || self.refreshing.swap(true, Ordering::SeqCst) {
            return None;
        }
        let stock = Arc::clone(self);
        Some(tokio::spawn(async move {
            let _done = OnDrop(|| stock.refreshing.store(false, Ordering::SeqCst));
            match stock.browse().await {
                Ok(list) => Some(list),
                Err(error) => {
                    tracing::warn!(%error, "the stock list could not be renewed");
                    None
                }
            }
        }))
    }

    async fn refresh(&self, vendor: &V) -> Result<Arc<StockList>, VendorError> {
        let (turn, asked_at, as_of) = (self.turn(), self.clock.moment(), self.clock.now());
        let licenses = vendor.my_available().await?;
        let list = Arc::new(StockList { licenses, asked_at, as_of, turn });
        {
            let mut known = self.list.lock().unwrap_or_else(PoisonError::into_inner);
            // One that was asked for later may have come first.
            if known.as_ref().is_none_or(|known| known.turn < turn) {
                *known = Some(Arc::clone(&list));
            }
        }
        self.record(&list);
        Ok(list)
    }

    /// Writes down what was seen for the first time, off the path of any sale.
    fn record(&self, list: &Arc<StockList>) {
        let (ledger, recorded, list) =
            (self.ledger.clone(), Arc::clone(&self.recorded), Arc::downgrade(list));
        tokio::spawn(async move {
            if let Err(error) = record(&ledger, &recorded, list).await {
                tracing::warn!(?error, "what was seen in stock could not be recorded");
            }
        });
    }
}

/// Records the licenses of a list as seen, some at a time. It ends early when a newer list takes the
/// place of this one, so that no more than the two are in memory.
async fn record(
    ledger: &Ledger,
    recorded: &Arc<Mutex<HashSet<u64>>>,
    list: Weak<StockList>,
) -> Result<(), LedgerError> {
    let (of, known) = (list.clone(), Arc::clone(recorded));
    let finding = tokio::task::spawn_blocking(move || {
        let Some(list) = of.upgrade() else { return Vec::new() };
        let known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let all = (0..).zip(list.licenses.iter()).map(|(at, license)| (license.hash().short(), at));
        let mut fresh: Vec<(u64, u32)> = all.filter(|(short, _)| !known.contains(short)).collect();
        // The table is ordered by hash: neighbours are written to the same page of it.
        fresh.sort_unstable();
        fresh
    });
    let fresh = finding.await.unwrap_or_default();
    for some in fresh.chunks(RECORDED_AT_ONCE) {
        let Some(list) = list.upgrade() else { return Ok(()) };
        let license = |(_, at): &(u64, u32)| list.licenses.at(*at as usize);
        let keys: Vec<KeyHash> = some.iter().filter_map(license).map(|license| license.hash()).collect();
        let as_of = list.as_of;
        drop(list);
        ledger.seen(&keys, as_of).await?;
        let mut recorded = recorded.lock().unwrap_or_else(PoisonError::into_inner);
        recorded.extend(some.iter().map(|(short, _)| *short));
    }
    Ok(())
}

struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

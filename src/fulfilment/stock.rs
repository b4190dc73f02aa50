//! Drawing a license: a random one that nobody else has, with as few vendor calls as it takes.
//!
//! Draws stand in line at one desk. Whoever is served while others wait asks for the whole list,
//! and those who stood in line behind are served from it; somebody alone who asked for no product
//! takes `fetchlicense`. A draw holds its license in memory until the ledger's unique index has
//! it; between processes the index alone decides.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rand::Rng;
use tokio::task::JoinHandle;

use crate::domain::{Clock, KeyHash, License, Moment, Product, StaffId, Timestamp};
use crate::ledger::{Ledger, LedgerError};
use crate::reseller::{Vendor, VendorError};

/// How old a list may be that a draw is served from.
const FRESH: Duration = Duration::from_secs(2);
/// How old a list may be before a glance at it has it fetched anew.
const STALE: Duration = Duration::from_secs(30);

/// A stock list as the vendor answered it.
#[derive(Debug)]
pub struct StockList {
    /// The licenses.
    pub licenses: Vec<License>,
    /// When the vendor was asked. The list says nothing of what happened since.
    pub asked_at: Moment,
    /// When the vendor was asked, by the machine's clock.
    pub as_of: Timestamp,
}

/// Why nothing was drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// No license of the stock fits.
    #[error("the stock holds no license that fits")]
    OutOfStock,
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
    /// None of these: they were tried by the same sale.
    pub unwanted: &'a [KeyHash],
    /// Where no product is named, all of one product or none.
    pub one_product: bool,
    /// None that ends before this instant.
    pub lasting_until: Option<Timestamp>,
}

impl Wish<'_> {
    /// One license of any product.
    #[must_use]
    pub fn of(staff: StaffId) -> Self {
        Self { product: None, count: 1, staff, unwanted: &[], one_product: false, lasting_until: None }
    }

    fn fits(&self, license: &License, now: Timestamp) -> bool {
        !license.is_expired(now)
            && license.expires_at.is_none_or(|end| self.lasting_until.is_none_or(|until| end > until))
            && self.product.is_none_or(|product| license.product.as_ref() == Some(product))
    }
}

/// A license drawn: no other draw of this process gets it while this lives.
#[derive(Debug)]
pub struct Drawn {
    /// The license.
    pub license: License,
    /// When the vendor was asked that called it free.
    pub asked_at: Moment,
    /// The same by the machine's clock.
    pub seen_free_at: Timestamp,
    _hold: Option<Hold>,
}

impl Drawn {
    /// Makes a license of one that staff named and the vendor called free; it was not drawn from the
    /// stock. The vendor was asked at `asked_at`, which is `seen_free_at` by the machine's clock.
    #[must_use]
    pub fn named(license: License, asked_at: Moment, seen_free_at: Timestamp) -> Self {
        Self { license, asked_at, seen_free_at, _hold: None }
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
    recorded: Mutex<HashSet<KeyHash>>,
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
            recorded: Mutex::default(),
            refreshing: AtomicBool::new(false),
        }
    }

    /// Draws random, unexpired licenses: as many as are wished for, or fewer where the stock does
    /// not hold so many, but never none.
    ///
    /// # Errors
    /// [`DrawError`]; nothing is held then.
    pub async fn draw(&self, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let _leaves_line = OnDrop(|| {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
        });
        let _desk = self.desk.lock().await;
        let known = self.known();
        let fresh = known.clone().filter(|list| self.clock.moment().since(list.asked_at) <= FRESH);
        // A crowd shares a list, and begins with the first who sees it coming.
        let alone = self.waiting.load(Ordering::SeqCst) == 1 && !self.ledger.requests_wait();
        let any_one = wish.product.is_none() && wish.count == 1 && !wish.one_product;
        if let (true, None, true, Some(known)) = (any_one, &fresh, alone, &known)
            && let Some(drawn) = self.fetch(known, wish).await?
        {
            return Ok(vec![drawn]);
        }
        let list = match fresh {
            Some(list) => list,
            None => self.refresh(&self.vendor).await?,
        };
        self.pick(&list, wish).await
    }

    /// Lets the vendor choose. `None` when its choice is not ours to sell.
    async fn fetch(&self, known: &StockList, wish: &Wish<'_>) -> Result<Option<Drawn>, DrawError> {
        let (asked_at, seen_free_at) = (self.clock.moment(), self.clock.now());
        let mut license = match self.vendor.fetch_license().await {
            Ok(license) => license,
            // An empty stock is told in the vendor's own words; the list says it beyond doubt.
            Err(VendorError::Refused(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if !wish.fits(&license, self.clock.now()) {
            return Ok(None);
        }
        let Some(hold) = self.hold(&license, wish).await? else { return Ok(None) };
        license.product = match known.licenses.iter().find(|entry| entry.key == license.key) {
            Some(entry) => entry.product.clone(),
            None => self.vendor.license_info(&license.key).await?.license.product,
        };
        Ok(Some(Drawn { license, asked_at, seen_free_at, _hold: Some(hold) }))
    }

    async fn pick(&self, list: &StockList, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
        let now = self.clock.now();
        let mut fitting: Vec<&License> =
            list.licenses.iter().filter(|license| wish.fits(license, now)).collect();
        if wish.one_product && wish.product.is_none() {
            let products = count_by_product(fitting.iter().copied());
            if products.len() > 1 {
                return Err(DrawError::SeveralProducts(products.into_iter().collect()));
            }
        }
        let mut drawn = Vec::with_capacity(wish.count);
        // Swap-removing random ones visits the list in a random order, each license once.
        while drawn.len() < wish.count && !fitting.is_empty() {
            let at = rand::rng().random_range(0..fitting.len());
            let license = fitting.swap_remove(at);
            if let Some(hold) = self.hold(license, wish).await? {
                let (asked_at, seen_free_at) = (list.asked_at, list.as_of);
                drawn.push(Drawn { license: license.clone(), asked_at, seen_free_at, _hold: Some(hold) });
            }
        }
        if drawn.is_empty() { Err(DrawError::OutOfStock) } else { Ok(drawn) }
    }

    /// Holds a license in memory if it is ours to sell; the hold comes first, so that two draws
    /// never both find it free.
    async fn hold(&self, license: &License, wish: &Wish<'_>) -> Result<Option<Hold>, LedgerError> {
        let key = license.key.hash();
        if wish.unwanted.contains(&key)
            || !self.holds.lock().unwrap_or_else(PoisonError::into_inner).insert(key)
        {
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
        let named = || list.licenses.iter().filter_map(|license| license.product.as_ref());
        if named().any(|product| *product == typed) {
            return typed;
        }
        let lower = typed.as_str().to_lowercase();
        let mut alike: Vec<_> = named().filter(|product| product.as_str().to_lowercase() == lower).collect();
        alike.sort_unstable_by_key(|product| product.as_str());
        alike.dedup();
        if let [product] = alike.as_slice() { (*product).clone() } else { typed }
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
        let (asked_at, as_of) = (self.clock.moment(), self.clock.now());
        let licenses = vendor.my_available().await?;
        let list = Arc::new(StockList { licenses, asked_at, as_of });
        *self.list.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&list));
        self.record(&list);
        Ok(list)
    }

    /// Writes down what was seen for the first time, off the path of any sale.
    fn record(&self, list: &StockList) {
        let fresh: Vec<KeyHash> = {
            let mut recorded = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
            list.licenses
                .iter()
                .map(|license| license.key.hash())
                .filter(|key| recorded.insert(*key))
                .collect()
        };
        if fresh.is_empty() {
            return;
        }
        let (ledger, at) = (self.ledger.clone(), list.as_of);
        tokio::spawn(async move {
            if let Err(error) = ledger.seen(&fresh, at).await {
                tracing::warn!(?error, "what was seen in stock could not be recorded");
            }
        });
    }
}

/// Products and how many licenses there are of each, by name; `?` where the vendor named none.
pub fn count_by_product<'a>(licenses: impl Iterator<Item = &'a License>) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for license in licenses {
        let product = license.product.as_ref().map_or("?", |product| product.as_str());
        *counts.entry(product.to_owned()).or_default() += 1;
    }
    counts
}

struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

//! Draws random licenses that nobody else has, with as few calls to the vendor as possible.
//!
//! Draws are serialised by a mutex. A contended draw fetches the full list, which the draws behind
//! it reuse for two seconds. An uncontended draw of one license of any product uses `fetchlicense`
//! and needs no list.
//!
//! Invariant: a draw reports insufficient stock only from a list that was requested after the draw
//! began. A drawn license is held in memory until the ledger's unique index contains it. Between
//! processes, only the index prevents a double sale.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rand::Rng;

use crate::domain::{KeyHash, Listed};
use crate::ledger::LedgerError;
use crate::reseller::{Vendor, VendorError};

use super::draw_conditions::Wish;
use super::drawn_license::{Drawn, Hold};
use super::list::StockList;
use super::{OnDrop, Stock};

/// The maximum age of a list that serves a draw.
const FRESH: Duration = Duration::from_secs(2);

/// The reason why nothing was drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// No license of the stock fits. The number counts the entries that could not be read.
    #[error("the stock holds no license that fits; {0} entries could not be read")]
    OutOfStock(u32),
    /// The wish names no product, and the stock holds several: their names and counts.
    #[error("the stock holds several products")]
    SeveralProducts(Vec<(String, u32)>),
    /// The call to the vendor failed.
    #[error(transparent)]
    Vendor(#[from] VendorError),
    /// The ledger could not be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl<V: Vendor> Stock<V> {
    /// Draws random, unexpired licenses. Returns as many as requested, or fewer if the stock holds
    /// fewer, but at least one.
    ///
    /// # Errors
    /// Returns [`DrawError`]. In that case, nothing is held.
    pub async fn draw(&self, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
        let began = self.next_sequence();
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let _leaves_line = OnDrop(|| {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
        });
        let _drawing = self.drawing.lock().await;
        let known = self.known();
        let fresh = known.clone().filter(|list| self.clock.moment().since(list.asked_at) <= FRESH);
        // The first draw that sees others waiting fetches the list that all of them share.
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
            // Between two draws of a crowd, the runtime sends and reads deferrals, which staff wait for.
            tokio::task::yield_now().await;
            let picked = self.pick(&list, wish);
            let is_no = match &picked {
                Ok(drawn) => drawn.len() < wish.count,
                Err(error) => matches!(error, DrawError::OutOfStock(_) | DrawError::SeveralProducts(_)),
            };
            if !is_no || list.sequence > began {
                return picked;
            }
        }
        let list = self.refresh(&self.vendor).await?;
        self.pick(&list, wish)
    }

    /// Lets the vendor choose a license. Returns `None` when the choice cannot be sold.
    async fn fetch(&self, known: Option<&StockList>, wish: &Wish<'_>) -> Result<Option<Drawn>, DrawError> {
        let asked_at = self.clock.moment();
        let mut license = match self.vendor.fetch_license().await {
            Ok(license) => license,
            // The vendor words an empty stock as it likes, and its choice may be unreadable. The list
            // answers both cases reliably.
            Err(VendorError::Refused(_) | VendorError::Malformed(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if !wish.fits(None, license.expires_at, self.clock.now()) {
            return Ok(None);
        }
        let Some(hold) = self.hold(license.key.hash(), wish)? else { return Ok(None) };
        license.product = match known.and_then(|known| known.licenses.find(license.key.reveal())) {
            Some(listed) => listed.product.cloned(),
            None => match self.vendor.license_info(&license.key).await {
                Ok(info) if !info.is_assigned && !info.is_expired => info.license.product,
                // The list is fetched next and clarifies these cases.
                Ok(_) | Err(_) => return Ok(None),
            },
        };
        Ok(Some(Drawn { license, asked_at, _hold: Some(hold) }))
    }

    fn pick(&self, list: &StockList, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
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
        // Swap-removing random entries visits each license once, in a random order.
        while drawn.len() < wish.count && !fitting.is_empty() {
            let at = rand::rng().random_range(0..fitting.len());
            let Some(license) = list.licenses.at(fitting.swap_remove(at) as usize) else { continue };
            if let Some(hold) = self.hold(license.hash(), wish)? {
                let asked_at = list.asked_at;
                drawn.push(Drawn { license: license.license(), asked_at, _hold: Some(hold) });
            }
        }
        if drawn.is_empty() { Err(DrawError::OutOfStock(list.licenses.unreadable())) } else { Ok(drawn) }
    }

    /// Holds a license in memory if the ledger says that it may be sold. The hold comes first, so
    /// that two draws never both find the license free.
    fn hold(&self, key: KeyHash, wish: &Wish<'_>) -> Result<Option<Hold>, LedgerError> {
        let Some(hold) = self.holds.hold(key) else { return Ok(None) };
        Ok(self.ledger.is_free(&key, wish.staff)?.then_some(hold))
    }
}

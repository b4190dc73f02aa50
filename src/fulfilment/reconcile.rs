//! Balancing the books: what the ledger says was sold, against what the vendor says is free.
//!
//! No endpoint lists assigned licenses. One `myavailable`, and `licenseinfo` for what does not
//! agree with it, tell all that can be told. Nothing is changed here, on either side.

use std::collections::HashSet;

use crate::domain::{LicenseKey, SaleId};
use crate::ledger::{Ledger, LedgerError, StockHash};
use crate::reseller::{Vendor, VendorError};

/// How the books stand.
#[derive(Debug, Default)]
pub struct Balance {
    /// Licenses that are a buyer's, as the ledger says.
    pub sold: usize,
    /// Licenses that are free, as the vendor says.
    pub in_stock: usize,
    /// Sold by us, and free at the vendor: the buyer has a key that is not theirs.
    pub sold_and_free: Vec<(SaleId, LicenseKey)>,
    /// Asked for, not known to be assigned, and not sold again for now.
    pub quarantined: Vec<(SaleId, LicenseKey)>,
    /// Sales that are not over: keyclerk, or staff, will settle them.
    pub open: Vec<SaleId>,
    /// Once in stock, there no more, and not sold by us: somebody else sells from this stock, or
    /// they expired or were withdrawn.
    pub unattributed: usize,
}

impl Balance {
    /// Whether everything agrees.
    #[must_use]
    pub fn is_even(&self) -> bool {
        self.sold_and_free.is_empty() && self.open.is_empty() && self.unattributed == 0
    }
}

/// Why the books could not be balanced.
#[derive(Debug, thiserror::Error)]
pub enum BalanceError {
    /// The vendor did not answer.
    #[error("the vendor cannot be asked: {0}")]
    Vendor(#[from] VendorError),
    /// The ledger could not be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] LedgerError),
}

/// Balances the books.
///
/// # Errors
/// [`BalanceError`]; nothing was changed.
pub async fn balance(vendor: &impl Vendor, ledger: &Ledger) -> Result<Balance, BalanceError> {
    // The vendor first: what is sold meanwhile is then in the ledger, and asked about below.
    let free: HashSet<StockHash> =
        vendor.my_available().await?.iter().map(|license| ledger.stock_hash(&license.hash())).collect();
    let books = ledger.books().await?;
    let mut sold_and_free = Vec::new();
    for (sale, key) in &books.sold {
        if free.contains(&ledger.stock_hash(&key.hash())) && !vendor.license_info(key).await?.is_assigned {
            sold_and_free.push((*sale, key.clone()));
        }
    }
    Ok(Balance {
        sold: books.sold.len(),
        in_stock: free.len(),
        sold_and_free,
        quarantined: books.quarantined,
        open: books.open,
        unattributed: books.seen_and_not_sold.iter().filter(|key| !free.contains(key)).count(),
    })
}

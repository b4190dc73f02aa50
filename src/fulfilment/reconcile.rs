//! Reconciles the licenses that the ledger records as sold with those that the vendor lists as free.
//!
//! The vendor's API cannot list assigned licenses. One `myavailable` call, and one `licenseinfo` call
//! for each disagreement, find everything that can be found. The reconciliation changes neither the
//! ledger nor the vendor.

use std::collections::HashSet;

use crate::domain::{LicenseKey, Licenses, SaleId};
use crate::ledger::{Ledger, LedgerError, StockHash};
use crate::reseller::{Vendor, VendorError};

/// The result of a reconciliation.
#[derive(Debug, Default)]
pub struct Balance {
    /// The licenses that the ledger records as sold.
    pub sold: usize,
    /// The licenses that the vendor lists as free.
    pub in_stock: usize,
    /// Licenses that the ledger records as sold and the vendor lists as free. The buyer's key does not
    /// work.
    pub sold_and_free: Vec<(SaleId, LicenseKey)>,
    /// Licenses that were requested, are not known to be assigned, and are not sold again for now.
    pub quarantined: Vec<(SaleId, LicenseKey)>,
    /// Unfinished sales, which keyclerk or staff will settle.
    pub open: Vec<SaleId>,
    /// Licenses that were seen in stock, are no longer there, and were not sold by us. Another program
    /// sold them, or they expired or were withdrawn.
    pub unattributed: usize,
}

impl Balance {
    /// Returns true if the ledger and the vendor agree.
    #[must_use]
    pub fn is_even(&self) -> bool {
        self.sold_and_free.is_empty() && self.open.is_empty() && self.unattributed == 0
    }
}

/// The error of a reconciliation.
#[derive(Debug, thiserror::Error)]
pub enum BalanceError {
    /// The vendor did not answer.
    #[error("the vendor cannot be asked: {0}")]
    Vendor(#[from] VendorError),
    /// The ledger could not be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] LedgerError),
}

/// Reconciles the ledger with the stock that the vendor has just listed. The list comes first: a license that
/// is sold meanwhile is then in the ledger, and is looked up.
///
/// # Errors
/// Returns [`BalanceError`]; nothing was changed.
pub async fn balance(
    listed: &Licenses,
    vendor: &impl Vendor,
    ledger: &Ledger,
) -> Result<Balance, BalanceError> {
    let free: HashSet<StockHash> = listed.iter().map(|license| ledger.stock_hash(&license.hash())).collect();
    let audit = ledger.stock_audit().await?;
    let mut sold_and_free = Vec::new();
    for (sale, key) in &audit.sold {
        if free.contains(&ledger.stock_hash(&key.hash())) && !vendor.license_info(key).await?.is_assigned {
            sold_and_free.push((*sale, key.clone()));
        }
    }
    Ok(Balance {
        sold: audit.sold.len(),
        in_stock: free.len(),
        sold_and_free,
        quarantined: audit.quarantined,
        open: audit.open,
        unattributed: audit.seen_and_not_sold.iter().filter(|key| !free.contains(key)).count(),
    })
}

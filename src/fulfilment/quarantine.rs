//! Licenses that were asked for and are not known to be assigned are looked at for a quarter of an hour.

use std::time::Duration;

use crate::courier::Courier;
use crate::domain::LicenseStatus;
use crate::ledger::SaleRecord;
use crate::reseller::Vendor;

use super::{Fulfilment, StepError};

/// How long to wait where the vendor cannot be asked.
const NEXT_TRY: Duration = Duration::from_mins(1);

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Looks at the quarantined licenses of a sale that are due.
    pub(super) async fn watch_quarantined(&self, mut sale: SaleRecord) -> Result<SaleRecord, StepError> {
        while let Some(line) = sale.to_look_at(self.clock.now()) {
            let status = self.status(line).await;
            sale = match status {
                Ok(LicenseStatus::Assigned) => {
                    tracing::error!("sale {}: a license in quarantine is assigned", sale.id);
                    self.ledger.quarantined_is_assigned(&sale, line).await?
                }
                Ok(LicenseStatus::Free) => self.ledger.quarantined_is_free(&sale, line).await?,
                Ok(LicenseStatus::Expired | LicenseStatus::Unknown) => {
                    self.ledger.quarantined_is_not_free(&sale, line).await?
                }
                Err(error) => {
                    tracing::warn!("sale {}: a license in quarantine is not looked at: {error}", sale.id);
                    let at = self.clock.now().after(NEXT_TRY);
                    self.ledger.quarantined_is_unknown(&sale, line, at).await?
                }
            };
        }
        Ok(sale)
    }
}

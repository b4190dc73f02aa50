//! Looks up quarantined licenses: those that were requested but are not known to be assigned.
//!
//! Invariant: a license returns to the stock only after it was seen free for a quarter of an hour.

use std::time::Duration;

use crate::courier::Courier;
use crate::domain::{LicenseStatus, Line, Sale};
use crate::reseller::Vendor;

use super::{Fulfilment, StepError};

/// The wait before the next lookup if the vendor did not answer.
const NEXT_TRY: Duration = Duration::from_mins(1);

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Looks up the quarantined licenses of a sale that are due.
    pub(super) async fn watch_quarantined(&self, mut sale: Sale) -> Result<Sale, StepError> {
        while let Some(line) = sale.to_look_at(self.clock.now()) {
            let status = self.status(line).await;
            let now = self.clock.now();
            sale = match status {
                Ok(LicenseStatus::Assigned) => {
                    tracing::error!("sale {}: a quarantined license is assigned", sale.id);
                    self.quarantined_is_assigned(&sale, line).await?
                }
                Ok(LicenseStatus::Free) => {
                    self.ledger.commit(sale.quarantined_is_free(now, line.number)?).await?
                }
                Ok(LicenseStatus::Expired | LicenseStatus::Unknown) => {
                    self.ledger.commit(sale.quarantined_is_not_free(now, line.number)?).await?
                }
                Err(error) => {
                    tracing::warn!(
                        "sale {}: a quarantined license was not looked up, next attempt in 60 s: {error}",
                        sale.id
                    );
                    let at = now.after(NEXT_TRY);
                    self.ledger.commit(sale.quarantined_is_unknown(now, line.number, at)?).await?
                }
            };
        }
        Ok(sale)
    }

    /// Hands a sale over to staff because its license turned out to be assigned. If the sale was made
    /// again or has other licenses, sends an alert instead.
    async fn quarantined_is_assigned(&self, sale: &Sale, line: &Line) -> Result<Sale, StepError> {
        let now = self.clock.now();
        if sale.may_be_held_again() {
            match self.ledger.commit(sale.held_again(now, line.number)?).await {
                // Another sale has meanwhile taken this sale's reference, or its place as a
                // replacement.
                Err(error) if error.is_unique_violation() => {}
                held => return held,
            }
        }
        self.ledger.commit(sale.found_assigned(now, line.number)?).await
    }
}

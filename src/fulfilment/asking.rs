//! Asking the vendor again where only the asking failed: nothing here changes anything there.

use crate::courier::Courier;
use crate::domain::{KeyHash, Product, StaffId};
use crate::ledger::Line;
use crate::reseller::{LicenseInfo, Vendor, VendorError};

use super::Fulfilment;
use super::judgement::{may_pass, pause_before};
use super::stock::{DrawError, Drawn};

/// Times a call is begun that only reads, or that provably never reached the vendor.
pub(super) const MOST_TRIES: u32 = 3;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Draws, and again where only reading failed: no draw changes anything at the vendor.
    pub(super) async fn draw(
        &self,
        product: Option<&Product>,
        staff: StaffId,
        unwanted: &[KeyHash],
    ) -> Result<Drawn, DrawError> {
        let mut tries = 1;
        loop {
            match self.stock.draw(product, staff, unwanted).await {
                Err(DrawError::Vendor(error)) if tries < MOST_TRIES && may_pass(&error) => {
                    tracing::info!(%error, tries, "drawing again");
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                drawn => return drawn,
            }
        }
    }

    /// What the vendor knows of a license, asked again where only the asking failed.
    pub(super) async fn look(&self, line: &Line) -> Result<LicenseInfo, VendorError> {
        let mut tries = 1;
        loop {
            match self.vendor.license_info(&line.license.key).await {
                Err(error) if tries < MOST_TRIES && may_pass(&error) => {
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                info => return info,
            }
        }
    }
}

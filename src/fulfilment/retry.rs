//! Asking, and asking again where only the asking failed: nothing here changes anything elsewhere.

use std::time::Duration;

use crate::courier::{Courier, Later, OpenedDm};
use crate::domain::{BuyerId, GuildId, LicenseStatus, Line, Moment, SaleRequest, StaffId};
use crate::reseller::{LicenseInfo, Vendor, VendorError};

use super::Fulfilment;
use super::outcome::{may_pass, pause_before};
use super::stock::{DrawError, Drawn, Wish};

/// Times a call is begun that only reads, or that provably never reached the vendor.
pub(super) const MOST_TRIES: u32 = 3;
/// Times a call is begun that the vendor's limit does not let through. The budget waits before each.
const MOST_WAITS: u32 = 60;
/// How long a call is begun again that the vendor's limit does not let through.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// The calls that the vendor's limit did not let through.
pub(super) struct RateLimitWaits {
    begun: Moment,
    calls: u32,
}

impl RateLimitWaits {
    pub(super) fn new(begun: Moment) -> Self {
        Self { begun, calls: 0 }
    }

    /// Counts a call. Returns whether it is to be made again.
    pub(super) fn again(&mut self, now: Moment) -> bool {
        self.calls += 1;
        self.calls < MOST_WAITS && now.since(self.begun) < LONGEST_WAIT
    }
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// What a draw goes by that the server has set, but for what the sale itself asks for.
    pub(super) fn wish(&self, guild: GuildId, staff: StaffId) -> Wish<'static> {
        let shop = self.ledger.shop(guild);
        let days = Duration::from_hours(24) * shop.lasting_days;
        Wish {
            one_product: shop.ask_for_product,
            lasting_until: (!days.is_zero()).then(|| self.clock.now().after(days)),
            ..Wish::of(staff)
        }
    }

    /// Draws what was asked for.
    pub(super) async fn draw_for(&self, request: &SaleRequest) -> Result<Vec<Drawn>, DrawError> {
        let (product, count) = (request.product.as_ref(), usize::from(request.quantity));
        self.draw(&Wish { product, count, ..self.wish(request.guild, request.staff) }).await
    }

    /// Draws, and again where only reading failed: no draw changes anything at the vendor.
    pub(super) async fn draw(&self, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
        let (mut tries, mut limited) = (1, RateLimitWaits::new(self.clock.moment()));
        loop {
            match self.stock.draw(wish).await {
                Err(DrawError::Vendor(VendorError::RateLimited)) if limited.again(self.clock.moment()) => {}
                Err(DrawError::Vendor(error)) if tries < MOST_TRIES && may_pass(&error) => {
                    tracing::info!(%error, tries, "drawing again");
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                drawn => return drawn,
            }
        }
    }

    /// Opens the buyer's DM channel, in its turn.
    pub(super) async fn open_dm(&self, buyer: BuyerId) -> Result<OpenedDm, Later> {
        let Ok(_turn) = self.opening.acquire().await else { return Err(Later { wait: None }) };
        self.courier.open_dm(buyer).await
    }

    /// Returns the vendor's word on a license.
    pub(super) async fn status(&self, line: &Line) -> Result<LicenseStatus, VendorError> {
        match self.look(line).await {
            Ok(info) if info.is_assigned => Ok(LicenseStatus::Assigned),
            Ok(info) if info.is_expired || info.license.is_expired(self.clock.now()) => {
                Ok(LicenseStatus::Expired)
            }
            Ok(_) => Ok(LicenseStatus::Free),
            Err(VendorError::Refused(_)) => Ok(LicenseStatus::Unknown),
            Err(error) => Err(error),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_waited_for_five_minutes_or_sixty_calls() {
        let at = |seconds| Moment::new(Duration::from_secs(seconds));
        let mut often = RateLimitWaits::new(at(0));
        assert_eq!((0..100).take_while(|_| often.again(at(1))).count(), 59);
        let mut long = RateLimitWaits::new(at(0));
        assert_eq!((1..100).take_while(|minute| long.again(at(60 * minute))).count(), 4);
    }
}

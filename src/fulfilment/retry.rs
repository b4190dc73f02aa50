//! Read-only calls to the vendor, retried on transient errors.
//!
//! Invariant: a call that is repeated here changes nothing at the vendor. Requests to assign are
//! repeated by `sale::assign` alone.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::courier::{Courier, Later, OpenedDm};
use crate::domain::{BuyerId, GuildId, LicenseStatus, Line, Moment, SaleRequest, StaffId};
use crate::reseller::{LicenseInfo, Vendor, VendorError};

use super::Fulfilment;
use super::outcome::{may_pass, pause_before};
use super::step_time::SaleStep;
use super::stock::{DrawError, Drawn, Wish};

/// The maximum number of tries of a call that only reads, or that provably never reached the vendor.
pub(super) const MOST_TRIES: u32 = 3;
/// The maximum number of tries of a call that exceeds the vendor's rate limit. The rate budget delays
/// each try.
const MOST_WAITS: u32 = 60;
/// The longest time during which a call that exceeds the vendor's rate limit is repeated.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// Counts the tries of a call that exceeds the vendor's rate limit.
pub(super) struct RateLimitWaits {
    begun: Moment,
    calls: AtomicU32,
}

impl RateLimitWaits {
    pub(super) fn new(begun: Moment) -> Self {
        Self { begun, calls: AtomicU32::new(0) }
    }

    /// Counts a try. Returns true if the call is to be repeated.
    pub(super) fn again(&self, now: Moment) -> bool {
        let calls = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        calls < MOST_WAITS && now.since(self.begun) < LONGEST_WAIT
    }
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Returns the server's conditions for a draw. The sale adds its product and quantity.
    pub(super) fn wish(&self, guild: GuildId, staff: StaffId) -> Wish<'static> {
        let shop = self.ledger.shop(guild);
        let days = Duration::from_hours(24) * shop.lasting_days;
        Wish {
            one_product: shop.ask_for_product,
            lasting_until: (!days.is_zero()).then(|| self.clock.now().after(days)),
            ..Wish::of(staff)
        }
    }

    /// Draws the licenses that a request asks for.
    pub(super) async fn draw_for(&self, request: &SaleRequest) -> Result<Vec<Drawn>, DrawError> {
        let (product, count) = (request.product.as_ref(), usize::from(request.quantity));
        self.draw(&Wish { product, count, ..self.wish(request.guild, request.staff) }).await
    }

    /// Draws licenses.
    pub(super) async fn draw(&self, wish: &Wish<'_>) -> Result<Vec<Drawn>, DrawError> {
        let limited = RateLimitWaits::new(self.clock.moment());
        let draw = || self.draw_within_rate_limit(wish, &limited);
        let drawn = self.retried(draw, |error| matches!(error, DrawError::Vendor(error) if may_pass(error)));
        self.timed(SaleStep::Reserve, drawn).await
    }

    /// Draws licenses, and waits while the vendor's rate limit lets no call through.
    async fn draw_within_rate_limit(
        &self,
        wish: &Wish<'_>,
        limited: &RateLimitWaits,
    ) -> Result<Vec<Drawn>, DrawError> {
        loop {
            match self.stock.draw(wish).await {
                Err(DrawError::Vendor(VendorError::RateLimited)) if limited.again(self.clock.moment()) => {}
                drawn => return drawn,
            }
        }
    }

    /// Opens the buyer's DM channel. Waits while too many other channels are being opened.
    pub(super) async fn open_dm(&self, buyer: BuyerId) -> Result<OpenedDm, Later> {
        let Ok(_permit) = self.opening.acquire().await else { return Err(Later { wait: None }) };
        self.courier.open_dm(buyer).await
    }

    /// Asks the vendor for the status of a license.
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

    /// Asks the vendor for everything it knows about a license.
    pub(super) async fn look(&self, line: &Line) -> Result<LicenseInfo, VendorError> {
        self.retried(|| self.vendor.license_info(&line.license.key), may_pass).await
    }

    /// Makes a read-only call, and retries it on transient errors.
    async fn retried<T, E, F>(
        &self,
        call: impl Fn() -> F + Send,
        may_pass: impl Fn(&E) -> bool + Send,
    ) -> Result<T, E>
    where
        E: std::fmt::Display,
        F: Future<Output = Result<T, E>> + Send,
    {
        let mut tries = 1;
        loop {
            match call().await {
                Err(error) if tries < MOST_TRIES && may_pass(&error) => {
                    tracing::info!(%error, tries, "a call to the vendor failed, next attempt soon");
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                answer => return answer,
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
        let often = RateLimitWaits::new(at(0));
        assert_eq!((0..100).take_while(|_| often.again(at(1))).count(), 59);
        let long = RateLimitWaits::new(at(0));
        assert_eq!((1..100).take_while(|minute| long.again(at(60 * minute))).count(), 4);
    }
}

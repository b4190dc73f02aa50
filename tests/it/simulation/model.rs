//! The model of the vendor and of Discord, which the saga calls.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use keyclerk::domain::{Clock, License, LicenseKey, MessageKind, Product};
use keyclerk::ledger::Lane;
use keyclerk::reseller::{Unreachable, VendorError, VendorMessage};
use tokio::sync::Notify;

use super::clock::ModelClock;
use super::fates::{Call, Fate, timed_out};
use super::world::World;

/// The longest time that a DM with a lost response may be in flight.
const LATEST_DM: Duration = Duration::from_secs(90);

#[derive(Clone)]
pub struct Model {
    pub(super) world: Arc<Mutex<World>>,
    pub(super) clock: Arc<ModelClock>,
    pub(super) crashed: Arc<Notify>,
    pub(super) released: Arc<Notify>,
}

impl Model {
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// Answers every hanging call.
    pub fn release(&self) {
        let mut world = self.world();
        world.hanging.clear();
        world.releases += 1;
        drop(world);
        self.released.notify_waiters();
    }

    /// Delivers all assignment requests in flight.
    pub fn late_requests_arrive(&self) {
        self.late_requests_arrive_after(Duration::ZERO);
    }

    /// Delivers the requests that were sent at least `wait` ago.
    pub fn late_requests_arrive_after(&self, wait: Duration) {
        let now = self.clock.moment();
        let world = &mut *self.world();
        world.late_dms_arrive(None, wait.min(LATEST_DM), self.clock.discord_now());
        for (key, buyer, _) in world.late.extract_if(.., |(.., left)| now.since(*left) >= wait) {
            if world.holders[&key].is_none() {
                world.holders.insert(key.clone(), Some(buyer));
                world.came_late.insert(key);
            }
        }
    }

    async fn hang(&self) {
        let before = self.world().releases;
        loop {
            let released = self.released.notified();
            tokio::pin!(released);
            // The waiter registers before the check, so that it cannot miss a release.
            released.as_mut().enable();
            if self.world().releases != before {
                return;
            }
            released.await;
        }
    }

    /// Makes a call. `act` is the effect at the other end, and `failed` makes the response for any
    /// outcome that is no success. `kind` is `None` for calls to the vendor.
    pub(super) async fn call<T, E>(
        &self,
        call: Call,
        kind: Option<MessageKind>,
        act: impl FnOnce(&mut World) -> Result<T, E>,
        failed: impl FnOnce(Fate) -> Result<T, E>,
    ) -> Result<T, E> {
        let _under_way = UnderWay::begin(self, kind.map_or(Lane::Vendor, MessageKind::lane));
        let (fate, hangs, is_slow) = {
            let mut world = self.world();
            *world.calls.entry(call).or_default() += 1;
            let fate = world.fates.get_mut(&call).and_then(VecDeque::pop_front).unwrap_or(Fate::Answered);
            let is_among = |kinds: &[MessageKind]| kind.is_some_and(|kind| kinds.contains(&kind));
            let fate = if is_among(&world.refused) { Fate::NeverSent } else { fate };
            (fate, is_among(&world.hanging) || matches!(fate, Fate::Hangs), world.is_slow)
        };
        if hangs {
            self.hang().await;
        }
        for _ in 0..if is_slow { 10 } else { 0 } {
            tokio::task::yield_now().await;
        }
        {
            let mut world = self.world();
            match fate {
                Fate::Answered | Fate::Hangs => return act(&mut world),
                Fate::LostAfter(_)
                | Fate::CrashAfter
                | Fate::RefusedAfter
                | Fate::UnauthorisedAfter
                | Fate::RateLimitedAfter => drop(act(&mut world)),
                _ => {}
            }
        }
        assert!(!matches!(fate, Fate::Panics), "this call panics on purpose");
        if matches!(fate, Fate::CrashBefore | Fate::CrashAfter) {
            self.crashed.notify_one();
            std::future::pending::<()>().await;
        }
        failed(fate)
    }
}

/// Counts a running call until it is dropped.
struct UnderWay(Model, Lane);

impl UnderWay {
    fn begin(model: &Model, lane: Lane) -> Self {
        let world = &mut *model.world();
        let (now, most) =
            (world.under_way.entry(lane).or_default(), world.most_at_once.entry(lane).or_default());
        *now += 1;
        *most = (*most).max(*now);
        Self(model.clone(), lane)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        *self.0.world().under_way.entry(self.1).or_default() -= 1;
    }
}

/// Maps an outcome to the error of the vendor client.
pub(super) fn vendor_error(fate: Fate) -> VendorError {
    match fate {
        Fate::RateLimited | Fate::RateLimitedAfter => VendorError::RateLimited,
        Fate::Unauthorised | Fate::UnauthorisedAfter => {
            VendorError::Unauthorised(VendorMessage::new("bad key"))
        }
        Fate::NeverSent => VendorError::NeverSent(Unreachable::Other),
        Fate::LostBefore(error) | Fate::LostAfter(error) => error(),
        Fate::Late => timed_out(),
        _ => VendorError::Refused(VendorMessage::new("no")),
    }
}

pub fn license(key: &LicenseKey) -> License {
    License { key: key.clone(), product: Product::new("lifetime"), expires_at: None }
}

pub(super) fn available(world: &World) -> Vec<License> {
    world.holders.iter().filter(|(_, holder)| holder.is_none()).map(|(key, _)| license(key)).collect()
}

//! Tracks the work in progress of this process, so that no two tasks do the same work.
//!
//! Invariant: all work that moves a sale (vendor, delivery, role) shares one key, so that two tasks
//! never move one sale at once. Every other lane of a sale has a key of its own. Taking a key that is
//! in use fails at once instead of waiting.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};

use crate::domain::{Clock, InteractionId, SaleId};
use crate::ledger::Lane;

/// The pause between two attempts to begin work that another task is doing.
const POLL: Duration = Duration::from_millis(50);
/// The maximum number of these attempts.
const MOST_POLLS: u32 = 100;

/// Identifies a piece of work of one sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum WorkKey {
    /// Moves the sale.
    Sale,
    /// Sends the messages of this lane, which do not move the sale.
    Messages(Lane),
    /// Waits in recovery for a permit of this lane.
    Queued(Lane),
}

impl WorkKey {
    fn of(lane: Lane) -> Self {
        match lane {
            Lane::Vendor | Lane::Delivery | Lane::Role => Self::Sale,
            Lane::Reply | Lane::Channel | Lane::Reminder => Self::Messages(lane),
        }
    }
}

/// The state of a piece of work.
#[derive(Debug)]
struct WorkState {
    lane: Lane,
    /// True if another task asked for the key meanwhile.
    wanted: bool,
}

/// The work in progress.
#[derive(Debug, Clone, Default)]
pub(super) struct InProgress(Arc<Mutex<HashMap<(SaleId, WorkKey), WorkState>>>);

/// A piece of work. Dropping it releases its key.
#[derive(Debug)]
pub(super) struct Work {
    sale: SaleId,
    key: WorkKey,
    in_progress: InProgress,
    /// False once the key is released.
    has_key: bool,
}

impl InProgress {
    /// Begins work on a sale. If another task has the key, notes that the key was asked for and returns
    /// `None`.
    pub(super) fn begin(&self, sale: SaleId, lane: Lane) -> Option<Work> {
        self.take(sale, WorkKey::of(lane), lane)
    }

    /// Waits until no other task works on the sale, and begins work on it. Returns `None` if this takes
    /// longer than five seconds.
    pub(super) async fn wait(&self, clock: &dyn Clock, sale: SaleId, lane: Lane) -> Option<Work> {
        for _ in 0..MOST_POLLS {
            if let Some(work) = self.begin(sale, lane) {
                return Some(work);
            }
            clock.sleep(POLL).await;
        }
        None
    }

    /// Notes that recovery has work waiting for a permit. Returns `None` if the work is queued already
    /// or a task is doing it.
    pub(super) fn queue(&self, sale: SaleId, lane: Lane) -> Option<Work> {
        if self.works().contains_key(&(sale, WorkKey::of(lane))) {
            return None;
        }
        self.take(sale, WorkKey::Queued(lane), lane)
    }

    /// Returns the position of a sale among those that wait for the vendor, oldest first. The first
    /// position is 1.
    pub(super) fn place_of(&self, sale: SaleId) -> usize {
        let is_ahead = |((other, key), state): &(&(SaleId, WorkKey), &WorkState)| {
            *key == WorkKey::Sale && state.lane == Lane::Vendor && *other < sale
        };
        1 + self.works().iter().filter(is_ahead).count()
    }

    fn take(&self, sale: SaleId, key: WorkKey, lane: Lane) -> Option<Work> {
        match self.works().entry((sale, key)) {
            Entry::Occupied(mut taken) => {
                taken.get_mut().wanted = true;
                None
            }
            Entry::Vacant(free) => {
                free.insert(WorkState { lane, wanted: false });
                Some(Work { sale, key, in_progress: self.clone(), has_key: true })
            }
        }
    }

    fn works(&self) -> MutexGuard<'_, HashMap<(SaleId, WorkKey), WorkState>> {
        self.0.lock()
    }
}

impl Work {
    /// Changes the lane when a sale continues in another lane under the same key.
    pub(super) fn goes_on_to(&self, lane: Lane) {
        if let Some(state) = self.in_progress.works().get_mut(&(self.sale, self.key)) {
            state.lane = lane;
        }
    }

    /// Releases the key, unless another task asked for it meanwhile. In that case, keeps the key and
    /// returns the work to be done once more. The check and the release are one step, so that no
    /// request is lost.
    pub(super) fn finish(mut self) -> Option<Self> {
        let mut works = self.in_progress.works();
        if works.get_mut(&(self.sale, self.key)).is_some_and(|state| std::mem::take(&mut state.wanted)) {
            drop(works);
            return Some(self);
        }
        works.remove(&(self.sale, self.key));
        drop(works);
        self.has_key = false;
        None
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.has_key {
            self.in_progress.works().remove(&(self.sale, self.key));
        }
    }
}

/// The interactions whose sales are beginning.
#[derive(Debug, Default)]
pub(super) struct Beginning(Mutex<HashSet<InteractionId>>);

/// Marks an interaction until it is dropped.
#[derive(Debug)]
pub(super) struct Begins<'a>(InteractionId, &'a Beginning);

impl Beginning {
    /// Marks an interaction. Returns `None` when it is marked already.
    pub(super) fn begin(&self, interaction: InteractionId) -> Option<Begins<'_>> {
        let is_new = self.0.lock().insert(interaction);
        is_new.then(|| Begins(interaction, self))
    }
}

impl Drop for Begins<'_> {
    fn drop(&mut self) {
        self.1.0.lock().remove(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_moves_a_sale_excludes_itself_and_messages_exclude_only_their_lane() {
        let (in_progress, sale) = (InProgress::default(), SaleId::new(1));
        let moving = in_progress.begin(sale, Lane::Vendor).unwrap();
        for lane in [Lane::Vendor, Lane::Delivery, Lane::Role] {
            assert!(in_progress.begin(sale, lane).is_none(), "{lane:?}");
            assert!(in_progress.queue(sale, lane).is_none(), "{lane:?}");
            assert!(in_progress.begin(SaleId::new(2), lane).is_some(), "{lane:?}");
        }
        let reply = in_progress.begin(sale, Lane::Reply);
        assert!(reply.is_some() && in_progress.begin(sale, Lane::Reply).is_none());
        assert!(in_progress.begin(sale, Lane::Channel).is_some());
        drop(moving);
        assert!(in_progress.begin(sale, Lane::Role).is_some());
    }

    #[test]
    fn queued_work_keeps_nobody_else_from_it() {
        let (in_progress, sale) = (InProgress::default(), SaleId::new(1));
        let queued = in_progress.queue(sale, Lane::Reply);
        assert!(queued.is_some() && in_progress.queue(sale, Lane::Reply).is_none());
        assert!(in_progress.begin(sale, Lane::Reply).is_some());
        drop(queued);
        assert!(in_progress.queue(sale, Lane::Reply).is_some());
    }

    #[test]
    fn work_that_was_wanted_meanwhile_is_done_once_more() {
        let (in_progress, sale) = (InProgress::default(), SaleId::new(1));
        let work = in_progress.begin(sale, Lane::Reply).unwrap();
        assert!(in_progress.begin(sale, Lane::Reply).is_none());
        let work = work.finish().expect("it was wanted");
        assert!(work.finish().is_none());
        assert!(in_progress.begin(sale, Lane::Reply).is_some(), "the key was given back");
    }

    #[test]
    fn a_place_counts_older_sales_that_the_vendor_is_asked_about() {
        let in_progress = InProgress::default();
        let [first, second, _third] =
            [1, 2, 3].map(|sale| in_progress.begin(SaleId::new(sale), Lane::Vendor).unwrap());
        assert_eq!(in_progress.place_of(SaleId::new(3)), 3);
        first.goes_on_to(Lane::Delivery);
        drop(second);
        assert_eq!(in_progress.place_of(SaleId::new(3)), 1);
    }

    #[test]
    fn an_interaction_begins_once_until_its_sale_is_through() {
        let (beginning, interaction) = (Beginning::default(), InteractionId::new(1).unwrap());
        let first = beginning.begin(interaction);
        assert!(first.is_some());
        for _ in 0..2 {
            assert!(beginning.begin(interaction).is_none());
        }
        drop(first);
        assert!(beginning.begin(interaction).is_some());
    }
}

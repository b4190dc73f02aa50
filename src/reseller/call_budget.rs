//! Enforces the vendor's rate limit on our side.
//!
//! Invariant: a call counts from its start until 60 s after its answer or time-out. Any fixed or sliding
//! window of the vendor therefore contains at most the permitted number of calls. Calls of sales take
//! precedence over browsing, which leaves ten calls unused.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::time::Instant;

/// How long a call counts after its end.
const WINDOW: Duration = Duration::from_mins(1);
/// The number of calls that browsing leaves to sales. For a limit below twice this number, browsing leaves
/// half of the limit.
const KEPT_BACK: usize = 10;

/// The priority of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Priority {
    /// A sale or a reconciliation.
    Sale,
    /// A person who only browses the stock.
    Browsing,
}

/// The budget of one API key. Cheap to clone; clones share it.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    limit: Option<usize>,
    shared: Arc<SharedBudget>,
}

#[derive(Debug, Default)]
struct SharedBudget {
    state: Mutex<BudgetState>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct BudgetState {
    under_way: usize,
    ended_at: VecDeque<Instant>,
    paused_until: Option<Instant>,
    queue: [VecDeque<u64>; 2],
    next_ticket: u64,
}

impl Budget {
    pub(super) fn new(limit: Option<u32>) -> Self {
        Self { limit: limit.map(|limit| limit.max(1) as usize), shared: Arc::default() }
    }

    /// Waits until a call may be made. Serves callers in order, and sales before browsing.
    pub(super) async fn admit(&self, priority: Priority) -> BudgetPermit {
        let place = self.stand_in_line(priority);
        let mut has_waited = false;
        loop {
            // The notification is registered before the check, so that no change in between is missed.
            let changed = self.shared.changed.notified();
            let wait = match self.try_begin(&place) {
                Ok(()) => return BudgetPermit(Arc::clone(&self.shared)),
                Err(wait) => wait,
            };
            // A call that only stands behind another one does not wait for the limit.
            if wait.is_some() && !has_waited {
                has_waited = true;
                metrics::counter!("keyclerk_rate_limit_waits_total", "service" => "vendor").increment(1);
            }
            match wait {
                Some(until) => tokio::select! {
                    () = changed => {}
                    () = tokio::time::sleep_until(until) => {}
                },
                None => changed.await,
            }
        }
    }

    /// Returns the time until this number of further calls for sales can start, or `None` if they can start
    /// now.
    pub(super) fn wait_for(&self, calls: usize) -> Option<Duration> {
        let now = Instant::now();
        let state = self.shared.lock();
        let paused = state.paused_until.filter(|until| *until > now);
        let freed = self.limit.and_then(|limit| {
            let counted: Vec<_> = state.ended_at.iter().filter(|ended| **ended + WINDOW > now).collect();
            let over =
                (state.under_way + counted.len() + calls).checked_sub(limit).filter(|over| *over > 0)?;
            // Calls in flight free their places last. Each further round of calls waits for another whole
            // window.
            let (rounds, at) = ((over - 1) / limit, (over - 1) % limit);
            let first = counted.get(at).map_or(now + WINDOW, |ended| **ended + WINDOW);
            Some(first + WINDOW * u32::try_from(rounds).unwrap_or(u32::MAX))
        });
        paused.max(freed).map(|until| until - now)
    }

    /// Returns how many calls for sales could start now, or `None` if there is no limit. Ignores pauses.
    pub(super) fn left(&self) -> Option<usize> {
        let (limit, now, state) = (self.limit?, Instant::now(), self.shared.lock());
        let counted = state.ended_at.iter().filter(|ended| **ended + WINDOW > now).count();
        Some(limit.saturating_sub(state.under_way + counted))
    }

    /// Makes all callers wait this long, as the vendor asked. Never shortens an existing pause.
    pub(super) fn pause(&self, wait: Duration) {
        let mut state = self.shared.lock();
        state.paused_until = state.paused_until.max(Some(Instant::now() + wait));
        drop(state);
        self.shared.changed.notify_waiters();
    }

    fn stand_in_line(&self, priority: Priority) -> QueuePlace {
        let mut state = self.shared.lock();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        state.queue[priority as usize].push_back(ticket);
        QueuePlace { ticket, priority, shared: Arc::clone(&self.shared) }
    }

    /// Starts the call if it is permitted now. Otherwise returns the time until which to wait. `None` means
    /// to wait for a change of state.
    fn try_begin(&self, place: &QueuePlace) -> Result<(), Option<Instant>> {
        let now = Instant::now();
        let mut state = self.shared.lock();
        if let Some(until) = state.paused_until.filter(|until| *until > now) {
            return Err(Some(until));
        }
        while state.ended_at.front().is_some_and(|ended| *ended + WINDOW <= now) {
            state.ended_at.pop_front();
        }
        let sales = &state.queue[Priority::Sale as usize];
        let first = match place.priority {
            Priority::Sale => sales.front() == Some(&place.ticket),
            Priority::Browsing => {
                sales.is_empty() && state.queue[Priority::Browsing as usize].front() == Some(&place.ticket)
            }
        };
        if !first {
            return Err(None);
        }
        if let Some(limit) = self.limit {
            let kept_back = match place.priority {
                Priority::Sale => 0,
                Priority::Browsing => KEPT_BACK.min(limit / 2),
            };
            if state.under_way + state.ended_at.len() + kept_back >= limit {
                return Err(state.ended_at.front().map(|ended| *ended + WINDOW));
            }
        }
        state.under_way += 1;
        Ok(())
    }
}

impl SharedBudget {
    fn lock(&self) -> parking_lot::MutexGuard<'_, BudgetState> {
        self.state.lock()
    }
}

/// A position in the queue, released when it is dropped.
struct QueuePlace {
    ticket: u64,
    priority: Priority,
    shared: Arc<SharedBudget>,
}

impl Drop for QueuePlace {
    fn drop(&mut self) {
        let ticket = self.ticket;
        self.shared.lock().queue[self.priority as usize].retain(|other| *other != ticket);
        self.shared.changed.notify_waiters();
    }
}

/// A call in flight. When the permit is dropped, the call counts for another 60 seconds.
#[derive(Debug)]
pub(super) struct BudgetPermit(Arc<SharedBudget>);

impl Drop for BudgetPermit {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.under_way -= 1;
        state.ended_at.push_back(Instant::now());
        drop(state);
        self.0.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn no_60_seconds_see_more_calls_than_the_limit() {
        let seed: u64 = rand::random();
        println!("seed {seed}");
        let mut random = StdRng::seed_from_u64(seed);
        let budget = Budget::new(Some(20));
        let calls: Arc<Mutex<Vec<(Instant, Instant)>>> = Arc::default();
        let mut tasks = Vec::new();
        for _ in 0..300 {
            let (budget, calls) = (budget.clone(), Arc::clone(&calls));
            let priority = if random.random_bool(0.5) { Priority::Sale } else { Priority::Browsing };
            let (begins, lasts) = (random.random_range(0..400_000), random.random_range(0..10_000));
            tasks.push(tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(begins)).await;
                let permit = budget.admit(priority).await;
                let began = Instant::now();
                tokio::time::sleep(Duration::from_millis(lasts)).await;
                calls.lock().push((began, Instant::now()));
                drop(permit);
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let calls = calls.lock();
        assert_eq!(calls.len(), 300);
        for (began, _) in calls.iter() {
            let window = *began..*began + WINDOW;
            let within =
                calls.iter().filter(|(began, ended)| *began < window.end && *ended >= window.start).count();
            assert!(within <= 20, "{within} calls within 60 s (seed {seed})");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn sales_go_before_browsing_and_find_ten_calls_left() {
        let budget = Budget::new(Some(100));
        for _ in 0..90 {
            drop(budget.admit(Priority::Browsing).await);
        }
        let browser = budget.admit(Priority::Browsing);
        tokio::pin!(browser);
        assert!(tokio::time::timeout(Duration::from_secs(1), &mut browser).await.is_err());
        for _ in 0..10 {
            tokio::time::timeout(Duration::from_millis(1), budget.admit(Priority::Sale)).await.unwrap();
        }
        drop(browser.await);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_is_told_for_how_long() {
        let budget = Budget::new(Some(10));
        assert_eq!(budget.wait_for(10), None);
        for _ in 0..10 {
            drop(budget.admit(Priority::Sale).await);
            tokio::time::advance(Duration::from_secs(1)).await;
        }
        assert_eq!((budget.left(), Budget::new(None).left()), (Some(0), None));
        // The earliest of the ten calls ended ten seconds ago.
        assert_eq!(budget.wait_for(1), Some(Duration::from_secs(50)));
        assert_eq!(budget.wait_for(2), Some(Duration::from_secs(51)));
        assert_eq!(budget.wait_for(11), Some(Duration::from_secs(110)), "a whole window later");
        let told = budget.wait_for(1).unwrap();
        let before = Instant::now();
        let permit = budget.admit(Priority::Sale).await;
        assert_eq!(before.elapsed(), told);
        assert_eq!(budget.left(), Some(0), "one place was freed and is taken again");
        drop(permit);
    }

    #[tokio::test(start_paused = true)]
    async fn a_reached_limit_makes_everybody_wait_and_a_cancelled_wait_nobody() {
        let budget = Budget::new(Some(100));
        budget.pause(Duration::from_secs(5));
        let before = Instant::now();
        assert!(tokio::time::timeout(Duration::from_secs(1), budget.admit(Priority::Sale)).await.is_err());
        drop(budget.admit(Priority::Sale).await);
        assert_eq!(before.elapsed(), Duration::from_secs(5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_is_made_longer_and_never_shorter_and_holds_up_who_has_no_limit() {
        let budget = Budget::new(None);
        let (begun, second) = (Instant::now(), Duration::from_secs(1));
        budget.pause(20 * second);
        tokio::time::advance(second).await;
        budget.pause(5 * second);
        assert_eq!(budget.wait_for(1), Some(19 * second));
        drop(budget.admit(Priority::Browsing).await);
        assert_eq!(begun.elapsed(), 20 * second);
        budget.pause(5 * second);
        budget.pause(40 * second);
        drop(budget.admit(Priority::Sale).await);
        assert_eq!(begun.elapsed(), 60 * second);
        assert_eq!(budget.wait_for(1), None);
    }
}

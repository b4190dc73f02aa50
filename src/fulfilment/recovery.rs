//! Recovery: continues unfinished sales from the state in their row, at startup and every second.
//!
//! Sales and lanes do not wait for each other. Each lane does a bounded amount of work concurrently.
//!
//! Invariant: a sale that another task of this process is moving is left to that task.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{FutureExt, join_all};
use futures_util::stream::{self, StreamExt};
use tokio_util::task::TaskTracker;
use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{GuildId, Sale, SaleId, SaleState};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use super::in_progress::Work;
use super::lane_limits::at_once;
use super::notify::unless_overtaken;
use super::sale::{Prepared, Until};
use super::{Fulfilment, sale_span};

/// The time between two searches of the ledger for due work.
const EVERY: Duration = Duration::from_secs(1);

/// The maximum amount of work that one round queues in each lane. It bounds the number of tasks during
/// a backlog.
const MOST_TAKEN_ON: u32 = 128;

/// Work that has not begun yet.
type Boxed<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Continues all work that is due now, and waits until it is done. Starts no tasks.
    /// [`run_recovery`](Self::run_recovery) does the same continuously.
    ///
    /// # Errors
    /// Returns the ledger's error if the search for due work fails. An error in a single sale is only
    /// logged.
    pub async fn recover(&self) -> Result<(), LedgerError> {
        if let Err(error) = self.reconcile_restored().await {
            tracing::warn!("the restored ledger is not compared with the stock yet: {error}");
        }
        self.watch_returns().await?;
        let due = self.ledger.due(u32::MAX).await?;
        let never = &AtomicBool::new(false);
        let lanes = Lane::ALL.map(|lane| {
            let of_lane = due.iter().filter(|(_, of)| *of == lane);
            self.work_off(lane, of_lane.map(|(sale, _)| *sale).collect(), never)
        });
        let (_, told, wiped) =
            tokio::join!(biased; join_all(lanes), self.send_server_alerts(), self.ledger.wipe_dead_tokens());
        told.and(wiped)
    }

    /// Continues due work every second until `closing` is set. Also watches the stock for `guilds`.
    ///
    /// Each piece of work is a task of `tracker`. This function does not wait for these tasks.
    pub async fn run_recovery(
        self: Arc<Self>,
        guilds: Vec<GuildId>,
        tracker: TaskTracker,
        closing: Arc<AtomicBool>,
    ) {
        let every_second = EverySecond { tracker: &tracker, closing: &closing };
        let sales = async {
            every_second.run("find what is due", || self.spawn_due(&tracker, &closing)).await;
            // Work that has not begun is left to the next process.
            self.limits.close();
        };
        tokio::join!(
            sales,
            self.reconcile_until_done(&closing),
            every_second.run("watch the stock", || self.watch_stock(&guilds)),
            every_second.run("look for licenses that return", || self.watch_returns()),
            every_second.run("send alerts", || self.spawn_server_alerts(&tracker)),
            every_second.run("wipe dead reply tokens", || self.ledger.wipe_dead_tokens()),
        );
    }

    /// Does the work of one lane, with as much concurrency as the lane allows.
    fn work_off<'a>(&'a self, lane: Lane, sales: Vec<SaleId>, closing: &'a AtomicBool) -> Boxed<'a> {
        let take_on = move |sale| self.take_on(sale, lane, closing);
        Box::pin(stream::iter(sales).for_each_concurrent(at_once(lane), take_on))
    }

    async fn spawn_due(
        self: &Arc<Self>,
        tracker: &TaskTracker,
        closing: &Arc<AtomicBool>,
    ) -> Result<(), LedgerError> {
        for (sale, lane) in self.ledger.due(MOST_TAKEN_ON).await? {
            if let Some(queued) = self.in_progress.queue(sale, lane) {
                let (this, closing) = (Arc::clone(self), Arc::clone(closing));
                tracker.spawn(async move { this.work(queued, sale, lane, &closing).await });
            }
        }
        Ok(())
    }

    /// Queues work and does it, unless it is queued already or another task is doing it.
    fn take_on<'a>(&'a self, sale: SaleId, lane: Lane, closing: &'a AtomicBool) -> Boxed<'a> {
        Box::pin(async move {
            if let Some(queued) = self.in_progress.queue(sale, lane) {
                self.work(queued, sale, lane, closing).await;
            }
        })
    }

    /// Waits for a permit of the lane, does the work, and then the work that follows in other lanes.
    ///
    /// The key of the sale is taken only after the permit, so that queued work blocks no other task.
    async fn work(&self, queued: Work, sale: SaleId, lane: Lane, closing: &AtomicBool) {
        let Some(permit) = self.limits.permit(lane).await else { return };
        if closing.load(Ordering::Acquire) {
            return;
        }
        let done = AssertUnwindSafe(self.work_in(lane, sale)).catch_unwind().await;
        drop((permit, queued));
        match done.map(unless_overtaken) {
            Ok(Ok(Some(record))) => {
                let next = self.lanes_after(lane, &record);
                join_all(next.into_iter().map(|next| self.take_on(sale, next, closing))).await;
            }
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                count_error();
                tracing::error!(%sale, ?lane, ?error, "sale {sale}: could not be continued: {error}");
            }
            Err(_) => {
                count_error();
                tracing::error!(%sale, ?lane, "sale {sale}: could not be continued: panicked");
            }
        }
    }

    /// Does what is due in one lane of a sale, unless another task is doing it. Returns the changed sale
    /// when work in other lanes may follow.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    async fn work_in(&self, lane: Lane, sale: SaleId) -> Result<Option<Sale>, LedgerError> {
        if matches!(lane, Lane::Reply | Lane::Channel | Lane::Reminder) {
            return self.tell_lane(sale, lane).await.map(|()| None);
        }
        let Some(_moving) = self.in_progress.begin(sale, lane) else { return Ok(None) };
        let record = self.ledger.sale(sale).await?;
        sale_span::record_sale(&record);
        match (lane, record.state) {
            // Nothing may be assigned yet.
            (Lane::Vendor, _) if !self.ledger.is_reconciled() => Ok(None),
            (Lane::Vendor, _) => {
                let record = self.watch_quarantined(record).await?;
                if record.state == SaleState::Held {
                    return self.watch_held(&record).await.map(Some);
                }
                // Boxed, because the future of a sale is large and each task would reserve space for it.
                let work = Box::pin(self.advance(record, Prepared::default(), Until::Assigned));
                self.showing_queue_position(sale, work).await.map(Some)
            }
            (Lane::Delivery, SaleState::Assigned) => {
                Box::pin(self.advance(record, Prepared::default(), Until::Rest)).await.map(Some)
            }
            (Lane::Delivery, _) => self.send_due_dm(&record).await,
            _ => self.change_roles(&record).await,
        }
    }

    /// Returns the lanes with due work that follows from work in `lane`.
    fn lanes_after(&self, lane: Lane, sale: &Sale) -> Vec<Lane> {
        let now = self.clock.now();
        let is_due = |next: &Lane| {
            let is_step = *next == Lane::Delivery && sale.state == SaleState::Assigned;
            is_step || sale.due_in(*next, now).next().is_some()
        };
        Lane::ALL.into_iter().filter(|next| *next > lane).filter(is_due).collect()
    }

    /// Continues one sale at once, unless another task is moving it.
    ///
    /// # Errors
    /// Returns the ledger's error.
    pub(super) async fn resume(&self, sale: SaleId) -> Result<(), LedgerError> {
        let Some(work) = self.in_progress.begin(sale, Lane::Vendor) else { return Ok(()) };
        let advance =
            async { self.advance(self.ledger.sale(sale).await?, Prepared::default(), Until::Rest).await };
        let advanced = self.showing_queue_position(sale, Box::pin(advance)).await.map(Some);
        match unless_overtaken(advanced)? {
            Some(record) => Box::pin(self.tell_of(&record, Some(work))).await,
            None => Ok(()),
        }
    }
}

/// Runs rounds every second until the process stops.
#[derive(Clone, Copy)]
struct EverySecond<'a> {
    tracker: &'a TaskTracker,
    closing: &'a AtomicBool,
}

impl EverySecond<'_> {
    /// Repeats `round` until the process stops, and lets a running round finish. An error or a panic
    /// does not end the loop. The log describes the round with `what`.
    async fn run<F>(self, what: &str, round: impl Fn() -> F)
    where
        F: Future<Output = Result<(), LedgerError>>,
    {
        while !self.closing.load(Ordering::Acquire) {
            match self.tracker.track_future(AssertUnwindSafe(round()).catch_unwind()).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    count_error();
                    tracing::error!(?error, "recovery could not {what}: {error}");
                }
                Err(_) => {
                    count_error();
                    tracing::error!("recovery could not {what}: panicked");
                }
            }
            tokio::time::sleep(EVERY).await;
        }
    }
}

fn count_error() {
    metrics::counter!("keyclerk_recovery_errors_total").increment(1);
}

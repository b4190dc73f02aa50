//! Messages, roles and keys sent again that are due about a sale which is settled or has to wait.
//!
//! Lanes of one sale run side by side, so that a slow sales channel delays neither staff's reply
//! nor a role. Rows of one lane go in order. Invariant: a row is settled only after it was sent.

use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::{Courier, Notified};
use crate::domain::{DueMessage, Message, MessageNumber, PostedNotice, Sale, SaleId, SaleState, Settled};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use super::in_progress::Work;
use super::judgement::wait_after;
use super::time_limit::in_time;
use super::{Fulfilment, StepError, span};

/// How long a lane that has sent waits for the others, so that one write settles them.
const TOGETHER: Duration = Duration::from_millis(100);
/// How long after staff were told again of a held sale they are told once more.
const HELD_AGAIN: Duration = Duration::from_hours(24);

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sends what is due about a sale, apart from the DM that is a step of it. A message that
    /// Discord cannot take now stays due, and a lane that another task is at is left to that task.
    ///
    /// # Errors
    /// Returns the ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn tell(&self, sale: SaleId) -> Result<(), LedgerError> {
        let moving = self.in_progress.begin(sale, Lane::Delivery);
        let record = self.ledger.sale(sale).await?;
        span::is_about(&record);
        self.tell_of(&record, moving).await
    }

    /// Sends what is due about a sale, all lanes side by side. `moving` is the right to move the
    /// sale. Without it, DMs and roles are left to the task that has it.
    pub(super) async fn tell_of(&self, sale: &Sale, moving: Option<Work>) -> Result<(), LedgerError> {
        let (told, moved) = tokio::join!(biased; self.tell_lanes(sale), self.move_and_tell(sale, moving));
        told.and(moved)
    }

    /// Sends the DM and the roles that are due, and then what became due by them.
    async fn move_and_tell(&self, sale: &Sale, moving: Option<Work>) -> Result<(), LedgerError> {
        let Some(moving) = moving else { return Ok(()) };
        moving.goes_on_to(Lane::Delivery);
        let moved = unless_overtaken(Box::pin(self.send_dm_and_roles(sale)).await)?;
        drop(moving);
        match moved {
            Some(moved) => self.tell_lanes(&moved).await,
            None => Ok(()),
        }
    }

    async fn send_dm_and_roles(&self, sale: &Sale) -> Result<Option<Sale>, StepError> {
        let after_dm = self.send_due_dm(sale).await?;
        let after_roles = self.change_roles(after_dm.as_ref().unwrap_or(sale)).await?;
        Ok(after_roles.or(after_dm))
    }

    /// Sends the messages that are due and do not move the sale, which has just been read or written.
    /// Lanes that finish together are settled in one write.
    async fn tell_lanes(&self, sale: &Sale) -> Result<(), LedgerError> {
        let now = self.clock.now();
        let mut sending: FuturesUnordered<_> = [Lane::Reply, Lane::Channel, Lane::Reminder]
            .into_iter()
            .filter(|lane| sale.due_in(*lane, now).next().is_some())
            .filter_map(|lane| self.in_progress.begin(sale.id, lane).map(|work| (lane, work)))
            // Boxed: most sales have nothing due in most lanes, and no room is reserved for it.
            .map(|(lane, work)| Box::pin(async move { (lane, work, self.send_rows(sale, lane).await) }))
            .collect();
        let mut sent = Vec::new();
        loop {
            tokio::select! {
                biased;
                lane = sending.next() => match lane {
                    Some(lane) => sent.push(lane),
                    None => return self.settle_lanes(sale.id, sent).await,
                },
                // The lanes that are slower go on by themselves.
                () = tokio::time::sleep(TOGETHER), if !sent.is_empty() => {
                    let mut settling = std::pin::pin!(self.settle_lanes(sale.id, std::mem::take(&mut sent)));
                    // Whoever still sends may hold what others wait for.
                    loop {
                        tokio::select! {
                            biased;
                            done = &mut settling => break done?,
                            Some(lane) = sending.next() => sent.push(lane),
                        }
                    }
                }
            }
        }
    }

    /// Records what was sent in several lanes, and does a lane once more that was wanted meanwhile.
    async fn settle_lanes(
        &self,
        sale: SaleId,
        sent: Vec<(Lane, Work, Vec<Sent>)>,
    ) -> Result<(), LedgerError> {
        let rows: Vec<Sent> = sent.iter().flat_map(|(.., rows)| rows).copied().collect();
        self.settle_sent(sale, &rows).await?;
        for (lane, work, _) in sent {
            if let Some(work) = work.finish() {
                Box::pin(self.go_on(sale, lane, work)).await?;
            }
        }
        Ok(())
    }

    /// Records what was sent. A notice with the Claim button makes staff's reply due, which is sent
    /// then.
    async fn settle_sent(&self, sale: SaleId, sent: &[Sent]) -> Result<(), LedgerError> {
        let settled: Vec<Settled> = sent.iter().filter_map(Sent::settled).collect();
        self.ledger.settle(sale, &settled).await?;
        for sent in sent {
            if let Sent::Noticed(number, notice) = *sent {
                self.record_notice(sale, number, notice).await?;
                Box::pin(self.tell_lane(sale, Lane::Reply)).await?;
            }
        }
        Ok(())
    }

    /// Records where the notice with the Claim button stands, on the sale as it is then.
    async fn record_notice(
        &self,
        sale: SaleId,
        number: MessageNumber,
        notice: PostedNotice,
    ) -> Result<(), LedgerError> {
        loop {
            let sale = self.ledger.sale(sale).await?;
            if sale.state != SaleState::Undelivered {
                let sent = Settled::Sent(number, Some(notice.message));
                return self.ledger.settle(sale.id, &[sent]).await;
            }
            match self.ledger.commit(sale.noticed(self.clock.now(), number, notice)?).await {
                Err(LedgerError::Overtaken(_)) => {}
                recorded => return recorded.map(drop),
            }
        }
    }

    /// Sends the messages of one lane, unless another task is at it. That task then looks once more
    /// for what became due meanwhile.
    pub(super) async fn tell_lane(&self, sale: SaleId, lane: Lane) -> Result<(), LedgerError> {
        match self.in_progress.begin(sale, lane) {
            Some(work) => self.go_on(sale, lane, work).await,
            None => Ok(()),
        }
    }

    /// Sends the messages of one lane until no other task has wanted it meanwhile.
    async fn go_on(&self, sale: SaleId, lane: Lane, work: Work) -> Result<(), LedgerError> {
        let mut work = Some(work);
        while let Some(at_work) = work {
            // Read only now: an older record could tell an outcome that a newer message has replaced.
            let record = self.ledger.sale(sale).await?;
            span::is_about(&record);
            let sent = self.send_rows(&record, lane).await;
            self.settle_sent(sale, &sent).await?;
            work = at_work.finish();
        }
        Ok(())
    }

    /// Sends what is due in one lane, and returns what is to be settled. A message that Discord cannot
    /// take now is put off.
    ///
    /// Nothing here waits for the ledger. [`tell_lanes`](Self::tell_lanes) stops polling this while it
    /// writes; a turn at the ledger that came to it then would never end.
    async fn send_rows(&self, sale: &Sale, lane: Lane) -> Vec<Sent> {
        let mut rows: Vec<_> = sale.due_in(lane, self.clock.now()).collect();
        let mut settled = Vec::new();
        if lane == Lane::Reply && rows.len() > 1 {
            // Each would show the same; only the last one is sent.
            let older = rows.drain(..rows.len() - 1);
            settled.extend(older.map(|row| Sent::Settled(Settled::Dropped(row.number))));
        }
        // Also where nobody could be told: somebody may be reached by the next time.
        let is_repeated =
            |row: &DueMessage| row.message == Message::HeldAlert && sale.state == SaleState::Held;
        for row in rows {
            settled.push(match in_time(self.courier.tell(sale, row)).await {
                Ok(Notified::Yes(_) | Notified::Nowhere) if is_repeated(row) => {
                    Sent::Settled(self.later(row.number, HELD_AGAIN))
                }
                Ok(Notified::Yes(message)) => Sent::Settled(Settled::Sent(row.number, message)),
                Ok(Notified::Noticed(notice)) => Sent::Noticed(row.number, notice),
                Ok(Notified::Nowhere) => Sent::Settled(Settled::Dropped(row.number)),
                Err(later) => Sent::Settled(self.later(row.number, wait_after(row.attempts, later))),
            });
        }
        settled
    }

    pub(super) fn later(&self, row: MessageNumber, wait: Duration) -> Settled {
        Settled::PutOff(row, self.clock.now().after(wait))
    }

    pub(super) async fn put_off(
        &self,
        sale: SaleId,
        row: MessageNumber,
        wait: Duration,
    ) -> Result<(), LedgerError> {
        self.ledger.settle(sale, &[self.later(row, wait)]).await
    }
}

/// The result of sending a message, to be recorded.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sent {
    /// It is settled by itself.
    Settled(Settled),
    /// It is the notice with the Claim button, and stands here. Staff's reply is due again.
    Noticed(MessageNumber, PostedNotice),
}

impl Sent {
    fn settled(&self) -> Option<Settled> {
        match self {
            Self::Settled(settled) => Some(*settled),
            Self::Noticed(..) => None,
        }
    }
}

/// Stops quietly where another task has moved the sale: that task tells how it stands.
pub(super) fn unless_overtaken<T>(done: Result<Option<T>, StepError>) -> Result<Option<T>, StepError> {
    match done {
        Err(LedgerError::Overtaken(_)) => Ok(None),
        done => done,
    }
}

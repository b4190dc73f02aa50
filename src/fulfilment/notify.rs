//! Sends the messages, roles and repeated keys that are due once a sale is settled or has to wait.
//!
//! Lanes of one sale run concurrently, so that a slow sales channel delays neither the reply to staff
//! nor a role. Messages of one lane are sent in order.
//!
//! Invariant: a message is settled only after it was sent.

use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::{Courier, Later, Notified};
use crate::domain::{DueMessage, Message, MessageNumber, PostedNotice, Sale, SaleId, SaleState, Settled};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use super::in_progress::Work;
use super::outbox::Subject;
use super::{Fulfilment, StepError, outbox, sale_span};

/// How long a finished lane waits for others, so that one write settles several lanes.
const TOGETHER: Duration = Duration::from_millis(100);
/// The time between two alarms about a sale that stays held.
const HELD_AGAIN: Duration = Duration::from_hours(24);

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sends every due message of a sale, except the DM that is a step of the sale. A message that
    /// Discord cannot accept now stays due. Skips a lane that another task is sending.
    ///
    /// # Errors
    /// Returns the ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn tell(&self, sale: SaleId) -> Result<(), LedgerError> {
        let moving = self.in_progress.begin(sale, Lane::Delivery);
        let record = self.ledger.sale(sale).await?;
        sale_span::record_sale(&record);
        self.tell_of(&record, moving).await
    }

    /// Sends every due message of a sale, all lanes concurrently. `moving` is the right to move the
    /// sale. Without it, DMs and roles are left to the task that holds the right.
    pub(super) async fn tell_of(&self, sale: &Sale, moving: Option<Work>) -> Result<(), LedgerError> {
        let (told, moved) = tokio::join!(biased; self.tell_lanes(sale), self.move_and_tell(sale, moving));
        told.and(moved)
    }

    /// Sends the DM and the roles that are due, and then the messages that became due as a result.
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

    /// Sends the due messages that do not move the sale. The caller has just read or written `sale`.
    /// Lanes that finish together are settled in one write.
    async fn tell_lanes(&self, sale: &Sale) -> Result<(), LedgerError> {
        let now = self.clock.now();
        let mut sending: FuturesUnordered<_> = [Lane::Reply, Lane::Channel, Lane::Reminder]
            .into_iter()
            .filter(|lane| sale.due_in(*lane, now).next().is_some())
            .filter_map(|lane| self.in_progress.begin(sale.id, lane).map(|work| (lane, work)))
            // Boxed, because most sales have nothing due in most lanes and need no space for it.
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
                // The slower lanes continue and are settled later.
                () = tokio::time::sleep(TOGETHER), if !sent.is_empty() => {
                    let mut settling = std::pin::pin!(self.settle_lanes(sale.id, std::mem::take(&mut sent)));
                    // A lane that is still sending may hold a lock that others wait for, so it is
                    // polled.
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

    /// Records which messages were sent in several lanes. Repeats a lane that another task asked for
    /// meanwhile.
    async fn settle_lanes(
        &self,
        sale: SaleId,
        sent: Vec<(Lane, Work, Vec<SentMessage>)>,
    ) -> Result<(), LedgerError> {
        let rows: Vec<SentMessage> = sent.iter().flat_map(|(.., rows)| rows).copied().collect();
        self.settle_sent(sale, &rows).await?;
        for (lane, work, _) in sent {
            if let Some(work) = work.finish() {
                Box::pin(self.go_on(sale, lane, work)).await?;
            }
        }
        Ok(())
    }

    /// Records which messages were sent. A posted notice with the Claim button makes the reply to staff
    /// due, and that reply is sent at once.
    async fn settle_sent(&self, sale: SaleId, sent: &[SentMessage]) -> Result<(), LedgerError> {
        let settled: Vec<Settled> = sent.iter().filter_map(SentMessage::settled).collect();
        self.ledger.settle(sale, &settled).await?;
        for sent in sent {
            if let SentMessage::Noticed(number, notice) = *sent {
                self.record_notice(sale, number, notice).await?;
                Box::pin(self.tell_lane(sale, Lane::Reply)).await?;
            }
        }
        Ok(())
    }

    /// Records where the notice with the Claim button was posted. Retries if another task has changed
    /// the sale.
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

    /// Sends the messages of one lane, unless another task is sending them. That task then checks once
    /// more for messages that became due meanwhile.
    pub(super) async fn tell_lane(&self, sale: SaleId, lane: Lane) -> Result<(), LedgerError> {
        match self.in_progress.begin(sale, lane) {
            Some(work) => self.go_on(sale, lane, work).await,
            None => Ok(()),
        }
    }

    /// Sends the messages of one lane, and repeats this as long as another task asks for the lane
    /// meanwhile.
    async fn go_on(&self, sale: SaleId, lane: Lane, work: Work) -> Result<(), LedgerError> {
        let mut work = Some(work);
        while let Some(at_work) = work {
            // The sale is read again here, because a message made from an older record could overwrite
            // a newer outcome.
            let record = self.ledger.sale(sale).await?;
            sale_span::record_sale(&record);
            let sent = self.send_rows(&record, lane).await;
            self.settle_sent(sale, &sent).await?;
            work = at_work.finish();
        }
        Ok(())
    }

    /// Sends the due messages of one lane, and returns the results to be settled. A message that
    /// Discord cannot accept now is put off.
    ///
    /// This function must not wait for the ledger, because [`tell_lanes`](Self::tell_lanes) may stop
    /// polling its future during a write. A lock that the future held or was granted would then never
    /// be released.
    async fn send_rows(&self, sale: &Sale, lane: Lane) -> Vec<SentMessage> {
        let mut rows: Vec<_> = sale.due_in(lane, self.clock.now()).collect();
        let mut settled = Vec::new();
        if lane == Lane::Reply && rows.len() > 1 {
            // All of them would show the same text, so only the last one is sent.
            let older = rows.drain(..rows.len() - 1);
            settled.extend(older.map(|row| SentMessage::Settled(Settled::Dropped(row.number))));
        }
        // The alarm is repeated even if nobody was reached: somebody may be reached the next time.
        let is_repeated =
            |row: &DueMessage| row.message == Message::HeldAlert && sale.state == SaleState::Held;
        for row in rows {
            settled.push(match self.send_due(Subject::Sale(sale, row)).await {
                Ok(Notified::Yes(_) | Notified::Nowhere) if is_repeated(row) => {
                    let again = self.clock.now().after(HELD_AGAIN);
                    SentMessage::Settled(Settled::PutOff(row.number, again))
                }
                Ok(Notified::Noticed(notice)) => SentMessage::Noticed(row.number, notice),
                sent => SentMessage::Settled(outbox::settled(row.number, sent)),
            });
        }
        settled
    }

    /// Records when to retry a message that Discord cannot accept now.
    pub(super) async fn put_off(
        &self,
        sale: SaleId,
        row: &DueMessage,
        later: Later,
    ) -> Result<(), LedgerError> {
        let next_attempt = self.next_attempt(row.attempts, later);
        self.ledger.settle(sale, &[Settled::PutOff(row.number, next_attempt)]).await
    }
}

/// The result of sending a message, which is not recorded yet.
#[derive(Debug, Clone, Copy)]
pub(super) enum SentMessage {
    /// The message is settled by a row of its own.
    Settled(Settled),
    /// The notice with the Claim button was posted here, which makes staff's reply due again.
    Noticed(MessageNumber, PostedNotice),
}

impl SentMessage {
    fn settled(&self) -> Option<Settled> {
        match self {
            Self::Settled(settled) => Some(*settled),
            Self::Noticed(..) => None,
        }
    }
}

/// Maps [`LedgerError::Overtaken`] to `None`: the task that moved the sale continues it.
pub(super) fn unless_overtaken<T>(done: Result<Option<T>, StepError>) -> Result<Option<T>, StepError> {
    match done {
        Err(LedgerError::Overtaken(_)) => Ok(None),
        done => done,
    }
}

//! The sale, whole.
//!
//! [`Fulfilment::sell`] begins one: it writes the request down, then lets the acknowledgement,
//! the draw and the opening of the DM channel run beside each other. `advance`
//! carries a sale on from the step its row names, be it a moment or a crash later. Every step
//! commits before it calls anybody, and commits what came of it. Of several licenses each is
//! assigned in its turn; what is certain is delivered. Assignments are made in `assign`, and what
//! is uncertain about one is cleared up in `doubt`.

use std::future::Future;
use std::time::Duration;

use tokio::sync::Notify;

use crate::courier::{Courier, OpenedDm};
use crate::domain::{ChannelId, LineState, SaleId, SaleState};
use crate::ledger::{Failure, Lane, LedgerError, Line, Requested, SaleRecord, SaleRequest};
use crate::reseller::Vendor;

use super::stock::{DrawError, Drawn};
use super::{Fulfilment, StepError};

/// How long after its last step a sale is taken up that has asked for no license yet.
const TAKEN_UP_WITHIN: Duration = Duration::from_mins(15);
/// How long the row waits to say that Discord has acknowledged the sale, should the draw come
/// soon: then one step says both.
const DRAW_PATIENCE: Duration = Duration::from_millis(30);
/// How long the opening of a DM channel may hold a sale up; delivery opens it again.
const DM_PATIENCE: Duration = Duration::from_secs(1);

/// What came of asking for a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sold {
    /// The sale was carried as far as it goes now; its row says how it stands.
    Begun(SaleId),
    /// The interaction came before: this is its sale, and nothing was sold again.
    Replayed(SaleId),
    /// No sale was begun, and the interaction not acknowledged: the reference belongs to this sale.
    Referenced(SaleId),
    /// No sale was begun, and the interaction not acknowledged: this sale made the faulty one good.
    Replaced(SaleId),
}

/// Why a sale was not even begun, or was given up by this task.
#[derive(Debug, thiserror::Error)]
pub enum NotSold {
    /// Discord did not accept the acknowledgement; the sale failed with nothing sold.
    #[error("Discord did not accept the acknowledgement")]
    NotAcknowledged,
    /// The ledger failed. What it holds is taken up again by recovery.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What a step leaves to do.
pub(super) enum Next {
    /// Go on from here.
    Step(SaleRecord),
    /// Nothing before this long from now.
    Later(SaleRecord, Duration),
}

/// How far a task takes a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// Through all that the vendor answers; delivery is another lane's.
    Assigned,
    /// Until it is settled or has to wait.
    Rest,
}

/// What is known beforehand by the task that began the sale.
#[derive(Default)]
pub(super) struct Prepared {
    /// Discord accepted the deferral, and the row may not say so yet.
    acknowledged: bool,
    drawn: Option<Result<Vec<Drawn>, DrawError>>,
    pub(super) dm_channel: Option<ChannelId>,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sells licenses. `acknowledge` defers the interaction; nothing is assigned unless it succeeds.
    ///
    /// # Errors
    /// [`NotSold`]; in either case no license was assigned by this call that recovery does not know of.
    pub async fn sell<A, E>(&self, request: SaleRequest, acknowledge: A) -> Result<Sold, NotSold>
    where
        A: Future<Output = Result<(), E>> + Send,
        E: std::fmt::Display,
    {
        let unacknowledged = self.crowd.join();
        // Boxed: it is handed on and on, and each hand would keep room for some 8 kB.
        let acknowledge = Box::pin(async move {
            let accepted = acknowledge.await;
            drop(unacknowledged);
            accepted
        });
        let sale = match self.ledger.request(&request).await? {
            Requested::New(sale) => sale,
            Requested::Repeats(sale) => return Box::pin(self.ask_first(sale, acknowledge)).await,
            Requested::Replayed(sale) => return Ok(Sold::Replayed(sale)),
            Requested::Referenced(sale) => return Ok(Sold::Referenced(sale)),
            Requested::Replaced(sale) => return Ok(Sold::Replaced(sale)),
        };
        let Some(work) = self.in_progress.begin(sale, Lane::Vendor) else { return Ok(Sold::Replayed(sale)) };
        let begun = Box::pin(self.begin(sale, &request, acknowledge));
        let record = self.telling_the_place(sale, begun).await?;
        Box::pin(self.tell_of(&record, Some(work))).await?;
        Ok(Sold::Begun(sale))
    }

    /// Acknowledges, draws and opens the DM channel, all at once – in a crowd the acknowledgement
    /// first – and carries the sale on.
    async fn begin<A, E>(
        &self,
        sale: SaleId,
        request: &SaleRequest,
        acknowledge: A,
    ) -> Result<SaleRecord, NotSold>
    where
        A: Future<Output = Result<(), E>> + Send,
        E: std::fmt::Display,
    {
        let is_drawn = Notify::new();
        let acknowledged = async {
            let (accepted, record) = tokio::join!(acknowledge, self.ledger.sale(sale));
            accepted.map_err(|error| {
                tracing::warn!(%sale, %error, "Discord did not accept the acknowledgement");
                NotSold::NotAcknowledged
            })?;
            // With the draw at hand the reservation tells of both; else staff's waiting begins here.
            let record = record?;
            match tokio::time::timeout(DRAW_PATIENCE, is_drawn.notified()).await {
                Ok(()) => Ok(record),
                Err(_) => Ok(self.ledger.acknowledged(&record).await?),
            }
        };
        let drawn = async {
            self.crowd.thins().await;
            let drawn = match request.license {
                Some(_) => None,
                None => Some(self.draw_for(request).await),
            };
            is_drawn.notify_one();
            Ok::<_, NotSold>(drawn)
        };
        let opened = async {
            self.crowd.thins().await;
            Ok(tokio::time::timeout(DM_PATIENCE, self.open_dm(request.buyer)).await)
        };
        match tokio::try_join!(acknowledged, drawn, opened) {
            Ok((record, drawn, opened)) => {
                let dm_channel = match opened {
                    Ok(Ok(OpenedDm::Channel(channel))) => Some(channel),
                    _ => None,
                };
                let prepared = Prepared { acknowledged: true, drawn, dm_channel };
                Ok(self.advance(record, prepared, Until::Rest).await?)
            }
            Err(error) => {
                self.not_acknowledged(sale).await?;
                Err(error)
            }
        }
    }

    /// Continues a sale until it is settled or has to wait, or until it is assigned. What is due
    /// about it then is not sent here.
    pub(super) async fn advance(
        &self,
        mut sale: SaleRecord,
        mut prepared: Prepared,
        until: Until,
    ) -> Result<SaleRecord, StepError> {
        loop {
            if let (SaleState::Acknowledged, Some(until)) = (sale.state, sale.confirm_until) {
                if self.clock.now() < until {
                    return Ok(sale);
                }
                sale = self.ledger.declined(&sale, None).await?;
                continue;
            }
            let next = match sale.state {
                SaleState::Acknowledged | SaleState::Reserved if self.is_too_late(&sale) => {
                    self.end(&sale, Failure::TooLate, None).await?
                }
                SaleState::Requested if prepared.acknowledged => {
                    self.draw_and_reserve(&sale, prepared.drawn.take()).await?
                }
                SaleState::Requested => self.give_up_unacknowledged(&sale).await?,
                SaleState::Acknowledged => self.draw_and_reserve(&sale, prepared.drawn.take()).await?,
                SaleState::Reserved => self.assign_reserved(&sale).await?,
                SaleState::Assigning => self.assignment_interrupted(&sale).await?,
                SaleState::InDoubt => self.resolve_doubt(&sale).await?,
                SaleState::Assigned if until == Until::Assigned => return Ok(sale),
                SaleState::Assigned => self.deliver(&sale, prepared.dm_channel).await?,
                SaleState::Held | SaleState::Undelivered | SaleState::Delivered | SaleState::Failed => {
                    return Ok(sale);
                }
            };
            match next {
                Next::Step(moved) => sale = moved,
                Next::Later(moved, wait) => {
                    return self.ledger.wait(&moved, self.clock.now().after(wait)).await;
                }
            }
        }
    }

    /// Tells whether a sale that asks for no license now was left alone for so long after its
    /// interaction or press that staff have sold again by now.
    fn is_too_late(&self, sale: &SaleRecord) -> bool {
        let is_asked_for = |line: &Line| line.state != LineState::Quarantined && line.attempts > 0;
        // A press counts from then on: it gives the sale its token.
        let since = sale.updated_at.max(sale.reply_token_until.before(TAKEN_UP_WITHIN));
        !sale.lines.iter().any(is_asked_for) && self.clock.now().since(since) > TAKEN_UP_WITHIN
    }

    /// Continues a sale from what a step has left to do.
    pub(super) async fn follow(&self, next: Next, until: Until) -> Result<SaleRecord, StepError> {
        match next {
            Next::Step(sale) => self.advance(sale, Prepared::default(), until).await,
            Next::Later(sale, wait) => self.ledger.wait(&sale, self.clock.now().after(wait)).await,
        }
    }

    /// A crash came before Discord accepted the deferral: staff saw "did not respond" and sell again.
    async fn give_up_unacknowledged(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        self.end(sale, Failure::NotAcknowledged, None).await
    }
}

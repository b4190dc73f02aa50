//! The sale, whole.
//!
//! [`Fulfilment::sell`] begins one: it writes the request down, then lets the acknowledgement,
//! the draw and the opening of the DM channel run beside each other. `advance`
//! carries a sale on from the step its row names, be it a moment or a crash later. Every step
//! commits before it calls anybody, and commits what came of it. Of several licenses each is
//! assigned in its turn; what is certain is delivered.

use std::future::Future;
use std::time::Duration;

use tokio::sync::Notify;

use crate::courier::{Courier, OpenedDm};
use crate::domain::{ChannelId, LineState, SaleId, SaleState};
use crate::ledger::{Failure, Lane, LedgerError, Line, Requested, SaleRecord, SaleRequest};
use crate::reseller::{Vendor, VendorError, VendorMessage};

use super::asking::{MOST_TRIES, MOST_WAITS};
use super::judgement::{back_off, evidence, is_free, may_pass, pause_before, the_line};
use super::stock::{DrawError, Drawn};
use super::{Fulfilment, StepError};

/// Refusals after a doubt, with `licenseinfo` calling the license free, before staff decide.
const MOST_REFUSALS: i64 = 3;
/// Age of a reservation from which its license is looked at again before it is first assigned.
const STALE_RESERVATION: Duration = Duration::from_mins(1);
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
                SaleState::Requested if prepared.acknowledged => {
                    self.draw_and_reserve(&sale, prepared.drawn.take()).await?
                }
                SaleState::Requested => self.give_up_unacknowledged(&sale).await?,
                SaleState::Acknowledged => self.draw_and_reserve(&sale, prepared.drawn.take()).await?,
                SaleState::Reserved => self.assign_reserved(&sale).await?,
                SaleState::Assigning => self.doubt_interrupted(&sale).await?,
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

    /// A crash came before Discord accepted the deferral: staff saw "did not respond" and sell again.
    async fn give_up_unacknowledged(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        self.end(sale, Failure::NotAcknowledged, None).await
    }

    // Assign.

    async fn assign_reserved(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        let line = the_line(sale, LineState::Reserved)?;
        let now = self.clock.now();
        if !self.is_fresh(line) {
            match self.look(line).await {
                Ok(info) if is_free(&info, now) => self.ledger.seen_free(line, now).await?,
                Ok(_) | Err(VendorError::Refused(_)) => {
                    return self.end(sale, Failure::StockMoves, None).await;
                }
                Err(error) if may_pass(&error) && sale.waits < i64::from(MOST_TRIES) => {
                    return Ok(Next::Later(sale.clone(), back_off(sale.waits)));
                }
                Err(error) => return self.end_unassigned(sale, &error).await,
            }
        }
        self.assign(self.ledger.begin_assigning(sale, line).await?).await
    }

    /// Whether the vendor called a license free a moment ago.
    fn is_fresh(&self, line: &Line) -> bool {
        line.seen_free_at.is_some_and(|at| self.clock.now().since(at) <= STALE_RESERVATION)
    }

    /// Assigns the license that the ledger says is being assigned, and those reserved after it.
    pub(super) async fn assign(&self, mut sale: SaleRecord) -> Result<Next, StepError> {
        let mut tries = 1;
        loop {
            let line = the_line(&sale, LineState::Assigning)?;
            match self.vendor.assign_license(&line.license.key, sale.buyer).await {
                Ok(()) => {
                    self.pause.end();
                    let next = sale.in_state(LineState::Reserved).next().filter(|next| self.is_fresh(next));
                    sale = self.ledger.assigned(&sale, line, false, next).await?;
                    if sale.state != SaleState::Assigning {
                        return Ok(Next::Step(sale));
                    }
                    tries = 1;
                }
                Err(VendorError::RateLimited) if tries < MOST_WAITS => tries += 1,
                Err(VendorError::NeverSent(_)) if tries < MOST_TRIES => {
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                Err(error) if error.is_unanswered() => return self.doubt(&sale, line, &error).await,
                Err(VendorError::Refused(words)) => return self.refused_at_first(&sale, line, &words).await,
                Err(error) => return self.end_unassigned(&sale, &error).await,
            }
        }
    }

    /// A definite refusal: the vendor did nothing. Whether another license is drawn depends on why.
    async fn refused_at_first(
        &self,
        sale: &SaleRecord,
        line: &Line,
        words: &VendorMessage,
    ) -> Result<Next, StepError> {
        let now = self.clock.now();
        let evidence = match self.look(line).await {
            Ok(info) if info.is_assigned => "refused, and assigned already",
            Ok(info) if !is_free(&info, now) => "refused, and expired",
            Err(VendorError::Refused(_)) => "refused, and unknown to the vendor",
            Ok(_) | Err(_) => return self.end(sale, Failure::Refused, Some(words)).await,
        };
        if sale.names_its_license() {
            return self.end(sale, Failure::Refused, Some(words)).await;
        }
        tracing::warn!(sale = %sale.id, evidence, "the license is not ours to sell; drawing another");
        Ok(Next::Step(self.ledger.release(sale, line, evidence).await?))
    }

    // Doubt: never a second key.

    /// The row says `assigning` and no task is at it: the process ended before the answer was written down.
    async fn doubt_interrupted(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        let line = the_line(sale, LineState::Assigning)?;
        Ok(Next::Step(self.ledger.in_doubt(sale, line, "interrupted", false).await?))
    }

    async fn doubt(&self, sale: &SaleRecord, line: &Line, error: &VendorError) -> Result<Next, StepError> {
        tracing::warn!(sale = %sale.id, %error, "the assignment is in doubt; asking the vendor");
        Ok(Next::Step(self.ledger.in_doubt(sale, line, evidence(error), false).await?))
    }

    /// Asks what became of the license, and assigns the same one to the same buyer again where it is free.
    async fn resolve_doubt(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        let line = the_line(sale, LineState::InDoubt)?;
        match self.look(line).await {
            Ok(info) if info.is_assigned => {
                return Ok(Next::Step(self.ledger.assigned(sale, line, true, None).await?));
            }
            Ok(info) if !is_free(&info, self.clock.now()) => {
                return self.hold(sale, line, "expired while in doubt").await;
            }
            Ok(_) if line.refusals >= MOST_REFUSALS => {
                return self.hold(sale, line, "free, but refused again and again").await;
            }
            Ok(_) => {}
            Err(VendorError::Refused(_)) => return self.hold(sale, line, "unknown to the vendor").await,
            Err(error) => return Ok(self.ask_later(sale, &error)),
        }
        let sale = self.ledger.begin_assigning(sale, line).await?;
        let line = the_line(&sale, LineState::Assigning)?;
        match self.vendor.assign_license(&line.license.key, sale.buyer).await {
            Ok(()) => Ok(Next::Step(self.ledger.assigned(&sale, line, false, None).await?)),
            Err(error) => {
                let refused = matches!(error, VendorError::Refused(_));
                let sale = self.ledger.in_doubt(&sale, line, evidence(&error), refused).await?;
                if refused { Ok(Next::Step(sale)) } else { Ok(self.ask_later(&sale, &error)) }
            }
        }
    }

    fn ask_later(&self, sale: &SaleRecord, error: &VendorError) -> Next {
        if matches!(error, VendorError::Unauthorised(_)) {
            self.pause.begin(self.clock.now());
        }
        tracing::warn!(sale = %sale.id, %error, "the doubt stays; asking again later");
        Next::Later(sale.clone(), back_off(sale.waits))
    }

    async fn hold(&self, sale: &SaleRecord, line: &Line, evidence: &'static str) -> Result<Next, StepError> {
        tracing::error!(sale = %sale.id, evidence, "the evidence contradicts itself; staff decide");
        Ok(Next::Step(self.ledger.hold(sale, line, evidence).await?))
    }
}

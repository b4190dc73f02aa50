//! The sale, whole.
//!
//! [`Fulfilment::sell`] begins one: it writes the request down, then lets the acknowledgement,
//! the draw and the opening of the DM channel run beside each other. `advance`
//! carries a sale on from the step its row names, be it a moment or a crash later. Every step
//! commits before it calls anybody, and commits what came of it.

use std::future::Future;
use std::time::Duration;

use crate::courier::{Courier, OpenedDm};
use crate::domain::{ChannelId, KeyHash, LineState, SaleId, SaleState};
use crate::ledger::{EventKind, Failure, LedgerError, Line, Requested, Reservation, SaleRecord, SaleRequest};
use crate::reseller::{Vendor, VendorError, VendorMessage};

use super::asking::MOST_TRIES;
use super::judgement::{assigning, back_off, differs, evidence, is_free, may_pass, pause_before, the_line};
use super::stock::{DrawError, Drawn};
use super::{Fulfilment, StepError};

/// Licenses tried for one sale before the stock is called unfit.
const MOST_DRAWS: usize = 5;
/// Refusals after a doubt, with `licenseinfo` calling the license free, before staff decide.
const MOST_REFUSALS: i64 = 3;
/// Age of a reservation from which its license is looked at again before it is first assigned.
const STALE_RESERVATION: Duration = Duration::from_mins(1);
/// How long the opening of a DM channel may hold a sale up; delivery opens it again.
const DM_PATIENCE: Duration = Duration::from_secs(1);

/// What came of asking for a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sold {
    /// The sale was carried as far as it goes now; its row says how it stands.
    Begun(SaleId),
    /// The interaction came before: this is its sale, and nothing was sold again.
    Replayed(SaleId),
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
    /// Go on with the state the row has now.
    Step,
    /// Nothing before this long from now.
    Later(Duration),
}

/// What is known beforehand by the task that began the sale.
#[derive(Default)]
pub(super) struct Prepared {
    drawn: Option<Result<Drawn, DrawError>>,
    pub(super) dm_channel: Option<ChannelId>,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sells a license. `acknowledge` defers the interaction; nothing is assigned unless it succeeds.
    ///
    /// # Errors
    /// [`NotSold`]; in either case no license was assigned by this call that recovery does not know of.
    pub async fn sell<A, E>(&self, request: SaleRequest, acknowledge: A) -> Result<Sold, NotSold>
    where
        A: Future<Output = Result<(), E>> + Send,
        E: std::fmt::Display,
    {
        let sale = match self.ledger.request(&request).await? {
            Requested::New(sale) => sale,
            Requested::Replayed(sale) => return Ok(Sold::Replayed(sale)),
            Requested::Repeats(sale) => return self.ask_first(sale, acknowledge).await,
        };
        let Some(_at_work) = self.busy.begin(sale) else { return Ok(Sold::Replayed(sale)) };
        let acknowledged = async {
            acknowledge.await.map_err(|error| {
                tracing::warn!(%sale, %error, "Discord did not accept the acknowledgement");
                NotSold::NotAcknowledged
            })?;
            Ok::<(), NotSold>(self.ledger.acknowledged(sale).await?)
        };
        let drawn = async {
            match request.license {
                Some(_) => Ok(None),
                None => Ok(Some(self.draw(request.product.as_ref(), request.staff, &[]).await)),
            }
        };
        let opened =
            async { Ok(tokio::time::timeout(DM_PATIENCE, self.courier.open_dm(request.buyer)).await) };
        match tokio::try_join!(acknowledged, drawn, opened) {
            Ok(((), drawn, opened)) => {
                let dm_channel = match opened {
                    Ok(Ok(OpenedDm::Channel(channel))) => Some(channel),
                    _ => None,
                };
                self.advance(sale, Prepared { drawn, dm_channel }).await?;
                Ok(Sold::Begun(sale))
            }
            Err(error) => {
                self.not_acknowledged(sale).await?;
                Err(error)
            }
        }
    }

    /// Carries a sale on until it is settled or has to wait, and tells what there is to tell.
    pub(super) async fn advance(&self, sale: SaleId, mut prepared: Prepared) -> Result<(), StepError> {
        loop {
            let record = self.ledger.sale(sale).await?;
            if let (SaleState::Acknowledged, Some(until)) = (record.state, record.confirm_until) {
                if self.clock.now() < until {
                    return self.tell_of(&record).await;
                }
                self.ledger.declined(&record, None).await?;
                continue;
            }
            let next = match record.state {
                SaleState::Requested => self.give_up_unacknowledged(&record).await?,
                SaleState::Acknowledged => self.draw_and_reserve(&record, prepared.drawn.take()).await?,
                SaleState::Reserved => self.assign_reserved(&record).await?,
                SaleState::Assigning => self.doubt_interrupted(&record).await?,
                SaleState::InDoubt => self.resolve_doubt(&record).await?,
                SaleState::Assigned => self.deliver(&record, prepared.dm_channel).await?,
                SaleState::Held | SaleState::Undelivered | SaleState::Delivered | SaleState::Failed => {
                    return self.tell_of(&record).await;
                }
            };
            if let Next::Later(wait) = next {
                self.ledger.wait(&self.ledger.sale(sale).await?, self.clock.now().after(wait)).await?;
                return self.tell(sale).await;
            }
        }
    }

    /// A crash came before Discord accepted the deferral: staff saw "did not respond" and sell again.
    async fn give_up_unacknowledged(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        self.fail(sale, Failure::NotAcknowledged, None).await
    }

    // Draw and reserve.

    async fn draw_and_reserve(
        &self,
        sale: &SaleRecord,
        drawn: Option<Result<Drawn, DrawError>>,
    ) -> Result<Next, StepError> {
        if self.pause.is_on(self.clock.now()) {
            return self.fail(sale, Failure::SellingPaused, None).await;
        }
        let tried: Vec<KeyHash> = sale.released().map(|line| line.license.key.hash()).collect();
        if tried.len() >= MOST_DRAWS {
            return self.fail(sale, Failure::StockMoves, None).await;
        }
        let named = sale.lines.iter().find(|line| line.state == LineState::Wanted);
        let drawn = match (drawn, named) {
            (Some(drawn), _) => drawn,
            (None, Some(line)) => match self.look_at_named(sale, line).await? {
                Ok(drawn) => Ok(drawn),
                Err(next) => return Ok(next),
            },
            (None, None) => self.draw(sale.product.as_ref(), sale.staff, &tried).await,
        };
        match drawn {
            Ok(drawn) => match self.ledger.reserve(sale, &drawn.license, drawn.seen_free_at).await? {
                Reservation::Taken if named.is_some() => self.fail(sale, Failure::NamedIsTaken, None).await,
                Reservation::Made | Reservation::Taken => Ok(Next::Step),
            },
            Err(DrawError::OutOfStock) => self.fail(sale, Failure::OutOfStock, None).await,
            Err(DrawError::Ledger(error)) => Err(error),
            Err(DrawError::Vendor(error)) => self.fail_unassigned(sale, &error).await,
        }
    }

    /// Staff named a license: the vendor says whether it may be sold; nothing replaces it.
    async fn look_at_named(&self, sale: &SaleRecord, line: &Line) -> Result<Result<Drawn, Next>, StepError> {
        let now = self.clock.now();
        let failure = match self.look(line).await {
            Ok(info) if info.is_assigned => Failure::NamedIsAssigned,
            Ok(info) if info.is_expired || info.license.is_expired(now) => Failure::NamedIsExpired,
            Ok(info) if differs(sale.product.as_ref(), info.license.product.as_ref()) => {
                Failure::NamedIsOther
            }
            Ok(info) => return Ok(Ok(Drawn::named(info.license, now))),
            Err(VendorError::Refused(_)) => Failure::NamedIsUnknown,
            Err(error) => return Ok(Err(self.fail_unassigned(sale, &error).await?)),
        };
        Ok(Err(self.fail(sale, failure, None).await?))
    }

    // Assign.

    async fn assign_reserved(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        let line = the_line(sale)?;
        let now = self.clock.now();
        if line.seen_free_at.is_none_or(|at| now.since(at) > STALE_RESERVATION) {
            match self.look(line).await {
                Ok(info) if is_free(&info, now) => self.ledger.seen_free(line, now).await?,
                Ok(_) | Err(VendorError::Refused(_)) => {
                    return self.fail(sale, Failure::StockMoves, None).await;
                }
                Err(error) if may_pass(&error) && sale.waits < i64::from(MOST_TRIES) => {
                    return Ok(Next::Later(back_off(sale.waits)));
                }
                Err(error) => return self.fail_unassigned(sale, &error).await,
            }
        }
        self.ledger.begin_assigning(sale, line).await?;
        let mut tries = 1;
        loop {
            match self.vendor.assign_license(&line.license.key, sale.buyer).await {
                Ok(()) => {
                    self.pause.end();
                    return self.is_assigned(sale, line, EventKind::Assigned).await;
                }
                Err(VendorError::RateLimited) if tries < MOST_TRIES => tries += 1,
                Err(VendorError::NeverSent) if tries < MOST_TRIES => {
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                Err(error) if error.is_doubtful() => return self.doubt(sale, line, &error).await,
                Err(VendorError::Refused(words)) => return self.refused_at_first(sale, line, &words).await,
                Err(error) => return self.fail_unassigned(&assigning(sale), &error).await,
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
            Ok(_) | Err(_) => {
                return self.fail(&assigning(sale), Failure::Refused, Some(words)).await;
            }
        };
        if sale.names_its_license() {
            return self.fail(&assigning(sale), Failure::Refused, Some(words)).await;
        }
        tracing::warn!(sale = %sale.id, evidence, "the license is not ours to sell; drawing another");
        self.ledger.release(sale.id, line, evidence).await?;
        Ok(Next::Step)
    }

    async fn is_assigned(&self, sale: &SaleRecord, line: &Line, kind: EventKind) -> Result<Next, StepError> {
        let from = match kind {
            EventKind::Reconciled => (SaleState::InDoubt, LineState::InDoubt),
            _ => (SaleState::Assigning, LineState::Assigning),
        };
        self.ledger.assigned(sale.id, line, from, kind).await?;
        Ok(Next::Step)
    }

    // Doubt: never a second key.

    /// The row says `assigning` and no task is at it: the process ended before the answer was written down.
    async fn doubt_interrupted(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        self.ledger.in_doubt(sale.id, the_line(sale)?, "interrupted", false).await?;
        Ok(Next::Step)
    }

    async fn doubt(&self, sale: &SaleRecord, line: &Line, error: &VendorError) -> Result<Next, StepError> {
        tracing::warn!(sale = %sale.id, %error, "the assignment is in doubt; asking the vendor");
        self.ledger.in_doubt(sale.id, line, evidence(error), false).await?;
        Ok(Next::Step)
    }

    /// Asks what became of the license, and assigns the same one to the same buyer again where it is free.
    async fn resolve_doubt(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        let line = the_line(sale)?;
        match self.look(line).await {
            Ok(info) if info.is_assigned => return self.is_assigned(sale, line, EventKind::Reconciled).await,
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
        self.ledger.begin_assigning(sale, line).await?;
        match self.vendor.assign_license(&line.license.key, sale.buyer).await {
            Ok(()) => self.is_assigned(sale, line, EventKind::Assigned).await,
            Err(error) => {
                let refused = matches!(error, VendorError::Refused(_));
                self.ledger.in_doubt(sale.id, line, evidence(&error), refused).await?;
                if refused { Ok(Next::Step) } else { Ok(self.ask_later(sale, &error)) }
            }
        }
    }

    fn ask_later(&self, sale: &SaleRecord, error: &VendorError) -> Next {
        if matches!(error, VendorError::Unauthorised(_)) {
            self.pause.begin(self.clock.now());
        }
        tracing::warn!(sale = %sale.id, %error, "the doubt stays; asking again later");
        Next::Later(back_off(sale.waits))
    }

    async fn hold(&self, sale: &SaleRecord, line: &Line, evidence: &'static str) -> Result<Next, StepError> {
        tracing::error!(sale = %sale.id, evidence, "the evidence contradicts itself; staff decide");
        self.ledger.hold(sale.id, line, evidence).await?;
        Ok(Next::Step)
    }

    // What the steps share.

    /// Ends a sale of which the vendor has certainly assigned nothing.
    async fn fail_unassigned(&self, sale: &SaleRecord, error: &VendorError) -> Result<Next, StepError> {
        match error {
            VendorError::Unauthorised(words) => {
                let news = self.pause.begin(self.clock.now());
                let failure = if news { Failure::ApiKeyRefused } else { Failure::SellingPaused };
                tracing::error!(%words, "the vendor refuses our API key; selling pauses");
                self.fail(sale, failure, Some(words)).await
            }
            VendorError::Refused(words) => self.fail(sale, Failure::Refused, Some(words)).await,
            VendorError::RateLimited => self.fail(sale, Failure::RateLimited, None).await,
            _ => self.fail(sale, Failure::VendorUnreachable, None).await,
        }
    }

    async fn fail(
        &self,
        sale: &SaleRecord,
        failure: Failure,
        words: Option<&VendorMessage>,
    ) -> Result<Next, StepError> {
        tracing::info!(sale = %sale.id, failure = failure.as_str(), "nothing was sold");
        self.ledger.fail(sale, sale.state, failure, words.map(VendorMessage::as_str)).await?;
        Ok(Next::Step)
    }
}

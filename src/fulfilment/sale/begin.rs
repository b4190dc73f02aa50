//! Begins a sale: defers the interaction, records the request, draws licenses and opens the DM channel, all
//! concurrently.
//!
//! Invariant: nothing is assigned before both the deferral and the record have succeeded. A draw changes
//! nothing at the vendor, so that a sale that does not begin has no effect there.

use std::future::Future;
use std::time::Duration;

use futures_util::FutureExt;
use tracing::field::Empty;
use tracing::instrument;

use crate::courier::{Courier, OpenedDm};
use crate::domain::{BuyerId, ChannelId, Failure, Sale, SaleId, SaleRequest, SaleState};
use crate::fulfilment::in_progress::Work;
use crate::fulfilment::speculative_work::{Early, beside};
use crate::fulfilment::step_time::SaleStep;
use crate::fulfilment::stock::{DrawError, Drawn};
use crate::fulfilment::{Fulfilment, StepError, sale_span};
use crate::ledger::{Lane, LedgerError, Requested};
use crate::reseller::Vendor;

use super::next_work::{Next, Prepared, Until};

/// The maximum time that opening a DM channel may delay a sale. Delivery retries the opening if
/// necessary.
const DM_PATIENCE: Duration = Duration::from_secs(1);

/// The result of a command to sell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sold {
    /// The sale was continued until it is settled or has to wait. Its row holds its state.
    Begun(SaleId),
    /// The interaction is a duplicate, and this is the sale that it began. Nothing was sold again.
    Replayed(SaleId),
    /// The interaction is a duplicate of one whose sale is beginning. Nothing was done.
    UnderWay,
    /// No sale was begun, because the reference belongs to this sale. The interaction is deferred.
    Referenced(SaleId),
    /// No sale was begun, because this sale has replaced the faulty one. The interaction is deferred.
    Replaced(SaleId),
}

/// The reason why a sale was not begun, or was given up by this task.
#[derive(Debug, thiserror::Error)]
pub enum NotSold {
    /// Discord did not accept the acknowledgement; the sale failed with nothing sold.
    #[error("Discord did not accept the acknowledgement")]
    NotAcknowledged,
    /// The ledger failed. Recovery continues the sale if the ledger holds it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Starts `work` after the HTTP client had a chance to send the deferral, which staff wait for.
fn after_the_deferral<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    tokio::task::yield_now().then(|()| work)
}

/// A sale that is recorded and acknowledged, or the reason why there is none.
enum Begun {
    Sale(Box<Sale>, Work),
    Other(Sold),
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sells licenses. `acknowledge` defers the interaction; nothing is assigned unless it succeeds.
    ///
    /// # Errors
    /// Returns [`NotSold`]. Recovery knows of every license that this call may have assigned.
    #[instrument(
        name = "sale",
        skip_all,
        fields(sale = Empty, guild = %request.guild, staff = %request.staff, buyer = %request.buyer)
    )]
    pub async fn sell<A, E>(&self, request: SaleRequest, acknowledge: A) -> Result<Sold, NotSold>
    where
        A: Future<Output = Result<(), E>> + Send,
        E: std::fmt::Display,
    {
        // Two simultaneous copies of an interaction would share the work: one might defer it while only the
        // other records it.
        let Some(_beginning) = self.beginning.begin(request.interaction) else { return Ok(Sold::UnderWay) };
        let mut draw = Early::of(after_the_deferral(self.draw_unless_named(&request)));
        let mut open = Early::of(after_the_deferral(self.open_soon(request.buyer)));
        // This and the later parts are boxed, so that a waiting sale holds memory only for its current part.
        let begun = Box::pin(self.record_and_acknowledge(&request, acknowledge));
        let begun = beside(&mut draw, &mut open, begun).await;
        let (sale, work) = match begun? {
            Begun::Sale(sale, work) => (*sale, work),
            Begun::Other(sold) => return Ok(sold),
        };
        let id = sale.id;
        let going_on = Box::pin(self.go_on_with(sale, draw, open));
        let sale = Box::pin(self.showing_queue_position(id, going_on)).await?;
        Box::pin(self.tell_of(&sale, Some(work))).await?;
        Ok(Sold::Begun(id))
    }

    async fn draw_unless_named(&self, request: &SaleRequest) -> Option<Result<Vec<Drawn>, DrawError>> {
        match request.license {
            Some(_) => None,
            None => Some(self.draw_for(request).await),
        }
    }

    /// Records the request while the interaction is deferred.
    async fn record_and_acknowledge<A, E>(
        &self,
        request: &SaleRequest,
        acknowledge: A,
    ) -> Result<Begun, NotSold>
    where
        A: Future<Output = Result<(), E>> + Send,
        E: std::fmt::Display,
    {
        let acknowledge = self.timed(SaleStep::Acknowledge, acknowledge);
        let (accepted, requested) =
            tokio::join!(biased; acknowledge, after_the_deferral(self.ledger.request(request)));
        let sale = match requested? {
            Requested::New(sale) => *sale,
            Requested::Repeats(sale) => self.ledger.sale(sale).await?,
            Requested::Replayed(sale) => return Ok(Begun::Other(Sold::Replayed(sale))),
            Requested::Referenced(sale) => return Ok(Begun::Other(Sold::Referenced(sale))),
            Requested::Replaced(sale) => return Ok(Begun::Other(Sold::Replaced(sale))),
        };
        sale_span::record_number(sale.id);
        let Some(work) = self.in_progress.begin(sale.id, Lane::Vendor) else {
            return Ok(Begun::Other(Sold::Replayed(sale.id)));
        };
        match accepted {
            Ok(()) => Ok(Begun::Sale(Box::new(sale), work)),
            Err(error) => {
                tracing::warn!("sale {}: Discord did not accept the acknowledgement: {error}", sale.id);
                self.end(&sale, Failure::NotAcknowledged, None).await?;
                Err(NotSold::NotAcknowledged)
            }
        }
    }

    /// Continues a sale that is recorded and acknowledged. Records the acknowledgement if the draw takes
    /// longer; otherwise the reservation records it too.
    async fn go_on_with(
        &self,
        mut sale: Sale,
        mut draw: Early<'_, Option<Result<Vec<Drawn>, DrawError>>>,
        mut open: Early<'_, Option<ChannelId>>,
    ) -> Result<Sale, StepError> {
        if sale.question.is_some() {
            drop((draw, open));
            sale = self.ledger.commit(sale.acknowledged(self.clock.now())?).await?;
            return Box::pin(self.advance(sale, Prepared::default(), Until::Rest)).await;
        }
        let mut drawn = draw.take();
        if drawn.is_none() {
            let acknowledged = self.ledger.commit(sale.acknowledged(self.clock.now())?);
            sale = beside(&mut draw, &mut open, acknowledged).await?;
            let mut nothing = Early::of(std::future::ready(()));
            drawn = beside(&mut open, &mut nothing, draw.finish()).await;
        }
        let mut nothing = Early::of(std::future::ready(()));
        let reserved = self.draw_and_reserve(&sale, drawn.flatten());
        let next = match beside(&mut open, &mut nothing, reserved).await? {
            Next::Assigned(assigned) => match open.take().flatten() {
                Some(channel) => return Box::pin(self.deliver_beside(&assigned, channel)).await,
                None => Next::Assigned(assigned),
            },
            next => next,
        };
        let sale = beside(&mut open, &mut nothing, self.follow(next, Until::Assigned)).await?;
        if sale.state != SaleState::Assigned {
            return Ok(sale);
        }
        let dm_channel = open.finish().await.flatten();
        Box::pin(self.advance(sale, Prepared { drawn: None, dm_channel }, Until::Rest)).await
    }

    /// Opens the buyer's DM channel, or returns `None` if that takes too long.
    async fn open_soon(&self, buyer: BuyerId) -> Option<ChannelId> {
        match tokio::time::timeout(DM_PATIENCE, self.open_dm(buyer)).await {
            Ok(Ok(OpenedDm::Channel(channel))) => Some(channel),
            _ => None,
        }
    }
}

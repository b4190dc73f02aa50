//! Draws and reserves licenses for an acknowledged sale, and ends a sale when there are none.
//!
//! Invariant: staff are asked before a sale that the stock cannot satisfy sells anything.

use crate::courier::Courier;
use crate::domain::{Failure, Line, LineState, Question, Sale, SaleState};
use crate::reseller::{Vendor, VendorError, VendorMessage};

use super::next_work::Next;
use crate::fulfilment::outcome::{differs, failure};
use crate::fulfilment::stock::{DrawError, Drawn, Wish};
use crate::fulfilment::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    pub(super) async fn draw_and_reserve(
        &self,
        sale: &Sale,
        drawn: Option<Result<Vec<Drawn>, DrawError>>,
    ) -> Result<Next, StepError> {
        if !self.ledger.is_reconciled() {
            return self.end(sale, Failure::NotReconciled, None).await;
        }
        if self.pause.is_on(self.clock.moment()) {
            return self.end(sale, self.failure_of_pause(), None).await;
        }
        let to_draw = sale.to_draw();
        if to_draw == 0 {
            return self.reserved_enough(sale, None).await;
        }
        let named = sale.in_state(LineState::Wanted).next();
        let drawn = match (drawn, named) {
            (Some(drawn), _) => drawn,
            (None, Some(line)) => match self.look_at_named(sale, line).await? {
                Ok(drawn) => Ok(vec![drawn]),
                Err(next) => return Ok(next),
            },
            (None, None) => {
                let wish = Wish {
                    product: sale.product.as_ref(),
                    count: to_draw,
                    ..self.wish(sale.guild, sale.staff)
                };
                self.draw(&wish).await
            }
        };
        match drawn {
            Ok(drawn) if drawn.len() < to_draw => self.too_few(sale, &drawn, 0).await,
            Ok(drawn) => self.reserve(sale, &drawn, named.is_some(), None).await,
            Err(DrawError::OutOfStock(unreadable)) => self.too_few(sale, &[], unreadable).await,
            Err(DrawError::SeveralProducts(products)) => self.ask(sale, Question::Product(products)).await,
            Err(DrawError::Ledger(error)) => Err(error),
            Err(DrawError::Vendor(error)) => self.end_unassigned(sale, &error).await,
        }
    }

    /// Reserves drawn licenses, and assigns them at once unless one has to be looked up first.
    async fn reserve(
        &self,
        sale: &Sale,
        drawn: &[Drawn],
        is_named: bool,
        short: Option<Failure>,
    ) -> Result<Next, StepError> {
        let now = self.clock.moment();
        self.sightings.remember(drawn.iter().map(|drawn| (drawn.license.key.hash(), drawn.asked_at)), now);
        let is_fresh =
            drawn.first().is_some_and(|drawn| self.sightings.is_fresh(&drawn.license.key.hash(), now));
        // Licenses that were reserved before are assigned first.
        let and_assign = is_fresh && sale.in_state(LineState::Reserved).next().is_none();
        let licenses = drawn.iter().map(|drawn| drawn.license.clone()).collect();
        let reserved = sale.reserved(self.clock.now(), licenses, and_assign, short)?;
        match self.ledger.commit(reserved).await {
            Ok(sale) if sale.state == SaleState::Assigning => self.assign(sale).await,
            Ok(sale) => Ok(Next::Step(sale)),
            Err(error) if !error.is_unique_violation() => Err(error),
            // Another live sale holds one of the licenses, and nothing was changed.
            Err(_) if is_named => self.end(sale, Failure::NamedIsTaken, None).await,
            Err(_) => Ok(Next::Step(self.acknowledged(sale).await?)),
        }
    }

    async fn reserved_enough(&self, sale: &Sale, short: Option<Failure>) -> Result<Next, StepError> {
        Ok(Next::Step(self.ledger.commit(sale.reserved_enough(self.clock.now(), short)?).await?))
    }

    /// Handles a stock with too few licenses. If nothing is sold yet, asks staff whether these are
    /// enough. Otherwise continues the sale with them.
    async fn too_few(&self, sale: &Sale, drawn: &[Drawn], unreadable: u32) -> Result<Next, StepError> {
        let reserved = sale.in_state(LineState::Reserved).count();
        if sale.sold().next().is_none() {
            return match u8::try_from(reserved + drawn.len()) {
                Ok(offered) if offered > 0 => self.ask(sale, Question::Partial(offered)).await,
                _ => {
                    tracing::info!(unreadable, "sale {}: no license of the stock fits", sale.id);
                    let ended = sale.out_of_stock(self.clock.now(), unreadable)?;
                    Ok(Next::Step(self.ledger.commit(ended).await?))
                }
            };
        }
        if drawn.is_empty() && reserved == 0 {
            return self.end(sale, Failure::OutOfStock, None).await;
        }
        let short = Some(Failure::OutOfStock);
        if drawn.is_empty() {
            return self.reserved_enough(sale, short).await;
        }
        self.reserve(sale, drawn, false, short).await
    }

    async fn ask(&self, sale: &Sale, question: Question) -> Result<Next, StepError> {
        Ok(Next::Step(self.ledger.commit(sale.asking(self.clock.now(), question)?).await?))
    }

    /// Records that Discord accepted the deferral, unless that is recorded already.
    async fn acknowledged(&self, sale: &Sale) -> Result<Sale, StepError> {
        if sale.state == SaleState::Requested {
            self.ledger.commit(sale.acknowledged(self.clock.now())?).await
        } else {
            Ok(sale.clone())
        }
    }

    /// Looks up a license that staff named. No other license replaces it.
    async fn look_at_named(&self, sale: &Sale, line: &Line) -> Result<Result<Drawn, Next>, StepError> {
        if self.ledger.is_unattributed(&line.license.key.hash()).await? {
            return Ok(Err(self.end(sale, Failure::NamedIsUnattributed, None).await?));
        }
        let (asked_at, now) = (self.clock.moment(), self.clock.now());
        let failure = match self.look(line).await {
            Ok(info) if info.is_assigned => Failure::NamedIsAssigned,
            Ok(info) if info.is_expired || info.license.is_expired(now) => Failure::NamedIsExpired,
            Ok(info) if differs(sale.product.as_ref(), info.license.product.as_ref()) => {
                Failure::NamedIsOther
            }
            Ok(info) => return Ok(Ok(Drawn::named(info.license, asked_at))),
            Err(VendorError::Refused(_)) => Failure::NamedIsUnknown,
            Err(error) => return Ok(Err(self.end_unassigned(sale, &error).await?)),
        };
        Ok(Err(self.end(sale, failure, None).await?))
    }

    /// Ends a sale without an assignment because of a vendor error.
    pub(super) async fn end_unassigned(&self, sale: &Sale, error: &VendorError) -> Result<Next, StepError> {
        match error {
            VendorError::Unauthorised(words) => {
                self.pause.begin(self.clock.moment());
                let failure = self.failure_of_pause();
                tracing::error!(%words, "the vendor refuses our API key, selling pauses");
                self.end(sale, failure, Some(words)).await
            }
            VendorError::Refused(words) => self.end(sale, Failure::Refused, Some(words)).await,
            error => self.end(sale, failure(error), None).await,
        }
    }

    /// Returns the failure of a sale that ends because selling is paused. The first such sale alerts
    /// the owner.
    fn failure_of_pause(&self) -> Failure {
        if self.pause.is_news() { Failure::ApiKeyRefused } else { Failure::SellingPaused }
    }

    /// Ends a sale with the licenses that are assigned already, if there are any.
    pub(super) async fn end(
        &self,
        sale: &Sale,
        failure: Failure,
        words: Option<&VendorMessage>,
    ) -> Result<Next, StepError> {
        tracing::info!("sale {}: ended: {}", sale.id, failure.as_str());
        let ended = sale.ended(self.clock.now(), failure, words.map(VendorMessage::as_str))?;
        Ok(Next::Step(self.ledger.commit(ended).await?))
    }
}

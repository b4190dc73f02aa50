//! From an acknowledged sale to licenses that are reserved for it – and how a sale ends for which
//! there are none, or none more.
//!
//! What the stock cannot give is said before anything is sold: staff are asked.

use crate::courier::Courier;
use crate::domain::{LineState, SaleState};
use crate::ledger::{Failure, Line, Question, Reservation, SaleRecord};
use crate::reseller::{Vendor, VendorError, VendorMessage};

use super::judgement::{differs, failure};
use super::sale::Next;
use super::stock::{DrawError, Drawn, Wish};
use super::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    pub(super) async fn draw_and_reserve(
        &self,
        sale: &SaleRecord,
        drawn: Option<Result<Vec<Drawn>, DrawError>>,
    ) -> Result<Next, StepError> {
        if self.pause.is_on(self.clock.moment()) {
            return self.end(sale, self.failure_of_pause(), None).await;
        }
        let to_draw = sale.to_draw();
        if to_draw == 0 {
            return Ok(Next::Step(self.ledger.reserved_enough(sale, None).await?));
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

    /// Reserves what was drawn, and begins to assign it where nothing has to be looked at first.
    async fn reserve(
        &self,
        sale: &SaleRecord,
        drawn: &[Drawn],
        is_named: bool,
        short: Option<Failure>,
    ) -> Result<Next, StepError> {
        let licenses: Vec<_> = drawn.iter().map(|drawn| (&drawn.license, drawn.seen_free_at)).collect();
        let seen = drawn.iter().map(|drawn| (drawn.license.key.hash(), drawn.asked_at));
        self.sightings.remember(seen, self.clock.moment());
        let is_fresh = drawn
            .first()
            .is_some_and(|drawn| self.sightings.is_fresh(&drawn.license.key.hash(), self.clock.moment()));
        // Those reserved before come first.
        let and_assign = is_fresh && sale.in_state(LineState::Reserved).next().is_none();
        match self.ledger.reserve(sale, &licenses, and_assign, short).await? {
            Reservation::Made(sale) if sale.state == SaleState::Assigning => self.assign(*sale).await,
            Reservation::Made(sale) => Ok(Next::Step(*sale)),
            Reservation::Taken if is_named => self.end(sale, Failure::NamedIsTaken, None).await,
            Reservation::Taken => Ok(Next::Step(self.acknowledged(sale).await?)),
        }
    }

    /// The stock cannot give what is still to be drawn. Before anything is sold staff are asked
    /// whether what it can give is enough; afterwards the sale goes on with that.
    async fn too_few(&self, sale: &SaleRecord, drawn: &[Drawn], unreadable: u32) -> Result<Next, StepError> {
        let reserved = sale.in_state(LineState::Reserved).count();
        if sale.sold().next().is_none() {
            return match u8::try_from(reserved + drawn.len()) {
                Ok(offered) if offered > 0 => self.ask(sale, Question::Partial(offered)).await,
                _ => {
                    tracing::info!(unreadable, "sale {}: no license of the stock fits", sale.id);
                    let sale = self.acknowledged(sale).await?;
                    Ok(Next::Step(self.ledger.end_out_of_stock(&sale, unreadable).await?))
                }
            };
        }
        if drawn.is_empty() && reserved == 0 {
            return self.end(sale, Failure::OutOfStock, None).await;
        }
        let short = Some(Failure::OutOfStock);
        if drawn.is_empty() {
            return Ok(Next::Step(self.ledger.reserved_enough(sale, short).await?));
        }
        self.reserve(sale, drawn, false, short).await
    }

    async fn ask(&self, sale: &SaleRecord, question: Question) -> Result<Next, StepError> {
        let sale = self.acknowledged(sale).await?;
        Ok(Next::Step(self.ledger.ask(&sale, question).await?))
    }

    /// Writes down that Discord took the deferral, where that is not written yet.
    async fn acknowledged(&self, sale: &SaleRecord) -> Result<SaleRecord, StepError> {
        if sale.state == SaleState::Requested {
            self.ledger.acknowledged(sale).await
        } else {
            Ok(sale.clone())
        }
    }

    /// Staff named a license: the vendor says whether it may be sold; nothing replaces it.
    async fn look_at_named(&self, sale: &SaleRecord, line: &Line) -> Result<Result<Drawn, Next>, StepError> {
        let (asked_at, now) = (self.clock.moment(), self.clock.now());
        let failure = match self.look(line).await {
            Ok(info) if info.is_assigned => Failure::NamedIsAssigned,
            Ok(info) if info.is_expired || info.license.is_expired(now) => Failure::NamedIsExpired,
            Ok(info) if differs(sale.product.as_ref(), info.license.product.as_ref()) => {
                Failure::NamedIsOther
            }
            Ok(info) => return Ok(Ok(Drawn::named(info.license, asked_at, now))),
            Err(VendorError::Refused(_)) => Failure::NamedIsUnknown,
            Err(error) => return Ok(Err(self.end_unassigned(sale, &error).await?)),
        };
        Ok(Err(self.end(sale, failure, None).await?))
    }

    /// Ends a sale that the vendor refuses for a reason that lies in no license.
    pub(super) async fn end_unassigned(
        &self,
        sale: &SaleRecord,
        error: &VendorError,
    ) -> Result<Next, StepError> {
        match error {
            VendorError::Unauthorised(words) => {
                self.pause.begin(self.clock.moment());
                let failure = self.failure_of_pause();
                tracing::error!(%words, "the vendor refuses our API key; selling pauses");
                self.end(sale, failure, Some(words)).await
            }
            VendorError::Refused(words) => self.end(sale, Failure::Refused, Some(words)).await,
            error => self.end(sale, failure(error), None).await,
        }
    }

    /// Returns why a sale fails while selling pauses. The first one tells the owner.
    fn failure_of_pause(&self) -> Failure {
        if self.pause.is_news() { Failure::ApiKeyRefused } else { Failure::SellingPaused }
    }

    /// No more is sold: nothing at all, or only what is assigned already.
    pub(super) async fn end(
        &self,
        sale: &SaleRecord,
        failure: Failure,
        words: Option<&VendorMessage>,
    ) -> Result<Next, StepError> {
        tracing::info!(sale = %sale.id, failure = failure.as_str(), sold = sale.sold().count(), "no more is sold");
        let sale =
            if failure == Failure::NotAcknowledged { sale.clone() } else { self.acknowledged(sale).await? };
        Ok(Next::Step(self.ledger.end(&sale, failure, words.map(VendorMessage::as_str)).await?))
    }
}

//! What people decide, carried out: each decision is one write that only one press can make, and
//! then the sale goes on by the code that carries on every sale.

use std::future::Future;
use std::time::Duration;

use secrecy::SecretString;

use crate::courier::Courier;
use crate::domain::{Product, SaleId, SaleState, StaffId, Timestamp};
use crate::ledger::{Failure, Lane, LedgerError, SaleRecord};
use crate::reseller::Vendor;

use super::in_progress::Work;
use super::sale::{NotSold, Prepared, Sold, Until};
use super::{Fulfilment, StepError};

/// How long, and how often, a decision waits for another task to be done with the sale.
const TURN: Duration = Duration::from_millis(50);
const MOST_TURNS: u32 = 100;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// The sale seems to repeat another: staff are asked whether it is meant, and nothing is drawn.
    pub(super) async fn ask_first<A, E>(&self, sale: SaleId, acknowledge: A) -> Result<Sold, NotSold>
    where
        A: Future<Output = Result<(), E>> + Send,
        E: std::fmt::Display,
    {
        let Some(work) = self.in_progress.begin(sale, Lane::Vendor) else { return Ok(Sold::Replayed(sale)) };
        if let Err(error) = acknowledge.await {
            tracing::warn!(%sale, %error, "Discord did not accept the acknowledgement");
            self.not_acknowledged(sale).await?;
            return Err(NotSold::NotAcknowledged);
        }
        let record = self.ledger.acknowledged(&self.ledger.sale(sale).await?).await?;
        let record = self.advance(record, Prepared::default(), Until::Rest).await?;
        self.tell_of(&record, Some(work)).await?;
        Ok(Sold::Begun(sale))
    }

    /// Discord did not take the deferral: nothing is sold.
    pub(super) async fn not_acknowledged(&self, sale: SaleId) -> Result<(), StepError> {
        let record = self.ledger.sale(sale).await?;
        if record.state == SaleState::Requested {
            self.ledger.end(&record, Failure::NotAcknowledged, None).await?;
        }
        Ok(())
    }

    /// Staff answer yes to what they were asked; `product` is the one they chose, where that was
    /// the question. `reply_token` is that of the press, which Discord has to have acknowledged. `asked`
    /// is until when the question that they saw is open.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was decided before or is too late; or the ledger's.
    pub async fn confirm(
        &self,
        sale: SaleId,
        staff: StaffId,
        reply_token: &SecretString,
        product: Option<&Product>,
        asked: Option<Timestamp>,
    ) -> Result<(), LedgerError> {
        self.ledger.confirmed(&self.asked(sale, asked).await?, staff, reply_token, product).await?;
        self.resume(sale).await
    }

    /// Staff answer no.
    ///
    /// # Errors
    /// As [`confirm`](Self::confirm).
    pub async fn decline(
        &self,
        sale: SaleId,
        staff: StaffId,
        asked: Option<Timestamp>,
    ) -> Result<(), LedgerError> {
        self.ledger.declined(&self.asked(sale, asked).await?, Some(staff)).await?;
        self.resume(sale).await
    }

    /// Reads a sale whose question is still the one that staff saw. Buttons of earlier versions do not
    /// tell which it was.
    async fn asked(&self, sale: SaleId, asked: Option<Timestamp>) -> Result<SaleRecord, LedgerError> {
        let record = self.ledger.sale(sale).await?;
        match asked {
            Some(_) if record.confirm_until != asked => Err(LedgerError::Overtaken(sale)),
            _ => Ok(record),
        }
    }

    /// Takes a sale in hand for what people have decided. Another task may be at it, and is done in a
    /// moment; `None` where that takes too long.
    pub(super) async fn turn(&self, sale: SaleId, lane: Lane) -> Option<Work> {
        for _ in 0..MOST_TURNS {
            if let Some(work) = self.in_progress.begin(sale, lane) {
                return Some(work);
            }
            self.clock.sleep(TURN).await;
        }
        None
    }
}

//! What people decide, carried out: each decision is one write that only one press can make, and
//! then the sale goes on by the code that carries on every sale.

use std::future::Future;

use secrecy::SecretString;

use crate::courier::Courier;
use crate::domain::{SaleId, SaleState, StaffId};
use crate::ledger::{Failure, LedgerError, Verdict};
use crate::reseller::Vendor;

use super::judgement::the_line;
use super::sale::{NotSold, Prepared, Sold};
use super::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// The sale seems to repeat another: staff are asked whether it is meant, and nothing is drawn.
    pub(super) async fn ask_first<A, E>(&self, sale: SaleId, acknowledge: A) -> Result<Sold, NotSold>
    where
        A: Future<Output = Result<(), E>> + Send,
        E: std::fmt::Display,
    {
        let Some(_at_work) = self.busy.begin(sale) else { return Ok(Sold::Replayed(sale)) };
        if let Err(error) = acknowledge.await {
            tracing::warn!(%sale, %error, "Discord did not accept the acknowledgement");
            self.not_acknowledged(sale).await?;
            return Err(NotSold::NotAcknowledged);
        }
        self.ledger.acknowledged_to_ask(sale).await?;
        self.advance(sale, Prepared::default()).await?;
        Ok(Sold::Begun(sale))
    }

    /// Discord did not take the deferral: nothing is sold.
    pub(super) async fn not_acknowledged(&self, sale: SaleId) -> Result<(), StepError> {
        let record = self.ledger.sale(sale).await?;
        if record.state == SaleState::Requested {
            self.ledger.fail(&record, SaleState::Requested, Failure::NotAcknowledged, None).await?;
        }
        Ok(())
    }

    /// Staff say that a sale which seems to repeat another is meant. `reply_token` is that of the
    /// press, which Discord has to have acknowledged before.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was decided before or is too late; or the ledger's.
    pub async fn confirm(
        &self,
        sale: SaleId,
        staff: StaffId,
        reply_token: &SecretString,
    ) -> Result<(), LedgerError> {
        self.ledger.confirmed(sale, staff, reply_token).await?;
        self.resume(sale).await
    }

    /// Staff say that it is not.
    ///
    /// # Errors
    /// As [`confirm`](Self::confirm).
    pub async fn decline(&self, sale: SaleId, staff: StaffId) -> Result<(), LedgerError> {
        self.ledger.declined(&self.ledger.sale(sale).await?, Some(staff)).await?;
        self.resume(sale).await
    }

    /// Staff judge a sale that is held.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was judged before; or the ledger's.
    pub async fn judge(&self, sale: SaleId, verdict: Verdict, staff: StaffId) -> Result<(), LedgerError> {
        let record = self.ledger.sale(sale).await?;
        if record.state != SaleState::Held {
            return Err(LedgerError::Overtaken(sale));
        }
        tracing::warn!(%sale, %staff, ?verdict, "staff judged a held sale");
        self.ledger.judged(sale, the_line(&record)?, verdict, staff).await?;
        self.resume(sale).await
    }
}

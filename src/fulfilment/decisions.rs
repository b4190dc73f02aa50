//! What people decide, carried out: each decision is one write that only one press can make, and
//! then the sale goes on by the code that carries on every sale.

use std::time::Duration;

use secrecy::SecretString;

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{Product, Reminding, Sale, SaleId, StaffId, Timestamp, Transition};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use super::in_progress::Work;
use super::{Fulfilment, span};

/// How long, and how often, a decision waits for another task to be done with the sale.
const TURN: Duration = Duration::from_millis(50);
const MOST_TURNS: u32 = 100;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Staff answer yes to what they were asked; `product` is the one they chose, where that was
    /// the question. `reply_token` is that of the press, which Discord has to have acknowledged. `asked`
    /// is until when the question that they saw is open.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was decided before or is too late; or the ledger's.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn confirm(
        &self,
        sale: SaleId,
        staff: StaffId,
        reply_token: &SecretString,
        product: Option<&Product>,
        asked: Option<Timestamp>,
    ) -> Result<(), LedgerError> {
        let record = self.asked(sale, asked).await?;
        self.ledger.commit(record.confirmed(self.clock.now(), staff, reply_token, product)?).await?;
        self.resume(sale).await
    }

    /// Staff answer no.
    ///
    /// # Errors
    /// As [`confirm`](Self::confirm).
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn decline(
        &self,
        sale: SaleId,
        staff: StaffId,
        asked: Option<Timestamp>,
    ) -> Result<(), LedgerError> {
        let record = self.asked(sale, asked).await?;
        self.ledger.commit(record.declined(self.clock.now(), Some(staff))?).await?;
        self.resume(sale).await
    }

    /// Reads a sale whose question is still the one that staff saw. Buttons of earlier versions do not
    /// tell which it was.
    async fn asked(&self, sale: SaleId, asked: Option<Timestamp>) -> Result<Sale, LedgerError> {
        let record = self.ledger.sale(sale).await?;
        span::is_about(&record);
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

    /// Records that the buyer is shown their keys, before they are shown, and returns the sale as it is
    /// then.
    ///
    /// # Errors
    /// The ledger's.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn claim(&self, sale: SaleId) -> Result<Sale, LedgerError> {
        self.repeated(sale, |sale| sale.claimed(self.clock.now())).await
    }

    /// Records that staff gave the money back. The vendor takes no license back.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was refunded before, or nothing is sold; or the ledger's.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn refund(&self, sale: SaleId, staff: StaffId, reason: &str) -> Result<Sale, LedgerError> {
        self.repeated(sale, |sale| sale.refunded(self.clock.now(), staff, reason)).await
    }

    /// Makes reminders due for a buyer who asks for them.
    ///
    /// # Errors
    /// The ledger's.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn remind(&self, sale: SaleId) -> Result<Reminding, LedgerError> {
        loop {
            let (record, known) = (self.ledger.sale(sale).await?, self.ledger.reminders(sale).await?);
            let (told, change) = record.reminding(self.clock.now(), &known)?;
            let Some(change) = change else { return Ok(told) };
            match self.ledger.commit(change).await {
                // Another press was faster: the reminders that it made due are known now.
                Err(LedgerError::Overtaken(_)) => {}
                asked => return asked.map(|_| told),
            }
        }
    }

    /// Commits a change that may come beside any other: where the sale has moved it is made anew.
    async fn repeated(
        &self,
        sale: SaleId,
        change: impl Fn(&Sale) -> Transition,
    ) -> Result<Sale, LedgerError> {
        loop {
            let record = self.ledger.sale(sale).await?;
            span::is_about(&record);
            match self.ledger.commit(change(&record)?).await {
                Err(LedgerError::Overtaken(_)) => {}
                committed => return committed,
            }
        }
    }
}

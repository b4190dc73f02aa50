//! Carries out the decisions of staff and buyers.
//!
//! Invariant: each decision is one write, and only one button press can make it. The sale then
//! continues through the same code as any other sale.

use std::time::Duration;

use secrecy::SecretString;

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{BuyerId, Product, Reminding, Sale, SaleId, StaffId, Timestamp, Transition};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use super::in_progress::Work;
use super::{Fulfilment, sale_span};

/// The pause between two attempts to acquire a sale that another task is working on.
const POLL: Duration = Duration::from_millis(50);
/// The maximum number of attempts to acquire a sale.
const MOST_POLLS: u32 = 100;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Records that staff answer yes to a question, and continues the sale. `product` is their choice
    /// if the question was about products. `reply_token` belongs to the button press, which Discord
    /// must have acknowledged. `asked` is the deadline of the question that staff saw, and identifies
    /// the question.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when the question was answered before or has expired, or the
    /// ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn confirm(
        &self,
        sale: SaleId,
        staff: StaffId,
        reply_token: &SecretString,
        product: Option<&Product>,
        asked: Option<Timestamp>,
    ) -> Result<(), LedgerError> {
        let record = self.with_question(sale, asked).await?;
        self.ledger.commit(record.confirmed(self.clock.now(), staff, reply_token, product)?).await?;
        self.resume(sale).await
    }

    /// Records that staff answer no to a question, and ends the sale.
    ///
    /// # Errors
    /// Returns the same errors as [`confirm`](Self::confirm).
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn decline(
        &self,
        sale: SaleId,
        staff: StaffId,
        asked: Option<Timestamp>,
    ) -> Result<(), LedgerError> {
        let record = self.with_question(sale, asked).await?;
        self.ledger.commit(record.declined(self.clock.now(), Some(staff))?).await?;
        self.resume(sale).await
    }

    /// Loads a sale and checks that its question is the one that staff saw. Buttons of earlier versions
    /// do not carry the question.
    async fn with_question(&self, sale: SaleId, asked: Option<Timestamp>) -> Result<Sale, LedgerError> {
        let record = self.ledger.sale(sale).await?;
        sale_span::record_sale(&record);
        match asked {
            Some(_) if record.confirm_until != asked => Err(LedgerError::Overtaken(sale)),
            _ => Ok(record),
        }
    }

    /// Waits until no other task works on the sale, and acquires it. Returns `None` if this takes too
    /// long.
    pub(super) async fn wait_for_work(&self, sale: SaleId, lane: Lane) -> Option<Work> {
        for _ in 0..MOST_POLLS {
            if let Some(work) = self.in_progress.begin(sale, lane) {
                return Some(work);
            }
            self.clock.sleep(POLL).await;
        }
        None
    }

    /// Records that the buyer is about to be shown their keys. The caller shows the keys only after
    /// this call. Returns the changed sale.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when the sale was transferred to another account meanwhile, or the
    /// ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn claim(&self, sale: SaleId, buyer: BuyerId) -> Result<Sale, LedgerError> {
        self.repeated(sale, |sale| sale.claimed(self.clock.now(), buyer)).await
    }

    /// Records that staff gave the money back. The buyer keeps the license, because the vendor takes
    /// none back.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when the sale was refunded before or sold nothing, or the ledger's
    /// error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn refund(&self, sale: SaleId, staff: StaffId, reason: &str) -> Result<Sale, LedgerError> {
        self.repeated(sale, |sale| sale.refunded(self.clock.now(), staff, reason)).await
    }

    /// Schedules the reminders that a buyer asks for.
    ///
    /// # Errors
    /// Returns the ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn remind(&self, sale: SaleId) -> Result<Reminding, LedgerError> {
        loop {
            let (record, known) = (self.ledger.sale(sale).await?, self.ledger.reminders(sale).await?);
            let (told, change) = record.reminding(self.clock.now(), &known)?;
            let Some(change) = change else { return Ok(told) };
            match self.ledger.commit(change).await {
                // Another press was faster. The next round sees the reminders that it scheduled.
                Err(LedgerError::Overtaken(_)) => {}
                asked => return asked.map(|_| told),
            }
        }
    }

    /// Commits a change that is independent of others. Computes the change again if another task has
    /// changed the sale.
    async fn repeated(
        &self,
        sale: SaleId,
        change: impl Fn(&Sale) -> Transition,
    ) -> Result<Sale, LedgerError> {
        loop {
            let record = self.ledger.sale(sale).await?;
            sale_span::record_sale(&record);
            match self.ledger.commit(change(&record)?).await {
                Err(LedgerError::Overtaken(_)) => {}
                committed => return committed,
            }
        }
    }
}

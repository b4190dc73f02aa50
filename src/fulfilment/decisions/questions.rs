//! The answers of staff to the questions about a sale.

use secrecy::SecretString;
use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{Product, Sale, SaleId, StaffId, Timestamp};
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

use crate::fulfilment::{Fulfilment, sale_span};

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
}

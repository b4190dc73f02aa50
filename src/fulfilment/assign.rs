//! Assignments: the requests to the vendor that make a license the buyer's.
//!
//! Invariants: the intent is durable before the request leaves, and once one has left, no other
//! license takes the place of this one.

use crate::courier::Courier;
use crate::domain::{LicenseStatus, LineState, SaleState};
use crate::ledger::{Attempt, Evidence, Failure, Line, SaleRecord};
use crate::reseller::{Vendor, VendorError, VendorMessage};

use super::asking::{Limited, MOST_TRIES};
use super::judgement::{back_off, evidence, failure, may_pass, pause_before, the_line};
use super::sale::Next;
use super::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Assigns what is reserved. A license that was not seen free a moment ago is looked up before.
    pub(super) async fn assign_reserved(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        let line = the_line(sale, LineState::Reserved)?;
        if !self.is_fresh(line) {
            match self.status(line).await {
                Ok(LicenseStatus::Free) => {}
                Ok(status) => return self.end(sale, not_free(sale, status), None).await,
                Err(error) if may_pass(&error) && sale.waits < i64::from(MOST_TRIES) => {
                    return Ok(Next::Later(sale.clone(), back_off(sale.waits)));
                }
                Err(error) => return self.end_unassigned(sale, &error).await,
            }
        }
        self.assign(self.ledger.begin_assigning(sale, line, Attempt::Ordinary).await?).await
    }

    /// Tells whether this process saw a license free a moment ago.
    pub(super) fn is_fresh(&self, line: &Line) -> bool {
        self.sightings.is_fresh(&line.license.key.hash(), self.clock.moment())
    }

    /// Assigns the license that the ledger says is being assigned, and those reserved after it.
    pub(super) async fn assign(&self, mut sale: SaleRecord) -> Result<Next, StepError> {
        let (mut tries, mut has_left) = (1, false);
        let mut limited = Limited::new(self.clock.moment());
        loop {
            let line = the_line(&sale, LineState::Assigning)?;
            has_left |= line.attempts > 1;
            match self.vendor.assign_license(&line.license.key, sale.buyer).await {
                Ok(()) => {
                    self.pause.end();
                    self.contradictions.forget(line.id);
                    let next = sale.in_state(LineState::Reserved).next().filter(|next| self.is_fresh(next));
                    sale = self.ledger.assigned(&sale, line, false, next).await?;
                    if sale.state != SaleState::Assigning {
                        return Ok(Next::Step(sale));
                    }
                    (tries, has_left) = (1, false);
                    limited = Limited::new(self.clock.moment());
                }
                // The budget waits before the next one.
                Err(VendorError::RateLimited) if limited.again(self.clock.moment()) => has_left = true,
                Err(VendorError::NeverSent(_)) if tries < MOST_TRIES => {
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                Err(error @ VendorError::NeverSent(_)) if !has_left => {
                    tracing::info!("sale {}: {error}; nothing was sold", sale.id);
                    let ended = self.ledger.end_unsent(&sale, failure(&error)).await?;
                    return Ok(Next::Step(ended));
                }
                Err(error) => return self.not_assigned(&sale, line, &error).await,
            }
        }
    }

    /// A request to assign has left and was not answered by `ok:true`.
    async fn not_assigned(
        &self,
        sale: &SaleRecord,
        line: &Line,
        error: &VendorError,
    ) -> Result<Next, StepError> {
        if matches!(error, VendorError::Unauthorised(_)) {
            self.pause.begin(self.clock.moment());
        }
        match error {
            VendorError::Refused(words) if line.contested => {
                self.hold(sale, line, Evidence::Contested, Some(words)).await
            }
            _ if line.contested => self.hold(sale, line, Evidence::Contested, None).await,
            VendorError::Refused(words) => self.refused(sale, line, words).await,
            VendorError::Unauthorised(_) if line.decided => {
                self.hold(sale, line, Evidence::ApiKeyRefused, None).await
            }
            VendorError::Unauthorised(_) => {
                self.contradictions.forget(line.id);
                self.end_unassigned(sale, error).await
            }
            _ => self.unanswered(sale, line, error).await,
        }
    }

    /// The row says `assigning` and no task is at it: the process ended before the answer was
    /// written down.
    pub(super) async fn assignment_interrupted(&self, sale: &SaleRecord) -> Result<Next, StepError> {
        let line = the_line(sale, LineState::Assigning)?;
        if line.contested {
            return self.hold(sale, line, Evidence::Contested, None).await;
        }
        tracing::warn!("sale {}: interrupted while it assigned, asking licenseinfo", sale.id);
        Ok(Next::Step(self.ledger.in_doubt(sale, line, Evidence::Interrupted).await?))
    }

    /// No answer of the vendor's own came: it may have assigned the license.
    async fn unanswered(
        &self,
        sale: &SaleRecord,
        line: &Line,
        error: &VendorError,
    ) -> Result<Next, StepError> {
        tracing::warn!("sale {}: {error}, asking licenseinfo", sale.id);
        Ok(Next::Step(self.ledger.in_doubt(sale, line, evidence(error)).await?))
    }

    /// The vendor refused. It may have assigned the license all the same: the refusal is recorded
    /// before anything is asked.
    async fn refused(
        &self,
        sale: &SaleRecord,
        line: &Line,
        words: &VendorMessage,
    ) -> Result<Next, StepError> {
        if line.decided {
            return self.hold(sale, line, Evidence::RefusedAfterDecision, Some(words)).await;
        }
        tracing::warn!(%words, "sale {}: the vendor refused, asking licenseinfo", sale.id);
        let refused = self.ledger.refused(sale, line, words.as_str()).await?;
        let wait = back_off(line.attempts - 1);
        Ok(if line.unanswered { Next::Later(refused, wait) } else { Next::Step(refused) })
    }

    /// Leaves the sale to staff.
    pub(super) async fn hold(
        &self,
        sale: &SaleRecord,
        line: &Line,
        evidence: Evidence,
        words: Option<&VendorMessage>,
    ) -> Result<Next, StepError> {
        tracing::error!("sale {}: held for staff: {}", sale.id, evidence.as_str());
        self.contradictions.forget(line.id);
        let words = words.map(VendorMessage::as_str);
        Ok(Next::Step(self.ledger.hold(sale, line, evidence, words).await?))
    }
}

/// Returns why a sale fails whose license is no longer free when it is looked up.
fn not_free(sale: &SaleRecord, status: LicenseStatus) -> Failure {
    match status {
        LicenseStatus::Assigned if sale.names_its_license() => Failure::NamedIsAssigned,
        LicenseStatus::Expired if sale.names_its_license() => Failure::NamedIsExpired,
        LicenseStatus::Unknown if sale.names_its_license() => Failure::NamedIsUnknown,
        _ => Failure::StockMoves,
    }
}

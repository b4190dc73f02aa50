//! Requests to the vendor that assign a license to the buyer.
//!
//! Invariants: the intent is durable before the request leaves. Once a request has left, no other license
//! replaces this one.

use crate::courier::Courier;
use crate::domain::{
    Attempt, Evidence, Failure, LicenseStatus, Line, LineState, Product, RoleId, Sale, SaleState,
};
use crate::reseller::{Vendor, VendorError, VendorMessage};

use super::next_work::{Assigned, Next};
use crate::fulfilment::outcome::{back_off, evidence, failure, line_in_state, may_pass, pause_before};
use crate::fulfilment::retry::{MOST_TRIES, RateLimitWaits};
use crate::fulfilment::step_time::SaleStep;
use crate::fulfilment::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Assigns the reserved licenses. First looks up any license that was not seen free recently.
    pub(super) async fn assign_reserved(&self, sale: &Sale) -> Result<Next, StepError> {
        let line = line_in_state(sale, LineState::Reserved)?;
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
        self.assign(self.intend(sale, line, Attempt::Ordinary).await?).await
    }

    /// Records the intent to assign a license.
    pub(super) async fn intend(&self, sale: &Sale, line: &Line, attempt: Attempt) -> Result<Sale, StepError> {
        self.ledger.commit(sale.assigning(self.clock.now(), line.number, attempt)?).await
    }

    /// Returns the role that the shop gives for a license.
    pub(in crate::fulfilment) fn role_of(&self, sale: &Sale, line: &Line) -> Option<RoleId> {
        self.ledger.shop(sale.guild).role_of(line.license.product.as_ref().map(Product::as_str))
    }

    /// Returns true if this process saw a license free recently.
    pub(super) fn is_fresh(&self, line: &Line) -> bool {
        self.sightings.is_fresh(&line.license.key.hash(), self.clock.moment())
    }

    /// Assigns the license whose intent is recorded, and the reserved ones after it.
    pub(in crate::fulfilment) async fn assign(&self, mut sale: Sale) -> Result<Next, StepError> {
        let (mut tries, mut has_left) = (1, false);
        let mut limited = RateLimitWaits::new(self.clock.moment());
        loop {
            let line = line_in_state(&sale, LineState::Assigning)?;
            has_left |= line.attempts > 1;
            let assigned = self.vendor.assign_license(&line.license.key, sale.buyer);
            match self.timed(SaleStep::Assign, assigned).await {
                Ok(()) => {
                    self.pause.end();
                    self.contradictions.forget(sale.id, line.number);
                    let next = sale.in_state(LineState::Reserved).next().filter(|next| self.is_fresh(next));
                    let (next, role) = (next.map(|next| next.number), self.role_of(&sale, line));
                    let (line, at) = (line.clone(), self.clock.now());
                    let assigned = Assigned { sale, line, next, role, at };
                    if assigned.next.is_none() {
                        return Ok(Next::Assigned(Box::new(assigned)));
                    }
                    sale = self.record_assigned(&assigned).await?;
                    if sale.state != SaleState::Assigning {
                        return Ok(Next::Step(sale));
                    }
                    (tries, has_left) = (1, false);
                    limited = RateLimitWaits::new(self.clock.moment());
                }
                // The rate budget delays the next request.
                Err(VendorError::RateLimited) if limited.again(self.clock.moment()) => has_left = true,
                Err(VendorError::NeverSent(_)) if tries < MOST_TRIES => {
                    self.clock.sleep(pause_before(tries)).await;
                    tries += 1;
                }
                Err(error @ VendorError::NeverSent(_)) if !has_left => {
                    tracing::info!("sale {}: {error}; nothing was sold", sale.id);
                    let unsent = |sale: &Sale| sale.unsent(self.clock.now(), failure(&error));
                    return Ok(Next::Step(self.record(&sale, line, unsent).await?));
                }
                Err(error) => return self.not_assigned(&sale, line, &error).await,
            }
        }
    }

    /// Records that the vendor has assigned a license.
    pub(super) async fn record_assigned(&self, assigned: &Assigned) -> Result<Sale, StepError> {
        self.record(&assigned.sale, &assigned.line, |sale| assigned.transition(sale)).await
    }

    /// Handles every result of a request to assign except `ok:true`.
    async fn not_assigned(&self, sale: &Sale, line: &Line, error: &VendorError) -> Result<Next, StepError> {
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
                self.contradictions.forget(sale.id, line.number);
                self.end_unassigned(sale, error).await
            }
            _ => self.unanswered(sale, line, error).await,
        }
    }

    /// Handles a sale that is `assigning` without a task: the process ended before the answer was
    /// recorded.
    pub(super) async fn assignment_interrupted(&self, sale: &Sale) -> Result<Next, StepError> {
        let line = line_in_state(sale, LineState::Assigning)?;
        if line.contested {
            return self.hold(sale, line, Evidence::Contested, None).await;
        }
        tracing::warn!("sale {}: interrupted while assigning, asking licenseinfo", sale.id);
        let interrupted = sale.in_doubt(self.clock.now(), line.number, Evidence::Interrupted)?;
        Ok(Next::Step(self.ledger.commit(interrupted).await?))
    }

    /// Records that the vendor did not answer. It may have assigned the license.
    async fn unanswered(&self, sale: &Sale, line: &Line, error: &VendorError) -> Result<Next, StepError> {
        tracing::warn!("sale {}: {error}, asking licenseinfo", sale.id);
        let in_doubt = |sale: &Sale| sale.in_doubt(self.clock.now(), line.number, evidence(error));
        Ok(Next::Step(self.record(sale, line, in_doubt).await?))
    }

    /// Records that the vendor refused, before any further call to the vendor. It may have assigned the
    /// license nevertheless.
    async fn refused(&self, sale: &Sale, line: &Line, words: &VendorMessage) -> Result<Next, StepError> {
        if line.decided {
            return self.hold(sale, line, Evidence::RefusedAfterDecision, Some(words)).await;
        }
        tracing::warn!(%words, "sale {}: the vendor refused, asking licenseinfo", sale.id);
        let refused = |sale: &Sale| sale.refused(self.clock.now(), line.number, words.as_str());
        let refused = self.record(sale, line, refused).await?;
        let wait = back_off(line.attempts - 1);
        Ok(if line.unanswered { Next::Later(refused, wait) } else { Next::Step(refused) })
    }

    /// Holds the sale for staff.
    pub(super) async fn hold(
        &self,
        sale: &Sale,
        line: &Line,
        evidence: Evidence,
        words: Option<&VendorMessage>,
    ) -> Result<Next, StepError> {
        tracing::error!("sale {}: held for staff: {}", sale.id, evidence.as_str());
        self.contradictions.forget(sale.id, line.number);
        let words = words.map(VendorMessage::as_str);
        let held = |sale: &Sale| sale.holding(self.clock.now(), line.number, evidence, words);
        Ok(Next::Step(self.record(sale, line, held).await?))
    }
}

/// Returns the failure of a sale whose license turned out not to be free.
fn not_free(sale: &Sale, status: LicenseStatus) -> Failure {
    match status {
        LicenseStatus::Assigned if sale.names_its_license() => Failure::NamedIsAssigned,
        LicenseStatus::Expired if sale.names_its_license() => Failure::NamedIsExpired,
        LicenseStatus::Unknown if sale.names_its_license() => Failure::NamedIsUnknown,
        _ => Failure::StockMoves,
    }
}

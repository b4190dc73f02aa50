//! Resolves doubt: looks up a requested license until it is clear whether it belongs to the buyer.
//!
//! Invariant: nothing here draws another license or releases one.

use std::time::Duration;

use crate::courier::Courier;
use crate::domain::{Attempt, Evidence, Failure, LicenseStatus, Line, LineState, Sale};
use crate::reseller::{Vendor, VendorError};

use super::next_work::Next;
use crate::fulfilment::outcome::{back_off, line_in_state};
use crate::fulfilment::{Fulfilment, StepError};

/// The time between two lookups that must both find a license unassigned.
const SECOND_LOOK: Duration = Duration::from_secs(5);
/// How long evidence has to stay contradictory before staff decide.
const CONTRADICTORY: Duration = Duration::from_mins(1);

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Looks up a license in doubt. An assigned license is handled before any other case.
    pub(super) async fn resolve_doubt(&self, sale: &Sale) -> Result<Next, StepError> {
        let line = line_in_state(sale, LineState::InDoubt)?;
        let asked_at = self.clock.moment();
        let status = match self.status(line).await {
            Ok(LicenseStatus::Assigned) => return self.found_assigned(sale, line).await,
            Ok(status) => status,
            Err(error) => return Ok(self.ask_later(sale, &error)),
        };
        let looked_for = self.contradictions.not_assigned(sale.id, line.number, asked_at);
        if let Some(wait) = SECOND_LOOK.checked_sub(looked_for).filter(|wait| !wait.is_zero()) {
            return Ok(Next::Later(sale.clone(), wait));
        }
        if !line.unanswered {
            return self.refused_and_free(sale, line).await;
        }
        let is_contradictory = status != LicenseStatus::Free || line.refusals > 0;
        let lasted = if is_contradictory {
            self.contradictions.contradictory(sale.id, line.number, asked_at)
        } else {
            self.contradictions.agree(sale.id, line.number)
        };
        match status {
            LicenseStatus::Expired if lasted >= CONTRADICTORY => {
                self.hold(sale, line, Evidence::Expired, None).await
            }
            LicenseStatus::Unknown if lasted >= CONTRADICTORY => {
                self.hold(sale, line, Evidence::Unknown, None).await
            }
            LicenseStatus::Free if lasted >= CONTRADICTORY => {
                self.hold(sale, line, Evidence::FreeYetRefused, None).await
            }
            LicenseStatus::Free => self.assign_again(sale, line).await,
            _ => Ok(Next::Later(sale.clone(), back_off(sale.waits))),
        }
    }

    /// Handles an assigned license. The license belongs to the buyer only if no attempt was ever
    /// refused. Otherwise somebody else may hold it, so the same assignment is repeated once.
    async fn found_assigned(&self, sale: &Sale, line: &Line) -> Result<Next, StepError> {
        self.contradictions.forget(sale.id, line.number);
        if line.refusals == 0 {
            tracing::info!("sale {}: the license is the buyer's, only the answer was lost", sale.id);
            let role = self.role_of(sale, line);
            let reconciled = sale.assigned(self.clock.now(), line.number, true, None, role)?;
            return Ok(Next::Step(self.ledger.commit(reconciled).await?));
        }
        tracing::warn!("sale {}: refused, and the license is assigned; assigning it once more", sale.id);
        self.assign(self.intend(sale, line, Attempt::Contested).await?).await
    }

    /// Ends a sale whose every attempt was refused and whose license is not assigned. The license stays
    /// quarantined, because a late request may still assign it.
    async fn refused_and_free(&self, sale: &Sale, line: &Line) -> Result<Next, StepError> {
        self.contradictions.forget(sale.id, line.number);
        let ended = sale.ended(self.clock.now(), Failure::Refused, sale.vendor_words.as_deref())?;
        Ok(Next::Step(self.ledger.commit(ended).await?))
    }

    /// Assigns a license to the same buyer again, because it is free after an unanswered attempt.
    async fn assign_again(&self, sale: &Sale, line: &Line) -> Result<Next, StepError> {
        self.contradictions.attempted(sale.id, line.number);
        let sale = self.intend(sale, line, Attempt::Ordinary).await?;
        Ok(match self.assign(sale).await? {
            // The wait before the next lookup grows with each attempt.
            Next::Step(sale) if sale.in_state(LineState::InDoubt).next().is_some() => {
                let attempts = line_in_state(&sale, LineState::InDoubt)?.attempts;
                Next::Later(sale, back_off(attempts - 2))
            }
            next => next,
        })
    }

    fn ask_later(&self, sale: &Sale, error: &VendorError) -> Next {
        if matches!(error, VendorError::Unauthorised(_)) {
            self.pause.begin(self.clock.moment());
        }
        tracing::warn!("sale {}: licenseinfo was not answered, asking again later: {error}", sale.id);
        Next::Later(sale.clone(), back_off(sale.waits))
    }
}

//! Handles held sales: recovery keeps looking them up at the vendor until staff decide.
//!
//! Invariant: only a staff decision changes the state of a held sale.

use std::time::Duration;

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{LicenseStatus, LineNumber, LineState, Sale, SaleId, SaleState, StaffId, Verdict};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use crate::fulfilment::notify::unless_overtaken;
use crate::fulfilment::outcome::line_in_state;
use crate::fulfilment::sale::{Next, Until};
use crate::fulfilment::{Fulfilment, StepError, sale_span};

/// The longest pause between two lookups of a held license.
const LONGEST_PAUSE: Duration = Duration::from_mins(15);

/// A staff decision about a held sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// The license belongs to the buyer and is delivered.
    Deliver,
    /// The license does not belong to the buyer, who is sold another one.
    SellAnother,
    /// The license does not belong to the buyer, and nothing is sold in its place.
    Nothing,
}

/// The result of a decision about a held sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// The decision is carried out.
    Done,
    /// Nothing changed, because the vendor did not say whether the license is free.
    NotAsked,
    /// Nothing changed, because the restored ledger is not compared with the vendor's stock yet.
    NotReconciled,
    /// Nothing changed, because another task kept working on the sale for too long.
    Busy,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Looks up a held license again. Makes the reply to staff due if the vendor's answer has changed.
    pub(in crate::fulfilment) async fn watch_held(&self, sale: &Sale) -> Result<Sale, StepError> {
        let line = line_in_state(sale, LineState::Held)?;
        let status = self.status(line).await.ok();
        let now = self.clock.now();
        self.ledger.commit(sale.held_is(now, line, status, now.after(pause(sale.waits)))?).await
    }

    /// Carries out a staff decision about a held sale. If the license is to be delivered but is free,
    /// assigns it to the buyer again. `license` is the license that staff saw. Buttons of earlier
    /// versions do not carry it, so they are accepted only if no other license was requested.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when the sale was decided before, or when another license would
    /// replace one that staff named. Returns the ledger's error otherwise.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn judge(
        &self,
        sale: SaleId,
        license: Option<LineNumber>,
        judgement: Judgement,
        staff: StaffId,
    ) -> Result<Judged, LedgerError> {
        if !self.ledger.is_reconciled() {
            return Ok(Judged::NotReconciled);
        }
        // The sale is acquired before the decision is written, so that recovery does not acquire it
        // too.
        let Some(work) = self.in_progress.wait(&*self.clock, sale, Lane::Vendor).await else {
            return Ok(Judged::Busy);
        };
        let record = self.ledger.sale(sale).await?;
        sale_span::record_sale(&record);
        if record.state != SaleState::Held
            || (judgement == Judgement::SellAnother && record.names_its_license())
        {
            return Err(LedgerError::Overtaken(sale));
        }
        let line = line_in_state(&record, LineState::Held)?;
        let is_meant = match license {
            Some(license) => license == line.number,
            None => record.lines.iter().filter(|line| line.attempts > 0).count() == 1,
        };
        if !is_meant {
            return Err(LedgerError::Overtaken(sale));
        }
        let verdict = match judgement {
            Judgement::SellAnother => Verdict::SellAnother,
            Judgement::Nothing => Verdict::Nothing,
            Judgement::Deliver => match self.status(line).await {
                Ok(LicenseStatus::Free | LicenseStatus::Expired) => Verdict::AssignAgain,
                // Staff have checked in the vendor's dashboard that the license belongs to the buyer.
                Ok(LicenseStatus::Assigned | LicenseStatus::Unknown) => {
                    Verdict::Deliver(self.role_of(&record, line))
                }
                Err(error) => {
                    tracing::warn!("sale {sale}: not delivered, licenseinfo was not answered: {error}");
                    return Ok(Judged::NotAsked);
                }
            },
        };
        tracing::warn!(%staff, ?verdict, "sale {sale}: decided by staff");
        let judged = |sale: &Sale| sale.judged(self.clock.now(), line.number, verdict, staff);
        let judged = self.record(&record, line, judged).await?;
        let going_on = async {
            let next = match judged.state {
                SaleState::Assigning => self.assign(judged).await?,
                _ => Next::Step(judged),
            };
            self.follow(next, Until::Rest).await.map(Some)
        };
        let going_on = self.showing_queue_position(sale, Box::pin(going_on)).await;
        if let Some(record) = unless_overtaken(going_on)? {
            Box::pin(self.tell_of(&record, Some(work))).await?;
        }
        Ok(Judged::Done)
    }
}

/// Returns the pause before the next lookup: 1, 2, 4 … seconds, at most a quarter of an hour.
fn pause(waits: i64) -> Duration {
    Duration::from_secs(1 << waits.clamp(0, 10)).min(LONGEST_PAUSE)
}

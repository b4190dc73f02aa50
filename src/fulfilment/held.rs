//! Held sales: recovery goes on asking about them, and staff decide.

use std::time::Duration;

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{LicenseStatus, LineNumber, LineState, Sale, SaleId, SaleState, StaffId, Verdict};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use super::notify::unless_overtaken;
use super::outcome::the_line;
use super::sale::{Next, Until};
use super::{Fulfilment, StepError, span};

/// The longest pause between two looks at a held license.
const LONGEST_PAUSE: Duration = Duration::from_mins(15);

/// A decision of staff about a held sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// The license is the buyer's.
    Deliver,
    /// It is not; another is sold to the buyer.
    SellAnother,
    /// It is not; nothing is sold in its place.
    Nothing,
}

/// The result of a decision about a held sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// It is carried out.
    Done,
    /// The vendor cannot be asked now whether the license is free; the sale is as it was.
    NotAsked,
    /// Another task has the sale in hand for long; the sale is as it was.
    Busy,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Looks at a held license again, and shows staff the vendor's word where it has changed.
    pub(super) async fn watch_held(&self, sale: &Sale) -> Result<Sale, StepError> {
        let line = the_line(sale, LineState::Held)?;
        let status = self.status(line).await.ok();
        let now = self.clock.now();
        self.ledger.commit(sale.held_is(now, line, status, now.after(pause(sale.waits)))?).await
    }

    /// Carries out what staff decide about a held sale. A license that is to be delivered and is free
    /// is assigned to the buyer again. `license` is the one that they saw; buttons of earlier versions do
    /// not tell, and decide only where no other license was asked for.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] where it was judged before, or where another license is to be
    /// sold in place of one that staff named; or the ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn judge(
        &self,
        sale: SaleId,
        license: Option<LineNumber>,
        judgement: Judgement,
        staff: StaffId,
    ) -> Result<Judged, LedgerError> {
        // From before the decision is written: else recovery could take the sale up beside us.
        let Some(work) = self.turn(sale, Lane::Vendor).await else { return Ok(Judged::Busy) };
        let record = self.ledger.sale(sale).await?;
        span::is_about(&record);
        if record.state != SaleState::Held
            || (judgement == Judgement::SellAnother && record.names_its_license())
        {
            return Err(LedgerError::Overtaken(sale));
        }
        let line = the_line(&record, LineState::Held)?;
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
                // Staff have seen in the vendor's dashboard whose it is.
                Ok(LicenseStatus::Assigned | LicenseStatus::Unknown) => {
                    Verdict::Deliver(self.role_of(&record, line))
                }
                Err(error) => {
                    tracing::warn!("sale {sale}: not delivered, licenseinfo brought no answer: {error}");
                    return Ok(Judged::NotAsked);
                }
            },
        };
        tracing::warn!(%staff, ?verdict, "sale {sale}: staff have decided");
        let judged = |sale: &Sale| sale.judged(self.clock.now(), line.number, verdict, staff);
        let judged = self.record(&record, line, judged).await?;
        let going_on = async {
            let next = match judged.state {
                SaleState::Assigning => self.assign(judged).await?,
                _ => Next::Step(judged),
            };
            self.follow(next, Until::Rest).await.map(Some)
        };
        let going_on = self.telling_the_place(sale, Box::pin(going_on)).await;
        if let Some(record) = unless_overtaken(going_on)? {
            Box::pin(self.tell_of(&record, Some(work))).await?;
        }
        Ok(Judged::Done)
    }
}

/// 1, 2, 4 … seconds, at most a quarter of an hour.
fn pause(waits: i64) -> Duration {
    Duration::from_secs(1 << waits.clamp(0, 10)).min(LONGEST_PAUSE)
}

//! The steps of a sale that is being made, one method for each way of the state table.

use std::time::Duration;

use crate::domain::{License, LicenseStatus, LineState, SaleState, Timestamp};

use super::step::{Happened, LineChange, Step};
use super::{EventKind, Evidence, Failure, Ledger, LedgerError, Line, OutboxKind, Question, SaleRecord};

/// How long a sale may be in doubt before somebody is told.
const DOUBT_IS_LONG: Duration = Duration::from_mins(15);

/// How long staff have to answer a question; their reply can be edited that long.
pub(super) const ANSWERED_WITHIN: Duration = Duration::from_mins(10);

/// What became of a reservation.
#[derive(Debug, Clone)]
pub enum Reservation {
    /// The licenses are this sale's.
    Made(Box<SaleRecord>),
    /// Another live sale holds one of them; nothing was changed.
    Taken,
}

/// Why a license is being assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It was drawn for the sale, or is free after an attempt went unanswered.
    Ordinary,
    /// An attempt was refused, and the license is assigned: the same assignment is repeated once.
    Contested,
    /// Staff want it to be the buyer's.
    Decided,
}

impl Ledger {
    /// Discord accepted the deferral. Where there is something to ask staff, it is due now.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn acknowledged(&self, sale: &SaleRecord) -> Result<SaleRecord, LedgerError> {
        let step = acknowledge(self.step(sale));
        self.take(if sale.question.is_some() { step.due(&[OutboxKind::Reply]) } else { step }).await
    }

    /// Makes licenses the sale's; the unique index over live keys decides between two sales. A sale
    /// just requested is thereby written down as acknowledged, which the caller has seen. With
    /// `and_assign` the intent to assign the first of them is committed too; `short` says why there
    /// are fewer of them than were to be drawn.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn reserve(
        &self,
        sale: &SaleRecord,
        licenses: &[(&License, Timestamp)],
        and_assign: bool,
        short: Option<Failure>,
    ) -> Result<Reservation, LedgerError> {
        let mut step = self.step(sale);
        if sale.state == SaleState::Requested {
            step = acknowledge(step);
        }
        step = step.release(&[LineState::Wanted], Evidence::Replaced).to(
            SaleState::Reserved,
            EventKind::Reserved,
            None,
        );
        if and_assign {
            step = step.to(SaleState::Assigning, EventKind::Assigning, None);
        }
        if let Some(short) = short {
            step = step.short(short, None);
        }
        for (at, (license, seen_free_at)) in licenses.iter().enumerate() {
            let state = if and_assign && at == 0 { LineState::Assigning } else { LineState::Reserved };
            step = step.add(license, state, *seen_free_at);
        }
        match self.take(step).await {
            Ok(sale) => Ok(Reservation::Made(Box::new(sale))),
            Err(error) if error.is_unique_violation() => Ok(Reservation::Taken),
            Err(error) => Err(error),
        }
    }

    /// Nothing more is to be drawn, for the reason `short` if that is too little: the sale goes on
    /// with what it has reserved.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn reserved_enough(
        &self,
        sale: &SaleRecord,
        short: Option<Failure>,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).to(SaleState::Reserved, EventKind::Reserved, None);
        self.take(match short {
            Some(short) => step.short(short, None),
            None => step,
        })
        .await
    }

    /// Asks staff before anything is sold; they have ten minutes.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn ask(&self, sale: &SaleRecord, question: Question) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale);
        let until = step.now.after(ANSWERED_WITHIN);
        let about = match question {
            Question::Repeat => "repeat",
            Question::Partial(_) => "partial",
            Question::Product(_) => "product",
        };
        let step = step.event(EventKind::Asked, Some(about), None).ask(question, until);
        self.take(step.due(&[OutboxKind::Reply])).await
    }

    /// Records the intent to assign a license, before the request leaves.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn begin_assigning(
        &self,
        sale: &SaleRecord,
        line: &Line,
        attempt: Attempt,
    ) -> Result<SaleRecord, LedgerError> {
        self.take(begin_assigning(self.step(sale), line, attempt)).await
    }

    /// The vendor has the license as the buyer's. `reconciled` says that we know it by asking.
    /// Where another license of the sale is reserved the intent to assign `next` is committed
    /// along, if there is one; where none is, delivery is due.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn assigned(
        &self,
        sale: &SaleRecord,
        line: &Line,
        reconciled: bool,
        next: Option<&Line>,
    ) -> Result<SaleRecord, LedgerError> {
        let (whole, part) = if reconciled {
            (EventKind::Reconciled, EventKind::PartReconciled)
        } else {
            (EventKind::Assigned, EventKind::PartAssigned)
        };
        let is_last = sale.in_state(LineState::Reserved).next().is_none();
        let change = LineChange::because(if reconciled { Evidence::Reconciled } else { Evidence::Assigned });
        let step = self.step(sale).line(line, LineState::Assigned, change).no_more_doubt();
        let mut step = step.due_role(line, &self.shop(sale.guild));
        step = if is_last {
            step.to(SaleState::Assigned, whole, None).due_dm()
        } else {
            step.to(SaleState::Reserved, part, None)
        };
        if let Some(next) = next {
            step = begin_assigning(step, next, Attempt::Ordinary);
        }
        self.take(step).await
    }

    /// Records that a request to assign went unanswered. Somebody is told when the doubt lasts.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn in_doubt(
        &self,
        sale: &SaleRecord,
        line: &Line,
        evidence: Evidence,
    ) -> Result<SaleRecord, LedgerError> {
        let change = LineChange { happened: Some(Happened::Unanswered), ..LineChange::because(evidence) };
        self.take(doubt(self.step(sale), line, change, EventKind::InDoubt, Some(evidence.as_str()))).await
    }

    /// Records that a request to assign was refused, before anything else is asked.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn refused(
        &self,
        sale: &SaleRecord,
        line: &Line,
        words: &str,
    ) -> Result<SaleRecord, LedgerError> {
        let change =
            LineChange { happened: Some(Happened::Refused), ..LineChange::because(Evidence::Refused) };
        self.take(doubt(self.step(sale), line, change, EventKind::Refused, None).words(words)).await
    }

    /// The evidence contradicts itself: the sale waits for staff. What is the buyer's without
    /// doubt is theirs meanwhile. `words` are the vendor's, where it refused just now.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn hold(
        &self,
        sale: &SaleRecord,
        line: &Line,
        evidence: Evidence,
        words: Option<&str>,
    ) -> Result<SaleRecord, LedgerError> {
        let happened = match words {
            Some(_) => Some(Happened::Refused),
            None => (line.state == LineState::Assigning).then_some(Happened::Unanswered),
        };
        let change = LineChange { happened, status: evidence.status(), ..LineChange::because(evidence) };
        let step = self.step(sale).line(line, LineState::Held, change).no_more_doubt();
        let step = step.to(SaleState::Held, EventKind::Held, Some(evidence.as_str()));
        let step = step.due(&[OutboxKind::Reply, OutboxKind::Alert]);
        let step = due_part(step, sale);
        self.take(match words {
            Some(words) => step.words(words),
            None => step,
        })
        .await
    }

    /// Records the vendor's latest word on a held license, and looks again at `at`. Staff are told
    /// where it has changed.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn held_is(
        &self,
        sale: &SaleRecord,
        line: &Line,
        status: Option<LicenseStatus>,
        at: Timestamp,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).put_off(at);
        let Some(status) = status.filter(|status| line.status != Some(*status)) else {
            return self.take(step).await;
        };
        let step = step.note(line, LineChange { status: Some(status), ..LineChange::default() });
        let step = step.event(EventKind::StatusChanged, Some(status.as_str()), None);
        self.take(step.due(&[OutboxKind::Reply])).await
    }

    /// Makes staff's reply due again.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn reply_again(&self, sale: &SaleRecord) -> Result<SaleRecord, LedgerError> {
        self.take(self.step(sale).due(&[OutboxKind::Reply])).await
    }

    /// Puts the sale off: recovery takes it up again at `at`. The first time, staff are told, and
    /// the buyer gets what is theirs already.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn wait(&self, sale: &SaleRecord, at: Timestamp) -> Result<SaleRecord, LedgerError> {
        let mut step = self.step(sale).put_off(at);
        if sale.waits == 0 {
            step = step.due(&[OutboxKind::Reply]);
            if sale.state != SaleState::Assigned {
                step = due_part(step, sale);
            }
        }
        self.take(step).await
    }

    /// Forgets the reply tokens that Discord has forgotten.
    ///
    /// # Errors
    /// The database's.
    pub async fn wipe_dead_tokens(&self) -> Result<(), LedgerError> {
        let now = self.clock.now().as_millis();
        let written = sqlx::query!(
            "update sale set reply_token = null where reply_token is not null and reply_token_until <= ?",
            now
        )
        .execute(&mut *self.writer().await?)
        .await;
        self.health.of(written)?;
        Ok(())
    }
}

fn acknowledge(step: Step<'_>) -> Step<'_> {
    step.to(SaleState::Acknowledged, EventKind::Acknowledged, None)
}

pub(super) fn begin_assigning<'a>(step: Step<'a>, line: &Line, attempt: Attempt) -> Step<'a> {
    let change = LineChange { happened: Some(Happened::Attempt(attempt)), ..LineChange::default() };
    let why = (attempt == Attempt::Contested).then_some(Evidence::Contested.as_str());
    step.to(SaleState::Assigning, EventKind::Assigning, why).line(line, LineState::Assigning, change)
}

/// Puts a license in doubt, and makes an alarm due should that last.
fn doubt<'a>(
    step: Step<'a>,
    line: &Line,
    change: LineChange,
    kind: EventKind,
    detail: Option<&str>,
) -> Step<'a> {
    let (alarms, at) = (step.sale.due_of(OutboxKind::DoubtAlert).is_none(), step.now.after(DOUBT_IS_LONG));
    let step = step.line(line, LineState::InDoubt, change).to(SaleState::InDoubt, kind, detail);
    if alarms { step.due_at(OutboxKind::DoubtAlert, at) } else { step }
}

/// Makes a DM due with what is the buyer's already, while the sale waits for the rest.
fn due_part<'a>(step: Step<'a>, sale: &SaleRecord) -> Step<'a> {
    if sale.has_more_to_deliver() { step.due_dm() } else { step }
}

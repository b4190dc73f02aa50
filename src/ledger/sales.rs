//! The steps of a sale that is being made, one method for each way of the state table.

use std::time::Duration;

use sqlx::error::ErrorKind;

use crate::domain::{License, LineState, SaleState, Timestamp};

use super::step::{LineChange, Step};
use super::{EventKind, Failure, Ledger, LedgerError, Line, OutboxKind, Question, SaleRecord};

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
        step =
            step.release(&[LineState::Wanted], "replaced").to(SaleState::Reserved, EventKind::Reserved, None);
        if and_assign {
            step = step.to(SaleState::Assigning, EventKind::Assigning, None);
        }
        if let Some(short) = short {
            step = step.short(short, None);
        }
        for (at, (license, seen_free_at)) in licenses.iter().enumerate() {
            let state = if and_assign && at == 0 { LineState::Assigning } else { LineState::Reserved };
            step = step.add(license, state, Some(*seen_free_at));
        }
        match self.take(step).await {
            Ok(sale) => Ok(Reservation::Made(Box::new(sale))),
            Err(LedgerError::Database(sqlx::Error::Database(error)))
                if error.kind() == ErrorKind::UniqueViolation =>
            {
                Ok(Reservation::Taken)
            }
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

    /// Commits the intent to assign: from here on the key may be the buyer's.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn begin_assigning(&self, sale: &SaleRecord, line: &Line) -> Result<SaleRecord, LedgerError> {
        self.take(begin_assigning(self.step(sale), line)).await
    }

    /// Records when the vendor last called the license free.
    ///
    /// # Errors
    /// The database's.
    pub async fn seen_free(&self, line: &Line, at: Timestamp) -> Result<(), LedgerError> {
        let (line, at) = (line.id.as_i64(), at.as_millis());
        let written = sqlx::query!("update sale_license set seen_free_at = ? where id = ?", at, line)
            .execute(&mut *self.writer().await?)
            .await;
        self.health.of(written)?;
        Ok(())
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
        let change = LineChange::because(whole.as_str());
        let step = self.step(sale).line(line, LineState::Assigned, change).no_more_doubt();
        let mut step = step.due_role(line, &self.shop(sale.guild));
        step = if is_last {
            step.to(SaleState::Assigned, whole, None).due_dm()
        } else {
            step.to(SaleState::Reserved, part, None)
        };
        if let Some(next) = next {
            step = begin_assigning(step, next);
        }
        self.take(step).await
    }

    /// An answer was lost or made no sense. Somebody is told when the doubt lasts.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn in_doubt(
        &self,
        sale: &SaleRecord,
        line: &Line,
        evidence: &'static str,
        refused: bool,
    ) -> Result<SaleRecord, LedgerError> {
        let change = LineChange { doubted: true, refused, ..LineChange::because(evidence) };
        let mut step = self.step(sale).line(line, LineState::InDoubt, change).to(
            SaleState::InDoubt,
            EventKind::InDoubt,
            Some(evidence),
        );
        if !line.doubtful {
            let at = step.now.after(DOUBT_IS_LONG);
            step = step.due_at(OutboxKind::DoubtAlert, at);
        }
        self.take(step).await
    }

    /// The evidence contradicts itself: the sale waits for staff. What is the buyer's without
    /// doubt is theirs meanwhile.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn hold(
        &self,
        sale: &SaleRecord,
        line: &Line,
        evidence: &'static str,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).line(line, LineState::Held, LineChange::because(evidence)).no_more_doubt();
        let step = step.to(SaleState::Held, EventKind::Held, Some(evidence));
        let step = step.due(&[OutboxKind::Reply, OutboxKind::Alert]);
        self.take(due_part(step, sale)).await
    }

    /// The vendor refused for certain: the license is given back and another is to be drawn.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn release(
        &self,
        sale: &SaleRecord,
        line: &Line,
        evidence: &'static str,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).line(line, LineState::Released, LineChange::because(evidence));
        self.take(step.to(SaleState::Acknowledged, EventKind::Released, Some(evidence))).await
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

fn begin_assigning<'a>(step: Step<'a>, line: &Line) -> Step<'a> {
    let change = LineChange { attempted: true, ..LineChange::default() };
    step.to(SaleState::Assigning, EventKind::Assigning, None).line(line, LineState::Assigning, change)
}

/// Makes a DM due with what is the buyer's already, while the sale waits for the rest.
fn due_part<'a>(step: Step<'a>, sale: &SaleRecord) -> Step<'a> {
    if sale.has_more_to_deliver() { step.due_dm() } else { step }
}

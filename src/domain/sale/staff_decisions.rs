//! Transitions that people trigger: answers, decisions about held licenses, repeated DMs and refunds.
//!
//! Invariant: each of these transitions is synced before anything follows from it.

use secrecy::SecretString;

use super::super::{LineNumber, Product, StaffId, Timestamp};
use super::step::Step;
use super::{
    Actor, Alert, Attempt, EventDetail, EventKind, Evidence, Failure, LineState, Message, MessageKind,
    NoSuchStep, Question, REPLY_TOKEN_LIVES, Refund, Sale, SaleState, Transition, Verdict,
};

impl Sale {
    /// Records that staff answered yes: the repetition is intended, fewer licenses are enough, or
    /// `product` is their choice. The token of the button press replaces the token of the command.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when the question was answered before or has expired.
    pub fn confirmed(
        &self,
        now: Timestamp,
        staff: StaffId,
        reply_token: &SecretString,
        product: Option<&Product>,
    ) -> Transition {
        let in_time = self.confirm_until.is_some_and(|until| now < until);
        if self.state != SaleState::Acknowledged || !in_time {
            return Err(NoSuchStep::Decided(self.id));
        }
        let step = Step::of(self, now).detail(|sale| {
            if let Some(Question::Partial(offered)) = sale.question {
                sale.quantity = offered;
            }
            if let Some(product) = product {
                sale.product = Some(product.clone());
            }
            (sale.question, sale.confirm_until) = (None, None);
            (sale.reply_token, sale.reply_token_until) =
                (Some(reply_token.clone()), now.after(REPLY_TOKEN_LIVES));
        });
        step.event(EventKind::Confirmed, None, Actor::Staff(staff)).synced().done()
    }

    /// Records that staff answered no, or did not answer in time (`None`). The sale ends with nothing
    /// sold.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when the question was answered before.
    pub fn declined(&self, now: Timestamp, staff: Option<StaffId>) -> Transition {
        if self.confirm_until.is_none() {
            return Err(NoSuchStep::Decided(self.id));
        }
        let actor = staff.map_or(Actor::Keyclerk, Actor::Staff);
        Step::of(self, now).failing(Failure::NotConfirmed, None, actor).done()
    }

    /// Records the decision of staff about a held license. The sale continues with its other licenses.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when the license was decided before.
    pub fn judged(&self, now: Timestamp, number: LineNumber, verdict: Verdict, staff: StaffId) -> Transition {
        if self.numbered(number).is_none_or(|line| line.state != LineState::Held) {
            return Err(NoSuchStep::Decided(self.id));
        }
        let actor = Actor::Staff(staff);
        let detail = Some(EventDetail::Verdict(verdict));
        let judged = Step::of(self, now).decided().no_more_doubt().event(EventKind::Judged, detail, actor);
        let step = match verdict {
            Verdict::Deliver(role) => {
                let step = judged.line_because(number, LineState::Assigned, Evidence::Judged);
                let kinds = (EventKind::Assigned, EventKind::PartAssigned);
                step.due_role(number, role).all_or_part(
                    kinds,
                    Some(EventDetail::Evidence(Evidence::Judged)),
                    actor,
                )
            }
            Verdict::AssignAgain => judged.begin_assigning(number, Attempt::Decided),
            Verdict::SellAnother => {
                let step = judged.quarantine(number, Evidence::Judged);
                step.moved_by(SaleState::Acknowledged, EventKind::SetAside, None, actor)
            }
            Verdict::Nothing => {
                judged.quarantine(number, Evidence::Judged).without(Failure::Quarantined, actor)
            }
        };
        step.synced().done()
    }

    /// Makes another DM due because staff asked for it. Returns `None` when one is due already.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when nothing is sold yet.
    pub fn resent(&self, now: Timestamp, staff: StaffId) -> Result<Option<super::Change>, NoSuchStep> {
        if !matches!(self.state, SaleState::Undelivered | SaleState::Delivered) {
            return Err(NoSuchStep::Decided(self.id));
        }
        if self.due_of(MessageKind::Dm).is_some() {
            return Ok(None);
        }
        let step = Step::of(self, now).event(EventKind::Resent, None, Actor::Staff(staff));
        step.due(&[Message::Dm]).synced().done().map(Some)
    }

    /// Records that staff marked the sale as refunded, and makes a line of the sales channel due. The buyer
    /// keeps the license, because the vendor takes none back.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when the sale was refunded before or sold nothing.
    pub fn refunded(&self, now: Timestamp, staff: StaffId, reason: &str) -> Transition {
        let is_made =
            matches!(self.state, SaleState::Assigned | SaleState::Undelivered | SaleState::Delivered);
        if self.refund.is_some() || !is_made {
            return Err(NoSuchStep::Decided(self.id));
        }
        let refund = Refund { at: now, staff, reason: reason.to_owned() };
        let step = Step::of(self, now).detail(|sale| sale.refund = Some(refund));
        step.event(EventKind::Refunded, None, Actor::Staff(staff)).alert(Alert::Sale).synced().done()
    }
}

impl Step {
    /// Continues the sale without a replacement for a license that was set aside.
    fn without(self, failure: Failure, actor: Actor) -> Self {
        if self.sale().in_state(LineState::Reserved).next().is_some() {
            self.short(failure).to(SaleState::Reserved, EventKind::Reserved, None)
        } else if self.sale().sold().next().is_some() {
            self.short_of(failure, None)
        } else {
            self.failing(failure, None, actor)
        }
    }
}

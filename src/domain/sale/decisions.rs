//! Decisions of people about a sale: a question answered, a held license judged, a DM sent again, money
//! given back. Each is synced before anything follows from it.

use secrecy::SecretString;

use super::super::{LineNumber, Product, RoleId, StaffId, Timestamp};
use super::step::Step;
use super::{
    Actor, Alert, Attempt, EventKind, Evidence, Failure, LineState, Message, MessageKind, NoSuchStep,
    Question, REPLY_TOKEN_LIVES, Refund, Sale, SaleState, Transition,
};

/// A decision of staff about a license that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The vendor has it as the buyer's: deliver it. The role is the one that the shop gives for it.
    Deliver(Option<RoleId>),
    /// It is free, and to be the buyer's: assign it to them again.
    AssignAgain,
    /// It is not the buyer's: set it aside and sell them another.
    SellAnother,
    /// It is not the buyer's: set it aside and sell nothing in its place.
    Nothing,
}

impl Sale {
    /// Staff have answered yes: the repetition is meant, fewer licenses are enough, or `product` is
    /// the one they mean. From now on the sale is acknowledged by the press of the button, whose
    /// token edits the reply.
    ///
    /// # Errors
    /// [`NoSuchStep::Decided`] where it was decided before or staff took too long.
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

    /// Staff say no, or (`None`) nothing in time: the sale ends with nothing sold.
    ///
    /// # Errors
    /// [`NoSuchStep::Decided`] where it was decided before.
    pub fn declined(&self, now: Timestamp, staff: Option<StaffId>) -> Transition {
        if self.confirm_until.is_none() {
            return Err(NoSuchStep::Decided(self.id));
        }
        let actor = staff.map_or(Actor::Keyclerk, Actor::Staff);
        Step::of(self, now).failing(Failure::NotConfirmed, None, actor).done()
    }

    /// Staff judge a held license. The sale goes on with the others it has, if there are any.
    ///
    /// # Errors
    /// [`NoSuchStep::Decided`] where it was judged before.
    pub fn judged(&self, now: Timestamp, number: LineNumber, verdict: Verdict, staff: StaffId) -> Transition {
        if self.numbered(number).is_none_or(|line| line.state != LineState::Held) {
            return Err(NoSuchStep::Decided(self.id));
        }
        let actor = Actor::Staff(staff);
        let judged =
            |word| Step::of(self, now).decided().no_more_doubt().event(EventKind::Judged, Some(word), actor);
        let step = match verdict {
            Verdict::Deliver(role) => {
                let step = judged("deliver").line_because(number, LineState::Assigned, Evidence::Judged);
                let kinds = (EventKind::Assigned, EventKind::PartAssigned);
                step.due_role(number, role).all_or_part(kinds, Some(Evidence::Judged.as_str()), actor)
            }
            Verdict::AssignAgain => judged("deliver").begin_assigning(number, Attempt::Decided),
            Verdict::SellAnother => {
                let step = judged("sell another").quarantine(number, Evidence::Judged);
                step.moved_by(SaleState::Acknowledged, EventKind::SetAside, None, actor)
            }
            Verdict::Nothing => {
                judged("nothing").quarantine(number, Evidence::Judged).without(Failure::Quarantined, actor)
            }
        };
        step.synced().done()
    }

    /// Staff want the DM sent again: a new message becomes due. `None` where one is due already, which is
    /// then the one to send.
    ///
    /// # Errors
    /// [`NoSuchStep::Decided`] where nothing is sold yet.
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

    /// Staff mark the sale as refunded, and the sales channel is told. The vendor takes no license back:
    /// the buyer keeps theirs.
    ///
    /// # Errors
    /// [`NoSuchStep::Decided`] where it was refunded before, or nothing is sold.
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
    /// Sells nothing in place of a license that was set aside.
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

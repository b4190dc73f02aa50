//! Transitions of delivery: sent and refused DMs, claims, and settled messages.

use std::time::Duration;

use super::super::{BuyerId, ChannelId, LineNumber, MessageId, MessageNumber, Timestamp};
use super::failing::OUTCOME;
use super::step::Step;
use super::{
    Actor, Alert, DmRefusal, DmState, DueMessage, EventDetail, EventKind, Message, MessageKind, NoSuchStep,
    PostedNotice, RoleRefusal, Sale, SaleState, Settled, Transition,
};

/// How many DMs in a row may lack a key before the buyer has to claim it.
const MOST_DMS: i64 = 5;
/// The wait after a DM that lacked its keys. It is multiplied by the number of such DMs in a row.
const AFTER_A_LACK: Duration = Duration::from_secs(2);

impl Sale {
    /// Records that the buyer has a DM with the keys of these lines. The DM is either a step of the
    /// sale or a repeat that staff requested. Keys that the DM lacks become due in another DM.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`] when the state tables do not allow the step.
    pub fn delivered(
        &self,
        now: Timestamp,
        dm: &DueMessage,
        (channel, message): (ChannelId, MessageId),
        holds: &[LineNumber],
    ) -> Transition {
        let carried: Vec<LineNumber> = self.carried_by(dm.number).iter().map(|line| line.number).collect();
        let lacks = carried.iter().any(|line| !holds.contains(line));
        let holds_none = !carried.iter().any(|line| holds.contains(line));
        let mut step = Step::of(self, now).only_if(self.has_due(dm));
        step = step.settle(Settled::Sent(dm.number, Some(message)));
        if !holds_none {
            step = step.dm(channel, message);
        }
        for number in carried {
            let brought = holds.contains(&number).then_some((dm.number, DmState::Sent));
            step = step.note(number, |line| line.dm = brought);
        }
        if holds_none && dm.attempts >= MOST_DMS {
            return step.refused_by_discord(DmRefusal::LacksTheKey).done();
        }
        let tries = if holds_none { dm.attempts + 1 } else { 0 };
        let again = now.after(AFTER_A_LACK * u32::try_from(tries).unwrap_or(1));
        let (to, kind) = (SaleState::Delivered, EventKind::Delivered);
        match self.state {
            _ if lacks => {
                let step =
                    step.event(EventKind::PartDelivered, Some(EventDetail::LacksAKey), Actor::Keyclerk);
                step.due_again(Message::Dm, again, tries)
            }
            // Licenses that were assigned after the DM became due are sent in another DM.
            SaleState::Assigned if step.sale().has_more_to_deliver() => {
                step.event(EventKind::PartDelivered, None, Actor::Keyclerk).due(&[Message::Dm])
            }
            SaleState::Assigned => step.to(to, kind, None).due(OUTCOME),
            SaleState::Undelivered => step.to(to, kind, None).due(&[Message::Reply(None)]),
            SaleState::Delivered => step.to(to, kind, Some(EventDetail::Again)),
            _ => step.event(EventKind::PartDelivered, None, Actor::Keyclerk),
        }
        .done()
    }

    /// Records that a DM does not bring its keys, so that the buyer can claim them. A repeated DM changes
    /// nothing else.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`] when the state tables do not allow the step.
    pub fn undelivered(&self, now: Timestamp, dm: &DueMessage, why: DmRefusal) -> Transition {
        let mut step = Step::of(self, now).only_if(self.has_due(dm)).settle(Settled::Dropped(dm.number));
        for line in self.carried_by(dm.number).iter().filter(|line| !line.is_brought()) {
            step = step.note(line.number, |line| line.dm = Some((dm.number, DmState::Dropped)));
        }
        step.refused_by_discord(why).done()
    }

    /// Returns true if this DM is the one that is due.
    fn has_due(&self, dm: &DueMessage) -> bool {
        self.due_of(MessageKind::Dm).is_some_and(|due| due.number == dm.number)
    }

    /// Records that `buyer` pressed Claim and is shown the keys. The first claim of an undelivered
    /// sale delivers it.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when the sale was transferred to another account meanwhile, or
    /// [`NoSuchStep::Illegal`] when the state tables do not allow the step.
    pub fn claimed(&self, now: Timestamp, buyer: BuyerId) -> Transition {
        if buyer != self.buyer {
            return Err(NoSuchStep::Decided(self.id));
        }
        let (kind, buyer) = (EventKind::Claimed, Actor::Buyer(self.buyer));
        let step = Step::of(self, now).synced();
        match self.state {
            SaleState::Undelivered => {
                step.moved_by(SaleState::Delivered, kind, None, buyer).due(&[Message::Reply(None)])
            }
            _ => step.event(kind, None, buyer),
        }
        .done()
    }

    /// Records where the notice with the Claim button was posted. A reply that links the notice becomes due
    /// and replaces other due replies.
    ///
    /// # Errors
    /// Never returns an error. The result type is that of all transitions.
    pub fn noticed(&self, now: Timestamp, number: MessageNumber, notice: PostedNotice) -> Transition {
        let step = Step::of(self, now).settle(Settled::Sent(number, Some(notice.message)));
        step.drop_due(MessageKind::Reply).due(&[Message::Reply(Some(notice))]).done()
    }

    /// Settles one message.
    ///
    /// # Errors
    /// Never returns an error. The result type is that of all transitions.
    pub fn settled(&self, now: Timestamp, settled: Settled) -> Transition {
        Step::of(self, now).settle(settled).done()
    }

    /// Records that a role cannot be given or taken, and makes one alert due.
    ///
    /// # Errors
    /// Never returns an error. The result type is that of all transitions.
    pub fn role_refused(&self, now: Timestamp, message: &DueMessage, why: RoleRefusal) -> Transition {
        let step = Step::of(self, now).settle(Settled::Dropped(message.number));
        match message.message {
            Message::RoleGive(_, role) | Message::RoleTake(_, role) => step.alert(Alert::Role(role, why)),
            Message::FormerRole(transfer, role) => step.alert(Alert::FormerRole(transfer, role, why)),
            _ => step,
        }
        .done()
    }
}

impl Step {
    fn refused_by_discord(self, why: DmRefusal) -> Self {
        let why = EventDetail::DmRefusal(why);
        let notice = &[Message::ClaimNotice];
        match self.sale().state {
            SaleState::Assigned => {
                self.to(SaleState::Undelivered, EventKind::Undelivered, Some(why)).due(notice).due(OUTCOME)
            }
            SaleState::Undelivered | SaleState::Delivered => {
                self.event(EventKind::Undelivered, Some(why), Actor::Keyclerk)
            }
            _ => self.event(EventKind::PartUndelivered, Some(why), Actor::Keyclerk).due(notice),
        }
    }
}

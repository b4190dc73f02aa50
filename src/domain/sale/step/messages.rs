//! The parts of a step that make messages due, and settle them.

use crate::domain::sale::{
    Alert, DmState, DueMessage, Durability, Line, LineState, Message, MessageKind, Nonce, Settled,
};
use crate::domain::{LineNumber, MessageNumber, RoleId, Timestamp};

use super::Step;

impl Step {
    /// Makes messages due now, in this order.
    pub(in crate::domain::sale) fn due(mut self, messages: &[Message]) -> Self {
        let now = self.now();
        for message in messages {
            self = self.due_at(*message, now);
        }
        self
    }

    /// Makes a message due at `at`.
    pub(in crate::domain::sale) fn due_at(self, message: Message, at: Timestamp) -> Self {
        self.due_again(message, at, 0)
    }

    /// Makes a message due at `at` that continues one with this number of attempts.
    pub(in crate::domain::sale) fn due_again(
        mut self,
        message: Message,
        at: Timestamp,
        attempts: i64,
    ) -> Self {
        let sale = &mut self.change.after;
        let number = MessageNumber::new(sale.last_message.as_i64() + 1);
        sale.last_message = number;
        // A power loss may take back a DM, and an alarm may then get its message number before the DM
        // becomes due again. DMs are therefore counted separately, so that the repeated DM has the same
        // nonce.
        let counted = if message == Message::Dm {
            sale.last_dm += 1;
            MessageNumber::new(sale.last_dm)
        } else {
            number
        };
        let nonce = Nonce::derived(sale.interaction, message.kind(), counted);
        let created_at = self.change.at;
        sale.due.push(DueMessage { number, message, nonce, attempts, due_at: at, created_at });
        // Nobody may see a sale that is not on the disk. A recorded intent was synced, and the sale
        // with it.
        if sale.lines.iter().all(|line| line.attempts == 0) {
            self.change.durability = Durability::Synced;
        }
        self.change.made_due.push(number);
        if message == Message::Dm { self.brought_by(number) } else { self }
    }

    /// Adds to a new DM the licenses that are in no DM yet, or whose DM Discord refused.
    fn brought_by(mut self, dm: MessageNumber) -> Self {
        let lacks = |line: &&Line| matches!(line.dm, None | Some((_, DmState::Dropped)));
        let lines = self.change.after.in_state(LineState::Assigned).filter(lacks);
        for number in lines.map(|line| line.number).collect::<Vec<_>>() {
            self = self.note(number, |line| line.dm = Some((dm, DmState::Due)));
        }
        self
    }

    /// Makes a DM due with the licenses that are in no DM yet. If another DM is due, the new one
    /// becomes due once that one has arrived.
    pub(in crate::domain::sale) fn due_dm(self) -> Self {
        if self.sale().due_of(MessageKind::Dm).is_some() { self } else { self.due(&[Message::Dm]) }
    }

    /// Makes a DM due with the assigned licenses while the sale waits for the others.
    pub(in crate::domain::sale) fn due_part(self) -> Self {
        if self.sale().has_more_to_deliver() { self.due_dm() } else { self }
    }

    /// Makes the role of a license due, and its removal at the end of the license.
    pub(in crate::domain::sale) fn due_role(mut self, number: LineNumber, role: Option<RoleId>) -> Self {
        let (Some(role), Some(line)) = (role, self.sale().numbered(number)) else { return self };
        let end = line.license.expires_at;
        let is_given = |due: &DueMessage| matches!(due.message, Message::RoleGive(_, given) if given == role);
        let is_taken = |due: &DueMessage| {
            matches!(due.message, Message::RoleTake(_, taken) if taken == role) && Some(due.due_at) == end
        };
        let (gives, takes) = (self.sale().due.iter().any(is_given), self.sale().due.iter().any(is_taken));
        if !gives {
            self = self.due(&[Message::RoleGive(number, role)]);
        }
        match end {
            Some(end) if !takes => self.due_at(Message::RoleTake(number, role), end),
            _ => self,
        }
    }

    /// Makes an alarm due now.
    pub(in crate::domain::sale) fn alert(self, alert: Alert) -> Self {
        self.due(&[Message::Alert(alert)])
    }

    /// Settles a message.
    pub(in crate::domain::sale) fn settle(mut self, settled: Settled) -> Self {
        let (Settled::Sent(number, _) | Settled::Dropped(number) | Settled::PutOff(number, _)) = settled;
        let due = &mut self.change.after.due;
        match settled {
            Settled::PutOff(_, at) => {
                if let Some(message) = due.iter_mut().find(|message| message.number == number) {
                    (message.due_at, message.attempts) = (at, message.attempts + 1);
                }
            }
            _ => due.retain(|message| message.number != number),
        }
        self.change.settled.push(settled);
        self
    }

    /// Drops every message of this kind that is due.
    pub(in crate::domain::sale) fn drop_due(mut self, kind: MessageKind) -> Self {
        let due = self.sale().due.iter().filter(|message| message.kind() == kind);
        for number in due.map(|message| message.number).collect::<Vec<_>>() {
            self = self.settle(Settled::Dropped(number));
        }
        self
    }

    /// Drops the alarms about a doubt or a contradiction that has ended.
    pub(in crate::domain::sale) fn no_more_doubt(self) -> Self {
        self.drop_due(MessageKind::DoubtAlert).drop_due(MessageKind::HeldAlert)
    }
}

//! Calls random transitions of a sale.

use std::time::Duration;

use rand::Rng;

use crate::domain::sale::*;
use crate::domain::{
    BuyerId, ChannelId, InteractionId, License, LicenseStatus, LineNumber, MessageId, Product, RoleId,
};

use super::arguments::Arguments;
use super::trial::Trial;

impl Arguments {
    /// Calls a transition. Returns `None` when it is not applicable or changes nothing.
    pub(super) fn transition(&mut self, trial: &Trial) -> (&'static str, Option<Transition>) {
        let (sale, now) = (&trial.sale, trial.now);
        let line = self.line(sale);
        let later = now.after(Duration::from_mins(1));
        match self.below(39) {
            0 => ("acknowledged", Some(sale.acknowledged(now))),
            1..=2 => {
                let count = self.below(3) + 1;
                let licenses: Vec<License> = (0..count)
                    .map(|_| self.licenses[self.rng.random_range(0..self.licenses.len())].clone())
                    .collect();
                let and_assign = self.one_in(2);
                let short = if self.one_in(8) { Some(self.pick(Failure::ALL)) } else { None };
                ("reserved", Some(sale.reserved(now, licenses, and_assign, short)))
            }
            3 => {
                let short = if self.one_in(2) { Some(self.pick(Failure::ALL)) } else { None };
                ("reserved_enough", Some(sale.reserved_enough(now, short)))
            }
            4 => {
                let question = match self.below(3) {
                    0 => Question::Repeat,
                    1 => Question::Partial(1),
                    _ => Question::Product(vec![("lifetime".to_owned(), 1)]),
                };
                ("asking", Some(sale.asking(now, question)))
            }
            5..=7 => {
                let attempt = self.pick(&[Attempt::Ordinary, Attempt::Contested, Attempt::Decided]);
                ("assigning", Some(sale.assigning(now, line, attempt)))
            }
            8..=10 => {
                let next = if self.one_in(2) { Some(self.line(sale)) } else { None };
                let (reconciled, role) = (self.one_in(2), self.role());
                ("assigned", Some(sale.assigned(now, line, reconciled, next, role)))
            }
            11..=12 => ("in_doubt", Some(sale.in_doubt(now, line, self.evidence()))),
            13..=14 => ("refused", Some(sale.refused(now, line, "no"))),
            15 => {
                let words = self.maybe("no");
                ("holding", Some(sale.holding(now, line, self.evidence(), words)))
            }
            16 => {
                let status = self.pick(&[None, Some(LicenseStatus::Free), Some(LicenseStatus::Assigned)]);
                ("held_is", sale.numbered(line).map(|line| sale.held_is(now, line, status, later)))
            }
            17 => ("waiting", Some(sale.waiting(now, later))),
            18 => ("replying_again", Some(sale.replying_again(now))),
            19 => {
                let product = self.maybe(Product::new("lifetime").unwrap());
                let confirmed = sale.confirmed(now, sale.staff, &self.token, product.as_ref());
                ("confirmed", Some(confirmed))
            }
            20 => {
                let staff = self.maybe(sale.staff);
                ("declined", Some(sale.declined(now, staff)))
            }
            21..=22 => {
                let verdict = match self.below(4) {
                    0 => Verdict::Deliver(self.role()),
                    1 => Verdict::AssignAgain,
                    2 => Verdict::SellAnother,
                    _ => Verdict::Nothing,
                };
                ("judged", Some(sale.judged(now, line, verdict, sale.staff)))
            }
            at => self.after_the_sale(trial, at, line),
        }
    }

    /// Calls a transition that follows an assignment or a failure.
    fn after_the_sale(
        &mut self,
        trial: &Trial,
        at: u32,
        line: LineNumber,
    ) -> (&'static str, Option<Transition>) {
        let (sale, now) = (&trial.sale, trial.now);
        let later = now.after(Duration::from_mins(1));
        match at {
            23 => ("resent", sale.resent(now, sale.staff).transpose()),
            24 => ("refunded", Some(sale.refunded(now, sale.staff, "faulty"))),
            25..=27 => {
                let holds: Vec<LineNumber> =
                    sale.lines.iter().filter(|_| !self.one_in(4)).map(|line| line.number).collect();
                let place = (ChannelId::new(700).unwrap(), MessageId::new(800).unwrap());
                ("delivered", self.dm(trial).map(|dm| sale.delivered(now, &dm, place, &holds)))
            }
            28 => ("undelivered", self.dm(trial).map(|dm| sale.undelivered(now, &dm, DmRefusal::DmsClosed))),
            29 => ("claimed", Some(sale.claimed(now, sale.buyer))),
            30 => {
                let (channel, message) = (ChannelId::new(700).unwrap(), MessageId::new(801).unwrap());
                let notice = PostedNotice { channel, message };
                ("noticed", self.message(trial).map(|due| sale.noticed(now, due.number, notice)))
            }
            31 => {
                let settled = self.message(trial).map(|due| self.settled(due.number, now));
                ("settled", settled.map(|settled| sale.settled(now, settled)))
            }
            32 => {
                let why = self.pick(&RoleRefusal::ALL);
                ("role_refused", self.message(trial).map(|due| sale.role_refused(now, &due, why)))
            }
            33 => {
                let words = self.maybe("no");
                ("ended", Some(sale.ended(now, self.pick(Failure::ALL), words)))
            }
            34 if self.one_in(2) => ("out_of_stock", Some(sale.out_of_stock(now, 1))),
            34 => ("unsent", Some(sale.unsent(now, self.pick(Failure::ALL)))),
            35 => match self.below(6) {
                0 => ("quarantined_is_not_free", Some(sale.quarantined_is_not_free(now, line))),
                1 => ("quarantined_is_unknown", Some(sale.quarantined_is_unknown(now, line, later))),
                2 => ("found_assigned", Some(sale.found_assigned(now, line))),
                3 => ("restored", Some(sale.restored(now))),
                4 => ("attributed", Some(sale.attributed(now, sale.staff, self.role()))),
                _ => ("held_again", Some(sale.held_again(now, line))),
            },
            36 => ("quarantined_is_free", Some(sale.quarantined_is_free(now, line))),
            37 => {
                let role = RoleId::new(600).unwrap();
                let roles = TransferredRoles {
                    taken: if self.one_in(2) { vec![role] } else { vec![] },
                    given: if self.one_in(2) { vec![(line, role)] } else { vec![] },
                };
                let buyer = BuyerId::new(400 + u64::from(self.below(3))).unwrap();
                let interaction = InteractionId::new(2).unwrap();
                let transfer = Transfer { buyer, staff: sale.staff, interaction };
                ("transferred", Some(sale.transferred(now, &transfer, &roles)))
            }
            _ => {
                let known = [Reminder { line, due: None }];
                let known = if self.one_in(2) { &known[..] } else { &[] };
                let (_, change) = sale.reminding(now, sale.buyer, known).unwrap();
                ("reminding", change.map(Ok))
            }
        }
    }
}

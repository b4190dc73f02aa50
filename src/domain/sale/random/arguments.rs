//! Generates random sales and random arguments of transitions.

use std::time::Duration;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use secrecy::SecretString;

use crate::domain::sale::*;
use crate::domain::{
    InteractionId, License, LineNumber, MessageNumber, Product, RoleId, SaleId, StaffId, Timestamp,
};

use super::trial::Trial;

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

/// Generates the arguments of transitions.
pub(super) struct Arguments {
    pub(super) rng: SmallRng,
    pub(super) template: Sale,
    pub(super) licenses: Vec<License>,
    pub(super) token: SecretString,
}

impl Arguments {
    pub(super) fn of(seed: u64) -> Self {
        let license = |at: u32| License {
            key: format!("ps-TEST-{at:07}").parse().unwrap(),
            product: Product::new("lifetime"),
            expires_at: at.is_multiple_of(3).then(|| NOW.after(Duration::from_hours(24 * 10))),
        };
        let request = SaleRequest::of_one(
            "100".parse().unwrap(),
            "200".parse().unwrap(),
            InteractionId::new(1).unwrap(),
            SecretString::from("token"),
            StaffId::new(300).unwrap(),
            "400".parse().unwrap(),
        );
        Self {
            rng: SmallRng::seed_from_u64(seed),
            template: request.recorded(SaleId::new(1), NOW, None),
            licenses: (0..8).map(license).collect(),
            token: SecretString::from("press"),
        }
    }

    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.rng.random_range(0..end)
    }

    pub(super) fn one_in(&mut self, count: u32) -> bool {
        self.below(count) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.rng.random_range(0..among.len())]
    }

    pub(super) fn maybe<T>(&mut self, value: T) -> Option<T> {
        self.one_in(2).then_some(value)
    }

    /// Makes a requested sale, sometimes with a named license or an open question.
    pub(super) fn sale(&mut self) -> Trial {
        let mut sale = self.template.clone();
        sale.quantity = self.pick(&[1, 1, 2, 3]);
        if self.one_in(5) {
            let license = self.licenses[0].clone();
            sale.lines.push(Line::new(LineNumber::new(1), license, LineState::Wanted));
        }
        if self.one_in(8) {
            (sale.question, sale.confirm_until) =
                (Some(Question::Repeat), Some(NOW.after(Duration::from_mins(10))));
        }
        Trial { sale, now: NOW, earlier: None, set_aside: Vec::new(), story: Vec::new() }
    }

    /// Picks a line of the sale, or rarely a line that does not exist.
    pub(super) fn line(&mut self, sale: &Sale) -> LineNumber {
        let count = u32::try_from(sale.lines.len()).unwrap();
        let number = if count == 0 || self.one_in(32) { count + 1 } else { self.below(count) + 1 };
        LineNumber::new(number.into())
    }

    /// Picks a due message, or rarely one that was settled before.
    pub(super) fn message(&mut self, trial: &Trial) -> Option<DueMessage> {
        let due = &trial.sale.due;
        match &trial.earlier {
            Some(earlier) if due.is_empty() || self.one_in(8) => Some(earlier.clone()),
            _ if due.is_empty() => None,
            _ => Some(due[self.rng.random_range(0..due.len())].clone()),
        }
    }

    /// Picks the due DM, or rarely another message.
    pub(super) fn dm(&mut self, trial: &Trial) -> Option<DueMessage> {
        match trial.sale.due_of(MessageKind::Dm) {
            Some(dm) if !self.one_in(16) => Some(dm.clone()),
            _ => self.message(trial),
        }
    }

    pub(super) fn role(&mut self) -> Option<RoleId> {
        self.maybe(RoleId::new(600).unwrap())
    }

    pub(super) fn evidence(&mut self) -> Evidence {
        self.pick(Evidence::ALL)
    }

    pub(super) fn settled(&mut self, message: MessageNumber, now: Timestamp) -> Settled {
        match self.below(3) {
            0 => Settled::Sent(message, None),
            1 => Settled::Dropped(message),
            _ => Settled::PutOff(message, now.after(Duration::from_secs(2))),
        }
    }
}

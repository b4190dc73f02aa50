//! The guided tour: five steps, from the first sale to a killed bot. The ledger tells when a step is done.

use discord_sandbox::{Playground, TourStep};

use crate::domain::{Clock, EventKind, SaleState, SystemClock, Timestamp};

use super::panels::ShownSale;
use super::people::Cast;

/// The texts of a step.
struct Step {
    title: &'static str,
    text: &'static str,
    person: &'static str,
    command: Option<&'static str>,
    switches: &'static [&'static str],
}

const STEPS: [Step; 5] = [
    Step {
        title: "Sell a license",
        text: "You are **mod**, a moderator. Fill in the command and send it. Then become **anna** at the top, and open **bot** under *Direct messages*: the key is there.",
        person: "mod",
        command: Some("/assignlicense member:anna product:lifetime note:ticket 4711"),
        switches: &[],
    },
    Step {
        title: "A buyer whose DMs are closed",
        text: "Sell **ben** a license. He accepts no direct messages. The bot posts a button **Claim** in #general instead.",
        person: "mod",
        command: Some("/assignlicense member:ben"),
        switches: &[],
    },
    Step {
        title: "Claim it",
        text: "Become **anna** and press **Claim** in #general: it is refused. Then become **ben** and press it: only he sees the key.",
        person: "ben",
        command: None,
        switches: &[],
    },
    Step {
        title: "Break the vendor",
        text: "Switch on **Loses its answers** in *Behind the counter*. Then sell **cleo** a license. The bot does not know whether it was assigned, asks the vendor, and sells the same key, never a second one. Switch it off again.",
        person: "mod",
        command: Some("/assignlicense member:cleo"),
        switches: &["vendor-loses"],
    },
    Step {
        title: "Kill the bot in the middle of a sale",
        text: "Switch on **Slow**, send the command, and switch off **Running** while the bot is thinking. Then switch **Running** on and **Slow** off. The bot finishes the sale that it had begun.",
        person: "mod",
        command: Some("/assignlicense member:ada"),
        switches: &["vendor-slow", "bot-runs"],
    },
];

/// The progress of the tour. A step that is done stays done.
#[derive(Debug, Default)]
pub(super) struct Tour {
    done: [bool; STEPS.len()],
    breaks: Vec<Timestamp>,
}

impl Tour {
    /// Remembers that the bot's process ends now.
    pub(super) fn bot_breaks(&mut self) {
        self.breaks.push(SystemClock.now());
    }

    /// Looks for done steps in the sales.
    pub(super) fn watch(&mut self, sales: &[ShownSale], cast: &Cast) {
        let names = cast.names();
        for ShownSale { sale, events } in sales {
            let buyer = sale.buyer.to_string().parse().ok().and_then(|id: u64| names.get(&id).copied());
            let has = |kind: EventKind| {
                let word: &'static str = kind.into();
                events.iter().any(|event| event.kind == word)
            };
            let is_delivered = sale.state == SaleState::Delivered;
            let survives = |at: &Timestamp| {
                sale.requested_at < *at && sale.delivered_at.is_some_and(|delivered| delivered > *at)
            };
            self.done[0] |= is_delivered && buyer == Some("anna");
            self.done[1] |= has(EventKind::Undelivered);
            self.done[2] |= has(EventKind::Claimed);
            self.done[3] |= is_delivered && has(EventKind::InDoubt);
            self.done[4] |= self.breaks.iter().any(survives);
        }
    }

    /// Shows the steps.
    pub(super) fn show(&self, page: &Playground) {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let steps = STEPS.iter().zip(self.done).map(|(step, is_done)| TourStep {
            title: step.title.to_owned(),
            text: step.text.to_owned(),
            person: Some(step.person.to_owned()),
            command: owned(step.command),
            switches: step.switches.iter().map(|id| (*id).to_owned()).collect(),
            is_done,
        });
        page.guide(steps.collect());
    }
}

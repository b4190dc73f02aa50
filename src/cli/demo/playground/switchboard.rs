//! The switches that break things.

use std::time::Duration;

use discord_sandbox::{Fault, Playground, Press, Switch};
use serde_json::json;

use super::super::stage::Stage;
use super::bot_process::BotProcess;
use super::headings::{BOT, DISCORD, VENDOR};

const RUNS: &str = "bot-runs";
const POWER: &str = "power-cut";

/// The time that a slow vendor takes to answer.
const SLOW: Duration = Duration::from_secs(4);
/// The requests that Discord fails, and the answers to which are the least visible: messages to channels and DMs.
const MESSAGES: (&str, &str) = ("POST", "channels/");

/// A switch that stays where it is put.
struct Toggle {
    id: &'static str,
    group: &'static str,
    label: &'static str,
    about: &'static str,
}

const TOGGLES: [Toggle; 7] = [
    Toggle { id: "vendor-slow", group: VENDOR, label: "Slow", about: "Each answer takes four seconds." },
    Toggle { id: "vendor-down", group: VENDOR, label: "Down", about: "Each call gets status 503." },
    Toggle {
        id: "vendor-loses",
        group: VENDOR,
        label: "Loses its answers",
        about: "Licenses are assigned, but the answer never arrives.",
    },
    Toggle {
        id: "vendor-refuses",
        group: VENDOR,
        label: "Refuses after assigning",
        about: "Licenses are assigned, but the answer says that they were assigned before.",
    },
    Toggle {
        id: "vendor-limits",
        group: VENDOR,
        label: "Rate limit reached",
        about: "Each call is refused by the rate limit.",
    },
    Toggle {
        id: "discord-fails",
        group: DISCORD,
        label: "Messages fail",
        about: "Those to channels and DMs get status 500.",
    },
    Toggle {
        id: "discord-limits",
        group: DISCORD,
        label: "Messages are limited",
        about: "Those to channels and DMs get status 429.",
    },
];

/// The states of the switches.
#[derive(Debug, Default)]
pub(super) struct Switchboard {
    on: Vec<String>,
    failure: Option<String>,
    /// How many bytes of the ledger the last power cut has cost.
    lost: Option<u64>,
}

impl Switchboard {
    fn is_on(&self, id: &str) -> bool {
        self.on.iter().any(|on| on == id)
    }

    /// Returns whether a press ends the bot's process.
    pub(super) fn breaks_the_bot(press: &Press) -> bool {
        press.switch == POWER || (press.switch == RUNS && !press.on)
    }

    /// Shows every switch as it is.
    pub(super) fn show(&self, page: &Playground, bot: &mut BotProcess) {
        let about = self.failure.clone().unwrap_or_else(|| {
            "Off kills the process in the middle of whatever it does. On starts it again.".to_owned()
        });
        let switch = |id: &str, group: &str, label: &str, about: &str, is_on| Switch {
            id: id.to_owned(),
            group: group.to_owned(),
            label: label.to_owned(),
            about: about.to_owned(),
            is_on,
        };
        page.offer(switch(RUNS, BOT, "Running", &about, Some(bot.runs())));
        let cut = match self.lost {
            Some(lost) => {
                format!(
                    "The power was cut. The ledger lost {lost} bytes, and the bot has started again to redo what is lost."
                )
            }
            None => "The ledger returns to what the disk had. Steps below that are not on the disk yet disappear, and the bot redoes them.".to_owned(),
        };
        page.offer(switch(POWER, BOT, "Cut the power", &cut, None));
        for one in &TOGGLES {
            page.offer(switch(one.id, one.group, one.label, one.about, Some(self.is_on(one.id))));
        }
    }

    /// Does what a pressed switch says.
    pub(super) async fn press(&mut self, press: &Press, stage: &Stage, bot: &mut BotProcess) {
        let done = match press.switch.as_str() {
            POWER => bot.cut_power().await.map(|lost| self.lost = Some(lost)),
            RUNS if press.on => bot.start(),
            RUNS => {
                bot.kill().await;
                Ok(())
            }
            id => {
                self.on.retain(|on| on != id);
                if press.on {
                    self.on.push(id.to_owned());
                }
                self.apply(stage);
                Ok(())
            }
        };
        self.failure = done.err().map(|error| format!("{error:#}"));
    }

    /// Sets every fault to the state of its switch.
    fn apply(&self, stage: &Stage) {
        let vendor = &stage.vendor.faults;
        let endless = |id: &str| if self.is_on(id) { u32::MAX } else { 0 };
        vendor.delay(if self.is_on("vendor-slow") { SLOW } else { Duration::ZERO });
        vendor.go_down(self.is_on("vendor-down"));
        vendor.lose_assignments(endless("vendor-loses"));
        vendor.refuse_assignments(endless("vendor-refuses"));
        vendor.limit_calls(endless("vendor-limits"));
        stage.sandbox.lift_faults();
        let (method, path) = MESSAGES;
        if self.is_on("discord-limits") {
            let body =
                json!({ "message": "You are being rate limited.", "retry_after": 2.0, "global": false });
            stage
                .sandbox
                .fault(Fault::answer(method, path, 429, body).header("retry-after", "2").until_lifted());
        }
        if self.is_on("discord-fails") {
            let body = json!({ "message": "500: Internal Server Error", "code": 0 });
            stage.sandbox.fault(Fault::answer(method, path, 500, body).until_lifted());
        }
    }
}

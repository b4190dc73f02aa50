//! A machine with keyclerk, and the Discord and the vendor that it uses.

use std::time::{Duration, Instant};

use keyclerk::cli::demo::{PersonExt, Stage};

use crate::documents::{read, root};

use super::machine::Machine;

/// The page that tells how keyclerk is installed.
pub const DEPLOY: &str = "docs/operations/deploy.md";
/// The page that leads through the operation.
pub const RUNNING: &str = "docs/operations.md";

/// Prints what somebody who watches the trial wants to see.
#[allow(clippy::print_stdout)]
pub fn tell(what: &str) {
    println!("{what}");
}

/// Prints one line for a check that holds. Fails with what was seen otherwise.
pub fn check(what: &str, holds: bool, seen: &str) {
    assert!(holds, "{what}:\n{seen}");
    tell(&format!("ok    {what}"));
}

/// A machine on which keyclerk is installed, and the Discord and the vendor that it uses.
pub struct Trial {
    pub machine: Machine,
    pub stage: Stage,
    buyers: usize,
}

impl Trial {
    pub fn new(machine: Machine, stage: Stage) -> Self {
        Self { machine, stage, buyers: 0 }
    }

    /// Sells a license to a new member, who gets it.
    pub async fn sells(&mut self, when: &str) {
        self.buyers += 1;
        let buyer = self.stage.guild.member(&format!("buyer{}", self.buyers), &[]);
        self.stage.moderator.sells_to(&buyer).says("License sold").await;
        check(&format!("a sale is made {when}"), buyer.dms().len() == 1, "the buyer has no message");
    }

    /// Runs a command of the documents. Returns what it printed, and how long it took.
    pub fn timed(&self, command: &str) -> (String, Duration) {
        self.stage.sandbox.forget_commands();
        let begun = Instant::now();
        let said = self.machine.does(command);
        (said, begun.elapsed())
    }

    /// Checks that the service has become another process, and that the bot sells.
    pub async fn is_started_again(&mut self, before: &str, when: &str) {
        let machine = &self.machine;
        machine.comes_to(when, || {
            let now = machine.property("MainPID");
            now != before && now != "0" && machine.property("ActiveState") == "active"
        });
        self.sells(when).await;
    }
}

/// Returns the text of a document.
pub fn page(document: &str) -> String {
    read(&root().join(document))
}

/// Returns the code block of a document that contains a text.
pub fn block(document: &str, text: &str) -> String {
    let page = page(document);
    let mut blocks = page.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let (_, block) = blocks.find(|(_, block)| block.contains(text)).unwrap();
    let lines: Vec<&str> = block.lines().map(str::trim_start).collect();
    lines.join("\n")
}

/// Returns the command in the table for systemd that does this.
pub fn command_to(what: &str) -> String {
    let page = page(DEPLOY);
    let (_, page) = page.split_once("## With systemd").unwrap();
    let row = page.lines().find(|line| line.starts_with(&format!("| {what}"))).unwrap();
    row.split('`').nth(1).unwrap().to_owned()
}

//! `keyclerk demo` without `--once`: a page on which a person sells, buys, and breaks things.
//!
//! The bot is a child process, so that it can be killed. The vendor and the local Discord survive it.

mod bot_process;
mod clock_time;
mod headings;
mod panels;
mod people;
mod power;
mod switchboard;
mod tour;

use std::time::{Duration, Instant};

use discord_sandbox::Playground;

use crate::shutdown::StopSignals;

use super::browser::open_in_browser;
use super::stage::{Stage, licenses};
use super::transcript::say;
use bot_process::BotProcess;
use panels::Panels;
use people::Cast;
use switchboard::Switchboard;
use tour::Tour;

pub(in crate::cli) use power::watch_for_power_cut;

/// The time between two looks at the ledger and the vendor.
const TICK: Duration = Duration::from_millis(120);
/// The number of licenses in the vendor's stock.
const STOCK: usize = 24;

/// Opens the page, and serves it until a stop signal.
///
/// # Errors
/// Returns an error if a component cannot be started.
pub(super) async fn run(port: u16, opens: bool, stop: &mut StopSignals) -> anyhow::Result<()> {
    let begun = Instant::now();
    let stage = Stage::without_bot_in(tempfile::tempdir()?, licenses(STOCK)).await?;
    let cast = Cast::of(&stage);
    let mut page = Playground::open(&stage.sandbox, port).await?;
    cast.invite_to(&page);
    let mut bot = BotProcess::of(&stage)?;
    bot.start()?;
    let mut switches = Switchboard::default();
    switches.show(&page, &mut bot);
    let (mut panels, mut tour) = (Panels::default(), Tour::default());
    tour.show(&page);
    say(&format!(
        "keyclerk demo – the real bot; the vendor and Discord are this machine's own.\n\n  Open   {}\n\n  ledger   {}\n  ready in {} ms; everything keeps running until Ctrl-C",
        page.url(),
        stage.ledger_path().display(),
        begun.elapsed().as_millis(),
    ));
    if opens {
        open_in_browser(&page.url());
    }
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            press = page.pressed() => {
                let Some(press) = press else { break };
                if Switchboard::breaks_the_bot(&press) {
                    // A reader would keep the ledger's files open while they are cut off.
                    panels.forget().await;
                    tour.bot_breaks();
                }
                switches.press(&press, &stage, &mut bot).await;
                switches.show(&page, &mut bot);
            }
            _ = tick.tick() => {
                switches.show(&page, &mut bot);
                panels.show(&page, &stage, &cast).await;
                tour.watch(panels.sales(), &cast);
                tour.show(&page);
            }
            () = stop.received() => break,
        }
    }
    bot.kill().await;
    for violation in stage.sandbox.take_violations() {
        say(&format!("Discord would have refused this: {violation}"));
    }
    stage.strike().await;
    Ok(())
}

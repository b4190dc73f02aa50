//! `keyclerk run`: runs the bot against real Discord and the real vendor.

use std::process::ExitCode;
use std::time::Duration;

use crate::app;
use crate::ledger::OpenError;
use crate::settings::{RunArgs, Settings};
use crate::shutdown::StopSignals;

use super::exit::{finish, resolved, wrong_settings};

/// The time limit for stopping. Docker kills a container after ten seconds.
const LONGEST_STOP: Duration = Duration::from_millis(8_800);

/// Runs the bot until a stop signal, and returns the exit code.
pub(super) async fn run(args: RunArgs, stop: &mut StopSignals) -> ExitCode {
    let settings = match resolved(args) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    match run_until_stopped(settings, stop).await {
        Err(error) if is_wrong_setting(&error) => wrong_settings("this setting is wrong", error),
        ended => finish(ended),
    }
}

/// Returns true if the start failed because of a setting that could only be checked by using it.
fn is_wrong_setting(error: &anyhow::Error) -> bool {
    error.downcast_ref::<OpenError>().is_some_and(OpenError::is_wrong_setting)
}

async fn run_until_stopped(settings: Settings, stop: &mut StopSignals) -> anyhow::Result<()> {
    let mut running = tokio::select! {
        started = app::start(settings) => started?,
        () = stop.received() => return Ok(()),
    };
    let ledger = running.ledger.clone();
    #[cfg(all(feature = "vendor", feature = "sandbox"))]
    super::demo::watch_for_power_cut(&ledger);
    let mut is_ready = false;
    let ended = tokio::select! {
        error = async {
            if let Err(error) = running.ready().await {
                return error;
            }
            is_ready = true;
            tracing::info!("selling");
            running.ended().await
        } => Some(error),
        // Running sales are not awaited, because a sale that cannot be recorded must not continue.
        () = ledger.broken() => anyhow::bail!(
            "the ledger cannot be written; the log names the cause, such as a full disk. keyclerk stops, because it sells nothing that it cannot record. Repair the disk and start it again: it then finishes the unfinished sales."
        ),
        () = stop.received() => None,
    };
    tracing::info!("stopping");
    // The gateway's client has been seen to spin while disconnecting. This thread ends the process even then.
    let code = i32::from(ended.is_some());
    std::thread::spawn(move || {
        std::thread::sleep(LONGEST_STOP);
        std::process::exit(code);
    });
    match ended {
        // The start has failed, so there are no sales to wait for.
        Some(error) if !is_ready => {
            running.abandon().await;
            Err(error)
        }
        ended => {
            running.stop().await;
            ended.map_or(Ok(()), Err)
        }
    }
}

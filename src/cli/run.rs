//! `keyclerk run`: runs the bot against real Discord and the real vendor.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio_util::task::AbortOnDropHandle;

use crate::app::{self, HttpError};
use crate::ledger::OpenError;
use crate::service_manager::ServiceManager;
use crate::settings::{RunArgs, Settings};
use crate::shutdown::{HangupSignals, StopSignals};

use super::exit::{finish, resolved, wrong_settings};
use super::watchdog_and_reload::{obey, report};

/// The time limit for stopping. Docker kills a container after ten seconds.
const LONGEST_STOP: Duration = Duration::from_millis(8_800);

/// Runs the bot until a stop signal, and returns the exit code.
pub(super) async fn run(args: RunArgs, stop: &mut StopSignals) -> ExitCode {
    // The settings are resolved on another thread, because reading the file of a secret can block.
    let settings = tokio::task::spawn_blocking(|| resolved(args));
    let settings = tokio::select! {
        settings = settings => settings.unwrap_or(Err(ExitCode::FAILURE)),
        () = stop.received() => return ExitCode::SUCCESS,
    };
    let settings = match settings {
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
    error.is::<HttpError>() || error.downcast_ref::<OpenError>().is_some_and(OpenError::is_wrong_setting)
}

async fn run_until_stopped(settings: Settings, stop: &mut StopSignals) -> anyhow::Result<()> {
    let mut hangups = HangupSignals::listen()?;
    let manager = ServiceManager::find(|name| std::env::var_os(name));
    manager.status("starting");
    let mut running = tokio::select! {
        started = app::start(settings) => started?,
        () = stop.received() => return Ok(()),
    };
    let (ledger, api_key) = (running.ledger.clone(), running.api_key());
    let attending = AbortOnDropHandle::new(tokio::spawn(report(manager.clone(), running.health())));
    #[cfg(all(feature = "vendor", feature = "sandbox"))]
    super::demo::watch_for_power_cut(&running.ledger_file);
    let is_ready = AtomicBool::new(false);
    let ended = tokio::select! {
        error = async {
            if let Err(error) = running.ready().await {
                return error;
            }
            is_ready.store(true, Ordering::Relaxed);
            tracing::info!("selling");
            // `systemctl status` shows this line at once after the start, and not that of an earlier update.
            manager.status("selling");
            manager.ready();
            running.ended().await
        } => Some(error),
        // Running sales are not awaited, because a sale that cannot be recorded must not continue.
        () = ledger.broken() => anyhow::bail!(
            "the ledger cannot be written; the log names the cause, such as a full disk. keyclerk stops, because it sells nothing that it cannot record. Repair the disk and start it again: it then finishes the unfinished sales."
        ),
        () = stop.received() => None,
        () = obey(&mut hangups, &manager, &api_key, &is_ready) => {
            tracing::warn!("the terminal was closed");
            None
        }
    };
    tracing::info!("stopping");
    // A watchdog does not count while the process stops, which takes at most `LONGEST_STOP`.
    drop(attending);
    manager.stopping();
    // The gateway's client has been seen to spin while disconnecting. This thread ends the process even then.
    let code = i32::from(ended.is_some());
    std::thread::spawn(move || {
        std::thread::sleep(LONGEST_STOP);
        std::process::exit(code);
    });
    match ended {
        // The start has failed, so there are no sales to wait for.
        Some(error) if !is_ready.load(Ordering::Relaxed) => {
            running.abandon().await;
            Err(error)
        }
        ended => {
            running.stop().await;
            ended.map_or(Ok(()), Err)
        }
    }
}

//! The exit codes of the commands, and the functions that print their errors.

use std::fmt::Display;
use std::future::Future;
use std::process::ExitCode;

use crate::settings::{RunArgs, SettingFaults, Settings};
use crate::shutdown::StopSignals;
use crate::telemetry;

/// The exit code for wrong settings. Nothing was started.
pub(super) const WRONG_SETTINGS: u8 = 2;

/// Prints the error of a command if it failed, and returns the exit code.
pub(super) fn finish<E: Display>(done: Result<(), E>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Prints that wrong settings prevent the start, and returns the exit code for it.
pub(super) fn wrong_settings(fault: &str, details: impl Display) -> ExitCode {
    eprintln!("keyclerk cannot start; {fault}:\n{details:#}");
    // A supervisor that restarts the process shows this line last.
    eprintln!("Nothing was started. Correct the above first, because another start ends here again.");
    ExitCode::from(WRONG_SETTINGS)
}

/// Prints an error that a wrong setting causes, and returns the exit code for it.
pub(super) fn wrong_setting(error: impl Display) -> ExitCode {
    eprintln!("{error}");
    ExitCode::from(WRONG_SETTINGS)
}

/// Runs a read-only command until it ends or a stop signal arrives, even if nobody reads its output.
pub(super) async fn unless_stopped<W>(work: W, stop: &mut StopSignals) -> ExitCode
where
    W: Future<Output = ExitCode> + Send + 'static,
{
    let work = tokio::spawn(work);
    tokio::select! {
        code = work => code.unwrap_or(ExitCode::FAILURE),
        () = stop.received() => ExitCode::SUCCESS,
    }
}

/// Runs a command that writes, until it ends or a stop signal arrives. A command that a signal interrupts has
/// failed. Its transaction is complete or is undone.
pub(super) async fn unless_interrupted(
    work: impl Future<Output = ExitCode>,
    stop: &mut StopSignals,
) -> ExitCode {
    tokio::select! {
        code = work => code,
        () = stop.received() => {
            eprintln!("stopped before the end was known: everything was done, or nothing was");
            ExitCode::FAILURE
        }
    }
}

/// Resolves the settings and starts logging. Prints every fault when a setting is invalid.
pub(super) fn resolved(args: RunArgs) -> Result<Settings, ExitCode> {
    resolve(args).map_err(|faults| wrong_settings("these settings are wrong", faults))
}

/// Resolves the settings and starts logging.
pub(super) fn resolve(args: RunArgs) -> Result<Settings, SettingFaults> {
    let settings = Settings::resolve(args, |name| std::env::var_os(name))?;
    let secrets = vec![settings.discord_token.clone(), settings.reseller.api_token.clone()];
    telemetry::init(&settings.rust_log, settings.log_format, secrets);
    Ok(settings)
}

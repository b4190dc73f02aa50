//! `keyclerk health`: tells by its exit code whether the bot is well, for the health check of a container.
//!
//! Invariant: it reads one file, takes no lock and makes no call, so that it may run every few seconds.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::domain::{Clock, SystemClock};
use crate::health::{StateFile, judge};
use crate::settings::ledger_path;

use super::exit::{finish, wrong_setting};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct HealthArgs {
    /// The ledger of the bot, as sqlite:PATH [default: sqlite:keyclerk.db]
    #[arg(long, env = "DATABASE_URL", default_value = "", hide_default_value = true, hide_env_values = true)]
    database_url: OsString,
}

/// Prints nothing if the bot is well. Otherwise prints one line, and returns the exit code 1.
pub(super) fn run(args: &HealthArgs) -> ExitCode {
    match ledger_path(&args.database_url) {
        Ok(ledger) => {
            let state = StateFile::beside(&ledger).read();
            finish(state.and_then(|state| judge(&state, SystemClock.now())))
        }
        Err(fault) => wrong_setting(format_args!("DATABASE_URL: {fault}")),
    }
}

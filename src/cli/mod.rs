//! The command line of keyclerk, one module per command.
//!
//! [`main`] reads the arguments and the `.env` file, runs the command and returns the exit code.
//! A stop signal ends every command with exit code 0.

mod backup;
#[cfg(all(feature = "vendor", feature = "sandbox"))]
pub mod demo;
pub mod doctor;
mod exit;
mod health;
mod output;
mod restore;
mod run;
mod sales;
pub mod setup;
mod terminal;
#[cfg(feature = "vendor")]
mod vendor;
mod watchdog_and_reload;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::settings::{RunArgs, SettingFaults, load_env_file};
use crate::shutdown::StopSignals;

use exit::{unless_stopped, wrong_settings};

/// A Discord bot that fulfils licenses: never a key twice, never a key lost.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the whole product on this machine, without any account
    #[cfg(all(feature = "vendor", feature = "sandbox"))]
    Demo(demo::DemoArgs),
    /// Run the bot against real Discord and the real vendor
    #[command(
        after_help = "Secrets are read only from the environment: DISCORD_TOKEN and RESELLER_API_TOKEN, \
                            or DISCORD_TOKEN_FILE and RESELLER_API_TOKEN_FILE, which name files that contain them. \
                            SSL_CERT_FILE names a file of certificates (PEM) to trust instead of the system's; \
                            the built-in ones stay trusted. SSL_CERT_DIR names a folder of such files."
    )]
    Run(Box<RunArgs>),
    /// Ask for each setting, try it against the real services, and write `.env`
    Setup,
    /// Check every setting against the real services; changes nothing
    Doctor(Box<doctor::DoctorArgs>),
    /// Tell by the exit code whether the bot that runs is well; prints nothing if it is
    Health(health::HealthArgs),
    /// List, show, export and move the sales of the ledger
    Sales(sales::SalesArgs),
    /// Back up the ledger, also while the bot runs
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the ledger; the old ledger is kept
    Restore(restore::RestoreArgs),
    /// Serve the Reseller API, and manage its API keys and licenses
    #[cfg(feature = "vendor")]
    Vendor(vendor::VendorArgs),
}

impl Command {
    /// Returns true if the command itself reports a `.env` that cannot be read.
    fn reports_settings(&self) -> bool {
        matches!(self, Self::Doctor(_) | Self::Setup)
    }

    /// Returns true if the command depends on the owner's settings.
    fn reads_settings(&self) -> bool {
        match self {
            #[cfg(all(feature = "vendor", feature = "sandbox"))]
            Self::Demo(_) => false,
            _ => true,
        }
    }
}

/// Runs the command that the process was started with, and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let env_file = match std::env::current_dir() {
        Ok(folder) => load_env_file(&folder),
        // Without a working directory there is no `.env`, but the environment may contain every setting.
        Err(_) => Ok(()),
    };
    // A sale mostly waits, so one worker thread for all sales costs less than waking a second one.
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("keyclerk cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(async {
        // This comes first, because in a container the first process ignores signals that have no handler.
        match StopSignals::listen() {
            Ok(stop) => execute(Cli::parse().command, env_file, stop).await,
            Err(error) => {
                eprintln!("keyclerk cannot listen for signals: {error}");
                ExitCode::FAILURE
            }
        }
    });
    runtime.shutdown_timeout(Duration::from_millis(500));
    code
}

async fn execute(command: Command, env_file: Result<(), SettingFaults>, mut stop: StopSignals) -> ExitCode {
    let env_file = match (env_file, command.reports_settings()) {
        (Err(faults), false) if command.reads_settings() => {
            return wrong_settings("these settings cannot be read", faults);
        }
        (env_file, _) => env_file,
    };
    match command {
        #[cfg(all(feature = "vendor", feature = "sandbox"))]
        Command::Demo(args) => exit::finish(demo::run(args, &mut stop).await),
        Command::Run(args) => run::run(*args, &mut stop).await,
        Command::Setup => setup::run(env_file, &mut stop).await,
        Command::Doctor(args) => unless_stopped(doctor::run(*args, env_file), &mut stop).await,
        Command::Sales(args) if args.is_move() => {
            exit::unless_interrupted(sales::run_move(args), &mut stop).await
        }
        Command::Health(args) => health::run(&args),
        Command::Sales(args) => unless_stopped(sales::run(args), &mut stop).await,
        Command::Backup(args) => unless_stopped(backup::run(args), &mut stop).await,
        Command::Restore(args) => restore::run(args).await,
        #[cfg(feature = "vendor")]
        Command::Vendor(args) => exit::finish(vendor::run(args, &mut stop).await),
    }
}

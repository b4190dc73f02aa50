//! The command line; exit codes.

use std::future::Future;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand};
use keyclerk::ledger::OpenError;
use keyclerk::settings::{Faults, RunArgs, Settings, load_env_file};
use keyclerk::shutdown::StopSignals;
use keyclerk::{app, telemetry};

/// Settings are wrong; nothing was started.
const WRONG_SETTINGS: u8 = 2;
/// Stopping takes no longer: Docker kills after ten seconds.
const LONGEST_STOP: Duration = Duration::from_millis(8_800);

/// A Discord bot that fulfils licenses: never a key twice, never a key lost.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The whole product on this machine, no account anywhere
    #[cfg(all(feature = "vendor", feature = "sandbox"))]
    Demo(keyclerk::demo::DemoArgs),
    /// The bot, against real Discord and the real vendor
    #[command(after_help = "Secrets come from the environment alone: DISCORD_TOKEN and RESELLER_API_TOKEN, \
                            or the paths of files that hold them: DISCORD_TOKEN_FILE and RESELLER_API_TOKEN_FILE. \
                            SSL_CERT_FILE names a file of certificates (PEM) to trust instead of the system's; \
                            the built-in ones stay trusted.")]
    Run(Box<RunArgs>),
    /// Tries every setting against the real services; changes nothing
    Doctor(Box<DoctorArgs>),
    /// The ledger from a shell: list, show, export
    Sales(keyclerk::sales::SalesArgs),
    /// Our own server of the Reseller API
    #[cfg(feature = "vendor")]
    Vendor(keyclerk::vendor::VendorArgs),
}

impl Command {
    /// Tells whether it depends on settings of the owner's.
    fn reads_settings(&self) -> bool {
        match self {
            #[cfg(all(feature = "vendor", feature = "sandbox"))]
            Self::Demo(_) => false,
            _ => true,
        }
    }
}

#[derive(clap::Args)]
struct DoctorArgs {
    #[command(flatten)]
    settings: RunArgs,
    /// Also balance the ledger with the vendor's stock
    #[arg(long)]
    ledger: bool,
}

fn main() -> ExitCode {
    let env_file = match std::env::current_dir() {
        Ok(folder) => load_env_file(&folder),
        // Without a working folder there is no `.env`; the environment may hold everything.
        Err(_) => Ok(()),
    };
    // A sale is mostly waiting. One thread for all of them costs less than waking a second.
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("keyclerk cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(async {
        // Before anything else: a container's first process ignores a signal that nobody listens for.
        match StopSignals::listen() {
            Ok(stop) => carry_out(Cli::parse().command, env_file, stop).await,
            Err(error) => {
                eprintln!("keyclerk cannot listen for signals: {error}");
                ExitCode::FAILURE
            }
        }
    });
    runtime.shutdown_timeout(Duration::from_millis(500));
    code
}

async fn carry_out(command: Command, env_file: Result<(), Faults>, mut stop: StopSignals) -> ExitCode {
    if let Err(faults) = env_file
        && command.reads_settings()
    {
        eprintln!("keyclerk cannot start; these settings cannot be read:\n{faults}");
        return ExitCode::from(WRONG_SETTINGS);
    }
    match command {
        #[cfg(all(feature = "vendor", feature = "sandbox"))]
        Command::Demo(args) => finish(keyclerk::demo::run(args, &mut stop).await),
        Command::Run(args) => run(*args, &mut stop).await,
        Command::Doctor(args) => unless_stopped(doctor(*args), &mut stop).await,
        Command::Sales(args) => unless_stopped(sales(args), &mut stop).await,
        #[cfg(feature = "vendor")]
        Command::Vendor(args) => {
            telemetry::init("info", telemetry::LogFormat::Text, vec![]);
            finish(keyclerk::vendor::run(args, &mut stop).await)
        }
    }
}

/// Does work that only reads; a stop signal ends it, also while a reader of the output does not read.
async fn unless_stopped<W>(work: W, stop: &mut StopSignals) -> ExitCode
where
    W: Future<Output = ExitCode> + Send + 'static,
{
    let work = tokio::spawn(work);
    tokio::select! {
        code = work => code.unwrap_or(ExitCode::FAILURE),
        () = stop.received() => ExitCode::SUCCESS,
    }
}

/// Resolves the settings and starts logging. Prints every fault when a setting is invalid.
fn resolved(args: RunArgs) -> Result<Settings, ExitCode> {
    let settings = Settings::resolve(args, |name| std::env::var_os(name)).map_err(|faults| {
        eprintln!("keyclerk cannot start; these settings are wrong:\n{faults}");
        ExitCode::from(WRONG_SETTINGS)
    })?;
    let secrets = vec![settings.discord_token.clone(), settings.reseller.api_token.clone()];
    telemetry::init(&settings.rust_log, settings.log_format, secrets);
    Ok(settings)
}

async fn run(args: RunArgs, stop: &mut StopSignals) -> ExitCode {
    match resolved(args) {
        Ok(settings) => match run_until_stopped(settings, stop).await {
            Err(error) if is_wrong_setting(&error) => {
                eprintln!("keyclerk cannot start; this setting is wrong:\n{error:#}");
                ExitCode::from(WRONG_SETTINGS)
            }
            ended => finish(ended),
        },
        Err(code) => code,
    }
}

/// Tells whether a start failed because of a setting that only shows as wrong when it is used.
fn is_wrong_setting(error: &anyhow::Error) -> bool {
    error.downcast_ref::<OpenError>().is_some_and(OpenError::is_wrong_setting)
}

async fn sales(args: keyclerk::sales::SalesArgs) -> ExitCode {
    match keyclerk::sales::run(args).await {
        Ok(text) => finish(keyclerk::output::print(&text).context("standard output")),
        Err(error) if error.is_wrong_setting() => {
            eprintln!("{error}");
            ExitCode::from(WRONG_SETTINGS)
        }
        Err(error) => finish(Err(error)),
    }
}

#[allow(clippy::print_stdout, reason = "what it finds is what it is run for")]
async fn doctor(args: DoctorArgs) -> ExitCode {
    let settings = match resolved(args.settings) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    let findings = keyclerk::doctor::examine(&settings, args.ledger).await;
    println!("{findings}");
    if findings.is_well() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn run_until_stopped(settings: Settings, stop: &mut StopSignals) -> anyhow::Result<()> {
    let mut running = tokio::select! {
        started = app::start(settings) => started?,
        () = stop.received() => return Ok(()),
    };
    let ledger = running.ledger.clone();
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
        // No draining: what cannot be written down must not be sold.
        () = ledger.broken() => anyhow::bail!(
            "the ledger cannot be written (see the log: is the disk full, or failing?). keyclerk stops; nothing is sold that cannot be logged. Mend the disk and start it again: unfinished sales are then finished."
        ),
        () = stop.received() => None,
    };
    tracing::info!("stopping");
    // Disconnecting has been seen to spin; a thread outside the runtime ends the process all the same.
    let code = i32::from(ended.is_some());
    std::thread::spawn(move || {
        std::thread::sleep(LONGEST_STOP);
        std::process::exit(code);
    });
    match ended {
        // The start has failed: nothing runs that is worth waiting for.
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

fn finish<E: std::fmt::Display>(done: Result<(), E>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

//! The command line; exit codes.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use keyclerk::settings::{RunArgs, Settings};
use keyclerk::{app, telemetry};

/// Settings are wrong; nothing was started.
const WRONG_SETTINGS: u8 = 2;

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
                            or the paths of files that hold them: DISCORD_TOKEN_FILE and RESELLER_API_TOKEN_FILE.")]
    Run(Box<RunArgs>),
    /// Our own server of the Reseller API
    #[cfg(feature = "vendor")]
    Vendor(keyclerk::vendor::VendorArgs),
}

fn main() -> ExitCode {
    // A missing .env is no fault: the environment may hold everything.
    drop(dotenvy::dotenv());
    let cli = Cli::parse();
    // A sale is mostly waiting. One thread for all of them costs less than waking a second.
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("keyclerk cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(async {
        match cli.command {
            #[cfg(all(feature = "vendor", feature = "sandbox"))]
            Command::Demo(args) => finish(keyclerk::demo::run(args).await),
            Command::Run(args) => run(*args).await,
            #[cfg(feature = "vendor")]
            Command::Vendor(args) => {
                telemetry::init("info", telemetry::LogFormat::Text, vec![]);
                finish(keyclerk::vendor::run(args).await)
            }
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    code
}

async fn run(args: RunArgs) -> ExitCode {
    let settings = match Settings::resolve(args, |name| std::env::var_os(name)) {
        Ok(settings) => settings,
        Err(faults) => {
            eprintln!("keyclerk cannot start; these settings are wrong:\n{faults}");
            return ExitCode::from(WRONG_SETTINGS);
        }
    };
    let secrets = vec![settings.discord_token.clone(), settings.reseller.api_token.clone()];
    telemetry::init(&settings.rust_log, settings.log_format, secrets);
    finish(run_until_stopped(settings).await)
}

async fn run_until_stopped(settings: Settings) -> anyhow::Result<()> {
    let mut running = app::start(settings).await?;
    let ended = tokio::select! {
        error = async {
            if let Err(error) = running.ready().await {
                return error;
            }
            tracing::info!("selling");
            running.ended().await
        } => Some(error),
        asked = app::asked_to_stop() => asked.err().map(Into::into),
    };
    tracing::info!("stopping");
    // Disconnecting has been seen to spin; a thread outside the runtime ends the process all the same.
    let code = i32::from(ended.is_some());
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(20));
        std::process::exit(code);
    });
    running.stop().await;
    ended.map_or(Ok(()), Err)
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

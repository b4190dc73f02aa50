//! `keyclerk setup`: asks for each setting, tries it against the real services, and writes `.env`.
//!
//! Invariant: nothing is written before every answer has been checked, and no output contains a secret.

mod choice;
mod dialogue;
mod discord;
mod env_file_writer;
mod error;
mod next_commands;
mod present_settings;
mod secret;
mod staff;
mod vendor;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use secrecy::ExposeSecret;

use crate::settings::{RunArgs, SettingFaults, Settings, with_settings};
use crate::shutdown::StopSignals;
use crate::telemetry;

use super::doctor;
use super::exit::finish;
use super::terminal;

pub use error::SetupError;

use choice::joined;
use dialogue::{Dialogue, StandardInput};
use next_commands::NextCommands;
use present_settings::Present;

/// Runs the set-up, and returns the exit code. `env_file` is the result of loading `.env`.
pub(super) async fn run(env_file: Result<(), SettingFaults>, stop: &mut StopSignals) -> ExitCode {
    let is_written = Arc::new(AtomicBool::new(false));
    let work = tokio::spawn(set_up(env_file, Arc::clone(&is_written)));
    tokio::select! {
        done = work => match done {
            Ok(Ok(code)) => code,
            Ok(Err(error)) => finish(Err(error)),
            // The panic was already printed.
            Err(_) => ExitCode::FAILURE,
        },
        () = stop.received() => {
            terminal::show_input();
            let end = if is_written.load(Ordering::Acquire) { "" } else { "; nothing was written" };
            eprintln!("\nstopped{end}");
            ExitCode::FAILURE
        }
    }
}

async fn set_up(
    env_file: Result<(), SettingFaults>,
    is_written: Arc<AtomicBool>,
) -> Result<ExitCode, SetupError> {
    let mut dialogue = Dialogue::new(Box::new(StandardInput), Box::new(std::io::stdout()));
    let folder = std::env::current_dir()?;
    let present = Present::read(&folder, env_file)?;
    env_file_writer::check(&present.path)?;
    begin(&mut dialogue, &present)?;

    let bot = discord::bot(&mut dialogue, &present).await?;
    let servers = discord::servers(&mut dialogue, &bot, &present).await?;
    let roles = staff::roles(&mut dialogue, &bot.rest, &servers, &present).await?;
    let channel = staff::channel(&mut dialogue, &bot.rest, &servers, &present).await?;
    let vendor = vendor::vendor(&mut dialogue, &present).await?;

    let servers: Vec<u64> = servers.iter().map(|server| server.id.as_u64()).collect();
    let secret = |name: &str, value| present.secret_file(name).is_none().then_some(value);
    let answers = [
        ("DISCORD_TOKEN", secret("DISCORD_TOKEN", bot.token.expose_secret().to_owned())),
        ("GUILD_IDS", Some(joined(&servers))),
        ("STAFF_ROLE_IDS", Some(joined(&roles)).filter(|roles| !roles.is_empty())),
        ("SALES_CHANNEL_ID", channel.map(|channel| channel.to_string())),
        ("RESELLER_BASE_URL", Some(vendor.address)),
        ("RESELLER_ALLOW_PLAIN_HTTP", vendor.allows_plain_http.then(|| "yes".to_owned())),
        ("RESELLER_API_TOKEN", secret("RESELLER_API_TOKEN", vendor.api_key.expose_secret().to_owned())),
    ];
    let assignments: Vec<_> = answers.iter().map(|(name, value)| (*name, value.as_deref())).collect();
    let text = with_settings(&present.text, &assignments);
    let copy = tokio::task::block_in_place(|| env_file_writer::write(&present.path, &text))?;
    is_written.store(true, Ordering::Release);
    tell(&mut dialogue, &present, copy)?;
    checked(&mut dialogue, &present, &answers).await
}

/// Says what will happen, and what stands in the way.
fn begin(dialogue: &mut Dialogue, present: &Present) -> Result<(), SetupError> {
    let path = present.path.display();
    dialogue.say(format_args!(
        "This asks for each setting, tries it, and then writes {path}. Nothing is written before.\n\
        Enter takes the value in brackets. Ctrl-C stops."
    ))?;
    if let Some(faults) = &present.faults {
        dialogue.say(format_args!(
            "\nThese lines cannot be read. The new file leaves them out, and a copy keeps them:\n{faults}"
        ))?;
    }
    let overridden = present.overridden();
    if !overridden.is_empty() {
        dialogue.say(format_args!(
            "\nThe environment sets {}, which overrides the file. Unset what the file is to decide.",
            overridden.join(", ")
        ))?;
    }
    Ok(())
}

/// Says what was written.
fn tell(dialogue: &mut Dialogue, present: &Present, copy: Option<PathBuf>) -> Result<(), SetupError> {
    dialogue.say(format_args!("\n{} is written, readable by you alone.", present.path.display()))?;
    match copy {
        Some(copy) => dialogue.say(format_args!("The one from before is kept as {}.", copy.display())),
        None => Ok(()),
    }
}

/// Lets the doctor check the settings that are now in force, and says how to start the bot.
async fn checked(
    dialogue: &mut Dialogue,
    present: &Present,
    answers: &[(&str, Option<String>)],
) -> Result<ExitCode, SetupError> {
    let variable = |name: &str| -> Option<OsString> {
        match answers.iter().find(|(asked, _)| *asked == name) {
            Some((_, value)) if !present.is_overridden(name) => value.clone().map(OsString::from),
            _ => present.value(name),
        }
    };
    let settings = match Settings::resolve(RunArgs::from_variables(variable), variable) {
        Ok(settings) => settings,
        Err(faults) => {
            dialogue.say(format_args!("\nThe bot cannot start yet; these settings are wrong:\n{faults}"))?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let secrets = vec![settings.discord_token.clone(), settings.reseller.api_token.clone()];
    telemetry::init("warn", settings.log_format, secrets);
    dialogue.say("\nThe doctor checks everything together:")?;
    let findings = doctor::examine(&settings, false).await;
    dialogue.report(&findings)?;
    let NextCommands { check, start } = NextCommands::of_this_installation();
    if findings.is_well() {
        dialogue.say(format_args!("\nStart the bot with: {start}"))?;
        return Ok(ExitCode::SUCCESS);
    }
    dialogue.say(format_args!(
        "\nCorrect what is WRONG, and check again with: {check}\nThen start the bot with: {start}"
    ))?;
    Ok(ExitCode::FAILURE)
}

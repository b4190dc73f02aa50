//! `keyclerk doctor`: checks every setting against the real services. It prints one line per finding,
//! with a remedy for each fault.
//!
//! It changes nothing, and may run beside the bot.

pub(in crate::cli) mod application;
mod channels;
mod check;
mod clock;
mod findings;
mod ledger;
mod machine;
mod servers;
pub(in crate::cli) mod vendor;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::app;
use crate::courier::rest::Rest;
use crate::domain::{Clock, GuildId, SystemClock};
use crate::ledger::{Ledger, ShopSettings};
use crate::reseller::{Client, Vendor};
use crate::settings::{RunArgs, SettingFaults, Settings};

use super::exit::{WRONG_SETTINGS, finish, resolve, wrong_settings};
use super::output::print;

pub use check::Check;
pub use findings::{Finding, Findings, Status};

use clock::Peer;

/// Check every setting against the real services
#[derive(Args)]
pub(super) struct DoctorArgs {
    #[command(flatten)]
    settings: RunArgs,
    /// Also compare the ledger with the vendor's stock, and check its database more thoroughly
    #[arg(long)]
    ledger: bool,
    /// Print one JSON object per line: check, status (ok, hint or wrong), words, and server where one is meant
    #[arg(long)]
    json: bool,
}

/// Prints the findings, and returns the exit code.
pub(super) async fn run(args: DoctorArgs, env_file: Result<(), SettingFaults>) -> ExitCode {
    if let Err(faults) = env_file {
        return wrong(&faults, "these settings cannot be read", args.json);
    }
    let settings = match resolve(args.settings) {
        Ok(settings) => settings,
        Err(faults) => return wrong(&faults, "these settings are wrong", args.json),
    };
    printed(&examine(&settings, args.ledger).await, args.json)
}

/// Prints findings, and returns the exit code.
fn printed(findings: &Findings, as_json: bool) -> ExitCode {
    let lines = if as_json { findings.json_lines() } else { findings.to_string() };
    match print(&format!("{lines}\n")) {
        Ok(()) if findings.is_well() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(error) => finish(Err(error)),
    }
}

/// Prints wrong settings, and returns the exit code.
fn wrong(faults: &SettingFaults, title: &str, as_json: bool) -> ExitCode {
    if !as_json {
        return wrong_settings(title, faults);
    }
    match print(&format!("{}\n", Findings::from(faults).json_lines())) {
        Ok(()) => ExitCode::from(WRONG_SETTINGS),
        Err(error) => finish(Err(error)),
    }
}

/// The servers, each with its own settings.
type Shops = Vec<(GuildId, Arc<ShopSettings>)>;

/// Checks the settings. If `compares_stock` is set, also compares the ledger with the vendor's stock, and
/// checks its database more thoroughly.
pub async fn examine(settings: &Settings, compares_stock: bool) -> Findings {
    let mut findings = Findings::default();
    let opened = ledger::opened(&mut findings, &settings.ledger).await;
    if let Some((file, _)) = &opened {
        ledger::database(&mut findings, &settings.ledger, file, compares_stock).await;
    }
    let opened = opened.map(|(_, ledger)| ledger);
    machine::backups(&mut findings, settings.backups.as_ref(), SystemClock.now());
    machine::http(&mut findings, settings.http_addr).await;
    // Without a readable ledger, the default settings apply.
    let shop = |guild| opened.as_ref().map(|ledger| ledger.shop(guild)).unwrap_or_default();
    let shops: Shops = settings.guild_ids.iter().map(|guild| (*guild, shop(*guild))).collect();
    match app::rest(settings) {
        Ok(rest) => discord(&mut findings, settings, &rest, &shops).await,
        Err(error) => findings.wrong(Check::setting("DISCORD_API_URL"), &error.to_string()),
    }
    vendor_and_ledger(&mut findings, settings, opened.as_ref(), compares_stock).await;
    if let Some(ledger) = opened {
        ledger.close().await;
    }
    findings
}

async fn discord(findings: &mut Findings, settings: &Settings, rest: &Rest, shops: &Shops) {
    let has_proxy = settings.discord_api_url.is_some();
    let Ok(application) = application::examine(findings, rest, has_proxy).await else { return };
    application::gateway(findings, rest).await;
    clock::compared(findings, Peer::Discord, rest.clock_skew());
    let channels = channels::examine(findings, settings, rest, shops).await;
    let link = channels.invitation(application.id, shops);
    findings.ok(Check::InviteLink, &link);
    servers::examine(findings, settings, rest, shops, channels.default, &link).await;
}

async fn vendor_and_ledger(
    findings: &mut Findings,
    settings: &Settings,
    ledger: Option<&Ledger>,
    compares_stock: bool,
) {
    let vendor = match Client::new(settings.reseller.clone()) {
        Ok(vendor) => vendor,
        Err(error) => return findings.wrong(Check::setting("RESELLER_BASE_URL"), &error.to_string()),
    };
    let listed = vendor.my_available().await;
    match &listed {
        Ok(licenses) => {
            findings.ok(Check::setting("RESELLER_BASE_URL"), "the vendor answers there");
            vendor::listed(findings, licenses);
            vendor::budget(findings, &settings.reseller, vendor.facts());
            clock::compared(findings, Peer::Vendor, vendor.facts().clock_skew);
        }
        Err(error) => vendor::failed(findings, error),
    }
    if compares_stock {
        ledger::compared(findings, ledger, &vendor, listed.as_ref().ok()).await;
    }
}

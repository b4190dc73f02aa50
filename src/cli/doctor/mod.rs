//! `keyclerk doctor`: checks every setting against the real services. It prints one line per finding,
//! with a remedy for each fault.
//!
//! It changes nothing, and may run beside the bot.

mod channels;
mod findings;
mod ledger;
mod servers;
mod vendor;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::app;
use crate::courier::rest::{Failed, Rest};
use crate::domain::GuildId;
use crate::ledger::{Ledger, ShopSettings};
use crate::reseller::{Client, Vendor};
use crate::settings::{RunArgs, Settings};

use super::exit::resolved;

pub use findings::Findings;

/// Check every setting against the real services
#[derive(Args)]
pub(super) struct DoctorArgs {
    #[command(flatten)]
    settings: RunArgs,
    /// Also compare the ledger with the vendor's stock
    #[arg(long)]
    ledger: bool,
}

/// Prints the findings, and returns the exit code.
#[allow(clippy::print_stdout, reason = "the findings are the command's output")]
pub(super) async fn run(args: DoctorArgs) -> ExitCode {
    let settings = match resolved(args.settings) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    let findings = examine(&settings, args.ledger).await;
    println!("{findings}");
    if findings.is_well() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The servers, each with its own settings.
type Shops = Vec<(GuildId, Arc<ShopSettings>)>;

/// Checks the settings. If `compares_stock` is set, also compares the ledger with the vendor's stock.
pub async fn examine(settings: &Settings, compares_stock: bool) -> Findings {
    let mut findings = Findings::default();
    let opened = ledger::opened(&mut findings, &settings.ledger).await;
    // Without a readable ledger, the default settings apply.
    let shop = |guild| opened.as_ref().map(|ledger| ledger.shop(guild)).unwrap_or_default();
    let shops: Shops = settings.guild_ids.iter().map(|guild| (*guild, shop(*guild))).collect();
    match app::rest(settings) {
        Ok(rest) => discord(&mut findings, settings, &rest, &shops).await,
        Err(error) => findings.wrong("DISCORD_API_URL", &error.to_string()),
    }
    vendor_and_ledger(&mut findings, settings, opened.as_ref(), compares_stock).await;
    if let Some(ledger) = opened {
        ledger.close().await;
    }
    findings
}

async fn discord(findings: &mut Findings, settings: &Settings, rest: &Rest, shops: &Shops) {
    let application = match rest.application().await {
        Ok(application) => application.id,
        Err(Failed::Refused(refusal)) if refusal.status == 401 => {
            let words = format!(
                "Discord refuses it ({refusal}); copy the whole token from the Bot page of the developer portal"
            );
            return findings.wrong("DISCORD_TOKEN", &words);
        }
        Err(failed) if settings.discord_api_url.is_some() => {
            return findings.wrong("DISCORD_API_URL", &format!("{failed}. {}", app::PROXY_HINT));
        }
        Err(failed) => return findings.wrong("DISCORD_TOKEN", &format!("{failed}; try again")),
    };
    findings.ok("DISCORD_TOKEN", &format!("Discord accepts it; the application is {application}"));
    let channels = channels::examine(findings, settings, rest, shops).await;
    let link = channels.invitation(application, shops);
    findings.ok("invite link", &link);
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
        Err(error) => return findings.wrong("RESELLER_BASE_URL", &error.to_string()),
    };
    match vendor.my_available().await {
        Ok(licenses) => vendor::listed(findings, &licenses),
        Err(error) => vendor::failed(findings, &error),
    }
    if compares_stock {
        ledger::compared(findings, &settings.ledger, ledger, &vendor).await;
    }
}

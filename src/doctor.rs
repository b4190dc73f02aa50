//! `keyclerk doctor`: every setting tried against the real services, a line each – what is well,
//! what is wrong and how to mend it. It changes nothing, and may run beside the bot.

use std::sync::Arc;

use serenity::all::Http;

use crate::app;
use crate::courier::http::{Failed, repeating};
use crate::domain::SystemClock;
use crate::fulfilment::{Balance, balance};
use crate::ledger::Ledger;
use crate::reseller::{Client, Vendor, VendorError};
use crate::settings::Settings;

/// Findings, in the order they were made.
#[derive(Debug, Default)]
pub struct Findings {
    lines: Vec<String>,
    faults: usize,
}

impl Findings {
    fn well(&mut self, what: &str, words: &str) {
        self.lines.push(format!("well   {what}: {words}"));
    }

    fn wrong(&mut self, what: &str, words: &str) {
        self.lines.push(format!("WRONG  {what}: {words}"));
        self.faults += 1;
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.faults == 0
    }
}

impl std::fmt::Display for Findings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

/// Tries the settings; with `books` also balances the ledger with the vendor.
pub async fn examine(settings: &Settings, books: bool) -> Findings {
    let mut findings = Findings::default();
    match app::discord_http(settings) {
        Ok(http) => discord(&mut findings, settings, &http).await,
        Err(error) => findings.wrong("DISCORD_API_URL", &error.to_string()),
    }
    let vendor = match Client::new(settings.reseller.clone()) {
        Ok(vendor) => vendor,
        Err(error) => {
            findings.wrong("RESELLER_BASE_URL", &error.to_string());
            return findings;
        }
    };
    match vendor.my_available().await {
        Ok(licenses) => findings.well(
            "RESELLER_API_TOKEN",
            &format!("the vendor takes it; {} licenses are in stock", licenses.len()),
        ),
        Err(VendorError::Unauthorised(_)) => findings
            .wrong("RESELLER_API_TOKEN", "the vendor refuses it; make a new key in its Reseller Dashboard"),
        Err(error) => findings
            .wrong("RESELLER_BASE_URL", &format!("{error}; is the address right, and the vendor well?")),
    }
    if books {
        ledger(&mut findings, settings, &vendor).await;
    }
    findings
}

async fn discord(findings: &mut Findings, settings: &Settings, http: &Http) {
    match repeating(|| http.get_current_application_info()).await {
        Ok(application) => {
            http.set_application_id(application.id);
            findings
                .well("DISCORD_TOKEN", &format!("Discord takes it; the application is {}", application.id));
        }
        Err(Failed::Refused { .. }) => {
            findings.wrong("DISCORD_TOKEN", "Discord refuses it; reset it in the developer portal, page Bot");
            return;
        }
        Err(failed) => return findings.wrong("DISCORD_TOKEN", &format!("{failed}; try again")),
    }
    for guild in &settings.guild_ids {
        let what = format!("GUILD_IDS {guild}");
        match repeating(|| http.get_guild_commands(guild.as_u64().into())).await {
            Ok(commands) => {
                findings.well(&what, &format!("the bot is there, with {} commands", commands.len()));
            }
            Err(Failed::Refused { .. }) => {
                findings.wrong(&what, "the bot is not there; invite it with the link in the README");
            }
            Err(failed) => findings.wrong(&what, &format!("{failed}; try again")),
        }
    }
}

async fn ledger(findings: &mut Findings, settings: &Settings, vendor: &Client) {
    let what = format!("ledger {}", settings.ledger.display());
    let ledger = match Ledger::open_to_read(&settings.ledger, Arc::new(SystemClock)).await {
        Ok(ledger) => ledger,
        Err(error) => return findings.wrong(&what, &error.to_string()),
    };
    match balance(vendor, &ledger).await {
        Ok(balance) => books(findings, &what, &balance),
        Err(error) => findings.wrong(&what, &error.to_string()),
    }
    ledger.close().await;
}

fn books(findings: &mut Findings, what: &str, balance: &Balance) {
    if balance.is_even() {
        return findings.well(
            what,
            &format!("the books balance; {} licenses sold, {} in stock", balance.sold, balance.in_stock),
        );
    }
    for (sale, key) in &balance.sold_and_free {
        findings
            .wrong(what, &format!("sale {sale} sold {key}, and the vendor calls it free; ask the vendor"));
    }
    for sale in &balance.open {
        findings.wrong(what, &format!("sale {sale} is not over; keyclerk settles it, or asks staff to"));
    }
    if balance.unattributed > 0 {
        findings.wrong(
            what,
            &format!(
                "{} licenses left the stock and were not sold here; does somebody else sell from this account, or did they expire?",
                balance.unattributed
            ),
        );
    }
}

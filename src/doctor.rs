//! `keyclerk doctor`: every setting tried against the real services, a line each – what is well,
//! what is wrong and how to mend it. It changes nothing, and may run beside the bot.

use std::sync::Arc;

use serenity::all::Http;

use crate::app;
use crate::courier::http::{Failed, repeating};
use crate::courier::permissions::{Standing, invite};
use crate::domain::{GuildId, SystemClock};
use crate::fulfilment::{Balance, balance};
use crate::ledger::{Ledger, ShopSettings};
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
    let application = match repeating(|| http.get_current_application_info()).await {
        Ok(application) => application.id,
        Err(Failed::Refused { .. }) => {
            findings.wrong("DISCORD_TOKEN", "Discord refuses it; reset it in the developer portal, page Bot");
            return;
        }
        Err(failed) => return findings.wrong("DISCORD_TOKEN", &format!("{failed}; try again")),
    };
    http.set_application_id(application);
    findings.well("DISCORD_TOKEN", &format!("Discord takes it; the application is {application}"));
    let shops = shops(settings).await;
    let gives_roles = shops.iter().any(|(_, shop)| shop.roles().next().is_some());
    let link = invite(application.get(), gives_roles);
    findings.well("invite link", &link);
    let mut seen = None;
    for (guild, shop) in &shops {
        let what = format!("GUILD_IDS {guild}");
        match repeating(|| http.get_guild_commands(guild.as_u64().into())).await {
            Ok(commands) => {
                findings.well(&what, &format!("the bot is there, with {} commands", commands.len()));
                let has_channel = standing(findings, settings, http, (*guild, shop)).await;
                seen = seen.max(has_channel);
            }
            Err(Failed::Refused { .. }) => {
                findings.wrong(&what, &format!("the bot is not there; invite it with {link}"));
            }
            Err(failed) => findings.wrong(&what, &format!("{failed}; try again")),
        }
    }
    // Of several servers each says nothing of a channel that may be another's.
    if let (Some(channel), Some(false)) = (settings.sales_channel_id, seen)
        && shops.len() > 1
    {
        findings.wrong("SALES_CHANNEL_ID", &format!("no server has the channel {channel}; choose another"));
    }
}

/// What each server has set; the defaults where there is no ledger yet, or none that can be read,
/// which `--ledger` tells of.
async fn shops(settings: &Settings) -> Vec<(GuildId, Arc<ShopSettings>)> {
    let ledger = Ledger::open_to_read(&settings.ledger, Arc::new(SystemClock)).await.ok();
    let shop = |guild| ledger.as_ref().map(|ledger| ledger.shop(guild)).unwrap_or_default();
    let shops = settings.guild_ids.iter().map(|guild| (*guild, shop(*guild))).collect();
    if let Some(ledger) = ledger {
        ledger.close().await;
    }
    shops
}

/// What the bot lacks in a server to post where it is set to, and to give the roles that are set;
/// whether the server has the environment's channel, where Discord tells.
async fn standing(
    findings: &mut Findings,
    settings: &Settings,
    http: &Http,
    (guild, shop): (GuildId, &ShopSettings),
) -> Option<bool> {
    let what = format!("permissions in {guild}");
    match Standing::of(http, guild).await {
        Ok(standing) => {
            let lacks = standing.lacks(shop, settings.sales_channel_id, settings.guild_ids.len() == 1);
            if lacks.is_empty() {
                findings.well(&what, "nothing is lacking for the channels and roles that are set");
            }
            for lack in lacks {
                findings.wrong(&what, &lack.words());
            }
            Some(settings.sales_channel_id.is_some_and(|channel| standing.has(channel)))
        }
        Err(failed) => {
            findings.wrong(&what, &format!("{failed}; try again"));
            None
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

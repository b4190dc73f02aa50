//! `keyclerk doctor`: every setting tried against the real services, a line each – what is well,
//! what is wrong and how to mend it. It changes nothing, and may run beside the bot.

use std::sync::Arc;

use crate::app;
use crate::courier::default_channel::{Owner, owner_of};
use crate::courier::permissions::{Standing, invite};
use crate::courier::rest::{Failed, Rest};
use crate::domain::{ChannelId, GuildId, SystemClock};
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
    match app::rest(settings) {
        Ok(rest) => discord(&mut findings, settings, &rest).await,
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
        Ok(licenses) => {
            let words = format!("the vendor takes it; {} licenses are in stock", licenses.len());
            findings.well("RESELLER_API_TOKEN", &words);
            if licenses.unreadable() > 0 {
                let words = format!(
                    "{} entries of the vendor's list could not be read and are not sold; ask the vendor about their keys, products and expirations",
                    licenses.unreadable()
                );
                findings.wrong("stock", &words);
            }
        }
        Err(VendorError::Unauthorised(_)) => findings.wrong(
            "RESELLER_API_TOKEN",
            "the vendor refuses it; is it copied whole, and still listed in the Reseller Dashboard?",
        ),
        Err(error) => findings
            .wrong("RESELLER_BASE_URL", &format!("{error}; is the address right, and the vendor well?")),
    }
    if books {
        ledger(&mut findings, settings, &vendor).await;
    }
    findings
}

async fn discord(findings: &mut Findings, settings: &Settings, rest: &Rest) {
    let application = match rest.application().await {
        Ok(application) => application.id,
        Err(Failed::Refused(refusal)) if refusal.status == 401 => {
            let words = format!(
                "Discord refuses it ({refusal}); is it copied whole, from the page Bot of the developer portal?"
            );
            return findings.wrong("DISCORD_TOKEN", &words);
        }
        Err(failed) if settings.discord_api_url.is_some() => {
            return findings.wrong("DISCORD_API_URL", &format!("{failed}. {}", app::PROXY_HINT));
        }
        Err(failed) => return findings.wrong("DISCORD_TOKEN", &format!("{failed}; try again")),
    };
    findings.well("DISCORD_TOKEN", &format!("Discord takes it; the application is {application}"));
    let shops = shops(settings).await;
    let gives_roles = shops.iter().any(|(_, shop)| shop.roles().next().is_some());
    let link = invite(application, gives_roles);
    findings.well("invite link", &link);
    let owner = match settings.sales_channel_id {
        Some(channel) => sales_channel(findings, settings, rest, channel).await,
        None => None,
    };
    for (guild, shop) in &shops {
        let what = format!("GUILD_IDS {guild}");
        match rest.count_commands(*guild).await {
            Ok(commands) => {
                findings.well(&what, &format!("the bot is there, with {commands} commands"));
                let default_channel = settings.sales_channel_id.filter(|_| owner == Some(*guild));
                standing(findings, rest, *guild, shop, default_channel).await;
            }
            Err(Failed::Refused(refusal)) => {
                let words =
                    format!("Discord refuses it ({refusal}). If the bot is not there, invite it with {link}");
                findings.wrong(&what, &words);
            }
            Err(failed) => findings.wrong(&what, &format!("{failed}; try again")),
        }
    }
}

/// Tells which server the channel of the environment serves, and returns it.
async fn sales_channel(
    findings: &mut Findings,
    settings: &Settings,
    rest: &Rest,
    channel: ChannelId,
) -> Option<GuildId> {
    let what = "SALES_CHANNEL_ID";
    match owner_of(rest, channel).await {
        Ok(Owner::Guild(guild)) if settings.guild_ids.contains(&guild) => {
            let others = match settings.guild_ids.len() {
                1 => "",
                _ => "; other servers choose theirs in /settings",
            };
            findings.well(what, &format!("sales of server {guild} are posted there{others}"));
            Some(guild)
        }
        Ok(Owner::Guild(guild)) => {
            findings.wrong(
                what,
                &format!("the channel belongs to server {guild}, which GUILD_IDS does not name"),
            );
            None
        }
        Ok(Owner::Hidden) => {
            let words = format!(
                "Discord shows the bot no channel {channel}. If it was deleted, choose another; else let keyclerk view it in the channel's permissions."
            );
            findings.wrong(what, &words);
            None
        }
        Err(failed) => {
            findings.wrong(what, &format!("{failed}; try again"));
            None
        }
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

/// Tells what the bot lacks in a server to post where it is set to, and to give the roles that are
/// set.
async fn standing(
    findings: &mut Findings,
    rest: &Rest,
    guild: GuildId,
    shop: &ShopSettings,
    default_channel: Option<ChannelId>,
) {
    let what = format!("permissions in {guild}");
    match Standing::of(rest, guild).await {
        Ok(standing) => {
            let lacks = standing.lacks(shop, default_channel);
            if lacks.is_empty() {
                findings.well(&what, "nothing is lacking for the channels and roles that are set");
            }
            for lack in lacks {
                findings.wrong(&what, &lack.words());
            }
        }
        Err(failed) => findings.wrong(&what, &format!("{failed}; try again")),
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

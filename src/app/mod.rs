//! The composition root: builds the components from the settings, runs them, and stops them in order.

mod backups;
mod gateway;
mod start_up;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use serenity::all::ShardManager;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use crate::courier::DiscordCourier;
use crate::courier::default_sales_channel::DefaultChannel;
use crate::courier::guild_profile::GuildProfiles;
use crate::courier::rest::{Rest, RestCounts, RestError};
use crate::discord::{Access, Bot, Events, LicenseHandles, Tracked};
use crate::domain::{Clock, GuildId, SystemClock};
use crate::fulfilment::{Fulfilment, Stock};
use crate::ledger::Ledger;
use crate::reseller::Client;
use crate::settings::Settings;

pub use start_up::PROXY_HINT;

/// The time that running sales have to reach a safe step at shutdown. Together with [`DISCONNECT`] it is
/// less than the ten seconds after which Docker kills the container.
const DRAIN: Duration = Duration::from_secs(6);
/// The time limit for disconnecting after that. Disconnecting can hang if the connection is just being
/// replaced.
const DISCONNECT: Duration = Duration::from_secs(2);

/// A running bot.
pub struct Running {
    /// The ledger that the bot writes.
    pub ledger: Ledger,
    closing: Arc<AtomicBool>,
    tracker: TaskTracker,
    shards: Arc<ShardManager>,
    gateway: JoinHandle<anyhow::Error>,
    recovery: JoinHandle<()>,
    backups: Option<JoinHandle<()>>,
    ready: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    rest: Arc<Rest>,
}

/// Starts the bot: opens the ledger, resumes unfinished sales, and connects to Discord. Does not wait
/// for Discord to answer; [`Running::ready`] does.
///
/// # Errors
/// Returns a message for the owner if the ledger cannot be opened or a component cannot be built.
pub async fn start(settings: Settings) -> anyhow::Result<Running> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ledger = Ledger::open(&settings.ledger, Arc::clone(&clock)).await.context("DATABASE_URL")?;
    let vendor = Client::new(settings.reseller.clone())?;
    let stock = Arc::new(Stock::new(vendor.clone(), vendor.browsing(), ledger.clone(), Arc::clone(&clock)));
    let rest = Arc::new(rest(&settings)?);
    let guild_profiles = Arc::new(GuildProfiles::new(Arc::clone(&rest)));
    let default_channel =
        Arc::new(DefaultChannel::new(Arc::clone(&rest), settings.sales_channel_id, &settings.guild_ids));
    let courier = DiscordCourier::new(
        Arc::clone(&rest),
        Arc::clone(&default_channel),
        ledger.clone(),
        Arc::clone(&guild_profiles),
    );
    let fulfilment = Arc::new(Fulfilment::new(vendor, courier, ledger.clone(), Arc::clone(&stock), clock));
    let bot = Arc::new(Bot {
        fulfilment: Arc::clone(&fulfilment),
        rest: Arc::clone(&rest),
        default_channel: Arc::clone(&default_channel),
        guild_profiles: Arc::clone(&guild_profiles),
        access: Access::new(settings.guild_ids.clone(), settings.staff_role_ids.clone(), ledger.clone()),
        license_handles: LicenseHandles::default(),
    });
    let (tracker, closing) = (TaskTracker::new(), Arc::new(AtomicBool::new(false)));
    let (events, ready) = Events::start(&bot);
    let framework = Tracked::new(&bot, tracker.clone(), Arc::clone(&closing));
    let client = gateway::client(&settings, framework, events).await?;
    let shards = Arc::clone(&client.shard_manager);
    let gateway = tokio::spawn(gateway::connect(client, Arc::clone(&rest), settings.discord_api_url.clone()));
    let recovery = tokio::spawn(fulfilment.run_recovery(
        settings.guild_ids.clone(),
        tracker.clone(),
        Arc::clone(&closing),
    ));
    let backups = settings.backups.map(|backups| tokio::spawn(backups::run(settings.ledger, backups)));
    tokio::spawn(warm_up(settings.guild_ids, stock, guild_profiles, default_channel));
    Ok(Running {
        ledger,
        closing,
        tracker,
        shards,
        gateway,
        recovery,
        backups,
        ready: Some(Box::pin(ready)),
        rest,
    })
}

/// Fetches in advance the data that the first sale would otherwise wait for.
async fn warm_up(
    guilds: Vec<GuildId>,
    stock: Arc<Stock<Client>>,
    guild_profiles: Arc<GuildProfiles>,
    default_channel: Arc<DefaultChannel>,
) {
    stock.glance(Duration::ZERO).await;
    for guild in guilds {
        guild_profiles.of(guild).await;
        // A failure does not matter, because the first sale requests the data again.
        let _ = default_channel.of(guild).await;
    }
}

/// Builds the client for Discord's REST API.
///
/// # Errors
/// Returns [`RestError`] if the token cannot be sent or the HTTP client cannot be built.
pub fn rest(settings: &Settings) -> Result<Rest, RestError> {
    Rest::new(&settings.discord_token, settings.discord_api_url.as_deref())
}

impl Running {
    /// Completes once the bot is connected and has tried to register its commands in each server. Waits
    /// as long as Discord does not answer.
    ///
    /// # Errors
    /// Returns an error if Discord refuses the token, a setting is wrong, or the connection ended for good.
    pub async fn ready(&mut self) -> anyhow::Result<()> {
        let Some(ready) = self.ready.take() else { return Ok(()) };
        tokio::select! {
            () = ready => Ok(()),
            ended = &mut self.gateway => bail!(why_ended(ended)),
        }
    }

    /// Completes when the connection to Discord ends for good, which does not happen in normal operation.
    pub async fn ended(&mut self) -> anyhow::Error {
        why_ended((&mut self.gateway).await)
    }

    /// Accepts no new interactions, waits until running sales reach a safe step, and disconnects. The next
    /// start resumes unfinished sales.
    pub async fn stop(self) {
        self.closing.store(true, Ordering::Release);
        self.tracker.close();
        if tokio::time::timeout(DRAIN, self.tracker.wait()).await.is_err() {
            tracing::warn!("sales were left unfinished; the next start resumes them");
        }
        self.disconnect().await;
    }

    /// Disconnects without waiting for anything, because the start has failed. The next start resumes
    /// unfinished sales.
    pub async fn abandon(self) {
        self.closing.store(true, Ordering::Release);
        self.disconnect().await;
    }

    async fn disconnect(self) {
        self.recovery.abort();
        if let Some(backups) = &self.backups {
            backups.abort();
        }
        if tokio::time::timeout(DISCONNECT, self.shards.shutdown_all()).await.is_err() {
            tracing::warn!("the connection to Discord did not close in time");
        }
        self.gateway.abort();
        let RestCounts { waits, limited } = self.rest.counts();
        tracing::info!(
            waits,
            limited,
            "stopped; `waits` calls waited for Discord's rate limits, `limited` answers had status 429"
        );
        self.ledger.close().await;
    }
}

fn why_ended(ended: Result<anyhow::Error, tokio::task::JoinError>) -> anyhow::Error {
    ended.unwrap_or_else(|_| anyhow::anyhow!("the connection to Discord ended"))
}

//! The composition root: builds the components from the settings, runs them, and stops them in order.

mod api_key;
mod backups;
mod gateway;
mod health_probe;
mod http;
pub mod metrics;
mod start_up;
mod state_writer;

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use serenity::all::ShardManager;
use tokio::task::JoinHandle;
use tokio_util::task::{AbortOnDropHandle, TaskTracker};

use crate::courier::DiscordCourier;
use crate::courier::default_sales_channel::DefaultChannel;
use crate::courier::guild_profile::GuildProfiles;
use crate::courier::rest::{Rest, RestCounts, RestError};
use crate::discord::{Access, Bot, Events, LicenseHandles, Tracked};
use crate::domain::{Clock, GuildId, SystemClock};
use crate::fulfilment::{Fulfilment, Stock};
use crate::health::StateFile;
use crate::ledger::{Ledger, Sqlite};
use crate::reseller::Client;
use crate::settings::Settings;

pub use api_key::ApiKeyFile;
pub use health_probe::HealthProbe;
pub use http::HttpError;
pub use start_up::PROXY_HINT;

use backups::Backups;
use http::{HttpListener, Site};
use metrics::{Metrics, Recorder};
use state_writer::write_states;

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
    /// The file of the ledger.
    pub ledger_file: Sqlite,
    closing: Arc<AtomicBool>,
    tracker: TaskTracker,
    shards: Arc<ShardManager>,
    gateway: JoinHandle<anyhow::Error>,
    recovery: JoinHandle<()>,
    ready: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    rest: Arc<Rest>,
    health: HealthProbe,
    api_key: ApiKeyFile,
    state_file: StateFile,
    /// The tasks that tell others how the bot is doing, and that make backups.
    watch: Vec<AbortOnDropHandle<Infallible>>,
}

/// Starts the bot: opens the ledger, resumes unfinished sales, and connects to Discord. Does not wait
/// for Discord to answer; [`Running::ready`] does.
///
/// # Errors
/// Returns a message for the owner if the ledger cannot be opened or a component cannot be built.
pub async fn start(settings: Settings) -> anyhow::Result<Running> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    // The address is a setting, so it is tried before anything is created.
    let observed = match settings.http_addr {
        Some(address) => {
            let recorder = Recorder::install().context("the metrics cannot be recorded")?;
            Some((HttpListener::bind(address).await?, recorder))
        }
        None => None,
    };
    let ledger_file = Sqlite::open(&settings.ledger).await.context("DATABASE_URL")?;
    let ledger =
        Ledger::over(Arc::new(ledger_file.clone()), Arc::clone(&clock)).await.context("DATABASE_URL")?;
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
    let health = HealthProbe::new(ledger.clone(), Arc::clone(&shards), Arc::clone(&bot.fulfilment));
    let state_file = StateFile::beside(&settings.ledger);
    let recorder = observed.as_ref().map(|(_, recorder)| recorder.clone());
    let sum_up = move || recorder.iter().for_each(Recorder::sum_up);
    let mut watch = vec![tokio::spawn(write_states(state_file.clone(), health.clone(), sum_up))];
    watch.extend(observed.map(|(listener, recorder)| {
        let metrics = Metrics::new(recorder, settings.guild_ids.clone(), Arc::clone(&bot.fulfilment));
        tokio::spawn(listener.serve(Site { probe: health.clone(), metrics }))
    }));
    watch.extend(settings.backups.map(|backups| {
        let guild = settings.guild_ids.first().copied();
        tokio::spawn(Backups::new(settings.ledger, backups, ledger.clone(), guild).run())
    }));
    tokio::spawn(warm_up(settings.guild_ids, stock, guild_profiles, default_channel));
    Ok(Running {
        ledger,
        ledger_file,
        closing,
        tracker,
        shards,
        gateway,
        recovery,
        ready: Some(Box::pin(ready)),
        rest,
        health,
        api_key: ApiKeyFile::new(Arc::clone(&bot.fulfilment)),
        state_file,
        watch: watch.into_iter().map(AbortOnDropHandle::new).collect(),
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

    /// Returns the probe of the bot's state.
    #[must_use]
    pub fn health(&self) -> HealthProbe {
        self.health.clone()
    }

    /// Returns the file of the vendor's API key.
    #[must_use]
    pub fn api_key(&self) -> ApiKeyFile {
        self.api_key.clone()
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
        drop(self.watch);
        self.state_file.remove();
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

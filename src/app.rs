//! The composition root: settings become parts, the parts run, and they stop in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::bail;
use secrecy::ExposeSecret;
use serenity::all::{ClientBuilder, GatewayIntents, Http, HttpBuilder, ShardManager};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use crate::courier::DiscordCourier;
use crate::courier::front::Fronts;
use crate::courier::http::{Failed, repeating};
use crate::discord::{Access, Handles, Shop, Tracked, framework};
use crate::domain::{Clock, GuildId, SystemClock};
use crate::fulfilment::{Fulfilment, Stock};
use crate::ledger::Ledger;
use crate::reseller::Client;
use crate::settings::Settings;

/// How long a call to Discord may take; serenity itself sets no limit.
const DISCORD_PATIENCE: Duration = Duration::from_secs(10);
/// Connections kept open to Discord while nothing is asked.
const IDLE_CONNECTIONS: usize = 16;
/// How long running sales get to reach a safe step.
const DRAIN: Duration = Duration::from_secs(10);
/// How long disconnecting may take after that; it can hang between two connections.
const DISCONNECT: Duration = Duration::from_secs(3);
/// How often the ledger is looked through for sales that are due.
const RECOVER_EVERY: Duration = Duration::from_secs(1);

/// A bot that runs.
pub struct Running {
    /// The ledger, for those who look.
    pub ledger: Ledger,
    closing: Arc<AtomicBool>,
    tracker: TaskTracker,
    shards: Arc<ShardManager>,
    gateway: JoinHandle<serenity::Result<()>>,
    recovery: JoinHandle<()>,
    ready: Option<oneshot::Receiver<Result<(), String>>>,
}

/// Starts the bot: opens the ledger, connects, and takes up what an earlier process left.
///
/// # Errors
/// In words for the owner: the ledger cannot be opened, or a part cannot be made.
pub async fn start(settings: Settings) -> anyhow::Result<Running> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ledger = Ledger::open(&settings.ledger, Arc::clone(&clock)).await?;
    let vendor = Client::new(settings.reseller.clone())?;
    let stock = Arc::new(Stock::new(vendor.clone(), vendor.browsing(), ledger.clone(), Arc::clone(&clock)));

    // serenity keeps the HTTP client it is given; the courier has one of its own, over the same connections.
    let connections = discord_connections()?;
    let http = || http_over(&settings, &connections);
    let courier_http = Arc::new(http());
    let application = repeating(|| courier_http.get_current_application_info()).await.map_err(|failed| {
        anyhow::anyhow!("Discord cannot be reached or does not take DISCORD_TOKEN: {failed}")
    })?;
    courier_http.set_application_id(application.id);
    let owner = application.owner.map(|owner| owner.id);

    let fronts = Arc::new(Fronts::new(Arc::clone(&courier_http)));
    let courier = DiscordCourier::new(
        courier_http,
        settings.sales_channel_id,
        owner,
        ledger.clone(),
        Arc::clone(&fronts),
    );
    let fulfilment = Arc::new(Fulfilment::new(vendor, courier, ledger.clone(), Arc::clone(&stock), clock));
    let shop = Arc::new(Shop {
        fulfilment: Arc::clone(&fulfilment),
        owner,
        sales_channel: settings.sales_channel_id,
        fronts: Arc::clone(&fronts),
        access: Access::new(settings.guild_ids.clone(), settings.staff_role_ids.clone(), ledger.clone()),
        handles: Handles::default(),
    });
    let (is_ready, ready) = oneshot::channel();
    let (tracker, closing) = (TaskTracker::new(), Arc::new(AtomicBool::new(false)));
    let framework = Tracked::new(framework(shop, is_ready), tracker.clone(), Arc::clone(&closing));
    let mut client =
        ClientBuilder::new_with_http(http(), GatewayIntents::empty()).framework(framework).await.map_err(
            |error| anyhow::anyhow!("the Discord client cannot be made: {}", Failed::from_serenity(&error)),
        )?;
    let shards = Arc::clone(&client.shard_manager);
    let gateway = tokio::spawn(async move { client.start_autosharded().await });
    let recovery =
        tokio::spawn(recover(fulfilment, settings.guild_ids.clone(), tracker.clone(), Arc::clone(&closing)));
    let guilds = settings.guild_ids.clone();
    tokio::spawn(async move {
        stock.glance(Duration::ZERO).await;
        for guild in guilds {
            fronts.of(guild).await;
        }
    });
    Ok(Running { ledger, closing, tracker, shards, gateway, recovery, ready: Some(ready) })
}

fn discord_connections() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .timeout(DISCORD_PATIENCE)
        .tcp_nodelay(true)
        .pool_max_idle_per_host(IDLE_CONNECTIONS)
        .build()
}

fn http_over(settings: &Settings, connections: &reqwest::Client) -> Http {
    let http = HttpBuilder::new(settings.discord_token.expose_secret()).client(connections.clone());
    match &settings.discord_api_url {
        // serenity's own limiter would go past the proxy to Discord.
        Some(url) => http.proxy(url).ratelimiter_disabled(true).build(),
        None => http.build(),
    }
}

/// Discord's REST API, as the bot reaches it.
///
/// # Errors
/// The HTTP client cannot be made.
pub fn discord_http(settings: &Settings) -> reqwest::Result<Http> {
    Ok(http_over(settings, &discord_connections()?))
}

/// Takes up unfinished sales, and looks at the stock, every second. Each round is tracked, so that stopping waits for it.
async fn recover(
    fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    guilds: Vec<GuildId>,
    tracker: TaskTracker,
    closing: Arc<AtomicBool>,
) {
    while !closing.load(Ordering::Acquire) {
        if let Err(error) = tracker.track_future(fulfilment.recover()).await {
            tracing::error!(?error, "unfinished sales could not be looked for");
        }
        if let Err(error) = tracker.track_future(fulfilment.watch_stock(&guilds)).await {
            tracing::error!(?error, "the stock could not be watched");
        }
        tokio::time::sleep(RECOVER_EVERY).await;
    }
}

impl Running {
    /// Completes once the commands are registered in every guild.
    ///
    /// # Errors
    /// Discord refused them, or the connection ended before.
    pub async fn ready(&mut self) -> anyhow::Result<()> {
        let Some(ready) = self.ready.take() else { return Ok(()) };
        tokio::select! {
            told = ready => match told {
                Ok(Ok(())) => Ok(()),
                Ok(Err(error)) => bail!("the commands cannot be registered: {error}. Is the bot in every guild of GUILD_IDS?"),
                Err(_) => bail!("the connection to Discord ended before it was ready"),
            },
            ended = &mut self.gateway => bail!("{}", gateway_ended(ended)),
        }
    }

    /// Completes when the connection to Discord ends for good, which it should not.
    pub async fn ended(&mut self) -> anyhow::Error {
        anyhow::anyhow!(gateway_ended((&mut self.gateway).await))
    }

    /// Stops: takes nothing new, lets what runs reach a safe step, disconnects. What is unfinished
    /// is taken up by the next start.
    pub async fn stop(self) {
        self.closing.store(true, Ordering::Release);
        self.tracker.close();
        if tokio::time::timeout(DRAIN, self.tracker.wait()).await.is_err() {
            tracing::warn!("sales were left unfinished; the next start takes them up");
        }
        self.recovery.abort();
        if tokio::time::timeout(DISCONNECT, self.shards.shutdown_all()).await.is_err() {
            tracing::warn!("the connection to Discord did not close in time");
        }
        self.gateway.abort();
        self.ledger.close().await;
    }
}

fn gateway_ended(ended: Result<serenity::Result<()>, tokio::task::JoinError>) -> String {
    match ended {
        Ok(Err(serenity::Error::Gateway(error))) => format!("Discord ended the connection: {error}"),
        _ => "the connection to Discord ended".to_owned(),
    }
}

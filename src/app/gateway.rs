//! The connection to Discord's gateway, by serenity.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{Client, ClientBuilder, ConnectionStage, GatewayIntents, HttpBuilder, ShardManager};

use crate::courier::rest::Rest;
use crate::discord::{Events, Tracked};
use crate::settings::Settings;

use super::start_up;

/// The interval at which a missing gateway connection is logged.
const WATCH_EVERY: Duration = Duration::from_secs(30);

/// Builds the gateway client. All requests go through [`Rest`], so serenity's own REST client is disabled: it
/// allows only https but has an http base address.
pub(super) async fn client(
    settings: &Settings,
    framework: Tracked,
    events: Events,
) -> anyhow::Result<Client> {
    // No root certificates: this client sends nothing, and parsing them costs time and memory.
    let disabled = reqwest::Client::builder().https_only(true).tls_built_in_root_certs(false).build()?;
    let http = HttpBuilder::new(settings.discord_token.expose_secret())
        .client(disabled)
        .proxy("http://unused.invalid")
        .ratelimiter_disabled(true)
        .build();
    ClientBuilder::new_with_http(http, GatewayIntents::GUILDS)
        .framework(framework)
        .raw_event_handler(events)
        .await
        .map_err(|_| anyhow::anyhow!("the client for Discord's gateway cannot be built"))
}

/// Waits until Discord answers, then connects. Returns the error that ended the connection for good.
pub(super) async fn connect(mut client: Client, rest: Arc<Rest>, proxy: Option<String>) -> anyhow::Error {
    let proxy = proxy.as_deref();
    let gateway = match start_up::application(&rest, proxy).await {
        Ok(_) => start_up::gateway(&rest, proxy).await,
        Err(error) => return error,
    };
    let gateway = match gateway {
        Ok(gateway) => gateway,
        Err(error) => return error,
    };
    *client.ws_url.lock().await = gateway.url;
    let shards = Arc::clone(&client.shard_manager);
    tokio::select! {
        ended = client.start_shards(gateway.shards.max(1)) => match ended {
            Err(serenity::Error::Gateway(error)) => {
                anyhow::anyhow!("Discord ended the connection: {error}")
            }
            _ => anyhow::anyhow!("the connection to Discord ended"),
        },
        never = watch(&shards) => match never {},
    }
}

/// Logs a warning at intervals while the gateway is disconnected. serenity reconnects by itself and logs the
/// cause, but its log lines appear only if `RUST_LOG` names serenity.
async fn watch(shards: &ShardManager) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(WATCH_EVERY).await;
        let runners = shards.runners.lock().await;
        let is_connected = |stage| stage == ConnectionStage::Connected;
        if runners.is_empty() || !runners.values().all(|runner| is_connected(runner.stage)) {
            tracing::warn!(
                "not connected to Discord's gateway; retrying (set RUST_LOG=info,serenity=warn to see the cause)"
            );
        }
    }
}

//! The connection to Discord's gateway, by serenity.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{Client, ClientBuilder, ConnectionStage, GatewayIntents, HttpBuilder, ShardManager};

use crate::courier::rest::Rest;
use crate::discord::{Events, Tracked};
use crate::settings::Settings;

use super::start_up;

/// How often an operator is told that there is no connection.
const WATCH_EVERY: Duration = Duration::from_secs(30);

/// Makes the gateway's client. serenity's own REST client is disabled: it allows only https, and its
/// base address is http. Every request goes through [`Rest`].
pub(super) async fn client(
    settings: &Settings,
    framework: Tracked,
    events: Events,
) -> anyhow::Result<Client> {
    // Without root certificates: parsing them would cost time and memory for nothing.
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
        .map_err(|_| anyhow::anyhow!("the client of Discord's gateway cannot be made"))
}

/// Connects once Discord answers, and returns why the connection ended for good.
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

/// Tells the log while there is no connection. serenity tries again by itself and logs why, which is
/// silent unless `RUST_LOG` names it.
async fn watch(shards: &ShardManager) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(WATCH_EVERY).await;
        let runners = shards.runners.lock().await;
        let is_connected = |stage| stage == ConnectionStage::Connected;
        if runners.is_empty() || !runners.values().all(|runner| is_connected(runner.stage)) {
            tracing::warn!(
                "no connection to Discord's gateway, which is tried again; RUST_LOG=info,serenity=warn tells why"
            );
        }
    }
}

//! A complete local environment for sales, used by the demo, the tests and the benchmarks.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use discord_sandbox::{Guild, Person, Sandbox};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::app::{self, Running};
use crate::domain::{ChannelId, Clock, Product, RoleId, SystemClock, Timestamp};
use crate::ledger::Ledger;
use crate::reseller::ClientSettings;
use crate::settings::Settings;
use crate::telemetry::LogFormat;
use crate::vendor::{Entry, VendorServer};

use super::sandbox_ext::{GuildExt, valid};

/// The shop's account at the vendor.
pub(super) const ACCOUNT: &str = "shop";
const YEAR: Duration = Duration::from_hours(365 * 24);

/// A local vendor with stock, a local Discord with a server, and the bot.
pub struct Stage {
    /// The vendor's server.
    pub vendor: VendorServer,
    /// The shop's API key at the vendor.
    pub vendor_key: String,
    /// The local Discord.
    pub sandbox: Sandbox,
    /// The shop's server at Discord.
    pub guild: Guild,
    /// The channel in which sales are posted.
    pub sales_channel: u64,
    /// The role that may sell.
    pub staff_role: u64,
    /// A member who may sell.
    pub moderator: Person,
    /// The bot, unless [`Self::without_bot`] has stopped it.
    pub bot: Option<Running>,
    /// The settings that the bot was started with.
    pub settings: Settings,
    folder: TempDir,
}

/// Makes `count` licenses with random keys, alternately `lifetime` (never expires) and `monthly`.
#[must_use]
pub fn licenses(count: usize) -> Vec<Entry> {
    (0..count)
        .filter_map(|at| {
            let (product, lasts) = if at % 2 == 0 { ("lifetime", None) } else { ("monthly", Some(YEAR)) };
            entry(product, lasts.map(|lasts| SystemClock.now().after(lasts)))
        })
        .collect()
}

fn entry(product: &str, expires_at: Option<Timestamp>) -> Option<Entry> {
    let random = hex::encode_upper(rand::random::<[u8; 7]>());
    let key = format!("ps-{}-{}-{}", &random[..4], &random[4..11], &random[11..]);
    Some(Entry {
        key: key.parse().ok()?,
        product: Product::new(product)?,
        expires_at,
        created_at: SystemClock.now(),
    })
}

impl Stage {
    /// Starts everything with this stock, and waits until the bot is ready.
    ///
    /// # Errors
    /// Returns an error if a component cannot be started.
    pub async fn set(stock: Vec<Entry>) -> anyhow::Result<Self> {
        Self::set_in(tempfile::tempdir()?, stock).await
    }

    /// Does the same as [`Self::set`], with the vendor's database and the bot's ledger in this folder.
    ///
    /// # Errors
    /// Returns an error if a component cannot be started.
    pub async fn set_in(folder: TempDir, stock: Vec<Entry>) -> anyhow::Result<Self> {
        let mut stage = Self::without_bot_in(folder, stock).await?;
        let mut bot = Box::pin(app::start(stage.settings.clone())).await?;
        bot.ready().await?;
        stage.bot = Some(bot);
        Ok(stage)
    }

    /// Starts everything but the bot, with the vendor's database in this folder.
    ///
    /// # Errors
    /// Returns an error if a component cannot be started.
    pub async fn without_bot_in(folder: TempDir, stock: Vec<Entry>) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let vendor = VendorServer::start(&folder.path().join("vendor.db"), listener, None).await?;
        let vendor_key = vendor.store.create_key(ACCOUNT).await?;
        let imported = vendor.store.import(ACCOUNT, &stock).await?;
        anyhow::ensure!(imported.is_ok(), "a key occurs twice in the stock");

        let sandbox = Sandbox::start().await?;
        let guild = sandbox.guild();
        guild.set_name("Anna's Shop");
        let (staff, sales_channel) = (guild.role(), guild.channel());
        let moderator = guild.member("mod", &[staff]);
        let settings = Settings {
            discord_token: SecretString::from(sandbox.token()),
            discord_api_url: Some(sandbox.url()),
            guild_ids: vec![guild.guild_id()],
            staff_role_ids: vec![valid(RoleId::new(staff))],
            sales_channel_id: Some(valid(ChannelId::new(sales_channel))),
            reseller: ClientSettings {
                base_url: vendor.url().parse()?,
                api_token: SecretString::from(vendor_key.clone()),
                api_token_file: None,
                rate_limit: None,
                timeout: Duration::from_secs(10),
                allows_plain_http: false,
            },
            ledger: folder.path().join("keyclerk.db"),
            backups: None,
            rust_log: "warn".to_owned(),
            log_format: LogFormat::Text,
            http_addr: None,
        };
        Ok(Self {
            vendor,
            vendor_key,
            sandbox,
            guild,
            sales_channel,
            staff_role: staff,
            moderator,
            bot: None,
            settings,
            folder,
        })
    }

    /// Returns the bot's ledger.
    ///
    /// # Errors
    /// Returns an error if the stage has no bot.
    pub fn ledger(&self) -> anyhow::Result<&Ledger> {
        self.bot.as_ref().map(|bot| &bot.ledger).context("the stage has no bot")
    }

    /// Stops the bot, so that a separate process can take its place.
    pub async fn without_bot(mut self) -> Self {
        if let Some(bot) = self.bot.take() {
            Box::pin(bot.stop()).await;
        }
        self.sandbox.forget_commands();
        self
    }

    /// Returns the path of the ledger.
    #[must_use]
    pub fn ledger_path(&self) -> PathBuf {
        self.folder.path().join("keyclerk.db")
    }

    /// Stops the bot and starts it again on the same ledger.
    ///
    /// # Errors
    /// Returns an error if the bot cannot be started.
    pub async fn restart(self) -> anyhow::Result<Self> {
        let mut stage = self.without_bot().await;
        let mut bot = Box::pin(app::start(stage.settings.clone())).await?;
        bot.ready().await?;
        stage.bot = Some(bot);
        Ok(stage)
    }

    /// Stops everything and removes its files.
    pub async fn strike(self) {
        drop(self.without_bot().await);
    }
}

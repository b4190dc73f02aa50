//! A minimal bot that makes only the calls of a sale. It shows what Discord, the vendor and this machine
//! cost any bot.
//!
//! It checks no permissions, and loses a license if the answer is lost. With [`COMMITS`] it also commits one
//! row, synced to the disk, at each of the five steps of a sale.

use std::env;

use keyclerk::reseller::wire::path;
use serde_json::{Value, json};
use serenity::all::{
    ClientBuilder, CommandInteraction, CommandOptionType, Context, CreateCommand, CreateCommandOption,
    CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    EditInteractionResponse, EventHandler, GatewayIntents, GuildId, HttpBuilder, Interaction, Ready, UserId,
};
use serenity::async_trait;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use tokio::sync::Mutex;

/// The variable that makes this process run the bare bot.
pub const BARE: &str = "KEYCLERK_BARE";
/// The value of [`BARE`] with which the bot also commits.
pub const COMMITS: &str = "commits";
/// The number of commits during a lone sale.
pub const COMMITS_PER_SALE: f64 = 5.0;
/// SQLite's number for `synchronous=FULL`.
const FULL: i64 = 2;

struct Bare {
    vendor: reqwest::Client,
    base_url: String,
    api_token: String,
    ledger: Option<Mutex<SqliteConnection>>,
}

impl Bare {
    async fn commit(&self, step: &str) {
        if let Some(ledger) = &self.ledger {
            let mut ledger = ledger.lock().await;
            sqlx::query("insert into step (step) values (?)").bind(step).execute(&mut *ledger).await.unwrap();
        }
    }

    /// Fetches a random license.
    async fn draw(&self) -> String {
        let url = format!("{}{}?api_token={}", self.base_url, path::FETCH_LICENSE, self.api_token);
        let fetched: Value = self.vendor.get(url).send().await.unwrap().json().await.unwrap();
        fetched["license"]["key"].as_str().unwrap().to_owned()
    }

    /// Assigns a license. Returns false if another sale was faster.
    async fn assign(&self, key: &str, buyer: UserId) -> bool {
        let assignment =
            json!({ "api_token": self.api_token, "license": key, "discord_user_id": buyer.to_string() });
        let url = format!("{}{}", self.base_url, path::ASSIGN_LICENSE);
        self.vendor.post(url).json(&assignment).send().await.unwrap().status().is_success()
    }

    async fn sell(&self, ctx: &Context, command: &CommandInteraction) {
        self.commit("requested").await;
        let buyer = *command.data.resolved.users.keys().next().unwrap();
        let deferral =
            CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
        let (deferred, channel, mut key) =
            tokio::join!(command.create_response(ctx, deferral), buyer.create_dm_channel(ctx), self.draw());
        deferred.unwrap();
        self.commit("assigning").await;
        while !self.assign(&key, buyer).await {
            key = self.draw().await;
            self.commit("assigning").await;
        }
        self.commit("assigned").await;
        let letter = CreateEmbed::new().title("Your license").description(format!("```\n{key}\n```"));
        channel.unwrap().send_message(ctx, CreateMessage::new().embed(letter)).await.unwrap();
        self.commit("delivered").await;
        let told = CreateEmbed::new().title("License sold");
        command.edit_response(ctx, EditInteractionResponse::new().embed(told)).await.unwrap();
        self.commit("told").await;
    }
}

#[async_trait]
impl EventHandler for Bare {
    async fn ready(&self, ctx: Context, _: Ready) {
        let member = CreateCommandOption::new(CommandOptionType::User, "member", "who");
        let command = CreateCommand::new("assignlicense").description("sell").add_option(member);
        let guild: u64 = env::var("GUILD_IDS").unwrap().parse().unwrap();
        GuildId::new(guild).set_commands(&ctx, vec![command]).await.unwrap();
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        if let Interaction::Command(command) = interaction {
            self.sell(&ctx, &command).await;
        }
    }
}

/// Opens a ledger with one table and synced commits.
async fn open_ledger() -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename("bare.db").create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let mut ledger = options.connect().await.unwrap();
    let mode: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&mut ledger).await.unwrap();
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(&mut ledger).await.unwrap();
    assert_eq!((mode.as_str(), synchronous), ("wal", FULL));
    let table = "create table step (id integer primary key, step text not null) strict";
    sqlx::query(table).execute(&mut ledger).await.unwrap();
    ledger
}

/// Runs until it is killed. Like keyclerk, it reads its settings from the environment.
pub async fn run() {
    let connections = reqwest::Client::builder().tcp_nodelay(true).build().unwrap();
    let http = HttpBuilder::new(env::var("DISCORD_TOKEN").unwrap())
        .client(connections.clone())
        .proxy(env::var("DISCORD_API_URL").unwrap())
        .ratelimiter_disabled(true)
        .build();
    let commits = env::var(BARE).is_ok_and(|value| value == COMMITS);
    let ledger = if commits { Some(Mutex::new(open_ledger().await)) } else { None };
    let bare = Bare {
        ledger,
        vendor: connections,
        base_url: env::var("RESELLER_BASE_URL").unwrap(),
        api_token: env::var("RESELLER_API_TOKEN").unwrap(),
    };
    let client = ClientBuilder::new_with_http(http, GatewayIntents::empty());
    client.event_handler(bare).await.unwrap().start_autosharded().await.unwrap();
}

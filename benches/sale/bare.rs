//! The calls of a sale and nothing else: what Discord, the vendor and this machine cost whoever
//! sells. It checks nobody and forgets a license whose answer is lost. With [`COMMITS`] it also
//! commits one row at each of the five points at which a sale has to be on the disk.

use std::env;

use keyclerk::reseller::wire::path;
use serde_json::{Value, json};
use serenity::all::{
    ClientBuilder, CommandInteraction, CommandOptionType, Context, CreateCommand, CreateCommandOption,
    CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    EditInteractionResponse, EventHandler, GatewayIntents, GuildId, HttpBuilder, Interaction, Ready,
};
use serenity::async_trait;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use tokio::sync::Mutex;

/// Set for the process that is to be this bot.
pub const BARE: &str = "KEYCLERK_BARE";

/// The value that has it commit, too.
pub const COMMITS: &str = "commits";

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

    async fn sell(&self, ctx: &Context, command: &CommandInteraction) {
        self.commit("requested").await;
        let buyer = *command.data.resolved.users.keys().next().unwrap();
        let deferral =
            CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
        let fetch = async {
            let url = format!("{}{}?api_token={}", self.base_url, path::FETCH_LICENSE, self.api_token);
            self.vendor.get(url).send().await.unwrap().json::<Value>().await.unwrap()
        };
        let (deferred, channel, fetched) =
            tokio::join!(command.create_response(ctx, deferral), buyer.create_dm_channel(ctx), fetch);
        deferred.unwrap();
        self.commit("assigning").await;
        let key = fetched["license"]["key"].as_str().unwrap();
        let assignment =
            json!({ "api_token": self.api_token, "license": key, "discord_user_id": buyer.to_string() });
        let url = format!("{}{}", self.base_url, path::ASSIGN_LICENSE);
        let assigned = self.vendor.post(url).json(&assignment).send().await.unwrap();
        assert!(assigned.status().is_success(), "{:?}", assigned.text().await);
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

/// Runs until it is killed, set up as keyclerk is: by the environment.
pub async fn run() {
    let connections = reqwest::Client::builder().tcp_nodelay(true).build().unwrap();
    let http = HttpBuilder::new(env::var("DISCORD_TOKEN").unwrap())
        .client(connections.clone())
        .proxy(env::var("DISCORD_API_URL").unwrap())
        .ratelimiter_disabled(true)
        .build();
    let ledger = if env::var(BARE).is_ok_and(|value| value == COMMITS) {
        let options = SqliteConnectOptions::new().filename("bare.db").create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        let mut ledger = options.connect().await.unwrap();
        let table = "create table step (id integer primary key, step text not null) strict";
        sqlx::query(table).execute(&mut ledger).await.unwrap();
        Some(Mutex::new(ledger))
    } else {
        None
    };
    let bare = Bare {
        ledger,
        vendor: connections,
        base_url: env::var("RESELLER_BASE_URL").unwrap(),
        api_token: env::var("RESELLER_API_TOKEN").unwrap(),
    };
    let client = ClientBuilder::new_with_http(http, GatewayIntents::empty());
    client.event_handler(bare).await.unwrap().start_autosharded().await.unwrap();
}
